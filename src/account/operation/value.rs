//! The values that members hold, seen alike whatever their type.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::structures::{
    AttributeDefinition, AttributeValue, BucketConfiguration, ContextEntry, InstanceProfileSpecification, KeySchemaElement, KeyTag,
    OrderedOrganizationPolicy, PolicyDescriptor, PolicyIdentifier, PublicAccessBlockConfiguration, Structures, TagSpecification,
    TagToDelete, Tagging,
};
use crate::account::secret::Secret;

/// A tag: a key, unique on its entity without regard to case, and a value that may be empty.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct Tag {
    /// 1 to 128 characters.
    pub key: String,
    /// 0 to 256 characters.
    pub value: String,
}

impl Tag {
    /// Whether a key is one of AWS's own, which nobody else gives.
    pub fn is_reserved(key: &str) -> bool {
        key.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("aws:"))
    }
}

/// A member's value, borrowed from its operation.
#[derive(Clone, Copy, Debug)]
pub enum Value<'a> {
    /// Text.
    Text(&'a str),
    /// Text that must not be shown.
    Secret(&'a Secret),
    /// A number.
    Number(i64),
    /// True or false.
    Flag(bool),
    /// Tags.
    Tags(&'a [Tag]),
    /// A list of texts.
    Texts(&'a [String]),
    /// A list of structures.
    Structures(&'a dyn Structures),
    /// One structure.
    Structure(&'a dyn Structures),
    /// Texts by name.
    Map(&'a BTreeMap<String, String>),
    /// A `DynamoDB` item: attributes with their types.
    Item(&'a Map<String, Json>),
}

/// How a member's Rust type is seen as a [`Value`]; `None` where it was left out.
pub(super) trait MemberValue {
    fn value(&self) -> Option<Value<'_>>;
}

impl MemberValue for String {
    fn value(&self) -> Option<Value<'_>> {
        Some(Value::Text(self))
    }
}

impl MemberValue for Secret {
    fn value(&self) -> Option<Value<'_>> {
        Some(Value::Secret(self))
    }
}

impl MemberValue for u32 {
    fn value(&self) -> Option<Value<'_>> {
        Some(Value::Number(i64::from(*self)))
    }
}

impl MemberValue for bool {
    fn value(&self) -> Option<Value<'_>> {
        Some(Value::Flag(*self))
    }
}

impl MemberValue for Vec<Tag> {
    fn value(&self) -> Option<Value<'_>> {
        Some(Value::Tags(self))
    }
}

impl MemberValue for Vec<String> {
    fn value(&self) -> Option<Value<'_>> {
        Some(Value::Texts(self))
    }
}

impl MemberValue for BTreeMap<String, String> {
    fn value(&self) -> Option<Value<'_>> {
        Some(Value::Map(self))
    }
}

impl MemberValue for Map<String, Json> {
    fn value(&self) -> Option<Value<'_>> {
        Some(Value::Item(self))
    }
}

/// Structures by themselves are seen as such.
macro_rules! structures {
    ($($structure:ident),*) => {$(
        impl MemberValue for $structure {
            fn value(&self) -> Option<Value<'_>> {
                Some(Value::Structure(self))
            }
        }
    )*};
}

structures!(AttributeValue, BucketConfiguration, InstanceProfileSpecification, PublicAccessBlockConfiguration, Tagging);

/// Lists of structures are seen as such.
macro_rules! lists_of {
    ($($structure:ident),*) => {$(
        impl MemberValue for Vec<$structure> {
            fn value(&self) -> Option<Value<'_>> {
                Some(Value::Structures(self))
            }
        }
    )*};
}

lists_of!(
    AttributeDefinition,
    ContextEntry,
    KeySchemaElement,
    KeyTag,
    OrderedOrganizationPolicy,
    PolicyDescriptor,
    PolicyIdentifier,
    TagSpecification,
    TagToDelete
);

impl<T: MemberValue> MemberValue for Option<T> {
    fn value(&self) -> Option<Value<'_>> {
        self.as_ref().and_then(MemberValue::value)
    }
}

/// Serde asks this of every member: only an absent optional one is left out of the JSON.
pub(super) fn left_out<T: MemberValue>(value: &T) -> bool {
    value.value().is_none()
}
