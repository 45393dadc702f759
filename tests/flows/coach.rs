//! The coach: a lesson is begun from its list, followed by keys through the real screens, and left.

use std::collections::BTreeSet;

use crate::common::console::{Console, Setup};
use crate::common::learner::{answer, begun, number_before, record, told, try_as};
use iam_console::app::message::Message;
use iam_console::app::settings::Settings;
use iam_console::training::lesson::Language;
use iam_console::training::progress::{HintRung, LessonRecord, Outcome, Progress};

#[test]
fn a_hint_climbs_from_where_to_doing_it_together() {
    let mut console = begun("meet");
    console.keys("<alt-s>").see("▲ Create alice").see("step 2 of 7");
    console.keys("<alt-h>").see("Where  Users").see(":users");
    console.keys("<alt-h>").see("Hint").see("Open Users and create one.").miss("Hint  Hint");
    console.keys("<alt-h>").see("c create user").see("p console access").see("aws iam create-user --user-name").miss("d delete");
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
fn the_page_of_a_wrong_name_is_not_where_a_step_is_done() {
    let mut console = begun("meet");
    console.keys("<alt-s>:aws iam create-user --user-name alicia<enter><esc>:user alicia<enter><alt-h>");
    console.see("Where  Users").miss("a tab of");
    console.keys("<alt-h>").see("Hint  ");
    // The nudge on the card follows the mistakes, and what is on the card is no other rung.
    console.keys(":aws iam update-user --user-name alicia --new-user-name alice<enter><esc>").see("No password yet");
    console.keys("<alt-h>").see("Keys").see("p console access").see("--user-name alice ");
    assert!(record(&console, "w01").step("alice").unwrap().nudges.contains("no-password"));
}

#[test]
fn a_key_that_takes_away_says_what_under_the_tab_where_it_does() {
    let mut console = begun("yesterday");
    console.keys("<alt-s>").see("Mend it").keys("<alt-h><alt-h><alt-h>");
    told(&mut console, "x delete policy version under Policy versions, on v1");
    // The nudge of a challenge is its own, and its reason is told once it is met.
    console.keys("<alt-s>").see("Carol may choose the version").keys("<alt-h><alt-h>");
    told(&mut console, "Only one of them is what her right is for.");
}

#[test]
fn each_reason_names_the_option_that_it_is_about() {
    let mut console = begun("groups");
    console.keys(&"<alt-s>".repeat(5)).see("What a group is not").keys("<alt-a>");
    let number = number_before(&console, "Carry several policies");
    console.keys(&number).keys("<space><enter>");
    told(&mut console, "Carry several policies: ");
    told(&mut console, "Be the principal of a policy: A group never makes a request");
}

#[test]
fn an_answer_that_was_kept_is_not_asked_for_again_until_it_turns_out_wrong() {
    let mut console = begun("meet");
    console.keys("<alt-s>:aws iam create-user --user-name alice<enter><esc><alt-s>").see("step 3 of 7");
    console.keys("<alt-a><enter>:try<enter><alt-h>").see("Kept, now find out").see("Where  ").miss("Card   alt-a");
    // Nobody had allowed it, and the answer was that somebody had.
    console.keys(":aws s3api list-buckets<enter><esc>");
    try_as(&mut console, "alice", "listallmybuckets").see("✖ Not right: allowed").see("alt-a answers again.");
}

#[test]
fn a_step_that_is_undone_is_not_counted_where_lessons_are_listed() {
    let mut console = begun("meet");
    console.keys("<alt-a>5<enter>").see("✔ Count what is open").keys("<alt-n>:aws iam create-user --user-name alice<enter><esc>");
    console.keys(":aws iam create-login-profile --user-name alice --password Correct-horse-7<enter><esc>").see("✔ Create alice");
    console.keys(":walkthroughs<enter>/meet<enter>").see("open, 2 of 7").keys("u").see("open, 1 of 7, 1 undone");
}

#[test]
fn keys_that_lead_to_a_refusal_say_so_and_none_are_told_that_nobody_asks_for() {
    let mut console = begun("meet");
    console.keys("<alt-s><alt-s><alt-s>").see("step 4 of 7").keys("<alt-h><alt-h><alt-h>");
    told(&mut console, ": to see it refused");
    let mut console = begun("roles for services");
    console.see("Where policies go").keys("<alt-h><alt-h><alt-h>").see("Keys").see("answer").miss("under Permissions");
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
fn hints_have_the_names_and_need_not_the_passwords_that_the_learner_chose() {
    let mut console = begun("groups");
    console.keys(":aws iam create-group --group-name leser<enter><esc>");
    let policy = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
    console.keys(&format!(":aws iam attach-group-policy --group-name leser --policy-arn {policy}<enter><esc>"));
    told(&mut console, "✔ ").keys("<alt-n><alt-h><alt-h><alt-h>");
    told(&mut console, "add-user-to-group --group-name leser --user-name alice")
        .keys("<alt-h>")
        .see("--group-name leser --user-name alice");
    console.keys("<tab><enter>").see("Done together");
    assert!(console.open.account().users().any(|user| user.name == "alice" && console.open.account().groups_of(user.id).len() == 1));
    // Nobody but the learner knows her password: the coach gives her another one, and says which.
    let mut console = begun("people");
    let policy = "arn:aws:iam::aws:policy/AdministratorAccess";
    console.keys(":aws iam create-user --user-name lea<enter><esc>");
    console.keys(":aws iam create-login-profile --user-name lea --password Correct-horse-7-battery<enter><esc>");
    console.keys(&format!(":aws iam attach-user-policy --user-name lea --policy-arn {policy}<enter><esc>O<tab><enter>"));
    console.keys("<alt-h><alt-h><alt-h><alt-h>").see("Do it with me?").see("You are signed in as the user lea.").keys("<tab><enter>");
    console.see("Done together.").see("The password of lea is Blue-kettle-31-sings now.");
    assert_eq!(record(&console, "w03").outcome("yourself"), Some(Outcome::Assisted));
}

/// The texts that are underlined in the look of what a hint points at.
fn pointed_at(console: &Console) -> Vec<String> {
    let buffer = console.buffer();
    let mut texts: Vec<String> = Vec::new();
    let mut was = false;
    for place in buffer.area.positions() {
        let cell = buffer.cell(place).unwrap();
        let is = cell.modifier.contains(ratatui::style::Modifier::UNDERLINED);
        match (was && place.x > 0, is) {
            (true, true) => texts.last_mut().unwrap().push_str(cell.symbol()),
            (false, true) => texts.push(cell.symbol().to_owned()),
            _ => {}
        }
        was = is;
    }
    texts.into_iter().map(|text| text.trim().to_owned()).collect()
}

#[test]
fn the_first_hint_points_at_what_brings_the_step_on() {
    for (columns, rows) in [(120, 40), (80, 24)] {
        let mut console = begun("meet");
        console.resize(columns, rows).keys("<alt-s>").see("Create alice");
        assert!(pointed_at(&console).is_empty());
        console.keys("<alt-h>");
        let way = if columns == 120 { "Users" } else { "f2 go to" };
        assert!(
            pointed_at(&console).iter().any(|text| text.contains(way) || text == ": go to"),
            "{:?}\n{}",
            pointed_at(&console),
            console.screen()
        );
        console.keys(":users<enter>");
        assert_eq!(pointed_at(&console), ["c create user"], "{}", console.screen());
        console.keys(":aws iam create-user --user-name alice<enter><esc>:users<enter>");
        assert_eq!(pointed_at(&console), ["alice", "enter open"], "{}", console.screen());
        console.keys("<enter>");
        assert_eq!(pointed_at(&console), ["Security credentials"], "{}", console.screen());
    }
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
fn reading_behind_a_colon_counts_as_asking() {
    let mut console = begun("meet");
    console.keys("<alt-s><alt-s><alt-s><alt-s>").see("▲ The same request as root");
    console.keys(":aws s3api list-buckets<enter>").see("reports-111122223333").keys("<esc><alt-a>");
    answer(&mut console, "Root is the account itself").see("✔ The same request as root");
}

#[test]
fn a_wrong_option_says_why_it_is_wrong() {
    let mut console = begun("meet");
    console.keys("<alt-s><alt-s><alt-s><alt-s>:aws s3api list-buckets<enter><esc><alt-a>");
    answer(&mut console, "Root made the buckets");
    told(&mut console, "✖ Not right: Root made the buckets");
    told(&mut console, "no permissions. A user who made").keys("<alt-a>");
    answer(&mut console, "AdministratorAccess is attached");
    told(&mut console, "No policy can be attached to root");
}

#[test]
fn what_is_chosen_from_in_a_long_question_stays_in_sight() {
    let mut console = begun("meet");
    console.keys("<alt-s><alt-s><alt-s><alt-s><alt-s><alt-a>").see("Match each of the four words").miss("–12 of 12");
    console
        .resize(60, 16)
        .see("What belongs to: user?")
        .see("▌1  ")
        .keys("<down><down><down>")
        .see("▌4  ")
        .keys("<up><up><up><enter>")
        .see("What belongs to: group?")
        .see("▌1  user: ")
        .keys("<enter>")
        .see("This one has its place already.")
        .keys("<backspace>")
        .see("What belongs to: user?");
}

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
fn an_answer_that_comes_early_is_told_to_be_kept_however_small_the_card_is() {
    let mut console = begun("meet");
    console.resize(80, 24).keys("<alt-s><alt-s><alt-s><alt-s>").see("step 5 of 7").keys("<alt-a>");
    answer(&mut console, "Root is the account itself")
        .see("● Kept, now find out. You say: ")
        .see("Make the request again")
        .see("▲ the root user has not tried");
    console.keys("<alt-h>").see("Kept, now find out").see("Where ");
}

#[test]
fn where_first_answers_count_and_too_few_can_be_right_the_reset_is_told() {
    let mut console = begun("meet");
    console.keys(&"<alt-s>".repeat(6)).see("step 7 of 7").miss("First answers count");
    // Two that are wrong are one too many, though four are still open.
    console.keys("<alt-a>3<enter>").see("question 2 of 6").keys("3<enter><esc>");
    told(&mut console, "First answers count here, and too few were right: alt-r asks anew.");
    console.resize(80, 24).see("alt-r reset step…").see("First answers count here").resize(120, 40);
    console.keys("<alt-h>").see("Where  alt-r reset step…").keys("<alt-h><alt-h>");
    told(&mut console, "Keys First answers count here, and too few were right: alt-r asks anew.");
    console.keys("<alt-h>").see("Reset this step?").see("Its answers are forgotten, and its questions asked anew.").keys("<tab><enter>");
    console.see("6 of 6 questions wait").miss("First answers count");
}

#[test]
fn what_was_looked_up_is_no_prediction() {
    for looked_up in [
        ":access<enter>user/alice<tab>s3:ListAllMyBuckets<tab><ctrl-u>*<enter>",
        ":aws iam simulate-principal-policy --policy-source-arn arn:aws:iam::$:user/alice --action-names s3:ListAllMyBuckets<enter><esc>",
    ] {
        let mut console = begun("meet");
        let id = console.open.account().id().to_string();
        console.keys("<alt-s>:aws iam create-user --user-name alice<enter><esc>");
        console.keys(":aws iam create-login-profile --user-name alice --password Correct-horse-7<enter><esc><alt-n>");
        console.see("step 3 of 7").keys(&looked_up.replace('$', &id)).keys("<alt-a><down><enter>");
        told(&mut console, "Kept, now find out.");
        told(&mut console, "That comes too late to be a prediction: the step counts as done with help. alt-r predicts anew.");
        told(try_as(&mut console, "alice", "listallmy"), "✔ What may she do? done with help");
        assert_eq!(record(&console, "w01").outcome("first-decision"), Some(Outcome::Assisted));
        // What was seen counts no more once the step is begun anew.
        console.keys("<alt-r>").see("Reset this step?").keys("<tab><enter>");
        told(&mut console, "▲ alice has not tried s3:ListAllMyBuckets yet").keys("<alt-a><down><enter>");
        told(&mut console, "Kept, now find out.").miss("too late");
        told(try_as(&mut console, "alice", "listallmy"), "✔ What may she do? done");
        assert_eq!(record(&console, "w01").outcome("first-decision"), Some(Outcome::Solved));
    }
}

#[test]
fn what_was_looked_up_of_others_or_elsewhere_leaves_a_prediction_good() {
    let mut console = begun("meet");
    console.keys("<alt-s>:aws iam create-user --user-name alice<enter><esc>");
    console.keys(":aws iam create-login-profile --user-name alice --password Correct-horse-7<enter><esc><alt-n>").see("step 3 of 7");
    console.keys(":access<enter>user/bob<tab>s3:ListAllMyBuckets<tab><ctrl-u>*<enter><alt-a><down><enter>");
    told(&mut console, "Kept, now find out.").miss("too late");
    let mut console = begun("roles for services");
    console.keys(&"<alt-s>".repeat(8)).see("step 9 of 12").keys(":access<enter>user/svc-mail<tab>s3:GetObject<tab><ctrl-u>");
    console.keys("arn:aws:s3:::results-111122223333/summary.txt<enter><alt-a><down><enter>");
    told(&mut console, "Kept, now find out.").miss("too late");
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
fn what_was_looked_up_before_a_change_tells_nothing_of_what_is_so_after_it() {
    let mut console = begun("groups");
    console.keys("<alt-s><alt-s><alt-s>").see("step 4 of 7").keys(":access<enter>user/bob<tab>s3:GetObject<tab><ctrl-u>");
    console.keys("arn:aws:s3:::reports-111122223333/q1.csv<enter>").see("allowed").keys("<alt-a><down><enter>");
    told(&mut console, "Kept, now find out.").miss("too late");
}

#[test]
fn what_an_earlier_step_makes_is_told_to_come_first_and_not_offered() {
    let mut console = begun("lock the root");
    console.keys("<alt-s><alt-s><alt-s>").see("step 4 of 8").keys("<alt-h><alt-h><alt-h>");
    told(&mut console, "Keys Step 3, Begin with a device, comes first, and is not done. alt-l all steps…");
    console
        .keys("<alt-h>")
        .miss("Do it with me?")
        .see("▌ 3  Begin with a device")
        .see("● Step 3, Begin with a device, comes first")
        .keys("<enter>")
        .see("Begin with a device  skipped");
}

#[test]
fn what_was_refused_is_not_offered_again_as_things_are() {
    let mut console = begun("meet");
    console
        .keys("<alt-s>O<tab><enter>")
        .see("not signed in")
        .keys("<alt-h><alt-h><alt-h><alt-h>")
        .see("Do it with me?")
        .keys("<tab><enter>");
    console.see("would be again").keys("<alt-h>").miss("Do it with me?").see("● What comes next was refused, and would be again");
}

#[test]
fn a_number_is_asked_for_with_its_field_and_a_wrong_one_says_which_way() {
    let mut console = begun("meet");
    console.keys("<alt-a>").see("▌ Type a number").keys("x<enter>").see("✖ Type a number.").keys("<ctrl-u>2<enter>");
    told(&mut console, "✖ Not right: 2 There are more than 2: look again.").keys("<alt-a>7<enter>");
    told(&mut console, "There are fewer than 7: look again.");
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
fn what_was_looked_up_is_no_prediction_where_nothing_else_is_to_be_done() {
    for (looked_up, outcome) in [(false, Outcome::Solved), (true, Outcome::Assisted)] {
        let mut console = begun("meet");
        console.keys(":aws iam create-user --user-name alice<enter><esc>:aws iam create-user --user-name bob<enter><esc>");
        console.keys(&"<alt-s>".repeat(6)).see("step 7 of 7");
        if looked_up {
            console.keys(":access<enter>user/bob<tab>s3:ListAllMyBuckets<tab><ctrl-u>*<enter>");
        }
        console.keys("<alt-a>1<enter>2<enter>2<enter>2<enter>2<enter>1<enter>");
        assert_eq!(record(&console, "w01").outcome("six"), Some(outcome), "{}", console.screen());
    }
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

/// A folder with a lesson of its own, *Ours*, and a file that is none.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let front = "format = 1\nid = \"ours\"\ntitle = \"Ours\"\nlevel = \"novice\"\nminutes = 5";
    let step = "[[step]]\nid = \"alice\"\ncheck = \"exists(user:alice)\"";
    let lesson = format!("+++\n{front}\n{step}\n+++\n\nAbout alice.\n\n## Create alice {{#alice}}\n\nThe user *alice*.\n");
    std::fs::write(folder.path().join("ours.md"), lesson).unwrap();
    std::fs::write(folder.path().join("torn.md"), "+++\nformat = 1\n").unwrap();
    folder
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
fn any_step_can_be_jumped_to_and_none_counts_as_done_by_that() {
    let mut console = begun("meet");
    console.keys("<alt-l>").see("Steps").see("▲ to do").keys("identity without<enter>").see("step 4 of 7");
    let kept = record(&console, "w01");
    assert!(kept.steps.values().all(|step| step.outcome.is_none()) && kept.finished.is_none(), "{kept:#?}");
    console.keys("<ctrl-y>l").see("Steps").keys("<home><enter>").see("step 1 of 7");
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

#[test]
fn a_hint_names_the_nearest_way() {
    let mut console = begun("meet");
    console.keys("<alt-s><alt-s><alt-h>").see("Where  Try it").see("Card   alt-a answer…").keys("<alt-a><down><enter>");
    console.keys(":resources<enter>").see("Where  t try it…");
    assert!(pointed_at(&console).iter().any(|text| text == "t try it…"), "{:?}\n{}", pointed_at(&console), console.screen());
    console.keys("<alt-n>:try<enter>").miss("Where  t try it…");
}

#[test]
fn what_was_predicted_is_kept_and_what_was_not_done_is_no_mistake() {
    let mut console = begun("meet");
    console.keys("<alt-s>").keys(":aws iam create-user --user-name alice<enter><esc><alt-s><alt-a>1<enter>");
    told(&mut console, "● Kept, now find out. You say: allowed ▲ alice has not tried s3:ListAllMyBuckets yet");
    console
        .see("alt-a answer again…")
        .keys(":aws iam attach-user-policy --user-name alice --policy-arn arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess<enter><esc>");
    try_as(&mut console, "alice", "listallmy");
    told(&mut console, "▲ alice tries s3:ListAllMyBuckets: allowed");
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
