//! What can be asked about an account and a learner, and what it takes.

use std::fmt;

use super::argument::Argument;
use super::asked::Asked;
use super::decided::Answer;
use super::names::Sort;
use super::value::Kind;

/// Something that can be asked about an account and a learner.
pub(super) struct Predicate {
    /// Its name in the language.
    pub name: &'static str,
    /// What it takes.
    pub parameters: &'static [Parameter],
    /// How many of them it can't be without.
    pub needed: usize,
    /// Whether the last may be there several times.
    pub repeats: bool,
    /// Of what kind the answer is.
    pub gives: fn(&[Argument]) -> Kind,
    /// The answer.
    pub ask: fn(&Asked<'_>) -> Answer,
}

/// What a predicate takes in one place.
#[derive(Clone, Copy, Debug)]
pub(super) enum Parameter {
    /// An entity of one of these sorts.
    Entity(&'static [Sort]),
    /// Something that happened.
    Event,
    /// An action.
    Action,
    /// Actions, by a pattern or an access level.
    Actions,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// The circumstances of a request.
    Context,
    /// How a request was made.
    Manner,
    /// A resource: an ARN, `*`, `self`, or an entity.
    Resource,
    /// A managed policy's name, or what a binder goes over.
    Policy,
    /// A name or another text, called so.
    Name(&'static str),
}

impl fmt::Debug for Predicate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl Parameter {
    /// In a message: `a resource (an ARN, *, self)`.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Entity(sorts) => sorts.iter().map(|sort| sort.form()).collect::<Vec<_>>().join(", "),
            Self::Event => "an event, as in CreateUser or key_created".into(),
            Self::Action => "an action, as in s3:GetObject".into(),
            Self::Actions => "actions, as in s3:Get*, or an access level".into(),
            Self::OneOf(words) => words.join(", "),
            Self::Context => "circumstances, as in {mfa: true}".into(),
            Self::Manner => "how it was made, as in {credential: key}".into(),
            Self::Resource => "a resource: an ARN, *, self, or an entity".into(),
            Self::Policy => "a policy's name".into(),
            Self::Name(name) => format!("a {name}"),
        }
    }

    /// As a usage line names it.
    fn in_usage(&self) -> &'static str {
        match self {
            Self::Entity([sort]) => sort.word(),
            Self::Entity(_) => "entity",
            Self::Event => "event",
            Self::Action => "action",
            Self::Actions => "actions",
            Self::OneOf(_) => "word",
            Self::Context | Self::Manner => "{circumstances}",
            Self::Resource => "resource",
            Self::Policy => "policy name",
            Self::Name(name) => name,
        }
    }
}

impl Predicate {
    /// How it is written, with the words of which it takes one: `keys(entity, word)`, and `word: active, inactive, any`.
    pub(super) fn usage_in_full(&self) -> String {
        let words = self.parameters.iter().filter_map(|parameter| match parameter {
            Parameter::OneOf(words) => Some(format!("; {}: {}", parameter.in_usage(), words.join(", "))),
            _ => None,
        });
        std::iter::once(self.usage()).chain(words).collect()
    }

    /// How it is written: `attached(entity, policy)`.
    pub(super) fn usage(&self) -> String {
        let (needed, optional) = self.parameters.split_at_checked(self.needed).unwrap_or((self.parameters, &[]));
        let mut usage = needed.iter().map(Parameter::in_usage).collect::<Vec<_>>().join(", ");
        for parameter in optional {
            usage.push_str(if usage.is_empty() { "[" } else { "[, " });
            usage.push_str(parameter.in_usage());
            usage.push(']');
        }
        let more = if self.repeats { ", …" } else { "" };
        format!("{}({usage}{more})", self.name)
    }
}

/// A predicate that is so or not.
pub(super) const fn truth(name: &'static str, parameters: &'static [Parameter], ask: fn(&Asked<'_>) -> Answer) -> Predicate {
    Predicate { name, parameters, needed: parameters.len(), repeats: false, gives: |_| Kind::Truth, ask }
}

/// A predicate that counts.
pub(super) const fn number(name: &'static str, parameters: &'static [Parameter], ask: fn(&Asked<'_>) -> Answer) -> Predicate {
    Predicate { gives: |_| Kind::Number, ..truth(name, parameters, ask) }
}
