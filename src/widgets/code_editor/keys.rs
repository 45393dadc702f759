//! What keys, clicks and pastes do to the text.

use super::CodeEditor;
use super::buffer::cut;
use crate::policy::document::Span;
use crate::widgets::form::Answer;
use crate::widgets::key::{Code, Key};

/// How one writes. For help only: the editor takes these keys itself.
pub const KEYS: &[(&str, &str)] = &[
    ("ctrl-z ctrl-u ctrl-r", "Undo what was typed last; redo it"),
    ("tab shift-tab", "Indent; take a step of the indent away"),
    ("ctrl-← ctrl-→", "Move by words; alt-b and alt-f do too"),
    ("home end ctrl-a ctrl-e", "Go to the beginning or the end of the line"),
    ("pgup pgdn", "Move by a page"),
    ("ctrl-w ctrl-k", "Delete a word; delete to the end of the line"),
];

impl CodeEditor {
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
}
