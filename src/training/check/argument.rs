//! What a predicate is asked with: entities, words, circumstances, events.

use super::names::{Sort, Subject};
use crate::policy::request::Value as ContextValue;

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

/// Whom or what something that happened can be about.
pub(super) const SUBJECTS: &[Sort] = &[
    Sort::User,
    Sort::Root,
    Sort::Group,
    Sort::Role,
    Sort::Policy,
    Sort::Bucket,
    Sort::Instance,
    Sort::Function,
    Sort::Secret,
    Sort::Key,
    Sort::Queue,
    Sort::Table,
];

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
