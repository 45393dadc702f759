//! An editor for JSON of several lines, drawn on our canvas: colours, numbers, brackets in pairs, undo, and places that are
//! marked because something is to be said about them.
//!
//! It knows no policies: what is said, and what could stand at the cursor, the screen tells it.

mod brackets;
mod buffer;
mod draw;
mod history;
mod keys;
mod moves;
mod offers;
mod shown;
mod tokens;
mod typing;

pub use buffer::LONGEST;
pub use keys::KEYS;
pub use offers::Offer;

use self::buffer::Buffer;
use self::offers::Offers;
use crate::policy::document::{Span, TextEdit};
use crate::theme::Role;

/// A place that something is to be said about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mark {
    /// Where it is.
    pub span: Span,
    /// How bad it is: of several on a line, the sign of the one with the least rank is shown.
    pub rank: u8,
    /// The sign beside the line.
    pub sign: &'static str,
    /// The sign's role.
    pub role: Role,
}

/// A text of several lines that is written.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools, reason = "each says something of its own")]
pub struct CodeEditor {
    buffer: Buffer,
    /// The column that going up and down keeps to.
    wanted: Option<usize>,
    /// The line that is first in sight.
    top: usize,
    /// The end of what is shown from the cursor on, until the cursor moves.
    shown_to: Option<usize>,
    /// The wheel has turned away from the cursor.
    is_away: bool,
    /// In the order of the text.
    marks: Vec<Mark>,
    offers: Option<Offers>,
    /// Grows with every change.
    revision: u64,
    /// Something that was pasted did not fit.
    is_cut: bool,
    /// The last change was a letter that was typed, or an offer that was taken.
    is_typing: bool,
    /// That letter is one of a name, typed while there were offers.
    is_narrowing: bool,
    /// What is written of a text that is a whole by itself.
    whole: Option<fn(&str) -> Option<String>>,
    /// What was pasted last took the place of another text, and nothing was done since.
    has_given_way: bool,
}

impl CodeEditor {
    /// An editor on this text, the cursor at its beginning.
    pub fn new(text: &str) -> Self {
        Self { buffer: Buffer::new(text), is_cut: text.len() > LONGEST, ..Self::default() }
    }

    /// The text gives way to what is pasted, where that is a whole by itself: what is written of it then. One step takes it back.
    #[must_use]
    pub fn giving_way(self, whole: fn(&str) -> Option<String>) -> Self {
        Self { whole: Some(whole), ..self }
    }

    /// The text.
    pub fn text(&self) -> &str {
        self.buffer.text()
    }

    /// Where the cursor stands, in bytes.
    pub const fn cursor(&self) -> usize {
        self.buffer.cursor()
    }

    /// Where the cursor stands as people count: line and column in letters, both from 1.
    pub fn position(&self) -> (usize, usize) {
        let line = self.buffer.line_of(self.cursor());
        let before = self.buffer.slice(self.buffer.line_start(line), self.cursor());
        (line + 1, before.chars().count() + 1)
    }

    /// The bytes of the line that the cursor is on.
    pub fn line_span(&self) -> Span {
        let line = self.buffer.line_of(self.cursor());
        Span { start: self.buffer.line_start(line), end: self.buffer.line_end(line) }
    }

    /// Whether a part of what was put in last was left out, because there was no room for it.
    pub const fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// Whether what was pasted last took the place of another text, and nothing was done since.
    pub const fn has_given_way(&self) -> bool {
        self.has_given_way
    }

    /// Whether the last change was a letter that was typed within a text, or an offer that was taken there: there may be more to
    /// offer. Letters that narrow offers down need no quotes: they come with what is taken.
    pub fn is_typing(&self) -> bool {
        self.is_typing && (self.is_narrowing || self.buffer.is_in_string())
    }

    /// Puts the cursor at a byte and takes it in sight.
    pub fn go_to(&mut self, at: usize) {
        self.buffer.go_to(at);
        self.moved();
    }

    /// Puts the cursor at the beginning of a range and takes all of it in sight, or as much as there is room for.
    pub fn show(&mut self, span: Span) {
        self.go_to(span.start);
        self.shown_to = Some(span.end);
    }

    /// Puts the cursor at the beginning of its line, which takes that in sight.
    pub fn go_home(&mut self) {
        self.go_to(self.buffer.line_start(self.buffer.line_of(self.cursor())));
    }

    /// Marks these places and no others.
    pub fn set_marks(&mut self, mut marks: Vec<Mark>) {
        marks.sort_by_key(|mark| (mark.span, mark.rank));
        self.marks = marks;
    }

    /// Performs edits of the text, to be taken back together.
    pub fn apply(&mut self, edits: &[TextEdit]) {
        self.has_given_way = false;
        let longer: usize = edits.iter().map(|edit| edit.text.len()).sum();
        let gone: usize = edits.iter().map(|edit| edit.span.end.saturating_sub(edit.span.start)).sum();
        self.is_cut = longer > self.buffer.room() + gone;
        if !self.is_cut {
            self.buffer.apply(edits);
            self.changed();
        }
    }

    /// Puts another text in the place of all of it, to be taken back in one step.
    pub fn replace_all(&mut self, text: String) {
        let span = Span { start: 0, end: self.text().len() };
        self.apply(&[TextEdit { span, text }]);
    }

    /// Takes the last edits back, or makes them again.
    pub fn undo(&mut self, back: bool) {
        self.has_given_way = false;
        let is_done = if back { self.buffer.undo() } else { self.buffer.redo() };
        if is_done {
            self.changed();
        }
    }

    /// Offers what could stand in place of a range, to choose from; nothing, where there is nothing.
    pub fn offer(&mut self, replace: Span, items: Vec<Offer>) {
        self.offers = Offers::new(replace, items);
    }

    /// The offer that is selected, while there are any.
    pub fn offered(&self) -> Option<&Offer> {
        self.offers.as_ref()?.selected()
    }

    /// The line that is first in sight where there are so many rows.
    fn top_in(&self, height: usize) -> usize {
        let line = self.buffer.line_of(self.cursor());
        let last = self.shown_to.map_or(line, |end| self.buffer.line_of(end.saturating_sub(1)).max(line));
        let first = (last + 1).saturating_sub(height.max(1)).min(line);
        let top = if self.is_away { self.top } else { self.top.min(line).max(first) };
        top.min(self.buffer.lines().saturating_sub(height))
    }

    fn moved(&mut self) {
        self.offers = None;
        self.wanted = None;
        self.shown_to = None;
        self.is_away = false;
    }

    fn pair(&self) -> Option<brackets::Pair> {
        brackets::at(self.text(), self.cursor())
    }

    fn changed(&mut self) {
        self.moved();
        self.revision += 1;
    }
}

#[cfg(test)]
mod tests;
