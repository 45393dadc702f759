//! What is wrong with a lesson's file, and where.

use std::fmt;

use crate::account::display::{is_unprintable, visible};

/// What is wrong with a lesson's file, and where. Displays as one line, escaped: `w01.md:12:9: …`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct LessonError {
    /// The file's name, as it was given.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column in letters, from 1.
    pub column: u32,
    /// What is wrong, what was expected, and what may have been meant. Not escaped.
    pub message: String,
}

impl fmt::Display for LessonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What a command says of itself has several lines, and this has one.
        let lines = self.message.lines().map(str::trim).filter(|line| !line.is_empty());
        let message = lines.collect::<Vec<_>>().join(" ");
        write!(f, "{}:{}:{}: {}", visible(&self.file), self.line, self.column, visible(&message))
    }
}

impl std::error::Error for LessonError {}

/// A file being read: its name and all of its text.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) name: &'a str,
    pub(super) text: &'a str,
}

impl Source<'_> {
    /// An error at a byte of the text; one within a letter counts as its beginning.
    pub(super) fn error(&self, at: usize, message: impl Into<String>) -> LessonError {
        let (line, column) = place(self.text, at);
        LessonError { file: self.name.to_owned(), line, column, message: message.into() }
    }

    /// Checks that all of the text can be seen, but for the ends of lines, tabs and a byte order mark at its beginning.
    pub(super) fn check_letters(&self) -> Result<(), LessonError> {
        let is_hidden =
            |at: usize, letter: char| is_unprintable(letter) && !matches!(letter, '\n' | '\r' | '\t') && !(at == 0 && letter == '\u{feff}');
        match self.text.char_indices().find(|(at, letter)| is_hidden(*at, *letter)) {
            None => Ok(()),
            Some((at, letter)) => {
                let message = format!("A lesson is written in letters that can be seen, and this is {}.", letter.escape_unicode());
                Err(self.error(at, message))
            }
        }
    }
}

/// The line and column, from 1, of a byte of a text.
pub(super) fn place(text: &str, at: usize) -> (u32, u32) {
    let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let before = text.get(..at).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX))
}

/// What may have been meant, as a sentence with a blank before it; nothing where nothing is like it.
pub(in crate::training) fn meant<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    /// A word longer than this is no misspelt name, and comparing it would take long.
    const LONGEST: usize = 80;
    /// From this likeness on (1 is equality), a name may have been meant.
    const LIKENESS: f64 = 0.6;
    if word.len() > LONGEST {
        return String::new();
    }
    let like = |name: &&str| strsim::normalized_damerau_levenshtein(word, name);
    let nearest = known.into_iter().max_by(|one, other| like(one).total_cmp(&like(other)));
    nearest.filter(|name| like(name) >= LIKENESS).map_or_else(String::new, |name| format!(" Did you mean {name}?"))
}
