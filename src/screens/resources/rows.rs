//! Resources as rows of a list.

use super::facts::{Openness, state, tags};
use super::kinds::service;
use crate::account::entity::{ResourceKey, ResourceKind};
use crate::account::operation::Operation;
use crate::app::cx::Cx;
use crate::screens::sight::denied::{Asking, CELL};
use crate::screens::sight::needs;
use crate::widgets::Line;
use crate::widgets::list::{Column, Listing, columns};

columns! {
    SERVICE: Column::fixed("Service", 15, 6),
    NAME: Column::text("Name", 20, 44, 10),
    STATE: Column::text("State", 20, 40, 8),
    POLICY: Column::fixed("Policy", 13, 7),
    TAGS: Column::text("Tags", 10, 40, 3),
}

/// Resources as rows.
pub(super) struct ResourceRows<'a> {
    pub cx: &'a Cx<'a>,
}

/// What is told of a resource is asked of it by itself.
impl Asking for ResourceRows<'_> {
    const HAVE_POLICIES: bool = true;

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
            SERVICE => Line::new().quiet(service(key.kind)),
            NAME => match self.cx.nickname(key) {
                Some(name) => Line::new().text(name).quiet(format!("  {}", shortened(key))),
                None => Line::new().text(key.name.clone()),
            },
            _ if !self.may_see(key, column) => Line::new().quiet(CELL),
            STATE => Line::new().text(state(self.cx, key)),
            POLICY => Openness::of(account, key).line(),
            TAGS => Line::new().quiet(tags(account, key)),
            _ => Line::new(),
        }
    }
}
