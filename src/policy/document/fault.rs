//! What is wrong with a document: IAM's message, our own words and the place.

use std::borrow::Cow;
use std::fmt;

use super::{DocumentKind, Span};

/// How many faults are collected; nobody reads more.
const FAULTS: usize = 1000;

/// How deep a fault lies. IAM answers the first fault of the first kind there is, in this order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum FaultKind {
    /// The text is no JSON.
    Json,
    /// An element is missing, unknown, given twice or of the wrong type.
    Syntax,
    /// The version is too old for this kind of policy.
    Version,
    /// A value that IAM's older parser refuses.
    Legacy,
    /// A statement's id.
    Sid,
    /// An element that this kind of policy must have or must not have, and who is named as principal.
    Element,
    /// A statement without actions or resources.
    Missing,
    /// What a resource looks like.
    Resource,
    /// What an action looks like.
    Action,
}

/// Something that keeps IAM from accepting a document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// Where it is, in bytes of the text.
    pub span: Span,
    /// Which sort it is; decides which fault the API answers.
    pub kind: FaultKind,
    /// IAM's message, as the API answers it with `MalformedPolicyDocument`.
    pub message: Cow<'static, str>,
    /// Our own sentence: the rule and the remedy.
    pub about: String,
}

/// What IAM says to most mistakes in the structure.
pub(super) const SYNTAX: &str = "Syntax errors in policy.";

impl Fault {
    /// A fault in IAM's and in our words.
    pub(super) fn new(kind: FaultKind, span: Span, message: impl Into<Cow<'static, str>>, about: impl Into<String>) -> Self {
        Self { span, kind, message: message.into(), about: about.into() }
    }

    /// A fault of the structure, which IAM does not explain.
    pub(super) fn syntax(span: Span, about: impl Into<String>) -> Self {
        Self::new(FaultKind::Syntax, span, SYNTAX, about)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// Faults as they are found, for a kind of policy where one is known.
pub(super) struct Faults {
    pub kind: Option<DocumentKind>,
    found: Vec<Fault>,
}

impl Faults {
    pub const fn new(kind: Option<DocumentKind>) -> Self {
        Self { kind, found: Vec::new() }
    }

    pub fn add(&mut self, fault: Fault) {
        if self.found.len() < FAULTS {
            self.found.push(fault);
        }
    }

    pub fn syntax(&mut self, span: Span, about: impl Into<String>) {
        self.add(Fault::syntax(span, about));
    }

    /// What was found, in the order of the text.
    pub fn in_order(mut self) -> Vec<Fault> {
        self.found.sort_by_key(|fault| fault.span.start);
        self.found
    }
}

/// A text of others in a message of ours: long ones are cut, so that a hostile document makes no long messages.
pub(super) fn quoted(text: &str) -> String {
    const SHOWN: usize = 80;
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("\"{}…\"", text.get(..end).unwrap_or_default()),
        None => format!("\"{text}\""),
    }
}
