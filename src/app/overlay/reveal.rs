//! Secrets shown once: a new access key, a generated password. Once closed, nobody can show them again.

use ratatui::layout::Rect;

use super::{Hint, Overlay, Response};
use crate::account::csv;
use crate::account::secret::{Disclosed, MASK};
use crate::app::cx::Cx;
use crate::app::step::{Outcome, Step};
use crate::theme::Role;
use crate::widgets::document::Scroll;
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
        // As it is, whatever a spreadsheet makes of it: a password is copied from here.
        let row = csv::row(self.row.iter().map(Disclosed::reveal));
        format!("{}\r\n{row}\r\n", csv::row(self.header.iter().copied()))
    }
}

/// Columns of the items' labels.
const LABEL_WIDTH: usize = 22;
/// Columns that the frame takes.
const FRAME: usize = 4;
/// Rows that the frame takes, and a blank one, the keys and the warning below what is shown.
const AROUND: usize = 5;
/// Columns for the bar beside what is higher than the screen.
const BAR: usize = 2;

/// What is said before a secret is lost that nobody has seen, or that only went to a clipboard.
const UNSEEN: &str = "Nobody has seen it yet. Once more, and it is lost.";
const SENT: &str = "It was sent to a clipboard and not seen here. Once more, and it is lost.";

/// Secrets shown once.
pub struct Reveal {
    title: &'static str,
    words: &'static str,
    items: Vec<Item>,
    file: CsvFile,
    scroll: Scroll,
    shown: bool,
    /// Whether the secret was shown or saved: then closing loses nothing. What was sent to a clipboard may not have got there.
    kept: bool,
    /// Whether it was said that closing loses it.
    warned: bool,
    /// What is said then.
    warning: &'static str,
}

impl Reveal {
    /// Shows these items; the words say what to do with them.
    pub fn new(title: &'static str, words: &'static str, items: Vec<Item>, file: CsvFile) -> Self {
        Self { title, words, items, file, scroll: Scroll::default(), shown: false, kept: false, warned: false, warning: UNSEEN }
    }

    /// Shows what whoever looks on has typed: closing loses nothing.
    #[must_use]
    pub const fn typed(mut self) -> Self {
        self.kept = true;
        self
    }

    fn secret(&self) -> Option<(&'static str, &Disclosed)> {
        self.items.iter().find_map(|item| match item {
            Item::Secret { label, value } => Some((*label, value)),
            Item::Open { .. } => None,
        })
    }

    fn close(&mut self) -> Response {
        // One enter too many must not lose what can't be shown again.
        if self.kept || self.warned {
            return Response::Close;
        }
        self.warned = true;
        Response::Taken
    }
}

/// Columns inside the frame, on a screen of this size.
fn width(cx: &Cx<'_>) -> usize {
    usize::from(cx.size.0).saturating_sub(4).min(88).saturating_sub(FRAME)
}

impl Overlay for Reveal {
    fn key(&mut self, key: Key, page: usize, _cx: &Cx<'_>) -> Response {
        match key {
            Key { code: Code::Esc | Code::Enter, .. } => return self.close(),
            Key { code: Code::Char('s'), ctrl: false, alt: false } => {
                self.kept = true;
                self.shown = !self.shown;
                // Where there is little room, the secret is at the end.
                self.scroll.key(Key::plain(Code::End), page);
            }
            Key { code: Code::Char('y'), ctrl: false, alt: false } => {
                let Some((label, value)) = self.secret() else { return Response::NotTaken };
                let copy = Step::Copy { text: value.reveal().to_owned(), what: format!("the {}", label.to_lowercase()) };
                self.warning = SENT;
                return Response::Do(vec![copy]);
            }
            Key { code: Code::Char('w'), ctrl: false, alt: false } => {
                return Response::Do(vec![Step::Save { name: self.file.name.clone(), contents: self.file.contents() }]);
            }
            key if self.scroll.key(key, page) => {}
            _ => return Response::NotTaken,
        }
        Response::Taken
    }

    fn click(&mut self, hit: Hit, cx: &Cx<'_>) -> Response {
        match hit {
            Hit::Key(key) => self.key(key, 0, cx),
            _ => Response::NotTaken,
        }
    }

    fn wheel(&mut self, rows: isize, _cx: &Cx<'_>) {
        self.scroll.scroll(rows);
    }

    /// Only the file is answered for.
    fn answered(&mut self, outcome: Outcome, _cx: &Cx<'_>) -> Response {
        match outcome {
            Outcome::Done(_) => self.kept = true,
            Outcome::Refused(_) | Outcome::Failed(_) => self.warned = false,
        }
        Response::Taken
    }

    fn unsaved(&self) -> Option<String> {
        let (label, _) = self.secret()?;
        (!self.kept).then(|| format!("Nobody has seen the {} yet, and it can't be shown again.", label.to_lowercase()))
    }

    fn hints(&self, _cx: &Cx<'_>) -> Vec<Hint> {
        self.keys().map(|(key, label)| Hint::new(&[key], label)).into()
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let area = canvas.area();
        let (lines, rows) = self.lay_out(cx);
        let size = |length: usize| u16::try_from(length).unwrap_or(u16::MAX);
        let (width, height) = (size(width(cx) + FRAME), size(rows + AROUND));
        let place = Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
        let mut inside = canvas.over(place, &Line::new().title(self.title));
        self.scroll.draw_with_bar(&mut inside.rows(0, rows), "reveal", &lines);
        let mut column = 0;
        for (key, label) in self.keys() {
            let line = Line::new().key(key.to_string(), label);
            inside.line_at(rows + 1, column, &line);
            inside.hit(rows + 1, column, line.width(), Hit::Key(key));
            column += line.width() + 3;
        }
        if self.warned && !self.kept {
            inside.line(rows + 2, &Line::new().with("▲ ", Role::Warning).text(self.warning));
        }
    }
}

impl Reveal {
    /// What is shown on a screen of this size, and how many rows there are for it.
    fn lay_out(&self, cx: &Cx<'_>) -> (Vec<Line>, usize) {
        let lines = self.lines(width(cx));
        let room = usize::from(cx.size.1).saturating_sub(2 + AROUND);
        if lines.len() <= room {
            let rows = lines.len();
            return (lines, rows);
        }
        (self.lines(width(cx).saturating_sub(BAR)), room)
    }

    /// What is shown now in so many columns, long values over several lines: none may be cut.
    fn lines(&self, width: usize) -> Vec<Line> {
        let mut lines: Vec<Line> = wrap(self.words, width).into_iter().map(|line| Line::new().text(line)).collect();
        lines.push(Line::new());
        for item in &self.items {
            let (label, value, role) = match item {
                Item::Open { label, value } => (*label, value.as_str(), Role::Text),
                Item::Secret { label, value } if self.shown => (*label, value.reveal(), Role::Secret),
                Item::Secret { label, .. } => (*label, MASK, Role::Text),
            };
            let labels = std::iter::once(label).chain(std::iter::repeat(""));
            let values = wrap(value, width.saturating_sub(LABEL_WIDTH));
            lines.extend(labels.zip(values).map(|(label, value)| Line::new().quiet(format!("{label:<LABEL_WIDTH$}")).with(value, role)));
        }
        lines
    }

    const fn keys(&self) -> [(Key, &'static str); 4] {
        let show = if self.shown { "hide" } else { "show" };
        [(Key::char('s'), show), (Key::char('y'), "copy"), (Key::char('w'), "download .csv file"), (Key::plain(Code::Enter), "done")]
    }
}
