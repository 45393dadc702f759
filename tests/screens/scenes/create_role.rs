//! The wizard that makes a role.

use super::Scene;
use iam_console::app::route::ScreenId::CreateRole;

pub const SCENES: &[Scene] = &[
    Scene::new("create_role", CreateRole, "create-role", ""),
    Scene::new("create_role_policies", CreateRole, "create-role", "<right><enter>/lambda<enter><space>"),
    Scene::new("create_role_review", CreateRole, "create-role", "<enter><space><enter>worker<tab>Runs the reports<tab>team=web"),
    Scene::new("create_role_wrong", CreateRole, "create-role", "<enter><enter>my role<tab><tab>a!b=c<enter>"),
    Scene::new("create_role_leave", CreateRole, "create-role", "<right><esc>"),
];
