//! Resources as rows of a list.

use super::facts::{Openness, state, tags};
use super::kinds::service;
use crate::account::entity::{ResourceKey, ResourceKind};
use crate::account::operation::Operation;
use crate::app::cx::Cx;
use crate::screens::denied::{Asking, CELL};
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

/// Resources as rows.
pub(super) struct ResourceRows<'a> {
    pub cx: &'a Cx<'a>,
}

/// What is told of a resource is asked of it by itself.
impl Asking for ResourceRows<'_> {
    fn cx(&self) -> &Cx<'_> {
        self.cx
    }

    fn needs(&self, key: &ResourceKey, column: usize) -> Vec<Operation> {
        match column {
            STATE => vec![needs::described(self.cx, key, 0)],
            POLICY => vec![needs::policy_of_resource(self.cx, key)],
            TAGS => vec![needs::tags_of_resource(self.cx, key)],
            _ => Vec::new(),
        }
    }
}

/// What a resource is told by beside what it is called: of a key's long id its beginning.
fn shortened(key: &ResourceKey) -> String {
    match key.name.split_once('-') {
        Some((first, _)) if key.kind == ResourceKind::Key => format!("{first}…"),
        _ => key.name.clone(),
    }
}

impl Listing for ResourceRows<'_> {
    type Key = ResourceKey;

    fn columns(&self) -> &[Column] {
        COLUMNS
    }

    fn words(&self, key: &ResourceKey) -> String {
        let cells = (0..COLUMNS.len()).map(|column| self.cell(key, column).plain());
        format!("{} {} {}", key.kind.word(), key.name, cells.collect::<Vec<_>>().join(" "))
    }

    fn cell(&self, key: &ResourceKey, column: usize) -> Line {
        let account = self.cx.account;
        match column {
            0 => Line::new().quiet(service(key.kind)),
            1 => match self.cx.nickname(key) {
                Some(name) => Line::new().text(name).quiet(format!("  {}", shortened(key))),
                None => Line::new().text(key.name.clone()),
            },
            _ if !self.may_see(key, column) => Line::new().quiet(CELL),
            STATE => Line::new().text(state(self.cx, key)),
            POLICY => Openness::of(account, key).line(),
            _ => Line::new().quiet(tags(account, key)),
        }
    }
}
