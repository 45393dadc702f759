//! A list to choose from by typing: the navigation menu, the palette of actions, the help.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use ratatui::layout::Rect;

use super::{Overlay, Response, Then};
use crate::app::cx::Cx;
use crate::app::notice::{Notice, Tone};
use crate::app::step::Step;
use crate::theme::Role;
use crate::widgets::key::{Code, Key};
use crate::widgets::text_input::{Look, TextInput};
use crate::widgets::{Canvas, Hit, Line, position};

/// Columns for the bar beside a list that is longer than its place.
const BAR: usize = 2;

/// Something to choose.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it belongs to: a heading.
    pub section: String,
    /// Its keys.
    pub keys: String,
    /// What it is called.
    pub label: String,
    /// What it does, in a sentence.
    pub about: String,
    /// Why it can't be done now.
    pub why_not: Option<String>,
    /// What choosing it does; `None` for what is only told.
    pub then: Option<Then>,
}

/// Where a chooser lies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Placement {
    /// In the middle.
    Middle,
    /// At the left, where the navigation is.
    Side,
}

/// A list to choose from.
pub struct Chooser {
    title: &'static str,
    placement: Placement,
    query: TextInput,
    entries: Vec<Entry>,
    shown: Vec<usize>,
    selected: usize,
}

impl Chooser {
    /// A list of entries, the first one selected.
    pub fn new(title: &'static str, placement: Placement, entries: Vec<Entry>) -> Self {
        let mut chooser = Self { title, placement, query: TextInput::default(), shown: Vec::new(), entries, selected: 0 };
        chooser.arrange();
        chooser
    }

    /// With the selection on this entry.
    #[must_use]
    pub fn selecting(mut self, then: &Then) -> Self {
        self.selected = self.shown.iter().position(|at| self.entries[*at].then.as_ref() == Some(then)).unwrap_or(0);
        self
    }

    /// Shows what matches what was typed, best first; everything in order where nothing was.
    fn arrange(&mut self) {
        self.selected = 0;
        let query = self.query.text().trim();
        if query.is_empty() {
            self.shown = (0..self.entries.len()).collect();
            return;
        }
        // A single letter is a key; it comes first.
        let by_key = |entry: &Entry| entry.keys.split(' ').any(|key| key == query);
        let pattern = Pattern::parse(query, CaseMatching::Ignore, Normalization::Smart);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut buffer = Vec::new();
        let mut ranked: Vec<(bool, u32, usize)> = Vec::new();
        for (at, entry) in self.entries.iter().enumerate() {
            let words = format!("{} {} {}", entry.label, entry.about, entry.section);
            let score = pattern.score(Utf32Str::new(&words, &mut buffer), &mut matcher);
            if by_key(entry) || score.is_some() {
                ranked.push((by_key(entry), score.unwrap_or(0), at));
            }
        }
        ranked.sort_by(|one, other| (other.0, other.1).cmp(&(one.0, one.1)).then(one.2.cmp(&other.2)));
        self.shown = ranked.into_iter().map(|(_, _, at)| at).collect();
    }

    fn choose(&self) -> Response {
        let Some(entry) = self.shown.get(self.selected).and_then(|at| self.entries.get(*at)) else { return Response::Taken };
        match (&entry.why_not, &entry.then) {
            (Some(reason), _) => Response::Do(vec![Step::Say(Notice::new(Tone::Warning, reason.clone()))]),
            (None, Some(then)) => then.clone().into(),
            (None, None) => Response::Taken,
        }
    }

    fn scroll(&mut self, rows: isize) {
        let last = self.shown.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(rows).min(last);
    }

    fn place(&self, canvas: &Canvas<'_>) -> Rect {
        let area = canvas.area();
        // Headings and blank lines between sections, the frame, the query.
        let sections = self.shown.windows(2).filter(|pair| self.entries[pair[0]].section != self.entries[pair[1]].section).count();
        let wanted = u16::try_from(self.shown.len() + 2 * sections + 5).unwrap_or(u16::MAX);
        match self.placement {
            Placement::Side => {
                Rect { x: area.x, y: area.y + 1, width: area.width.min(34), height: area.height.saturating_sub(2).min(wanted.max(6)) }
            }
            Placement::Middle => {
                let width = area.width.saturating_sub(4).min(92);
                let height = area.height.saturating_sub(2).min(wanted.max(8));
                Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 3, width, height }
            }
        }
    }
}

impl Overlay for Chooser {
    fn key(&mut self, key: Key, page: usize, _cx: &Cx<'_>) -> Response {
        let page = isize::try_from(page.saturating_sub(1).max(1)).unwrap_or(1);
        match key {
            Key { code: Code::Esc, .. } => return Response::Close,
            Key { code: Code::Enter, .. } => return self.choose(),
            Key { code: Code::Up, .. } | Key { code: Code::BackTab, .. } => self.scroll(-1),
            Key { code: Code::Down, .. } | Key { code: Code::Tab, .. } => self.scroll(1),
            Key { code: Code::PageUp, .. } => self.scroll(-page),
            Key { code: Code::PageDown, .. } => self.scroll(page),
            _ if self.query.key(key) => self.arrange(),
            _ => return Response::NotTaken,
        }
        Response::Taken
    }

    fn paste(&mut self, text: &str, _cx: &Cx<'_>) -> Response {
        self.query.paste(text);
        self.arrange();
        Response::Taken
    }

    fn click(&mut self, hit: Hit, _cx: &Cx<'_>) -> Response {
        let Hit::Row(row) = hit else { return Response::NotTaken };
        self.selected = row;
        self.choose()
    }

    fn wheel(&mut self, rows: isize) {
        self.scroll(rows);
    }

    fn hints(&self, _cx: &Cx<'_>) -> Vec<(String, String)> {
        [("↑ ↓", "choose"), ("enter", "do it"), ("esc", "close")].map(|(key, label)| (key.into(), label.into())).into()
    }

    fn view(&self, _cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let place = self.place(canvas);
        let mut panel = canvas.part(place);
        panel.cover();
        panel.fill(Role::Text);
        let mut inside = panel.frame(&Line::new().title(self.title));
        let prompt = inside.line(0, &Line::new().accent("› "));
        let width = inside.width().saturating_sub(prompt);
        self.query.draw(&mut inside, 0, prompt, width, Look { focused: true, masked: false });
        let mut body = inside.rows(2, usize::MAX);
        if self.shown.is_empty() {
            body.line(0, &Line::new().quiet("Nothing by these words."));
            return;
        }
        let rows = self.rows();
        let at = rows.iter().position(|row| *row == Row::Entry(self.selected)).unwrap_or(0);
        let height = body.height();
        let offset = body.scroll(self.title, at, rows.len(), height);
        // The heading of the first entry is worth a row.
        let offset = if at <= 1 { 0 } else { offset };
        let bar = if rows.len() > height { BAR } else { 0 };
        let width = body.width().saturating_sub(bar);
        let mut list = body.columns(0, width);
        for (place, row) in rows.iter().skip(offset).take(height).enumerate() {
            self.draw_row(&mut list, place, *row);
        }
        position::draw(&mut body, offset, rows.len());
    }
}

/// A row of the drawn list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Row {
    Heading(usize),
    Entry(usize),
    Blank,
}

impl Chooser {
    /// Sections have headings only while everything is shown in order.
    fn rows(&self) -> Vec<Row> {
        let in_order = self.query.text().trim().is_empty();
        let mut rows = Vec::new();
        let mut section = "";
        for (place, at) in self.shown.iter().enumerate() {
            let entry = &self.entries[*at];
            if in_order && entry.section != section {
                if !rows.is_empty() {
                    rows.push(Row::Blank);
                }
                if !entry.section.is_empty() {
                    rows.push(Row::Heading(*at));
                }
                section = &entry.section;
            }
            rows.push(Row::Entry(place));
        }
        rows
    }

    /// Columns of the widest of the entries' texts.
    fn widest(&self, text: impl Fn(&Entry) -> &str) -> usize {
        self.entries.iter().map(|entry| Line::new().text(text(entry).to_owned()).width()).max().unwrap_or(0)
    }

    fn draw_row(&self, canvas: &mut Canvas<'_>, row: usize, what: Row) {
        let place = match what {
            Row::Blank => return,
            Row::Heading(at) => {
                canvas.line(row, &Line::new().quiet(self.entries[at].section.clone()));
                return;
            }
            Row::Entry(place) => place,
        };
        let entry = &self.entries[self.shown[place]];
        let selected = place == self.selected;
        let role = if entry.why_not.is_some() { Role::Quiet } else { Role::Text };
        let about = entry.why_not.as_deref().unwrap_or(&entry.about);
        let keys_width = if self.placement == Placement::Side { 0 } else { self.widest(|entry| &entry.keys).min(18) };
        // What stands alone in its row has all of it.
        let label_width = if self.placement == Placement::Side || entry.about.is_empty() {
            canvas.width()
        } else {
            self.widest(|entry| if entry.about.is_empty() { "" } else { &entry.label }).min(26)
        };
        if selected {
            canvas.select_row(row);
        }
        let mut put = |column: usize, width: usize, line: Line| {
            let mut part = canvas.columns(0, column + width);
            if selected { part.selected_line_at(row, column, &line) } else { part.line_at(row, column, &line) }
        };
        if selected {
            put(0, 2, Line::new().accent("▌"));
        }
        if keys_width > 0 {
            put(2, keys_width, Line::new().accent(entry.keys.clone()));
        }
        let label_at = if keys_width > 0 { keys_width + 4 } else { 2 };
        put(label_at, label_width, Line::new().with(entry.label.clone(), role));
        if self.placement == Placement::Middle {
            put(label_at + label_width + 2, usize::MAX / 2, Line::new().quiet(about.to_owned()));
        } else if !entry.about.is_empty() {
            let count = Line::new().quiet(entry.about.clone());
            let column = canvas.width().saturating_sub(count.width() + 1);
            if selected {
                canvas.selected_line_at(row, column, &count)
            } else {
                canvas.line_at(row, column, &count)
            };
        }
        let width = canvas.width();
        canvas.hit(row, 0, width, Hit::Row(place));
    }
}
