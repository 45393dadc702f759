//! The wizard that makes a group.

use super::Scene;
use iam_console::app::route::ScreenId::CreateGroup;

pub const SCENES: &[Scene] = &[
    Scene::new("create_group", CreateGroup, "create-group", ""),
    Scene::new("create_group_taken_name", CreateGroup, "create-group", "OPS<enter>"),
    Scene::new("create_group_users", CreateGroup, "create-group", "Analysts<enter><space><down><space>"),
    Scene::new("create_group_no_users", CreateGroup, "create-group", "Analysts<enter>").in_new_account(),
    Scene::new("create_group_policies", CreateGroup, "create-group", "Analysts<enter><space><enter>/athena<enter><space>"),
];
