//! What the quotas count. One table for the door, which refuses an operation, and for undo, which must not bring back more
//! than there may be.

use std::collections::BTreeMap;
use std::fmt;

use crate::account::Account;
use crate::account::change::Edit;
use crate::account::entity::{Entity, EntityKey, Owner, ResourceKey, ResourceKind, TagHolder};
use crate::account::id::{IdKind, UniqueId};
use crate::account::identity::Identity;
use crate::account::refusal::{ErrorCode, Refusal};
use crate::policy::document::counted_characters;

/// What a quota limits the number of, or the characters.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Counted {
    Users,
    Groups,
    Roles,
    Policies,
    InstanceProfiles,
    SamlProviders,
    OidcProviders,
    VersionsOf(UniqueId),
    GroupsOf(UniqueId),
    PoliciesOf(UniqueId),
    /// The characters of all inline policies.
    InlineSizeOf(UniqueId),
    AccessKeysOf(Owner),
    MfaDevicesOf(Owner),
    TagsOn(TagHolder),
    /// Resources of the practice estate.
    Resources(ResourceKind),
    /// What lies in a bucket, queue or table.
    ContentsOf(ResourceKey),
    KeyAliases,
}

impl Counted {
    fn of(entity: &Entity) -> Option<Self> {
        Some(match entity {
            Entity::User(_) => Self::Users,
            Entity::Group(_) => Self::Groups,
            Entity::Role(_) => Self::Roles,
            Entity::ManagedPolicy(_) => Self::Policies,
            Entity::InstanceProfile(_) => Self::InstanceProfiles,
            Entity::SamlProvider(_) => Self::SamlProviders,
            Entity::OidcProvider(_) => Self::OidcProviders,
            Entity::PolicyVersion(version) => Self::VersionsOf(version.policy),
            Entity::Membership(membership) => Self::GroupsOf(membership.user),
            Entity::Attachment(attachment) => Self::PoliciesOf(attachment.to),
            Entity::InlinePolicy(policy) => Self::InlineSizeOf(policy.of),
            Entity::AccessKey(key) => Self::AccessKeysOf(key.owner),
            Entity::MfaDevice(device) => Self::MfaDevicesOf(device.assigned.as_ref()?.owner),
            Entity::EntityTag(tag) => Self::TagsOn(tag.on.clone()),
            Entity::BucketObject(object) => Self::ContentsOf(ResourceKey::new(ResourceKind::Bucket, &object.bucket)),
            Entity::Message(message) => Self::ContentsOf(ResourceKey::new(ResourceKind::Queue, &message.queue)),
            Entity::Item(item) => Self::ContentsOf(ResourceKey::new(ResourceKind::Table, &item.table)),
            Entity::KeyAlias(_) => Self::KeyAliases,
            Entity::Bucket(_)
            | Entity::Instance(_)
            | Entity::Function(_)
            | Entity::Queue(_)
            | Entity::Table(_)
            | Entity::KmsKey(_)
            | Entity::StoredSecret(_) => match entity.key() {
                EntityKey::Resource(resource) => Self::Resources(resource.kind),
                _ => return None,
            },
            _ => return None,
        })
    }

    /// How much an entity counts.
    fn weight(entity: &Entity) -> usize {
        match entity {
            Entity::InlinePolicy(policy) => counted_characters(&policy.document),
            _ => 1,
        }
    }

    /// The quota's name, and what to do where it is reached.
    fn words(&self) -> (&'static str, &'static str) {
        const DETACH: &str = "Detach another policy first, or grant more with fewer policies";
        match self {
            Self::Users => ("UsersPerAccount", "Delete a user that is not needed any more"),
            Self::Groups => ("GroupsPerAccount", "Delete a group that is not needed any more"),
            Self::Roles => ("RolesPerAccount", "Delete a role that is not needed any more"),
            Self::Policies => ("PoliciesPerAccount", "Delete a policy that is not needed any more"),
            Self::InstanceProfiles => ("InstanceProfilesPerAccount", "Delete an instance profile that is not needed any more"),
            Self::SamlProviders => ("SAMLProvidersPerAccount", "Delete a provider that is not needed any more"),
            Self::OidcProviders => ("OpenIDConnectProvidersPerAccount", "Delete a provider that is not needed any more"),
            Self::VersionsOf(_) => ("VersionsPerPolicy", "Delete a version that is not needed any more"),
            Self::GroupsOf(_) => ("GroupsPerUser", "Remove the user from another group first"),
            Self::PoliciesOf(id) => match id.kind() {
                Some(IdKind::Group) => ("PoliciesPerGroup", DETACH),
                Some(IdKind::Role) => ("PoliciesPerRole", DETACH),
                _ => ("PoliciesPerUser", DETACH),
            },
            Self::InlineSizeOf(_) => {
                ("PolicySize", "Shorten or delete an inline policy, or make a managed policy of it; white space does not count")
            }
            Self::AccessKeysOf(_) => {
                ("AccessKeysPerUser", "Delete a key that is not used any more. To rotate, have one key replace the other")
            }
            Self::MfaDevicesOf(_) => ("MFADevicesPerUser", "Remove a device that is not used any more"),
            Self::TagsOn(_) => ("TagsPerEntity", "Remove a tag first"),
            Self::Resources(kind) => match kind {
                ResourceKind::Bucket => ("BucketsPerAccount", "Delete a bucket that is not needed any more"),
                ResourceKind::Instance => ("InstancesPerAccount", "Terminate an instance that is not needed any more"),
                ResourceKind::Function => ("FunctionsPerAccount", "Delete a function that is not needed any more"),
                ResourceKind::Queue => ("QueuesPerAccount", "Delete a queue that is not needed any more"),
                ResourceKind::Table => ("TablesPerAccount", "Delete a table that is not needed any more"),
                ResourceKind::Key => ("KeysPerAccount", "Use a key that is there, or undo what made one"),
                ResourceKind::Secret => ("SecretsPerAccount", "Delete a secret that is not needed any more, without recovery"),
            },
            Self::ContentsOf(resource) => match resource.kind {
                ResourceKind::Queue => ("MessagesPerQueue", "Delete a message first"),
                ResourceKind::Table => ("ItemsPerTable", "Delete an item first"),
                _ => ("ObjectsPerBucket", "Delete an object first"),
            },
            Self::KeyAliases => ("AliasesPerAccount", "Use a key's id or ARN"),
        }
    }

    /// What the service answers: of the estate, each has a code of its own.
    const fn code(&self) -> ErrorCode {
        match self {
            Self::Resources(ResourceKind::Bucket) => ErrorCode::TooManyBuckets,
            Self::Resources(ResourceKind::Instance) => ErrorCode::InstanceLimitExceeded,
            Self::Resources(ResourceKind::Queue) => ErrorCode::OverLimit,
            Self::Resources(_) | Self::ContentsOf(_) | Self::KeyAliases => ErrorCode::LimitExceededException,
            _ => ErrorCode::LimitExceeded,
        }
    }

    /// The member of an operation that asks for one more; creating what the account counts has none to blame.
    const fn member(&self) -> Option<&'static str> {
        match self {
            Self::Users
            | Self::Groups
            | Self::Roles
            | Self::Policies
            | Self::InstanceProfiles
            | Self::SamlProviders
            | Self::OidcProviders
            | Self::Resources(_)
            | Self::ContentsOf(_)
            | Self::KeyAliases => None,
            Self::GroupsOf(_) | Self::AccessKeysOf(_) | Self::MfaDevicesOf(_) => Some("UserName"),
            Self::PoliciesOf(_) | Self::VersionsOf(_) => Some("PolicyArn"),
            Self::InlineSizeOf(_) => Some("PolicyDocument"),
            Self::TagsOn(_) => Some("Tags"),
        }
    }
}

/// A quota that edits would exceed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Exceeded {
    counted: Counted,
    limit: usize,
    /// Whose inline policies are too long: `user alice`.
    whose: String,
    /// What counts towards it already.
    pub(in crate::account) keys: Vec<EntityKey>,
}

impl Exceeded {
    /// The refusal of an operation that asks for one more.
    pub(in crate::account) fn refusal(&self) -> Refusal {
        let (name, remedy) = self.counted.words();
        let limit = self.limit;
        let refusal = match self.counted {
            Counted::TagsOn(_) => {
                Refusal::new(ErrorCode::LimitExceeded, format!("The number of tags has reached the maximum limit of {limit}."))
            }
            Counted::Resources(_) | Counted::ContentsOf(_) | Counted::KeyAliases => {
                let message = format!("This practice account's own limit is reached: {name} {limit}.");
                Refusal::new(self.counted.code(), message)
            }
            Counted::VersionsOf(_) => {
                let message = format!(
                    "A managed policy can have up to {limit} versions. Before you create a new version, you must delete an existing version."
                );
                Refusal::new(ErrorCode::LimitExceeded, message)
            }
            Counted::InlineSizeOf(_) => {
                let message = format!("Maximum policy size of {limit} bytes exceeded for {}", self.whose);
                Refusal::new(ErrorCode::LimitExceeded, message)
            }
            _ => Refusal::quota(name, limit),
        };
        Refusal { member: self.counted.member(), ..refusal.remedy(format!("{remedy}.")) }
    }
}

impl fmt::Display for Exceeded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, remedy) = self.counted.words();
        write!(f, "the quota {name} is {}. {remedy}", self.limit)
    }
}

impl Account {
    fn count(&self, counted: &Counted) -> usize {
        match counted {
            Counted::Users => self.user_count(),
            Counted::Groups => self.group_count(),
            Counted::Roles => self.role_count(),
            Counted::Policies => self.policy_count(),
            Counted::InstanceProfiles => self.instance_profile_count(),
            Counted::SamlProviders => self.saml_provider_count(),
            Counted::OidcProviders => self.oidc_provider_count(),
            Counted::VersionsOf(policy) => self.versions_of(*policy).count(),
            Counted::GroupsOf(user) => self.group_count_of(*user),
            Counted::PoliciesOf(identity) => self.attached_count_of(*identity),
            Counted::InlineSizeOf(identity) => self.inline_size_of(*identity),
            Counted::AccessKeysOf(owner) => self.access_keys_of(*owner).len(),
            Counted::MfaDevicesOf(owner) => self.mfa_devices_of(*owner).count(),
            Counted::TagsOn(holder) => self.tags_of(holder).count(),
            Counted::Resources(kind) => self.resources(*kind).count(),
            Counted::ContentsOf(resource) => match resource.kind {
                ResourceKind::Queue => self.messages_in(&resource.name).count(),
                ResourceKind::Table => self.items_in(&resource.name).count(),
                _ => self.objects_in(&resource.name).count(),
            },
            Counted::KeyAliases => self.key_aliases().count(),
        }
    }

    fn limit(&self, counted: &Counted) -> usize {
        let quotas = self.quotas();
        match counted {
            Counted::Users => quotas.users,
            Counted::Groups => quotas.groups,
            Counted::Roles => quotas.roles,
            Counted::Policies => quotas.policies,
            Counted::InstanceProfiles => quotas.instance_profiles,
            Counted::SamlProviders => quotas.saml_providers,
            Counted::OidcProviders => quotas.oidc_providers,
            Counted::VersionsOf(_) => quotas.versions_per_policy,
            Counted::GroupsOf(_) => quotas.groups_per_user,
            Counted::PoliciesOf(id) => match id.kind() {
                Some(IdKind::Group) => quotas.policies_per_group,
                Some(IdKind::Role) => quotas.policies_per_role,
                _ => quotas.policies_per_user,
            },
            Counted::InlineSizeOf(id) => match id.kind() {
                Some(IdKind::Group) => quotas.group_policy_size,
                Some(IdKind::Role) => quotas.role_policy_size,
                _ => quotas.user_policy_size,
            },
            Counted::AccessKeysOf(_) => quotas.access_keys_per_user,
            Counted::MfaDevicesOf(_) => quotas.mfa_devices_per_user,
            Counted::TagsOn(_) => quotas.tags_per_entity,
            Counted::Resources(_) => quotas.resources,
            Counted::ContentsOf(_) | Counted::KeyAliases => quotas.resource_contents,
        }
    }

    /// Whether edits go up past a quota. What was imported may be over one: that alone hinders nothing.
    pub(in crate::account) fn check_quotas(&self, edits: &[Edit]) -> Result<(), Exceeded> {
        let mut growth: BTreeMap<Counted, isize> = BTreeMap::new();
        for edit in edits {
            for (image, sign) in [(edit.before(), -1), (edit.after(), 1)] {
                if let Some((image, counted)) = image.and_then(|image| Some((image, Counted::of(image)?))) {
                    let weight = isize::try_from(Counted::weight(image)).unwrap_or(isize::MAX);
                    let grown = growth.entry(counted).or_default();
                    *grown = grown.saturating_add(sign * weight);
                }
            }
        }
        for (counted, by) in growth {
            let limit = self.limit(&counted);
            if usize::try_from(by).is_ok_and(|added| added > 0 && self.count(&counted) + added > limit) {
                let counts = |entity: &Entity| Counted::of(entity).as_ref() == Some(&counted);
                let keys = self.entities().filter(|(_, entity)| counts(entity)).map(|(key, _)| key.clone()).collect();
                let whose = if let Counted::InlineSizeOf(id) = counted {
                    Identity::of(self, id).map_or_else(|| id.to_string(), Identity::in_words)
                } else {
                    String::new()
                };
                return Err(Exceeded { counted, limit, whose, keys });
            }
        }
        Ok(())
    }
}
