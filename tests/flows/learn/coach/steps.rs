//! Steps: done, undone, skipped, reset, jumped to.

use super::folder;
use crate::common::console::Console;
use crate::common::learner::{begun, record, told};
use iam_console::training::progress::Outcome;

#[test]
fn a_step_that_is_undone_is_not_counted_where_lessons_are_listed() {
    let mut console = begun("meet");
    console.keys("<alt-a>5<enter>").see("✔ Count what is open").keys("<alt-n>:aws iam create-user --user-name alice<enter><esc>");
    console.keys(":aws iam create-login-profile --user-name alice --password Correct-horse-7<enter><esc>").see("✔ Create alice");
    console.keys(":walkthroughs<enter>/meet<enter>").see("open, 2 of 7").keys("u").see("open, 1 of 7, 1 undone");
}

#[test]
fn a_step_is_ticked_whichever_is_shown() {
    let mut console = begun("meet");
    let outcome = |console: &Console| record(console, "w01").outcome("alice");
    console.keys(":aws iam create-user --user-name alice<enter><esc>");
    console.keys(":aws iam create-login-profile --user-name alice --password Correct-horse-7<enter><esc>").see("▲ Count what is open");
    assert_eq!(outcome(&console), Some(Outcome::Solved));
    // Nobody has come to it yet: it is just not done any more.
    console.keys("u").see("▲ Count what is open");
    assert_eq!(outcome(&console), None);
    console.keys("<ctrl-r><alt-s>").see("✔ Create alice  done").keys("u").see("▲ Create alice  undone");
    assert!(record(&console, "w01").step("alice").unwrap().undone);
}

#[test]
fn what_was_left_out_or_is_undone_is_told_at_the_end_and_is_not_done() {
    let folder = folder();
    let mut console = Console::sized(120, 36);
    console.keys(":settings<enter>l").keys(&folder.path().display().to_string()).keys("<enter>");
    console.keys(":walkthroughs<enter><tab>gb").see("▲ Create alice").keys("<alt-s>").see("Not all is done");
    told(&mut console, "The only step is not done.");
    told(&mut console, "– 1 Create alice skipped");
    assert_eq!(record(&console, "ours").finished, None);
    console.keys(":aws iam create-user --user-name alice<enter><esc>").see("What you have learned");
    assert!(record(&console, "ours").finished.is_some());
    console.keys("u").see("Not all is done");
    told(&mut console, "▲ 1 Create alice undone there is no user alice");
    assert_eq!(record(&console, "ours").done(), 0);
}

#[test]
fn what_is_taken_back_shows_as_undone_and_a_step_can_be_reset() {
    let mut console = begun("meet");
    console.keys("<alt-s>:aws iam create-user --user-name alice<enter><esc>");
    console.keys(":aws iam create-login-profile --user-name alice --password Correct-horse-7<enter><esc>").see("✔ Create alice");
    console.keys("u").see("▲ Create alice  undone").see("alice has no console password");
    console.keys("<ctrl-r>").see("✔ Create alice  done");
    console.keys("<alt-r>").see("2 changes since the step was begun").keys("<tab><enter>").see("▲ Create alice  to do");
    assert_eq!(console.open.account().user_count(), 0);
    assert_eq!(record(&console, "w01").outcome("alice"), None);
}

#[test]
fn a_reset_takes_nothing_from_a_step_that_was_done_in_one_before() {
    let mut console = begun("people and passwords");
    console.keys("<alt-s>:aws iam update-account-password-policy --minimum-password-length 14<enter><esc><alt-s>").see("step 3 of 7");
    console.keys("<alt-r>").see("Reset this step?").keys("<tab><enter>");
    for part in ["the answer", "signing out", "signing in"] {
        for _ in 0..4 {
            if !console.screen().contains("Do it with me?") {
                console.keys("<alt-h>");
            }
        }
        assert!(console.screen().contains("Do it with me?"), "{part}: {}", console.screen());
        console.keys("<tab><enter>");
    }
    assert_eq!(record(&console, "w03").outcome("old-password"), Some(Outcome::Assisted), "{}", console.screen());
}

#[test]
fn any_step_can_be_jumped_to_and_none_counts_as_done_by_that() {
    let mut console = begun("meet");
    console.keys("<alt-l>").see("Steps").see("▲ to do").keys("identity without<enter>").see("step 4 of 7");
    let kept = record(&console, "w01");
    assert!(kept.steps.values().all(|step| step.outcome.is_none()) && kept.finished.is_none(), "{kept:#?}");
    console.keys("<ctrl-y>l").see("Steps").keys("<home><enter>").see("step 1 of 7");
}
