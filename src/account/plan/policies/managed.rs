//! Managed policies: the account's own, and AWS's catalogue.

use super::attachments::Usage;
use crate::account::Account;
use crate::account::entity::{EntityKey, ManagedPolicy, PolicyKey, PolicyVersion, TagHolder, version_id};
use crate::account::id::{IdKind, UniqueId};
use crate::account::operation::{CreatePolicy, DeletePolicy, GetPolicy, ListPolicies, Operation};
use crate::account::plan::page::{Page, place};
use crate::account::plan::{Plan, Planning, is_under};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::{Date, PolicyDetail, Reply};
use crate::catalog::{AWS_MANAGED_POLICIES, AwsManagedPolicy};

impl Plan for CreatePolicy {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        if let Some(other) = planning.account.policy_named(&self.policy_name) {
            return Err(name_taken(&self.policy_name, &other.name));
        }
        let document = planning.managed_document(&self.policy_document)?;
        let now = planning.env.now;
        let policy = ManagedPolicy {
            id: UniqueId::random(IdKind::ManagedPolicy, &mut planning.env.rng),
            name: self.policy_name.clone(),
            path: self.path.clone().unwrap_or_else(|| "/".into()),
            description: self.description.clone().filter(|description| !description.is_empty()),
            created: now,
            updated: now,
            default_version: 1,
            latest_version: 1,
        };
        let tags = self.tags.as_deref().unwrap_or_default();
        planning.put_tags(&TagHolder::Entity(policy.id), tags)?;
        planning.put(PolicyVersion { policy: policy.id, number: 1, document, created: now });
        let tags = (!tags.is_empty()).then(|| tags.to_vec());
        let reply = PolicyDetail { tags, ..planning.account.own_policy_detail(&policy).in_list() };
        planning.put(policy);
        Ok(Reply::Policy { policy: reply })
    }
}

impl Plan for DeletePolicy {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let policy = planning.own_policy(&self.policy_arn)?;
        planning.account.check_deletable(&Operation::from(self.clone()))?;
        planning.remove_tags(&TagHolder::Entity(policy.id));
        planning.remove(&EntityKey::PolicyVersion { policy: policy.id, number: policy.default_version });
        planning.remove(&EntityKey::Policy(policy.id));
        Ok(Reply::Nothing {})
    }
}

impl Plan for ListPolicies {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let filter = self.policy_usage_filter.as_deref();
        let only_used = filter.is_some() || self.only_attached == Some(true);
        let usage = Usage::of(filter);
        let page = Page::asked(self.marker.as_deref(), self.max_items)?;
        let wanted = Listed::all_after(account, page.after()).filter(|policy| {
            policy.is_in(self.scope.as_deref())
                && is_under(policy.path(), self.path_prefix.as_deref())
                && (!only_used || usage.is_of(account, &policy.key()))
        });
        let (policies, paging) = page.cut(wanted, Listed::place);
        Ok(Reply::Policies { policies: policies.into_iter().map(|policy| policy.detail(account).in_list()).collect(), paging })
    }
}

impl Plan for GetPolicy {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let key = planning.managed_policy(&self.policy_arn)?;
        let policy = planning.account.policy_detail(&key).ok_or_else(|| not_found(&self.policy_arn))?;
        Ok(Reply::Policy { policy })
    }
}

/// A managed policy of a list.
enum Listed<'a> {
    Own(&'a ManagedPolicy),
    OfAws(&'static AwsManagedPolicy),
}

impl<'a> Listed<'a> {
    /// All behind a place: the account's own before AWS's, each by name.
    fn all_after(account: &'a Account, after: &str) -> impl Iterator<Item = Self> + use<'a> {
        let (own_after, aws_after) = match after.split_once('/') {
            Some(("2", name)) => (None, name.to_owned()),
            Some((_, name)) => (Some(name.to_owned()), String::new()),
            None => (Some(String::new()), String::new()),
        };
        let own = own_after.map(|name| account.policies_after(&name).map(Self::Own));
        own.into_iter().flatten().chain(AWS_MANAGED_POLICIES.listed_after(&aws_after).map(Self::OfAws).collect::<Vec<_>>())
    }

    fn place(&self) -> String {
        match self {
            Self::Own(policy) => place(&format!("1/{}", policy.name)),
            Self::OfAws(policy) => place(&format!("2/{}", policy.name)),
        }
    }

    /// Whether the scope of a list has it.
    fn is_in(&self, scope: Option<&str>) -> bool {
        match self {
            Self::Own(_) => scope != Some("AWS"),
            Self::OfAws(_) => scope != Some("Local"),
        }
    }

    fn path(&self) -> &str {
        match self {
            Self::Own(policy) => &policy.path,
            Self::OfAws(policy) => policy.path,
        }
    }

    fn key(&self) -> PolicyKey {
        match self {
            Self::Own(policy) => PolicyKey::Customer(policy.id),
            Self::OfAws(policy) => PolicyKey::from(*policy),
        }
    }

    fn detail(&self, account: &Account) -> PolicyDetail {
        match self {
            Self::Own(policy) => account.own_policy_detail(policy),
            Self::OfAws(policy) => account.aws_policy_detail(policy),
        }
    }
}

/// No such policy is there.
pub(super) fn not_found(arn: &str) -> Refusal {
    Refusal::new(ErrorCode::NoSuchEntity, format!("Policy {arn} was not found.")).member("PolicyArn")
}

fn name_taken(name: &str, taken: &str) -> Refusal {
    let refusal = Refusal::name_taken("Policy", name, taken).member("PolicyName");
    Refusal { message: format!("A policy called {name} already exists. Duplicate names are not allowed."), ..refusal }
}

impl PolicyDetail {
    /// Without what only `GetPolicy` shows.
    pub(in crate::account::plan) fn in_list(self) -> Self {
        Self { description: None, tags: None, ..self }
    }
}

impl<'a> Planning<'a> {
    /// The managed policy that an ARN names.
    pub(in crate::account::plan) fn managed_policy(&self, arn: &str) -> Result<PolicyKey, Refusal> {
        self.account.policy_with_arn(arn, |arn| format!("Policy {arn} was not found.")).map_err(|refusal| refusal.member("PolicyArn"))
    }

    /// The customer managed policy that an ARN names, for an operation that changes it.
    pub(in crate::account::plan) fn own_policy(&self, arn: &str) -> Result<&'a ManagedPolicy, Refusal> {
        match self.managed_policy(arn)? {
            PolicyKey::Customer(id) => self.account.policy(id).ok_or_else(|| not_found(arn)),
            PolicyKey::AwsManaged(_) => {
                let refusal = Refusal::new(ErrorCode::AccessDenied, "Policy is outside your own account.").member("PolicyArn");
                Err(refusal.remedy("AWS alone changes its managed policies. Make a policy of your own from the document."))
            }
        }
    }
}

impl Account {
    /// The API's view of a managed policy; `None` for one that is gone or that AWS has retired.
    pub fn policy_detail(&self, policy: &PolicyKey) -> Option<PolicyDetail> {
        match policy {
            PolicyKey::AwsManaged(_) => policy.in_catalog().map(|policy| self.aws_policy_detail(policy)),
            PolicyKey::Customer(id) => self.policy(*id).map(|policy| self.own_policy_detail(policy)),
        }
    }

    fn own_policy_detail(&self, policy: &ManagedPolicy) -> PolicyDetail {
        let key = PolicyKey::Customer(policy.id);
        PolicyDetail {
            policy_name: policy.name.clone(),
            policy_id: policy.id.to_string(),
            arn: self.own_policy_arn(policy),
            path: policy.path.clone(),
            default_version_id: version_id(policy.default_version),
            attachment_count: self.attachments_of_policy(&key).count(),
            permissions_boundary_usage_count: self.bounded_by(&key).count(),
            is_attachable: true,
            description: policy.description.clone(),
            create_date: Date(policy.created),
            update_date: Date(policy.updated),
            tags: Some(self.tag_details(&TagHolder::Entity(policy.id))),
        }
    }

    fn aws_policy_detail(&self, policy: &AwsManagedPolicy) -> PolicyDetail {
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
            description: None,
            create_date: Date(policy.create_date),
            update_date: Date(policy.update_date),
            tags: Some(Vec::new()),
        }
    }
}
