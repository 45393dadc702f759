//! The list of groups and a group's page.

use super::Scene;
use iam_console::app::route::ScreenId::{Group, Groups};

pub const SCENES: &[Scene] = &[
    Scene::new("groups", Groups, "groups", ""),
    Scene::new("groups_none", Groups, "groups", "").in_new_account(),
    Scene::new("groups_in_current_words", Groups, "groups", "").in_current_words(),
    Scene::new("group_users", Group, "group Developers", ""),
    Scene::new("group_users_marked", Group, "group Developers", "<space>"),
    Scene::new("group_users_none", Group, "aws iam create-group --group-name Empty", "<esc>:group Empty<enter>"),
    Scene::new("group_permissions", Group, "group Developers", "<tab>"),
    Scene::new("group_permissions_inline", Group, "group Ops", "<tab>G").with_inline_policies(),
    Scene::new("group_remove_policies", Group, "group Ops", "<tab><space>G<space>x").with_inline_policies(),
    Scene::new("group_permissions_none", Group, "aws iam create-group --group-name Empty", "<esc>:group Empty<enter><tab>"),
    Scene::new("group_add_users", Group, "group Developers", "a<space>"),
    Scene::new("group_attach_policies", Group, "group Developers", "<tab>a/ec2<enter><space>"),
    Scene::new("group_remove_users", Group, "group Developers", "<space><down><space>x"),
    Scene::new("group_detach_policy", Group, "group Developers", "<tab>x"),
    Scene::new("group_rename", Group, "group Developers", "n"),
    Scene::new("group_rename_to_a_taken_name", Group, "group Developers", "n<ctrl-u>ops<enter>"),
    Scene::new("group_delete", Group, "group Developers", "d"),
];
