//! Root's security credentials, and the practice authenticator.

use super::Scene;
use iam_console::app::route::ScreenId::{Authenticator, SecurityCredentials};

pub const SCENES: &[Scene] = &[
    Scene::new("root_credentials", SecurityCredentials, "root", ""),
    Scene::new("root_create_access_key", SecurityCredentials, "root", "c<enter>"),
    Scene::new("root_access_key_hidden", SecurityCredentials, "root", "c<space><enter>"),
    Scene::new("root_deactivate_key", SecurityCredentials, "root", "t"),
    Scene::new("root_delete_key", SecurityCredentials, "root", "t<tab><enter>x"),
    Scene::new("authenticator", Authenticator, "authenticator", ""),
    Scene::new("authenticator_none", Authenticator, "authenticator", "").in_new_account(),
];
