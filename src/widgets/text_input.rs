//! One line of text being typed.

use std::ops::Range;

use tui_input::{Input, InputRequest};

use super::canvas::Canvas;
use super::key::{Code, Key};
use super::line::Line;
use crate::theme::Role;

/// The longest text a field takes; more is cut off, so that a pasted book can't fill the memory.
pub const LONGEST: usize = 140_000;

/// So many changes of a line can be taken back at most.
const MOST_BEFORE: usize = 50;

/// A line of text with a cursor. Has no `Debug`: it may hold a secret.
#[derive(Clone, Default)]
pub struct TextInput {
    input: Input,
    /// The line before each change that can be taken back; the letters of a word are one.
    before: Vec<Input>,
    /// Whether a word is being typed.
    is_in_word: bool,
    /// Its blanks, as in `table/${TableName}`, are to be filled in: what is typed before one takes its place.
    is_template: bool,
}

impl TextInput {
    /// A line that begins with this text, the cursor behind it.
    pub fn new(text: impl Into<String>) -> Self {
        Self { input: Input::new(text.into()), ..Self::default() }
    }

    /// A line whose blanks are to be filled in, the cursor at the first one.
    pub fn template(text: impl Into<String>) -> Self {
        let mut input = Self { is_template: true, ..Self::new(text) };
        input.go_to_blank();
        input
    }

    /// Goes to the first blank that is left, where there is one.
    pub fn go_to_blank(&mut self) {
        if !self.is_template {
            return;
        }
        if let Some(blank) = blank(self.text()) {
            let before = self.text().get(..blank.start).map_or(0, |before| before.chars().count());
            self.input = std::mem::take(&mut self.input).with_cursor(before);
            self.is_in_word = false;
        }
    }

    /// The blank that the cursor stands before, in bytes.
    fn blank_here(&self) -> Option<Range<usize>> {
        // Asked at every letter: what is typed into any other field is not gone through for it.
        if !self.is_template {
            return None;
        }
        let at = self.cursor_byte();
        let blank = blank(self.text().get(at..)?).filter(|blank| blank.start == 0)?;
        Some(at..at + blank.end)
    }

    fn cursor_byte(&self) -> usize {
        let text = self.text();
        text.char_indices().nth(self.input.cursor()).map_or(text.len(), |(at, _)| at)
    }

    /// Takes the blank out that the cursor stands before, if it does.
    fn open_blank(&mut self) {
        let Some(blank) = self.blank_here() else { return };
        let mut text = self.text().to_owned();
        text.replace_range(blank, "");
        let cursor = self.input.cursor();
        let before = std::mem::replace(&mut self.input, Input::new(text).with_cursor(cursor));
        self.note(before, false);
    }

    /// The text.
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Puts other text in its place, the cursor behind it. What was typed before is no longer taken back.
    pub fn set(&mut self, text: impl Into<String>) {
        *self = Self::new(text);
    }

    /// The same line with dots in the place of these parts, which are in bytes and in order.
    #[must_use]
    pub fn masked(&self, parts: &[Range<usize>]) -> Self {
        let mut parts = parts.iter().peekable();
        let masked = |(at, letter): (usize, char)| {
            while parts.next_if(|part| part.end <= at).is_some() {}
            if parts.peek().is_some_and(|part| part.contains(&at)) { '•' } else { letter }
        };
        let shown: String = self.text().char_indices().map(masked).collect();
        Self { input: Input::new(shown).with_cursor(self.input.cursor()), ..Self::default() }
    }

    /// Takes a key that edits or moves; tells whether it was one.
    pub fn key(&mut self, key: Key) -> bool {
        let request = match key {
            Key { code: Code::Char(letter), ctrl: false, alt: false } => return self.insert(letter),
            Key { code: Code::Delete, .. } if self.blank_here().is_some() => {
                self.open_blank();
                return true;
            }
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
            Key { code: Code::Char('z'), ctrl: true, .. } => return self.take_back(),
            Key { code: Code::Char('k'), ctrl: true, .. } => InputRequest::DeleteTillEnd,
            _ => return false,
        };
        let before = self.input.clone();
        self.input.handle(request);
        self.note(before, false);
        true
    }

    fn insert(&mut self, letter: char) -> bool {
        if self.text().len() < LONGEST {
            self.open_blank();
            let before = self.input.clone();
            self.input.handle(InputRequest::InsertChar(letter));
            self.note(before, letter != ' ');
        }
        true
    }

    /// Takes note of how the line was before a change; of a word's letters only of the first.
    fn note(&mut self, before: Input, is_in_word: bool) {
        let goes_on = std::mem::replace(&mut self.is_in_word, is_in_word) && is_in_word;
        if goes_on || before.value() == self.text() {
            return;
        }
        if self.before.len() == MOST_BEFORE {
            self.before.remove(0);
        }
        self.before.push(before);
    }

    /// Takes the last change back, if there was one. The key is taken in any case: whoever has nothing left to take back does not
    /// want to stop the program.
    fn take_back(&mut self) -> bool {
        self.is_in_word = false;
        if let Some(before) = self.before.pop() {
            self.input = before;
        }
        true
    }

    /// Takes pasted text as one line: line ends and tabs become blanks, those at its ends fall off.
    pub fn paste(&mut self, text: &str) {
        self.open_blank();
        let room = LONGEST.saturating_sub(self.text().len());
        let pasted: String = text
            .trim_matches(['\n', '\r', '\t', ' '])
            .chars()
            .take(room)
            .map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c })
            .collect();
        let text = self.text();
        let (head, tail) = text.split_at(self.cursor_byte());
        let cursor = self.input.cursor() + pasted.chars().count();
        let now = Input::new(format!("{head}{pasted}{tail}")).with_cursor(cursor);
        let before = std::mem::replace(&mut self.input, now);
        self.note(before, false);
    }

    /// Draws the line at a row of so many columns; a masked one as dots. With the focus it shows the cursor.
    pub fn draw(&self, canvas: &mut Canvas<'_>, row: usize, column: usize, width: usize, look: Look) {
        let shown: String = if look.masked { "•".repeat(self.text().chars().count()) } else { self.text().to_owned() };
        let before: String = shown.chars().take(self.input.cursor()).collect();
        // Escapes may be longer than what they stand for: measure what is shown.
        let before = Line::new().text(before).width();
        let blank = self.blank_here().and_then(|blank| self.text().get(blank)).filter(|_| look.focused && !look.masked);
        // All of a blank is in sight, where there is room for it.
        let end = before + blank.map_or(1, str::len);
        let scroll = end.saturating_sub(width).min(before).max((before + 1).saturating_sub(width));
        let role = if look.focused { Role::FieldFocused } else { Role::Field };
        let whole = Line::new().text(shown).plain();
        let visible: String = skip_columns(&whole, scroll).chars().collect();
        let visible = fit(&visible, width);
        canvas.line_at(row, column, &Line::new().with(visible, role));
        if let Some(blank) = blank {
            let shown: String = blank.chars().take(width.saturating_sub(before - scroll)).collect();
            canvas.selected_line_at(row, column + before - scroll, &Line::new().text(shown));
        }
        if look.focused {
            canvas.cursor(row, column + before - scroll);
        }
    }
}

/// Where the first blank of a template stands, in bytes: `${TableName}`. A policy variable has a colon in its name or is a sign,
/// and is none.
pub fn blank(text: &str) -> Option<Range<usize>> {
    let mut from = 0;
    loop {
        let start = from + text.get(from..)?.find("${")?;
        let end = start + text.get(start..)?.find('}')? + 1;
        let name = text.get(start + 2..end - 1)?;
        if name.chars().any(char::is_alphanumeric) && !name.contains(':') {
            return Some(start..end);
        }
        from = end;
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
    fn what_was_typed_is_taken_back_word_by_word() {
        let mut input = TextInput::default();
        let press = |input: &mut TextInput, key: Key, times: usize| (0..times).for_each(|_| assert!(input.key(key)));
        for letter in "red blue".chars() {
            press(&mut input, Key::char(letter), 1);
        }
        input.paste("!");
        input.key(Key::ctrl('w'));
        let mut seen = Vec::new();
        for _ in 0..6 {
            assert!(input.key(Key::ctrl('z')));
            seen.push(input.text().to_owned());
        }
        assert_eq!(seen, ["red blue!", "red blue", "red ", "red", "", ""]);
        // Moving is no change, and what was put there by others is where one begins.
        input.set("alice");
        input.key(Key::plain(Code::Home));
        input.key(Key::ctrl('z'));
        assert_eq!(input.text(), "alice");
        press(&mut input, Key::char(' '), 500);
        press(&mut input, Key::ctrl('z'), 500);
        assert_eq!(input.text().len(), "alice".len() + 500 - MOST_BEFORE);
    }

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
    fn what_is_typed_takes_the_place_of_a_blank() {
        let typed = |input: &mut TextInput, text: &str| text.chars().for_each(|letter| assert!(input.key(Key::char(letter))));
        let mut input = TextInput::template("${aws:username}/${Bucket}/${Key}");
        typed(&mut input, "a${b");
        assert_eq!(input.text(), "${aws:username}/a${b/${Key}");
        input = TextInput::template("é/${Bucket}/${Key}");
        typed(&mut input, "reports");
        assert_eq!(input.text(), "é/reports/${Key}");
        input.go_to_blank();
        input.paste("q1");
        assert_eq!(input.text(), "é/reports/q1");
        (0..2).for_each(|_| assert!(input.key(Key::ctrl('z'))));
        assert_eq!(input.text(), "é/reports/${Key}");
        input.go_to_blank();
        assert!(input.key(Key::plain(Code::Delete)));
        assert_eq!(input.text(), "é/reports/");
        // Elsewhere such a text is one like any other.
        let mut plain = TextInput::new("${Key}");
        plain.key(Key::plain(Code::Home));
        typed(&mut plain, "x");
        assert_eq!(plain.text(), "x${Key}");
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
