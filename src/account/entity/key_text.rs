//! How the keys of entities are written, in the journal and in the store, and read again.

use std::fmt;
use std::str::FromStr;

use super::as_text::{KeyError, as_text};
use super::key::EntityKey;
use crate::account::id::{AccessKeyId, UniqueId};

impl fmt::Display for EntityKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => f.write_str("root"),
            Self::Alias => f.write_str("alias"),
            Self::PasswordPolicy => f.write_str("password-policy"),
            Self::User(id) => write!(f, "user/{id}"),
            Self::Group(id) => write!(f, "group/{id}"),
            Self::Role(id) => write!(f, "role/{id}"),
            Self::Membership { user, group } => write!(f, "membership/{user}/{group}"),
            Self::Attachment { to, policy } => write!(f, "attachment/{to}/{policy}"),
            Self::Boundary(id) => write!(f, "boundary/{id}"),
            Self::Policy(id) => write!(f, "policy/{id}"),
            Self::PolicyVersion { policy, number } => write!(f, "policy-version/{policy}/{number}"),
            Self::InlinePolicy { of, name } => write!(f, "inline-policy/{of}/{name}"),
            Self::Tag { on, key } => write!(f, "tag/{on}/{key}"),
            Self::LoginProfile(id) => write!(f, "login-profile/{id}"),
            Self::AccessKey(id) => write!(f, "access-key/{id}"),
            Self::MfaDevice(name) => write!(f, "mfa-device/{name}"),
            Self::PasswordHash(owner) => write!(f, "password-hash/{owner}"),
            Self::KeySecret(id) => write!(f, "key-secret/{id}"),
            Self::MfaSeed(name) => write!(f, "mfa-seed/{name}"),
            Self::MfaUse(mark) => write!(f, "mfa-use/{mark}"),
            Self::Clock => f.write_str("clock"),
            Self::Session(id) => write!(f, "session/{id}"),
            Self::SignedIn => f.write_str("signed-in"),
            Self::RecentRoles => f.write_str("recent-roles"),
            Self::PasswordUse(owner) => write!(f, "password-use/{owner}"),
            Self::KeyUse(id) => write!(f, "key-use/{id}"),
            Self::ServiceUse { by, service } => write!(f, "service-use/{by}/{service}"),
            Self::CredentialReport => f.write_str("credential-report"),
            Self::AccessJob(id) => write!(f, "access-job/{id}"),
            Self::InstanceProfile(id) => write!(f, "instance-profile/{id}"),
            Self::ProfileRole(id) => write!(f, "profile-role/{id}"),
            Self::RoleDeletion(id) => write!(f, "role-deletion/{id}"),
            Self::SamlProvider(id) => write!(f, "saml-provider/{id}"),
            Self::OidcProvider(id) => write!(f, "oidc-provider/{id}"),
            Self::Resource(resource) => write!(f, "resource/{resource}"),
            Self::Object { bucket, key } => write!(f, "object/{bucket}/{key}"),
            Self::Message { queue, number } => write!(f, "message/{queue}/{number}"),
            Self::Item { table, key } => write!(f, "item/{table}/{key}"),
            Self::KeyAlias(name) => write!(f, "key-alias/{name}"),
            Self::SecretValue(name) => write!(f, "secret-value/{name}"),
            Self::PolicyOn(resource) => write!(f, "policy-on/{resource}"),
        }
    }
}

impl FromStr for EntityKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        // One key has one spelling: otherwise an entity could be held under two.
        Self::read(text).ok().filter(|key| key.to_string() == text).ok_or(KeyError)
    }
}

impl EntityKey {
    fn read(text: &str) -> Result<Self, KeyError> {
        let (kind, rest) = text.split_once('/').unwrap_or((text, ""));
        let id = || rest.parse::<UniqueId>().map_err(|_| KeyError);
        let key_id = || rest.parse::<AccessKeyId>().map_err(|_| KeyError);
        let pair = || rest.split_once('/').ok_or(KeyError);
        let first = |of: &str| of.parse::<UniqueId>().map_err(|_| KeyError);
        Ok(match kind {
            "root" if rest.is_empty() => Self::Root,
            "alias" if rest.is_empty() => Self::Alias,
            "password-policy" if rest.is_empty() => Self::PasswordPolicy,
            "user" => Self::User(id()?),
            "group" => Self::Group(id()?),
            "role" => Self::Role(id()?),
            "membership" => {
                let (user, group) = pair()?;
                Self::Membership { user: first(user)?, group: first(group)? }
            }
            "attachment" => {
                let (to, policy) = pair()?;
                Self::Attachment { to: first(to)?, policy: policy.parse()? }
            }
            "boundary" => Self::Boundary(id()?),
            "policy" => Self::Policy(id()?),
            "policy-version" => {
                let (policy, number) = pair()?;
                Self::PolicyVersion { policy: first(policy)?, number: number.parse().map_err(|_| KeyError)? }
            }
            "inline-policy" => {
                let (of, name) = pair()?;
                Self::inline_policy(first(of)?, name)
            }
            "tag" => {
                let (on, key) = pair()?;
                Self::tag(on.parse()?, key)
            }
            "login-profile" => Self::LoginProfile(id()?),
            "access-key" => Self::AccessKey(key_id()?),
            "mfa-device" if !rest.is_empty() => Self::mfa_device(rest),
            "password-hash" => Self::PasswordHash(rest.parse()?),
            "key-secret" => Self::KeySecret(key_id()?),
            "mfa-seed" if !rest.is_empty() => Self::mfa_seed(rest),
            "mfa-use" => Self::MfaUse(rest.parse()?),
            "clock" if rest.is_empty() => Self::Clock,
            "session" => Self::Session(key_id()?),
            "signed-in" if rest.is_empty() => Self::SignedIn,
            "recent-roles" if rest.is_empty() => Self::RecentRoles,
            "password-use" => Self::PasswordUse(rest.parse()?),
            "key-use" => Self::KeyUse(key_id()?),
            "service-use" => {
                let (by, service) = pair()?;
                Self::ServiceUse { by: first(by)?, service: service.into() }
            }
            "credential-report" if rest.is_empty() => Self::CredentialReport,
            "access-job" if !rest.is_empty() => Self::AccessJob(rest.to_owned()),
            "instance-profile" => Self::InstanceProfile(id()?),
            "profile-role" => Self::ProfileRole(id()?),
            "role-deletion" => Self::RoleDeletion(id()?),
            "saml-provider" => Self::SamlProvider(id()?),
            "oidc-provider" => Self::OidcProvider(id()?),
            "resource" => Self::Resource(rest.parse()?),
            "object" => {
                let (bucket, key) = pair()?;
                Self::object(bucket, key)
            }
            "message" => {
                let (queue, number) = pair()?;
                Self::Message { queue: queue.to_owned(), number: number.parse().map_err(|_| KeyError)? }
            }
            "item" => {
                let (table, key) = pair()?;
                Self::item(table, key)
            }
            "key-alias" if !rest.is_empty() => Self::KeyAlias(rest.to_owned()),
            "secret-value" if !rest.is_empty() => Self::SecretValue(rest.to_owned()),
            "policy-on" => Self::PolicyOn(rest.parse()?),
            _ => return Err(KeyError),
        })
    }
}

as_text!(EntityKey);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::entity::{Owner, PolicyKey, ResourceKey, ResourceKind, SeedMark, TagHolder};
    use crate::account::secret::Disclosed;

    #[test]
    fn keys_print_and_parse() {
        let user: UniqueId = "AIDAAAAAAAAAAAAAAAAAA".parse().unwrap();
        let group: UniqueId = "AGPAAAAAAAAAAAAAAAAAA".parse().unwrap();
        let key_id: AccessKeyId = "AKIAIOSFODNN7EXAMPLE".parse().unwrap();
        let policy = PolicyKey::aws_managed("service-role/AWSLambdaRole");
        let profile: UniqueId = "AIPAAAAAAAAAAAAAAAAAA".parse().unwrap();
        let own: UniqueId = "ANPAAAAAAAAAAAAAAAAAA".parse().unwrap();
        let keys = [
            EntityKey::Root,
            EntityKey::Alias,
            EntityKey::PasswordPolicy,
            EntityKey::User(user),
            EntityKey::Group(group),
            EntityKey::Membership { user, group },
            EntityKey::Attachment { to: user, policy },
            EntityKey::Attachment { to: user, policy: PolicyKey::Customer(own) },
            EntityKey::Policy(own),
            EntityKey::PolicyVersion { policy: own, number: 12 },
            EntityKey::inline_policy(group, "Read+Write"),
            EntityKey::tag(TagHolder::Entity(own), "team"),
            EntityKey::Boundary(user),
            EntityKey::tag(TagHolder::Entity(user), "Cost/Centre"),
            EntityKey::tag(TagHolder::mfa_device("Phone"), "a"),
            EntityKey::LoginProfile(user),
            EntityKey::AccessKey(key_id),
            EntityKey::mfa_device("root-account-mfa-device"),
            EntityKey::PasswordHash(Owner::Root),
            EntityKey::PasswordHash(Owner::User(user)),
            EntityKey::KeySecret(key_id),
            EntityKey::mfa_seed("Phone"),
            EntityKey::MfaUse(SeedMark::of(&Disclosed::new("ABCDEFGH"))),
            EntityKey::CredentialReport,
            EntityKey::AccessJob("0c1d2e3f-0a1b-4c2d-a3e4-0123456789ab".into()),
            EntityKey::InstanceProfile(profile),
            EntityKey::ProfileRole(profile),
            EntityKey::RoleDeletion("AROAAAAAAAAAAAAAAAAAA".parse().unwrap()),
            EntityKey::tag(TagHolder::Entity(profile), "team"),
            EntityKey::SamlProvider("ASAMAAAAAAAAAAAAAAAAA".parse().unwrap()),
            EntityKey::OidcProvider("AOIDAAAAAAAAAAAAAAAAA".parse().unwrap()),
            EntityKey::resource(ResourceKind::Bucket, "reports"),
            EntityKey::object("reports", "2026/q1 \u{1b}[31m\n/"),
            EntityKey::Message { queue: "orders".into(), number: 3 },
            EntityKey::item("people", "a/b"),
            EntityKey::KeyAlias("app/data".into()),
            EntityKey::SecretValue("prod/db".into()),
            EntityKey::PolicyOn(ResourceKey::new(ResourceKind::Secret, "prod/db")),
            EntityKey::tag(TagHolder::Resource(ResourceKey::new(ResourceKind::Secret, "prod/db")), "A/b"),
        ];
        for key in keys {
            assert_eq!(key.to_string().parse(), Ok(key.clone()), "{key}");
        }
        for text in [
            "mfa-use/+ff",
            "mfa-use/0FF",
            "mfa-device/Phone",
            "mfa-seed/Phone",
            "tag/AIDAAAAAAAAAAAAAAAAAA/Team",
            "tag/mfa:Phone/a",
            "policy-version/ANPAAAAAAAAAAAAAAAAAA/+1",
            "policy-version/ANPAAAAAAAAAAAAAAAAAA/01",
            "inline-policy/AIDAAAAAAAAAAAAAAAAAA/Own",
            "attachment/AIDAAAAAAAAAAAAAAAAAA/customer:AIDAAAAAAAAAAAAAAAAAA",
        ] {
            assert!(text.parse::<EntityKey>().is_err(), "{text}");
        }
        for text in [
            "resource/bucket",
            "resource/bucket:",
            "resource/pail:x",
            "resource/secret:a/b",
            "object/reports",
            "message/q/01",
            "secret-value/",
        ] {
            assert!(text.parse::<EntityKey>().is_err(), "{text}");
        }
        for text in ["", "user", "user/", "user/alice", "membership/AIDAAAAAAAAAAAAAAAAAA", "root/x", "nothing/else"] {
            assert!(text.parse::<EntityKey>().is_err(), "{text}");
        }
    }
}
