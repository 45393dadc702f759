//! The policy of a resource, with the identities of the principals that it names.

use serde::{Deserialize, Serialize};

use super::policy::PolicyText;
use crate::account::id::UniqueId;

/// The policy of a resource, as a role's trust policy is one.
///
/// IAM keeps whom the policy named when it was written, not the name: a user who is renamed keeps what the policy grants, and one
/// who is made anew under the name of a deleted one does not get it. What the policy says today, only the account can tell.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub struct ResourcePolicy {
    text: PolicyText,
    principals: Vec<NamedPrincipal>,
}

/// A user or role of the account that a policy named when it was written.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NamedPrincipal {
    /// As the policy has it: its ARN at that time.
    pub written: String,
    /// Who it was.
    pub id: UniqueId,
}

impl ResourcePolicy {
    /// A policy with those of its principals that are users and roles of the account.
    pub fn new(text: impl Into<PolicyText>, principals: Vec<NamedPrincipal>) -> Self {
        Self { text: text.into(), principals }
    }

    /// The text as it was written.
    pub const fn as_written(&self) -> &PolicyText {
        &self.text
    }

    /// The users and roles of the account that it named when it was written.
    pub fn principals(&self) -> &[NamedPrincipal] {
        &self.principals
    }
}

/// A policy that names nobody of the account, whose principals are then as they are written.
impl From<&str> for ResourcePolicy {
    fn from(text: &str) -> Self {
        Self::new(text, Vec::new())
    }
}

/// A policy as it lies on disk: without principals of the account, its text alone. That is also how all were written before
/// principals were kept.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Stored {
    Text(PolicyText),
    Named { text: PolicyText, principals: Vec<NamedPrincipal> },
}

impl From<Stored> for ResourcePolicy {
    fn from(stored: Stored) -> Self {
        match stored {
            Stored::Text(text) => Self::new(text, Vec::new()),
            Stored::Named { text, principals } => Self::new(text, principals),
        }
    }
}

impl From<ResourcePolicy> for Stored {
    fn from(policy: ResourcePolicy) -> Self {
        match policy {
            ResourcePolicy { text, principals } if principals.is_empty() => Self::Text(text),
            ResourcePolicy { text, principals } => Self::Named { text, principals },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_policies_are_read_and_new_ones_come_back() {
        let old: ResourcePolicy = serde_json::from_str(r#""{\"Version\":\"2012-10-17\"}""#).unwrap();
        assert_eq!((old.as_written().as_str(), old.principals()), (r#"{"Version":"2012-10-17"}"#, [].as_slice()));
        assert_eq!(serde_json::to_string(&old).unwrap(), r#""{\"Version\":\"2012-10-17\"}""#);

        let id: UniqueId = "AIDAAAAAAAAAAAAAAAAAA".parse().unwrap();
        let new = ResourcePolicy::new("{}", vec![NamedPrincipal { written: "arn:aws:iam::111122223333:user/a".into(), id }]);
        let stored = serde_json::to_string(&new).unwrap();
        assert_eq!(serde_json::from_str::<ResourcePolicy>(&stored).unwrap(), new);
    }
}
