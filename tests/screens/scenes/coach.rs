//! Walkthroughs: their list, the page of one, and the coach's card beside screens: a step to do, answered, done, with hints, with
//! its question, whole.

use super::Scene;
use crate::common::console::Console;
use iam_console::app::route::ScreenId::{CreateUser, Dashboard, SignIn, Users, Walkthrough, Walkthroughs};

/// Opens the walkthroughs of a folder of one's own, which has a lesson and a file that is none.
fn own(console: &mut Console) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lessons/own");
    console.keys(":settings<enter>l").keys(&folder.display().to_string()).keys("<enter>:walkthroughs<enter><tab>");
}

pub const SCENES: &[Scene] = &[
    Scene::new("walkthroughs", Walkthroughs, "walkthroughs", ""),
    Scene::new("walkthroughs_begun", Walkthroughs, "walkthroughs", "/meet<enter>b<alt-a>5<enter>:walkthroughs<enter>"),
    Scene::by("walkthroughs_own", Walkthroughs, own),
    Scene::by("walkthrough_wrong_file", Walkthrough, |console| {
        own(console);
        console.keys("G<enter>");
    }),
    Scene::new("walkthrough", Walkthrough, "walkthroughs", "/meet<enter><enter>"),
    Scene::new("walkthrough_begun", Walkthrough, "walkthroughs", "/meet<enter>b<alt-a>5<enter><alt-n>:walkthroughs<enter><enter><end>"),
    Scene::new("walkthrough_keep", Walkthrough, "walkthroughs", "/meet<enter>b:walkthroughs<enter><enter>n"),
    Scene::new("walkthrough_anew", Walkthrough, "walkthroughs", "/meet<enter>b:walkthroughs<enter><enter>r"),
    Scene::new("coach_to_do", Dashboard, "walkthroughs", "/meet<enter>b"),
    Scene::new("coach_question", Dashboard, "walkthroughs", "/meet<enter>b<alt-a>many<enter>"),
    Scene::new("coach_answered", Dashboard, "walkthroughs", "/meet<enter>b<alt-a>4<enter>"),
    Scene::new("coach_done", Dashboard, "walkthroughs", "/meet<enter>b<alt-a>5<enter>"),
    Scene::new("coach_not_yet", Dashboard, "walkthroughs", "/meet<enter>b<alt-n>"),
    Scene::new("coach_steps", Dashboard, "walkthroughs", "/meet<enter>b<alt-a>5<enter><alt-n><alt-l>"),
    Scene::new("coach_before_others", Users, "settings", "<backtab> :walkthroughs<enter>/meet<enter>b<alt-s>:users<enter>"),
    Scene::new("coach_hint_where", Dashboard, "walkthroughs", "/meet<enter>b<alt-s><alt-h>"),
    Scene::new("coach_hint_nudge", Dashboard, "walkthroughs", "/meet<enter>b<alt-s><alt-h><alt-h>"),
    Scene::new("coach_hint_keys", Dashboard, "walkthroughs", "/meet<enter>b<alt-s><alt-h><alt-h><alt-h>"),
    Scene::new("coach_hint_together", Dashboard, "walkthroughs", "/meet<enter>b<alt-s><alt-h><alt-h><alt-h><alt-h>"),
    Scene::new("coach_whole", Users, "walkthroughs", "/meet<enter>b<alt-s>:users<enter><ctrl-y>"),
    Scene::new("coach_beside_a_wizard", CreateUser, "walkthroughs", "/meet<enter>b<alt-s>:create-user<enter>alice<tab><space>"),
    Scene::new(
        "coach_undone",
        Users,
        "walkthroughs",
        "/meet<enter>b<alt-s>:aws iam create-user --user-name alice<enter><esc>:aws iam create-login-profile --user-name alice --password Correct-horse-7<enter><esc>:users<enter>u",
    ),
    Scene::new("coach_match", Dashboard, "walkthroughs", "/meet<enter>b<alt-s><alt-s><alt-s><alt-s><alt-s><alt-a>2"),
    Scene::new("coach_reset", Dashboard, "walkthroughs", "/meet<enter>b<alt-s>:aws iam create-user --user-name alice<enter><esc><alt-r>"),
    Scene::new("coach_at_sign_in", SignIn, "walkthroughs", "/meet<enter>b<alt-s>O<tab><enter>"),
    Scene::new("coach_end", Dashboard, "walkthroughs", "/meet<enter>b<alt-s><alt-s><alt-s><alt-s><alt-s><alt-s><alt-s>"),
];
