//! Texts of the front matter with the places where they stand.

use toml::Spanned;

use super::error::{LessonError, Source, place};

/// A text of a lesson's front matter, and where it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    /// The text, without its quotes.
    pub text: String,
    /// Where it begins in the file: line and column, from 1.
    pub place: (u32, u32),
    /// Whether every letter stands in the file as it is here, all in one line: then a place within it is one of the file.
    is_verbatim: bool,
}

impl Written {
    /// A text that stands nowhere in particular, but in this line.
    pub(super) fn in_line(text: &str, line: u32) -> Self {
        Self { text: text.to_owned(), place: (line, 1), is_verbatim: true }
    }

    /// Takes a text out of a front matter that begins at this byte of the file.
    pub(super) fn of(spanned: &Spanned<String>, front_at: usize, source: Source<'_>) -> Self {
        let (span, text) = (spanned.span(), spanned.get_ref());
        let (from, to) = (front_at + span.start, front_at + span.end);
        let raw = source.text.get(from..to).unwrap_or_default();
        let marks = if raw.starts_with("'''") || raw.starts_with("\"\"\"") { 3 } else { 1 };
        let inside = raw.get(marks..raw.len().saturating_sub(marks));
        let is_verbatim = inside == Some(text.as_str()) && !text.contains('\n');
        Self { text: text.clone(), place: place(source.text, if is_verbatim { from + marks } else { from }), is_verbatim }
    }

    /// An error about a place within the text as it was used, which may be with other names in it.
    pub fn error(&self, file: &str, used: &str, at: usize, message: impl Into<String>) -> LessonError {
        let (line, mut column) = self.place;
        if self.is_verbatim && used == self.text {
            let before = used.char_indices().take_while(|(begins, _)| *begins < at).count();
            column = column.saturating_add(u32::try_from(before).unwrap_or(u32::MAX));
        }
        LessonError { file: file.to_owned(), line, column, message: message.into() }
    }
}
