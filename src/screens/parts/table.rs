//! A table to choose from over a screen: what is chosen is handed to the screen.

use std::rc::Rc;

use crate::app::cx::Cx;
use crate::app::overlay::picker::{Choices, Picker};
use crate::app::step::Step;
use crate::widgets::Line;
use crate::widgets::list::{Column, Listing, Rank};

/// What enter does, where it takes a row.
const TAKE: &str = "take this one";

/// What choosing rows comes to, told by their places.
type Chosen<H> = Box<dyn Fn(&[usize]) -> H>;

/// The table.
pub(in crate::screens) struct Table<H> {
    pub title: String,
    pub columns: &'static [Column],
    /// A row's cells; one more than there are columns is not shown, and the row is found by it all the same.
    pub rows: Vec<Vec<Line>>,
    /// What to say where there are no rows.
    pub empty: &'static str,
    /// Rows that are marked from the beginning: where there may be several, all that is wanted is marked.
    pub marked: Option<Vec<usize>>,
    pub chosen: Chosen<H>,
}

impl<H: 'static> Table<H> {
    /// Opens the table over the screen.
    pub fn open(self, cx: &Cx<'_>) -> Step {
        Step::Ask(Box::new(self.picker(TAKE, cx)))
    }

    /// Opens it for one of several fields, with the selection on this row: what is chosen can be chosen again.
    pub fn open_at(self, row: Option<usize>, cx: &Cx<'_>) -> Step {
        Step::Ask(Box::new(self.picker(TAKE, cx).selecting(row).taking_the_last()))
    }

    /// The same, where enter does something else than to take the row: what, in a word or two.
    pub fn open_to(self, does: &'static str, row: Option<usize>, cx: &Cx<'_>) -> Step {
        Step::Ask(Box::new(self.picker(does, cx).selecting(row)))
    }

    fn picker(self, does: &'static str, cx: &Cx<'_>) -> Picker<Shared<H>> {
        let Self { title, columns, rows, empty, marked, chosen } = self;
        let is_complete = marked.is_some();
        let shared = Shared { title, columns, rows: Rc::new(rows), empty, is_complete, does, chosen };
        match marked {
            Some(marked) => Picker::marked(shared, marked, cx),
            None => Picker::one(shared, cx),
        }
    }
}

struct Shared<H> {
    title: String,
    columns: &'static [Column],
    rows: Rc<Vec<Vec<Line>>>,
    empty: &'static str,
    is_complete: bool,
    does: &'static str,
    chosen: Chosen<H>,
}

impl<H: 'static> Choices for Shared<H> {
    type Key = usize;
    type Rows<'a> = TableRows;

    fn title(&self) -> String {
        self.title.clone()
    }

    fn keys(&self, _cx: &Cx<'_>) -> Vec<usize> {
        (0..self.rows.len()).collect()
    }

    fn rows<'a>(&self, _cx: &'a Cx<'a>) -> TableRows {
        TableRows { columns: self.columns, rows: Rc::clone(&self.rows) }
    }

    fn empty(&self) -> Vec<Line> {
        vec![Line::new().text(self.empty)]
    }

    fn chosen(&self, keys: &[usize], _cx: &Cx<'_>) -> Vec<Step> {
        vec![Step::Hand(Box::new((self.chosen)(keys)))]
    }

    fn is_complete(&self) -> bool {
        self.is_complete
    }

    fn at_once(&self) -> Option<&'static str> {
        Some(self.does)
    }
}

/// The table's rows.
pub(super) struct TableRows {
    columns: &'static [Column],
    rows: Rc<Vec<Vec<Line>>>,
}

impl Listing for TableRows {
    type Key = usize;

    fn columns(&self) -> &[Column] {
        self.columns
    }

    fn words(&self, row: &usize) -> String {
        let cells = self.rows.get(*row).into_iter().flatten();
        cells.map(Line::plain).collect::<Vec<_>>().join(" ")
    }

    fn names(&self, row: &usize) -> Vec<String> {
        let is_name = |column: usize| column == 0 || column >= self.columns.len();
        let cells = self.rows.get(*row).into_iter().flatten().enumerate();
        cells.filter(|(column, _)| is_name(*column)).map(|(_, cell)| cell.plain()).collect()
    }

    fn cell(&self, row: &usize, column: usize) -> Line {
        self.rows.get(*row).and_then(|cells| cells.get(column)).cloned().unwrap_or_default()
    }

    fn rank(&self, row: &usize, column: usize) -> Rank {
        let words = self.cell(row, column).plain();
        words.replace(',', "").parse().map_or_else(|_| Rank::words(&words), Rank::Number)
    }
}
