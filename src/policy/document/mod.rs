//! Policy documents as IAM reads them, every part with its place in the text.
//!
//! [`Document::read`] takes the structure; [`Document::check`] adds IAM's rules for a kind of policy, and [`validate`] is both.
//! A document is its text again as soon as it is shown.

mod amend;
mod check;
mod compose;
mod edit;
mod fault;
mod json;
mod kind;
mod layout;
mod operator;
mod position;
mod print;
mod read;
mod read_statement;
mod read_text;
mod variable;

pub use amend::{Amendment, ConditionOutline, Element, Entries, OtherOutline, Outline, StatementOutline, StatementPart, amend, amended};
pub use check::{INVALID_PRINCIPAL, counted_characters, validate};
pub use edit::TextEdit;
pub(in crate::policy) use edit::insert_member;
pub use fault::{Fault, FaultKind};
pub(in crate::policy) use json::lost_quote;
pub use json::why_no_json;
pub use kind::DocumentKind;
pub use layout::laid_out;
pub use operator::{Operator, SetQualifier, Test};
pub use position::{LineIndex, Position};
pub(in crate::policy) use variable::{arn_parts, variable};

/// A range of bytes of a document's text, its end left out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte behind the last.
    pub end: usize,
}

/// A value of the document with its place, quotes included.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Text {
    /// The value, its escapes resolved. A number or a boolean is its text.
    pub value: String,
    /// Where it stands.
    pub span: Span,
}

/// Which language the document is written in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Version {
    /// `2008-10-17`, and where none is given: policy variables are ordinary text.
    V2008,
    /// `2012-10-17`.
    V2012,
}

/// A policy document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Document {
    /// The version that holds.
    pub version: Version,
    /// The version's value, where one is given.
    pub version_span: Option<Span>,
    /// `Id`.
    pub id: Option<Text>,
    /// The statements; one object is one statement.
    pub statements: Vec<Statement>,
    /// The whole object.
    pub span: Span,
}

/// What a statement does to what it matches.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Effect {
    /// Allows it.
    Allow,
    /// Denies it, whatever allows it.
    Deny,
}

/// A statement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Statement {
    /// The whole object.
    pub span: Span,
    /// `Sid`.
    pub sid: Option<Text>,
    /// `Effect`.
    pub effect: Effect,
    /// Where the effect stands.
    pub effect_span: Span,
    /// `Principal` or `NotPrincipal`.
    pub principals: Option<Principals>,
    /// `Action` or `NotAction`; `None` only in what is read leniently.
    pub actions: Option<Patterns>,
    /// `Resource` or `NotResource`; trust policies have none.
    pub resources: Option<Patterns>,
    /// `Condition`, one entry for each operator and key, in the order of the text.
    pub conditions: Vec<Condition>,
    /// Where the `Condition` block stands, with its key, where there is one.
    pub conditions_span: Option<Span>,
}

/// `Principal` or `NotPrincipal`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Principals {
    /// Whether it is `NotPrincipal`.
    pub negated: bool,
    /// Where the element's name stands.
    pub key_span: Span,
    /// Everyone listed, perhaps nobody. `"Principal": "*"` is one entry of [`PrincipalKind::Everyone`].
    pub entries: Vec<PrincipalEntry>,
}

/// One principal of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PrincipalEntry {
    /// Under which key it is listed.
    pub kind: PrincipalKind,
    /// The value.
    pub text: Text,
}

/// The keys of a `Principal` object.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PrincipalKind {
    /// `"Principal": "*"`, without a key.
    Everyone,
    /// `AWS`
    Aws,
    /// `Service`
    Service,
    /// `Federated`
    Federated,
    /// `CanonicalUser`
    CanonicalUser,
}

/// `Action` or `NotAction`, `Resource` or `NotResource`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Patterns {
    /// Whether it is the `Not…` element.
    pub negated: bool,
    /// Where the element's name stands.
    pub key_span: Span,
    /// The patterns, one or more.
    pub entries: Vec<Text>,
}

/// One operator and key of a `Condition` block.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Condition {
    /// The operator.
    pub operator: Operator,
    /// Where the operator stands.
    pub operator_span: Span,
    /// The condition key, as written.
    pub key: Text,
    /// The values; none for an empty list, which no value of a request equals.
    pub values: Vec<Text>,
}

impl Document {
    /// Everyone whom it names, in the order of the text.
    pub fn principals(&self) -> impl Iterator<Item = &PrincipalEntry> {
        self.statements.iter().flat_map(|statement| &statement.principals).flat_map(|principals| &principals.entries)
    }
}

impl Patterns {
    /// The element's name, for an element whose positive name is `positive`.
    pub fn name(&self, positive: &str) -> String {
        if self.negated { format!("Not{positive}") } else { positive.to_owned() }
    }
}

impl PrincipalKind {
    /// The kinds that have a key.
    pub const NAMED: [Self; 4] = [Self::Aws, Self::Service, Self::Federated, Self::CanonicalUser];

    /// The key; `*` for everyone, who has none.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Everyone => "*",
            Self::Aws => "AWS",
            Self::Service => "Service",
            Self::Federated => "Federated",
            Self::CanonicalUser => "CanonicalUser",
        }
    }
}

impl Effect {
    /// The value in a document.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Allow => "Allow",
            Self::Deny => "Deny",
        }
    }
}

impl Version {
    /// The value in a document.
    pub const fn name(self) -> &'static str {
        match self {
            Self::V2008 => "2008-10-17",
            Self::V2012 => "2012-10-17",
        }
    }
}
