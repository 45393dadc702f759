//! A file of the bank as it is written, and what can be wrong with one.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use crate::account::display::visible;
use crate::policy::document::LineIndex;

/// Why a file is no part of a bank, and where.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct BankError {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The item, where it is one's.
    pub item: Option<String>,
    /// What is wrong, and what was expected. Not escaped.
    pub message: String,
}

impl fmt::Display for BankError {
    /// `identities.toml:12:8: m01-new-user: …`. Escaped.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: ", visible(&self.file), self.line, self.column)?;
        if let Some(item) = &self.item {
            write!(f, "{}: ", visible(item))?;
        }
        f.write_str(&visible(&self.message))
    }
}

impl std::error::Error for BankError {}

/// Collects what is wrong with a file.
pub(super) struct Faults<'t> {
    file: &'t str,
    lines: LineIndex<'t>,
    item: Option<String>,
    found: Vec<BankError>,
}

impl<'t> Faults<'t> {
    pub fn of(file: &'t str, text: &'t str) -> Self {
        Self { file, lines: LineIndex::of(text), item: None, found: Vec::new() }
    }

    /// What is added from here on is about this item.
    pub fn about(&mut self, item: Option<&str>) {
        self.item = item.map(str::to_owned);
    }

    pub fn add(&mut self, at: usize, message: impl Into<String>) {
        let place = self.lines.position(at);
        let (file, item) = (self.file.to_owned(), self.item.clone());
        self.found.push(BankError { file, line: place.line, column: place.column, item, message: message.into() });
    }

    pub const fn count(&self) -> usize {
        self.found.len()
    }

    pub fn into_found(mut self) -> Vec<BankError> {
        self.found.sort();
        self.found
    }
}

/// A whole file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawFile {
    pub format: Spanned<i64>,
    pub topic: Spanned<String>,
    #[serde(default)]
    pub item: Vec<Spanned<RawItem>>,
}

/// A list of texts, each with its place.
pub(super) type Texts = Spanned<Vec<Spanned<String>>>;

/// An item: the fields of all kinds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawItem {
    pub id: Spanned<String>,
    pub misconception: Spanned<String>,
    pub level: Spanned<String>,
    pub kind: Spanned<String>,
    pub stem: Spanned<String>,
    pub today: Option<String>,
    pub notes: Option<Spanned<i64>>,
    #[serde(default)]
    pub lessons: Vec<Spanned<String>>,
    pub answer: Option<Spanned<bool>>,
    pub why: Option<Spanned<String>>,
    pub why_not: Option<Spanned<String>>,
    pub option: Option<Vec<Spanned<RawOption>>>,
    pub sequence: Option<Texts>,
    pub pairs: Option<Spanned<Vec<Spanned<Vec<String>>>>>,
    pub reasons: Option<Texts>,
    pub policy: Option<Spanned<String>>,
    pub marked: Option<Texts>,
    pub whys: Option<Spanned<BTreeMap<String, Spanned<String>>>>,
    pub fixture: Option<Spanned<String>>,
    pub lines: Option<Texts>,
    pub must: Option<Texts>,
    pub asks: Option<Spanned<String>>,
    pub request: Option<Spanned<String>>,
    pub vary: Option<Spanned<BTreeMap<String, Texts>>>,
}

/// An option.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawOption {
    pub text: Spanned<String>,
    pub right: Option<Spanned<bool>>,
    pub why: Option<Spanned<String>>,
    #[serde(rename = "do")]
    pub lines: Option<Texts>,
}

impl RawItem {
    /// The fields that only some kinds have: which are there, and where.
    pub fn own_fields(&self) -> Vec<(&'static str, usize)> {
        fn at<T>(field: Option<&Spanned<T>>) -> Option<usize> {
            field.map(|field| field.span().start)
        }
        let option = self.option.as_ref().map(|options| options.first().map_or(0, |option| option.span().start));
        let fields = [
            ("answer", at(self.answer.as_ref())),
            ("why", at(self.why.as_ref())),
            ("why_not", at(self.why_not.as_ref())),
            ("option", option),
            ("sequence", at(self.sequence.as_ref())),
            ("pairs", at(self.pairs.as_ref())),
            ("reasons", at(self.reasons.as_ref())),
            ("policy", at(self.policy.as_ref())),
            ("marked", at(self.marked.as_ref())),
            ("whys", at(self.whys.as_ref())),
            ("fixture", at(self.fixture.as_ref())),
            ("lines", at(self.lines.as_ref())),
            ("must", at(self.must.as_ref())),
            ("asks", at(self.asks.as_ref())),
            ("request", at(self.request.as_ref())),
            ("vary", at(self.vary.as_ref())),
        ];
        fields.into_iter().filter_map(|(name, at)| at.map(|at| (name, at))).collect()
    }
}

/// The place where a message of the TOML reader belongs.
pub(super) fn place_of(span: Option<Range<usize>>) -> usize {
    span.map_or(0, |span| span.start)
}
