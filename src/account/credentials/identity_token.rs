//! Simulated tokens of identity providers: what a provider says of somebody, as a JSON object that nobody signed.
//!
//! A web identity token has the claims of a JWT: `iss`, `sub`, `aud`, perhaps `exp` (seconds since 1970) and others, which
//! become condition keys of the provider. A SAML assertion has `issuer`, `subject`, `attributes` by AWS's names (with
//! `https://aws.amazon.com/SAML/Attributes/` before them or without), and perhaps `subjectType`, `audience` and
//! `notOnOrAfter`.

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Map, Value as Json};

use super::saml_metadata::SamlMetadata;
use crate::account::entity::SamlProvider;
use crate::account::operation::Tag;
use crate::policy::request::Value;

/// The audience of SAML assertions for AWS.
pub const AWS_AUDIENCE: &str = "https://signin.aws.amazon.com/saml";
/// What stands before the names of AWS's own attributes.
const ATTRIBUTES: &str = "https://aws.amazon.com/SAML/Attributes/";

/// What both kinds of token say of the session to be opened.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Assertion {
    /// Session tags.
    pub tags: Vec<Tag>,
    /// Keys of those that are handed on.
    pub transitive: Vec<String>,
    /// The source identity.
    pub source_identity: Option<String>,
}

impl Assertion {
    /// The condition keys that tell of them.
    pub fn keys(&self) -> Vec<(String, Value)> {
        let each = self.tags.iter().map(|tag| (format!("aws:RequestTag/{}", tag.key), Value::Single(tag.value.clone())));
        let mut keys: Vec<(String, Value)> = each.collect();
        if !self.tags.is_empty() {
            keys.push(("aws:TagKeys".into(), Value::Multi(self.tags.iter().map(|tag| tag.key.clone()).collect())));
        }
        if !self.transitive.is_empty() {
            keys.push(("sts:TransitiveTagKeys".into(), Value::Multi(self.transitive.clone())));
        }
        keys.extend(self.source_identity.iter().map(|identity| ("sts:SourceIdentity".into(), Value::Single(identity.clone()))));
        keys
    }
}

/// A web identity token.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WebToken {
    /// The provider's address as the token has it.
    pub issuer: String,
    /// Who it is about.
    pub subject: String,
    /// Whom it is for.
    pub audience: String,
    /// Until when it is good, in seconds since 1970.
    pub expires: Option<i64>,
    /// What it says of the session.
    pub assertion: Assertion,
    claims: Vec<(String, Value)>,
}

/// A JWT's claims that are looked at.
#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: String,
    exp: Option<i64>,
    #[serde(rename = "https://aws.amazon.com/tags", default)]
    tags: TagClaim,
    #[serde(rename = "https://aws.amazon.com/source_identity")]
    source_identity: Option<String>,
    #[serde(flatten)]
    others: Map<String, Json>,
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct TagClaim {
    principal_tags: Map<String, Json>,
    transitive_tag_keys: Vec<String>,
}

/// The claims of a JWT, between its header and its signature; `None` where a text is none.
fn payload(text: &str) -> Option<String> {
    let [_, payload, _] = text.trim().split('.').collect::<Vec<_>>().try_into().ok()?;
    String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(payload).ok()?).ok()
}

impl WebToken {
    /// Reads a token: a JWT, or its claims alone.
    ///
    /// # Errors
    /// What is wrong with it, in a sentence that quotes nothing of it.
    pub fn read(text: &str) -> Result<Self, String> {
        let payload = payload(text);
        let claims: Claims = serde_json::from_str(payload.as_deref().unwrap_or(text)).map_err(|_| {
            "In this practice account a token is a JWT, whose signature nobody checks, or its claims as a JSON object: {\"iss\": \"https://…\", \"sub\": \"…\", \"aud\": \"…\"}, with more claims \
             where they are wanted."
                .to_owned()
        })?;
        let tags = claims.tags.principal_tags.into_iter();
        let tags = tags.filter_map(|(key, value)| Some(Tag { key, value: texts(&value).into_iter().next()? })).collect();
        let transitive = claims.tags.transitive_tag_keys;
        Ok(Self {
            issuer: claims.iss,
            subject: claims.sub,
            audience: claims.aud,
            expires: claims.exp,
            assertion: Assertion { tags, transitive, source_identity: claims.source_identity },
            claims: claims.others.iter().filter_map(|(name, value)| Some((name.clone(), as_value(value)?))).collect(),
        })
    }

    /// The provider's address without `https://`.
    pub fn host(&self) -> &str {
        self.issuer.strip_prefix("https://").unwrap_or(&self.issuer).trim_end_matches('/')
    }

    /// The provider's condition keys: `PROVIDER:aud`, `PROVIDER:sub`, and one of each further claim.
    pub fn keys(&self) -> Vec<(String, Value)> {
        let host = self.host();
        let own =
            [("aud", &self.audience), ("sub", &self.subject)].map(|(key, value)| (format!("{host}:{key}"), Value::Single(value.clone())));
        own.into_iter().chain(self.claims.iter().map(|(name, value)| (format!("{host}:{name}"), value.clone()))).collect()
    }
}

/// A SAML assertion.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SamlAssertion {
    /// The provider's entity id.
    pub issuer: String,
    /// Who it is about.
    pub subject: String,
    /// How the subject is named: `persistent`, `transient`.
    pub subject_type: String,
    /// Whom it is for.
    pub audience: String,
    /// Until when it is good.
    pub expires: Option<Timestamp>,
    /// Roles that may be assumed, each with the provider.
    pub roles: Vec<(String, String)>,
    /// The session's name.
    pub session_name: Option<String>,
    /// How long the session lasts at most, in seconds.
    pub seconds: Option<u32>,
    /// What it says of the session.
    pub assertion: Assertion,
    others: Vec<(String, Value)>,
}

/// An assertion as it is written.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Written {
    issuer: String,
    subject: String,
    subject_type: Option<String>,
    audience: Option<String>,
    not_on_or_after: Option<Timestamp>,
    attributes: Map<String, Json>,
}

impl SamlAssertion {
    /// Reads an assertion.
    ///
    /// # Errors
    /// What is wrong with it, in a sentence that quotes nothing of it.
    pub fn read(text: &str) -> Result<Self, String> {
        let written: Written = serde_json::from_str(text).map_err(|_| {
            "In this practice account an assertion is a JSON object: {\"issuer\": \"…\", \"subject\": \"…\", \"attributes\": {\"Role\": \
             \"ROLE-ARN,PROVIDER-ARN\", \"RoleSessionName\": \"…\"}}."
                .to_owned()
        })?;
        let mut said = Self {
            issuer: written.issuer,
            subject: written.subject,
            subject_type: written.subject_type.unwrap_or_else(|| "persistent".into()),
            audience: written.audience.unwrap_or_else(|| AWS_AUDIENCE.into()),
            expires: written.not_on_or_after,
            roles: Vec::new(),
            session_name: None,
            seconds: None,
            assertion: Assertion::default(),
            others: Vec::new(),
        };
        for (name, value) in &written.attributes {
            said.add(name.strip_prefix(ATTRIBUTES).unwrap_or(name), value)?;
        }
        Ok(said)
    }

    fn add(&mut self, name: &str, value: &Json) -> Result<(), String> {
        let first = || texts(value).into_iter().next();
        match name {
            "Role" => {
                for text in texts(value) {
                    let (one, other) =
                        text.split_once(',').ok_or("The Role attribute is a role's ARN and a provider's, with a comma between.")?;
                    let (one, other) = (one.trim().to_owned(), other.trim().to_owned());
                    // AWS takes them in either order.
                    self.roles.push(if one.contains(":saml-provider/") { (other, one) } else { (one, other) });
                }
            }
            "RoleSessionName" => self.session_name = first(),
            "SessionDuration" => {
                let seconds = first().and_then(|text| text.parse().ok());
                self.seconds = Some(seconds.ok_or("The SessionDuration attribute is a number of seconds.")?);
            }
            "SourceIdentity" => self.assertion.source_identity = first(),
            "TransitiveTagKeys" => self.assertion.transitive = texts(value),
            _ => match name.strip_prefix("PrincipalTag:") {
                Some(key) => self.assertion.tags.extend(first().map(|value| Tag { key: key.to_owned(), value })),
                None => self.others.extend(as_value(value).map(|value| (format!("saml:{name}"), value))),
            },
        }
        Ok(())
    }

    /// Whether it is the provider's: its issuer is the entity id of the provider's metadata.
    pub fn is_of(&self, provider: &SamlProvider) -> bool {
        SamlMetadata::read(&provider.metadata).is_some_and(|metadata| metadata.entity_id == self.issuer)
    }

    /// The condition keys of SAML.
    pub fn keys(&self) -> Vec<(String, Value)> {
        let own = [("aud", &self.audience), ("iss", &self.issuer), ("sub", &self.subject), ("sub_type", &self.subject_type)];
        let own = own.map(|(key, value)| (format!("saml:{key}"), Value::Single(value.clone())));
        own.into_iter().chain(self.others.iter().cloned()).collect()
    }
}

/// A text, or the texts of a list.
fn texts(value: &Json) -> Vec<String> {
    match value {
        Json::Array(items) => items.iter().flat_map(texts).collect(),
        Json::String(text) => vec![text.clone()],
        Json::Number(number) => vec![number.to_string()],
        Json::Bool(flag) => vec![flag.to_string()],
        Json::Null | Json::Object(_) => Vec::new(),
    }
}

/// What a claim or an attribute is as the value of a condition key; nothing for what is no text.
fn as_value(value: &Json) -> Option<Value> {
    match value {
        Json::Null | Json::Object(_) => None,
        Json::Array(_) => Some(Value::Multi(texts(value))),
        _ => texts(value).pop().map(Value::Single),
    }
}
