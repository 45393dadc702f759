//! Who one is: signing in, switching to a role, changing the own password, and what a new user sees.

use super::Scene;
use crate::common::PASSWORD;
use crate::common::console::Console;
use iam_console::account::caller::Caller;
use iam_console::account::operation::*;
use iam_console::account::secret::Secret;
use iam_console::app::route::ScreenId::{
    ChangePassword as ChangeScreen, Dashboard, Resources, SignIn, SwitchRole as SwitchScreen, User, Users,
};

/// Makes dave, who has a password and no permissions, and opens the sign-in screen.
fn dave(console: &mut Console) {
    let create = [
        CreateUser { user_name: "dave".into(), ..Default::default() }.into(),
        Operation::from(CreateLoginProfile {
            user_name: Some("dave".into()),
            password: Some(Secret::new(PASSWORD)),
            password_reset_required: None,
        }),
    ];
    console.open.submit(&Caller::ROOT, &create).unwrap();
    // The console hears of it with its next change.
    console.keys(":clock +1m<enter>:sign-in<enter>");
}

fn sign_in(console: &mut Console) {
    dave(console);
    console.keys("dave<tab>").keys(PASSWORD).keys("<enter>");
}

pub const SCENES: &[Scene] = &[
    Scene::new("sign_in", SignIn, "sign-in", ""),
    Scene::new("sign_in_root", SignIn, "sign-in", "<left>").in_new_account(),
    Scene::by("sign_in_wrong", SignIn, |console| {
        dave(console);
        console.keys("dave<tab>wrong<enter>");
    }),
    Scene::by("signed_out", SignIn, |console| {
        console.keys("O<tab><enter>");
    }),
    Scene::by("signed_in_without_permissions", Dashboard, sign_in),
    Scene::by("denied", Users, |console| {
        sign_in(console);
        console.keys(":users<enter>");
    }),
    Scene::by("denied_sections", User, |console| {
        sign_in(console);
        console.keys(":security-credentials<enter>");
    }),
    Scene::by("denied_resources", Resources, |console| {
        console.keys(":resources<enter>p");
        sign_in(console);
        console.keys(":resources<enter>");
    }),
    Scene::by("switch_role", SwitchScreen, |console| {
        sign_in(console);
        console.keys(":switch-role<enter>Auditor<enter>");
    }),
    Scene::by("change_password", ChangeScreen, |console| {
        sign_in(console);
        console.keys(":change-password<enter><tab>abc");
    }),
    Scene::new("identity_menu", Dashboard, "", "I"),
];
