//! Users, groups and roles as one: who can have policies, and the operations on them that differ in nothing but the kind.
//!
//! Beside it what is so of them: the policies that they hold, who names them, what goes with them.

pub mod holdings;
pub mod last_accessed;
pub mod naming;
mod principals;
pub mod removal;
pub mod revocation;
pub mod service_linked;

use super::Account;
use super::entity::{Group, PolicyKey, Role, User};
use super::id::{IdKind, UniqueId};
use super::operation::{
    AttachGroupPolicy, AttachRolePolicy, AttachUserPolicy, DeleteGroupPolicy, DeleteRolePermissionsBoundary, DeleteRolePolicy,
    DeleteUserPermissionsBoundary, DeleteUserPolicy, DetachGroupPolicy, DetachRolePolicy, DetachUserPolicy, GetGroupPolicy, GetRolePolicy,
    GetUserPolicy, Operation, PutGroupPolicy, PutRolePermissionsBoundary, PutRolePolicy, PutUserPermissionsBoundary, PutUserPolicy,
};

/// Someone who can have policies.
#[derive(Clone, Copy)]
pub enum Identity<'a> {
    /// A group, for all its members.
    Group(&'a Group),
    /// A user.
    User(&'a User),
    /// A role.
    Role(&'a Role),
}

impl<'a> Identity<'a> {
    /// The user, group or role with this id, if it is still there.
    pub fn of(account: &'a Account, id: UniqueId) -> Option<Self> {
        match id.kind()? {
            IdKind::Group => account.group(id).map(Self::Group),
            IdKind::User => account.user(id).map(Self::User),
            IdKind::Role => account.role(id).map(Self::Role),
            _ => None,
        }
    }

    /// The user, group or role with this ARN.
    pub fn with_arn(account: &'a Account, arn: &str) -> Option<Self> {
        let name = arn.rsplit('/').next()?;
        let user = account.user_named(name).map(Self::User);
        let group = account.group_named(name).map(Self::Group);
        let role = account.role_named(name).map(Self::Role);
        [user, group, role].into_iter().flatten().find(|identity| identity.arn(account) == arn)
    }

    /// Its name.
    pub fn name(self) -> &'a str {
        match self {
            Self::Group(group) => &group.name,
            Self::User(user) => &user.name,
            Self::Role(role) => &role.name,
        }
    }

    /// The API's word for its kind, as ARNs have it: `user`.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Group(_) => "group",
            Self::User(_) => "user",
            Self::Role(_) => "role",
        }
    }

    /// The word for its kind where the API filters by it: `User` (IAM: `EntityType`).
    pub const fn entity_type(self) -> &'static str {
        match self {
            Self::Group(_) => "Group",
            Self::User(_) => "User",
            Self::Role(_) => "Role",
        }
    }

    /// The word for its kind where the API tells who holds a policy: `USER` (IAM: `policyOwnerEntityType`).
    pub const fn policy_owner_type(self) -> &'static str {
        match self {
            Self::Group(_) => "GROUP",
            Self::User(_) => "USER",
            Self::Role(_) => "ROLE",
        }
    }

    /// Kind and name: `user alice`.
    pub fn in_words(self) -> String {
        format!("{} {}", self.kind(), self.name())
    }

    /// Where its kind stands in a list: groups first, since that is where permissions belong.
    pub const fn order(self) -> u8 {
        match self {
            Self::Group(_) => 1,
            Self::User(_) => 2,
            Self::Role(_) => 3,
        }
    }

    /// Its unique id.
    pub const fn id(self) -> UniqueId {
        match self {
            Self::Group(group) => group.id,
            Self::User(user) => user.id,
            Self::Role(role) => role.id,
        }
    }

    /// Its path.
    pub fn path(self) -> &'a str {
        match self {
            Self::Group(group) => &group.path,
            Self::User(user) => &user.path,
            Self::Role(role) => &role.path,
        }
    }

    /// Its ARN.
    pub fn arn(self, account: &Account) -> String {
        match self {
            Self::Group(group) => account.group_arn(group),
            Self::User(user) => account.user_arn(user),
            Self::Role(role) => account.role_arn(role),
        }
    }

    /// How many managed policies it may have (IAM quotas: `PoliciesPerUser` and the like).
    pub fn policies_quota(self, account: &Account) -> usize {
        match self {
            Self::Group(_) => account.quotas().policies_per_group,
            Self::User(_) => account.quotas().policies_per_user,
            Self::Role(_) => account.quotas().policies_per_role,
        }
    }

    /// How many characters its inline policies may have together (IAM quotas: `UserPolicySize` and the like).
    pub fn inline_quota(self, account: &Account) -> usize {
        match self {
            Self::Group(_) => account.quotas().group_policy_size,
            Self::User(_) => account.quotas().user_policy_size,
            Self::Role(_) => account.quotas().role_policy_size,
        }
    }

    /// Attaches a managed policy.
    pub fn attach(self, account: &Account, policy: &PolicyKey) -> Operation {
        self.attach_arn(account.policy_arn(policy))
    }

    /// Attaches a managed policy by its ARN, which may be of one that is about to be made.
    pub fn attach_arn(self, policy_arn: String) -> Operation {
        let name = self.name().to_owned();
        match self {
            Self::Group(_) => AttachGroupPolicy { group_name: name, policy_arn }.into(),
            Self::User(_) => AttachUserPolicy { user_name: name, policy_arn }.into(),
            Self::Role(_) => AttachRolePolicy { role_name: name, policy_arn }.into(),
        }
    }

    /// Detaches a managed policy.
    pub fn detach(self, account: &Account, policy: &PolicyKey) -> Operation {
        let (name, policy_arn) = (self.name().to_owned(), account.policy_arn(policy));
        match self {
            Self::Group(_) => DetachGroupPolicy { group_name: name, policy_arn }.into(),
            Self::User(_) => DetachUserPolicy { user_name: name, policy_arn }.into(),
            Self::Role(_) => DetachRolePolicy { role_name: name, policy_arn }.into(),
        }
    }

    /// Reads an inline policy.
    pub fn get_inline(self, policy: &str) -> Operation {
        let (name, policy_name) = (self.name().to_owned(), policy.to_owned());
        match self {
            Self::Group(_) => GetGroupPolicy { group_name: name, policy_name }.into(),
            Self::User(_) => GetUserPolicy { user_name: name, policy_name }.into(),
            Self::Role(_) => GetRolePolicy { role_name: name, policy_name }.into(),
        }
    }

    /// Creates an inline policy, or gives it another document.
    pub fn put_inline(self, policy: &str, document: &str) -> Operation {
        let (name, policy_name, policy_document) = (self.name().to_owned(), policy.to_owned(), document.to_owned());
        match self {
            Self::Group(_) => PutGroupPolicy { group_name: name, policy_name, policy_document }.into(),
            Self::User(_) => PutUserPolicy { user_name: name, policy_name, policy_document }.into(),
            Self::Role(_) => PutRolePolicy { role_name: name, policy_name, policy_document }.into(),
        }
    }

    /// Deletes an inline policy.
    pub fn delete_inline(self, policy: &str) -> Operation {
        let (name, policy_name) = (self.name().to_owned(), policy.to_owned());
        match self {
            Self::Group(_) => DeleteGroupPolicy { group_name: name, policy_name }.into(),
            Self::User(_) => DeleteUserPolicy { user_name: name, policy_name }.into(),
            Self::Role(_) => DeleteRolePolicy { role_name: name, policy_name }.into(),
        }
    }

    /// Sets the permissions boundary; `None` for a group, which can't have one.
    pub fn put_boundary(self, account: &Account, policy: &PolicyKey) -> Option<Operation> {
        let (name, permissions_boundary) = (self.name().to_owned(), account.policy_arn(policy));
        Some(match self {
            Self::Group(_) => return None,
            Self::User(_) => PutUserPermissionsBoundary { user_name: name, permissions_boundary }.into(),
            Self::Role(_) => PutRolePermissionsBoundary { role_name: name, permissions_boundary }.into(),
        })
    }

    /// Removes the permissions boundary; `None` for a group, which can't have one.
    pub fn delete_boundary(self) -> Option<Operation> {
        let name = self.name().to_owned();
        Some(match self {
            Self::Group(_) => return None,
            Self::User(_) => DeleteUserPermissionsBoundary { user_name: name }.into(),
            Self::Role(_) => DeleteRolePermissionsBoundary { role_name: name }.into(),
        })
    }
}
