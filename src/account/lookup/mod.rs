//! Looking things up in an account: the questions that plans, screens and the command line ask.

mod absent;
pub(super) mod index;
mod instance_profiles;
mod last_used;
mod policies;
mod providers;
mod sessions;

pub use absent::Absent;

use std::ops::RangeBounds;

use super::Account;
use super::entity::{
    AccessKey, AccountAlias, Entity, EntityKey, EntityTag, Group, LoginProfile, Membership, MfaDevice, MfaSeed, MfaUse, Owner,
    PasswordHash, PasswordPolicy, Role, RootUser, SeedMark, TagHolder, User,
};
use super::id::{AccessKeyId, UniqueId};
use index::{IndexKey, Named, range};

fn link_of(account: &str) -> String {
    format!("https://{account}.signin.aws.amazon.com/console")
}

impl Account {
    /// The entity of one kind under a key.
    pub(super) fn entity<'a, T>(&'a self, key: &EntityKey) -> Option<&'a T>
    where
        &'a T: TryFrom<&'a Entity>,
    {
        self.get(key)?.try_into().ok()
    }

    /// The entities of one kind that an index range leads to.
    pub(super) fn through<'a, T, R>(&'a self, range: R) -> impl Iterator<Item = &'a T> + use<'a, T, R>
    where
        &'a T: TryFrom<&'a Entity>,
        T: 'a,
        R: RangeBounds<IndexKey>,
    {
        self.index.range(range).filter_map(|(_, key)| self.entity(key))
    }

    pub(super) fn named<'a, T>(&'a self, kind: Named, name: &str) -> Option<&'a T>
    where
        &'a T: TryFrom<&'a Entity>,
    {
        self.entity(self.index.get(&IndexKey::name(kind, name))?)
    }

    /// The root user.
    pub fn root(&self) -> Option<&RootUser> {
        self.entity(&EntityKey::Root)
    }

    /// The alias, if there is one.
    pub fn alias(&self) -> Option<&str> {
        self.entity(&EntityKey::Alias).map(|alias: &AccountAlias| alias.alias.as_str())
    }

    /// The link that IAM users sign in by. It is text, and nothing answers there: the id may be somebody's.
    pub fn sign_in_link(&self) -> String {
        link_of(self.alias().unwrap_or_else(|| self.id.as_str()))
    }

    /// The same by the account's id, for whom the alias is not to be told.
    pub fn sign_in_link_by_id(&self) -> String {
        link_of(self.id.as_str())
    }

    /// The account's own password policy, if it has one.
    pub fn password_policy(&self) -> Option<&PasswordPolicy> {
        self.entity(&EntityKey::PasswordPolicy)
    }

    /// How many users there are.
    pub const fn user_count(&self) -> usize {
        self.counts.users
    }

    /// How many groups there are.
    pub const fn group_count(&self) -> usize {
        self.counts.groups
    }

    /// How many roles there are.
    pub const fn role_count(&self) -> usize {
        self.counts.roles
    }

    /// All users, by name.
    pub fn users(&self) -> impl Iterator<Item = &User> {
        self.users_after("")
    }

    /// The users behind this name, by name.
    pub fn users_after(&self, name: &str) -> impl Iterator<Item = &User> + use<'_> {
        self.through(IndexKey::names_after(Named::User, name))
    }

    /// All groups, by name.
    pub fn groups(&self) -> impl Iterator<Item = &Group> {
        self.groups_after("")
    }

    /// The groups behind this name, by name.
    pub fn groups_after(&self, name: &str) -> impl Iterator<Item = &Group> + use<'_> {
        self.through(IndexKey::names_after(Named::Group, name))
    }

    /// All roles, by name.
    pub fn roles(&self) -> impl Iterator<Item = &Role> {
        self.roles_after("")
    }

    /// The roles behind this name, by name.
    pub fn roles_after(&self, name: &str) -> impl Iterator<Item = &Role> + use<'_> {
        self.through(IndexKey::names_after(Named::Role, name))
    }

    /// The user of this name, however it is spelled.
    pub fn user_named(&self, name: &str) -> Option<&User> {
        self.named(Named::User, name)
    }

    /// The group of this name, however it is spelled.
    pub fn group_named(&self, name: &str) -> Option<&Group> {
        self.named(Named::Group, name)
    }

    /// The role of this name, however it is spelled.
    pub fn role_named(&self, name: &str) -> Option<&Role> {
        self.named(Named::Role, name)
    }

    /// The user with this id.
    pub fn user(&self, id: UniqueId) -> Option<&User> {
        self.entity(&EntityKey::User(id))
    }

    /// The group with this id.
    pub fn group(&self, id: UniqueId) -> Option<&Group> {
        self.entity(&EntityKey::Group(id))
    }

    /// The role with this id.
    pub fn role(&self, id: UniqueId) -> Option<&Role> {
        self.entity(&EntityKey::Role(id))
    }

    /// The groups that a user is in, by name.
    pub fn groups_of(&self, user: UniqueId) -> Vec<&Group> {
        let memberships = self.entities.range(range::memberships_of(user));
        let groups = memberships.filter_map(|(_, entity)| <&Membership>::try_from(entity).ok());
        let mut groups: Vec<&Group> = groups.filter_map(|membership| self.group(membership.group)).collect();
        groups.sort_by_cached_key(|group| group.name.to_ascii_lowercase());
        groups
    }

    /// How many groups a user is in.
    pub fn group_count_of(&self, user: UniqueId) -> usize {
        self.entities.range(range::memberships_of(user)).count()
    }

    /// Whether a user is in a group.
    pub fn is_member(&self, user: UniqueId, group: UniqueId) -> bool {
        self.entities.contains_key(&EntityKey::Membership { user, group })
    }

    /// A group's members, by name.
    pub fn members_of(&self, group: UniqueId) -> Vec<&User> {
        let memberships = self.through(IndexKey::members_of(group));
        let mut members: Vec<&User> = memberships.filter_map(|membership: &Membership| self.user(membership.user)).collect();
        members.sort_by_cached_key(|user| user.name.to_ascii_lowercase());
        members
    }

    /// The ids of a group's members.
    pub fn ids_of_members(&self, group: UniqueId) -> impl Iterator<Item = UniqueId> {
        let members = self.index.range(IndexKey::members_of(group));
        members.filter_map(|(key, _)| if let IndexKey::Member { user, .. } = key { Some(*user) } else { None })
    }

    /// How many members a group has.
    pub fn member_count_of(&self, group: UniqueId) -> usize {
        self.index.range(IndexKey::members_of(group)).count()
    }

    /// The tags on an entity, by key.
    pub fn tags_of<'a>(&'a self, on: &TagHolder) -> impl Iterator<Item = &'a EntityTag> + use<'a> {
        self.entities.range(range::tags_of(on)).filter_map(|(_, entity)| entity.try_into().ok())
    }

    /// A user's console access, if it has any.
    pub fn login_profile_of(&self, user: UniqueId) -> Option<&LoginProfile> {
        self.entity(&EntityKey::LoginProfile(user))
    }

    /// The hash of an owner's password, if there is one.
    pub fn password_hash_of(&self, owner: Owner) -> Option<&PasswordHash> {
        self.entity(&EntityKey::PasswordHash(owner))
    }

    /// An access key by its id.
    pub fn access_key(&self, id: AccessKeyId) -> Option<&AccessKey> {
        self.entity(&EntityKey::AccessKey(id))
    }

    /// All access keys of the account.
    pub fn access_keys(&self) -> impl Iterator<Item = &AccessKey> {
        self.entities.range(range::access_keys()).filter_map(|(_, entity)| entity.try_into().ok())
    }

    /// An owner's access keys, oldest first.
    pub fn access_keys_of(&self, owner: Owner) -> Vec<&AccessKey> {
        let mut keys: Vec<&AccessKey> = self.through(IndexKey::keys_of(owner)).collect();
        keys.sort_by_key(|key| (key.created, key.id));
        keys
    }

    /// The account's virtual MFA devices, by name.
    pub fn mfa_devices(&self) -> impl Iterator<Item = &MfaDevice> {
        self.mfa_devices_after("")
    }

    /// The virtual MFA devices behind this name, by name.
    pub fn mfa_devices_after(&self, name: &str) -> impl Iterator<Item = &MfaDevice> + use<'_> {
        self.entities.range(range::mfa_devices_after(name)).filter_map(|(_, entity)| entity.try_into().ok())
    }

    /// The MFA device of this name, however it is spelled.
    pub fn mfa_device_named(&self, name: &str) -> Option<&MfaDevice> {
        self.entity(&EntityKey::mfa_device(name))
    }

    /// An owner's MFA devices, by name.
    pub fn mfa_devices_of(&self, owner: Owner) -> impl Iterator<Item = &MfaDevice> {
        self.through(IndexKey::devices_of(owner))
    }

    /// A device's seed.
    pub fn mfa_seed_of(&self, device: &str) -> Option<&MfaSeed> {
        self.entity(&EntityKey::mfa_seed(device))
    }

    /// The last code that was accepted from a device.
    pub fn mfa_use_of(&self, device: &str) -> Option<&MfaUse> {
        let mark = SeedMark::of(&self.mfa_seed_of(device)?.seed);
        self.entity(&EntityKey::MfaUse(mark))
    }

    /// The name of a user, `root` for the root user; `None` once the user is gone.
    pub fn name_of(&self, owner: Owner) -> Option<&str> {
        match owner {
            Owner::Root => Some("root"),
            Owner::User(id) => self.user(id).map(|user| user.name.as_str()),
        }
    }
}
