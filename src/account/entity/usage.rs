//! What was used when. Never undone: what happened, happened.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::reference::Owner;
use crate::account::id::{AccessKeyId, UniqueId};

/// When a console password was last used.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PasswordUse {
    /// Whose password.
    pub of: Owner,
    /// When.
    pub at: Timestamp,
}

/// When an access key was last used, and for what.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct KeyUse {
    /// Which key.
    pub of: AccessKeyId,
    /// When.
    pub at: Timestamp,
    /// For which service, as policies name it: `s3`.
    pub service: String,
    /// In which region.
    pub region: String,
}

/// When a user or role last used a service.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ServiceUse {
    /// The user or role.
    pub by: UniqueId,
    /// The service, as policies name it: `s3`.
    pub service: String,
    /// When.
    pub at: Timestamp,
    /// In which region.
    pub region: String,
    /// The action that was last asked for, without the service: `GetObject`.
    pub action: String,
}

/// The credential report that was made last: a snapshot of what everybody can sign in with.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CredentialReport {
    /// When.
    pub generated: Timestamp,
    /// The report, as CSV.
    pub content: String,
}
