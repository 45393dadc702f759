//! Versions of managed policies.

use super::managed::not_found;
use crate::account::Account;
use crate::account::entity::{EntityKey, ManagedPolicy, PolicyKey, PolicyVersion};
use crate::account::operation::{CreatePolicyVersion, DeletePolicyVersion, GetPolicyVersion, ListPolicyVersions, SetDefaultPolicyVersion};
use crate::account::plan::page::Page;
use crate::account::plan::{Plan, Planning};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::{Date, PolicyVersionDetail, Reply};
use crate::catalog::AwsManagedPolicy;

impl Plan for CreatePolicyVersion {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let policy = planning.own_policy(&self.policy_arn)?;
        let document = planning.managed_document(&self.policy_document)?;
        let number = policy.latest_version.saturating_add(1);
        let default_version = if self.set_as_default == Some(true) { number } else { policy.default_version };
        let now = planning.env.now;
        let policy = ManagedPolicy { updated: now, default_version, latest_version: number, ..policy.clone() };
        let version = PolicyVersion { policy: policy.id, number, document, created: now };
        let policy_version = PolicyVersionDetail { document: None, ..policy_version_detail(&policy, &version) };
        planning.put(version);
        planning.put(policy);
        Ok(Reply::PolicyVersion { policy_version })
    }
}

impl Plan for GetPolicyVersion {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let policy_version = match planning.managed_policy(&self.policy_arn)? {
            PolicyKey::Customer(id) => {
                let policy = account.policy(id).ok_or_else(|| not_found(&self.policy_arn))?;
                policy_version_detail(policy, account.version_named(policy, &self.policy_arn, &self.version_id)?)
            }
            key @ PolicyKey::AwsManaged(_) => {
                let policy = key.in_catalog().ok_or_else(|| not_found(&self.policy_arn))?;
                if self.version_id != policy.default_version_id {
                    let remedy = format!("Only the default version of an AWS managed policy is held here: {}.", policy.default_version_id);
                    return Err(no_version(&self.policy_arn, &self.version_id).remedy(remedy));
                }
                aws_version_detail(policy)
            }
        };
        Ok(Reply::PolicyVersion { policy_version })
    }
}

impl Plan for ListPolicyVersions {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let details: Vec<(u32, PolicyVersionDetail)> = match planning.managed_policy(&self.policy_arn)? {
            PolicyKey::Customer(id) => {
                let policy = account.policy(id).ok_or_else(|| not_found(&self.policy_arn))?;
                account.versions_of(id).map(|version| (version.number, policy_version_detail(policy, version))).collect()
            }
            key @ PolicyKey::AwsManaged(_) => {
                let policy = key.in_catalog().ok_or_else(|| not_found(&self.policy_arn))?;
                vec![(0, aws_version_detail(policy))]
            }
        };
        // Places grow as the versions' numbers fall.
        let (versions, paging) = Page::asked(self.marker.as_deref(), self.max_items)?
            .cut(details.into_iter(), |(number, _)| format!("{:010}", u32::MAX - number));
        let versions = versions.into_iter().map(|(_, version)| PolicyVersionDetail { document: None, ..version });
        Ok(Reply::PolicyVersions { versions: versions.collect(), paging })
    }
}

impl Plan for SetDefaultPolicyVersion {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let policy = planning.own_policy(&self.policy_arn)?;
        let version = planning.account.version_named(policy, &self.policy_arn, &self.version_id)?;
        planning.put(ManagedPolicy { default_version: version.number, ..policy.clone() });
        Ok(Reply::Nothing {})
    }
}

impl Plan for DeletePolicyVersion {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let policy = planning.own_policy(&self.policy_arn)?;
        let version = planning.account.version_named(policy, &self.policy_arn, &self.version_id)?;
        if version.number == policy.default_version {
            let refusal = Refusal::new(ErrorCode::DeleteConflict, "Cannot delete the default version of a policy.");
            return Err(refusal.member("VersionId").remedy("Make another version the default first; the default goes with the policy."));
        }
        planning.remove(&EntityKey::PolicyVersion { policy: policy.id, number: version.number });
        Ok(Reply::Nothing {})
    }
}

fn no_version(arn: &str, version: &str) -> Refusal {
    let message = format!("Policy {arn} version {version} does not exist or is not attachable.");
    Refusal::new(ErrorCode::NoSuchEntity, message).member("VersionId").remedy("See which there are with: aws iam list-policy-versions")
}

impl Account {
    /// The version of a policy that the API names so.
    fn version_named(&self, policy: &ManagedPolicy, arn: &str, name: &str) -> Result<&PolicyVersion, Refusal> {
        let number = name.strip_prefix('v').and_then(|number| number.parse::<u32>().ok());
        let version = number.and_then(|number| self.policy_version(policy.id, number));
        version.filter(|version| version.version_id() == name).ok_or_else(|| no_version(arn, name))
    }
}

pub(in crate::account::plan) fn policy_version_detail(policy: &ManagedPolicy, version: &PolicyVersion) -> PolicyVersionDetail {
    PolicyVersionDetail {
        document: Some(version.document.as_json()),
        version_id: version.version_id(),
        is_default_version: version.number == policy.default_version,
        create_date: Date(version.created),
    }
}

pub(in crate::account::plan) fn aws_version_detail(policy: &AwsManagedPolicy) -> PolicyVersionDetail {
    PolicyVersionDetail {
        document: Some(serde_json::from_str(policy.document()).unwrap_or_default()),
        version_id: policy.default_version_id.to_owned(),
        is_default_version: true,
        create_date: Date(policy.update_date),
    }
}
