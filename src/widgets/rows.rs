//! A few things one above another, one of them selected: too few to filter, too different for columns.

use super::key::{Code, Key};

/// Which of them is selected.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Rows {
    selected: usize,
    count: usize,
    /// Whether a digit selects the row of that number, counted from 1.
    numbered: bool,
}

impl Rows {
    /// Rows that have numbers: a digit selects one.
    pub fn numbered() -> Self {
        Self { numbered: true, ..Self::default() }
    }

    /// Tells how many there are now.
    pub fn set_count(&mut self, count: usize) {
        self.count = count;
        self.selected = self.selected.min(count.saturating_sub(1));
    }

    /// The selected one, from 0.
    pub const fn selected(&self) -> usize {
        self.selected
    }

    /// Selects one.
    pub fn select(&mut self, row: usize) {
        self.selected = row.min(self.count.saturating_sub(1));
    }

    /// Takes a key that moves; tells whether it was one. `page` is how many lines are in sight; a row may have several.
    pub fn key(&mut self, key: Key, page: usize) -> bool {
        let page = (page / 2).max(1);
        match key {
            Key { code: Code::PageUp, .. } => self.selected = self.selected.saturating_sub(page),
            Key { code: Code::PageDown, .. } => self.select(self.selected.saturating_add(page)),
            Key { code: Code::Up | Code::Char('k'), ctrl: false, alt: false } => self.selected = self.selected.saturating_sub(1),
            Key { code: Code::Down | Code::Char('j'), ctrl: false, alt: false } => self.select(self.selected + 1),
            Key { code: Code::Home | Code::Char('g'), ctrl: false, alt: false } => self.selected = 0,
            Key { code: Code::End | Code::Char('G'), ctrl: false, alt: false } => self.select(usize::MAX),
            Key { code: Code::Char(digit @ '1'..='9'), ctrl: false, alt: false } if self.numbered => {
                let row = digit.to_digit(10).and_then(|digit| usize::try_from(digit).ok()).unwrap_or(1) - 1;
                if row >= self.count {
                    return false;
                }
                self.selected = row;
            }
            _ => return false,
        }
        true
    }

    /// Moves, as the wheel does.
    pub fn scroll(&mut self, rows: isize) {
        self.select(self.selected.saturating_add_signed(rows.signum()));
    }
}
