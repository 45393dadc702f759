//! IAM's quotas. They belong to the account: an import may exceed the defaults.

pub(super) mod counted;

use serde::{Deserialize, Serialize};

/// What an account and its entities may hold at most (IAM and AWS STS quotas).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Quotas {
    /// `UsersPerAccount`
    pub users: usize,
    /// `GroupsPerAccount`
    pub groups: usize,
    /// `RolesPerAccount`
    pub roles: usize,
    /// `PoliciesPerAccount`: customer managed.
    pub policies: usize,
    /// `InstanceProfilesPerAccount`
    pub instance_profiles: usize,
    /// `SAMLProvidersPerAccount`
    pub saml_providers: usize,
    /// `OpenIDConnectProvidersPerAccount`
    pub oidc_providers: usize,
    /// `GroupsPerUser`
    pub groups_per_user: usize,
    /// `PoliciesPerUser`: managed policies attached.
    pub policies_per_user: usize,
    /// `PoliciesPerGroup`
    pub policies_per_group: usize,
    /// `PoliciesPerRole`
    pub policies_per_role: usize,
    /// `AccessKeysPerUser`, root included.
    pub access_keys_per_user: usize,
    /// `MFADevicesPerUser`, root included.
    pub mfa_devices_per_user: usize,
    /// `TagsPerUser`, and so on for all that has tags.
    pub tags_per_entity: usize,
    /// `ACLSizePerRole`: characters of a trust policy, white space not counted.
    pub trust_policy_size: usize,
    /// `PolicySize`: characters of a managed policy, white space not counted.
    pub policy_size: usize,
    /// `VersionsPerPolicy`
    pub versions_per_policy: usize,
    /// Characters of all inline policies of a user.
    pub user_policy_size: usize,
    /// Characters of all inline policies of a group.
    pub group_policy_size: usize,
    /// Characters of all inline policies of a role.
    pub role_policy_size: usize,
    /// How many buckets, instances, functions, queues, tables, keys and secrets, of each. A limit of ours: it is for practice.
    pub resources: usize,
    /// How many objects a bucket, messages a queue, items a table, aliases all keys may have. A limit of ours.
    pub resource_contents: usize,
}

impl Default for Quotas {
    /// As of late 2026.
    fn default() -> Self {
        Self {
            users: 5000,
            groups: 300,
            roles: 1000,
            policies: 1500,
            instance_profiles: 1000,
            saml_providers: 100,
            oidc_providers: 100,
            groups_per_user: 10,
            policies_per_user: 10,
            policies_per_group: 10,
            policies_per_role: 20,
            access_keys_per_user: 2,
            mfa_devices_per_user: 8,
            tags_per_entity: 50,
            trust_policy_size: 2048,
            policy_size: 6144,
            versions_per_policy: 5,
            user_policy_size: 2048,
            group_policy_size: 5120,
            role_policy_size: 10_240,
            resources: 20,
            resource_contents: 50,
        }
    }
}
