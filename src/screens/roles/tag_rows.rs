//! A role's tags as rows of a list.

use crate::account::entity::{EntityTag, TagHolder};
use crate::account::id::UniqueId;
use crate::app::cx::Cx;
use crate::widgets::Line;
use crate::widgets::list::{Column, Listing, Rank};

const COLUMNS: &[Column] = &[Column::text("Key", 20, 50, 10), Column::text("Value", 20, 60, 9)];

/// A role's tags as rows, by key.
pub(super) struct TagRows<'a> {
    /// What is seen of them.
    pub cx: &'a Cx<'a>,
    /// Whose they are.
    pub role: UniqueId,
}

impl TagRows<'_> {
    /// The keys of all tags.
    pub(super) fn keys(&self) -> Vec<String> {
        self.cx.account.tags_of(&TagHolder::Entity(self.role)).map(|tag| tag.key.clone()).collect()
    }

    fn tag(&self, key: &str) -> Option<&EntityTag> {
        self.cx.account.tags_of(&TagHolder::Entity(self.role)).find(|tag| tag.key == key)
    }
}

impl Listing for TagRows<'_> {
    type Key = String;

    fn columns(&self) -> &[Column] {
        COLUMNS
    }

    fn words(&self, key: &String) -> String {
        self.tag(key).map_or_else(String::new, |tag| format!("{} {}", tag.key, tag.value))
    }

    fn cell(&self, key: &String, column: usize) -> Line {
        let Some(tag) = self.tag(key) else { return Line::new() };
        Line::new().text(if column == 0 { tag.key.clone() } else { tag.value.clone() })
    }

    fn rank(&self, key: &String, column: usize) -> Rank {
        Rank::words(&self.cell(key, column).plain())
    }
}
