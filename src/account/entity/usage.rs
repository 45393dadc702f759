//! What was used when. Never undone: what happened, happened.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::reference::{Owner, PolicyKey};
use crate::account::csv;
use crate::account::id::{AccessKeyId, UniqueId};

/// When a console password was last used.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PasswordUse {
    /// Whose password.
    pub of: Owner,
    /// When.
    pub at: Timestamp,
    /// When it was used before that, where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Timestamp>,
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
    /// When each action was last asked for. What was used before this was kept is not in it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub actions: BTreeMap<String, ActionUse>,
}

/// When an action was last asked for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ActionUse {
    /// When.
    pub at: Timestamp,
    /// In which region.
    pub region: String,
}

impl ServiceUse {
    /// When an action was last asked for, by its name without the service.
    pub fn last_use_of(&self, action: &str) -> Option<ActionUse> {
        let latest = || (self.action == action).then(|| ActionUse { at: self.at, region: self.region.clone() });
        self.actions.get(action).cloned().or_else(latest)
    }
}

/// A report on the services that somebody's policies allow and when they were last used: what it is about. What it tells is
/// looked up when it is read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AccessJob {
    /// 36 characters.
    pub id: String,
    /// Whom or what it is about.
    pub about: Accessor,
    /// Whether it tells of actions, too.
    pub by_action: bool,
    /// When it was asked for.
    pub created: Timestamp,
}

impl AccessJob {
    /// For so many days it can be read.
    const DAYS: i64 = 7;

    /// Whether it is too old to be read.
    pub fn has_expired(&self, now: Timestamp) -> bool {
        now.duration_since(self.created) >= SignedDuration::from_hours(24 * Self::DAYS)
    }
}

/// Whom or what the use of services is told of.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Accessor {
    /// A user, a role, or a group with its users.
    Identity(UniqueId),
    /// All whom a managed policy is attached to.
    Policy(PolicyKey),
}

/// The credential report that was made last: a snapshot of what everybody can sign in with.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CredentialReport {
    /// When.
    pub generated: Timestamp,
    /// The report, as CSV.
    pub content: String,
}

impl CredentialReport {
    /// For so many hours a report can be read, and none is made anew.
    const HOURS: i64 = 4;

    /// Whether it is too old to be read.
    pub fn has_expired(&self, now: Timestamp) -> bool {
        now.duration_since(self.generated) >= SignedDuration::from_hours(Self::HOURS)
    }

    /// The columns' names.
    pub fn header(&self) -> Vec<String> {
        self.content.lines().next().map(csv::cells).unwrap_or_default()
    }

    /// The fields of its lines, without the header: root first, then the users by name.
    pub fn lines(&self) -> Vec<Vec<String>> {
        self.content.lines().skip(1).map(csv::cells).collect()
    }
}
