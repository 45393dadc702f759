//! Resources as rows of a list.

use std::collections::HashMap;

use super::facts::{Openness, state, tags};
use super::kinds::service;
use crate::account::entity::ResourceKey;
use crate::app::cx::Cx;
use crate::screens::needs;
use crate::widgets::Line;
use crate::widgets::list::{Column, Listing};

const COLUMNS: &[Column] = &[
    Column::fixed("Service", 15, 6),
    Column::text("Name", 20, 44, 10),
    Column::text("State", 20, 40, 8),
    Column::fixed("Policy", 13, 7),
    Column::text("Tags", 10, 40, 3),
];

const STATE: usize = 2;
const POLICY: usize = 3;
const TAGS: usize = 4;

/// Which cells whoever is signed in may not see: what they tell is asked of each resource by itself.
#[derive(Default)]
pub(super) struct Hidden(HashMap<ResourceKey, Vec<usize>>);

impl Hidden {
    /// Asks for these resources.
    pub fn of(cx: &Cx<'_>, keys: &[ResourceKey]) -> Self {
        let hidden = |key: &ResourceKey| {
            let asked = [
                (STATE, needs::described(cx, key, 0)),
                (POLICY, needs::policy_of_resource(cx, key)),
                (TAGS, needs::tags_of_resource(cx, key)),
            ];
            asked.into_iter().filter(|(_, operation)| !cx.may(operation)).map(|(column, _)| column).collect::<Vec<_>>()
        };
        let found = keys.iter().map(|key| (key.clone(), hidden(key)));
        Self(found.filter(|(_, columns)| !columns.is_empty()).collect())
    }

    fn has(&self, key: &ResourceKey, column: usize) -> bool {
        self.0.get(key).is_some_and(|columns| columns.contains(&column))
    }
}

/// Resources as rows.
pub(super) struct ResourceRows<'a> {
    pub cx: &'a Cx<'a>,
    pub hidden: &'a Hidden,
}

impl Listing for ResourceRows<'_> {
    type Key = ResourceKey;

    fn columns(&self) -> &[Column] {
        COLUMNS
    }

    fn words(&self, key: &ResourceKey) -> String {
        let cells = (0..COLUMNS.len()).map(|column| self.cell(key, column).plain());
        format!("{} {}", key.kind.word(), cells.collect::<Vec<_>>().join(" "))
    }

    fn cell(&self, key: &ResourceKey, column: usize) -> Line {
        let account = self.cx.account;
        match column {
            0 => Line::new().quiet(service(key.kind)),
            1 => match account.nickname(key) {
                Some(name) => Line::new().text(name).quiet(format!("  {}", key.name)),
                None => Line::new().text(key.name.clone()),
            },
            _ if self.hidden.has(key, column) => Line::new().quiet("denied"),
            STATE => Line::new().text(state(account, key)),
            POLICY => Openness::of(account, key).line(),
            _ => Line::new().quiet(tags(account, key)),
        }
    }
}
