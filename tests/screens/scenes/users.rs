//! The list of users.

use super::Scene;
use iam_console::app::route::ScreenId::Users;

pub const SCENES: &[Scene] = &[
    Scene::new("users", Users, "users", ""),
    Scene::new("users_none", Users, "users", "").in_new_account(),
    Scene::new("users_filtering", Users, "users", "/l"),
    Scene::new("users_filtered_and_sorted", Users, "users", "/o<enter>ssS"),
    Scene::new("users_nothing_matches", Users, "users", "/zebra<enter>"),
    Scene::new("users_delete", Users, "users", "<down>d"),
    Scene::new("users_delete_wrong_name", Users, "users", "dalicia<enter>"),
    Scene::new("users_delete_longest_name", Users, "users", "Gd"),
    Scene::new("users_several", Users, "users", "<space><down><space>"),
    Scene::new("users_delete_several", Users, "users", "<space><down><down><space>d"),
    Scene::new("users_in_current_words", Users, "users", "").in_current_words(),
];
