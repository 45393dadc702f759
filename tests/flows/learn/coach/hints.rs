//! Hints: from where to go to doing it together, and what they point at.

use crate::common::console::Console;
use crate::common::learner::{begun, record, told};
use iam_console::training::progress::{HintRung, Outcome};

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
fn keys_that_lead_to_a_refusal_say_so_and_none_are_told_that_nobody_asks_for() {
    let mut console = begun("meet");
    console.keys("<alt-s><alt-s><alt-s>").see("step 4 of 7").keys("<alt-h><alt-h><alt-h>");
    told(&mut console, ": to see it refused");
    let mut console = begun("roles for services");
    console.see("Where policies go").keys("<alt-h><alt-h><alt-h>").see("Keys").see("answer").miss("under Permissions");
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
fn a_hint_names_the_nearest_way() {
    let mut console = begun("meet");
    console.keys("<alt-s><alt-s><alt-h>").see("Where  Try it").see("Card   alt-a answer…").keys("<alt-a><down><enter>");
    console.keys(":resources<enter>").see("Where  t try it…");
    assert!(pointed_at(&console).iter().any(|text| text == "t try it…"), "{:?}\n{}", pointed_at(&console), console.screen());
    console.keys("<alt-n>:try<enter>").miss("Where  t try it…");
}
