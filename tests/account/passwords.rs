//! Former passwords: remembered, and not taken again where the policy prevents it.

use iam_console::account::operation::*;
use iam_console::account::refusal::{ErrorCode, Refusal};
use iam_console::account::reply::Reply;
use iam_console::account::secret::Secret;

use super::common::World;

fn world() -> World {
    let mut world = World::fresh();
    world.change(CreateUser { user_name: "alice".into(), ..Default::default() });
    let password = Some(Secret::new("Correct-Horse-0"));
    world.change(CreateLoginProfile { user_name: Some("alice".into()), password, password_reset_required: None });
    world
}

fn prevent(world: &mut World, reuse: Option<u32>) {
    world.run(UpdateAccountPasswordPolicy { password_reuse_prevention: reuse, ..Default::default() }).unwrap();
}

fn set(world: &mut World, number: u32) -> Result<Reply, Refusal> {
    let password = Some(Secret::new(format!("Correct-Horse-{number}")));
    world.run(UpdateLoginProfile { user_name: "alice".into(), password, password_reset_required: None })
}

#[test]
fn a_password_is_not_taken_again_while_it_is_one_of_the_last() {
    let mut world = world();
    prevent(&mut world, Some(2));
    let refusal = set(&mut world, 0).unwrap_err();
    assert_eq!((refusal.code, refusal.member), (ErrorCode::PasswordPolicyViolation, Some("Password")));
    assert_eq!(refusal.message, "Password should not be the same as the last 2 passwords");
    set(&mut world, 1).unwrap();
    assert!(set(&mut world, 0).is_err(), "the one before");
    set(&mut world, 2).unwrap();
    set(&mut world, 0).unwrap();
    prevent(&mut world, None);
    set(&mut world, 0).unwrap();
}

#[test]
fn as_many_are_remembered_as_a_policy_may_ask_about_whatever_it_asked_then() {
    let mut world = world();
    for number in 1..=24 {
        set(&mut world, number).unwrap();
    }
    prevent(&mut world, Some(24));
    set(&mut world, 0).unwrap();
    assert!(set(&mut world, 2).is_err());
    set(&mut world, 1).unwrap();
}

#[test]
fn asking_for_a_new_password_at_sign_in_checks_nothing() {
    let mut world = world();
    prevent(&mut world, Some(24));
    world.change(UpdateLoginProfile { user_name: "alice".into(), password: None, password_reset_required: Some(true) });
}

#[test]
fn undo_brings_the_former_passwords_back_with_the_present_one() {
    let mut world = world();
    prevent(&mut world, Some(1));
    let password = Some(Secret::new("Correct-Horse-1"));
    let change = world.change(UpdateLoginProfile { user_name: "alice".into(), password, password_reset_required: None });
    world.account.try_apply(&iam_console::account::change::inverse(&change.edits)).unwrap();
    assert!(set(&mut world, 0).is_err());
    set(&mut world, 1).unwrap();
}

/// The account's own password policy is for users: of root AWS asks the same whatever that says.
#[test]
fn a_password_of_roots_is_not_a_weak_one() {
    let mut world = World::fresh();
    let email = world.account.root().unwrap().email.clone();
    let set = |world: &mut World, password: &str| world.run(SetRootPassword { new_password: Secret::new(password) });
    world.run(UpdateAccountPasswordPolicy { minimum_password_length: Some(6), ..Default::default() }).unwrap();
    for (weak, words) in [("aaaaaaaa", "three of"), (email.as_str(), "e-mail address")] {
        let refusal = set(&mut world, weak).unwrap_err();
        assert_eq!((refusal.code, refusal.member), (ErrorCode::PasswordPolicyViolation, Some("NewPassword")), "{weak}");
        assert!(refusal.remedy.as_ref().unwrap().contains(words), "{weak}: {refusal:?}");
    }
    world.run(UpdateAccountPasswordPolicy { minimum_password_length: Some(30), ..Default::default() }).unwrap();
    set(&mut world, "Horse-one").unwrap();
}
