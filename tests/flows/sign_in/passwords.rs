//! Passwords at the sign-in: expired, to be changed first, set anew by root.

use super::{attach, console, sign_in, world};
use crate::common::PASSWORD;
use iam_console::account::caller::Caller;
use iam_console::account::operation::*;

#[test]
fn a_password_that_expired_for_good_tells_why_at_a_key() {
    let mut world = world();
    world.change(UpdateAccountPasswordPolicy { max_password_age: Some(30), hard_expiry: Some(true), ..Default::default() });
    world.run_as(&Caller::ROOT, AdvanceClock { seconds: 40 * 86_400 }).unwrap();
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).see("Your password has expired. Contact your administrator.");
    console.keys("<f12>").see("Why it was refused").see("Contact your administrator.").miss("Nothing was denied").keys("<esc>");
    console.keys("<tab><tab><f12>").see("Why it was refused");
}

#[test]
fn a_forced_change_comes_before_anything_else() {
    let mut world = world();
    attach(&mut world, "IAMUserChangePassword");
    world.change(UpdateLoginProfile { user_name: "alice".into(), password: None, password_reset_required: Some(true) });
    let mut console = console(world);
    let remembers = UpdateAccountPasswordPolicy { password_reuse_prevention: Some(1), ..Default::default() };
    console.open.submit(&Caller::ROOT, &[remembers.into()]).unwrap();
    sign_in(&mut console, PASSWORD).see("Change your password").see("· not your last password");
    console.keys("Another-Horse-9<tab>Another-Horse-8<enter>").see("The passwords differ.");
    console.keys("<ctrl-u>Another-Horse-9<enter>").see("Dashboard").miss("root user ▲");
    console.keys(":change-password<enter>wrong<tab>Third-Horse-99<tab>Third-Horse-99<enter>").see("The old password was incorrect.");
    console.keys("Another-Horse-9<enter>").see("Dashboard");
    assert!(console.open.history().undoable().is_some());
}

#[test]
fn whoever_is_locked_out_gets_in_by_a_new_password_of_root() {
    let mut console = console(world());
    sign_in(&mut console, PASSWORD).keys("O<tab><enter>").see("Locked out?");
    console.keys("<backtab><backtab><left>").see("Root user email address").keys("<f5>").see("Set the root user's password");
    console.keys("short<enter>").see("8 characters").see("Enter a value").keys("<tab>short<enter>").see("at least 8");
    console.keys("<tab><ctrl-u>New-Root-Horse<backtab><ctrl-u>New-Root-Horse<enter>").see("✔ Set the root user's password");
    console.keys("New-Root-Horse<enter>").see("root user ▲").see("Security Status");
}

#[test]
fn undo_after_a_forced_change_says_what_it_takes_back() {
    let mut world = world();
    attach(&mut world, "IAMUserChangePassword");
    world.change(UpdateLoginProfile { user_name: "alice".into(), password: None, password_reset_required: Some(true) });
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).see("Change your password").keys("Another-Horse-9<tab>Another-Horse-9<enter>");
    console.see("Changed the password of alice, asked for at sign-in").miss("root user ▲");
    console.keys("u").see("Undone: Change the password of alice, asked for at sign-in").miss("root user ▲");
}

/// Who signs in is nobody yet, but it is to them that the change is denied.
#[test]
fn a_forced_change_that_is_denied_is_explained() {
    let mut world = world();
    world.change(UpdateLoginProfile { user_name: "alice".into(), password: None, password_reset_required: Some(true) });
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys("Another-Horse-9<tab>Another-Horse-9<enter>").see("f12 says why in full");
    console.keys("<f12>").see("May they?").see("alice").see("iam:ChangePassword").keys("<esc>");
    console.keys("<f11>").see("Who could allow it").see("iam:ChangePassword").keys("<esc>").see("Change your password");
    // Nor need anybody else be signed in.
    console.keys("<esc><esc>O<tab><enter>").see("not signed in");
    sign_in(&mut console, PASSWORD).keys("Another-Horse-9<tab>Another-Horse-9<enter>").see("f12 says why in full").see("f12 why");
    console.keys("<f12>").see("May they?").see("alice").see("iam:ChangePassword").keys("<esc>");
    console.keys("<f11>").see("Who could allow it").keys("<esc>").see("Change your password");
}
