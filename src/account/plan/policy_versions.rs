//! Versions of managed policies.

use super::managed_policies::not_found;
use super::{Plan, Planning};
use crate::account::Account;
use crate::account::entity::{ManagedPolicy, PolicyKey, PolicyVersion, version_id};
use crate::account::operation::GetPolicyVersion;
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::{Date, PolicyVersionDetail, Reply};
use crate::catalog::AwsManagedPolicy;

impl Plan for GetPolicyVersion {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let policy_version = match planning.managed_policy(&self.policy_arn)? {
            PolicyKey::Customer(id) => {
                let policy = account.policy(id).ok_or_else(|| not_found(&self.policy_arn))?;
                let version = account.version_named(policy, &self.version_id);
                policy_version_detail(policy, version.ok_or_else(|| no_version(&self.policy_arn, &self.version_id))?)
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

fn no_version(arn: &str, version: &str) -> Refusal {
    let message = format!("Policy {arn} version {version} does not exist or is not attachable.");
    Refusal::new(ErrorCode::NoSuchEntity, message).member("VersionId").remedy("See which there are with: aws iam list-policy-versions")
}

impl Account {
    /// The version of a policy that the API names so.
    fn version_named(&self, policy: &ManagedPolicy, name: &str) -> Option<&PolicyVersion> {
        let number: u32 = name.strip_prefix('v')?.parse().ok()?;
        self.policy_version(policy.id, number).filter(|_| version_id(number) == name)
    }
}

fn policy_version_detail(policy: &ManagedPolicy, version: &PolicyVersion) -> PolicyVersionDetail {
    PolicyVersionDetail {
        document: serde_json::from_str(&version.document).unwrap_or_default(),
        version_id: version.version_id(),
        is_default_version: version.number == policy.default_version,
        create_date: Date(version.created),
    }
}

fn aws_version_detail(policy: &AwsManagedPolicy) -> PolicyVersionDetail {
    PolicyVersionDetail {
        document: serde_json::from_str(policy.document()).unwrap_or_default(),
        version_id: policy.default_version_id.to_owned(),
        is_default_version: true,
        create_date: Date(policy.update_date),
    }
}
