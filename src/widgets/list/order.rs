//! What rows are sorted by, and how that is chosen.

use std::cmp::Ordering;

use super::List;
use super::keys::Taken;

/// What rows are sorted by.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Rank {
    /// By words, without regard to case.
    Words(String),
    /// By number.
    Number(i64),
}

impl Rank {
    /// By words, without regard to case.
    pub fn words(text: &str) -> Self {
        Self::Words(text.to_lowercase())
    }

    /// By a number of things.
    pub fn count(count: usize) -> Self {
        Self::Number(i64::try_from(count).unwrap_or(i64::MAX))
    }

    pub(super) fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Words(one), Self::Words(other)) => one.cmp(other),
            (Self::Number(one), Self::Number(other)) => one.cmp(other),
            (Self::Words(_), Self::Number(_)) => Ordering::Greater,
            (Self::Number(_), Self::Words(_)) => Ordering::Less,
        }
    }
}

/// By which column, and which way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Sort {
    pub(super) column: usize,
    pub(super) descending: bool,
}

impl Sort {
    pub(super) const fn arrow(self) -> &'static str {
        if self.descending { "↓" } else { "↑" }
    }
}

impl<K: Clone + PartialEq> List<K> {
    /// The natural order, then by each column in turn that is in sight.
    pub(super) fn sort_by_next_column(&mut self) -> Taken {
        let next = self.sort.map_or(0, |sort| sort.column + 1);
        let in_sight = self.places().into_iter().map(|place| place.column).find(|column| *column >= next);
        self.sort = in_sight.map(|column| Sort { column, descending: false });
        Taken::Rearrange
    }

    pub(super) fn turn_order(&mut self) -> Taken {
        let first = self.places().first().map_or(0, |place| place.column);
        let sort = self.sort.unwrap_or(Sort { column: first, descending: false });
        self.sort = Some(Sort { descending: !sort.descending, ..sort });
        Taken::Rearrange
    }
}
