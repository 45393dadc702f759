//! The codes of an MFA device at the sign-in: asked for, wrong, run out, used.

use super::{INCORRECT, console, sign_in, world, world_with_phone};
use crate::common::console::{Console, Setup};
use crate::common::{PASSWORD, codes};
use iam_console::account::operation::*;

fn with_phone(must_change: bool) -> iam_console::account::Account {
    world_with_phone(must_change).account
}

/// A forced change takes time, and a code does not last.
#[test]
fn a_code_that_runs_out_before_the_new_password_is_asked_for_again() {
    let mut console = Console::on(with_phone(true), Setup::default());
    let [_, code] = codes(console.open.account(), "phone", 1);
    sign_in(&mut console, PASSWORD).keys(code.reveal()).keys("<enter>").see("Change your password");
    console.keys("Another-Horse-9<tab>Another-Horse-9");
    console.pass(300_000).keys("<enter>").see("Multi-factor authentication").see("The code ran out meanwhile");
    let [later, _] = crate::common::codes_at(console.open.account(), "phone", console.now);
    console.keys(later.reveal()).keys("<enter>").see("Change your password").keys("<enter><enter>").see("Dashboard").miss("root user ▲");
}

#[test]
fn guessing_codes_is_slowed_down() {
    let mut console = Console::on(with_phone(false), Setup::default());
    sign_in(&mut console, PASSWORD);
    for _ in 0..9 {
        console.keys("12345<enter>").see("A code has six digits.").miss("validation error").miss(INCORRECT);
        console.keys("<ctrl-u>000000<enter>").see(INCORRECT).see("which is wrong is never told. Each code counts once.");
    }
    console.keys("000000<enter>").see("Too many MFA codes were tried.").miss(INCORRECT);
    // Signed in as root, who undoes: what was tried stays tried.
    console.keys("<esc><esc>u");
    sign_in(&mut console, PASSWORD).keys("000000<enter>").see("Too many MFA codes were tried.");
}

#[test]
fn a_code_is_asked_for_and_a_wrong_one_refused() {
    let mut world = world();
    world.change(CreateVirtualMFADevice { virtual_mfa_device_name: "phone".into(), ..Default::default() });
    let serial_number = world.account.virtual_mfa_serial_number("phone");
    let [first, second] = codes(&world.account, "phone", 0);
    world.change(EnableMFADevice {
        user_name: Some("alice".into()),
        serial_number,
        authentication_code_1: first,
        authentication_code_2: second,
    });
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).see("Multi-factor authentication").see("root user ▲");
    console.keys("000000<enter>").see(INCORRECT);
    console.keys("<f4>").see("Authenticator").keys("[").see("Multi-factor authentication");
    console.keys("<f4>").see("Authenticator").see("back to Sign in").keys("<esc>").see("Multi-factor authentication").see("MFA code");
    let [_, code] = codes(console.open.account(), "phone", 1);
    console.keys(code.reveal()).keys("<enter>").see("Dashboard").miss("root user ▲");
    console.keys("O<tab><enter>");
    sign_in(&mut console, PASSWORD).keys(code.reveal()).keys("<enter>").see(INCORRECT).keys("<esc>").see("IAM user name");
}

#[test]
fn each_code_counts_once_and_the_authenticator_says_so() {
    let mut console = Console::on(with_phone(false), Setup::default());
    sign_in(&mut console, PASSWORD).see("Each code counts once").see(" s for the next.");
    // What the device was enabled with is used.
    console.keys("<f4>").see("Authenticator").see("used  A code counts once: the next comes in ");
    console.pass(90_000).miss("used").keys("<esc>");
    let [code, _] = crate::common::codes_at(console.open.account(), "phone", console.now);
    console.keys(code.reveal()).keys("<enter>").see("Dashboard").see("for the first time");
    console.keys(":authenticator<enter>").see("used  A code counts once: the next comes in ");
}
