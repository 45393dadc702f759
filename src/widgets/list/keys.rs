//! What keys, clicks and pastes do to a list, whatever its rows are.

use super::List;
use super::filter::Filter;
use crate::widgets::key::{Code, Key};

/// A list of whatever rows: what keys and clicks do to it.
pub trait AnyList {
    /// Whether the filter is being typed.
    fn is_filtering(&self) -> bool;
    /// Takes a key; see [`Taken`]. `page` is how many rows are in sight.
    fn key(&mut self, key: Key, page: usize) -> Taken;
    /// Takes pasted text while the filter is being typed.
    fn paste(&mut self, text: &str) -> Taken;
    /// Puts the selection on the row at this place of those shown; tells whether it was there already, which opens the row.
    /// Where clicks mark rows, they open nothing.
    fn click(&mut self, row: usize) -> bool;
    /// Moves the selection.
    fn scroll(&mut self, rows: isize);
    /// Begins to type the filter; one that is there already gives way to what is typed.
    fn open_filter(&mut self);
    /// Clears the filter; tells whether there was one.
    fn clear_filter(&mut self) -> bool;
    /// Whether there are rows to filter.
    fn has_rows(&self) -> bool;
    /// Whether rows can be marked, and there are some.
    fn marks_rows(&self) -> bool;
}

/// What became of a key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Taken {
    /// It was for somebody else.
    No,
    /// It is dealt with.
    Yes,
    /// It is dealt with, and the rows must be arranged anew.
    Rearrange,
}

impl<K: Clone + PartialEq> AnyList for List<K> {
    fn is_filtering(&self) -> bool {
        self.filter.is_open
    }

    fn key(&mut self, key: Key, page: usize) -> Taken {
        let last = self.shown.len().saturating_sub(1);
        let page = isize::try_from(page.saturating_sub(1).max(1)).unwrap_or(1);
        match key {
            Key { code: Code::Up, alt: false, .. } => self.scroll(-1),
            Key { code: Code::Down, alt: false, .. } => self.scroll(1),
            Key { code: Code::PageUp, .. } => self.scroll(-page),
            Key { code: Code::PageDown, .. } => self.scroll(page),
            _ if self.filter.is_open => return self.filter.key(key),
            Key { code: Code::Home, .. } | Key { code: Code::Char('g'), ctrl: false, alt: false } => self.selected = 0,
            Key { code: Code::End, .. } | Key { code: Code::Char('G'), ctrl: false, alt: false } => self.selected = last,
            Key { code: Code::Char('k'), ctrl: false, alt: false } => self.scroll(-1),
            Key { code: Code::Char('j'), ctrl: false, alt: false } => self.scroll(1),
            Key { code: Code::Char('s'), ctrl: false, alt: false } => return self.sort_by_next_column(),
            Key { code: Code::Char('S'), ctrl: false, alt: false } => return self.turn_order(),
            Key { code: Code::Char(' '), ctrl: false, alt: false } => return self.toggle_mark(),
            _ => return Taken::No,
        }
        Taken::Yes
    }

    fn paste(&mut self, text: &str) -> Taken {
        if !self.filter.is_open {
            return Taken::No;
        }
        self.filter.paste(text);
        Taken::Rearrange
    }

    fn click(&mut self, row: usize) -> bool {
        let again = row == self.selected;
        self.selected = row.min(self.shown.len().saturating_sub(1));
        if self.marks.is_some() && self.marks_by_click {
            self.toggle_mark();
            return false;
        }
        again
    }

    fn scroll(&mut self, rows: isize) {
        let last = self.shown.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(rows).min(last);
    }

    fn open_filter(&mut self) {
        self.filter.open();
    }

    fn clear_filter(&mut self) -> bool {
        let was = self.filter.is_open || !self.filter.text().is_empty();
        self.filter = Filter::default();
        was
    }

    fn has_rows(&self) -> bool {
        !self.all.is_empty()
    }

    fn marks_rows(&self) -> bool {
        self.marks.is_some() && !self.shown.is_empty()
    }
}

impl<K: Clone + PartialEq> List<K> {
    fn toggle_mark(&mut self) -> Taken {
        let Some(key) = self.shown.get(self.selected).cloned() else { return Taken::No };
        let Some(marks) = &mut self.marks else { return Taken::No };
        if let Some(at) = marks.iter().position(|mark| *mark == key) {
            marks.remove(at);
        } else {
            if self.marks_one {
                marks.clear();
            }
            marks.push(key);
        }
        // What else the screen shows may follow from the marks.
        Taken::Rearrange
    }
}
