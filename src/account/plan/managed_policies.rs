//! Managed policies: the catalogue, and attaching them to users, groups and roles.

use super::page::{Page, place};
use super::{Plan, Planning, is_under};
use crate::account::Account;
use crate::account::entity::{Attachment, EntityKey, Group, PolicyKey, Role, User};
use crate::account::id::{IdKind, UniqueId};
use crate::account::operation::{
    AttachGroupPolicy, AttachRolePolicy, AttachUserPolicy, DetachGroupPolicy, DetachRolePolicy, DetachUserPolicy, GetPolicy,
    GetPolicyVersion, ListAttachedGroupPolicies, ListAttachedRolePolicies, ListAttachedUserPolicies, ListEntitiesForPolicy, ListPolicies,
};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::{AttachedPolicy, Date, PolicyDetail, PolicyGroup, PolicyRole, PolicyUser, PolicyVersionDetail, Reply};
use crate::catalog::{AWS_MANAGED_POLICIES, AwsManagedPolicy};

const AS_BOUNDARY: &str = "PermissionsBoundary";

/// What a list of policies or of their holders is narrowed to: attachments, boundaries or both.
struct Usage {
    permissions: bool,
    boundary: bool,
}

impl Usage {
    fn of(filter: Option<&str>) -> Self {
        Self { permissions: filter != Some(AS_BOUNDARY), boundary: filter.is_none_or(|usage| usage == AS_BOUNDARY) }
    }

    fn is_of(&self, account: &Account, policy: &PolicyKey) -> bool {
        (self.permissions && account.attachments_of_policy(policy).next().is_some())
            || (self.boundary && account.bounded_by(policy).next().is_some())
    }

    fn is_between(&self, account: &Account, policy: &PolicyKey, holder: UniqueId) -> bool {
        (self.permissions && account.is_attached(policy, holder)) || (self.boundary && account.boundary_of(holder) == Some(policy))
    }
}

impl Plan for ListPolicies {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        // Until policies can be made, all there are belong to AWS.
        let none_are_local = self.scope.as_deref() == Some("Local");
        let filter = self.policy_usage_filter.as_deref();
        let only_used = filter.is_some() || self.only_attached == Some(true);
        let usage = Usage::of(filter);
        let page = Page::asked(self.marker.as_deref(), self.max_items)?;
        let wanted = AWS_MANAGED_POLICIES.listed_after(page.after()).filter(|policy| {
            !none_are_local
                && is_under(policy.path, self.path_prefix.as_deref())
                && (!only_used || usage.is_of(account, &PolicyKey::from(*policy)))
        });
        let (policies, paging) = page.cut(wanted, |policy| place(policy.name));
        Ok(Reply::Policies { policies: policies.into_iter().map(|policy| account.policy_detail(policy)).collect(), paging })
    }
}

impl Plan for GetPolicy {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let policy = in_catalog(&existing(&self.policy_arn)?)?;
        Ok(Reply::Policy { policy: planning.account.policy_detail(policy) })
    }
}

impl Plan for GetPolicyVersion {
    fn plan(&self, _: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let policy = in_catalog(&existing(&self.policy_arn)?)?;
        if self.version_id != policy.default_version_id {
            let message = format!("Policy {} version {} does not exist or is not attachable.", self.policy_arn, self.version_id);
            return Err(Refusal::new(ErrorCode::NoSuchEntity, message)
                .member("VersionId")
                .remedy(format!("Only the default version of an AWS managed policy is held here: {}.", policy.default_version_id)));
        }
        Ok(Reply::PolicyVersion {
            policy_version: PolicyVersionDetail {
                document: serde_json::from_str(policy.document()).unwrap_or_default(),
                version_id: policy.default_version_id.to_owned(),
                is_default_version: true,
                create_date: Date(policy.update_date),
            },
        })
    }
}

impl Plan for ListEntitiesForPolicy {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let policy = existing(&self.policy_arn)?;
        let usage = Usage::of(self.policy_usage_filter.as_deref());
        let page = Page::asked(self.marker.as_deref(), self.max_items)?;
        let holders = Holder::all_after(account, page.after()).filter(|holder| {
            self.entity_filter.as_deref().is_none_or(|kind| kind == holder.kind())
                && is_under(holder.path(), self.path_prefix.as_deref())
                && usage.is_between(account, &policy, holder.id())
        });
        let (holders, paging) = page.cut(holders, Holder::place);
        let (mut policy_groups, mut policy_users, mut policy_roles) = (Vec::new(), Vec::new(), Vec::new());
        for holder in holders {
            match holder {
                Holder::Group(group) => policy_groups.push(PolicyGroup { group_name: group.name.clone(), group_id: group.id.to_string() }),
                Holder::User(user) => policy_users.push(PolicyUser { user_name: user.name.clone(), user_id: user.id.to_string() }),
                Holder::Role(role) => policy_roles.push(PolicyRole { role_name: role.name.clone(), role_id: role.id.to_string() }),
            }
        }
        Ok(Reply::EntitiesForPolicy { policy_groups, policy_users, policy_roles, paging })
    }
}

/// Something that a policy may be attached to.
enum Holder<'a> {
    Group(&'a Group),
    User(&'a User),
    Role(&'a Role),
}

impl<'a> Holder<'a> {
    /// All behind a place: groups before users before roles, as the reply has them, each by name.
    fn all_after(account: &'a Account, after: &str) -> impl Iterator<Item = Self> + use<'a> {
        let (kind, name) = after.split_once('/').unwrap_or_default();
        // Of kinds before the place's own there is nothing left, of those behind it everything.
        let behind = |own: &str| (kind <= own).then_some(if kind == own { name } else { "" });
        let groups = behind("1").map(|name| account.groups_after(name).map(Self::Group));
        let users = behind("2").map(|name| account.users_after(name).map(Self::User));
        let roles = behind("3").map(|name| account.roles_after(name).map(Self::Role));
        groups.into_iter().flatten().chain(users.into_iter().flatten()).chain(roles.into_iter().flatten())
    }

    fn place(&self) -> String {
        match self {
            Self::Group(group) => place(&format!("1/{}", group.name)),
            Self::User(user) => place(&format!("2/{}", user.name)),
            Self::Role(role) => place(&format!("3/{}", role.name)),
        }
    }

    /// The word of the entity filter.
    const fn kind(&self) -> &'static str {
        match self {
            Self::Group(_) => "Group",
            Self::User(_) => "User",
            Self::Role(_) => "Role",
        }
    }

    const fn id(&self) -> UniqueId {
        match self {
            Self::Group(group) => group.id,
            Self::User(user) => user.id,
            Self::Role(role) => role.id,
        }
    }

    fn path(&self) -> &'a str {
        match self {
            Self::Group(group) => &group.path,
            Self::User(user) => &user.path,
            Self::Role(role) => &role.path,
        }
    }
}

impl Planning<'_> {
    fn attach(&mut self, to: UniqueId, arn: &str) -> Result<Reply, Refusal> {
        let named = PolicyKey::of_arn(arn, |arn| format!("Policy {arn} does not exist or is not attachable."));
        let policy = named.and_then(attachable).map_err(|refusal| refusal.member("PolicyArn"))?;
        self.put(Attachment { to, policy });
        Ok(Reply::Nothing {})
    }

    fn detach(&mut self, from: UniqueId, arn: &str) -> Result<Reply, Refusal> {
        let policy = existing(arn)?;
        if !self.account.is_attached(&policy, from) {
            return Err(Refusal::new(ErrorCode::NoSuchEntity, format!("Policy {arn} was not found."))
                .member("PolicyArn")
                .remedy("The policy is not attached here; see what is under Permissions."));
        }
        self.remove(&EntityKey::Attachment { to: from, policy });
        Ok(Reply::Nothing {})
    }

    fn list_attached(&self, to: UniqueId, prefix: Option<&str>, marker: Option<&str>, max_items: Option<u32>) -> Result<Reply, Refusal> {
        let is_listed = |policy: &PolicyKey| policy.in_catalog().is_none_or(|policy| is_under(policy.path, prefix));
        let mut policies: Vec<&PolicyKey> = self.account.attached_to(to).into_iter().filter(|policy| is_listed(policy)).collect();
        policies.sort_by_cached_key(|policy| place(policy.name()));
        let (policies, paging) = Page::asked(marker, max_items)?.cut(policies.into_iter(), |policy| place(policy.name()));
        let policies =
            policies.into_iter().map(|policy| AttachedPolicy { policy_name: policy.name().to_owned(), policy_arn: policy.arn() });
        Ok(Reply::AttachedPolicies { attached_policies: policies.collect(), paging })
    }
}

/// Attaching, detaching and listing are alike for users, groups and roles.
macro_rules! attachments {
    ($($identity:ident($name:ident): $attach:ident, $detach:ident, $list:ident;)*) => {$(
        impl Plan for $attach {
            fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
                let to = planning.$identity(&self.$name)?.id;
                planning.attach(to, &self.policy_arn)
            }
        }

        impl Plan for $detach {
            fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
                let from = planning.$identity(&self.$name)?.id;
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
    user(user_name): AttachUserPolicy, DetachUserPolicy, ListAttachedUserPolicies;
    group(group_name): AttachGroupPolicy, DetachGroupPolicy, ListAttachedGroupPolicies;
    role(role_name): AttachRolePolicy, DetachRolePolicy, ListAttachedRolePolicies;
}

/// The policy that an ARN names.
fn existing(arn: &str) -> Result<PolicyKey, Refusal> {
    PolicyKey::of_arn(arn, |arn| format!("Policy {arn} was not found.")).map_err(|refusal| refusal.member("PolicyArn"))
}

/// Passes a policy on that principals may have, as permissions or as boundary.
pub(super) fn attachable(policy: PolicyKey) -> Result<PolicyKey, Refusal> {
    if in_catalog(&policy)?.is_attachable() {
        return Ok(policy);
    }
    let refusal = Refusal::new(ErrorCode::PolicyNotAttachable, "Cannot attach a Service Role Policy to a Customer Role.");
    Err(refusal.remedy("This policy belongs to a service-linked role; its service attaches it."))
}

fn in_catalog(policy: &PolicyKey) -> Result<&'static AwsManagedPolicy, Refusal> {
    policy.in_catalog().ok_or_else(|| Refusal::new(ErrorCode::NoSuchEntity, format!("Policy {} was not found.", policy.arn())))
}

impl Account {
    fn policy_detail(&self, policy: &AwsManagedPolicy) -> PolicyDetail {
        let key = PolicyKey::from(policy);
        PolicyDetail {
            policy_name: policy.name.to_owned(),
            policy_id: UniqueId::derived(IdKind::ManagedPolicy, policy.arn).to_string(),
            arn: policy.arn.to_owned(),
            path: policy.path.to_owned(),
            default_version_id: policy.default_version_id.to_owned(),
            attachment_count: self.attachments_of_policy(&key).count(),
            permissions_boundary_usage_count: self.bounded_by(&key).count(),
            is_attachable: policy.is_attachable(),
            create_date: Date(policy.create_date),
            update_date: Date(policy.update_date),
        }
    }
}
