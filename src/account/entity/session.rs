//! Sessions: what temporary credentials stand for.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::policy::PolicyText;
use super::reference::PolicyKey;
use crate::account::authorization::Asker;
use crate::account::caller::Caller;
use crate::account::id::AccessKeyId;
use crate::policy::request::CallerKind;

/// A service has new credentials so long before the old ones end, so that nothing is without (EC2: retrieve security credentials
/// from instance metadata).
const RENEWED_BEFORE: SignedDuration = SignedDuration::from_mins(5);

/// A session. Its permissions are those of whom it is of, narrowed by its own policies.
///
/// Usage: undo neither ends a session nor opens one again.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Session {
    /// The access key of its credentials, by which it is known.
    pub key: AccessKeyId,
    /// Who acts in it.
    pub of: Asker,
    /// What opened it.
    pub kind: SessionKind,
    /// When it was opened, by the practice clock.
    pub issued: Timestamp,
    /// When it ends; `None`: with signing out, or as [`Self::clock_ahead`] says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Timestamp>,
    /// Of a sign-in: how many seconds the practice clock was ahead then. It ends once the clock has been moved on for as long
    /// as a sign-in lasts; that real time has passed does not end it, so that whoever comes back goes on as who they were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock_ahead: Option<i64>,
    /// When an MFA code was given for it, if one was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mfa: Option<Timestamp>,
    /// Its tags.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<SessionTag>,
    /// The session policy that was passed, if one was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<PolicyText>,
    /// The managed policies that were passed as session policies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub managed_policies: Vec<PolicyKey>,
    /// The condition keys that an identity provider's token has given it and that last, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub federated: BTreeMap<String, String>,
    /// The source identity, if one was set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_identity: Option<String>,
    /// Who opened it; of a sign-in nobody. What a service keeps for an instance or a function, the service has opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened_by: Option<Caller>,
    /// Whether it was opened to try something as somebody. The next try as the same ends it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_tried: bool,
}

impl Session {
    /// Whether it has begun and not ended.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.issued <= now && self.expires.is_none_or(|expires| expires > now)
    }

    /// The service that keeps it for an instance or a function, as policies name it.
    pub fn service(&self) -> Option<&str> {
        match &self.opened_by.as_ref()?.who {
            Asker::Outsider(principal) if principal.kind() == CallerKind::Service => Some(principal.text()),
            _ => None,
        }
    }

    /// Whether whoever opened it was given its credentials, to call with them. Those of the console, of services and of tries nobody
    /// sees.
    pub fn is_handed_out(&self) -> bool {
        let is_of_console = matches!(self.kind, SessionKind::SignIn | SessionKind::SwitchRole);
        !is_of_console && !self.is_tried && self.service().is_none()
    }

    /// When the service that keeps it renews it; `None` where none does.
    pub fn renewal(&self) -> Option<Timestamp> {
        self.service()?;
        self.expires?.checked_sub(RENEWED_BEFORE).ok()
    }

    /// How many session policies it has.
    pub fn policy_count(&self) -> usize {
        usize::from(self.policy.is_some()) + self.managed_policies.len()
    }
}

/// What opened a session.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SessionKind {
    /// Signing in to the console.
    SignIn,
    /// Switching to a role in the console.
    SwitchRole,
    /// `AssumeRole` and its kin.
    AssumeRole,
    /// `GetSessionToken`.
    SessionToken,
    /// `GetFederationToken`.
    FederationToken,
}

/// A tag of a session; it outweighs the principal's tag of the same key.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SessionTag {
    /// The key.
    pub key: String,
    /// The value.
    pub value: String,
    /// Whether sessions that are opened from this one have it, too.
    #[serde(default)]
    pub transitive: bool,
}

/// The roles that were switched to last, for the console to offer again.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct RecentRoles {
    /// Of all who switched, the newest first.
    pub roles: Vec<RecentRole>,
}

/// A role that was switched to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RecentRole {
    /// Who switched to it: nobody else is offered it. Earlier releases did not keep that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Asker>,
    /// Its name as it was given, perhaps with its path.
    pub role_name: String,
    /// What it is called in the header.
    pub display_name: String,
    /// Its color there.
    pub color: Option<String>,
}

/// Who is signed in to the console. Where an account has none of it yet, it is root.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SignedIn {
    /// Who; `None`: nobody.
    pub caller: Option<Caller>,
}
