//! How a line is shown: each letter with its marks, tabs and what could steer a terminal made visible.

use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::account::display::{is_unprintable, visible};

/// A letter with the marks on it.
pub(super) struct Letter<'t> {
    /// Where it begins, in bytes of the line.
    pub at: usize,
    /// What is shown for it.
    pub shown: Cow<'t, str>,
    /// The column where it begins.
    pub column: usize,
    /// How many columns it takes.
    pub width: usize,
}

/// What a tab is shown as.
const TAB: &str = "→ ";

/// The letters of a line.
pub(super) fn letters(line: &str) -> impl Iterator<Item = Letter<'_>> {
    let mut rest = line;
    let (mut at, mut column) = (0, 0);
    std::iter::from_fn(move || {
        let length = letter_length(rest)?;
        let (letter, behind) = rest.split_at_checked(length)?;
        let (shown, width) = shown(letter);
        let found = Letter { at, shown, column, width };
        rest = behind;
        at += length;
        column += width;
        Some(found)
    })
}

fn shown(letter: &str) -> (Cow<'_, str>, usize) {
    match letter.as_bytes() {
        [b'\t'] => (TAB.into(), 2),
        [b' '..=b'~'] => (letter.into(), 1),
        _ => {
            let shown = visible(letter);
            let width = shown.width();
            (shown.into(), width)
        }
    }
}

/// How many bytes the first letter of a text takes, its marks included; `None` where there is none.
pub(super) fn letter_length(text: &str) -> Option<usize> {
    let mut letters = text.char_indices();
    let (_, first) = letters.next()?;
    if is_unprintable(first) {
        return Some(first.len_utf8());
    }
    letters.find(|(_, letter)| !is_mark(*letter)).map_or(Some(text.len()), |(at, _)| Some(at))
}

/// Where the last letter of a text begins.
pub(super) fn last_letter(text: &str) -> usize {
    let mut begin = text.len();
    for (at, letter) in text.char_indices().rev() {
        if is_mark(letter) {
            begin = at;
        } else {
            // What is shown as an escape takes no marks.
            return if is_unprintable(letter) && begin < text.len() { begin } else { at };
        }
    }
    0
}

/// Whether it takes no column of its own.
fn is_mark(letter: char) -> bool {
    !letter.is_ascii() && letter.width() == Some(0) && !is_unprintable(letter)
}

/// The column of a byte of a line.
pub(super) fn column_of(line: &str, at: usize) -> usize {
    letters(line.get(..at).unwrap_or(line)).last().map_or(0, |letter| letter.column + letter.width)
}

/// The byte of a line at a column: where the letter begins that covers it.
pub(super) fn at_column(line: &str, column: usize) -> usize {
    letters(line).find(|letter| letter.column + letter.width > column).map_or(line.len(), |letter| letter.at)
}
