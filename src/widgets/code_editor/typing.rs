//! What typing does beyond putting in a letter: brackets and quotes close themselves, lines begin where they should.

use super::brackets;
use super::buffer::Buffer;
use super::moves::indent;
use super::tokens::is_in_string;
use crate::policy::document::Span;

/// Columns of an indent.
const INDENT: usize = 2;

impl Buffer {
    /// Types a letter at the cursor.
    pub fn type_letter(&mut self, letter: char) {
        let in_string = self.is_in_string();
        match letter {
            '"' | '}' | ']' if self.next() == Some(letter) && self.is_at_closer() => return self.step_over(letter),
            '"' if !in_string && self.has_room_for_closer() => return self.insert_pair("\"", "\""),
            '{' if !in_string && self.has_room_for_closer() => return self.insert_pair("{", "}"),
            '[' if !in_string && self.has_room_for_closer() => return self.insert_pair("[", "]"),
            '}' | ']' if !in_string => self.align_closer(),
            _ => {}
        }
        self.insert(letter.encode_utf8(&mut [0; 4]));
    }

    /// Puts a text in at the cursor.
    pub fn insert(&mut self, text: &str) {
        self.replace(Span { start: self.cursor(), end: self.cursor() }, text);
    }

    /// Whether the cursor stands within a text, between its quotes.
    pub fn is_in_string(&self) -> bool {
        let line = self.line_of(self.cursor());
        is_in_string(self.line(line), self.cursor() - self.line_start(line))
    }

    fn step_over(&mut self, letter: char) {
        self.go_to(self.cursor() + letter.len_utf8());
    }

    /// Whether what closes itself would stand alone: nothing but blanks, a comma or a bracket follows.
    fn has_room_for_closer(&self) -> bool {
        self.next().is_none_or(|letter| letter.is_whitespace() || matches!(letter, ',' | '}' | ']' | ':'))
    }

    fn insert_pair(&mut self, open: &str, close: &str) {
        let at = self.cursor();
        self.insert(&format!("{open}{close}"));
        self.go_to(at + open.len());
        self.note_closer();
    }

    /// A closing bracket that is first on its line stands as far in as the line of the one that it closes.
    fn align_closer(&mut self) {
        let line = self.line_of(self.cursor());
        let start = self.line_start(line);
        if !self.slice(start, self.cursor()).trim().is_empty() {
            return;
        }
        let Some(open) = brackets::open_before(self.text(), self.cursor()) else { return };
        let wanted = indent(self.line(self.line_of(open))).to_owned();
        if self.slice(start, self.cursor()) != wanted {
            self.replace(Span { start, end: self.cursor() }, &wanted);
        }
    }

    /// Begins a new line, as far in as this one, or behind an open bracket further. Between two brackets there are two.
    pub fn enter(&mut self) {
        let line = self.line_of(self.cursor());
        let start = self.line_start(line);
        let indent = indent(self.slice(start, self.cursor())).to_owned();
        let opens = matches!(self.slice(start, self.cursor()).trim_end().chars().next_back(), Some('{' | '['));
        let deeper = if opens && !self.is_in_string() { " ".repeat(INDENT) } else { String::new() };
        let closes = matches!(self.next(), Some('}' | ']')) && !deeper.is_empty();
        self.insert(&format!("\n{indent}{deeper}"));
        if closes {
            let cursor = self.cursor();
            self.insert(&format!("\n{indent}"));
            self.go_to(cursor);
        }
    }

    /// Deletes the letter before the cursor: within an indent a step of it, between a pair that closed itself both.
    pub fn delete_before(&mut self) {
        let start = self.line_start(self.line_of(self.cursor()));
        let before = self.slice(start, self.cursor());
        let pair = matches!((self.previous(), self.next()), (Some('"'), Some('"')) | (Some('{'), Some('}')) | (Some('['), Some(']')));
        let (from, to) = if pair && self.is_at_closer() {
            (self.cursor() - 1, self.cursor() + 1)
        } else if !before.is_empty() && before.bytes().all(|byte| byte == b' ') {
            let steps = if before.len().is_multiple_of(INDENT) { INDENT } else { before.len() % INDENT };
            (self.cursor() - steps, self.cursor())
        } else {
            (self.letter_before(self.cursor()), self.cursor())
        };
        self.replace(Span { start: from, end: to }, "");
    }

    /// Indents by blanks to the next step.
    pub fn indent(&mut self) {
        let step = INDENT - self.column() % INDENT;
        self.insert(&" ".repeat(step));
    }

    /// Takes a step of the line's indent away.
    pub fn outdent(&mut self) {
        let line = self.line_of(self.cursor());
        let (start, own) = (self.line_start(line), indent(self.line(line)));
        let less = if own.starts_with('\t') { 1 } else { own.bytes().take(INDENT).take_while(|byte| *byte == b' ').count() };
        if less > 0 {
            let cursor = self.cursor();
            self.replace(Span { start, end: start + less }, "");
            self.go_to(cursor.saturating_sub(less).max(start));
        }
    }
}
