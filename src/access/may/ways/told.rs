//! Changes of who has which policy in words, and as operations.

use super::gives::allow_it;
use super::{Unblocked, Way};
use crate::account::Account;
use crate::account::authorization::{Origin, Source};
use crate::account::entity::PolicyKey;
use crate::account::id::UniqueId;
use crate::account::operation::{
    AddUserToGroup, AttachRolePolicy, AttachUserPolicy, DeleteBucketPolicy, DetachGroupPolicy, DetachRolePolicy, DetachUserPolicy,
    Operation, PublicAccessBlockConfiguration, PutPublicAccessBlock, RemoveUserFromGroup, SetDefaultPolicyVersion,
};

impl Way {
    /// Whether a denial is taken away by it, and nothing given.
    pub(in crate::access) const fn takes_away(&self) -> bool {
        matches!(self, Self::Leave { .. } | Self::Detach { .. } | Self::DetachFromGroup { .. })
    }

    /// Whether a policy is detached by it where it holds.
    pub(in crate::access) fn detaches(&self, origin: &Origin) -> bool {
        let is_of = |key: &PolicyKey| matches!(&origin.source, Source::Managed(other) if other == key);
        match self {
            Self::Detach { policy, .. } => origin.group.is_none() && is_of(policy),
            Self::DetachFromGroup { policy, group } => origin.group == Some(*group) && is_of(policy),
            Self::Leave { .. } | Self::MakeDefault { .. } | Self::Unblock { .. } | Self::Join { .. } | Self::Attach { .. } => false,
        }
    }

    /// In words, as an advice.
    pub fn in_words(&self, account: &Account) -> String {
        let then = match self {
            Self::Leave { .. } => ": what it denies holds for the others alone then".to_owned(),
            Self::Detach { .. } => String::new(),
            Self::DetachFromGroup { .. } => ": it then denies none of its users anything".to_owned(),
            Self::MakeDefault { .. } => ", for all who have it".to_owned(),
            Self::Unblock { then: None, .. } => {
                ": with Block Public Access no public policy lets in others than this account's own; its policy allows it already"
                    .to_owned()
            }
            Self::Unblock { then: Some(Unblocked { words: then, .. }), .. } => {
                let then = then.strip_suffix('.').unwrap_or(then);
                format!(": with Block Public Access no public policy lets in others than this account's own. And then: {then}")
            }
            Self::Join { group, .. } => {
                let allow = allow_it(["allow", "deny"], &account.policies_of_identity(*group).policies.identity);
                format!(", whose policies {allow}")
            }
            Self::Attach { policy, .. } => {
                let allows = allow_it(["allows", "denies"], &account.policy_by_itself(policy).policies.identity);
                format!(": it {allows}")
            }
        };
        format!("{}{then}.", self.deed(account))
    }

    /// What is done, without what comes of it.
    pub fn deed(&self, account: &Account) -> String {
        let who = |id: &UniqueId| {
            let user = account.user(*id).map(|user| user.name.as_str());
            user.or_else(|| account.role(*id).map(|role| role.name.as_str())).unwrap_or_else(|| id.as_str()).to_owned()
        };
        let of_group = |id: &UniqueId| account.group(*id).map_or(id.as_str(), |group| &group.name).to_owned();
        match self {
            Self::Leave { user, group } => format!("Remove {} from the group {}", who(user), of_group(group)),
            Self::Detach { policy, from } => format!("Detach {} from {}", account.policy_name(policy), who(from)),
            Self::DetachFromGroup { policy, group } => {
                format!("Detach {} from the group {}", account.policy_name(policy), of_group(group))
            }
            Self::MakeDefault { policy, version } => {
                let name = account.policy(*policy).map_or(policy.as_str(), |policy| &policy.name);
                format!("Make version {version} the default of policy {name}")
            }
            Self::Unblock { bucket, policy_first, .. } => {
                let off = format!("urn off BlockPublicPolicy and RestrictPublicBuckets of bucket {bucket}");
                if *policy_first {
                    format!("Delete the bucket policy, which denies that to the root user too, and t{off}")
                } else {
                    format!("T{off}")
                }
            }
            Self::Join { user, group } => format!("Add {} to the group {}", who(user), of_group(group)),
            Self::Attach { policy, to } => format!("Attach policy {} to {}", account.policy_name(policy), who(to)),
        }
    }

    /// The operations that do it, in their order; `None` where who or what it is about is gone.
    pub fn operations(&self, account: &Account) -> Option<Vec<Operation>> {
        let then = if let Self::Unblock { then: Some(then), .. } = self { &then.operations[..] } else { &[] };
        let first = match self {
            Self::Unblock { bucket, policy_first: true, .. } => Some(DeleteBucketPolicy { bucket: bucket.clone() }.into()),
            _ => None,
        };
        Some(first.into_iter().chain([self.operation(account)?]).chain(then.iter().cloned()).collect())
    }

    /// What is to be done behind it, as an advice.
    pub fn then(&self) -> Option<&str> {
        if let Self::Unblock { then: Some(then), .. } = self { Some(&then.words) } else { None }
    }

    fn operation(&self, account: &Account) -> Option<Operation> {
        let names = |user: &UniqueId, group: &UniqueId| Some((account.user(*user)?.name.clone(), account.group(*group)?.name.clone()));
        Some(match self {
            Self::Leave { user, group } => {
                let (user_name, group_name) = names(user, group)?;
                RemoveUserFromGroup { group_name, user_name }.into()
            }
            Self::Join { user, group } => {
                let (user_name, group_name) = names(user, group)?;
                AddUserToGroup { group_name, user_name }.into()
            }
            Self::DetachFromGroup { policy, group } => {
                let group_name = account.group(*group)?.name.clone();
                DetachGroupPolicy { group_name, policy_arn: account.policy_arn(policy) }.into()
            }
            Self::MakeDefault { policy, version } => {
                let version_id = account.versions_of(*policy).find(|one| one.number == *version)?.version_id();
                SetDefaultPolicyVersion { policy_arn: account.policy_arn(&PolicyKey::Customer(*policy)), version_id }.into()
            }
            Self::Unblock { bucket, .. } => {
                let block = account.bucket(bucket)?.public_access_block?;
                let public_access_block_configuration = PublicAccessBlockConfiguration {
                    block_public_acls: Some(block.block_public_acls),
                    ignore_public_acls: Some(block.ignore_public_acls),
                    block_public_policy: Some(false),
                    restrict_public_buckets: Some(false),
                };
                PutPublicAccessBlock { bucket: bucket.clone(), public_access_block_configuration }.into()
            }
            Self::Detach { policy, from } => match (account.user(*from), account.role(*from)) {
                (Some(user), _) => DetachUserPolicy { user_name: user.name.clone(), policy_arn: account.policy_arn(policy) }.into(),
                (None, role) => DetachRolePolicy { role_name: role?.name.clone(), policy_arn: account.policy_arn(policy) }.into(),
            },
            Self::Attach { policy, to } => match (account.user(*to), account.role(*to)) {
                (Some(user), _) => AttachUserPolicy { user_name: user.name.clone(), policy_arn: account.policy_arn(policy) }.into(),
                (None, role) => AttachRolePolicy { role_name: role?.name.clone(), policy_arn: account.policy_arn(policy) }.into(),
            },
        })
    }
}
