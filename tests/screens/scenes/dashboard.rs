//! The dashboard.

use super::Scene;
use iam_console::app::route::ScreenId::Dashboard;

pub const SCENES: &[Scene] = &[
    Scene::new("dashboard", Dashboard, "", ""),
    Scene::new("dashboard_new_account", Dashboard, "", "").in_new_account(),
    Scene::new("dashboard_in_current_words", Dashboard, "", "").in_current_words(),
    Scene::new("dashboard_strict", Dashboard, "", "t<down><down>"),
    Scene::new("dashboard_without_details", Dashboard, "", "<space>"),
    Scene::new("dashboard_counter", Dashboard, "", "<up><up>"),
    Scene::new("dashboard_alias", Dashboard, "", "c"),
    Scene::new("dashboard_alias_wrong", Dashboard, "", "c<ctrl-u>Acme Labs<enter>").in_new_account(),
];
