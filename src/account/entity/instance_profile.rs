//! Instance profiles, which hand a role to EC2 instances, and roles of services that are gone.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::account::id::UniqueId;

/// An instance profile. Which role is in it is an entity of its own.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct InstanceProfile {
    /// The unique id.
    pub id: UniqueId,
    /// Unique in the account without regard to case; never changes.
    pub name: String,
    /// `/` or `/…/`; never changes.
    pub path: String,
    /// When the profile was made.
    pub created: Timestamp,
}

/// The role in an instance profile: at most one.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ProfileRole {
    /// The profile.
    pub profile: UniqueId,
    /// The role.
    pub role: UniqueId,
}

/// The deletion of a service-linked role. The API answers it with a task to be asked after; here it is done at once.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RoleDeletion {
    /// The role that is gone.
    pub role: UniqueId,
    /// The task's id: `task/aws-service-role/SERVICE/ROLE/…`.
    pub task: String,
}
