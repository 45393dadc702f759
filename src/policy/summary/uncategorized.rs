//! What a document names in vain, as far as the reference knows.

use std::fmt;

use crate::policy::actions::ServiceId;

/// Something in a statement that grants and denies nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Uncategorized {
    /// The statement's place in the document, from 0.
    pub statement: usize,
    /// As written.
    pub text: String,
    /// What is odd about it.
    pub what: Oddity,
}

/// Why something grants nothing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Oddity {
    /// No service has this prefix.
    UnknownService,
    /// The service has no such action.
    UnknownAction,
    /// No action of the statement takes such a resource.
    MismatchedResource,
}

impl Uncategorized {
    /// An action pattern that matches nothing.
    pub(super) fn action(statement: usize, pattern: &str) -> Self {
        let is_known = pattern.split_once(':').is_some_and(|(service, _)| ServiceId::of_prefix(service).is_some());
        let what = if is_known { Oddity::UnknownAction } else { Oddity::UnknownService };
        Self { statement, text: pattern.to_owned(), what }
    }

    /// A resource that no action takes.
    pub(super) fn resource(statement: usize, resource: &str) -> Self {
        Self { statement, text: resource.to_owned(), what: Oddity::MismatchedResource }
    }
}

/// What is odd, in words.
impl fmt::Display for Oddity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UnknownService => "Unrecognized service",
            Self::UnknownAction => "Unrecognized action",
            Self::MismatchedResource => "No action takes this resource",
        })
    }
}
