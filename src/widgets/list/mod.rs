//! Lists: rows with columns, a selection, a filter as one types, sorting by column, marks.
//!
//! A list holds keys; what a key's row says is asked of a [`Listing`] when it is drawn, so only visible rows cost.

mod columns;
mod draw;
mod filter;

pub(crate) use columns::columns;
pub use columns::{Column, Width};

use std::cell::RefCell;
use std::cmp::Ordering;

use super::key::{Code, Key};
use super::line::Line;
use columns::Place;
use filter::{Filter, Nearness};

/// What a list's rows say.
pub trait Listing {
    /// What stands for a row.
    type Key: Clone + PartialEq;

    /// The columns, in order.
    fn columns(&self) -> &[Column];

    /// A row's words for the filter.
    fn words(&self, key: &Self::Key) -> String;

    /// What it is called: a row whose name the filter says stands before those that have its words somewhere.
    fn names(&self, key: &Self::Key) -> Vec<String> {
        vec![self.cell(key, 0).plain()]
    }

    /// A cell.
    fn cell(&self, key: &Self::Key, column: usize) -> Line;

    /// What a column is sorted by: the words of its cells, where they are no numbers.
    fn rank(&self, key: &Self::Key, column: usize) -> Rank {
        Rank::words(&self.cell(key, column).plain())
    }
}

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

    fn compare(&self, other: &Self) -> Ordering {
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
struct Sort {
    column: usize,
    descending: bool,
}

impl Sort {
    const fn arrow(self) -> &'static str {
        if self.descending { "↓" } else { "↑" }
    }
}

/// What drawing a list leaves behind for the next time, and for the keys.
#[derive(Default)]
struct Drawn {
    /// How many columns of the screen there were for it.
    width: usize,
    /// What the longest cell of each column takes, of those that were in sight since the rows were arranged.
    widest: Vec<usize>,
    /// Where columns are.
    places: Vec<Place>,
}

/// A list's state.
pub struct List<K> {
    name: &'static str,
    all: Vec<K>,
    shown: Vec<K>,
    selected: usize,
    filter: Filter,
    sort: Option<Sort>,
    marks: Option<Vec<K>>,
    /// Marking a row takes the mark of another away.
    marks_one: bool,
    /// A click marks, rather than opens what it is on the second time.
    marks_by_click: bool,
    /// What marked rows are: chosen, on.
    marked: &'static str,
    /// The filter that the rows were last arranged by.
    arranged_by: String,
    drawn: RefCell<Drawn>,
}

impl<K: Clone + PartialEq> List<K> {
    /// An empty list. Its name says whose scroll offset is remembered.
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            all: Vec::new(),
            shown: Vec::new(),
            selected: 0,
            filter: Filter::default(),
            sort: None,
            marks: None,
            marks_one: false,
            marks_by_click: true,
            marked: "chosen",
            arranged_by: String::new(),
            drawn: RefCell::default(),
        }
    }

    /// A list whose rows can be marked.
    pub fn marking(name: &'static str) -> Self {
        Self { marks: Some(Vec::new()), ..Self::new(name) }
    }

    /// With rows that a click opens, though several can be marked.
    #[must_use]
    pub const fn opened_by_clicks(mut self) -> Self {
        self.marks_by_click = false;
        self
    }

    /// With another word for what marked rows are, which is "chosen" else.
    #[must_use]
    pub const fn called(mut self, marked: &'static str) -> Self {
        self.marked = marked;
        self
    }

    /// A list one row of which can be marked.
    pub fn choosing(name: &'static str) -> Self {
        Self { marks_one: true, ..Self::marking(name) }
    }

    /// Takes new rows, in their natural order, and filters and sorts them. The selection stays on its row, if it is still there.
    pub fn refresh(&mut self, rows: Vec<K>, listing: &impl Listing<Key = K>) {
        self.all = rows;
        if let Some(marks) = &mut self.marks {
            marks.retain(|mark| self.all.contains(mark));
        }
        self.arrange(listing);
    }

    /// Filters and sorts again, after the filter or the order has changed. The rows come first whose name is what the filter
    /// says, then those whose name begins so; the first of them is selected.
    pub fn arrange(&mut self, listing: &impl Listing<Key = K>) {
        let selected = self.selected().cloned();
        self.drawn.get_mut().widest.clear();
        let wanted = self.filter.wanted();
        self.shown = self.all.iter().filter(|key| wanted.is_empty() || wanted.accepts(&listing.words(key))).cloned().collect();
        if !wanted.is_empty() {
            self.shown.sort_by_cached_key(|key| wanted.nearest(&listing.names(key)));
        }
        if let Some(Sort { column, descending }) = self.sort {
            // Whatever the order, what is called as the filter says comes first: that is what is meant.
            let is_meant = |key: &K| !wanted.is_empty() && wanted.nearest(&listing.names(key)) == Nearness::Is;
            let ranked = self.shown.drain(..).map(|key| (!is_meant(&key), listing.rank(&key, column), key));
            let mut ranked: Vec<(bool, Rank, K)> = ranked.collect();
            ranked.sort_by(|(other_than_meant, one, _), (other_than, other, _)| {
                let ranks = if descending { other.compare(one) } else { one.compare(other) };
                other_than_meant.cmp(other_than).then(ranks)
            });
            self.shown.extend(ranked.into_iter().map(|(_, _, key)| key));
        }
        if self.arranged_by != self.filter.text() {
            self.filter.text().clone_into(&mut self.arranged_by);
            if !wanted.is_empty() {
                self.selected = 0;
                return;
            }
        }
        let kept = selected.and_then(|selected| self.shown.iter().position(|key| *key == selected));
        self.selected = kept.unwrap_or(self.selected).min(self.shown.len().saturating_sub(1));
    }

    /// What the rows are filtered by.
    pub fn filter_text(&self) -> &str {
        self.filter.text()
    }

    /// The row that the selection is on.
    pub fn selected(&self) -> Option<&K> {
        self.shown.get(self.selected)
    }

    /// Whether the filter has left but one row.
    pub const fn has_one_left(&self) -> bool {
        self.shown.len() == 1
    }

    /// Puts the selection on a row, if it is shown.
    pub fn select_key(&mut self, key: &K) {
        self.selected = self.shown.iter().position(|shown| shown == key).unwrap_or(self.selected);
    }

    /// How many rows there are, filtered out or not.
    pub const fn len(&self) -> usize {
        self.all.len()
    }

    /// Why no row is selected: there is none at all, in the words for that, or none that the filter lets through.
    pub const fn why_none(&self, nothing: &'static str) -> &'static str {
        if self.is_empty() { nothing } else { "Nothing matches the filter. esc clears it." }
    }

    /// Whether there are no rows at all.
    pub const fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The marked rows, in the order of marking.
    pub fn marks(&self) -> &[K] {
        self.marks.as_deref().unwrap_or_default()
    }

    /// The rows that an action is for: those marked, or else the one that the selection is on.
    pub fn chosen(&self) -> Vec<K> {
        if self.marks().is_empty() { self.selected().cloned().into_iter().collect() } else { self.marks().to_vec() }
    }

    /// Marks these rows and no others.
    pub fn set_marks(&mut self, marks: Vec<K>) {
        if self.marks.is_some() {
            self.marks = Some(marks);
        }
    }

    /// Marks the selected row and no other; nothing where there is none.
    pub fn mark_selected(&mut self) {
        if let Some(selected) = self.selected().cloned() {
            self.set_marks(vec![selected]);
        }
    }

    /// The list as the application handles it, whatever its rows are.
    pub fn as_any(&mut self) -> &mut dyn AnyList {
        self
    }
}

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
    /// Where the columns were drawn last.
    fn places(&self) -> Vec<Place> {
        self.drawn.borrow().places.clone()
    }

    /// The natural order, then by each column in turn that is in sight.
    fn sort_by_next_column(&mut self) -> Taken {
        let next = self.sort.map_or(0, |sort| sort.column + 1);
        let in_sight = self.places().into_iter().map(|place| place.column).find(|column| *column >= next);
        self.sort = in_sight.map(|column| Sort { column, descending: false });
        Taken::Rearrange
    }

    fn turn_order(&mut self) -> Taken {
        let first = self.places().first().map_or(0, |place| place.column);
        let sort = self.sort.unwrap_or(Sort { column: first, descending: false });
        self.sort = Some(Sort { descending: !sort.descending, ..sort });
        Taken::Rearrange
    }

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
