//! Secrets shown once: a new access key, a generated password. Once closed, nobody can show them again.

use ratatui::layout::Rect;

use super::{Overlay, Response};
use crate::account::secret::{Disclosed, MASK};
use crate::app::cx::Cx;
use crate::app::step::Step;
use crate::theme::Role;
use crate::widgets::key::{Code, Key};
use crate::widgets::line::wrap;
use crate::widgets::{Canvas, Hit, Line};

/// A line of what is shown.
pub enum Item {
    /// Something that may be seen at any time.
    Open {
        /// What it is.
        label: &'static str,
        /// The value.
        value: String,
    },
    /// Something that is shown this once, and only when asked.
    Secret {
        /// What it is.
        label: &'static str,
        /// The value.
        value: Disclosed,
    },
}

/// A file with what is shown, to keep.
pub struct CsvFile {
    /// Its name.
    pub name: String,
    /// The header's fields.
    pub header: Vec<&'static str>,
    /// The row's fields.
    pub row: Vec<Disclosed>,
}

impl CsvFile {
    fn contents(&self) -> String {
        let row: Vec<String> = self.row.iter().map(|field| quoted(field.reveal())).collect();
        format!("{}\r\n{}\r\n", self.header.join(","), row.join(","))
    }
}

/// A field of a CSV file, in quotes where it must be (RFC 4180).
fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) { format!("\"{}\"", field.replace('"', "\"\"")) } else { field.to_owned() }
}

/// Columns of the items' labels.
const LABEL_WIDTH: usize = 22;

/// Secrets shown once.
pub struct Reveal {
    title: &'static str,
    words: &'static str,
    items: Vec<Item>,
    file: CsvFile,
    shown: bool,
    /// Whether the secret was shown, copied or saved: then closing loses nothing.
    kept: bool,
    /// Whether it was said that closing loses it.
    warned: bool,
}

impl Reveal {
    /// Shows these items; the words say what to do with them.
    pub const fn new(title: &'static str, words: &'static str, items: Vec<Item>, file: CsvFile) -> Self {
        Self { title, words, items, file, shown: false, kept: false, warned: false }
    }

    fn secret(&self) -> Option<(&'static str, &Disclosed)> {
        self.items.iter().find_map(|item| match item {
            Item::Secret { label, value } => Some((*label, value)),
            Item::Open { .. } => None,
        })
    }
}

impl Overlay for Reveal {
    fn key(&mut self, key: Key, _page: usize, _cx: &Cx<'_>) -> Response {
        match key {
            // One enter too many must not lose what can't be shown again.
            Key { code: Code::Esc | Code::Enter, .. } if !self.kept && !self.warned => {
                self.warned = true;
                Response::Taken
            }
            Key { code: Code::Esc | Code::Enter, .. } => Response::Close,
            Key { code: Code::Char('s'), ctrl: false, alt: false } => {
                self.kept = true;
                self.shown = !self.shown;
                Response::Taken
            }
            Key { code: Code::Char('y'), ctrl: false, alt: false } => {
                let Some((label, value)) = self.secret() else { return Response::NotTaken };
                let copy = Step::Copy { text: value.reveal().to_owned(), what: format!("the {}", label.to_lowercase()) };
                self.kept = true;
                Response::Do(vec![copy])
            }
            Key { code: Code::Char('w'), ctrl: false, alt: false } => {
                self.kept = true;
                Response::Do(vec![Step::Save { name: self.file.name.clone(), contents: self.file.contents() }])
            }
            _ => Response::NotTaken,
        }
    }

    fn click(&mut self, hit: Hit, cx: &Cx<'_>) -> Response {
        match hit {
            Hit::Key(key) => self.key(key, 0, cx),
            _ => Response::NotTaken,
        }
    }

    fn hints(&self, _cx: &Cx<'_>) -> Vec<(String, String)> {
        self.keys().map(|(key, label)| (key.to_string(), label.to_owned())).into()
    }

    fn view(&self, _cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let area = canvas.area();
        let width = area.width.saturating_sub(4).min(88);
        let words = wrap(self.words, usize::from(width).saturating_sub(4));
        let items = self.item_lines(usize::from(width).saturating_sub(4 + LABEL_WIDTH));
        let wanted = u16::try_from(words.len() + items.len() + 6).unwrap_or(u16::MAX);
        let height = wanted.min(area.height.saturating_sub(2));
        let place = Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
        let mut panel = canvas.part(place);
        panel.cover();
        panel.fill(Role::Text);
        let mut inside = panel.frame(&Line::new().title(self.title));
        let mut row = 0;
        for line in words {
            inside.line(row, &Line::new().text(line));
            row += 1;
        }
        row += 1;
        for (label, value) in items {
            inside.line(row, &Line::new().quiet(label));
            inside.line_at(row, LABEL_WIDTH, &Line::new().text(value));
            row += 1;
        }
        let mut column = 0;
        for (key, label) in self.keys() {
            let line = Line::new().key(key.to_string(), label);
            inside.line_at(row + 1, column, &line);
            inside.hit(row + 1, column, line.width(), Hit::Key(key));
            column += line.width() + 3;
        }
        if self.warned && !self.kept {
            inside.line(row + 2, &Line::new().with("▲ ", Role::Warning).text("Nobody has seen it yet. Once more, and it is lost."));
        }
    }
}

impl Reveal {
    /// The items as they are shown now, long values over several lines: none may be cut.
    fn item_lines(&self, width: usize) -> Vec<(&'static str, String)> {
        let mut lines = Vec::new();
        for item in &self.items {
            let (label, value) = match item {
                Item::Open { label, value } => (*label, value.as_str()),
                Item::Secret { label, value } if self.shown => (*label, value.reveal()),
                Item::Secret { label, .. } => (*label, MASK),
            };
            let labels = std::iter::once(label).chain(std::iter::repeat(""));
            lines.extend(labels.zip(wrap(value, width)));
        }
        lines
    }

    const fn keys(&self) -> [(Key, &'static str); 4] {
        let show = if self.shown { "hide" } else { "show" };
        [(Key::char('s'), show), (Key::char('y'), "copy"), (Key::char('w'), "download .csv file"), (Key::plain(Code::Enter), "done")]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_csv_field_is_quoted_where_it_must_be() {
        assert_eq!(["a", "a,b", "a\"b", "a\nb"].map(quoted), ["a", "\"a,b\"", "\"a\"\"b\"", "\"a\nb\""]);
    }
}
