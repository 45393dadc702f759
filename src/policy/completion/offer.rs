//! Items as they are offered: what fits what is typed, in a good order, with the quotes that are missing.

use super::place::{Place, Role};
use crate::policy::document::Span;

/// Nobody looks through more.
const MOST: usize = 1_000;

/// What follows a name whose value is not there yet.
const NEEDS_COLON: &str = ": ";
/// An object that is opened for its first name, which is typed between the quotes.
pub(super) const OBJECT: &str = "{\"\"}";
/// Both.
const OPENS_OBJECT: &str = ": {\"\"}";

/// What may be written at a cursor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Completion {
    /// What an item takes the place of.
    pub replace: Span,
    /// What may stand there, the best first.
    pub items: Vec<Item>,
}

/// One thing that may be written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Item {
    /// What it is called in a list.
    pub label: String,
    /// What is inserted.
    pub insert: String,
    /// What there is to know of it: a service's name, an action's access level and resources, a key's type.
    pub detail: String,
    /// Where it ends a text whose closing quote is there already: what follows that quote. `None` where it goes on, or has its
    /// quotes itself.
    pub closes: Option<&'static str>,
}

/// How well an item fits what is typed; less is better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Fit {
    Begins,
    BeginsAWord,
    Contains,
    /// Only what it is about has it, not its name.
    InDetail,
}

/// What is offered at a place.
pub(super) struct Offer<'t> {
    replace: Span,
    /// What is typed before the cursor; in lower case it is compared.
    typed: &'t str,
    lower: String,
    /// What of the word is behind the cursor.
    behind: &'t str,
    before: &'static str,
    after: &'static str,
    closes: Option<&'static str>,
    items: Vec<(Fit, u8, usize, Item)>,
}

impl<'t> Offer<'t> {
    /// An offer for a place.
    pub(super) fn at(text: &'t str, place: &Place<'t>, cursor: usize) -> Self {
        let is_of_name = |letter: char| letter.is_ascii_alphanumeric() || ":*?_-/.${}".contains(letter);
        let behind = text.get(cursor..place.word.end).unwrap_or_default();
        // Of a word with a blank or a comma behind the cursor only the beginning is meant: the rest was there before.
        let is_one = place.quotes != Some(false) && behind.chars().all(is_of_name);
        let end = if is_one { place.word.end } else { cursor };
        let is_closed = place.quotes == Some(true) && is_one;
        let rest = text.get(end..).unwrap_or_default();
        let has_colon = if is_closed { rest.strip_prefix('"').unwrap_or(rest) } else { rest }.trim_start().starts_with(':');
        let needs_colon = place.role == Role::Key && !has_colon;
        let after = match (is_closed, needs_colon) {
            (true, _) => "",
            (false, true) => "\": ",
            (false, false) => "\"",
        };
        let closes = is_closed.then_some(if needs_colon { NEEDS_COLON } else { "" });
        let typed = text.get(place.word.start..cursor).unwrap_or_default();
        Self {
            replace: Span { start: place.word.start, end },
            typed,
            lower: typed.to_ascii_lowercase(),
            behind,
            before: if place.quotes.is_some() { "" } else { "\"" },
            after,
            closes,
            items: Vec::new(),
        }
    }

    /// What is typed before the cursor.
    pub(super) const fn typed(&self) -> &'t str {
        self.typed
    }

    /// Offers only what completes a variable whose name begins behind so many bytes of what is typed. A brace that is there
    /// already is replaced with it.
    pub(super) fn variable(&mut self, bytes: usize) {
        let start = self.replace.start + bytes;
        self.typed = self.typed.get(bytes..).unwrap_or_default();
        self.lower = self.typed.to_ascii_lowercase();
        let is_of_name = |letter: &char| letter.is_ascii_alphanumeric() || ":-_/.".contains(*letter);
        let name: usize = self.behind.chars().take_while(is_of_name).map(char::len_utf8).sum();
        let own = if self.behind.get(name..).is_some_and(|rest| rest.starts_with('}')) { name + 1 } else { 0 };
        self.replace = Span { start, end: start + self.typed.len() + own };
        (self.before, self.after, self.closes) = ("", "", None);
    }

    /// Adds what fits. Of what fits equally well that of the lowest rank comes first, then what was added first.
    pub(super) fn add(&mut self, rank: u8, label: &str, detail: impl Into<String>) {
        self.add_as(rank, label, label, detail);
    }

    /// Adds the name of what is an object: its value is opened, for its first name to be typed.
    pub(super) fn add_opening(&mut self, rank: u8, label: &str, detail: impl Into<String>) {
        let before = self.items.len();
        self.add(rank, label, detail);
        let is_closed = self.closes == Some(NEEDS_COLON);
        if let Some((.., item)) = self.items.get_mut(before) {
            if is_closed {
                item.closes = Some(OPENS_OBJECT);
            } else if item.insert.ends_with(NEEDS_COLON) {
                item.insert.push_str(OBJECT);
            }
        }
    }

    /// Adds what fits, where it is called otherwise than it is written.
    pub(super) fn add_as(&mut self, rank: u8, label: &str, insert: &str, detail: impl Into<String>) {
        let detail = detail.into();
        if let Some(fit) = self.fit(label, &detail) {
            self.push(fit, rank, label, insert, detail);
        }
    }

    /// Adds what fits whatever is typed.
    pub(super) fn add_always(&mut self, rank: u8, label: &str, detail: impl Into<String>) {
        self.push(Fit::Begins, rank, label, label, detail.into());
    }

    fn push(&mut self, fit: Fit, rank: u8, label: &str, insert: &str, detail: String) {
        let insert = format!("{}{insert}{}", self.before, self.after);
        self.items.push((fit, rank, self.items.len(), Item { label: label.to_owned(), insert, detail, closes: self.closes }));
    }

    /// Adds structure, which stands without quotes; only where none are typed.
    pub(super) fn add_bare(&mut self, label: &str, insert: &str, detail: &str) {
        if self.before == "\"" && self.typed.is_empty() {
            let item = Item { label: label.to_owned(), insert: insert.to_owned(), detail: detail.to_owned(), closes: None };
            self.items.push((Fit::Begins, 0, self.items.len(), item));
        }
    }

    /// Lets what is chosen go on: no closing quote behind it.
    pub(super) fn add_open(&mut self, rank: u8, label: &str, insert: &str, detail: impl Into<String>) {
        let detail = detail.into();
        if let Some(fit) = self.fit(label, &detail) {
            let item = Item { label: label.to_owned(), insert: format!("{}{insert}", self.before), detail, closes: None };
            self.items.push((fit, rank, self.items.len(), item));
        }
    }

    fn fit(&self, label: &str, detail: &str) -> Option<Fit> {
        if self.lower.is_empty() {
            return Some(Fit::Begins);
        }
        let lower = label.to_ascii_lowercase();
        if lower.starts_with(&self.lower) {
            return Some(Fit::Begins);
        }
        if let Some(at) = lower.find(&self.lower) {
            let before = label.get(..at).and_then(|before| before.chars().next_back());
            let begins = before.is_none_or(|letter| !letter.is_alphanumeric())
                || label.get(at..).is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_uppercase()));
            return Some(if begins { Fit::BeginsAWord } else { Fit::Contains });
        }
        detail.to_ascii_lowercase().contains(&self.lower).then_some(Fit::InDetail)
    }

    /// The items in order.
    pub(super) fn ended(mut self) -> Completion {
        self.items.sort_by_key(|(fit, rank, place, _)| (*fit, *rank, *place));
        self.items.truncate(MOST);
        Completion { replace: self.replace, items: self.items.into_iter().map(|(_, _, _, item)| item).collect() }
    }
}
