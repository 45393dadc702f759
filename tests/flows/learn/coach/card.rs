//! The card beside the screen: where it stands, what it has room for, and its language.

use crate::common::console::{Console, Setup};
use crate::common::learner::begun;
use iam_console::app::settings::Settings;
use iam_console::training::lesson::Language;

#[test]
fn beside_a_code_that_needs_every_row_the_task_stands_where_the_code_is_not() {
    let mut console = begun("lock the root");
    console.resize(80, 24).keys("<alt-s><alt-s>:assign-mfa<enter><enter>").see("then the codes").see("✔ Begin with a device");
    console.see("The QR code holds a secret that app").keys("<alt-n>").see("▲ Two codes in a row");
    console.see("then the codes").see("Type the code that the app shows").see("the root user has no MFA devices");
    // Beside the fields there is room for the card.
    console.keys("<enter>").see("MFA code 2").see("Type the code that the app shows, wait for the next one");
    console.keys("<alt-h>").see("Where ").see("MFA code 2").see("Type the code that the app shows").see("the root user has no MFA devices");
}

#[test]
fn lessons_are_told_in_the_language_that_is_set() {
    let mut console = begun("meet");
    console.see("Count what is open").keys(":settings<enter><tab><tab><tab><tab><tab>").see("Lessons are told in").keys("<right>");
    console.see("▲ Zähle, was offen ist").keys("<alt-s>").see("▲ Lege alice an");
    console.keys(":walkthroughs<enter>").see("Lerne das Konto kennen").see("Lock the root");
    assert_eq!(console.settings.as_ref().and_then(|settings| settings.language), Some(Language::German));
    console.keys(":settings<enter><tab><tab><tab><tab><tab><left>").see("▲ Create alice");
}

#[test]
fn the_coach_is_at_hand_while_letters_are_typed_and_while_something_lies_over_the_screen() {
    let mut console = begun("meet");
    console.keys("<alt-s>:create-user<enter>al<alt-h>").see("Where  Here").keys("ice").see("alice");
    console.keys("<ctrl-y>").see("h hint").keys("h").see("Open Users and create one.").miss("┌─ Coach");
    console.resize(80, 24).see("▲ Create alice  to do").see("alt-h hint").keys("<ctrl-y>").see("x leave lesson").keys("<esc>");
    console.resize(60, 16).see("▲ Create alice").see("ctrl-y coach");
}

#[test]
fn where_others_look_on_the_step_and_its_screen_have_the_room() {
    let width = |presenter| {
        let settings = Settings { presenter, ..Settings::default() };
        let mut console = Console::on(crate::common::fresh(), Setup { size: (120, 40), settings, ..Setup::default() });
        console.keys(":walkthroughs<enter>/meet<enter>b").see("Count what is open");
        let screen = console.screen();
        let line = screen.lines().find(|line| line.contains("Count what is open")).unwrap();
        (line.split("Count").next().unwrap().chars().count(), screen.contains("Access management"))
    };
    let ((alone, menu), (shown, shown_menu)) = (width(false), width(true));
    assert!(shown + 15 <= alone && menu && !shown_menu, "the card begins at {alone}, before others at {shown}");
}

#[test]
fn on_a_small_screen_the_card_takes_the_rows_that_the_screen_leaves() {
    let mut console = begun("meet");
    console.resize(80, 24).keys("<alt-s>:users<enter>").see("▲ Create alice").see("so people need users.").see("alt-h hint");
    // A hint does not take the place of its task.
    console.keys("<alt-h><alt-h>").see("Create a user named alice").see("Hint  Open Users").see("there is no user alice");
    console.keys("<alt-p><alt-n>");
    // The whole card lies in its place, and is not told twice.
    assert_eq!(console.keys("<ctrl-y>").screen().matches("Create a user named").count(), 1);
    console.keys("<esc>:aws iam create-user --user-name alice<enter><esc>");
    console.keys(":aws iam create-login-profile --user-name alice --password Correct-horse-7<enter><esc>").see("✔ Create alice");
    console.see("Exams still ask about users.");
    // At the end there is only to read.
    console.keys("<alt-n><alt-s><alt-s><alt-s><alt-s><alt-s>").see("Not all is done").see("alt-p goes back to what is left.");
}
