//! The create-user wizard.

use super::Scene;
use iam_console::app::route::ScreenId::{CreateUser, User};

pub const SCENES: &[Scene] = &[
    Scene::new("create_user", CreateUser, "create-user", ""),
    Scene::new("create_user_wrong_name", CreateUser, "create-user", "al ice<enter>"),
    Scene::new("create_user_taken_name", CreateUser, "create-user", "ALICE<enter>"),
    Scene::new("create_user_with_console_access", CreateUser, "create-user", "dave<tab><space>"),
    Scene::new("create_user_weak_password", CreateUser, "create-user", "dave<tab><space><tab><right><tab>horse<enter>"),
    Scene::new("create_user_groups", CreateUser, "create-user", "dave<enter><space>"),
    Scene::new("create_user_no_groups", CreateUser, "create-user", "dave<enter>").in_new_account(),
    Scene::new("create_user_new_group", CreateUser, "create-user", "dave<enter>c"),
    Scene::new("create_user_copy", CreateUser, "create-user", "dave<enter><tab><down><space>"),
    Scene::new("create_user_policies", CreateUser, "create-user", "dave<enter><backtab>/s3<enter><space>"),
    Scene::new("create_user_view_policy", CreateUser, "create-user", "dave<enter><backtab>/s3readonly<enter>v"),
    Scene::new("create_user_boundary", CreateUser, "create-user", "dave<enter>b/readonlyaccess<enter><space>"),
    Scene::new("create_user_review", CreateUser, "create-user", "dave<tab><space><enter><space><enter>"),
    Scene::new("create_user_tags", CreateUser, "create-user", "dave<enter><enter>ateam<enter>search<enter>Team"),
    Scene::new("create_user_commands", CreateUser, "create-user", "dave<tab><space><enter><space><down><space><enter><ctrl-l>"),
    Scene::new("create_user_leave", CreateUser, "create-user", "dave<esc>"),
    Scene::new("create_user_done", User, "create-user", "dave<tab><space><enter><space><enter><enter>"),
    Scene::new("create_user_done_closed", User, "create-user", "dave<enter><space><enter><enter>"),
];
