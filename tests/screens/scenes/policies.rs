//! The catalogue of policies and a policy's page.

use super::Scene;
use iam_console::app::route::ScreenId::{Policies, Policy};

pub const SCENES: &[Scene] = &[
    Scene::new("policies", Policies, "policies", ""),
    Scene::new("policies_of_a_type", Policies, "policies", "fff<down><down>"),
    Scene::new("policies_used_here", Policies, "policies", "ffff"),
    Scene::new("policies_used_nowhere", Policies, "policies", "ffff").in_new_account(),
    Scene::new("policies_none_of_ones_own", Policies, "policies", "f").in_new_account(),
    Scene::new("policies_filtered", Policies, "policies", "/s3 !express<enter>"),
    Scene::new("policies_last", Policies, "policies", "G"),
    Scene::new("policies_attach", Policies, "policies", "/amazons3full<enter>a<space>"),
    Scene::new("policy_summary", Policy, "policy AmazonS3ReadOnlyAccess", ""),
    Scene::new("policy_summary_of_much", Policy, "policy ReadOnlyAccess", "<pgdn>"),
    Scene::new("policy_summary_of_ones_own", Policy, "policy ReportsAccess", "<down>"),
    Scene::new("policy_summary_uncategorized", Policy, "policy ReadOnlyAccess", "ff"),
    Scene::new("policy_summary_actions", Policy, "policy ReportsAccess", "<down><enter><down><down>"),
    Scene::new("policy_summary_remaining", Policy, "policy ReportsAccess", "<down><enter>f"),
    Scene::new("policy_summary_resources", Policy, "policy ReportsAccess", "<down><enter>/PutObject<enter><enter>"),
    Scene::new("policy_document", Policy, "policy AmazonS3ReadOnlyAccess", "v"),
    Scene::new("policy_document_scrolled", Policy, "policy ReadOnlyAccess", "v<pgdn>"),
    Scene::new("policy_entities", Policy, "policy AmazonS3ReadOnlyAccess", "<tab>"),
    Scene::new("policy_entities_none", Policy, "policy AdministratorAccess", "<tab>"),
    Scene::new("policy_of_a_service", Policy, "policy AWSSupportServiceRolePolicy", "<tab>"),
    Scene::new("policies_used_as_boundary", Policies, "policies", "fffff"),
    Scene::new("policy_tags", Policy, "policy ReportsAccess", "<tab><tab>"),
    Scene::new("policy_last_accessed", Policy, "policy ReportsAccess", "<backtab>"),
    Scene::new("policy_versions", Policy, "policy ReportsAccess", "<backtab><backtab>"),
    Scene::new("policy_versions_of_aws", Policy, "policy AdministratorAccess", "<backtab><backtab>"),
    Scene::new("policy_version_changes", Policy, "policy ReportsAccess", "<backtab><backtab><enter>"),
    Scene::new("policy_version_summary", Policy, "policy ReportsAccess", "<backtab><backtab><enter>v"),
    Scene::new("policy_version_set_default", Policy, "policy ReportsAccess", "<backtab><backtab>t"),
    Scene::new("policy_version_delete", Policy, "policy ReportsAccess", "<backtab><backtab>x"),
    Scene::new("policy_delete", Policy, "policy ReportsAccess", "d"),
    Scene::new("policy_detach_from_group", Policy, "policy AmazonS3ReadOnlyAccess", "<tab>x"),
];
