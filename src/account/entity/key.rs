//! The keys that entities are held under, in memory, in the journal and in the store.

use super::reference::{Owner, PolicyKey, SeedMark, TagHolder};
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
