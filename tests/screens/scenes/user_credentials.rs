//! A user's security credentials: console access, MFA devices, access keys, and what is shown once.

use super::Scene;
use iam_console::app::route::ScreenId::{Tags, User};

pub const SCENES: &[Scene] = &[
    Scene::new("user_credentials", User, "user bob", "<backtab><backtab>"),
    Scene::new("user_credentials_last_row", User, "user bob", "<backtab><backtab>G"),
    Scene::new("user_credentials_without_mfa", User, "user alice", "<backtab><backtab>"),
    Scene::new("user_credentials_none", User, "user carol", "<backtab><backtab>"),
    Scene::new("user_enable_console_access", User, "user carol", "<backtab><backtab>p"),
    Scene::new("user_enable_console_access_own_password", User, "user carol", "<backtab><backtab>p<right><tab>horse<enter>"),
    Scene::new("user_manage_console_access", User, "user bob", "<backtab><backtab>p"),
    Scene::new("user_password_hidden", User, "user carol", "<backtab><backtab>p<enter>"),
    Scene::new("user_password_shown", User, "user carol", "<backtab><backtab>p<enter>s"),
    Scene::new("user_password_not_seen_yet", User, "user carol", "<backtab><backtab>p<enter><esc>"),
    Scene::new("user_create_access_key", User, "user carol", "<backtab><backtab>c"),
    Scene::new("user_create_access_key_not_understood", User, "user carol", "<backtab><backtab>c<right><enter>"),
    Scene::new("user_access_key_shown", User, "user carol", "<backtab><backtab>c<tab><space><enter>s"),
    Scene::new("user_deactivate_key", User, "user bob", "<backtab><backtab>Gt"),
    Scene::new("user_delete_key_wrong", User, "user bob", "<backtab><backtab><down><down>xAKIA<enter>"),
    Scene::new("user_delete_active_key", User, "user bob", "<backtab><backtab>Gx"),
    Scene::new("user_resync", User, "user bob", "<backtab><backtab><down>r"),
    Scene::new("user_resync_wrong", User, "user bob", "<backtab><backtab><down>r123<enter>"),
    Scene::new("mfa_device_without_tags", Tags, "user bob", "<backtab><backtab><down>e"),
    Scene::new("mfa_device_tags", Tags, "user bob", "<backtab><backtab><down>eateam<tab>search<enter>"),
    Scene::new("user_key_description", User, "user bob", "<backtab><backtab>Ge"),
    Scene::new("user_remove_device", User, "user bob", "<backtab><backtab><down>x"),
];
