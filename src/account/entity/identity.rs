//! Users, groups, roles, and what ties them to each other and to policies.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::reference::{PolicyKey, TagHolder};
use super::resource_policy::ResourcePolicy;
use crate::account::id::UniqueId;

/// An IAM user.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct User {
    /// The unique id; stays through renames.
    pub id: UniqueId,
    /// Unique in the account without regard to case.
    pub name: String,
    /// `/` or `/…/`.
    pub path: String,
    /// When the user was made.
    pub created: Timestamp,
}

/// A group of users. No principal: it can't sign in, nor be named in a policy.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Group {
    /// The unique id; stays through renames.
    pub id: UniqueId,
    /// Unique in the account without regard to case.
    pub name: String,
    /// `/` or `/…/`.
    pub path: String,
    /// When the group was made.
    pub created: Timestamp,
}

/// A role.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Role {
    /// The unique id.
    pub id: UniqueId,
    /// Unique in the account without regard to case; never changes.
    pub name: String,
    /// `/` or `/…/`; never changes.
    pub path: String,
    /// When the role was made.
    pub created: Timestamp,
    /// Who may assume the role.
    pub trust_policy: ResourcePolicy,
    /// What it is for.
    pub description: Option<String>,
    /// The longest session, in seconds (3,600 to 43,200).
    pub max_session_duration: u32,
}

/// Below this path are the roles that belong to AWS's services.
pub const SERVICE_LINKED_PATH: &str = "/aws-service-role/";

impl Role {
    /// Whether a service made the role for itself: the account can read it, and delete it when the service is done with it.
    pub fn is_service_linked(&self) -> bool {
        self.path.starts_with(SERVICE_LINKED_PATH)
    }
}

/// A user's being in a group.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Membership {
    /// The member.
    pub user: UniqueId,
    /// The group.
    pub group: UniqueId,
}

/// A managed policy's being attached to a user, group or role.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Attachment {
    /// The user, group or role.
    pub to: UniqueId,
    /// The policy.
    pub policy: PolicyKey,
}

/// A managed policy's being the permissions boundary of a user or role.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Boundary {
    /// The user or role.
    pub of: UniqueId,
    /// The policy.
    pub policy: PolicyKey,
}

/// A tag on an entity.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct EntityTag {
    /// What it is on.
    pub on: TagHolder,
    /// The key as it was spelled.
    pub key: String,
    /// The value, perhaps empty.
    pub value: String,
}
