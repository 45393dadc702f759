//! Policies that belong to the account: managed ones with their versions, and inline ones.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::account::id::UniqueId;

/// A customer managed policy, without its documents: those are its versions.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ManagedPolicy {
    /// The unique id.
    pub id: UniqueId,
    /// Unique in the account without regard to case; never changes.
    pub name: String,
    /// `/` or `/…/`; never changes.
    pub path: String,
    /// What it is for; never changes.
    pub description: Option<String>,
    /// When the policy was made.
    pub created: Timestamp,
    /// When its last version was made.
    pub updated: Timestamp,
    /// The number of the version that holds.
    pub default_version: u32,
    /// The last number that was given to a version; none is given twice.
    pub latest_version: u32,
}

/// A version of a customer managed policy. It never changes.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PolicyVersion {
    /// The policy.
    pub policy: UniqueId,
    /// 1, 2, …
    pub number: u32,
    /// The document.
    pub document: PolicyText,
    /// When the version was made.
    pub created: Timestamp,
}

impl PolicyVersion {
    /// The version as the API writes it: `v1`.
    pub fn version_id(&self) -> String {
        version_id(self.number)
    }
}

/// A version's number as the API writes it: `v1`.
pub(in crate::account) fn version_id(number: u32) -> String {
    format!("v{number}")
}

/// An inline policy: part of a user, group or role, and gone with it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct InlinePolicy {
    /// The user, group or role.
    pub of: UniqueId,
    /// Unique in it without regard to case.
    pub name: String,
    /// The document.
    pub document: PolicyText,
}

/// A policy document as the JSON text that was given. Copies share the text.
#[derive(Clone, PartialEq, Eq)]
pub struct PolicyText(Arc<str>);

impl PolicyText {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text as replies show it: read as JSON. Null where it is none, which no operation lets in.
    pub fn as_json(&self) -> serde_json::Value {
        serde_json::from_str(&self.0).unwrap_or_default()
    }
}

impl From<&str> for PolicyText {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl Deref for PolicyText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PolicyText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

impl Serialize for PolicyText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for PolicyText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Ok(Self(text.into()))
    }
}
