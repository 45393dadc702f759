//! What drawing leaves behind for the keys and clicks that come next.

use std::collections::HashMap;

use ratatui::layout::{Position, Rect};

use crate::widgets::key::Key;

/// What a click on a place means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hit {
    /// The same as pressing this key.
    Key(Key),
    /// A row of the list that has the focus.
    Row(usize),
    /// A place in the text that is written: its line, and its column on the screen, from 0.
    Text {
        /// The line.
        line: usize,
        /// The column, of the click or as the place was drawn its first.
        column: usize,
    },
    /// A field of the form that has the focus.
    Field(usize),
    /// A button of the dialog.
    Button(usize),
    /// A tab of the screen.
    Tab(usize),
    /// A part of the breadcrumb, from the left.
    Crumb(usize),
    /// An entry of the navigation.
    Nav(usize),
}

/// What drawing leaves behind for the next key or click: where things are and how far lists are scrolled.
#[derive(Default, Debug)]
pub struct Scratch {
    pub(super) hits: Vec<(Rect, Hit)>,
    offsets: HashMap<&'static str, usize>,
    page: usize,
    pub(super) cursor: Option<Position>,
}

impl Scratch {
    /// Forgets the last frame's places; scroll offsets stay.
    pub fn begin(&mut self) {
        self.hits.clear();
        self.cursor = None;
    }

    /// Forgets the places drawn so far: what is drawn from now on lies on top and takes all clicks.
    pub fn cover(&mut self) {
        self.hits.clear();
        self.cursor = None;
    }

    /// What lies at a place, topmost first.
    pub fn hit(&self, column: u16, row: u16) -> Option<Hit> {
        let place = Position::new(column, row);
        self.hits.iter().rev().find(|(area, _)| area.contains(place)).map(|(area, hit)| match *hit {
            Hit::Text { line, column: first } => Hit::Text { line, column: first + usize::from(column - area.x) },
            hit => hit,
        })
    }

    /// How many rows the list that was drawn last shows at once.
    pub const fn page(&self) -> usize {
        self.page
    }

    /// Where the text cursor stands, if anything is being typed.
    pub const fn cursor(&self) -> Option<Position> {
        self.cursor
    }

    /// How far a list of so many rows is scrolled so that the selected one is in sight, moving as little as it can.
    pub fn scroll(&mut self, list: &'static str, selected: usize, rows: usize, height: usize) -> usize {
        self.page = height.max(1);
        let furthest = rows.saturating_sub(height);
        let offset = self.offsets.entry(list).or_default();
        *offset = (*offset).min(selected).max((selected + 1).saturating_sub(height)).min(furthest);
        *offset
    }
}
