//! Beginning a lesson, leaving it, and going on with it.

use std::collections::BTreeSet;

use super::folder;
use crate::common::console::{Console, Setup};
use crate::common::learner::{begun, record};
use iam_console::app::message::Message;
use iam_console::training::progress::{LessonRecord, Outcome, Progress};

#[test]
fn a_lesson_is_left_with_a_form_that_is_not_saved() {
    let mut console = begun("meet");
    console.keys(":create-user<enter>zoe<alt-x>").see("Leave this account?").see("The user is not created yet");
    console
        .keys("<enter>")
        .miss("Leave this account?")
        .see("zoe")
        .keys("<alt-x><tab><enter>")
        .miss("Leave this account?")
        .miss("Create alice");
    assert!(console.model.route().is_some() && console.open.account().user_count() == 0);
}

#[test]
fn a_lesson_that_was_left_is_gone_on_with_where_it_was() {
    let mut console = begun("meet");
    console.keys("<alt-a>5<enter><alt-n>:aws iam create-user --user-name alice<enter><esc><alt-x>").see("practice").miss("Create alice");
    assert_eq!(console.open.account().user_count(), 0, "the own account is as it was");
    console.keys(":walkthroughs<enter>").see("● begun, 1 of 7").keys("<enter>").see("✔ 1  Count what is open").keys("<enter>");
    console.see("▲ Create alice").see("alice has no console password");
    console.keys(":walkthroughs<enter><enter>r").see("Begin Meet the account anew?").keys("<tab><enter>").see("▲ Count what is open");
    assert_eq!(console.open.account().user_count(), 0);
}

#[test]
fn the_first_start_offers_the_tour_once() {
    let started = |progress: Progress| {
        let mut console = Console::opening(crate::common::fresh(), Setup::default());
        console.send(Message::Progress { progress: Box::new(progress), elsewhere: BTreeSet::new() });
        let own = console.opened("practice", None);
        console.send(own);
        console
    };
    let mut console = started(Progress::of("anna"));
    console.see("Welcome").see("Take the tour").keys("t").see("A tour of the console").keys("<enter>").see("step 1 of");
    assert!(console.progress.offered);
    let mut console = started(Progress::of("anna"));
    console.keys("<esc>").see("Dashboard").miss("Take the tour");
    let own = console.opened("practice", None);
    console.send(own);
    console.miss("Take the tour");
    // It is kept of the learner, and not of the machine: another one of it is offered the same.
    assert!(console.progress.offered && console.settings.is_none());
    started(console.progress.clone()).see("Dashboard").miss("Take the tour");
    started(Progress::of("bert")).see("Take the tour");
    started(begun("meet").progress.clone()).see("Meet the account was begun and is not finished. n goes on with it.").keys("n").see("of 7");
    let mut done = begun("meet").progress.clone();
    for record in done.lessons.values_mut() {
        record.finished = Some(record.begun);
    }
    started(done).see("Next: Lock the root. n begins it.").keys("n").see("▲ Find root's keys");
    // Of an exam it is told how long there is time; on whoever was offered all and began nothing nothing is urged.
    let mut exam = Progress::of("anna");
    let lesson = iam_console::training::lesson::shipped_lesson("w07").unwrap();
    exam.lessons.insert("w07".into(), LessonRecord::begun("w07-1", 1, console.now).of(lesson));
    started(exam).see("Foundations exam was begun and is not finished. 45 minutes are left. n goes on with it.");
    started(Progress { offered: true, ..Progress::of("anna") }).miss("Next: ").keys("n").see("No lesson waits.");
}

#[test]
fn the_page_of_a_lesson_that_was_begun_elsewhere_says_what_becomes_of_it() {
    let mut console = begun("meet");
    console.keys("<alt-a>5<enter><alt-x>");
    let progress = Box::new(console.progress.clone());
    let mut console = Console::sized(120, 40);
    let elsewhere = BTreeSet::from([progress.lessons["w01"].account.clone()]);
    console.send(Message::Progress { progress, elsewhere });
    console.keys(":walkthroughs<enter>/meet<enter><enter>").see("Its account stayed on the machine that it was begun on");
    console.keys("n").see("The lesson's account is not on this machine.").keys("b").see("step 1 of");
    console.keys(":walkthroughs<enter>/meet<enter><enter>").miss("stayed on the machine");
}

#[test]
fn a_task_of_the_dashboard_leads_into_its_walkthrough() {
    let mut console = Console::fresh();
    console.see("Show me how").keys("s").see("Lock the root").see("Steps").keys("<enter>").see("lesson w02").miss("Show me how");
    console.keys("s").see("is under way");
}

#[test]
fn lessons_of_ones_own_stand_in_a_part_of_their_own() {
    let folder = folder();
    let mut console = Console::sized(120, 36);
    console.keys(":walkthroughs<enter>").miss("Your own").keys(":settings<enter>").see("Your own lessons  none");
    console.keys("l").see("Its whole path").keys("lessons<enter>").see("The whole path is meant").keys("<ctrl-u>");
    console.keys(&folder.path().display().to_string()).keys("<enter>").see("2 files");
    assert_eq!(console.settings.as_ref().unwrap().lessons.as_deref(), Some(folder.path()));
    console.keys(":walkthroughs<enter>").see("The course").see("Meet the account").keys("<tab>").miss("Meet the account");
    console.see("Ours").see("torn.md").see("✖ no lesson yet");
    console.keys("Gb").see("The file is no lesson yet").keys("<enter>").see("torn.md:3:1: ").see("a line +++ is expected");
    // It is mended meanwhile: the list reads it again.
    std::fs::copy(folder.path().join("ours.md"), folder.path().join("torn.md")).unwrap();
    console.keys(":users<enter>:walkthroughs<enter><tab>G<enter>").see("There is a lesson ours already").keys("<esc>");
    console
        .keys("gb")
        .see("▲ Create alice")
        .keys(":aws iam create-user --user-name alice<enter><esc>")
        .see("✔ Create alice")
        .keys("<alt-n>");
    assert_eq!(record(&console, "ours").outcome("alice"), Some(Outcome::Solved));
    console.keys("<alt-x>:walkthroughs<enter><tab>").see("✔ done").keys(":settings<enter>l<ctrl-u><enter>").see("Your own lessons  none");
    console.keys(":walkthroughs<enter>").miss("Your own");
}

#[test]
fn a_lesson_that_makes_another_account_now_begins_anew_and_says_so() {
    let folder = folder();
    let file = folder.path().join("ours.md");
    let edit = |from: &str, to: &str| std::fs::write(&file, std::fs::read_to_string(&file).unwrap().replace(from, to)).unwrap();
    let mut console = Console::sized(120, 36);
    console.keys(":settings<enter>l").keys(&folder.path().display().to_string()).keys("<enter>");
    let begin = ":walkthroughs<enter><tab>gb";
    console.keys(begin).see("▲ Create alice").keys(":aws iam create-user --user-name alice<enter><esc>").see("✔ Create alice");
    // Another text makes no other account.
    edit("The user *alice*.", "The user alice.");
    console.keys("<alt-x>").keys(begin).see("✔ Create alice").miss("begins anew");
    edit("[[step]]", "fixture_lines = [\"aws iam create-user --user-name bob\"]\n[[step]]");
    console.keys("<alt-x>").keys(begin).see("The lesson was changed since you began it: it begins anew").see("▲ Create alice");
    assert!(console.open.account().user_named("bob").is_some() && console.open.account().user_named("alice").is_none());
    assert_eq!(record(&console, "ours").outcome("alice"), None);
    console.keys("<alt-x>").keys(begin).see("▲ Create alice").miss("begins anew");
}

#[test]
fn an_exam_says_what_it_takes_before_it_begins() {
    let mut console = Console::sized(120, 40);
    console.keys(":walkthroughs<enter>/foundations<enter><enter>").see("These lessons lead here:").see("Roles for services  not begun");
    console.see("It is passed with all 4 steps done within 45 minutes").see("The clock begins with the exam, not on this page");
    // How long there is time is worth more than the lesson's name.
    console.resize(80, 24).keys("b").see("to do  45 min left  step 1 of 4");
    console.resize(60, 16).see("45 min left  step 1 of 4");
}
