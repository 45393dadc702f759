//! The wizard that makes a role.

use super::Scene;
use iam_console::app::route::ScreenId::CreateRole;

pub const SCENES: &[Scene] = &[
    Scene::new("create_role", CreateRole, "create-role", ""),
    Scene::new("create_role_policies", CreateRole, "create-role", "<tab><right><enter>/lambda<enter><space>"),
    Scene::new("create_role_review", CreateRole, "create-role", "<enter><space><enter>worker<tab>Runs the reports<tab>team<tab>web"),
    Scene::new(
        "create_role_account",
        CreateRole,
        "create-role",
        "<right><tab><right><tab>111122223333<tab><space><tab>x<tab><space><enter>",
    ),
    Scene::new("create_role_web_identity_none", CreateRole, "create-role", "<right><right><enter>"),
    Scene::new("create_role_custom", CreateRole, "create-role", "<right><right><right><right><enter>"),
    Scene::new("create_role_boundary", CreateRole, "create-role", "<enter>b/readonlyaccess<enter><space>"),
    Scene::new("create_role_wrong", CreateRole, "create-role", "<enter><enter>my role<tab><tab>a!b=c<enter>"),
    Scene::new("create_role_leave", CreateRole, "create-role", "<right><esc>"),
];
