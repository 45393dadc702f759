//! The text: one string, the places where its lines begin, the cursor, and every edit so that it can be taken back.

use super::history::{Edit, History};
use crate::policy::document::{Span, TextEdit};

/// The longest text that is taken, in bytes: several times what IAM takes as a document, so that what is too long can be seen, laid out and cut.
pub const LONGEST: usize = 512 * 1024;

/// A text with a cursor.
#[derive(Default)]
pub(super) struct Buffer {
    text: String,
    /// Where lines begin, but for the first one.
    breaks: Vec<usize>,
    cursor: usize,
    history: History,
    /// Where brackets and quotes stand that were added by themselves: typing them steps over.
    closers: Vec<usize>,
}

impl Buffer {
    /// This text, the cursor at its beginning.
    pub fn new(text: &str) -> Self {
        let text = cut(text, LONGEST).to_owned();
        Self { breaks: breaks(&text), text, ..Self::default() }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub const fn cursor(&self) -> usize {
        self.cursor
    }

    /// How many lines there are, one at least.
    pub const fn lines(&self) -> usize {
        self.breaks.len() + 1
    }

    /// The line of a byte, from 0.
    pub fn line_of(&self, at: usize) -> usize {
        self.breaks.partition_point(|start| *start <= at)
    }

    /// Where a line begins; behind the last, where the text ends.
    pub fn line_start(&self, line: usize) -> usize {
        match line.checked_sub(1) {
            None => 0,
            Some(at) => self.breaks.get(at).copied().unwrap_or(self.text.len()),
        }
    }

    /// Where a line ends, its line end left out.
    pub fn line_end(&self, line: usize) -> usize {
        let Some(next) = self.breaks.get(line) else { return self.text.len() };
        let end = next - 1;
        if end > self.line_start(line) && self.text.as_bytes().get(end - 1) == Some(&b'\r') { end - 1 } else { end }
    }

    /// A line without its end.
    pub fn line(&self, line: usize) -> &str {
        self.slice(self.line_start(line), self.line_end(line))
    }

    pub fn slice(&self, start: usize, end: usize) -> &str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// The character behind the cursor.
    pub fn next(&self) -> Option<char> {
        self.text.get(self.cursor..)?.chars().next()
    }

    /// The character before the cursor.
    pub fn previous(&self) -> Option<char> {
        self.text.get(..self.cursor)?.chars().next_back()
    }

    /// Puts the cursor at a byte; within a character, before it. What is typed from now on is taken back by itself.
    pub fn go_to(&mut self, at: usize) {
        self.cursor = self.floor(at);
        self.history.close();
    }

    fn floor(&self, at: usize) -> usize {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        // Not within a line end of two.
        let bytes = self.text.as_bytes();
        let within = at > 0 && bytes.get(at - 1) == Some(&b'\r') && bytes.get(at) == Some(&b'\n');
        at - usize::from(within)
    }

    /// How many more bytes there is room for.
    pub const fn room(&self) -> usize {
        LONGEST.saturating_sub(self.text.len())
    }

    /// Replaces a range by a text, the cursor behind it.
    pub fn replace(&mut self, span: Span, text: &str) {
        let span = Span { start: self.floor(span.start), end: self.floor(span.end.max(span.start)) };
        let removed = self.slice(span.start, span.end).to_owned();
        let edit = Edit { at: span.start, removed, inserted: text.to_owned() };
        let before = self.cursor;
        self.perform(&edit);
        self.cursor = span.start + text.len();
        self.history.note(edit, before, self.cursor);
    }

    /// Performs edits of the text as it is, all at once; the cursor stays at what it stood at. None of them may lie in another.
    pub fn apply(&mut self, edits: &[TextEdit]) {
        let mut edits: Vec<&TextEdit> = edits.iter().collect();
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        let mut cursor = self.cursor;
        self.history.open_group();
        for edit in edits.iter().rev() {
            if edit.span.end <= cursor {
                cursor = (cursor + edit.text.len()).saturating_sub(edit.span.end - edit.span.start);
            } else if edit.span.start < cursor {
                cursor = edit.span.start + edit.text.len();
            }
            self.replace(edit.span, &edit.text);
        }
        self.cursor = self.floor(cursor);
        self.history.close_group(self.cursor);
    }

    /// Takes the last edits back; tells whether there were any.
    pub fn undo(&mut self) -> bool {
        let Some((edits, cursor)) = self.history.undo() else { return false };
        for edit in edits {
            self.perform(&edit);
        }
        self.closers.clear();
        self.cursor = self.floor(cursor);
        true
    }

    /// Performs the edits again that were taken back last; tells whether there were any.
    pub fn redo(&mut self) -> bool {
        let Some((edits, cursor)) = self.history.redo() else { return false };
        for edit in edits {
            self.perform(&edit);
        }
        self.closers.clear();
        self.cursor = self.floor(cursor);
        true
    }

    fn perform(&mut self, edit: &Edit) {
        let end = edit.at + edit.removed.len();
        if self.text.get(edit.at..end).is_none() {
            return;
        }
        self.text.replace_range(edit.at..end, &edit.inserted);
        self.breaks = breaks(&self.text);
        self.closers.retain_mut(|closer| {
            if *closer >= end {
                *closer = *closer + edit.inserted.len() - edit.removed.len();
                return true;
            }
            *closer < edit.at
        });
    }

    /// Takes note that the character behind the cursor was added by itself.
    pub fn note_closer(&mut self) {
        self.closers.push(self.cursor);
    }

    /// Whether the character behind the cursor was added by itself.
    pub fn is_at_closer(&self) -> bool {
        self.closers.contains(&self.cursor)
    }
}

/// Where the lines behind the first begin.
fn breaks(text: &str) -> Vec<usize> {
    text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1).collect()
}

/// The beginning of a text, of so many bytes at most.
pub(super) fn cut(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}
