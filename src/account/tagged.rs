//! What has tags, and the operations that change them.

use std::collections::BTreeMap;

use crate::account::Account;
use crate::account::entity::{PolicyKey, ResourceKey, ResourceKind, TagHolder};
use crate::account::id::{IdKind, UniqueId};
use crate::account::operation::{
    CreateTags, DeleteBucketTagging, DeleteTags, KeyTag, Operation, PutBucketTagging, Tag, TagFunction, TagInstanceProfile, TagKey,
    TagMFADevice, TagOpenIDConnectProvider, TagPolicy, TagQueue, TagRole, TagSAMLProvider, TagSecret, TagTable, TagToDelete, TagUser,
    Tagging, UntagFunction, UntagInstanceProfile, UntagKey, UntagMFADevice, UntagOpenIDConnectProvider, UntagPolicy, UntagQueue, UntagRole,
    UntagSAMLProvider, UntagSecret, UntagTable, UntagUser,
};

/// What has tags, as the API names it where they are changed.
#[derive(Clone, Debug)]
pub enum Tagged {
    /// A user, by name.
    User(String),
    /// A role, by name.
    Role(String),
    /// A policy of the account, by ARN.
    Policy(String),
    /// An instance profile, by name.
    InstanceProfile(String),
    /// A SAML provider, by ARN.
    SamlProvider(String),
    /// An OIDC provider, by ARN.
    OidcProvider(String),
    /// An MFA device, by serial number.
    MfaDevice(String),
    /// A resource of the estate.
    Resource(ResourceKey),
}

impl Tagged {
    /// `None` for what is gone.
    pub fn of(account: &Account, of: &TagHolder) -> Option<Self> {
        match of {
            TagHolder::Entity(id) => Self::of_entity(account, *id),
            TagHolder::MfaDevice(name) => account.mfa_device_named(name).map(|device| Self::MfaDevice(account.serial_number(device))),
            TagHolder::Resource(key) => Some(Self::Resource(key.clone())),
        }
    }

    fn of_entity(account: &Account, id: UniqueId) -> Option<Self> {
        match id.kind()? {
            IdKind::User => account.user(id).map(|user| Self::User(user.name.clone())),
            IdKind::Role => account.role(id).map(|role| Self::Role(role.name.clone())),
            IdKind::ManagedPolicy => account.policy(id).map(|policy| Self::Policy(account.policy_arn(&PolicyKey::Customer(policy.id)))),
            IdKind::InstanceProfile => account.instance_profile(id).map(|profile| Self::InstanceProfile(profile.name.clone())),
            IdKind::SamlProvider => account.saml_provider(id).map(|provider| Self::SamlProvider(account.saml_provider_arn(provider))),
            IdKind::OidcProvider => account.oidc_provider(id).map(|provider| Self::OidcProvider(account.oidc_provider_arn(provider))),
            IdKind::Group => None,
        }
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        match self {
            Self::User(name) | Self::Role(name) | Self::InstanceProfile(name) => name,
            Self::Policy(arn) => arn.rsplit('/').next().unwrap_or(arn),
            // The address in the ARN of an OIDC provider may have a path.
            Self::SamlProvider(arn) | Self::OidcProvider(arn) | Self::MfaDevice(arn) => arn.split_once('/').map_or(arn, |(_, name)| name),
            Self::Resource(key) => &key.name,
        }
    }

    /// Puts a tag on it, or changes its value.
    pub fn tag(&self, account: &Account, tag: Tag) -> Operation {
        let tags = vec![tag];
        match self.clone() {
            Self::User(user_name) => TagUser { user_name, tags }.into(),
            Self::Role(role_name) => TagRole { role_name, tags }.into(),
            Self::Policy(policy_arn) => TagPolicy { policy_arn, tags }.into(),
            Self::InstanceProfile(instance_profile_name) => TagInstanceProfile { instance_profile_name, tags }.into(),
            Self::SamlProvider(saml_provider_arn) => TagSAMLProvider { saml_provider_arn, tags }.into(),
            Self::OidcProvider(open_id_connect_provider_arn) => TagOpenIDConnectProvider { open_id_connect_provider_arn, tags }.into(),
            Self::MfaDevice(serial_number) => TagMFADevice { serial_number, tags }.into(),
            Self::Resource(key) => tag_resource(account, &key, tags),
        }
    }

    /// Removes the tag of a key.
    pub fn untag(&self, account: &Account, key: String) -> Operation {
        let tag_keys = vec![key];
        match self.clone() {
            Self::User(user_name) => UntagUser { user_name, tag_keys }.into(),
            Self::Role(role_name) => UntagRole { role_name, tag_keys }.into(),
            Self::Policy(policy_arn) => UntagPolicy { policy_arn, tag_keys }.into(),
            Self::InstanceProfile(instance_profile_name) => UntagInstanceProfile { instance_profile_name, tag_keys }.into(),
            Self::SamlProvider(saml_provider_arn) => UntagSAMLProvider { saml_provider_arn, tag_keys }.into(),
            Self::OidcProvider(open_id_connect_provider_arn) => {
                UntagOpenIDConnectProvider { open_id_connect_provider_arn, tag_keys }.into()
            }
            Self::MfaDevice(serial_number) => UntagMFADevice { serial_number, tag_keys }.into(),
            Self::Resource(key) => untag_resource(account, &key, tag_keys),
        }
    }
}

/// Puts tags on a resource of the estate, as its service does.
fn tag_resource(account: &Account, key: &ResourceKey, tags: Vec<Tag>) -> Operation {
    let (name, arn) = (key.name.clone(), || account.resource_arn(key));
    let by_key = |tags: Vec<Tag>| tags.into_iter().map(|tag| (tag.key, tag.value)).collect::<BTreeMap<_, _>>();
    match key.kind {
        // S3 sets all tags at once.
        ResourceKind::Bucket => {
            let kept = all(account, key).into_iter().filter(|old| tags.iter().all(|tag| tag.key != old.key));
            let tag_set = Some(kept.chain(tags.iter().cloned()).collect());
            PutBucketTagging { bucket: name, tagging: Tagging { tag_set } }.into()
        }
        ResourceKind::Instance => CreateTags { resources: vec![name], tags }.into(),
        ResourceKind::Function => TagFunction { resource: arn(), tags: by_key(tags) }.into(),
        ResourceKind::Queue => TagQueue { queue_url: account.queue_url(&name), tags: by_key(tags) }.into(),
        ResourceKind::Table => TagTable { resource_arn: arn(), tags }.into(),
        ResourceKind::Key => {
            let of_kms = |tag: Tag| KeyTag { tag_key: Some(tag.key), tag_value: Some(tag.value) };
            TagKey { key_id: name, tags: tags.into_iter().map(of_kms).collect() }.into()
        }
        ResourceKind::Secret => TagSecret { secret_id: name, tags }.into(),
    }
}

/// Removes tags from a resource of the estate, as its service does.
fn untag_resource(account: &Account, key: &ResourceKey, tag_keys: Vec<String>) -> Operation {
    let (name, arn) = (key.name.clone(), || account.resource_arn(key));
    match key.kind {
        ResourceKind::Bucket => {
            let is_gone = |old: &Tag| tag_keys.contains(&old.key);
            let left: Vec<Tag> = all(account, key).into_iter().filter(|old| !is_gone(old)).collect();
            if left.is_empty() {
                return DeleteBucketTagging { bucket: name }.into();
            }
            PutBucketTagging { bucket: name, tagging: Tagging { tag_set: Some(left) } }.into()
        }
        ResourceKind::Instance => {
            let tags = tag_keys.into_iter().map(|key| TagToDelete { key: Some(key), value: None }).collect();
            DeleteTags { resources: vec![name], tags: Some(tags) }.into()
        }
        ResourceKind::Function => UntagFunction { resource: arn(), tag_keys }.into(),
        ResourceKind::Queue => UntagQueue { queue_url: account.queue_url(&name), tag_keys }.into(),
        ResourceKind::Table => UntagTable { resource_arn: arn(), tag_keys }.into(),
        ResourceKind::Key => UntagKey { key_id: name, tag_keys }.into(),
        ResourceKind::Secret => UntagSecret { secret_id: name, tag_keys }.into(),
    }
}

/// All tags of a resource.
fn all(account: &Account, key: &ResourceKey) -> Vec<Tag> {
    let tags = account.tags_of(&TagHolder::Resource(key.clone()));
    tags.map(|tag| Tag { key: tag.key.clone(), value: tag.value.clone() }).collect()
}
