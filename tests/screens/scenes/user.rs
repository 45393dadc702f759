//! A user's page, but for the security credentials.

use super::Scene;
use crate::common::company::LONG_NAME;
use iam_console::app::route::ScreenId::User;

pub const SCENES: &[Scene] = &[
    Scene::new("user_permissions", User, "user alice", ""),
    Scene::new("user_permissions_inline", User, "user bob", "j").with_inline_policies(),
    Scene::new("user_permissions_summary", User, "user bob", "jvv").with_inline_policies(),
    Scene::new("user_inline_policy", User, "user bob", "/own<enter><enter>").with_inline_policies(),
    Scene::new("user_delete_inline_policy", User, "user bob", "/own<enter>x").with_inline_policies(),
    Scene::new("user_set_boundary", User, "user alice", "b/reports<enter>").with_inline_policies(),
    Scene::new("user_set_boundary_asked", User, "user alice", "b/reports<enter><enter>").with_inline_policies(),
    Scene::by("user_change_boundary", User, |console| {
        console.keys(":user ").paste(LONG_NAME).keys("<enter>b");
    }),
    Scene::new("user_permissions_none", User, "user carol", ""),
    Scene::by("user_permissions_longest_name", User, |console| {
        console.keys(":user ").paste(LONG_NAME).keys("<enter>");
    }),
    Scene::new("user_groups", User, "user bob", "<tab>"),
    Scene::new("user_groups_none", User, "user carol", "<tab>"),
    Scene::new("user_tags", User, "user alice", "<tab><tab>"),
    Scene::new("user_tags_none", User, "user carol", "<tab><tab>"),
    Scene::new("user_last_accessed", User, "user alice", "<backtab>"),
    Scene::new("user_last_accessed_none", User, "user carol", "<backtab>"),
    Scene::new("user_last_accessed_actions", User, "user alice", "<backtab><enter>"),
    Scene::new("user_gone", User, "aws iam create-user --user-name dan", "<esc>:user dan<enter>u"),
    Scene::new("user_add_permissions", User, "user carol", "a"),
    Scene::new("user_add_to_groups", User, "user carol", "a<enter><space>"),
    Scene::new("user_add_to_groups_none_left", User, "user bob", "<tab>a"),
    Scene::new("user_copy_permissions", User, "user carol", "a<right><enter>"),
    Scene::new("user_attach_policies", User, "user carol", "a<right><right><enter>/s3<enter><space><down><space>"),
    Scene::new("user_remove_policy", User, "user alice", "x"),
    Scene::new("user_remove_from_group", User, "user alice", "<tab>x"),
    Scene::new("user_rename", User, "user alice", "n"),
    Scene::new("user_rename_to_a_taken_name", User, "user alice", "n<ctrl-u>BOB<enter>"),
    Scene::new("user_delete", User, "user bob", "d<right><enter>"),
    Scene::new("user_delete_active_keys", User, "user bob", "d"),
    Scene::new("user_add_tag", User, "user alice", "<tab><tab>a"),
    Scene::new("user_add_tag_wrong", User, "user alice", "<tab><tab>aTe!am<tab>a&b<enter>"),
    Scene::new("user_remove_tag", User, "user alice", "<tab><tab>x"),
];
