//! What AWS publishes and we carry along: the AWS managed policies and the service authorization reference.
//!
//! Facts only, embedded as they lie under `assets/catalog/` and opened on first use. Knows nothing of accounts.

mod key_index;
mod managed_policies;
mod service_principals;
mod service_reference;

pub use key_index::is_sent;
pub use managed_policies::{
    ADMINISTRATOR_ACCESS, AWS_MANAGED_POLICIES, AwsManagedPolicies, AwsManagedPolicy, IAM_USER_CHANGE_PASSWORD, PolicyType,
};
pub use service_principals::is_service_principal;
pub use service_reference::{
    AccessLevel, ActionResource, ConditionKey, KeyType, ResourceType, SERVICE_REFERENCE, Service, ServiceAction, ServiceReference,
};
