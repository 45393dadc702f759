//! A check whose names and kinds are known: what is decided.

use super::names::{Domain, Subject};
use super::predicates::Predicate;
use super::value::{Kind, Value};
use crate::policy::request::Value as ContextValue;

/// An expression.
#[derive(Clone, Debug)]
pub(super) enum Expr {
    Value(Value),
    Not(Box<Expr>),
    And(Vec<Expr>),
    Or(Vec<Expr>),
    Compare { sign: &'static str, left: Box<Expr>, right: Box<Expr> },
    Call(Call),
    Binder { how: How, over: Domain, body: Box<Expr> },
}

/// What a binder asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum How {
    Every,
    Some,
    None,
    Count,
}

impl KeyWas {
    /// Its word in the language.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Old => "old",
            Self::New => "new",
            Self::Inactive => "inactive",
        }
    }
}

impl Manner {
    /// In a sentence, with a comma before it: `, with an access key`.
    pub(super) fn words(self) -> String {
        let mut words = String::new();
        match self.with_key {
            Some(true) => words.push_str(", with an access key"),
            Some(false) => words.push_str(", without an access key"),
            None => {}
        }
        if self.in_older_session {
            words.push_str(", in a session that was open before");
        }
        if self.since_change {
            words.push_str(", since the last change");
        }
        words
    }
}

impl How {
    /// The binder of this name.
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "every" => Some(Self::Every),
            "some" => Some(Self::Some),
            "none" => Some(Self::None),
            "count" => Some(Self::Count),
            _ => None,
        }
    }
}

/// A predicate with its arguments.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub predicate: &'static Predicate,
    pub arguments: Vec<Argument>,
    /// Of what kind it is.
    pub gives: Kind,
}

/// An argument.
#[derive(Clone, Debug)]
pub(super) enum Argument {
    Entity(Subject),
    /// A name, an action, a word of a fixed list, or a resource that no variable is in.
    Word(String),
    Context(Context),
    Manner(Manner),
    Event(EventOf),
}

/// An event, and whose, as `order` and `did` take them.
#[derive(Clone, Debug)]
pub(super) struct EventOf {
    pub event: Event,
    pub of: Option<Subject>,
    /// What its access key must have been.
    pub key: Vec<KeyWas>,
}

/// What an access key was that something happened to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum KeyWas {
    /// There when the lesson began.
    Old,
    /// Made since.
    New,
    /// Inactive before.
    Inactive,
}

/// How a request was made.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Manner {
    /// Whether with a long-term access key, where that is said.
    pub with_key: Option<bool>,
    /// Whether nothing in the account has changed since.
    pub since_change: bool,
    /// Whether in a session that was open before the last change; without one, before the lesson began.
    pub in_older_session: bool,
}

/// Something that leaves a trace in the history.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Event {
    SignInFailed,
    /// The same, where a code was given as well: nobody is told which of the two was wrong.
    CodeFailed,
    MfaStart,
    MfaEnrolled,
    PasswordChanged,
    KeyCreated,
    KeyUsed,
    KeyDeactivated,
    KeyDeleted,
    Assumed,
    SessionRevoked,
    SetDefaultVersion,
    /// A refusal, with this error code or any.
    Rejected(Option<String>),
    /// The operation of this id.
    Operation(&'static str),
}

/// The circumstances that a decision is asked under.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(super) struct Context {
    pub mfa: Option<bool>,
    /// Seconds since the code was given.
    pub age: Option<u32>,
    /// Whether an access key is used, where that is said.
    pub with_key: Option<bool>,
    pub keys: Vec<(String, ContextValue)>,
}

impl Expr {
    /// Its kind.
    pub(super) const fn kind(&self) -> Kind {
        match self {
            Self::Value(value) => value.kind(),
            Self::Call(call) => call.gives,
            Self::Binder { how: How::Count, .. } => Kind::Number,
            Self::Not(_) | Self::And(_) | Self::Or(_) | Self::Compare { .. } | Self::Binder { .. } => Kind::Truth,
        }
    }
}

impl Expr {
    /// Whether it comes to the same whatever account it is decided in.
    pub(super) fn asks_nothing(&self) -> bool {
        let mut asks = false;
        self.each_call(&mut |_| asks = true);
        self.each_domain(&mut |_| asks = true);
        !asks
    }

    /// Visits what the binders in it go over.
    pub(super) fn each_domain<'e>(&'e self, visit: &mut impl FnMut(&'e Domain)) {
        match self {
            Self::Value(_) | Self::Call(_) => {}
            Self::Not(inner) => inner.each_domain(visit),
            Self::Binder { over, body, .. } => {
                visit(over);
                body.each_domain(visit);
            }
            Self::And(parts) | Self::Or(parts) => parts.iter().for_each(|part| part.each_domain(visit)),
            Self::Compare { left, right, .. } => [left, right].into_iter().for_each(|side| side.each_domain(visit)),
        }
    }

    /// Visits every predicate in it.
    pub(super) fn each_call<'e>(&'e self, visit: &mut impl FnMut(&'e Call)) {
        match self {
            Self::Value(_) => {}
            Self::Call(call) => visit(call),
            Self::Not(inner) | Self::Binder { body: inner, .. } => inner.each_call(visit),
            Self::And(parts) | Self::Or(parts) => parts.iter().for_each(|part| part.each_call(visit)),
            Self::Compare { left, right, .. } => [left, right].into_iter().for_each(|side| side.each_call(visit)),
        }
    }
}
