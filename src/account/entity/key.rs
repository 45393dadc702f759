//! The keys that entities are held under, in memory, in the journal and in the store.

use std::fmt;
use std::str::FromStr;

use super::reference::{KeyError, Owner, PolicyKey, SeedMark, TagHolder, as_text};
use super::resource_key::{ResourceKey, ResourceKind};
use crate::account::id::{AccessKeyId, IdKind, UniqueId};

/// Where an entity is held. Written as a path, as in `membership/AIDA…/AGPA…`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum EntityKey {
    /// The root user.
    Root,
    /// The account alias.
    Alias,
    /// The account's own password policy.
    PasswordPolicy,
    /// A user.
    User(UniqueId),
    /// A group.
    Group(UniqueId),
    /// A role.
    Role(UniqueId),
    /// A user's being in a group.
    Membership {
        /// The member.
        user: UniqueId,
        /// The group.
        group: UniqueId,
    },
    /// A managed policy's being attached.
    Attachment {
        /// The user, group or role.
        to: UniqueId,
        /// The policy.
        policy: PolicyKey,
    },
    /// The permissions boundary of a user or role.
    Boundary(UniqueId),
    /// A customer managed policy.
    Policy(UniqueId),
    /// A version of a customer managed policy.
    PolicyVersion {
        /// The policy.
        policy: UniqueId,
        /// 1, 2, …
        number: u32,
    },
    /// An inline policy.
    InlinePolicy {
        /// The user, group or role that it is part of.
        of: UniqueId,
        /// Its name in lower case, since names are unique without regard to case.
        name: String,
    },
    /// A tag.
    Tag {
        /// What it is on.
        on: TagHolder,
        /// The key: of what IAM has in lower case, since its keys are unique without regard to case; of a resource of the estate
        /// as it is spelled.
        key: String,
    },
    /// A user's console access.
    LoginProfile(UniqueId),
    /// An access key.
    AccessKey(AccessKeyId),
    /// A virtual MFA device by its name in lower case.
    MfaDevice(String),
    /// Secret: a password's hash.
    PasswordHash(Owner),
    /// Secret: a secret access key.
    KeySecret(AccessKeyId),
    /// Secret: a device's seed.
    MfaSeed(String),
    /// Usage: the last code of a seed, by the seed's mark.
    MfaUse(SeedMark),
    /// How far the practice clock is ahead.
    Clock,
    /// Usage: a session, by the access key of its credentials.
    Session(AccessKeyId),
    /// Usage: who is signed in to the console.
    SignedIn,
    /// Usage: the roles that were switched to last.
    RecentRoles,
    /// Usage: when a password was last used.
    PasswordUse(Owner),
    /// Usage: when an access key was last used.
    KeyUse(AccessKeyId),
    /// Usage: when a principal last used a service.
    ServiceUse {
        /// The user or role.
        by: UniqueId,
        /// The service, as policies name it.
        service: String,
    },
    /// Usage: the credential report that was made last.
    CredentialReport,
    /// Usage: a report on used services, by its id.
    AccessJob(String),
    /// An instance profile.
    InstanceProfile(UniqueId),
    /// The role in an instance profile, by the profile's id.
    ProfileRole(UniqueId),
    /// The deletion of a service-linked role, by the role's id.
    RoleDeletion(UniqueId),
    /// A SAML provider.
    SamlProvider(UniqueId),
    /// An OIDC provider.
    OidcProvider(UniqueId),
    /// A resource of the practice estate.
    Resource(ResourceKey),
    /// An object in a bucket.
    Object {
        /// The bucket.
        bucket: String,
        /// The object's key.
        key: String,
    },
    /// A message in a queue.
    Message {
        /// The queue.
        queue: String,
        /// Its number.
        number: u32,
    },
    /// An item of a table.
    Item {
        /// The table.
        table: String,
        /// The value of its key attribute.
        key: String,
    },
    /// Another name of a KMS key.
    KeyAlias(String),
    /// Secret: the value of a secret, by its name.
    SecretValue(String),
    /// The policy of a resource.
    PolicyOn(ResourceKey),
}

impl EntityKey {
    /// The key of a user, group or role by its unique id; `None` for other ids.
    pub fn of_identity(id: UniqueId) -> Option<Self> {
        match id.kind()? {
            IdKind::User => Some(Self::User(id)),
            IdKind::Group => Some(Self::Group(id)),
            IdKind::Role => Some(Self::Role(id)),
            IdKind::ManagedPolicy | IdKind::InstanceProfile | IdKind::SamlProvider | IdKind::OidcProvider => None,
        }
    }

    /// The key of a credential's owner.
    pub const fn of_owner(owner: Owner) -> Self {
        match owner {
            Owner::Root => Self::Root,
            Owner::User(id) => Self::User(id),
        }
    }

    /// The key of a managed policy; AWS's own are not held.
    pub const fn of_policy(policy: &PolicyKey) -> Option<Self> {
        match policy {
            PolicyKey::AwsManaged(_) => None,
            PolicyKey::Customer(id) => Some(Self::Policy(*id)),
        }
    }

    /// The key of an inline policy of this name, however it is spelled.
    pub fn inline_policy(of: UniqueId, name: &str) -> Self {
        Self::InlinePolicy { of, name: name.to_ascii_lowercase() }
    }

    /// The key of what a tag is on.
    pub fn of_tag_holder(holder: &TagHolder) -> Option<Self> {
        match holder {
            TagHolder::Entity(id) => match id.kind()? {
                IdKind::ManagedPolicy => Some(Self::Policy(*id)),
                IdKind::InstanceProfile => Some(Self::InstanceProfile(*id)),
                IdKind::SamlProvider => Some(Self::SamlProvider(*id)),
                IdKind::OidcProvider => Some(Self::OidcProvider(*id)),
                IdKind::User | IdKind::Group | IdKind::Role => Self::of_identity(*id),
            },
            TagHolder::MfaDevice(name) => Some(Self::mfa_device(name)),
            TagHolder::Resource(resource) => Some(Self::Resource(resource.clone())),
        }
    }

    /// The key of a tag with this key: on what IAM has however it is spelled. For other services `Team` and `team` are two.
    pub fn tag(on: TagHolder, key: &str) -> Self {
        let key = match &on {
            TagHolder::Entity(_) | TagHolder::MfaDevice(_) => key.to_lowercase(),
            TagHolder::Resource(_) => key.to_owned(),
        };
        Self::Tag { on, key }
    }

    /// The key of the device of this name, however it is spelled.
    pub fn mfa_device(name: &str) -> Self {
        Self::MfaDevice(name.to_ascii_lowercase())
    }

    /// The key of this device's seed.
    pub fn mfa_seed(name: &str) -> Self {
        Self::MfaSeed(name.to_ascii_lowercase())
    }

    /// The key of a resource by its kind and name.
    pub fn resource(kind: ResourceKind, name: &str) -> Self {
        Self::Resource(ResourceKey::new(kind, name))
    }

    /// The key of an object.
    pub fn object(bucket: &str, key: &str) -> Self {
        Self::Object { bucket: bucket.to_owned(), key: key.to_owned() }
    }

    /// The key of a table's item.
    pub fn item(table: &str, key: &str) -> Self {
        Self::Item { table: table.to_owned(), key: key.to_owned() }
    }

    /// Whether undo passes it by: what was used stays used.
    pub const fn is_usage(&self) -> bool {
        matches!(
            self,
            Self::MfaUse(_)
                | Self::Session(_)
                | Self::SignedIn
                | Self::RecentRoles
                | Self::PasswordUse(_)
                | Self::KeyUse(_)
                | Self::ServiceUse { .. }
                | Self::CredentialReport
                | Self::AccessJob(_)
        )
    }
}

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
