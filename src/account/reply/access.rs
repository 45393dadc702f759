//! Replies to questions about access: simulations, and the whole account with how everything is tied together.

use super::{AttachedBoundary, AttachedPolicy, Date, InstanceProfileDetail, PolicyVersionDetail};
use crate::account::operation::Tag;

super::structures! {
    /// `EvaluationResult`
    EvaluationResult {
        eval_action_name: String,
        eval_resource_name: String,
        eval_decision: &'static str,
        matched_statements: Vec<MatchedStatement>,
        missing_context_values: Vec<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        organizations_decision_detail: Option<OrganizationsDecision>,
        #[serde(skip_serializing_if = "Option::is_none")]
        permissions_boundary_decision_detail: Option<BoundaryDecision>,
    }

    /// `Statement`
    MatchedStatement {
        source_policy_id: String,
        source_policy_type: &'static str,
        start_position: StatementPosition,
        end_position: StatementPosition,
    }

    /// `Position`
    StatementPosition {
        line: usize,
        column: usize,
    }

    /// `OrganizationsDecisionDetail`
    OrganizationsDecision {
        allowed_by_organizations: bool,
    }

    /// `PermissionsBoundaryDecisionDetail`
    BoundaryDecision {
        allowed_by_permissions_boundary: bool,
    }

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
        path: String,
        group_name: String,
        group_id: String,
        arn: String,
        create_date: Date,
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
        role_last_used: serde_json::Map<String, serde_json::Value>,
    }

    /// `PolicyDetail`: an inline policy.
    InlinePolicyDetail {
        policy_name: String,
        policy_document: serde_json::Value,
    }

    /// `ManagedPolicyDetail`. The service leaves the description out.
    PolicyAuthorization {
        policy_name: String,
        policy_id: String,
        arn: String,
        path: String,
        default_version_id: String,
        attachment_count: usize,
        permissions_boundary_usage_count: usize,
        is_attachable: bool,
        create_date: Date,
        update_date: Date,
        policy_version_list: Vec<PolicyVersionDetail>,
    }
}
