//! One line of text being typed.

use tui_input::{Input, InputRequest};

use super::canvas::Canvas;
use super::key::{Code, Key};
use super::line::Line;
use crate::theme::Role;

/// The longest text a field takes; more is cut off, so that a pasted book can't fill the memory.
pub const LONGEST: usize = 140_000;

/// A line of text with a cursor. Has no `Debug`: it may hold a secret.
#[derive(Clone, Default)]
pub struct TextInput {
    input: Input,
}

impl TextInput {
    /// A line that begins with this text, the cursor behind it.
    pub fn new(text: impl Into<String>) -> Self {
        Self { input: Input::new(text.into()) }
    }

    /// The text.
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Puts other text in its place, the cursor behind it.
    pub fn set(&mut self, text: impl Into<String>) {
        self.input = Input::new(text.into());
    }

    /// The same line with dots in the place of these parts, which are in bytes and in order.
    #[must_use]
    pub fn masked(&self, parts: &[std::ops::Range<usize>]) -> Self {
        let mut parts = parts.iter().peekable();
        let masked = |(at, letter): (usize, char)| {
            while parts.next_if(|part| part.end <= at).is_some() {}
            if parts.peek().is_some_and(|part| part.contains(&at)) { '•' } else { letter }
        };
        let shown: String = self.text().char_indices().map(masked).collect();
        Self { input: Input::new(shown).with_cursor(self.input.cursor()) }
    }

    /// Takes a key that edits or moves; tells whether it was one.
    pub fn key(&mut self, key: Key) -> bool {
        let request = match key {
            Key { code: Code::Char(letter), ctrl: false, alt: false } => return self.insert(letter),
            Key { code: Code::Backspace, ctrl: false, alt: false } => InputRequest::DeletePrevChar,
            Key { code: Code::Backspace, .. } | Key { code: Code::Char('w'), ctrl: true, .. } => InputRequest::DeletePrevWord,
            Key { code: Code::Delete, .. } => InputRequest::DeleteNextChar,
            Key { code: Code::Left, alt: false, ctrl: false } => InputRequest::GoToPrevChar,
            Key { code: Code::Right, alt: false, ctrl: false } => InputRequest::GoToNextChar,
            Key { code: Code::Left, ctrl: true, .. } => InputRequest::GoToPrevWord,
            Key { code: Code::Right, ctrl: true, .. } => InputRequest::GoToNextWord,
            Key { code: Code::Home, .. } | Key { code: Code::Char('a'), ctrl: true, .. } => InputRequest::GoToStart,
            Key { code: Code::End, .. } | Key { code: Code::Char('e'), ctrl: true, .. } => InputRequest::GoToEnd,
            Key { code: Code::Char('u'), ctrl: true, .. } => InputRequest::DeleteLine,
            Key { code: Code::Char('k'), ctrl: true, .. } => InputRequest::DeleteTillEnd,
            _ => return false,
        };
        self.input.handle(request);
        true
    }

    fn insert(&mut self, letter: char) -> bool {
        if self.text().len() < LONGEST {
            self.input.handle(InputRequest::InsertChar(letter));
        }
        true
    }

    /// Takes pasted text as one line: line ends and tabs become blanks, those at its ends fall off.
    pub fn paste(&mut self, text: &str) {
        let room = LONGEST.saturating_sub(self.text().len());
        let pasted: String = text
            .trim_matches(['\n', '\r', '\t', ' '])
            .chars()
            .take(room)
            .map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c })
            .collect();
        let text = self.text();
        let at = text.char_indices().nth(self.input.cursor()).map_or(text.len(), |(at, _)| at);
        let (head, tail) = text.split_at(at);
        let cursor = self.input.cursor() + pasted.chars().count();
        self.input = Input::new(format!("{head}{pasted}{tail}")).with_cursor(cursor);
    }

    /// Draws the line at a row of so many columns; a masked one as dots. With the focus it shows the cursor.
    pub fn draw(&self, canvas: &mut Canvas<'_>, row: usize, column: usize, width: usize, look: Look) {
        let shown: String = if look.masked { "•".repeat(self.text().chars().count()) } else { self.text().to_owned() };
        let before: String = shown.chars().take(self.input.cursor()).collect();
        // Escapes may be longer than what they stand for: measure what is shown.
        let before = Line::new().text(before).width();
        let scroll = (before + 1).saturating_sub(width);
        let role = if look.focused { Role::FieldFocused } else { Role::Field };
        let whole = Line::new().text(shown).plain();
        let visible: String = skip_columns(&whole, scroll).chars().collect();
        let visible = fit(&visible, width);
        canvas.line_at(row, column, &Line::new().with(visible, role));
        if look.focused {
            canvas.cursor(row, column + before - scroll);
        }
    }
}

/// How a text input is drawn.
#[derive(Clone, Copy, Default)]
pub struct Look {
    /// It is being typed in.
    pub focused: bool,
    /// Its text is not for other eyes.
    pub masked: bool,
}

/// The text from a column on.
fn skip_columns(text: &str, columns: usize) -> &str {
    let mut skipped = 0;
    for (at, letter) in text.char_indices() {
        if skipped >= columns {
            return &text[at..];
        }
        skipped += unicode_width::UnicodeWidthChar::width(letter).unwrap_or(0);
    }
    if columns == 0 { text } else { "" }
}

/// The text cut or filled with blanks to exactly so many columns.
fn fit(text: &str, width: usize) -> String {
    let mut fitted = String::new();
    let mut taken = 0;
    for letter in text.chars() {
        let columns = unicode_width::UnicodeWidthChar::width(letter).unwrap_or(0);
        if taken + columns > width {
            break;
        }
        fitted.push(letter);
        taken += columns;
    }
    fitted.extend(std::iter::repeat_n(' ', width - taken));
    fitted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasted_text_becomes_one_line_at_the_cursor() {
        let mut input = TextInput::new("ad");
        input.key(Key::plain(Code::Left));
        input.paste("\nb\tc\n");
        assert_eq!(input.text(), "ab cd");
        input.key(Key::char('!'));
        assert_eq!(input.text(), "ab c!d");
    }

    #[test]
    fn a_pasted_book_is_cut() {
        let mut input = TextInput::default();
        input.paste(&"x".repeat(2 * LONGEST));
        assert_eq!(input.text().len(), LONGEST);
        input.key(Key::char('y'));
        assert_eq!(input.text().len(), LONGEST);
    }
}
