//! The ways to find entities other than by key: derived from the entities, never stored.

use std::ops::{Bound, RangeInclusive};

use crate::account::entity::{Entity, EntityKey, Owner, PolicyKey};
use crate::account::id::{AccessKeyId, UniqueId};

/// What has a name of its own in an account.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Named {
    /// Users.
    User,
    /// Groups.
    Group,
    /// Roles.
    Role,
    /// Customer managed policies.
    Policy,
    /// Instance profiles.
    InstanceProfile,
    /// Deletions of service-linked roles, by the task's id.
    RoleDeletion,
    /// SAML providers.
    SamlProvider,
    /// OIDC providers, by address.
    OidcProvider,
}

/// A way to an entity. Two entities can't share one: that is how names stay unique.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(in crate::account) enum IndexKey {
    /// By name in lower case.
    Name(Named, String),
    /// From a group to its members.
    Member { group: UniqueId, user: UniqueId },
    /// From a policy to where it is attached.
    AttachedTo { policy: PolicyKey, to: UniqueId },
    /// From a policy to whom it bounds.
    Bounds { policy: PolicyKey, of: UniqueId },
    /// From a role to the instance profiles that it is in.
    ProfileOf { role: UniqueId, profile: UniqueId },
    /// From an owner to access keys.
    KeyOf(Owner, AccessKeyId),
    /// From an owner to MFA devices, by name in lower case.
    DeviceOf(Owner, String),
}

/// Names sort behind the empty one and before this.
const AFTER_ALL_NAMES: char = char::MAX;

impl IndexKey {
    pub(in crate::account) fn name(kind: Named, name: &str) -> Self {
        Self::Name(kind, name.to_ascii_lowercase())
    }

    /// Names are never empty: behind the empty one are all.
    pub(super) fn names_after(kind: Named, name: &str) -> (Bound<Self>, Bound<Self>) {
        (Bound::Excluded(Self::name(kind, name)), Bound::Excluded(Self::Name(kind, AFTER_ALL_NAMES.into())))
    }

    pub(in crate::account) const fn members_of(group: UniqueId) -> RangeInclusive<Self> {
        Self::Member { group, user: UniqueId::FIRST }..=Self::Member { group, user: UniqueId::LAST }
    }

    pub(super) fn attached(policy: &PolicyKey) -> RangeInclusive<Self> {
        let at = |to| Self::AttachedTo { policy: policy.clone(), to };
        at(UniqueId::FIRST)..=at(UniqueId::LAST)
    }

    pub(super) fn bounded(policy: &PolicyKey) -> RangeInclusive<Self> {
        let at = |of| Self::Bounds { policy: policy.clone(), of };
        at(UniqueId::FIRST)..=at(UniqueId::LAST)
    }

    pub(super) const fn profiles_of(role: UniqueId) -> RangeInclusive<Self> {
        Self::ProfileOf { role, profile: UniqueId::FIRST }..=Self::ProfileOf { role, profile: UniqueId::LAST }
    }

    pub(super) const fn keys_of(owner: Owner) -> RangeInclusive<Self> {
        Self::KeyOf(owner, AccessKeyId::FIRST)..=Self::KeyOf(owner, AccessKeyId::LAST)
    }

    pub(super) fn devices_of(owner: Owner) -> RangeInclusive<Self> {
        Self::DeviceOf(owner, String::new())..=Self::DeviceOf(owner, AFTER_ALL_NAMES.into())
    }
}

/// The way that leads to an entity, if there is one besides its key.
pub(in crate::account) fn key_of(entity: &Entity) -> Option<IndexKey> {
    Some(match entity {
        Entity::User(user) => IndexKey::name(Named::User, &user.name),
        Entity::Group(group) => IndexKey::name(Named::Group, &group.name),
        Entity::Role(role) => IndexKey::name(Named::Role, &role.name),
        Entity::ManagedPolicy(policy) => IndexKey::name(Named::Policy, &policy.name),
        Entity::InstanceProfile(profile) => IndexKey::name(Named::InstanceProfile, &profile.name),
        Entity::SamlProvider(provider) => IndexKey::name(Named::SamlProvider, &provider.name),
        Entity::OidcProvider(provider) => IndexKey::name(Named::OidcProvider, &provider.url),
        Entity::RoleDeletion(deletion) => IndexKey::name(Named::RoleDeletion, &deletion.task),
        Entity::ProfileRole(held) => IndexKey::ProfileOf { role: held.role, profile: held.profile },
        Entity::Membership(membership) => IndexKey::Member { group: membership.group, user: membership.user },
        Entity::Attachment(attachment) => IndexKey::AttachedTo { policy: attachment.policy.clone(), to: attachment.to },
        Entity::Boundary(boundary) => IndexKey::Bounds { policy: boundary.policy.clone(), of: boundary.of },
        Entity::AccessKey(key) => IndexKey::KeyOf(key.owner, key.id),
        Entity::MfaDevice(device) => IndexKey::DeviceOf(device.assigned.as_ref()?.owner, device.name.to_ascii_lowercase()),
        _ => return None,
    })
}

/// The keys under which entities of one kind lie.
pub(in crate::account) mod range {
    use super::{AFTER_ALL_NAMES, AccessKeyId, Bound, EntityKey, PolicyKey, RangeInclusive, UniqueId};
    use crate::account::entity::TagHolder;

    pub fn memberships_of(user: UniqueId) -> RangeInclusive<EntityKey> {
        EntityKey::Membership { user, group: UniqueId::FIRST }..=EntityKey::Membership { user, group: UniqueId::LAST }
    }

    pub fn attachments_of(to: UniqueId) -> RangeInclusive<EntityKey> {
        let at = |policy| EntityKey::Attachment { to, policy };
        at(PolicyKey::aws_managed(""))..=at(PolicyKey::Customer(UniqueId::LAST))
    }

    pub fn versions_of(policy: UniqueId) -> RangeInclusive<EntityKey> {
        EntityKey::PolicyVersion { policy, number: 0 }..=EntityKey::PolicyVersion { policy, number: u32::MAX }
    }

    pub fn inline_policies_of(of: UniqueId) -> RangeInclusive<EntityKey> {
        let at = |name: String| EntityKey::InlinePolicy { of, name };
        at(String::new())..=at(AFTER_ALL_NAMES.into())
    }

    pub fn tags_of(on: &TagHolder) -> RangeInclusive<EntityKey> {
        let at = |key: String| EntityKey::Tag { on: on.clone(), key };
        at(String::new())..=at(AFTER_ALL_NAMES.into())
    }

    pub fn access_keys() -> RangeInclusive<EntityKey> {
        EntityKey::AccessKey(AccessKeyId::FIRST)..=EntityKey::AccessKey(AccessKeyId::LAST)
    }

    pub fn sessions() -> RangeInclusive<EntityKey> {
        EntityKey::Session(AccessKeyId::FIRST)..=EntityKey::Session(AccessKeyId::LAST)
    }

    pub fn service_uses_of(by: UniqueId) -> RangeInclusive<EntityKey> {
        let at = |service: String| EntityKey::ServiceUse { by, service };
        at(String::new())..=at(AFTER_ALL_NAMES.into())
    }

    pub fn access_jobs() -> RangeInclusive<EntityKey> {
        EntityKey::AccessJob(String::new())..=EntityKey::AccessJob(AFTER_ALL_NAMES.into())
    }

    pub fn mfa_devices_after(name: &str) -> (Bound<EntityKey>, Bound<EntityKey>) {
        (Bound::Excluded(EntityKey::mfa_device(name)), Bound::Excluded(EntityKey::MfaDevice(AFTER_ALL_NAMES.into())))
    }
}
