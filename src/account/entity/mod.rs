//! What an account holds: entities, each as small as the thing that changes, and the keys they are held under.
//!
//! An entity carries everything its key is made of, so a key can always be derived. No entity holds an ARN: ARNs are
//! rendered from account id, kind, path and name.

mod as_text;
mod credential;
mod estate;
mod first_format;
mod identity;
mod instance_profile;
mod key;
mod key_text;
mod policy;
mod provider;
mod reference;
mod resource_key;
mod resource_policy;
mod session;
mod settings;
mod usage;

pub use as_text::KeyError;
pub(in crate::account) use as_text::as_text;
pub use credential::{AccessKey, Assigned, KeySecret, KeyStatus, LoginProfile, MfaDevice, MfaSeed, MfaUse, PasswordHash};
pub use estate::{
    Bucket, BucketObject, Function, Instance, InstanceState, Item, KeyAlias, KeyState, KeyType, KmsKey, Message, Passed, PolicyOn,
    PublicAccessBlock, Queue, SecretValue, StoredSecret, Table,
};
pub use identity::{Attachment, Boundary, EntityTag, Group, Membership, Role, SERVICE_LINKED_PATH, User};
pub use instance_profile::{InstanceProfile, ProfileRole, RoleDeletion};
pub use key::EntityKey;
pub use policy::{InlinePolicy, ManagedPolicy, PolicyText, PolicyVersion};
pub(in crate::account) use policy::{compiled, version_id};
pub use provider::{AssertionEncryption, OidcProvider, SamlKey, SamlProvider};
pub use reference::{Owner, PolicyKey, SeedMark, TagHolder};
pub use resource_key::{EC2, LAMBDA, ResourceKey, ResourceKind};
pub use resource_policy::{NamedPrincipal, ResourcePolicy};
pub use session::{RecentRole, RecentRoles, Session, SessionKind, SessionTag, SignedIn};
pub use settings::{AccountAlias, Clock, PasswordPolicy, RootUser};
pub use usage::{AccessJob, Accessor, ActionUse, CredentialReport, KeyUse, PasswordUse, ServiceUse};

use serde::{Deserialize, Serialize};

/// Declares the kinds of entity: the enum, and for each kind the way in and out of it.
macro_rules! entities {
    ($($(#[$doc:meta])* $kind:ident,)*) => {
        /// Anything an account holds.
        #[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
        pub enum Entity {
            $($(#[$doc])* $kind($kind),)*
        }

        $(
            impl From<$kind> for Entity {
                fn from(entity: $kind) -> Self {
                    Self::$kind(entity)
                }
            }

            impl<'a> TryFrom<&'a Entity> for &'a $kind {
                type Error = ();

                fn try_from(entity: &'a Entity) -> Result<Self, ()> {
                    match entity {
                        Entity::$kind(entity) => Ok(entity),
                        _ => Err(()),
                    }
                }
            }
        )*
    };
}

entities! {
    /// The root user.
    RootUser,
    /// The account alias.
    AccountAlias,
    /// The account's own password policy.
    PasswordPolicy,
    /// A user.
    User,
    /// A group.
    Group,
    /// A role.
    Role,
    /// A user's being in a group.
    Membership,
    /// A managed policy's being attached to a user, group or role.
    Attachment,
    /// A permissions boundary of a user or role.
    Boundary,
    /// A customer managed policy, without its versions.
    ManagedPolicy,
    /// A version of a customer managed policy.
    PolicyVersion,
    /// An inline policy of a user, group or role.
    InlinePolicy,
    /// A tag.
    EntityTag,
    /// A user's console access.
    LoginProfile,
    /// An access key, without its secret.
    AccessKey,
    /// A virtual MFA device, without its seed.
    MfaDevice,
    /// Secret: the hash of a console password.
    PasswordHash,
    /// Secret: the secret access key.
    KeySecret,
    /// Secret: the seed of an MFA device.
    MfaSeed,
    /// Usage: the last code that a device gave.
    MfaUse,
    /// How far the practice clock is ahead.
    Clock,
    /// Usage: a session with temporary credentials.
    Session,
    /// Usage: who is signed in to the console.
    SignedIn,
    /// Usage: the roles that were switched to last.
    RecentRoles,
    /// Usage: when a console password was last used.
    PasswordUse,
    /// Usage: when an access key was last used, and for what.
    KeyUse,
    /// Usage: when a principal last used a service.
    ServiceUse,
    /// Usage: the credential report that was made last.
    CredentialReport,
    /// Usage: a report on the services that somebody's policies allow.
    AccessJob,
    /// An instance profile.
    InstanceProfile,
    /// The role in an instance profile.
    ProfileRole,
    /// The deletion of a service-linked role.
    RoleDeletion,
    /// A SAML provider.
    SamlProvider,
    /// An OIDC provider.
    OidcProvider,
    /// An S3 bucket.
    Bucket,
    /// An object in a bucket.
    BucketObject,
    /// An EC2 instance.
    Instance,
    /// A Lambda function.
    Function,
    /// An SQS queue.
    Queue,
    /// A message in a queue.
    Message,
    /// A `DynamoDB` table.
    Table,
    /// An item of a table.
    Item,
    /// A KMS key.
    KmsKey,
    /// Another name of a KMS key.
    KeyAlias,
    /// A secret of Secrets Manager, without its value.
    StoredSecret,
    /// Secret: the value of a secret of Secrets Manager.
    SecretValue,
    /// The policy of a resource.
    PolicyOn,
}

impl Entity {
    /// The key that the entity is held under.
    pub fn key(&self) -> EntityKey {
        match self {
            Self::RootUser(_) => EntityKey::Root,
            Self::AccountAlias(_) => EntityKey::Alias,
            Self::PasswordPolicy(_) => EntityKey::PasswordPolicy,
            Self::User(user) => EntityKey::User(user.id),
            Self::Group(group) => EntityKey::Group(group.id),
            Self::Role(role) => EntityKey::Role(role.id),
            Self::Membership(membership) => EntityKey::Membership { user: membership.user, group: membership.group },
            Self::Attachment(attachment) => EntityKey::Attachment { to: attachment.to, policy: attachment.policy.clone() },
            Self::Boundary(boundary) => EntityKey::Boundary(boundary.of),
            Self::ManagedPolicy(policy) => EntityKey::Policy(policy.id),
            Self::PolicyVersion(version) => EntityKey::PolicyVersion { policy: version.policy, number: version.number },
            Self::InlinePolicy(policy) => EntityKey::inline_policy(policy.of, &policy.name),
            Self::EntityTag(tag) => EntityKey::tag(tag.on.clone(), &tag.key),
            Self::LoginProfile(profile) => EntityKey::LoginProfile(profile.user),
            Self::AccessKey(key) => EntityKey::AccessKey(key.id),
            Self::MfaDevice(device) => EntityKey::mfa_device(&device.name),
            Self::PasswordHash(hash) => EntityKey::PasswordHash(hash.of),
            Self::KeySecret(secret) => EntityKey::KeySecret(secret.of),
            Self::MfaSeed(seed) => EntityKey::mfa_seed(&seed.of),
            Self::MfaUse(mfa_use) => EntityKey::MfaUse(mfa_use.of),
            Self::Clock(_) => EntityKey::Clock,
            Self::Session(session) => EntityKey::Session(session.key),
            Self::SignedIn(_) => EntityKey::SignedIn,
            Self::RecentRoles(_) => EntityKey::RecentRoles,
            Self::PasswordUse(password_use) => EntityKey::PasswordUse(password_use.of),
            Self::KeyUse(key_use) => EntityKey::KeyUse(key_use.of),
            Self::ServiceUse(service_use) => EntityKey::ServiceUse { by: service_use.by, service: service_use.service.clone() },
            Self::CredentialReport(_) => EntityKey::CredentialReport,
            Self::AccessJob(job) => EntityKey::AccessJob(job.id.clone()),
            Self::InstanceProfile(profile) => EntityKey::InstanceProfile(profile.id),
            Self::ProfileRole(held) => EntityKey::ProfileRole(held.profile),
            Self::RoleDeletion(deletion) => EntityKey::RoleDeletion(deletion.role),
            Self::SamlProvider(provider) => EntityKey::SamlProvider(provider.id),
            Self::OidcProvider(provider) => EntityKey::OidcProvider(provider.id),
            Self::Bucket(bucket) => EntityKey::Resource(bucket.resource()),
            Self::BucketObject(object) => EntityKey::object(&object.bucket, &object.key),
            Self::Instance(instance) => EntityKey::Resource(instance.resource()),
            Self::Function(function) => EntityKey::Resource(function.resource()),
            Self::Queue(queue) => EntityKey::Resource(queue.resource()),
            Self::Message(message) => EntityKey::Message { queue: message.queue.clone(), number: message.number },
            Self::Table(table) => EntityKey::Resource(table.resource()),
            Self::Item(item) => EntityKey::item(&item.table, &item.key),
            Self::KmsKey(key) => EntityKey::Resource(key.resource()),
            Self::KeyAlias(alias) => EntityKey::KeyAlias(alias.name.clone()),
            Self::StoredSecret(secret) => EntityKey::Resource(secret.resource()),
            Self::SecretValue(value) => EntityKey::SecretValue(value.of.clone()),
            Self::PolicyOn(policy) => EntityKey::PolicyOn(policy.resource.clone()),
        }
    }

    /// The entities that this one can't be without.
    pub fn needs(&self) -> Vec<EntityKey> {
        match self {
            Self::Membership(membership) => vec![EntityKey::User(membership.user), EntityKey::Group(membership.group)],
            Self::Attachment(Attachment { to: holder, policy }) | Self::Boundary(Boundary { of: holder, policy }) => {
                EntityKey::of_identity(*holder).into_iter().chain(EntityKey::of_policy(policy)).collect()
            }
            Self::ManagedPolicy(policy) => vec![EntityKey::PolicyVersion { policy: policy.id, number: policy.default_version }],
            Self::PolicyVersion(version) => vec![EntityKey::Policy(version.policy)],
            Self::InlinePolicy(policy) => EntityKey::of_identity(policy.of).into_iter().collect(),
            Self::EntityTag(tag) => EntityKey::of_tag_holder(&tag.on).into_iter().collect(),
            Self::LoginProfile(profile) => vec![EntityKey::User(profile.user)],
            Self::AccessKey(key) => vec![EntityKey::of_owner(key.owner)],
            Self::MfaDevice(device) => device.assigned.iter().map(|assigned| EntityKey::of_owner(assigned.owner)).collect(),
            Self::PasswordHash(hash) => match hash.of {
                Owner::Root => vec![EntityKey::Root],
                Owner::User(user) => vec![EntityKey::LoginProfile(user)],
            },
            Self::KeySecret(secret) => vec![EntityKey::AccessKey(secret.of)],
            Self::MfaSeed(seed) => vec![EntityKey::mfa_device(&seed.of)],
            Self::ProfileRole(held) => vec![EntityKey::InstanceProfile(held.profile), EntityKey::Role(held.role)],
            Self::BucketObject(object) => vec![EntityKey::resource(ResourceKind::Bucket, &object.bucket)],
            Self::Message(message) => vec![EntityKey::resource(ResourceKind::Queue, &message.queue)],
            Self::Item(item) => vec![EntityKey::resource(ResourceKind::Table, &item.table)],
            Self::KeyAlias(alias) => vec![EntityKey::resource(ResourceKind::Key, &alias.key)],
            Self::SecretValue(value) => vec![EntityKey::resource(ResourceKind::Secret, &value.of)],
            Self::PolicyOn(policy) => vec![EntityKey::Resource(policy.resource.clone())],
            // Usage outlives what it counts, so that undo can't revive a used code; the others stand by themselves.
            Self::MfaUse(_)
            | Self::Clock(_)
            | Self::Session(_)
            | Self::SignedIn(_)
            | Self::RecentRoles(_)
            | Self::PasswordUse(_)
            | Self::KeyUse(_)
            | Self::ServiceUse(_)
            | Self::CredentialReport(_)
            | Self::AccessJob(_)
            | Self::InstanceProfile(_)
            | Self::RoleDeletion(_)
            | Self::SamlProvider(_)
            | Self::OidcProvider(_)
            | Self::RootUser(_)
            | Self::AccountAlias(_)
            | Self::PasswordPolicy(_)
            | Self::User(_)
            | Self::Group(_)
            | Self::Role(_)
            | Self::Bucket(_)
            | Self::Instance(_)
            | Self::Function(_)
            | Self::Queue(_)
            | Self::Table(_)
            | Self::KmsKey(_)
            | Self::StoredSecret(_) => Vec::new(),
        }
    }
}
