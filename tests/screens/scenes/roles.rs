//! The list of roles and a role's page.

use super::Scene;
use iam_console::app::route::ScreenId::{Role, Roles};

pub const SCENES: &[Scene] = &[
    Scene::new("roles", Roles, "roles", ""),
    Scene::new("roles_none", Roles, "roles", "").in_new_account(),
    Scene::new("roles_delete", Roles, "roles", "d"),
    Scene::new("role_permissions", Role, "role app", ""),
    Scene::new("role_permissions_none", Role, "role partner", ""),
    Scene::new("role_trust", Role, "role app", "<tab>"),
    Scene::new("role_trust_of_another_account", Role, "role partner", "<tab>"),
    Scene::new("role_revoke", Role, "role app", "<backtab>"),
    Scene::new("role_tags", Role, "role app", "<tab><tab>"),
    Scene::new("role_tags_none", Role, "role partner", "<tab><tab>"),
    Scene::new("role_detach_policy", Role, "role app", "x"),
    Scene::new("role_gone", Role, "role partner", ":aws iam delete-role --role-name partner<enter>"),
];
