//! Lists: rows with columns, a selection, a filter as one types, sorting by column, marks.
//!
//! A list holds keys; what a key's row says is asked of a [`Listing`] when it is drawn, so only visible rows cost.

mod columns;
mod draw;
mod filter;
mod keys;
mod order;

pub(crate) use columns::columns;
pub use columns::{Column, Width};
pub use keys::{AnyList, Taken};
pub use order::Rank;

use std::cell::RefCell;

use super::line::Line;
use columns::Place;
use filter::{Filter, Nearness};
use order::Sort;

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

    /// A cell in fewer words, for where the whole ones would hide something; `None` where there are no fewer.
    fn short(&self, _key: &Self::Key, _column: usize) -> Option<Line> {
        None
    }

    /// What a column is sorted by: the words of its cells, where they are no numbers.
    fn rank(&self, key: &Self::Key, column: usize) -> Rank {
        Rank::words(&self.cell(key, column).plain())
    }
}

/// What drawing a list leaves behind for the next time, and for the keys.
#[derive(Default)]
struct Drawn {
    /// How many columns of the screen there were for it.
    width: usize,
    /// What the longest cell of each column takes, in whole words and in few, of those that were in sight since the rows were
    /// arranged.
    widest: Vec<[usize; 2]>,
    /// The columns that are shown in few words.
    short: Vec<usize>,
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

    /// Where the columns were drawn last.
    fn places(&self) -> Vec<Place> {
        self.drawn.borrow().places.clone()
    }

    /// The list as the application handles it, whatever its rows are.
    pub fn as_any(&mut self) -> &mut dyn AnyList {
        self
    }
}
