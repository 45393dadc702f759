//! A store that takes its time: what is typed before it answers neither loses the answer nor is lost to it.

use crate::common::codes;
use crate::common::company::company;
use crate::common::console::{Console, Setup};
use iam_console::account::entity::Owner;
use iam_console::app::route::{Route, ScreenId};

/// A console on the company's account after these keys, its store slow from then on.
fn slow_after(keys: &str) -> Console {
    let mut console = Console::on(company(), Setup::default());
    console.keys(keys);
    console.is_slow = true;
    console
}

#[test]
fn a_new_key_is_shown_though_esc_was_pressed_meanwhile() {
    let mut console = slow_after(":user carol<enter><backtab><backtab>c<tab><space>");
    console.keys("<enter><esc><esc>").click("Cancel");
    console.let_through();
    console.see("Secret access key").see("Access key ID");
}

#[test]
fn a_new_password_is_shown_though_the_wizard_was_left_meanwhile() {
    let mut console = slow_after(":create-user<enter>dave<tab><space><enter><enter>");
    console.see("Create user").keys("<enter><esc>").see("Leave this page?").keys("<tab><enter>");
    assert_eq!(console.model.route(), Some(&Route::to(ScreenId::Users)));
    console.let_through();
    console.see("Retrieve password").see("dave").keys("s<enter>");
    assert_eq!(console.model.route(), Some(&Route::to(ScreenId::Users)));
}

#[test]
fn a_device_that_is_made_late_is_removed_again() {
    let mut console = slow_after(":assign-mfa<enter>");
    console.keys("<enter><esc>");
    console.let_through();
    console.let_through();
    assert_eq!(console.open.account().mfa_devices().count(), company().mfa_devices().count(), "{}", console.screen());
}

#[test]
fn the_answer_to_a_line_is_shown_though_esc_was_pressed_meanwhile() {
    let mut console = slow_after(":aws iam create-access-key --user-name carol");
    console.keys("<enter><esc><esc>");
    console.let_through();
    console.see("SecretAccessKey");
}

#[test]
fn a_wizard_that_is_done_late_leaves_one_where_one_is() {
    let mut console = slow_after(":create-group<enter>Analysts<enter><enter>");
    console.keys("<enter>:roles<enter>");
    console.let_through();
    assert_eq!(console.model.route(), Some(&Route::to(ScreenId::Roles)));
    console.see("Created group Analysts").keys("[");
    let made = console.open.account().group_named("Analysts").unwrap().id;
    assert_eq!(console.model.route(), Some(&Route::group(made)), "the wizard has become the page of what it made");
}

#[test]
fn enter_twice_makes_a_thing_once() {
    for (keys, made) in [
        (":create-group<enter>Analysts<enter><enter>", "Created group Analysts"),
        (":create-role<enter><enter><enter>worker", "Created role worker"),
        (":create-user<enter>dave<enter><enter>", "Created user dave"),
        (":assign-mfa<enter>", "two codes"),
        (":password-policy<enter>e<tab><ctrl-u>16<enter><tab>", "password policy"),
    ] {
        let mut console = slow_after(keys);
        let before = console.open.history().revision();
        console.keys("<enter><enter>");
        console.let_through();
        console.see(made).miss("refused");
        assert_eq!(console.open.history().revision(), before + 1, "{keys}\n{}", console.screen());
    }
}

#[test]
fn a_device_whose_codes_were_sent_is_not_cancelled_by_leaving() {
    let mut console = slow_after(":assign-mfa<enter><enter>");
    let [first, second] = codes(console.open.account(), "root-mfa", 0);
    console.keys(first.reveal()).keys(second.reveal()).keys("<enter><esc>");
    console.let_through();
    console.see("MFA device assigned to the root user").miss("refused");
    assert_eq!(console.open.account().mfa_devices_of(Owner::Root).count(), 1);
}

#[test]
fn a_device_that_is_just_being_made_is_removed_again_by_leaving() {
    let mut console = slow_after(":assign-mfa<enter>");
    let devices = console.open.account().mfa_devices().count();
    console.keys("<enter><esc>");
    console.let_through();
    console.see("is removed again").miss("refused");
    assert_eq!(console.open.account().mfa_devices().count(), devices);
}

#[test]
fn a_device_gets_the_name_that_was_sent_whatever_is_typed_meanwhile() {
    let mut console = slow_after(":assign-mfa<enter>");
    console.keys("<enter>9");
    console.let_through();
    console.see("MFA code 1");
    assert!(console.open.account().mfa_device_named("root-mfa").is_some());
}
