//! Policies that belong to the account: managed ones with their versions, and inline ones.

use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::account::id::UniqueId;
use crate::policy::compiled::Rules;
use crate::policy::document::Document;

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

/// A policy document as the JSON text that was given. Copies share the text and its compiled rules.
#[derive(Clone)]
pub struct PolicyText(Arc<Held>);

/// The text, and its rules once somebody has asked for them.
struct Held {
    text: Box<str>,
    rules: OnceLock<Option<Arc<Rules>>>,
}

impl PolicyText {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0.text
    }

    /// The text as replies show it: read as JSON. Null where it is none, which no operation lets in.
    pub fn as_json(&self) -> serde_json::Value {
        serde_json::from_str(&self.0.text).unwrap_or_default()
    }

    /// The document's rules, compiled when they are first asked for. `None` where the text is no policy document: nothing is
    /// known then of what it would allow or deny, and whoever decides has to say so.
    pub fn rules(&self) -> Option<&Arc<Rules>> {
        self.0.rules.get_or_init(|| compiled(&self.0.text)).as_ref()
    }
}

/// The rules of a document; `None` where its structure can't be read.
pub(in crate::account) fn compiled(text: &str) -> Option<Arc<Rules>> {
    Document::read(text).ok().map(|document| Arc::new(Rules::compile(&document)))
}

impl From<&str> for PolicyText {
    fn from(text: &str) -> Self {
        Self(Arc::new(Held { text: text.into(), rules: OnceLock::new() }))
    }
}

impl PartialEq for PolicyText {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.text == other.0.text
    }
}

impl Eq for PolicyText {}

impl Deref for PolicyText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0.text
    }
}

impl fmt::Debug for PolicyText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0.text, f)
    }
}

impl Serialize for PolicyText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.text)
    }
}

impl<'de> Deserialize<'de> for PolicyText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Ok(Self::from(text.as_ref()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_share_the_compiled_rules() {
        let text = PolicyText::from(r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"#);
        let copy = text.clone();
        let rules = text.rules().unwrap();
        assert_eq!(rules.statements().len(), 1);
        assert!(Arc::ptr_eq(rules, copy.rules().unwrap()));
        assert!(PolicyText::from("{}").rules().is_none() && PolicyText::from("").rules().is_none());
    }
}
