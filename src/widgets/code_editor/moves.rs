//! Where the cursor goes.

use super::buffer::Buffer;
use super::shown::{at_column, column_of, last_letter, letter_length};

impl Buffer {
    /// Where the letter before a byte begins; a line end is one letter.
    pub fn letter_before(&self, at: usize) -> usize {
        let line = self.line_of(at);
        let start = self.line_start(line);
        if at == start {
            return line.checked_sub(1).map_or(0, |above| self.line_end(above));
        }
        start + last_letter(self.slice(start, at))
    }

    /// Where the letter behind a byte ends.
    pub fn letter_behind(&self, at: usize) -> usize {
        let line = self.line_of(at);
        let end = self.line_end(line);
        if at >= end {
            return if line + 1 < self.lines() { self.line_start(line + 1) } else { end };
        }
        at + letter_length(self.slice(at, end)).unwrap_or(0)
    }

    /// Where the word before the cursor begins, or the line before its first.
    pub fn word_before(&self) -> usize {
        let start = self.line_start(self.line_of(self.cursor()));
        if self.cursor() == start {
            return self.letter_before(start);
        }
        let before = self.slice(start, self.cursor()).trim_end_matches(|letter| !is_of_word(letter));
        start + before.trim_end_matches(is_of_word).len()
    }

    /// Where the word behind the cursor ends, or the line behind its last.
    pub fn word_behind(&self) -> usize {
        let end = self.line_end(self.line_of(self.cursor()));
        if self.cursor() == end {
            return self.letter_behind(end);
        }
        let behind = self.slice(self.cursor(), end).trim_start_matches(|letter| !is_of_word(letter));
        end - behind.trim_start_matches(is_of_word).len()
    }

    /// Where the cursor's line begins: behind its indent, or where it is there already, before it.
    pub fn home(&self) -> usize {
        let line = self.line_of(self.cursor());
        let behind_indent = self.line_start(line) + indent(self.line(line)).len();
        if self.cursor() == behind_indent { self.line_start(line) } else { behind_indent }
    }

    /// The cursor's column on the screen.
    pub fn column(&self) -> usize {
        let start = self.line_start(self.line_of(self.cursor()));
        column_of(self.slice(start, self.cursor()), usize::MAX)
    }

    /// The byte at a column of a line.
    pub fn at_column(&self, line: usize, column: usize) -> usize {
        self.line_start(line) + at_column(self.line(line), column)
    }
}

/// The blanks at the beginning of a line.
pub(super) fn indent(line: &str) -> &str {
    let length = line.len() - line.trim_start_matches([' ', '\t']).len();
    line.get(..length).unwrap_or_default()
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}
