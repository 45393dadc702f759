//! A list to choose from by typing: the navigation menu, the palette of actions, the help.

mod draw;

use super::wanted::Wanted;
use super::{Hint, Overlay, Response, Then};
use crate::app::cx::Cx;
use crate::app::notice::{Notice, Tone};
use crate::app::step::Step;
use crate::widgets::key::{Code, Key};
use crate::widgets::text_input::TextInput;
use crate::widgets::{Canvas, Hit};

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
    /// In the middle, with all that is said of the selected entry below the list, and nothing beside the others.
    Told,
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

    /// Shows what has the words that were typed, best first; everything in order where nothing was.
    fn arrange(&mut self) {
        self.selected = 0;
        let query = self.query.text().trim();
        if query.is_empty() {
            self.shown = (0..self.entries.len()).collect();
            return;
        }
        // A single letter is a key; it comes first.
        let by_key = |entry: &Entry| entry.keys.split(' ').any(|key| key == query);
        let mut wanted = Wanted::new(query);
        // So does what is called just so.
        let by_name = |entry: &Entry| entry.label.eq_ignore_ascii_case(query);
        let mut ranked: Vec<((bool, bool, u32), usize)> = Vec::new();
        for (at, entry) in self.entries.iter().enumerate() {
            let score = wanted.score(&format!("{} {} {}", entry.label, entry.about, entry.section));
            if by_key(entry) || score.is_some() {
                ranked.push(((by_key(entry), by_name(entry), score.unwrap_or(0)), at));
            }
        }
        ranked.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
        self.shown = ranked.into_iter().map(|(_, at)| at).collect();
    }

    fn selected(&self) -> Option<&Entry> {
        self.shown.get(self.selected).and_then(|at| self.entries.get(*at))
    }

    fn choose(&self) -> Response {
        let Some(entry) = self.selected() else { return Response::Taken };
        match (&entry.why_not, &entry.then) {
            (Some(reason), _) => Response::Do(vec![Step::Hint(Notice::new(Tone::Warning, reason.clone()))]),
            (None, Some(then)) => then.clone().into(),
            (None, None) => Response::Taken,
        }
    }

    fn scroll(&mut self, rows: isize) {
        let last = self.shown.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(rows).min(last);
    }
}

impl Overlay for Chooser {
    fn key(&mut self, key: Key, page: usize, _cx: &Cx<'_>) -> Response {
        let page = isize::try_from(page.saturating_sub(1).max(1)).unwrap_or(1);
        match key {
            // The key that opens the help closes it, and every other list of this kind.
            Key { code: Code::Esc | Code::F(1), .. } => return Response::Close,
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

    fn wheel(&mut self, rows: isize, _cx: &Cx<'_>) {
        self.scroll(rows);
    }

    fn hints(&self, _cx: &Cx<'_>) -> Vec<Hint> {
        let [up, down, enter, esc] = [Code::Up, Code::Down, Code::Enter, Code::Esc].map(Key::plain);
        vec![Hint::new(&[up, down], "choose"), Hint::new(&[enter], "do it"), Hint::new(&[esc], "close")]
    }

    fn view(&self, _cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        self.draw(canvas);
    }
}
