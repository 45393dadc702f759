//! Replies of the policy simulator.

use std::collections::BTreeMap;

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
        #[serde(skip_serializing_if = "Option::is_none")]
        eval_decision_details: Option<BTreeMap<&'static str, &'static str>>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        resource_specific_results: Vec<ResourceSpecificResult>,
    }

    /// `ResourceSpecificResult`
    ResourceSpecificResult {
        eval_resource_name: String,
        eval_resource_decision: &'static str,
        matched_statements: Vec<MatchedStatement>,
        missing_context_values: Vec<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        eval_decision_details: Option<BTreeMap<&'static str, &'static str>>,
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
}
