//! What AWS publishes and we carry along: the AWS managed policies.
//!
//! Facts only, embedded as they lie under `assets/catalog/` and opened on first use. Knows nothing of accounts.

mod managed_policies;

pub use managed_policies::{AWS_MANAGED_POLICIES, AwsManagedPolicies, AwsManagedPolicy, PolicyType};
