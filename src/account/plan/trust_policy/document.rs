//! A trust policy's JSON, typed: what serde refuses is a syntax error.

use std::collections::BTreeMap;

use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer};

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub(super) struct Document {
    #[serde(default, rename = "Version", deserialize_with = "given")]
    _version: Option<Version>,
    #[serde(default, rename = "Id", deserialize_with = "given")]
    _id: Option<String>,
    pub statement: OneOrMore<Statement>,
}

#[derive(Deserialize)]
pub(super) enum Version {
    #[serde(rename = "2012-10-17")]
    Current,
    #[serde(rename = "2008-10-17")]
    Old,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub(super) struct Statement {
    #[serde(default, deserialize_with = "given")]
    pub sid: Option<String>,
    #[serde(rename = "Effect")]
    _effect: Effect,
    #[serde(default, deserialize_with = "given")]
    pub principal: Option<Principal>,
    #[serde(default, deserialize_with = "given")]
    pub action: Option<OneOrMore<String>>,
    #[serde(default, rename = "Condition", deserialize_with = "given")]
    _condition: Option<BTreeMap<String, BTreeMap<String, OneOrMore<Scalar>>>>,
    // No element of a trust policy, but known by name.
    #[serde(default, deserialize_with = "given")]
    pub resource: Option<IgnoredAny>,
    #[serde(default, deserialize_with = "given")]
    pub not_resource: Option<IgnoredAny>,
    #[serde(default, deserialize_with = "given")]
    pub not_principal: Option<IgnoredAny>,
    #[serde(default, deserialize_with = "given")]
    pub not_action: Option<IgnoredAny>,
}

#[derive(Deserialize)]
pub(super) enum Effect {
    Allow,
    Deny,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Principal {
    Text(String),
    Named(NamedPrincipals),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NamedPrincipals {
    #[serde(default, rename = "AWS", deserialize_with = "given")]
    pub aws: Option<OneOrMore<String>>,
    #[serde(default, rename = "Service", deserialize_with = "given")]
    pub service: Option<OneOrMore<String>>,
    #[serde(default, rename = "Federated", deserialize_with = "given")]
    pub federated: Option<OneOrMore<String>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum OneOrMore<T> {
    One(T),
    More(Vec<T>),
}

impl<T> OneOrMore<T> {
    pub fn as_slice(&self) -> &[T] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::More(more) => more,
        }
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Scalar {
    Text(#[expect(dead_code, reason = "read only to know that it is one")] String),
    Number(#[expect(dead_code, reason = "read only to know that it is one")] serde_json::Number),
    Flag(#[expect(dead_code, reason = "read only to know that it is one")] bool),
}

/// An element that is there has a value: null is none.
fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}
