//! Texts of the front matter with the places where they stand.

use std::fmt;

use toml::Spanned;

use super::error::{LessonError, Source, place};

/// A text of a lesson's front matter, and where it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    /// The text, without its quotes.
    pub text: String,
    /// Where it begins in the file: line and column, from 1.
    pub place: (u32, u32),
    /// The bytes of the text behind which the file goes on elsewhere, each with its line and column: behind a line's end, and
    /// behind a letter that is written with a backslash. In between both go on letter by letter.
    turns: Vec<(usize, (u32, u32))>,
}

impl fmt::Display for Written {
    /// The text. Not escaped.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Written {
    /// A text that stands nowhere in particular, but in this line.
    pub(super) fn in_line(text: &str, line: u32) -> Self {
        Self { text: text.to_owned(), place: (line, 1), turns: Vec::new() }
    }

    /// Takes a text out of a front matter that begins at this byte of the file.
    pub(super) fn of(spanned: &Spanned<String>, front_at: usize, source: Source<'_>) -> Self {
        let (span, text) = (spanned.span(), spanned.get_ref());
        let raw = source.text.get(front_at + span.start..front_at + span.end).unwrap_or_default();
        let mut reading = Reading::new(raw, place(source.text, front_at + span.start));
        let begins = reading.place;
        Self { text: text.clone(), place: begins, turns: reading.turns(text) }
    }

    /// An error about a place within the text, in bytes.
    pub fn error(&self, file: &str, at: usize, message: impl Into<String>) -> LessonError {
        let behind = self.turns.partition_point(|(turn, _)| *turn <= at);
        let (from, (line, column)) = behind.checked_sub(1).and_then(|last| self.turns.get(last)).copied().unwrap_or((0, self.place));
        let before = self.text.char_indices().filter(|(begins, _)| (from..at).contains(begins)).count();
        let column = column.saturating_add(u32::try_from(before).unwrap_or(u32::MAX));
        LessonError { file: file.to_owned(), line, column, message: message.into() }
    }
}

/// A text as TOML writes it, read letter by letter.
struct Reading<'r> {
    rest: &'r str,
    /// Where the rest stands.
    place: (u32, u32),
    /// Whether a backslash makes something of what is behind it.
    escapes: bool,
}

impl<'r> Reading<'r> {
    /// Reads what stands between the quotes.
    fn new(raw: &'r str, place: (u32, u32)) -> Self {
        let escapes = raw.starts_with('"');
        let mut reading = Self { rest: raw, place, escapes };
        if raw.starts_with("\"\"\"") || raw.starts_with("'''") {
            reading.skip(3);
            // A line's end right behind the quotes is not part of the text.
            let end = ["\r\n", "\n"].into_iter().find(|end| reading.rest.starts_with(end)).map_or(0, str::len);
            reading.skip(end);
        } else if raw.starts_with(['"', '\'']) {
            reading.skip(1);
        }
        reading
    }

    /// Goes on by so many bytes.
    fn skip(&mut self, bytes: usize) {
        let (passed, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        let (line, column) = &mut self.place;
        for letter in passed.chars() {
            (*line, *column) = if letter == '\n' { (line.saturating_add(1), 1) } else { (*line, column.saturating_add(1)) };
        }
        self.rest = rest;
    }

    /// How long what stands here is where it is written with a backslash, and whether it stands for a letter.
    fn escaped(&self) -> Option<(usize, bool)> {
        let behind = self.rest.strip_prefix('\\').filter(|_| self.escapes)?;
        // A line that ends with a backslash goes on with the next letter, wherever that is.
        let blank = behind.len() - behind.trim_start_matches([' ', '\t', '\r', '\n']).len();
        if behind.trim_start_matches([' ', '\t', '\r']).starts_with('\n') {
            return Some((1 + blank, false));
        }
        let digits = match behind.chars().next()? {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        Some((2 + digits, true))
    }

    /// The places of the text where it and the file go on apart from each other.
    fn turns(&mut self, text: &str) -> Vec<(usize, (u32, u32))> {
        let mut turns = Vec::new();
        for (at, letter) in text.char_indices() {
            while let Some((length, false)) = self.escaped() {
                self.skip(length);
                turns.push((at, self.place));
            }
            let behind = at + letter.len_utf8();
            if let Some((length, _)) = self.escaped() {
                self.skip(length);
                turns.push((behind, self.place));
                continue;
            }
            if letter == '\n' && self.rest.starts_with("\r\n") {
                self.skip(1);
            }
            self.skip(letter.len_utf8());
            if letter == '\n' {
                turns.push((behind, self.place));
            }
        }
        turns
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where each letter of a text stands.
    fn places(raw: &str) -> Vec<(char, u32, u32)> {
        let source = format!("# é\nt = {raw}\n");
        let table: toml::Table = toml::from_str(&source).unwrap();
        let text = table["t"].as_str().unwrap().to_owned();
        let from = source.find(raw).unwrap();
        let spanned = {
            #[derive(serde::Deserialize)]
            struct Front {
                t: Spanned<String>,
            }
            toml::from_str::<Front>(&source[5..]).unwrap().t
        };
        assert_eq!((spanned.get_ref(), spanned.span().start + 5), (&text, from));
        let written = Written::of(&spanned, 5, Source { name: "x.md", text: &source });
        text.char_indices()
            .map(|(at, letter)| {
                let error = written.error("x.md", at, "");
                (letter, error.line, error.column)
            })
            .collect()
    }

    #[test]
    fn every_letter_has_its_place() {
        assert_eq!(places("\"aé\""), [('a', 2, 6), ('é', 2, 7)]);
        assert_eq!(places("'a\\b'"), [('a', 2, 6), ('\\', 2, 7), ('b', 2, 8)]);
        assert_eq!(places(r#""a\tb\u00e9c""#), [('a', 2, 6), ('\t', 2, 7), ('b', 2, 9), ('é', 2, 10), ('c', 2, 16)]);
        assert_eq!(places("'''\na\n b'''"), [('a', 3, 1), ('\n', 3, 2), (' ', 4, 1), ('b', 4, 2)]);
        assert_eq!(places("\"\"\"a \\\n   b\\\"c\"\"\""), [('a', 2, 8), (' ', 2, 9), ('b', 3, 4), ('"', 3, 5), ('c', 3, 7)]);
    }
}
