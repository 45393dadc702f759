//! MFA codes at sign-in, and guesses.

use super::{INCORRECT, login, next, with_phone};
use crate::common::{PASSWORD, World, codes};
use iam_console::account::caller::Caller;
use iam_console::account::change::inverse;
use iam_console::account::operation::*;
use iam_console::account::reply::SignInStep;
use iam_console::account::secret::Secret;

#[test]
fn a_code_is_asked_for_where_a_device_is_active_and_each_counts_once() {
    let mut world = World::fresh();
    world.user("alice");
    world.run(CreateVirtualMFADevice { virtual_mfa_device_name: "phone".into(), ..Default::default() }).unwrap();
    let serial_number = world.account.virtual_mfa_serial_number("phone");
    let [first, second] = codes(&world.account, "phone", 0);
    let enable = EnableMFADevice {
        user_name: Some("alice".into()),
        serial_number,
        authentication_code_1: first.clone(),
        authentication_code_2: second,
    };
    world.run(enable).unwrap();
    assert_eq!(next(&mut world, login("alice", PASSWORD)), Ok(SignInStep::MfaCode));
    assert_eq!(world.signed_in(), Some(Caller::ROOT));
    let with = |code: &Secret| ConsoleLogin { mfa_code: Some(code.clone()), ..login("alice", PASSWORD) };
    assert_eq!(next(&mut world, with(&first)), Err(INCORRECT.into()), "used at enrolment");
    assert_eq!(next(&mut world, with(&Secret::new("000000"))), Err(INCORRECT.into()));
    let [_, later] = codes(&world.account, "phone", 1);
    assert_eq!(next(&mut world, with(&later)), Ok(SignInStep::Done));
    let caller = world.signed_in().unwrap();
    assert!(world.account.session_of(&caller).unwrap().mfa.is_some());
    assert_eq!(next(&mut world, with(&later)), Err(INCORRECT.into()), "a replayed code");
}

#[test]
fn nine_codes_of_a_device_are_looked_at_in_three_minutes() {
    const TOO_MANY: &str = "Too many MFA codes were tried. Wait three minutes, then enter the one that your device shows.";
    let mut world = World::fresh();
    with_phone(&mut world);
    let with = |code: &str| ConsoleLogin { mfa_code: Some(Secret::new(code)), ..login("alice", PASSWORD) };
    let [_, good] = codes(&world.account, "phone", 1);
    for guess in 0..9 {
        assert_eq!(next(&mut world, with("000000")), Err(INCORRECT.into()), "{guess}");
    }
    assert_eq!(next(&mut world, with(good.reveal())), Err(TOO_MANY.into()), "not even the right one");
    // Who has not the password learns nothing of it, and uses no try.
    let stranger = ConsoleLogin { password: Secret::new("wrong"), ..with(good.reveal()) };
    assert_eq!(next(&mut world, stranger), Err(INCORRECT.into()));
    world.env.real_now += jiff::SignedDuration::from_mins(3);
    let [later, _] = codes_now(&world, "phone");
    assert_eq!(next(&mut world, with(later.reveal())), Ok(SignInStep::Done));
}

/// The codes that a device shows by the world's real clock.
fn codes_now(world: &World, device: &str) -> [Secret; 2] {
    crate::common::codes_at(&world.account, device, world.env.real_now)
}

#[test]
fn guesses_are_counted_for_programs_too_and_no_undo_takes_them_back() {
    let mut world = World::fresh();
    with_phone(&mut world);
    let alice = world.account.asker_named("user/alice").map(Caller::owner_as).unwrap();
    let serial_number = Some(world.account.virtual_mfa_serial_number("phone"));
    let token =
        |code: &str| GetSessionToken { serial_number: serial_number.clone(), token_code: Some(Secret::new(code)), duration_seconds: None };
    for _ in 0..9 {
        let refusal = world.run_as(&alice, token("000000")).unwrap_err();
        assert!(refusal.message.ends_with("with invalid MFA one time pass code. "), "{refusal}");
        assert_eq!(inverse(refusal.used()), [], "usage");
    }
    let refusal = world.run_as(&alice, token("000000")).unwrap_err();
    assert!(refusal.message.contains("unable to validate MFA code") && refusal.used().is_empty(), "{refusal}");
}

#[test]
fn a_code_that_has_run_out_is_to_be_given_again_with_the_new_password() {
    let mut world = World::fresh();
    with_phone(&mut world);
    let change = "arn:aws:iam::aws:policy/IAMUserChangePassword";
    world.run(AttachUserPolicy { user_name: "alice".into(), policy_arn: change.into() }).unwrap();
    world.run(UpdateLoginProfile { user_name: "alice".into(), password_reset_required: Some(true), ..Default::default() }).unwrap();
    let [_, code] = codes(&world.account, "phone", 1);
    let with_code = ConsoleLogin { mfa_code: Some(code), ..login("alice", PASSWORD) };
    assert_eq!(next(&mut world, with_code.clone()), Ok(SignInStep::NewPassword));
    world.env.real_now += jiff::SignedDuration::from_mins(5);
    let both = ConsoleLogin { new_password: Some(Secret::new("Another-Horse-9")), ..with_code };
    let refusal = world.run_as(Caller::nobody(), both).unwrap_err();
    assert_eq!((refusal.message.as_str(), refusal.member), (INCORRECT, Some("MfaCode")));
}
