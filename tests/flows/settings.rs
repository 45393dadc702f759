//! Flows through the password policy and the settings.

use crate::common::World;
use crate::common::console::{Console, Setup};
use iam_console::account::entity::PasswordPolicy;
use iam_console::account::operation::*;
use iam_console::account::secret::Secret;
use iam_console::app::labels::Labels;
use iam_console::app::settings::Settings;
use iam_console::theme::Choice;
use jiff::ToSpan;
use ratatui::style::Style;

/// On the form, *Custom* chosen.
fn custom(strict: bool) -> Console {
    let settings = Settings { strict, ..Settings::default() };
    let mut console = Console::on(crate::common::fresh(), Setup { settings, ..Setup::default() });
    console.keys(":password-policy<enter>e<right>").see("(•) Custom");
    console
}

fn policy(console: &Console) -> Option<PasswordPolicy> {
    console.open.account().password_policy().cloned()
}

#[test]
fn the_default_is_shown_in_plain_words() {
    let mut console = Console::fresh();
    console.keys(":password-policy<enter>").see("Password policy  IAM default   ▲ To do").see("8 to 128 characters");
    console
        .see("three of: uppercase, lowercase, numbers, symbols")
        .see("passwords never expire")
        .see("any earlier password can be used again");
    console.see("e Edit").keys("d").see("The IAM default is in force already.");
    console.click("e Edit").see("Edit password policy").keys("<esc>").see("Change own password").keys("<esc>").see("Security Status");
}

#[test]
fn a_policy_is_put_together_and_set() {
    let mut console = custom(true);
    console.see("A password needs 8 to 128 characters.").see("Read strictly, the fifth task is to do.");
    console.keys("<tab><ctrl-u>14").see("A password needs 14 to 128 characters.").see("still lacks three kinds of characters");
    console.keys("<tab><space><tab><space><tab><space><tab><space>").see("at least one symbol").see("still lacks reuse prevention");
    console.keys("<tab><space><tab><ctrl-u>60<tab><space><tab><space><tab><space><tab><ctrl-u>24");
    console.see("Read strictly, the fifth task is done.").see("aws iam update-account-password-policy --minimum-password-length 14");
    console
        .keys("<tab><enter>")
        .see("Set a custom password policy?")
        .see("Expiry counts at once, 60 days")
        .see("never concerns the root user");
    assert_eq!(policy(&console), None);
    console.keys("<tab><enter>").see("Password policy  Custom   ✔ Done").see("the last 24 passwords can't be used again");
    console.see("after 60 days, and then only an administrator can set a new one").see("only users whom another policy allows it");
    let set = policy(&console).unwrap();
    assert_eq!((set.minimum_length, set.required_classes(), set.max_age, set.reuse_prevention), (14, 4, Some(60), Some(24)));
    assert!(set.hard_expiry && !set.allow_users_to_change);
    console.keys("u").see("IAM default");
    assert_eq!(policy(&console), None);
}

#[test]
fn a_weak_policy_is_done_for_the_console_and_not_strictly() {
    let mut console = custom(false);
    console.miss("Read strictly").keys("<enter><tab><enter>").see("✔ Done").see("any characters will do");
    console.keys(":dashboard<enter>").see("1 out of 5").keys("t").see("0 out of 5").keys(":password-policy<enter>").see("▲ To do");
}

#[test]
fn what_is_weaker_than_the_default_or_than_before_is_told_before_it_is_set() {
    let mut console = custom(false);
    console.keys("<tab><ctrl-u>6<enter>").see("Set a custom password policy?");
    console.see("▲ Weaker than the IAM default: 6 characters will do instead of 8; 0 of").miss("the policy in force:");
    console.keys("<esc><ctrl-u>20<tab><space><tab><space><tab><space><enter>").miss("Weaker").keys("<tab><enter>").see("20 to 128");
    console
        .keys("e<tab><ctrl-u>9<enter>")
        .see("▲ Weaker than the policy in force: 9 characters will do instead of 20.")
        .miss("IAM default:");
    console
        .keys("<esc><esc><tab><enter>")
        .see("Custom")
        .keys("d")
        .see("▲ Weaker than the policy in force: 8 characters will do instead of 20.");
}

#[test]
fn wrong_numbers_are_refused_at_their_fields() {
    let mut console = custom(false);
    console
        .keys("<tab><ctrl-u>5")
        .see("✖ Use 6 or more.")
        .keys("<enter>")
        .miss("Set a custom")
        .keys("<ctrl-u>129")
        .see("✖ Use 128 or less.");
    console.keys("<ctrl-u><enter>").see("✖ Enter a value.").miss("A password needs").keys("12").see("A password needs 12");
    console.keys("<tab><tab><tab><tab><tab><space><tab><ctrl-u>0").see("✖ Use 1 or more.").keys("<ctrl-u>1096").see("✖ Use 1095 or less.");
    console.keys("<ctrl-u>9999999999999999999999<enter>").see("✖ Use 1095 or less.").keys("<ctrl-u>1095").miss("✖");
    console
        .keys("<tab><tab><tab><space><tab><ctrl-u>25")
        .see("✖ Use 24 or less.")
        .keys("<ctrl-u>1<enter>")
        .see("Set a custom password policy?");
    console.keys("<tab><enter>").see("the last password can't be used again");
    assert_eq!(policy(&console).unwrap().max_age, Some(1095));
}

#[test]
fn a_policy_is_edited_from_what_it_is_and_given_up_again() {
    let mut console = custom(false);
    console
        .keys("<tab><ctrl-u>20<enter><tab><enter>")
        .see("20 to 128 characters")
        .keys("e")
        .see("in force: Custom")
        .see("20")
        .keys("<enter>");
    console.see("That is the policy in force already").miss("Set a custom");
    console.keys("<left>").see("(•) IAM default").miss("Minimum length").see("aws iam delete-account-password-policy").keys("<enter>");
    console.see("Go back to the IAM default?").see("Passwords never expire.").keys("<tab><enter>").see("IAM default   ▲ To do");
    console.keys("u").see("20 to 128 characters").keys("d").see("Go back to the IAM default?").keys("<esc>").see("20 to 128 characters");
    console.keys("d<tab><enter>").see("IAM default   ▲ To do");
    assert_eq!(policy(&console), None);
    console.keys("e<enter>").see("That is the policy in force already");
}

#[test]
fn expiry_counts_the_passwords_that_are_too_old() {
    let mut world = World::fresh();
    for (name, days) in [("alice", 100), ("bob", 90), ("carol", 89)] {
        world.env.now = crate::common::now() - (days * 24).hours();
        world.change(CreateUser { user_name: name.into(), ..Default::default() });
        let password = Some(Secret::new("Correct-Horse-9"));
        world.change(CreateLoginProfile { user_name: Some(name.into()), password, password_reset_required: None });
    }
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":password-policy<enter>e<right><tab><tab><tab><tab><tab><tab><space><enter>");
    console.see("2 passwords expired by that already: a new one is asked for at sign-in.").keys("<esc><tab><tab><space><enter>");
    console.see("an administrator must set a new");
}

#[test]
fn esc_asks_before_changes_are_lost() {
    let mut console = custom(false);
    console.keys("<esc>").see("Leave this page?").see("The changes to the password policy are not saved.").keys("<esc>").see("(•) Custom");
    console.keys("<esc><tab><enter>").see("IAM default").miss("(•)");
}

#[test]
fn an_undo_under_the_form_is_seen_by_it() {
    let mut console = custom(false);
    console
        .keys("<enter><tab><enter>e")
        .see("in force: Custom")
        .see("(•) Custom")
        .keys("u")
        .see("in force: IAM default")
        .see("(•) IAM default");
    console.keys("<ctrl-r>").see("(•) Custom").keys("<tab><ctrl-u>30<tab>u").see("in force: IAM default").see("30").see("(•) Custom");
}

#[test]
fn the_password_policy_can_be_set_on_a_small_screen() {
    let mut console = Console::sized(60, 16);
    console
        .keys(":password-policy<enter>")
        .see("8 to 128 characters")
        .keys("e<right><tab><ctrl-u>16<tab><tab><tab><tab>")
        .see("▌ [ ] Require at least one symbol");
    console.keys("<space><enter>").see("Set a custom password policy?").see("Set custom").keys("<tab><enter>").see("16 to 128");
    assert!(policy(&console).unwrap().require_symbols);
}

/// How this text looks.
fn style_of(console: &Console, text: &str) -> Style {
    let screen = console.screen();
    let (row, line) = screen.lines().enumerate().find(|(_, line)| line.contains(text)).unwrap();
    let column = line[..line.find(text).unwrap()].chars().count();
    console.buffer()[(u16::try_from(column).unwrap(), u16::try_from(row).unwrap())].style()
}

#[test]
fn settings_hold_at_once() {
    let mut console = Console::fresh();
    console.keys(":settings<enter>").see("(•) Follow the terminal").see("✔ Done").see("▲ To do").see("✖ Denied");
    let dark = style_of(&console, "✔ Done");
    // Going past options takes none of them.
    console.keys("<down><down>").see("› ( ) Light").see("(•) Follow the terminal");
    console.keys("<down><down><down>").see("› (•) Classic").keys("<up>").see("› (•) Follow the terminal");
    assert!(console.settings.is_none());
    console.keys("<down><down><space>").see("› (•) Light");
    assert_eq!(console.settings.as_ref().unwrap().theme, Choice::Light);
    assert_ne!(style_of(&console, "✔ Done"), dark);
    console.keys("<tab><right>").see("(•) 2026").see("IAM users").see("Account settings");
    assert_eq!(console.settings.as_ref().unwrap().labels, Labels::Current);
    console.keys("<tab><enter>").see("[x] Read the five tasks strictly");
    assert!(console.settings.as_ref().unwrap().strict);
    console.keys("<tab><space>").see("[ ] Use the mouse").keys("M").see("[x] Use the mouse");
    assert!(console.settings.as_ref().unwrap().mouse);
    console.keys("<tab><space>").see("[x] Others look on").keys("<space>");
    console.keys("<backtab><backtab><backtab><backtab>").see("▌ Theme").keys("<esc>").see("Security Status  strict");
}

#[test]
fn settings_take_clicks_and_fit_a_small_screen() {
    let mut console = Console::fresh();
    console.keys(":settings<enter>").click("Read the five tasks strictly").see("[x] Read the five tasks strictly");
    console.click("space change").see("[ ] Read the five tasks strictly").keys("<space>");
    console.resize(60, 16).see("The selected row").keys("<down>").see("▌ [x] Use the mouse");
}

#[test]
fn what_has_no_room_on_account_settings_is_scrolled_to() {
    let mut console = Console::fresh();
    console.keys(":account-settings<enter>").resize(60, 16).see("Password minimum length").miss("passwords, old keys.");
    console.keys("<end>").see("passwords, old keys.").click("t Move forward").see("Move the practice clock forward?");
}

#[test]
fn the_practice_clock_is_moved_on_account_settings() {
    let mut console = Console::fresh();
    console.keys(":account-settings<enter>").see("Practice clock").see("It goes with the real clock.");
    console.keys("t").see("Move the practice clock forward?").keys("<right><enter>").see("90 days ahead of the real clock.");
    console
        .keys("t<right><right><tab>12 parsecs<enter>")
        .see("This is no time to come.")
        .keys("<ctrl-u>0d<enter>")
        .see("This is no time to come.");
    console.keys("<ctrl-u>36h<enter>").see("91 days, 12 hours ahead of the real clock.").see("clock +91 days");
    console.keys("u").see("90 days ahead of the real clock.").keys("u").see("It goes with the real clock.");
}
