//! Resources as rows of a list.

use super::facts::{Openness, state, tags};
use super::kinds::service;
use crate::account::entity::ResourceKey;
use crate::app::cx::Cx;
use crate::widgets::Line;
use crate::widgets::list::{Column, Listing, Rank};

const COLUMNS: &[Column] = &[
    Column::fixed("Service", 15, 6),
    Column::text("Name", 20, 44, 10),
    Column::text("State", 20, 40, 8),
    Column::fixed("Policy", 13, 7),
    Column::text("Tags", 10, 40, 3),
];

/// Resources as rows.
pub(super) struct ResourceRows<'a> {
    pub cx: &'a Cx<'a>,
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
            2 => Line::new().text(state(account, key)),
            3 => Openness::of(account, key).line(),
            _ => Line::new().quiet(tags(account, key)),
        }
    }

    fn rank(&self, key: &ResourceKey, column: usize) -> Rank {
        Rank::words(&self.cell(key, column).plain())
    }
}
