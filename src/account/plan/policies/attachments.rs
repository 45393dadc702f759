//! What managed policies are attached to: users, groups and roles.

use crate::account::Account;
use crate::account::entity::{Attachment, EntityKey, PolicyKey};
use crate::account::id::UniqueId;
use crate::account::identity::Identity;
use crate::account::operation::{
    AttachGroupPolicy, AttachRolePolicy, AttachUserPolicy, DetachGroupPolicy, DetachRolePolicy, DetachUserPolicy,
    ListAttachedGroupPolicies, ListAttachedRolePolicies, ListAttachedUserPolicies, ListEntitiesForPolicy,
};
use crate::account::plan::page::{Page, place};
use crate::account::plan::{Plan, Planning, is_under};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::{AttachedPolicy, PolicyGroup, PolicyRole, PolicyUser, Reply};

const AS_BOUNDARY: &str = "PermissionsBoundary";

/// What a list of policies or of their holders is narrowed to: attachments, boundaries or both.
pub(super) struct Usage {
    permissions: bool,
    boundary: bool,
}

impl Usage {
    pub(super) fn of(filter: Option<&str>) -> Self {
        Self { permissions: filter != Some(AS_BOUNDARY), boundary: filter.is_none_or(|usage| usage == AS_BOUNDARY) }
    }

    pub(super) fn is_of(&self, account: &Account, policy: &PolicyKey) -> bool {
        (self.permissions && account.attachments_of_policy(policy).next().is_some())
            || (self.boundary && account.bounded_by(policy).next().is_some())
    }

    fn is_between(&self, account: &Account, policy: &PolicyKey, holder: UniqueId) -> bool {
        (self.permissions && account.is_attached(policy, holder)) || (self.boundary && account.boundary_of(holder) == Some(policy))
    }
}

impl Plan for ListEntitiesForPolicy {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let policy = planning.managed_policy(&self.policy_arn)?;
        let usage = Usage::of(self.policy_usage_filter.as_deref());
        let page = Page::asked(self.marker.as_deref(), self.max_items)?;
        let holders = holders_after(account, page.after()).filter(|holder| {
            self.entity_filter.as_deref().is_none_or(|kind| kind == holder.entity_type())
                && is_under(holder.path(), self.path_prefix.as_deref())
                && usage.is_between(account, &policy, holder.id())
        });
        let (holders, paging) = page.cut(holders, |holder| place(&format!("{}/{}", holder.order(), holder.name())));
        let (mut policy_groups, mut policy_users, mut policy_roles) = (Vec::new(), Vec::new(), Vec::new());
        for holder in holders {
            match holder {
                Identity::Group(group) => {
                    policy_groups.push(PolicyGroup { group_name: group.name.clone(), group_id: group.id.to_string() });
                }
                Identity::User(user) => policy_users.push(PolicyUser { user_name: user.name.clone(), user_id: user.id.to_string() }),
                Identity::Role(role) => policy_roles.push(PolicyRole { role_name: role.name.clone(), role_id: role.id.to_string() }),
            }
        }
        Ok(Reply::EntitiesForPolicy { policy_groups, policy_users, policy_roles, paging })
    }
}

/// All that a policy may be attached to, behind a place: groups before users before roles, as the reply has them, each by name.
fn holders_after<'a>(account: &'a Account, after: &str) -> impl Iterator<Item = Identity<'a>> + use<'a> {
    let (kind, name) = after.split_once('/').unwrap_or_default();
    // Of kinds before the place's own there is nothing left, of those behind it everything.
    let behind = |own: &str| (kind <= own).then_some(if kind == own { name } else { "" });
    let groups = behind("1").map(|name| account.groups_after(name).map(Identity::Group));
    let users = behind("2").map(|name| account.users_after(name).map(Identity::User));
    let roles = behind("3").map(|name| account.roles_after(name).map(Identity::Role));
    groups.into_iter().flatten().chain(users.into_iter().flatten()).chain(roles.into_iter().flatten())
}

impl Planning<'_> {
    /// Passes a policy on that principals may have, as permissions or as boundary.
    pub(super) fn attachable(&self, policy: PolicyKey) -> Result<PolicyKey, Refusal> {
        if self.account.is_attachable(&policy) {
            return Ok(policy);
        }
        let refusal = Refusal::new(ErrorCode::PolicyNotAttachable, "Cannot attach a Service Role Policy to a Customer Role.");
        Err(refusal.remedy("This policy belongs to a service-linked role; its service attaches it."))
    }

    fn attach(&mut self, to: UniqueId, arn: &str) -> Result<Reply, Refusal> {
        let named = self.account.policy_with_arn(arn, |arn| format!("Policy {arn} does not exist or is not attachable."));
        let policy = named.and_then(|policy| self.attachable(policy)).map_err(|refusal| refusal.member("PolicyArn"))?;
        self.put(Attachment { to, policy });
        Ok(Reply::Nothing {})
    }

    fn detach(&mut self, from: UniqueId, arn: &str) -> Result<Reply, Refusal> {
        let policy = self.managed_policy(arn)?;
        if !self.account.is_attached(&policy, from) {
            return Err(Refusal::new(ErrorCode::NoSuchEntity, format!("Policy {arn} was not found."))
                .member("PolicyArn")
                .remedy("The policy is not attached here; see what is under Permissions."));
        }
        self.remove(&EntityKey::Attachment { to: from, policy });
        Ok(Reply::Nothing {})
    }

    fn list_attached(&self, to: UniqueId, prefix: Option<&str>, marker: Option<&str>, max_items: Option<u32>) -> Result<Reply, Refusal> {
        let account = self.account;
        let is_listed = |policy: &PolicyKey| account.policy_path(policy).is_none_or(|path| is_under(path, prefix));
        let mut policies: Vec<(String, &PolicyKey)> = account
            .attached_to(to)
            .into_iter()
            .filter(|policy| is_listed(policy))
            .map(|policy| (account.place_of(policy), policy))
            .collect();
        policies.sort();
        let (policies, paging) = Page::asked(marker, max_items)?.cut(policies.into_iter(), |(place, _)| place.clone());
        let policies = policies.into_iter().map(|(_, policy)| AttachedPolicy {
            policy_name: account.policy_name(policy).to_owned(),
            policy_arn: account.policy_arn(policy),
        });
        Ok(Reply::AttachedPolicies { attached_policies: policies.collect(), paging })
    }
}

/// Attaching, detaching and listing are alike for users, groups and roles; behind the stroke is how one that is changed is found.
macro_rules! attachments {
    ($($identity:ident/$held:ident($name:ident): $attach:ident, $detach:ident, $list:ident;)*) => {$(
        impl Plan for $attach {
            fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
                let to = planning.$held(&self.$name)?.id;
                planning.attach(to, &self.policy_arn)
            }
        }

        impl Plan for $detach {
            fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
                let from = planning.$held(&self.$name)?.id;
                planning.detach(from, &self.policy_arn)
            }
        }

        impl Plan for $list {
            fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
                let to = planning.$identity(&self.$name)?.id;
                planning.list_attached(to, self.path_prefix.as_deref(), self.marker.as_deref(), self.max_items)
            }
        }
    )*};
}

attachments! {
    user/user(user_name): AttachUserPolicy, DetachUserPolicy, ListAttachedUserPolicies;
    group/group(group_name): AttachGroupPolicy, DetachGroupPolicy, ListAttachedGroupPolicies;
    role/changeable_role(role_name): AttachRolePolicy, DetachRolePolicy, ListAttachedRolePolicies;
}
