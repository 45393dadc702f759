//! The account summary.

use serde_json::{Map, Value};

use crate::account::Account;
use crate::account::entity::{Entity, Owner};
use crate::account::operation::GetAccountSummary;
use crate::account::plan::{Plan, Planning};
use crate::account::refusal::Refusal;
use crate::account::reply::Reply;

/// Server certificates and signing certificates are not held here, but their quotas are part of the summary.
const SERVER_CERTIFICATES_QUOTA: usize = 20;
const SIGNING_CERTIFICATES_PER_USER_QUOTA: usize = 2;
/// All policies' versions together.
const POLICY_VERSIONS_IN_USE_QUOTA: usize = 10_000;

impl Plan for GetAccountSummary {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        Ok(Reply::AccountSummary { summary_map: summary(planning.account) })
    }
}

/// The 34 keys of `summaryKeyType`, in the model's order.
fn summary(account: &Account) -> Map<String, Value> {
    let quotas = account.quotas();
    let policies_in_use: std::collections::BTreeSet<_> = account
        .entities()
        .filter_map(|(_, entity)| match entity {
            Entity::Attachment(attachment) => Some(&attachment.policy),
            Entity::Boundary(boundary) => Some(&boundary.policy),
            _ => None,
        })
        .collect();
    let in_use = account.mfa_devices().filter(|device| device.assigned.is_some()).count();
    let keys: [(&str, usize); 34] = [
        ("Users", account.user_count()),
        ("UsersQuota", quotas.users),
        ("Groups", account.group_count()),
        ("GroupsQuota", quotas.groups),
        ("ServerCertificates", 0),
        ("ServerCertificatesQuota", SERVER_CERTIFICATES_QUOTA),
        ("UserPolicySizeQuota", quotas.user_policy_size),
        ("GroupPolicySizeQuota", quotas.group_policy_size),
        ("GroupsPerUserQuota", quotas.groups_per_user),
        ("SigningCertificatesPerUserQuota", SIGNING_CERTIFICATES_PER_USER_QUOTA),
        ("AccessKeysPerUserQuota", quotas.access_keys_per_user),
        ("MFADevices", account.mfa_devices().count()),
        ("MFADevicesInUse", in_use),
        ("AccountMFAEnabled", usize::from(account.mfa_devices_of(Owner::Root).next().is_some())),
        ("AccountAccessKeysPresent", usize::from(!account.access_keys_of(Owner::Root).is_empty())),
        ("AccountPasswordPresent", usize::from(account.password_hash_of(Owner::Root).is_some())),
        ("AccountSigningCertificatesPresent", 0),
        ("AttachedPoliciesPerGroupQuota", quotas.policies_per_group),
        ("AttachedPoliciesPerRoleQuota", quotas.policies_per_role),
        ("AttachedPoliciesPerUserQuota", quotas.policies_per_user),
        ("Policies", account.policy_count()),
        ("PoliciesQuota", quotas.policies),
        ("PolicySizeQuota", quotas.policy_size),
        ("PolicyVersionsInUse", policies_in_use.len()),
        ("PolicyVersionsInUseQuota", POLICY_VERSIONS_IN_USE_QUOTA),
        ("VersionsPerPolicyQuota", quotas.versions_per_policy),
        ("GlobalEndpointTokenVersion", 1),
        ("AssumeRolePolicySizeQuota", quotas.trust_policy_size),
        ("InstanceProfiles", account.instance_profile_count()),
        ("InstanceProfilesQuota", quotas.instance_profiles),
        ("Providers", account.saml_provider_count() + account.oidc_provider_count()),
        ("RolePolicySizeQuota", quotas.role_policy_size),
        ("Roles", account.role_count()),
        ("RolesQuota", quotas.roles),
    ];
    keys.into_iter().map(|(key, value)| (key.to_owned(), Value::from(value))).collect()
}
