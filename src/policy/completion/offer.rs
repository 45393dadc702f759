//! Items as they are offered: what fits what is typed, in a good order, with the quotes that are missing.

use super::place::{Place, Role};
use crate::policy::document::Span;

/// Nobody looks through more.
const MOST: usize = 1_000;

/// An object that is opened for its first name, which is typed between the quotes.
pub(super) const OBJECT: &str = "{\"\"}";

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
    /// Where in what is inserted one types on, before a closing quote; `None` where that is behind it.
    pub cursor: Option<usize>,
}

/// How well an item fits what is typed; less is better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Fit {
    Begins,
    BeginsAWord,
    Contains,
    /// Its words begin so, as those of `DeleteObject` for `DelOb`; the shortest such name is the likeliest.
    Abbreviated(usize),
    /// Only what it is about has it, not its name.
    InDetail,
}

impl Fit {
    /// The same for all abbreviations: among them the rank decides before the length.
    const fn class(self) -> Self {
        match self {
            Self::Abbreviated(_) => Self::Abbreviated(0),
            fit => fit,
        }
    }
}

/// What is offered at a place.
pub(super) struct Offer<'t> {
    replace: Span,
    /// What is typed before the cursor; in lower case it is compared.
    typed: &'t str,
    lower: String,
    /// What of the word is behind the cursor.
    behind: &'t str,
    /// The sign that lacks before the place, where it goes, and the blanks behind it where there are none.
    lead: Option<(char, usize, String)>,
    text: &'t str,
    before: &'static str,
    /// The quote that ends what is put in.
    close: &'static str,
    /// What stands between a name and its value, where that lacks.
    colon: &'static str,
    /// What parts a value from what follows it, where that lacks.
    comma: &'static str,
    items: Vec<(Fit, u8, usize, Item)>,
}

impl<'t> Offer<'t> {
    /// An offer for a place.
    pub(super) fn at(text: &'t str, place: &Place<'t>, cursor: usize) -> Self {
        let is_of_name = |letter: char| letter.is_ascii_alphanumeric() || ":*?_-/.${}".contains(letter);
        let behind = text.get(cursor..place.word.end).unwrap_or_default();
        let follows = text.get(place.word.end..).and_then(|rest| rest.strip_prefix('"')).map(str::trim_start);
        // A quote that something else follows than what parts or ends values opens the next text: of a word with a blank or a
        // comma behind the cursor only the beginning is meant then, the rest was there before.
        let is_parted = follows.is_some_and(|rest| rest.is_empty() || rest.starts_with([':', ',', ']', '}']));
        let is_one = place.quotes != Some(false) && (is_parted || behind.chars().all(is_of_name));
        let is_closed = place.quotes == Some(true) && is_one;
        let end = if is_one { place.word.end + usize::from(is_closed) } else { cursor };
        let rest = text.get(end..).unwrap_or_default();
        let has_colon = rest.trim_start().starts_with(':');
        let is_key = place.role == Role::Key;
        let begins = |letter: char| letter.is_alphanumeric() || matches!(letter, '"' | '{' | '[' | '-');
        let typed = text.get(place.word.start..cursor).unwrap_or_default();
        Self {
            replace: Span { start: place.word.start, end },
            typed,
            lower: typed.to_ascii_lowercase(),
            behind,
            lead: place.lacks.map(|sign| (sign, place.before, layout(text, place, sign))),
            text,
            before: if place.quotes.is_some() { "" } else { "\"" },
            close: "\"",
            colon: if is_key && !has_colon { ": " } else { "" },
            comma: if !(is_key && has_colon) && rest.trim_start().starts_with(begins) { "," } else { "" },
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
        (self.before, self.close, self.comma) = ("", "", "");
    }

    /// Adds what fits. Of what fits equally well that of the lowest rank comes first, then what was added first.
    pub(super) fn add(&mut self, rank: u8, label: &str, detail: impl Into<String>) {
        self.add_as(rank, label, label, detail);
    }

    /// Adds the name of what is an object: its value is opened, for its first name to be typed.
    pub(super) fn add_opening(&mut self, rank: u8, label: &str, detail: impl Into<String>) {
        let detail = detail.into();
        if let Some(fit) = self.fit(label, &detail) {
            let opens = !self.colon.is_empty();
            let value = if opens { format!("{OBJECT}{}", self.comma) } else { String::new() };
            let name = format!("{}{label}{}{}", self.before, self.close, self.colon);
            let cursor = opens.then(|| name.len() + OBJECT.find("\"\"").map_or(0, |quotes| quotes + 1));
            self.push(fit, rank, label, format!("{name}{value}"), detail, cursor);
        }
    }

    /// Adds what fits, where it is called otherwise than it is written.
    pub(super) fn add_as(&mut self, rank: u8, label: &str, insert: &str, detail: impl Into<String>) {
        let detail = detail.into();
        if let Some(fit) = self.fit(label, &detail) {
            self.push_whole(fit, rank, label, insert, detail);
        }
    }

    /// Adds what fits whatever is typed.
    pub(super) fn add_always(&mut self, rank: u8, label: &str, detail: impl Into<String>) {
        self.push_whole(Fit::Begins, rank, label, label, detail.into());
    }

    /// A name with its colon, or a value.
    fn push_whole(&mut self, fit: Fit, rank: u8, label: &str, insert: &str, detail: String) {
        let follows = if self.colon.is_empty() { self.comma } else { self.colon };
        self.push(fit, rank, label, format!("{}{insert}{}{follows}", self.before, self.close), detail, None);
    }

    fn push(&mut self, fit: Fit, rank: u8, label: &str, insert: String, detail: String, cursor: Option<usize>) {
        self.items.push((fit, rank, self.items.len(), Item { label: label.to_owned(), insert, detail, cursor }));
    }

    /// Adds structure, which stands without quotes; only where none are typed.
    pub(super) fn add_bare(&mut self, label: &str, insert: &str, detail: &str) {
        if self.before == "\"" && self.typed.is_empty() {
            let cursor = insert.find("\"\"").map(|quotes| quotes + 1);
            self.push(Fit::Begins, 0, label, format!("{insert}{}", self.comma), detail.to_owned(), cursor);
        }
    }

    /// Lets what is chosen go on: one types before its closing quote.
    pub(super) fn add_open(&mut self, rank: u8, label: &str, insert: &str, detail: impl Into<String>) {
        let detail = detail.into();
        if let Some(fit) = self.fit(label, &detail) {
            let insert = format!("{}{insert}", self.before);
            let cursor = (!self.close.is_empty()).then_some(insert.len());
            let comma = if self.colon.is_empty() { self.comma } else { "" };
            self.push(fit, rank, label, format!("{insert}{}{comma}", self.close), detail, cursor);
        }
    }

    /// Offers only the colon that lacks, where the value is there.
    pub(super) fn only_colon(mut self) -> Completion {
        let is_parted = self.text.get(self.replace.end..).is_some_and(|behind| behind.starts_with(char::is_whitespace));
        if let Some((_, _, blanks)) = self.lead.as_mut().filter(|_| is_parted) {
            blanks.clear();
        }
        self.push(Fit::Begins, 0, ":", String::new(), "between a name and its value".to_owned(), None);
        self.ended()
    }

    /// Whether there is nothing yet.
    pub(super) const fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The blanks that the line of the place begins with.
    pub(super) fn indent(&self) -> &'t str {
        indent(self.text, self.replace.start)
    }

    /// Whether a name is one that what is typed may mean. There are thousands of names, and most lack one of its letters.
    pub(super) fn is_meant(&self, name: &str) -> bool {
        let mut letters = name.bytes();
        let mut typed = self.lower.bytes();
        typed.all(|typed| letters.any(|letter| letter.eq_ignore_ascii_case(&typed))) && self.fit(name, "").is_some()
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
        let (typed, name) = match (self.lower.split_once(':'), lower.split_once(':')) {
            (Some((service, typed)), Some((own, _))) if service == own => (typed, label.get(own.len() + 1..).unwrap_or_default()),
            (None, Some((own, _))) => (self.lower.as_str(), label.get(own.len() + 1..).unwrap_or_default()),
            _ => (self.lower.as_str(), label),
        };
        if typed.len() >= SHORTEST && is_short_for(typed, name) {
            return Some(Fit::Abbreviated(name.len()));
        }
        detail.to_ascii_lowercase().contains(&self.lower).then_some(Fit::InDetail)
    }

    /// The items in order.
    pub(super) fn ended(mut self) -> Completion {
        self.items.sort_by_key(|(fit, rank, place, _)| (fit.class(), *rank, *fit, *place));
        self.items.truncate(MOST);
        let mut items: Vec<Item> = self.items.into_iter().map(|(_, _, _, item)| item).collect();
        let mut replace = self.replace;
        if let Some((sign, from, blanks)) = self.lead {
            let between = self.text.get(from..replace.start).unwrap_or_default();
            replace.start = from;
            for item in &mut items {
                item.insert = format!("{sign}{blanks}{between}{}", item.insert);
                item.cursor = item.cursor.map(|cursor| cursor + sign.len_utf8() + blanks.len() + between.len());
            }
        }
        Completion { replace, items }
    }
}

/// Shorter ones are short for too much.
const SHORTEST: usize = 3;

/// Whether what is typed, in lower case, is the beginnings of words of a name, the first word's before all.
fn is_short_for(typed: &str, name: &str) -> bool {
    let Some(first) = name.chars().next().filter(char::is_ascii_uppercase) else { return false };
    let end = name.char_indices().skip(1).find(|(_, letter)| letter.is_ascii_uppercase()).map_or(name.len(), |(at, _)| at);
    let (word, rest) = name.split_at(end);
    if !typed.starts_with(first.to_ascii_lowercase()) {
        return false;
    }
    let shared = typed.bytes().zip(word.bytes()).take_while(|(typed, own)| *typed == own.to_ascii_lowercase()).count();
    (1..=shared).rev().any(|taken| {
        let left = typed.get(taken..).unwrap_or_default();
        left.is_empty() || later_words(rest).any(|rest| is_short_for(left, rest))
    })
}

/// What is left of a name from each of its words on.
fn later_words(name: &str) -> impl Iterator<Item = &str> {
    name.char_indices().filter(|(_, letter)| letter.is_ascii_uppercase()).filter_map(|(at, _)| name.get(at..))
}

/// The blanks behind a sign that lacks before a place, where there are none: a new line where the object or list has its own lines.
fn layout(text: &str, place: &Place<'_>, sign: char) -> String {
    let between = text.get(place.before..place.word.start).unwrap_or_default();
    if between.starts_with(char::is_whitespace) {
        return String::new();
    }
    let opened = place.opened.unwrap_or_default();
    let has_lines = sign == ',' && text.get(opened..place.before).is_some_and(|inside| inside.contains('\n'));
    if has_lines { format!("\n{}", indent(text, place.before)) } else { " ".to_owned() }
}

/// The blanks that the line of a byte begins with.
fn indent(text: &str, at: usize) -> &str {
    let line = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let line = text.get(line..).unwrap_or_default();
    line.get(..line.len() - line.trim_start_matches([' ', '\t']).len()).unwrap_or_default()
}
