//! A finding and its remedy.

use super::rules::{Rule, Severity};
use crate::policy::document::{Span, TextEdit};

/// More than this nobody reads, and a hostile document makes no more.
const MOST: usize = 1000;

/// Something to say about a document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// The code of its [`Rule`]; stays the same from release to release.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Where it is, in bytes of the text.
    pub span: Span,
    /// The rule and the remedy, for this place.
    pub message: String,
    /// What takes it away, where a program can tell.
    pub fix: Option<Fix>,
}

/// Edits that take a finding away.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fix {
    /// What it does, as a choice: `Add "Version": "2012-10-17"`.
    pub label: String,
    /// The edits, none of which overlaps another, in the order of the text. All are made at once.
    pub edits: Vec<TextEdit>,
}

impl Finding {
    /// A finding without a fix.
    pub(super) fn new(rule: &Rule, span: Span, message: impl Into<String>) -> Self {
        Self { code: rule.code, severity: rule.severity, span, message: message.into(), fix: None }
    }

    /// The finding with a fix, where there are edits.
    pub(super) fn fixed(mut self, label: impl Into<String>, edits: Option<Vec<TextEdit>>) -> Self {
        self.fix = edits.map(|edits| Fix { label: label.into(), edits });
        self
    }
}

impl Fix {
    /// The text with the edits made.
    pub fn applied(&self, text: &str) -> String {
        let mut fixed = String::with_capacity(text.len());
        let mut at = 0;
        for edit in &self.edits {
            fixed.push_str(text.get(at..edit.span.start).unwrap_or_default());
            fixed.push_str(&edit.text);
            at = edit.span.end;
        }
        fixed.push_str(text.get(at..).unwrap_or_default());
        fixed
    }
}

/// Findings as they are made.
#[derive(Debug, Default)]
pub(super) struct Findings {
    found: Vec<Finding>,
}

impl Findings {
    /// Adds a finding, unless there are too many.
    pub(super) fn add(&mut self, finding: Finding) {
        if !self.is_full() {
            self.found.push(finding);
        }
    }

    /// Whether no more are taken.
    pub(super) fn is_full(&self) -> bool {
        self.found.len() >= MOST
    }

    /// Whether an error is told of exactly this range.
    pub(super) fn has_error_at(&self, span: Span) -> bool {
        self.found.iter().any(|finding| finding.span == span && finding.severity == Severity::Error)
    }

    /// All of them by place, the worst first where one place has several.
    pub(super) fn in_order(mut self) -> Vec<Finding> {
        self.found.sort_by_key(|finding| (finding.span.start, finding.severity, finding.span.end));
        self.found
    }
}

/// So many names are told of several.
const TOLD: usize = 3;

/// The first few names, and how many more there are.
pub(super) fn some_of(names: &[impl AsRef<str>]) -> String {
    let first = names.iter().take(TOLD).map(AsRef::as_ref).collect::<Vec<_>>();
    match (first.as_slice(), names.len().saturating_sub(TOLD)) {
        ([one], 0) => (*one).to_owned(),
        ([most @ .., last], 0) => format!("{} and {last}", most.join(", ")),
        (first, more) => format!("{} and {more} more", first.join(", ")),
    }
}

/// A text of others in a message: long ones are cut.
pub(super) fn shown(text: &str) -> String {
    const MOST: usize = 80;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
