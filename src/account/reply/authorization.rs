//! The reply that has the whole account in it, with how everything is tied together.

use super::{
    AttachedBoundary, AttachedPolicy, Date, GroupDetail, InstanceProfileDetail, PolicyDetail, PolicyVersionDetail, RoleLastUsedDetail,
};
use crate::account::operation::Tag;

super::structures! {
    /// `UserDetail`. A user without inline policies has no list of them.
    UserAuthorization {
        path: String,
        user_name: String,
        user_id: String,
        arn: String,
        create_date: Date,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        user_policy_list: Vec<InlinePolicyDetail>,
        group_list: Vec<String>,
        attached_managed_policies: Vec<AttachedPolicy>,
        #[serde(skip_serializing_if = "Option::is_none")]
        permissions_boundary: Option<AttachedBoundary>,
        tags: Vec<Tag>,
    }

    /// `GroupDetail`
    GroupAuthorization {
        #[serde(flatten)]
        group: GroupDetail,
        group_policy_list: Vec<InlinePolicyDetail>,
        attached_managed_policies: Vec<AttachedPolicy>,
    }

    /// `RoleDetail`
    RoleAuthorization {
        path: String,
        role_name: String,
        role_id: String,
        arn: String,
        create_date: Date,
        assume_role_policy_document: serde_json::Value,
        instance_profile_list: Vec<InstanceProfileDetail>,
        role_policy_list: Vec<InlinePolicyDetail>,
        attached_managed_policies: Vec<AttachedPolicy>,
        #[serde(skip_serializing_if = "Option::is_none")]
        permissions_boundary: Option<AttachedBoundary>,
        tags: Vec<Tag>,
        role_last_used: RoleLastUsedDetail,
    }

    /// `PolicyDetail`: an inline policy.
    InlinePolicyDetail {
        policy_name: String,
        policy_document: serde_json::Value,
    }

    /// `ManagedPolicyDetail`. The service leaves description and tags out, as in lists.
    PolicyAuthorization {
        #[serde(flatten)]
        policy: PolicyDetail,
        policy_version_list: Vec<PolicyVersionDetail>,
    }
}
