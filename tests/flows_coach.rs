//! The coach: a lesson is begun from its list, followed by keys through the real screens, and left.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::console::{Console, Setup};
use iam_console::app::message::Message;
use iam_console::training::progress::{HintRung, LessonRecord, Outcome, Progress};

/// A console in the lesson `w01`, begun from its list.
fn in_w01() -> Console {
    let mut console = Console::sized(120, 40);
    console.keys(":walkthroughs<enter>/meet<enter>b");
    console
}

/// What is kept of a lesson.
#[track_caller]
fn record<'a>(console: &'a Console, lesson: &str) -> &'a LessonRecord {
    console.progress.lesson(lesson).expect("it is begun")
}

/// Makes a request as somebody on the screen *Try it*.
fn try_as<'a>(console: &'a mut Console, who: &str, what: &str) -> &'a mut Console {
    console.keys(":try<enter><home><enter>/").keys(who).keys("<enter><enter><enter>/").keys("particular").keys("<enter><enter><enter>/");
    console.keys(what).keys("<enter><enter><enter>")
}

/// The number that stands before a text of a question.
#[track_caller]
fn number_before(console: &Console, text: &str) -> String {
    let screen = console.screen();
    let line = screen.lines().find(|line| line.contains(text)).unwrap_or_else(|| panic!("{text:?} is not on the screen:\n{screen}"));
    let before: String = line.split(text).next().unwrap().chars().rev().skip_while(|letter| !letter.is_ascii_digit()).take(1).collect();
    assert_eq!(before.len(), 1, "{line}");
    before
}

/// Answers a question with the option that has this text.
#[track_caller]
fn answer<'a>(console: &'a mut Console, text: &str) -> &'a mut Console {
    let number = number_before(console, text);
    console.keys(&number)
}

#[test]
fn w01_is_gone_through_by_keys_to_its_end() {
    let mut console = in_w01();
    console.see("Meet the account  step 1 of 7").see("▲ Count what is open").see("Security Status").see("lesson w01");
    console.keys("<alt-n>").see("This step is not done yet.");
    console.keys("<alt-a>").see("How many of the five tasks").keys("five<enter>").see("Type a number.");
    console.keys("<ctrl-u>5<enter>").see("✔ Count what is open").see("Right: 5").see("alt-n go on");

    console.keys("<alt-n>").see("▲ Create alice").see("step 2 of 7");
    console.keys(":create-user<enter>alice<tab><space><tab><right><tab>Correct-horse-7<tab><space><enter><enter><enter><enter>");
    console.see("Users › alice");
    console.see("✔ Create alice").see("Nobody has seen it yet").keys("s<enter>").miss("Nobody has seen it");

    console.keys("<alt-n>").see("▲ What may she do?").keys("<alt-a><down><enter>").see("You say: ");
    try_as(&mut console, "alice", "listallmy").see("✔ What may she do?").see("Right: denied");

    console.keys("<alt-n>").see("▲ An identity without a way in");
    console.keys(":aws iam create-user --user-name bob<enter><esc>O<tab><enter>").see("Locked out?").see("An identity without");
    console.keys("<tab><tab>bob<tab>Let-me-in-24<enter>").see("✔ An identity without a way in");
    console.keys("<f5>New-Root-Horse-1<tab>New-Root-Horse-1<enter>").keys("<backtab><backtab><backtab><left>");
    console.see("Root user email address").keys("<tab><tab>New-Root-Horse-1<enter>");
    console.see("root user ▲");

    console.keys("<alt-n>").see("▲ The same request as root");
    try_as(&mut console, "root", "listallmy").see("✔ allowed, and done").see("A question waits");
    console.keys("<alt-a>").see("Why is root allowed?");
    answer(&mut console, "Root is the account itself").see("✔ The same request as root");

    console.keys("<alt-n>").see("▲ Four words").keys("<alt-a>");
    for (word, job) in [("user", "one person"), ("group", "a set of users"), ("policy", "a document"), ("role", "taken on")] {
        let number = number_before(&console, job);
        console.see(&format!("?  {word}")).keys(&number);
    }
    console.keys("<enter>").see("✔ Four words");

    console.keys("<alt-n>").see("▲ Challenge: six predictions").see("6 of 6 questions wait").keys("<alt-a>").see("question 1 of 6");
    for (asked, decision) in [
        ("deletes the bucket", "1"),
        ("reads the object", "2"),
        ("creates a user", "1"),
        ("lists the buckets", "2"),
        ("It is only", "2"),
        ("creates a user", "1"),
    ] {
        console.see(asked).keys(decision);
    }
    console.see("▲ Challenge: six predictions").see("✖ Not right: allowed");
    console.keys("<alt-a>").see("question 3 of 6").keys("2").see("✔ Challenge: six predictions");
    console.keys("<alt-n>").see("What you have learned").see("7 of 7 steps solved, in");

    let kept = record(&console, "w01");
    assert!(kept.finished.is_some() && kept.count(Outcome::Solved) == 7, "{kept:#?}");
    console.keys("<alt-x>").see("practice").miss("What you have learned").keys(":walkthroughs<enter>").see("✔ done").see("1/");
}

#[test]
fn a_hint_climbs_from_where_to_doing_it_together() {
    let mut console = in_w01();
    console.keys("<alt-s>").see("▲ Create alice").see("step 2 of 7");
    console.keys("<alt-h>").see("Where  Users").see(":users");
    console.keys("<alt-h>").see("Open Users and create one.");
    console.keys("<alt-h>").see("c create user").see("aws iam create-user --user-name");
    console.keys("<alt-h>").see("Do it with me?").see("aws iam create-user --user-name alice").keys("<tab><enter>");
    console.see("alice has no console password").see("▲ Create alice");
    // The nudge answers what is amiss now.
    console.keys("<alt-p><alt-n>").see("▲ Create alice");
    assert_eq!(record(&console, "w01").outcome("checklist"), Some(Outcome::Skipped));
    console.keys("<alt-h><alt-h>").see("No password yet").keys("<alt-h><alt-h>");
    console.see("create-login-profile").keys("<tab><enter>").see("✔ Create alice  done with help");
    let kept = record(&console, "w01");
    assert_eq!((kept.outcome("alice"), kept.step("alice").unwrap().rung), (Some(Outcome::Assisted), Some(HintRung::Together)));
    assert!(kept.step("alice").unwrap().nudges.contains("no-password"), "{kept:#?}");
}

#[test]
fn what_is_taken_back_shows_as_undone_and_a_step_can_be_reset() {
    let mut console = in_w01();
    console.keys("<alt-s>:aws iam create-user --user-name alice<enter><esc>");
    console.keys(":aws iam create-login-profile --user-name alice --password Correct-horse-7<enter><esc>").see("✔ Create alice");
    console.keys("u").see("▲ Create alice  undone").see("alice has no console password");
    console.keys("<ctrl-r>").see("✔ Create alice  done");
    console.keys("<alt-r>").see("2 changes since the step was begun").keys("<tab><enter>").see("▲ Create alice  to do");
    assert_eq!(console.open.account().user_count(), 0);
    assert_eq!(record(&console, "w01").outcome("alice"), None);
}

#[test]
fn a_lesson_that_was_left_is_gone_on_with_where_it_was() {
    let mut console = in_w01();
    console.keys("<alt-a>5<enter><alt-n>:aws iam create-user --user-name alice<enter><esc><alt-x>").see("practice").miss("Create alice");
    assert_eq!(console.open.account().user_count(), 0, "the own account is as it was");
    console.keys(":walkthroughs<enter>").see("● begun, 1 of 7").keys("<enter>").see("✔ 1  Count what is open").keys("<enter>");
    console.see("▲ Create alice").see("alice has no console password");
    console.keys(":walkthroughs<enter><enter>r").see("Begin Meet the account anew?").keys("<tab><enter>").see("▲ Count what is open");
    assert_eq!(console.open.account().user_count(), 0);
}

#[test]
fn reading_behind_a_colon_counts_as_asking() {
    let mut console = in_w01();
    console.keys("<alt-s><alt-s><alt-s><alt-s>").see("▲ The same request as root");
    console.keys(":aws s3api list-buckets<enter>").see("reports-111122223333").keys("<esc><alt-a>");
    answer(&mut console, "Root is the account itself").see("✔ The same request as root");
}

#[test]
fn the_coach_is_at_hand_while_letters_are_typed_and_while_something_lies_over_the_screen() {
    let mut console = in_w01();
    console.keys("<alt-s>:create-user<enter>al<alt-h>").see("Where  Users").keys("ice").see("alice");
    console.keys("<ctrl-y>").see("h hint").keys("h").see("Open Users and create one.").miss("┌─ Coach");
    console.resize(80, 24).see("▲ Create alice  to do").see("alt-h hint").keys("<ctrl-y>").see("x leave lesson").keys("<esc>");
    console.resize(60, 16).see("▲ Create alice").see("ctrl-y coach");
}

#[test]
fn the_first_start_offers_the_tour_once() {
    let offered = || {
        let mut console = Console::opening(common::fresh(), Setup::default());
        console.send(Message::Progress(Box::new(Progress::of("anna"))));
        let own = console.opened("practice", None);
        console.send(own);
        console
    };
    let mut console = offered();
    console.see("Welcome").see("Take the tour").keys("t").see("A tour of the console").keys("<enter>").see("step 1 of");
    assert_eq!(console.settings.as_ref().map(|settings| settings.welcome), Some(false));
    let mut console = offered();
    console.keys("<esc>").see("Dashboard").miss("Take the tour");
    assert_eq!(console.settings.as_ref().map(|settings| settings.welcome), Some(false));
    let own = console.opened("practice", None);
    console.send(own);
    console.miss("Take the tour");
}

#[test]
fn a_task_of_the_dashboard_leads_into_its_walkthrough() {
    let mut console = Console::fresh();
    console.see("Show me how").keys("s").see("Lock the root").see("Steps").keys("<enter>").see("lesson w02").miss("Show me how");
    console.keys("s").see("is under way");
}
