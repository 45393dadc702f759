//! Managed policies: the catalogue, and attaching them to users, groups and roles.

use super::page::page;
use super::{Plan, Planning};
use crate::account::Account;
use crate::account::entity::{Attachment, EntityKey, PolicyKey};
use crate::account::id::{IdKind, UniqueId};
use crate::account::operation::{
    AttachGroupPolicy, AttachRolePolicy, AttachUserPolicy, DetachGroupPolicy, DetachRolePolicy, DetachUserPolicy, GetPolicy,
    GetPolicyVersion, ListAttachedGroupPolicies, ListAttachedRolePolicies, ListAttachedUserPolicies, ListEntitiesForPolicy, ListPolicies,
};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::{AttachedPolicy, Date, PolicyDetail, PolicyGroup, PolicyRole, PolicyUser, PolicyVersionDetail, Reply};
use crate::catalog::{AWS_MANAGED_POLICIES, AwsManagedPolicy};

const AS_BOUNDARY: &str = "PermissionsBoundary";

impl Plan for ListPolicies {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        // Until policies can be made, all there are belong to AWS.
        let none_are_local = self.scope.as_deref() == Some("Local");
        let prefix = self.path_prefix.as_deref().unwrap_or("/");
        let all = AWS_MANAGED_POLICIES.all().iter().filter(|policy| !none_are_local && policy.path.starts_with(prefix));
        let usage = self.policy_usage_filter.as_deref();
        let only_attached = self.only_attached == Some(true);
        let mut wanted: Vec<&AwsManagedPolicy> = all
            .filter(|policy| {
                let key = PolicyKey::from(*policy);
                let permissions = || account.attachments_of_policy(&key).next().is_some();
                let boundary = || account.bounded_by(&key).next().is_some();
                match usage {
                    Some(AS_BOUNDARY) => boundary(),
                    Some(_) => permissions(),
                    None => !only_attached || permissions() || boundary(),
                }
            })
            .collect();
        wanted.sort_by_cached_key(|policy| policy.name.to_lowercase());
        let (policies, paging) = page(wanted.into_iter(), |policy| policy.name.to_owned(), self.marker.as_deref(), self.max_items)?;
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
        let prefix = self.path_prefix.as_deref().unwrap_or("/");
        let filter = self.entity_filter.as_deref();
        let (permissions, boundary) = match self.policy_usage_filter.as_deref() {
            Some(AS_BOUNDARY) => (false, true),
            Some(_) => (true, false),
            None => (true, true),
        };
        let mut ids: Vec<UniqueId> = Vec::new();
        ids.extend(account.attachments_of_policy(&policy).filter(|_| permissions));
        ids.extend(account.bounded_by(&policy).filter(|_| boundary));
        ids.sort_unstable();
        ids.dedup();
        let mut entities: Vec<Holder> = ids.into_iter().filter_map(|id| Holder::of(account, id, prefix)).collect();
        entities.retain(|holder| filter.is_none_or(|kind| kind == holder.kind()));
        entities.sort_by_key(Holder::sort_name);
        let (entities, paging) = page(entities.into_iter(), Holder::sort_name, self.marker.as_deref(), self.max_items)?;
        let (mut policy_groups, mut policy_users, mut policy_roles) = (Vec::new(), Vec::new(), Vec::new());
        for holder in entities {
            match holder {
                Holder::Group(group) => policy_groups.push(group),
                Holder::User(user) => policy_users.push(user),
                Holder::Role(role) => policy_roles.push(role),
            }
        }
        Ok(Reply::EntitiesForPolicy { policy_groups, policy_users, policy_roles, paging })
    }
}

/// Something that a policy is attached to.
enum Holder {
    Group(PolicyGroup),
    User(PolicyUser),
    Role(PolicyRole),
}

impl Holder {
    fn of(account: &Account, id: UniqueId, prefix: &str) -> Option<Self> {
        match id.kind()? {
            IdKind::Group => {
                let group = account.group(id).filter(|group| group.path.starts_with(prefix))?;
                Some(Self::Group(PolicyGroup { group_name: group.name.clone(), group_id: id.to_string() }))
            }
            IdKind::User => {
                let user = account.user(id).filter(|user| user.path.starts_with(prefix))?;
                Some(Self::User(PolicyUser { user_name: user.name.clone(), user_id: id.to_string() }))
            }
            IdKind::Role => {
                let role = account.role(id).filter(|role| role.path.starts_with(prefix))?;
                Some(Self::Role(PolicyRole { role_name: role.name.clone(), role_id: id.to_string() }))
            }
            IdKind::ManagedPolicy => None,
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

    /// Groups before users before roles, as the reply has them.
    fn sort_name(&self) -> String {
        match self {
            Self::Group(group) => format!("1 {}", group.group_name.to_lowercase()),
            Self::User(user) => format!("2 {}", user.user_name.to_lowercase()),
            Self::Role(role) => format!("3 {}", role.role_name.to_lowercase()),
        }
    }
}

/// An identity that policies are attached to: its quota and the quota's name.
#[derive(Clone, Copy)]
struct Identity {
    id: UniqueId,
    quota: usize,
    quota_name: &'static str,
}

impl Planning<'_> {
    fn user_identity(&self, name: &str) -> Result<Identity, Refusal> {
        let quota = self.account.quotas().policies_per_user;
        Ok(Identity { id: self.user(name)?.id, quota, quota_name: "PoliciesPerUser" })
    }

    fn group_identity(&self, name: &str) -> Result<Identity, Refusal> {
        let quota = self.account.quotas().policies_per_group;
        Ok(Identity { id: self.group(name)?.id, quota, quota_name: "PoliciesPerGroup" })
    }

    fn role_identity(&self, name: &str) -> Result<Identity, Refusal> {
        let quota = self.account.quotas().policies_per_role;
        Ok(Identity { id: self.role(name)?.id, quota, quota_name: "PoliciesPerRole" })
    }

    fn attach(&mut self, to: Identity, arn: &str) -> Result<Reply, Refusal> {
        let policy = PolicyKey::of_arn(arn, |arn| format!("Policy {arn} does not exist or is not attachable."))?;
        if !in_catalog(&policy)?.is_attachable() {
            let refusal = Refusal::new(ErrorCode::PolicyNotAttachable, "Cannot attach a Service Role Policy to a Customer Role.");
            return Err(refusal.member("PolicyArn").remedy("This policy belongs to a service-linked role; its service attaches it."));
        }
        if !self.account.is_attached(&policy, to.id) && self.account.attached_count_of(to.id) >= to.quota {
            let refusal = Refusal::quota(to.quota_name, to.quota).member("PolicyArn");
            return Err(refusal.remedy("Detach another policy first, or grant more with fewer policies."));
        }
        self.put(Attachment { to: to.id, policy });
        Ok(Reply::Nothing {})
    }

    fn detach(&mut self, from: Identity, arn: &str) -> Result<Reply, Refusal> {
        let policy = existing(arn)?;
        if !self.account.is_attached(&policy, from.id) {
            return Err(Refusal::new(ErrorCode::NoSuchEntity, format!("Policy {arn} was not found."))
                .member("PolicyArn")
                .remedy("The policy is not attached here; see what is under Permissions."));
        }
        self.remove(&EntityKey::Attachment { to: from.id, policy });
        Ok(Reply::Nothing {})
    }

    fn list_attached(&self, to: Identity, prefix: Option<&str>, marker: Option<&str>, max_items: Option<u32>) -> Result<Reply, Refusal> {
        let policies = self.account.attached_to(to.id).into_iter();
        let prefix = prefix.unwrap_or("/");
        let mut policies: Vec<&PolicyKey> =
            policies.filter(|policy| policy.in_catalog().is_none_or(|policy| policy.path.starts_with(prefix))).collect();
        policies.sort_by_cached_key(|policy| policy.name().to_lowercase());
        let (policies, paging) = page(policies.into_iter(), |policy| policy.name().to_owned(), marker, max_items)?;
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
                let to = planning.$identity(&self.$name)?;
                planning.attach(to, &self.policy_arn)
            }
        }

        impl Plan for $detach {
            fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
                let from = planning.$identity(&self.$name)?;
                planning.detach(from, &self.policy_arn)
            }
        }

        impl Plan for $list {
            fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
                let to = planning.$identity(&self.$name)?;
                planning.list_attached(to, self.path_prefix.as_deref(), self.marker.as_deref(), self.max_items)
            }
        }
    )*};
}

attachments! {
    user_identity(user_name): AttachUserPolicy, DetachUserPolicy, ListAttachedUserPolicies;
    group_identity(group_name): AttachGroupPolicy, DetachGroupPolicy, ListAttachedGroupPolicies;
    role_identity(role_name): AttachRolePolicy, DetachRolePolicy, ListAttachedRolePolicies;
}

/// The policy that an ARN names.
fn existing(arn: &str) -> Result<PolicyKey, Refusal> {
    PolicyKey::of_arn(arn, |arn| format!("Policy {arn} was not found."))
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
