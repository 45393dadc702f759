//! What the expressions of the check language come to, and their kinds.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::policy::decision::Decision;

/// The kind of an expression.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// True or false.
    Truth,
    /// A whole number.
    Number,
    /// What comes of a request.
    Decision,
    /// The kind of policy that decided a request.
    Source,
    /// A name, or another text.
    Text,
}

/// What comes of a request.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// It is allowed.
    Allowed,
    /// Nothing allows it.
    ImplicitDeny,
    /// A statement denies it.
    ExplicitDeny,
    /// It was not made.
    None,
}

/// The kind of policy that decided a request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    /// A managed policy that is attached directly.
    Identity,
    /// An inline policy of the principal itself.
    Inline,
    /// A policy of a group, managed or inline.
    Group,
    /// The permissions boundary.
    Boundary,
    /// The resource's policy.
    Resource,
    /// A session policy.
    Session,
    /// A role's trust policy.
    Trust,
    /// None: nothing was allowed, or denied, or it takes no policy.
    None,
}

/// What an expression comes to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Value {
    /// True or false.
    Truth(bool),
    /// A whole number.
    Number(i64),
    /// What comes of a request.
    Decision(Outcome),
    /// The kind of policy that decided.
    Source(Source),
    /// A text. Names compare without regard to case.
    Text(String),
}

impl Kind {
    /// In a message: `a number`.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Truth => "true or false",
            Self::Number => "a number",
            Self::Decision => "a decision (allowed, implicitDeny, explicitDeny)",
            Self::Source => "a source (identity, inline, group, boundary, resource, session, trust, none)",
            Self::Text => "a text",
        }
    }
}

impl Outcome {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Allowed, Self::ImplicitDeny, Self::ExplicitDeny, Self::None];

    /// As the language spells it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::ImplicitDeny => "implicitDeny",
            Self::ExplicitDeny => "explicitDeny",
            Self::None => "none",
        }
    }
}

impl From<Decision> for Outcome {
    fn from(decision: Decision) -> Self {
        match decision {
            Decision::Allowed => Self::Allowed,
            Decision::ImplicitDeny => Self::ImplicitDeny,
            Decision::ExplicitDeny => Self::ExplicitDeny,
        }
    }
}

impl Source {
    /// All of them.
    pub const ALL: [Self; 8] =
        [Self::Identity, Self::Inline, Self::Group, Self::Boundary, Self::Resource, Self::Session, Self::Trust, Self::None];

    /// As the language spells it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Inline => "inline",
            Self::Group => "group",
            Self::Boundary => "boundary",
            Self::Resource => "resource",
            Self::Session => "session",
            Self::Trust => "trust",
            Self::None => "none",
        }
    }
}

impl Value {
    /// The value that a word or number is, where this kind is wanted; `None` where it is none of it.
    pub fn read(word: &str, wanted: Kind) -> Option<Self> {
        match wanted {
            Kind::Truth => word.parse().ok().map(Self::Truth),
            Kind::Number => word.parse().ok().map(Self::Number),
            Kind::Decision => Outcome::ALL.into_iter().find(|outcome| outcome.name() == word).map(Self::Decision),
            Kind::Source => Source::ALL.into_iter().find(|source| source.name() == word).map(Self::Source),
            Kind::Text => Some(Self::Text(word.to_owned())),
        }
    }

    /// Its kind.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Truth(_) => Kind::Truth,
            Self::Number(_) => Kind::Number,
            Self::Decision(_) => Kind::Decision,
            Self::Source(_) => Kind::Source,
            Self::Text(_) => Kind::Text,
        }
    }

    /// Whether it is the same value; texts without regard to case.
    pub fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(one), Self::Text(other)) => one.eq_ignore_ascii_case(other),
            (one, other) => one == other,
        }
    }

    /// In words, as in a sentence: `implicitly denied`.
    pub fn words(&self) -> String {
        match self {
            Self::Decision(Outcome::Allowed) => "allowed".into(),
            Self::Decision(Outcome::ImplicitDeny) => "denied, because nothing allows it".into(),
            Self::Decision(Outcome::ExplicitDeny) => "explicitly denied".into(),
            Self::Decision(Outcome::None) => "not tried yet".into(),
            Self::Source(Source::Identity) => "an attached policy".into(),
            Self::Source(Source::Inline) => "an inline policy".into(),
            Self::Source(Source::Group) => "a policy of a group".into(),
            Self::Source(Source::Boundary) => "the permissions boundary".into(),
            Self::Source(Source::Resource) => "the resource's policy".into(),
            Self::Source(Source::Session) => "a session policy".into(),
            Self::Source(Source::Trust) => "the trust policy".into(),
            Self::Source(Source::None) => "no policy".into(),
            Self::Truth(true) => "yes".into(),
            Self::Truth(false) => "no".into(),
            other => other.to_string(),
        }
    }
}

impl fmt::Display for Value {
    /// As the language writes it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truth(truth) => truth.fmt(f),
            Self::Number(number) => number.fmt(f),
            Self::Decision(outcome) => f.write_str(outcome.name()),
            Self::Source(source) => f.write_str(source.name()),
            Self::Text(text) => f.write_str(text),
        }
    }
}
