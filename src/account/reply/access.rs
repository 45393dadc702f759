//! Replies about the services that were used.

use super::Date;

super::structures! {
    /// `ServiceLastAccessed`
    ServiceLastAccessed {
        service_name: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        last_authenticated: Option<Date>,
        service_namespace: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        last_authenticated_entity: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        last_authenticated_region: Option<String>,
        total_authenticated_entities: usize,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        tracked_actions_last_accessed: Vec<ActionLastAccessed>,
    }

    /// `TrackedActionLastAccessed`
    ActionLastAccessed {
        action_name: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        last_accessed_entity: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        last_accessed_time: Option<Date>,
        #[serde(skip_serializing_if = "Option::is_none")]
        last_accessed_region: Option<String>,
    }

    /// `EntityDetails`
    EntityAccess {
        entity_info: EntityInfo,
        #[serde(skip_serializing_if = "Option::is_none")]
        last_authenticated: Option<Date>,
    }

    /// `EntityInfo`
    EntityInfo {
        arn: String,
        name: String,
        #[serde(rename = "Type")]
        kind: &'static str,
        id: String,
        path: String,
    }

    /// `ListPoliciesGrantingServiceAccessEntry`
    ServiceGrants {
        service_namespace: String,
        policies: Vec<GrantingPolicy>,
    }

    /// `PolicyGrantingServiceAccess`. An inline policy has the entity that it is part of, a managed one its ARN.
    GrantingPolicy {
        policy_name: String,
        policy_type: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        policy_arn: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        entity_type: Option<&'static str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        entity_name: Option<String>,
    }

    /// `ErrorDetails`
    JobError {
        message: String,
        code: String,
    }
}
