//! Flows through the create-user wizard: keys in; the screen and the account out.

mod details;
mod permissions;
mod scene;

use crate::common::PASSWORD;
use crate::common::console::{Console, Setup};
use iam_console::account::Account;
use iam_console::account::operation::PutUserPolicy;
use iam_console::account::quotas::Quotas;
use proptest::prelude::*;
use scene::*;

#[test]
fn a_user_without_anything_is_three_enters_and_one_undo_away() {
    let mut console = Console::fresh();
    console.keys(":users<enter>c").see("Create user").see("1 Specify user details").miss("Retrieve password");
    console.keys("alice<enter>").see("2 Set permissions").see("There are no groups yet.");
    console.keys("<enter>").see("3 Review and create").see("all is denied until something is granted");
    console.see("aws iam create-user --user-name alice").keys("<enter>");
    console.see("Users › alice").see("Created user alice").miss("Retrieve password");
    assert_eq!(console.open.account().login_profile_of(user(&console, "alice").id), None);
    console.keys("u").see("Undone");
    assert!(console.open.account().user_named("alice").is_none());
    console.keys("<ctrl-r>");
    assert_eq!(user(&console, "alice").path, "/");
}

#[test]
fn tags_are_added_removed_and_checked() {
    let mut console = wizard();
    console.keys("alice<enter><enter>").see("Tags – optional").keys("ateam<enter>backend<enter>Team");
    console.see("✖ Keys must differ in more than case.").keys("<enter>x<enter><enter>").see("Review and create").see("✖ Keys must");
    console
        .keys("<ctrl-u>cost(s)")
        .see("Use letters, digits, spaces and _ . : / = + -")
        .keys("<ctrl-u>AWS:team")
        .see("✖ Choose a key that doesn't begin with aws:.")
        .keys("<ctrl-u>cost<tab><ctrl-u>a;b")
        .see("✖ Use letters");
    console.see("ctrl-x remove").keys("<ctrl-x>").miss("a;b").miss("✖").keys("<tab>nokey").see("Give the tag a key.");
    console.keys("<ctrl-u>").miss("Give the tag").see("aws iam create-user --user-name alice --tags Key=team,Value=backend");
    console.keys("<up>").paste("-end\n").keys("<down>").see("Key=team,Value=backend-end").keys("<enter>").see("Created user alice");
    assert_eq!(tags(&console, "alice"), [("team".to_owned(), "backend-end".to_owned())]);
}

/// Enter goes from the key to the value: no tag is made of a key alone on the way.
#[test]
fn enter_leads_from_a_key_to_its_value() {
    let mut console = wizard();
    console.keys("alice<enter><enter>ateam<enter>").see("Review and create").keys("web<enter><enter>").see("Created user alice");
    assert_eq!(tags(&console, "alice"), [("team".to_owned(), "web".to_owned())]);
}

/// Of many tags a few are in sight, and it is told how many there are, up to the quota.
#[test]
fn more_tags_than_are_in_sight_are_counted() {
    let mut console = wizard();
    console.keys("alice<enter><enter>a");
    for at in 1..=50 {
        console.keys(&format!("k{at}<tab>v{at}"));
        if at < 50 {
            console.keys("<tab>");
        }
    }
    console.see("50 tags").see("k46").miss("k45").keys("<tab><enter>").see("Created user alice");
    assert_eq!(tags(&console, "alice").len(), 50);
}

#[test]
fn going_back_and_forth_loses_nothing() {
    let mut console = wizard();
    console.keys("alice<tab><space><tab><right><tab>Correct-Horse-9<enter>").keys("<space>").keys("<enter>ateam<enter>x");
    console.keys("<ctrl-b><ctrl-b>").see("alice").see("•••••••••••••••").see("(•) Custom password");
    console.keys("<enter>").see("1 chosen").keys("<enter>").see("Key=team,Value=x").keys("<tab><tab><tab><enter>s").see("Correct-Horse-9");
    console.keys("<esc>");
    assert_eq!(groups(&console, "alice"), ["Developers"]);
    assert_eq!(tags(&console, "alice"), [("team".to_owned(), "x".to_owned())]);
}

#[test]
fn leaving_asks_once_something_is_entered() {
    let mut console = Console::fresh();
    console.keys(":users<enter>c<esc>").see("There are no users yet.");
    for steps in ["alice", "alice<enter>", "alice<enter><enter>"] {
        console.keys("c").keys(steps).keys("<esc>").see("Leave this page?").see("would be lost");
        console.keys("<enter>").see("Create user").keys("<esc><tab><enter>").see("There are no users yet.");
    }
    assert_eq!(console.open.account().user_count(), 0);
}

#[test]
fn a_name_taken_meanwhile_leads_back_to_it() {
    let mut console = wizard();
    console.keys("alice<enter><space><enter>:aws iam create-user --user-name Alice<enter><esc><enter>");
    console.see("Specify user details").see("Names are unique without regard to case.");
    console.keys("2<enter>").see("1 chosen").keys("<enter><enter>");
    assert_eq!(groups(&console, "alice2"), ["Developers"]);
}

#[test]
fn a_password_policy_tightened_meanwhile_leads_back_to_the_password() {
    let mut console = wizard();
    console.keys("alice<tab><space><tab><right><tab>Abcdefg1<enter><enter>");
    console.keys(":aws iam update-account-password-policy --minimum-password-length 20<enter><enter>");
    console.see("Specify user details").see("✖ The password needs: 20 to 128 characters.").see("CreateLoginProfile refused");
    assert!(console.open.account().user_named("alice").is_none(), "all or nothing");
    console.keys("<ctrl-u>Abcdefghijklmnopqrst1<enter><enter><enter>s<esc>");
    assert!(has_password(&console, "alice", "Abcdefghijklmnopqrst1"));
}

#[test]
fn a_quota_of_the_account_is_said_where_one_creates() {
    let fresh = crate::common::fresh();
    let quotas = Quotas { users: 0, ..Quotas::default() };
    let account = Account::of(fresh.id(), quotas, fresh.entities().map(|(_, entity)| entity.clone())).unwrap();
    let mut console = wizard_on(account);
    console.keys("alice<enter><enter><enter>").see("Review and create").see("✖ Cannot exceed quota for UsersPerAccount: 0.");
    assert_eq!(console.open.account().user_count(), 0);
}

#[test]
fn commands_are_shown_in_full_and_copied() {
    let mut console = wizard();
    console.keys("<ctrl-l>").see("Give the user a name first.");
    console.keys("alice<tab><space><enter><space>j<space><enter><ctrl-l>").see("AWS CLI commands").keys("y");
    let commands: Vec<&str> = console.copied[0].lines().collect();
    assert_eq!(
        commands,
        [
            "aws iam create-user --user-name alice",
            "aws iam create-login-profile --user-name alice --password '********' --password-reset-required",
            "aws iam attach-user-policy --user-name alice --policy-arn arn:aws:iam::aws:policy/IAMUserChangePassword",
            "aws iam add-user-to-group --group-name Developers --user-name alice",
            "aws iam add-user-to-group --group-name Ops --user-name alice",
        ]
    );
}

#[test]
fn keys_of_other_steps_say_where_they_belong() {
    let mut console = wizard();
    console.keys("<ctrl-b>").see("This is the first step.").keys("alice<tab>c").see("A group is made at step 2");
    console.keys("b").see("chosen at step 2").keys("v").see("No policy is selected").keys("a").see("Tags are added at step 3");
    console.keys("<enter><tab>c").see("A group is made at step 2");
}

#[test]
fn the_mouse_chooses_and_creates() {
    let mut console = wizard();
    console.keys("alice<enter>").click("Ops").see("1 of 10 groups").click("Ops").see("0 of 10 groups").click("Ops");
    console.click("Attach policies directly").see("(•) Attach policies directly").click("Add user to group").see("1 of 10 groups");
    console.keys("<enter>").click("▌  Create user");
    assert_eq!(groups(&console, "alice"), ["Ops"]);
}

#[test]
fn every_step_has_room_in_a_small_window() {
    let mut console = Console::on(world().account, Setup { size: (60, 16), ..Setup::default() });
    console.keys(":create-user<enter>").see("step 1 of 3").see("User name").keys("alice<tab><space><tab><right><tab>Correct-Horse-9");
    console.see("✔ 8 to 128 characters").see("ctrl-o").keys("<enter>").see("(•) Add to group").see("Developers").see("Ops").see("b set");
    console.keys("<space><tab>").see("space copies from bob").see("bob").keys("<tab>").see("1 of 10 policies").keys("<backtab><backtab>b");
    console.see("b done").keys("<esc><enter>").see("alice").see("IAMUserChangePassword").see("Developers").see("Create user");
    console.keys("ateam<enter>x<tab>b").see("team").see("Create user").keys("<ctrl-x><enter>").see("Retrieve password");
}

/// What one presses in a wizard, each many times over what one would.
const PRESSED: &[&str] = &[
    "<enter>",
    "<enter>",
    "<tab>",
    "<backtab>",
    "<up>",
    "<down>",
    "<left>",
    "<space>",
    "<space>",
    "<esc>",
    "<ctrl-b>",
    "<ctrl-l>",
    "<ctrl-x>",
    "<ctrl-o>",
    "<ctrl-u>",
    "<pgdn>",
    "<end>",
    "<backspace>",
    "/",
    "a",
    "b",
    "c",
    "s",
    "S",
    "u",
    "v",
    "x",
    "Correct-Horse-9",
    "é",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_keys_in_any_order_break_the_wizard(
        keys in proptest::collection::vec(proptest::sample::select(PRESSED), 1..60),
        columns in 60_u16..130,
        rows in 16_u16..40,
    ) {
        let mut console = Console::on(world().account, Setup { size: (columns, rows), ..Setup::default() });
        console.keys(":create-user<enter>alice");
        for key in keys {
            console.keys(key);
        }
        // Whatever was pressed, the account holds only what an operation has made.
        let account = console.open.account();
        prop_assert!(account.users().all(|user| account.group_count_of(user.id) <= account.quotas().groups_per_user));
    }
}

#[test]
fn a_name_that_is_taken_is_told_as_it_is_spelt() {
    let mut console = wizard();
    console.keys("bob").see("There is a user bob already. Choose another name.").miss("without regard to case");
    console.keys("<ctrl-u>BOB").see("Names are unique without regard to case. There is").see("bob already.");
}

#[test]
fn the_account_is_not_undone_while_one_writes() {
    let mut console = wizard();
    console.keys("al<ctrl-r>").see("While you write or choose, ctrl-z takes back what was typed.").keys("<ctrl-p>undo the last<enter>");
    console.see("ctrl-z takes back").miss("Undone").see("Specify user details");
    assert!(console.open.account().user_named("bob").is_some());
    console.keys("<esc><tab><enter>");
}

/// What is attached for the sake of a choice at the first step is refused with where it comes from.
#[test]
fn who_may_attach_nothing_is_told_what_the_new_password_attaches() {
    let mut world = crate::sign_in::world();
    let policy_document =
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:CreateUser","iam:CreateLoginProfile"],"Resource":"*"}]}"#
            .to_owned();
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document });
    let mut console = crate::sign_in::console(world);
    crate::sign_in::sign_in(&mut console, PASSWORD)
        .keys(":create-user<enter>zoe<tab><space><enter>")
        .see("Set permissions")
        .keys("<enter>");
    console.see("iam:AttachUserPolicy").see("step 1").see("ctrl-b leads back there.");
}
