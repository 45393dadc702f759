//! Passwords that are changed at sign-in, or expire.

use super::{INCORRECT, login, next};
use crate::common::{PASSWORD, World};
use iam_console::account::caller::Caller;
use iam_console::account::operation::*;
use iam_console::account::refusal::ErrorCode;
use iam_console::account::reply::SignInStep;
use iam_console::account::secret::Secret;

#[test]
fn a_forced_change_needs_the_permission_to_change_and_a_new_password() {
    let mut world = World::fresh();
    world.user("alice");
    world.run(UpdateLoginProfile { user_name: "alice".into(), password_reset_required: Some(true), ..Default::default() }).unwrap();
    assert_eq!(next(&mut world, login("alice", PASSWORD)), Ok(SignInStep::NewPassword), "as on AWS, the form is shown");
    let changed = ConsoleLogin { new_password: Some(Secret::new("Another-Horse-9")), ..login("alice", PASSWORD) };
    let denied = world.run_as(Caller::nobody(), changed).unwrap_err();
    assert!(denied.message.starts_with("Either user is not authorized to perform iam:ChangePassword or"), "{denied}");
    assert!(denied.remedy.is_some_and(|remedy| remedy.contains("IAMUserChangePassword")));
    let change = "arn:aws:iam::aws:policy/IAMUserChangePassword";
    world.run(AttachUserPolicy { user_name: "alice".into(), policy_arn: change.into() }).unwrap();
    assert_eq!(next(&mut world, login("alice", PASSWORD)), Ok(SignInStep::NewPassword));
    let with = |new: &str| ConsoleLogin { new_password: Some(Secret::new(new)), ..login("alice", PASSWORD) };
    assert!(next(&mut world, with("short")).unwrap_err().contains("minimum length"));
    assert_eq!(next(&mut world, with(PASSWORD)), Err("Password should not be the same as the last password".into()));
    assert_eq!(next(&mut world, with("Another-Horse-9")), Ok(SignInStep::Done));
    assert_eq!(next(&mut world, login("alice", PASSWORD)), Err(INCORRECT.into()));
    assert_eq!(next(&mut world, login("alice", "Another-Horse-9")), Ok(SignInStep::Done));
}

#[test]
fn the_practice_clock_has_a_furthest_time_before_times_end() {
    let mut world = World::fresh();
    let decade = AdvanceClock { seconds: 10 * 365 * 86_400 };
    for _ in 0..100 {
        world.run_as(&Caller::ROOT, decade.clone()).unwrap();
    }
    let refusal = world.run_as(&Caller::ROOT, AdvanceClock { seconds: 1 }).unwrap_err();
    assert_eq!(refusal.message, "The practice clock goes a thousand years ahead of the real one at most.");
    assert!(world.account.time_at(world.env.real_now) > "3000-01-01T00:00:00Z".parse().unwrap());
}

#[test]
fn a_password_expires_by_the_practice_clock_and_hard_expiry_shuts_out() {
    let mut world = World::fresh();
    world.user("alice");
    let days = |world: &mut World, days: u32| world.run_as(&Caller::ROOT, AdvanceClock { seconds: days * 86_400 }).unwrap();
    world.run(UpdateAccountPasswordPolicy { max_password_age: Some(30), ..Default::default() }).unwrap();
    let expires_in = |world: &World| {
        let profile = world.account.login_profile_of(world.account.user_named("alice").unwrap().id).unwrap();
        world.account.password_expires_in(profile, world.account.time_at(world.env.real_now))
    };
    days(&mut world, 14);
    assert_eq!(expires_in(&world), None, "it is not told too soon");
    days(&mut world, 2);
    assert_eq!(expires_in(&world), Some(14));
    days(&mut world, 13);
    assert_eq!(expires_in(&world), Some(1));
    assert_eq!(next(&mut world, login("alice", PASSWORD)), Ok(SignInStep::Done));
    days(&mut world, 2);
    assert_eq!(expires_in(&world), None, "it has expired");
    assert_eq!(next(&mut world, login("alice", PASSWORD)), Ok(SignInStep::NewPassword));
    world.run(UpdateAccountPasswordPolicy { max_password_age: Some(30), hard_expiry: Some(true), ..Default::default() }).unwrap();
    assert!(next(&mut world, login("alice", PASSWORD)).unwrap_err().contains("Contact your administrator"));
}

#[test]
fn a_user_changes_its_own_password_with_the_old_one() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    let change = |old: &str| ChangePassword { old_password: Secret::new(old), new_password: Secret::new("Another-Horse-9") };
    let denied = world.run_as(&alice, change(PASSWORD)).unwrap_err();
    assert_eq!(denied.code, ErrorCode::AccessDenied);
    world.run(UpdateAccountPasswordPolicy { allow_users_to_change_password: Some(true), ..Default::default() }).unwrap();
    assert_eq!(world.run_as(&alice, change("wrong")).unwrap_err().message, "The old password was incorrect.");
    world.run_as(&alice, change(PASSWORD)).unwrap();
    assert_eq!(next(&mut world, login("alice", "Another-Horse-9")), Ok(SignInStep::Done));
    assert_eq!(world.run_as(&Caller::ROOT, change("x")).unwrap_err().code, ErrorCode::InvalidUserType);
}

#[test]
fn an_explicit_deny_outweighs_what_the_password_policy_lets_users_do() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    world.run(UpdateAccountPasswordPolicy { allow_users_to_change_password: Some(true), ..Default::default() }).unwrap();
    let policy_document = r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"iam:ChangePassword","Resource":"*"}}"#.into();
    world.run(PutUserPolicy { user_name: "alice".into(), policy_name: "no".into(), policy_document }).unwrap();
    let change = ChangePassword { old_password: Secret::new(PASSWORD), new_password: Secret::new("Another-Horse-9") };
    assert_eq!(world.run_as(&alice, change).unwrap_err().code, ErrorCode::AccessDenied);
}
