//! Looking up instance profiles and the roles in them.

use super::index::{IndexKey, Named};
use crate::account::Account;
use crate::account::entity::{EntityKey, InstanceProfile, ProfileRole, Role, RoleDeletion};
use crate::account::id::UniqueId;

impl Account {
    /// How many instance profiles there are.
    pub const fn instance_profile_count(&self) -> usize {
        self.counts.instance_profiles
    }

    /// The instance profiles behind this name, by name.
    pub fn instance_profiles_after(&self, name: &str) -> impl Iterator<Item = &InstanceProfile> + use<'_> {
        self.through(IndexKey::names_after(Named::InstanceProfile, name))
    }

    /// The instance profile of this name, however it is spelled.
    pub fn instance_profile_named(&self, name: &str) -> Option<&InstanceProfile> {
        self.named(Named::InstanceProfile, name)
    }

    /// The instance profile with this id.
    pub fn instance_profile(&self, id: UniqueId) -> Option<&InstanceProfile> {
        self.entity(&EntityKey::InstanceProfile(id))
    }

    /// The instance profile of this ARN.
    pub fn instance_profile_with_arn(&self, arn: &str) -> Option<&InstanceProfile> {
        let profile = self.instance_profile_named(arn.rsplit('/').next()?)?;
        (self.instance_profile_arn(profile) == arn).then_some(profile)
    }

    /// The role in an instance profile.
    pub fn role_in_profile(&self, profile: UniqueId) -> Option<&Role> {
        let held: &ProfileRole = self.entity(&EntityKey::ProfileRole(profile))?;
        self.role(held.role)
    }

    /// The instance profiles that a role is in, by name.
    pub fn profiles_of_role(&self, role: UniqueId) -> Vec<&InstanceProfile> {
        let held = self.through(IndexKey::profiles_of(role));
        let mut profiles: Vec<&InstanceProfile> = held.filter_map(|held: &ProfileRole| self.instance_profile(held.profile)).collect();
        profiles.sort_by_cached_key(|profile| profile.name.to_ascii_lowercase());
        profiles
    }

    /// The deletion of a service-linked role by its task's id.
    pub(in crate::account) fn role_deletion(&self, task: &str) -> Option<&RoleDeletion> {
        self.named(Named::RoleDeletion, task)
    }
}
