//! The password policy.

use super::Scene;
use iam_console::app::route::ScreenId::{AccountSettings, EditPasswordPolicy};

pub const SCENES: &[Scene] = &[
    Scene::new("password_policy", AccountSettings, "password-policy", ""),
    Scene::new("password_policy_default", AccountSettings, "password-policy", "").in_new_account(),
    Scene::new("password_policy_set_default", AccountSettings, "password-policy", "d"),
    Scene::new("password_policy_edit", EditPasswordPolicy, "password-policy", "e"),
    Scene::new("password_policy_edit_default", EditPasswordPolicy, "password-policy", "e").in_new_account(),
    Scene::new("password_policy_edit_wrong", EditPasswordPolicy, "password-policy", "e<tab><ctrl-u>5<enter>"),
    Scene::new("password_policy_edit_last_field", EditPasswordPolicy, "password-policy", "e<backtab>"),
    Scene::new("password_policy_set", EditPasswordPolicy, "password-policy", "e<tab><ctrl-u>16<enter>"),
];
