//! What a principal proves itself with: passwords, access keys, MFA devices, and their secrets.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::reference::{Owner, SeedMark};
use crate::account::id::{AccessKeyId, UniqueId};
use crate::account::secret::Disclosed;

/// A user's console access. Without one the user can't sign in.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LoginProfile {
    /// The user.
    pub user: UniqueId,
    /// When console access was given.
    pub created: Timestamp,
    /// When the password was last set.
    pub password_set: Timestamp,
    /// Whether the next sign-in must choose a new password.
    pub reset_required: bool,
}

/// Whether an access key works.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum KeyStatus {
    /// It works.
    Active,
    /// It is refused until it is activated again.
    Inactive,
}

impl KeyStatus {
    /// The API's word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "Active",
            Self::Inactive => "Inactive",
        }
    }
}

/// A long-term access key.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AccessKey {
    /// The key id.
    pub id: AccessKeyId,
    /// Whose it is.
    pub owner: Owner,
    /// Whether it works.
    pub status: KeyStatus,
    /// When it was made.
    pub created: Timestamp,
}

/// A virtual MFA device: an entry in an authenticator app.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MfaDevice {
    /// Unique in the account without regard to case.
    pub name: String,
    /// `/` or `/…/`.
    pub path: String,
    /// When the device was made.
    pub created: Timestamp,
    /// Whom it is assigned to, if anyone.
    pub assigned: Option<Assigned>,
}

/// An MFA device's being assigned.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Assigned {
    /// Whose device it is.
    pub owner: Owner,
    /// Since when.
    pub enabled: Timestamp,
    /// How many 30-second steps the device's clock is ahead of ours; below zero, behind.
    pub drift: i64,
}

/// A console password as an Argon2id hash in PHC form, salt included.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PasswordHash {
    /// Whose password.
    pub of: Owner,
    /// The hash.
    pub hash: Disclosed,
    /// The hashes of the passwords before, newest first, as many as reuse prevention may ask about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<Disclosed>,
}

/// The secret access key; kept, since signatures are verified with it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct KeySecret {
    /// Whose secret.
    pub of: AccessKeyId,
    /// The secret access key.
    pub secret: Disclosed,
}

/// An MFA device's seed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MfaSeed {
    /// The device's name.
    pub of: String,
    /// The seed: 64 characters of Base32.
    pub seed: Disclosed,
}

/// The codes that were accepted from a device. Never undone: a used code stays used.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MfaUse {
    /// Which seed gave it. A seed outlives neither its device nor its undoing, but what it gave stays given.
    pub of: SeedMark,
    /// The last code's 30-second step since 1970, by the device's clock.
    pub last_step: i64,
    /// The steps of earlier codes that could still be given: the device's clock may have been put back since.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier_steps: Vec<i64>,
    /// When codes were last tried that are told for this device, good or not, by the real clock.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tries: Vec<Timestamp>,
}

impl MfaUse {
    /// The steps of all codes that are remembered.
    pub fn steps(&self) -> Vec<i64> {
        self.earlier_steps.iter().copied().chain([self.last_step]).collect()
    }
}
