//! The history.

use super::Scene;
use crate::common::console::Console;
use iam_console::app::route::ScreenId::History;

/// Makes a user, makes it again in vain, joins it to a group, tags it, takes the tag back, and opens the history.
fn some_history(console: &mut Console) {
    for line in [
        "create-user --user-name dave",
        "create-user --user-name dave",
        "add-user-to-group --user-name dave --group-name Developers",
        "tag-user --user-name dave --tags Key=team,Value=search Key=cost-centre,Value=4711",
    ] {
        console.keys(":aws iam ").keys(line).keys("<enter><esc>");
    }
    console.keys("u:history<enter>");
}

pub const SCENES: &[Scene] = &[
    Scene::by("history", History, some_history),
    Scene::new("history_none", History, "history", "").in_new_account(),
    Scene::by("history_refused", History, |console| {
        some_history(console);
        console.keys("ff");
    }),
    Scene::by("history_details", History, |console| {
        some_history(console);
        console.keys("<down><enter>");
    }),
    Scene::by("history_details_of_a_refusal", History, |console| {
        some_history(console);
        console.keys("ff<enter>");
    }),
    Scene::by("history_what_cannot_be_undone", History, |console| {
        some_history(console);
        console.keys("Gz");
    }),
    Scene::by("history_with_notices", History, |console| {
        some_history(console);
        console.keys("<down>yfff");
    }),
];
