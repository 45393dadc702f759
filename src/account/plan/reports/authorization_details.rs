//! The whole account in one reply: users, roles, groups and policies with how they are tied to each other.

use crate::account::Account;
use crate::account::entity::{Group, InlinePolicy, ManagedPolicy, PolicyKey, Role, TagHolder, User};
use crate::account::id::UniqueId;
use crate::account::operation::GetAccountAuthorizationDetails;
use crate::account::plan::page::{Page, place};
use crate::account::plan::policies::versions::{aws_version_detail, policy_version_detail};
use crate::account::plan::{Plan, Planning};
use crate::account::refusal::Refusal;
use crate::account::reply::{
    AttachedPolicy, Date, GroupAuthorization, InlinePolicyDetail, PolicyAuthorization, PolicyVersionDetail, Reply, RoleAuthorization,
    UserAuthorization,
};
use crate::catalog::{AWS_MANAGED_POLICIES, AwsManagedPolicy};

impl Plan for GetAccountAuthorizationDetails {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let page = Page::asked(self.marker.as_deref(), self.max_items)?;
        let kinds = self.filter.as_deref().filter(|kinds| !kinds.is_empty());
        let is_wanted = |listed: &Listed<'_>| kinds.is_none_or(|kinds| kinds.iter().any(|kind| kind == listed.kind()));
        let (listed, paging) = page.cut(Listed::all_after(account, page.after()).filter(is_wanted), Listed::place);
        let (mut users, mut groups, mut roles, mut policies) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for listed in listed {
            match listed {
                Listed::User(user) => users.push(account.user_authorization(user)),
                Listed::Role(role) => roles.push(account.role_authorization(role)),
                Listed::Group(group) => groups.push(account.group_authorization(group)),
                Listed::Own(policy) => policies.extend(account.policy_authorization(&PolicyKey::Customer(policy.id))),
                Listed::OfAws(policy) => policies.extend(account.policy_authorization(&policy.into())),
            }
        }
        Ok(Reply::AuthorizationDetails { user_detail_list: users, group_detail_list: groups, role_detail_list: roles, policies, paging })
    }
}

/// What the reply lists.
enum Listed<'a> {
    User(&'a User),
    Role(&'a Role),
    Group(&'a Group),
    Own(&'a ManagedPolicy),
    OfAws(&'static AwsManagedPolicy),
}

impl<'a> Listed<'a> {
    /// All behind a place: users before roles before groups before the account's own policies before those of AWS that are in
    /// use, each by name.
    fn all_after(account: &'a Account, after: &str) -> impl Iterator<Item = Self> + use<'a> {
        let (kind, name) = after.split_once('/').unwrap_or_default();
        // Of kinds before the place's own there is nothing left, of those behind it everything.
        let behind = |own: &str| (kind <= own).then_some(if kind == own { name } else { "" });
        let users = behind("1").map(|name| account.users_after(name).map(Self::User));
        let roles = behind("2").map(|name| account.roles_after(name).map(Self::Role));
        let groups = behind("3").map(|name| account.groups_after(name).map(Self::Group));
        let own = behind("4").map(|name| account.policies_after(name).map(Self::Own));
        let is_used = |policy: &&AwsManagedPolicy| {
            let key = PolicyKey::from(*policy);
            account.attachments_of_policy(&key).next().is_some() || account.bounded_by(&key).next().is_some()
        };
        let of_aws = behind("5").map(|name| AWS_MANAGED_POLICIES.listed_after(name).filter(is_used).map(Self::OfAws).collect::<Vec<_>>());
        let principals = users.into_iter().flatten().chain(roles.into_iter().flatten()).chain(groups.into_iter().flatten());
        principals.chain(own.into_iter().flatten()).chain(of_aws.into_iter().flatten())
    }

    fn place(&self) -> String {
        match self {
            Self::User(user) => place(&format!("1/{}", user.name)),
            Self::Role(role) => place(&format!("2/{}", role.name)),
            Self::Group(group) => place(&format!("3/{}", group.name)),
            Self::Own(policy) => place(&format!("4/{}", policy.name)),
            Self::OfAws(policy) => place(&format!("5/{}", policy.name)),
        }
    }

    /// The word of the filter.
    const fn kind(&self) -> &'static str {
        match self {
            Self::User(_) => "User",
            Self::Role(_) => "Role",
            Self::Group(_) => "Group",
            Self::Own(_) => "LocalManagedPolicy",
            Self::OfAws(_) => "AWSManagedPolicy",
        }
    }
}

impl Account {
    fn user_authorization(&self, user: &User) -> UserAuthorization {
        UserAuthorization {
            path: user.path.clone(),
            user_name: user.name.clone(),
            user_id: user.id.to_string(),
            arn: self.user_arn(user),
            create_date: Date(user.created),
            user_policy_list: self.inline_details(user.id),
            group_list: self.groups_of(user.id).into_iter().map(|group| group.name.clone()).collect(),
            attached_managed_policies: self.attached_details(user.id),
            permissions_boundary: self.boundary_of(user.id).map(|policy| self.boundary_detail(policy)),
            tags: self.tag_details(&TagHolder::Entity(user.id)),
        }
    }

    fn role_authorization(&self, role: &Role) -> RoleAuthorization {
        let detail = self.role_detail(role);
        RoleAuthorization {
            path: detail.path,
            role_name: detail.role_name,
            role_id: detail.role_id,
            arn: detail.arn,
            create_date: detail.create_date,
            assume_role_policy_document: detail.assume_role_policy_document,
            instance_profile_list: self
                .profiles_of_role(role.id)
                .into_iter()
                .map(|profile| self.instance_profile_detail(profile))
                .collect(),
            role_policy_list: self.inline_details(role.id),
            attached_managed_policies: self.attached_details(role.id),
            permissions_boundary: detail.permissions_boundary,
            tags: detail.tags,
            role_last_used: self.role_last_used(role),
        }
    }

    fn group_authorization(&self, group: &Group) -> GroupAuthorization {
        GroupAuthorization {
            group: self.group_detail(group),
            group_policy_list: self.inline_details(group.id),
            attached_managed_policies: self.attached_details(group.id),
        }
    }

    fn policy_authorization(&self, policy: &PolicyKey) -> Option<PolicyAuthorization> {
        let detail = self.policy_detail(policy)?.in_list();
        Some(PolicyAuthorization { policy: detail, policy_version_list: self.version_details(policy) })
    }

    /// The versions that are held, newest first.
    fn version_details(&self, policy: &PolicyKey) -> Vec<PolicyVersionDetail> {
        match policy {
            PolicyKey::Customer(id) => self
                .policy(*id)
                .map(|policy| self.versions_of(*id).map(|version| policy_version_detail(policy, version)).collect())
                .unwrap_or_default(),
            PolicyKey::AwsManaged(_) => policy.in_catalog().map(aws_version_detail).into_iter().collect(),
        }
    }

    fn inline_details(&self, identity: UniqueId) -> Vec<InlinePolicyDetail> {
        self.inline_policies_of(identity).map(InlinePolicy::detail).collect()
    }

    fn attached_details(&self, identity: UniqueId) -> Vec<AttachedPolicy> {
        let detail =
            |policy: &PolicyKey| AttachedPolicy { policy_name: self.policy_name(policy).to_owned(), policy_arn: self.policy_arn(policy) };
        self.attached_to(identity).into_iter().map(detail).collect()
    }
}
