//! Practice accounts as rows of a list.

use crate::account::words::grouped;
use crate::app::cx::Cx;
use crate::app::words::ago;
use crate::store::{Listed, Summary};
use crate::theme::Role;
use crate::widgets::Line;
use crate::widgets::list::{Column, Listing, Rank};

const COLUMNS: &[Column] = &[
    Column::text("Account", 12, 63, 10),
    Column::fixed("Account ID", 14, 8),
    Column::fixed("Created", 14, 5),
    Column::number("In history", 10, 4),
    Column::fixed("", 18, 9),
];

/// Practice accounts as rows.
pub(super) struct AccountRows<'a> {
    pub cx: &'a Cx<'a>,
}

/// The account of this name.
pub(super) fn find<'a>(cx: &Cx<'a>, name: &str) -> Option<&'a Listed> {
    cx.accounts.iter().find(|listed| listed.name == name)
}

/// Whether this account is the one that is open.
pub(super) fn is_open(cx: &Cx<'_>, name: &str) -> bool {
    cx.account_name == name
}

impl AccountRows<'_> {
    /// How many entries an account's history has; the open one's may have grown since the accounts were listed.
    fn entries(&self, name: &str, summary: &Summary) -> usize {
        let revision = if is_open(self.cx, name) { self.cx.history.revision() } else { summary.revision };
        usize::try_from(revision).unwrap_or(usize::MAX)
    }
}

impl Listing for AccountRows<'_> {
    type Key = String;

    fn columns(&self) -> &[Column] {
        COLUMNS
    }

    fn words(&self, name: &String) -> String {
        (0..COLUMNS.len()).map(|column| self.cell(name, column).plain()).collect::<Vec<_>>().join(" ")
    }

    fn cell(&self, name: &String, column: usize) -> Line {
        let Some(listed) = find(self.cx, name) else { return Line::new() };
        match (column, &listed.summary) {
            (0, _) => Line::new().text(name.clone()),
            (4, _) if is_open(self.cx, name) => Line::new().with("● ", Role::Good).text("open"),
            (4, Err(_)) => Line::new().with("✖ ", Role::Bad).text("can't be opened"),
            (1, Ok(summary)) => Line::new().text(summary.account_id.grouped()),
            (2, Ok(summary)) => Line::new().quiet(ago(summary.created, self.cx.now)),
            (3, Ok(summary)) => Line::new().quiet(grouped(self.entries(name, summary))),
            _ => Line::new(),
        }
    }

    fn rank(&self, name: &String, column: usize) -> Rank {
        match (column, find(self.cx, name).map(|listed| &listed.summary)) {
            (2, Some(Ok(summary))) => Rank::Number(self.cx.now.as_second() - summary.created.as_second()),
            (3, Some(Ok(summary))) => Rank::count(self.entries(name, summary)),
            _ => Rank::words(&self.cell(name, column).plain()),
        }
    }
}
