//! What IAM does not accept, as findings.

use crate::policy::document::{DocumentKind, Span, TextEdit, validate};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[allow(dead_code)]
pub(super) enum Severity {
    Error,
    SecurityWarning,
    Warning,
    Suggestion,
}

pub(super) struct Fix {
    pub label: String,
    pub edits: Vec<TextEdit>,
}

pub(super) struct Finding {
    pub severity: Severity,
    pub span: Span,
    pub message: String,
    pub fix: Option<Fix>,
}

pub(super) fn lint(text: &str, kind: DocumentKind) -> Vec<Finding> {
    let faults = validate(text, kind).err().unwrap_or_default();
    faults.into_iter().map(|fault| Finding { severity: Severity::Error, span: fault.span, message: fault.about, fix: None }).collect()
}
