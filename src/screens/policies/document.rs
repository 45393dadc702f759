//! A policy document to look at: its summary, to walk through, or its text.

use crate::app::action::Action;
use crate::app::screen::Focus;
use crate::app::words::count;
use crate::policy::document::laid_out;
use crate::policy::document::{Document, LineIndex, counted_characters};
use crate::screens::parts::summary::SummaryView;
use crate::widgets::document::{Scroll, json};
use crate::widgets::{Canvas, Line};

/// The two ways to look at it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Summary,
    Json,
}

/// A document.
pub(super) struct DocumentView {
    text: String,
    side: Side,
    summary: SummaryView,
    /// The text, laid out once: some have thousands of lines.
    lines: Vec<Line>,
    scroll: Scroll,
}

impl DocumentView {
    /// A document, its summary first.
    pub fn new(text: &str) -> Self {
        let lines = json(text);
        Self { text: text.to_owned(), side: Side::Summary, summary: SummaryView::of(text), lines, scroll: Scroll::default() }
    }

    /// Takes note that the document may be another now.
    pub fn refresh(&mut self, text: &str) {
        if self.text != text {
            *self = Self { side: self.side, ..Self::new(text) };
        }
    }

    /// The text as it is shown.
    pub fn laid_out(&self) -> String {
        laid_out(&self.text)
    }

    /// Whether the text is shown, not the summary.
    pub fn is_json(&self) -> bool {
        self.side == Side::Json
    }

    /// What moves.
    pub fn focus(&mut self) -> Focus<'_> {
        match self.side {
            Side::Summary => Focus::List(self.summary.list()),
            Side::Json => Focus::Document(&mut self.scroll),
        }
    }

    /// Arranges the summary's list anew.
    pub fn rearrange(&mut self) {
        self.summary.rearrange();
    }

    /// Why [`Action::Open`] or [`Action::Narrow`] can't be done.
    pub fn why_not(&self, action: Action) -> Option<String> {
        match (action, self.side) {
            (Action::Open | Action::Narrow, Side::Json) => Some("This is the document. v shows its summary.".into()),
            (action, Side::Summary) => self.summary.why_not(action),
            _ => None,
        }
    }

    /// The words of [`Action::Open`] and [`Action::Show`] as things are.
    pub fn label(&self, action: Action) -> Option<&'static str> {
        match (action, self.side) {
            (Action::Show, Side::Summary) => Some("JSON"),
            (Action::Show, Side::Json) => Some("summary"),
            (Action::Open, Side::Summary) => Some(self.summary.label()),
            _ => None,
        }
    }

    /// Opens what is selected in the summary, turns to the other side, or lists another kind of rows.
    pub fn act(&mut self, action: Action) {
        match (action, self.side) {
            (Action::Show, Side::Summary) => self.side = Side::Json,
            (Action::Show, Side::Json) => self.side = Side::Summary,
            (Action::Narrow, _) => self.summary.narrow(),
            (Action::Open, _) => {
                if let Some(statement) = self.summary.open() {
                    self.show_statement(statement);
                }
            }
            _ => {}
        }
    }

    /// Turns to the text of a statement.
    fn show_statement(&mut self, statement: usize) {
        let text = self.laid_out();
        let line = Document::read(&text).ok().and_then(|document| {
            let statement = document.statements.get(statement)?;
            Some(LineIndex::of(&text).position(statement.span.start).line - 1)
        });
        self.scroll.show(line.unwrap_or_default());
        self.side = Side::Json;
    }

    /// Closes what was opened last; tells whether there was anything.
    pub fn close(&mut self) -> bool {
        self.side == Side::Summary && self.summary.close()
    }

    /// Draws it.
    pub fn draw(&self, canvas: &mut Canvas<'_>) {
        if self.side == Side::Summary {
            return self.summary.draw(canvas);
        }
        let mut row = 0;
        if canvas.height() >= 10 {
            let length = format!("{}, {} counted", count(self.lines.len(), "line"), count(counted_characters(&self.text), "character"));
            canvas.line(0, &Line::new().quiet("What it allows and denies, in ").quiet(length));
            row = 2;
        }
        self.scroll.draw(&mut canvas.rows(row, usize::MAX), "policy document", &self.lines);
    }
}
