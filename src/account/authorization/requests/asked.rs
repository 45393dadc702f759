//! A request, and what it is put together from.

use crate::account::operation::{Operation, Value as Member};
use crate::policy::decision::verbatim;
use crate::policy::request::Value;

/// A request that the policies decide.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asked {
    /// The action: `iam:CreateUser`.
    pub action: String,
    /// The resource's ARN, or `*`.
    pub resource: String,
    /// The resource as the service's messages have it, without what no terminal may be sent: `user alice`.
    pub named: String,
    /// The condition keys that come from the operation itself.
    pub keys: Vec<(String, Value)>,
}

/// A resource as an operation names it.
pub(super) struct Named {
    pub(super) arn: String,
    pub(super) named: String,
}

impl Named {
    pub(super) fn by_arn(arn: String) -> Self {
        Self { named: verbatim(&arn), arn }
    }

    pub(super) fn existing(arn: String, kind: &str, name: &str) -> Self {
        Self { arn, named: format!("{kind} {}", verbatim(name)) }
    }

    pub(super) fn asked(self, action: &str, keys: Vec<(String, Value)>) -> Asked {
        Asked { action: action.to_owned(), resource: self.arn, named: self.named, keys }
    }
}

/// A role that an operation hands over.
pub(super) struct PassedRole {
    /// Its ARN, as it is or as it was given.
    pub(super) arn: String,
    /// The service that takes it.
    pub(super) to: &'static str,
    /// The ARN of what the role is for.
    pub(super) with: Option<String>,
}

/// A member that is a text.
pub(super) fn text_of<'a>(operation: &'a Operation, member: &str) -> Option<&'a str> {
    operation.members().into_iter().find_map(|(known, value)| match value {
        Member::Text(text) if known.name == member => Some(text),
        _ => None,
    })
}
