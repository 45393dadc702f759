//! An editor for JSON of several lines, drawn on our canvas: colours, numbers, brackets in pairs, undo, and places that are
//! marked because something is to be said about them.
//!
//! It knows no policies: what is said, and what could stand at the cursor, the screen tells it.

mod brackets;
mod buffer;
mod draw;
mod history;
mod moves;
mod offers;
mod shown;
mod tokens;
mod typing;

pub use buffer::LONGEST;
pub use offers::Offer;

use self::buffer::{Buffer, cut};
use self::offers::Offers;
use super::form::Answer;
use super::key::{Code, Key};
use crate::policy::document::{Span, TextEdit};
use crate::theme::Role;

/// How one writes. For help only: the editor takes these keys itself.
pub const KEYS: &[(&str, &str)] = &[
    ("ctrl-z ctrl-u ctrl-r", "Undo what was typed last; redo it"),
    ("tab shift-tab", "Indent; take a step of the indent away"),
    ("ctrl-← ctrl-→", "Move by words; alt-b and alt-f do too"),
    ("home end ctrl-a ctrl-e", "Go to the beginning or the end of the line"),
    ("pgup pgdn", "Move by a page"),
    ("ctrl-w ctrl-k", "Delete a word; delete to the end of the line"),
];

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

    /// A number that is another after every change of the text.
    pub const fn revision(&self) -> u64 {
        self.revision
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

    /// Takes a key. `page` is how many lines are in sight.
    pub fn key(&mut self, key: Key, page: usize) -> Answer {
        self.has_given_way = false;
        if let Some(answer) = self.key_of_offers(key) {
            return answer;
        }
        self.is_typing = key.typed().is_some();
        // What was shown stays where it is.
        self.top = self.top_in(page);
        let is_of_name = |letter: char| letter.is_ascii_alphanumeric() || letter == ':';
        self.is_narrowing = self.offers.is_some() && key.typed().is_some_and(is_of_name);
        let revision = self.revision;
        if !self.edit(key) && !self.go(key, page) {
            return Answer::NotTaken;
        }
        self.top = self.top_in(page);
        if self.revision == revision { Answer::Taken } else { Answer::Changed }
    }

    fn key_of_offers(&mut self, key: Key) -> Option<Answer> {
        let offers = self.offers.as_mut()?;
        match key {
            Key { code: Code::Up, .. } => offers.turn(false),
            Key { code: Code::Down, .. } => offers.turn(true),
            Key { code: Code::PageUp, .. } => offers.page(false),
            Key { code: Code::PageDown, .. } => offers.page(true),
            Key { code: Code::Esc, .. } => self.offers = None,
            Key { code: Code::Enter | Code::Tab, .. } => return Some(self.accept()),
            _ => return None,
        }
        Some(Answer::Taken)
    }

    fn accept(&mut self) -> Answer {
        let Some(offers) = self.offers.take() else { return Answer::NotTaken };
        offers.accept(&mut self.buffer);
        (self.is_typing, self.is_narrowing) = (true, false);
        self.changed();
        Answer::Changed
    }

    /// Takes a key that edits; tells whether it was one.
    fn edit(&mut self, key: Key) -> bool {
        let before = (self.text().len(), self.cursor());
        match key {
            Key { code: Code::Char(letter), ctrl: false, alt: false } => self.type_letter(letter),
            Key { code: Code::Enter, .. } if self.buffer.room() > 0 => self.buffer.enter(),
            Key { code: Code::Tab, .. } if self.buffer.room() > 0 => self.buffer.indent(),
            Key { code: Code::BackTab, .. } => self.buffer.outdent(),
            Key { code: Code::Backspace, ctrl: false, alt: false } => self.buffer.delete_before(),
            Key { code: Code::Backspace, .. } | Key { code: Code::Char('w'), ctrl: true, .. } => self.delete_to(self.buffer.word_before()),
            Key { code: Code::Delete, .. } => self.delete_to(self.buffer.letter_behind(self.cursor())),
            Key { code: Code::Char('k'), ctrl: true, .. } => self.delete_line_end(),
            Key { code: Code::Char('u' | 'z'), ctrl: true, .. } => self.undo(true),
            Key { code: Code::Char('r'), ctrl: true, .. } => self.undo(false),
            _ => return false,
        }
        if (self.text().len(), self.cursor()) == before {
            self.moved();
        } else {
            self.changed();
        }
        true
    }

    fn type_letter(&mut self, letter: char) {
        // Two more may come with it: what closes it.
        self.is_cut = self.buffer.room() < letter.len_utf8() + 1;
        if !self.is_cut {
            self.buffer.type_letter(letter);
        }
    }

    fn delete_to(&mut self, at: usize) {
        let (start, end) = (at.min(self.cursor()), at.max(self.cursor()));
        self.buffer.replace(Span { start, end }, "");
    }

    /// Deletes to the end of the line, or where the cursor is there already the line end.
    fn delete_line_end(&mut self) {
        let end = self.buffer.line_end(self.buffer.line_of(self.cursor()));
        self.delete_to(if end == self.cursor() { self.buffer.letter_behind(end) } else { end });
    }

    /// Takes a key that moves; tells whether it was one.
    fn go(&mut self, key: Key, page: usize) -> bool {
        let line = self.buffer.line_of(self.cursor());
        let page = page.saturating_sub(1).max(1);
        let at = match key {
            Key { code: Code::Up, alt: false, .. } => return self.go_to_line(line.checked_sub(1)),
            Key { code: Code::Down, alt: false, .. } => return self.go_to_line(Some(line + 1)),
            Key { code: Code::PageUp, .. } => return self.go_to_line(Some(line.saturating_sub(page))),
            Key { code: Code::PageDown, .. } => return self.go_to_line(Some((line + page).min(self.buffer.lines() - 1))),
            Key { code: Code::Left, ctrl: false, alt: false } => self.buffer.letter_before(self.cursor()),
            Key { code: Code::Right, ctrl: false, alt: false } => self.buffer.letter_behind(self.cursor()),
            Key { code: Code::Left, ctrl: true, .. } | Key { code: Code::Char('b'), alt: true, .. } => self.buffer.word_before(),
            Key { code: Code::Right, ctrl: true, .. } | Key { code: Code::Char('f'), alt: true, .. } => self.buffer.word_behind(),
            Key { code: Code::Home, ctrl: true, .. } => 0,
            Key { code: Code::End, ctrl: true, .. } => self.text().len(),
            Key { code: Code::Home, .. } | Key { code: Code::Char('a'), ctrl: true, .. } => self.buffer.home(),
            Key { code: Code::End, .. } | Key { code: Code::Char('e'), ctrl: true, .. } => self.buffer.line_end(line),
            _ => return false,
        };
        self.go_to(at);
        true
    }

    /// Goes to a line, to the column that was last chosen; over the ends, to the beginning or the end of the text.
    fn go_to_line(&mut self, line: Option<usize>) -> bool {
        let column = self.wanted.unwrap_or_else(|| self.buffer.column());
        let at = match line {
            None => 0,
            Some(line) if line >= self.buffer.lines() => self.text().len(),
            Some(line) => self.buffer.at_column(line, column),
        };
        self.go_to(at);
        self.wanted = Some(column);
        true
    }

    /// Takes pasted text, its line ends as this text has them.
    pub fn paste(&mut self, text: &str) -> Answer {
        self.is_typing = false;
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        if let Some(text) = self.whole.and_then(|whole| whole(&text)) {
            let was_blank = self.text().trim().is_empty();
            self.replace_all(text);
            if !self.is_cut {
                self.go_to(0);
                self.has_given_way = !was_blank;
            }
            return Answer::Changed;
        }
        let fitting = cut(&text, self.buffer.room());
        self.buffer.go_to(self.cursor());
        self.buffer.insert(fitting);
        self.buffer.go_to(self.cursor());
        self.changed();
        self.is_cut = fitting.len() < text.len();
        Answer::Changed
    }

    /// Takes a click on the text: the cursor goes there.
    pub fn click(&mut self, line: usize, column: usize) {
        self.go_to(self.buffer.at_column(line.min(self.buffer.lines() - 1), column));
    }

    /// Takes a click on an offer.
    pub fn choose(&mut self, row: usize) -> Answer {
        if let Some(offers) = &mut self.offers {
            offers.select(row);
        }
        self.accept()
    }

    /// Scrolls by lines, as the mouse wheel does. The cursor stays where it is.
    pub fn scroll(&mut self, lines: isize) {
        self.top = self.top.saturating_add_signed(lines).min(self.buffer.lines() - 1);
        self.is_away = true;
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
