//! Signing in, switching roles, and the clock.

mod codes;
mod passwords;
mod switching;

use crate::common::{PASSWORD, World, codes};
use iam_console::account::caller::Caller;
use iam_console::account::change::inverse;
use iam_console::account::entity::{Owner, SessionKind};
use iam_console::account::operation::*;
use iam_console::account::refusal::ErrorCode;
use iam_console::account::reply::{Reply, SignInStep};
use iam_console::account::secret::Secret;

const INCORRECT: &str = "Your authentication information is incorrect. Please try again.";

const REMEDY: &str = "Name, password or code: which is wrong is never told. Each code counts once.";

fn login(name: &str, password: &str) -> ConsoleLogin {
    ConsoleLogin { user_name: Some(name.into()), password: Secret::new(password), ..Default::default() }
}

fn next(world: &mut World, login: ConsoleLogin) -> Result<SignInStep, String> {
    match world.run_as(Caller::nobody(), login) {
        Ok(Reply::SignIn { next }) => Ok(next),
        Ok(other) => panic!("{other:?}"),
        Err(refusal) => Err(refusal.message),
    }
}

/// Alice with a device, after two codes of it.
fn with_phone(world: &mut World) {
    world.user("alice");
    world.run(CreateVirtualMFADevice { virtual_mfa_device_name: "phone".into(), ..Default::default() }).unwrap();
    let [authentication_code_1, authentication_code_2] = codes(&world.account, "phone", 0);
    let serial_number = world.account.virtual_mfa_serial_number("phone");
    world.run(EnableMFADevice { user_name: Some("alice".into()), serial_number, authentication_code_1, authentication_code_2 }).unwrap();
}

#[test]
fn a_new_account_is_signed_in_as_root() {
    let world = World::fresh();
    assert_eq!(world.signed_in(), Some(Caller::ROOT));
}

#[test]
fn a_user_signs_in_with_name_and_password_and_out_again() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    assert_eq!(next(&mut world, login("ALICE", PASSWORD)), Ok(SignInStep::Done));
    let caller = world.signed_in().unwrap();
    assert_eq!(caller.who, alice.who);
    assert_eq!(world.account.session_of(&caller).unwrap().kind, SessionKind::SignIn);
    for other in [&alice, Caller::nobody()] {
        world.run_as(other, Logout {}).unwrap_err();
        assert_eq!(world.signed_in().as_ref(), Some(&caller), "nobody signs somebody else out");
    }
    world.run_as(&caller, Logout {}).unwrap();
    assert_eq!(world.signed_in(), None);
    assert_eq!(world.account.sessions().count(), 0, "what is over is not kept");
    let root = world.account.root().unwrap().email.clone();
    let wrong = ConsoleLogin { email: Some(root), password: Secret::new(PASSWORD), ..Default::default() };
    assert_eq!(next(&mut world, wrong), Err(INCORRECT.into()));
}

#[test]
fn whatever_is_wrong_the_answer_is_the_same() {
    let mut world = World::fresh();
    world.user("alice");
    world.run(CreateUser { user_name: "bob".into(), ..Default::default() }).unwrap();
    let elsewhere = ConsoleLogin { account: Some("111122223333".into()), ..login("alice", PASSWORD) };
    for wrong in [login("alice", "wrong"), login("nobody", PASSWORD), login("bob", PASSWORD), elsewhere] {
        assert_eq!(next(&mut world, wrong), Err(INCORRECT.into()));
    }
    assert_eq!(world.signed_in(), Some(Caller::ROOT), "a failed sign-in leaves everything as it is");
    let here = ConsoleLogin { account: Some(world.account.id().to_string()), ..login("alice", PASSWORD) };
    assert_eq!(next(&mut world, here), Ok(SignInStep::Done));
}

/// Not the message alone: neither code, member nor remedy tells unknown account, unknown user, wrong password and wrong code apart.
#[test]
fn no_part_of_the_answer_tells_what_was_wrong() {
    let mut world = World::fresh();
    with_phone(&mut world);
    world.user("bob");
    world.run(CreateUser { user_name: "carol".into(), ..Default::default() }).unwrap();
    let coded = |login: ConsoleLogin, code: &str| ConsoleLogin { mfa_code: Some(Secret::new(code)), ..login };
    let at = |login: ConsoleLogin, account: &str| ConsoleLogin { account: Some(account.into()), ..login };
    let email = world.account.root().unwrap().email.clone();
    let root = |email: &str| ConsoleLogin { email: Some(email.into()), password: Secret::new("wrong"), ..Default::default() };
    let [_, code] = codes(&world.account, "phone", 1);
    let guesses = [
        ("unknown account", at(login("bob", PASSWORD), "111122223333")),
        ("unknown alias", at(login("bob", PASSWORD), "nothing-like-it")),
        ("unknown user", login("nobody", PASSWORD)),
        ("wrong password", login("bob", "wrong")),
        ("a user without console access", login("carol", PASSWORD)),
        ("wrong password, right code", coded(login("alice", "wrong"), code.reveal())),
        ("right password, wrong code", coded(login("alice", PASSWORD), "000000")),
        ("unknown user, some code", coded(login("nobody", PASSWORD), "000000")),
        ("root's e-mail, wrong password", root(&email)),
        ("an e-mail that is nobody's", root("nobody@example.com")),
    ];
    for (what, guess) in guesses {
        let refusal = world.run_as(Caller::nobody(), guess).unwrap_err();
        let told = (refusal.code, refusal.message.as_str(), refusal.member, refusal.remedy.as_deref(), refusal.denied.is_some());
        assert_eq!(told, (ErrorCode::FailedAuthentication, INCORRECT, None, Some(REMEDY), false), "{what}");
    }
    assert_eq!(world.signed_in(), Some(Caller::ROOT), "whoever is signed in stays so");
}

#[test]
fn a_name_that_is_nobodys_is_not_noted() {
    let mut world = World::fresh();
    world.user("alice");
    let noted = |name: &str| match Operation::from(login(name, PASSWORD)).as_noted(&world.account) {
        Operation::ConsoleLogin(login) => login.user_name,
        other => panic!("{other:?}"),
    };
    assert_eq!(noted("alice"), Some("alice".into()));
    assert_eq!(noted("My-Secret-Password-1"), None, "people type passwords where names belong");
}

#[test]
fn a_session_from_a_clock_that_was_taken_back_is_no_more() {
    let mut world = World::fresh();
    world.user("alice");
    let clock = world.change(AdvanceClock { seconds: 86_400 });
    next(&mut world, login("alice", PASSWORD)).unwrap();
    world.account.apply(&inverse(&clock.edits));
    assert_eq!(world.signed_in(), None);
}

#[test]
fn the_same_use_is_noted_once_in_a_while() {
    let mut world = World::fresh();
    world.user("alice");
    next(&mut world, login("alice", PASSWORD)).unwrap();
    let policy_arn = "arn:aws:iam::aws:policy/IAMReadOnlyAccess".into();
    world.run(AttachUserPolicy { user_name: "alice".into(), policy_arn }).unwrap();
    let caller = world.signed_in().unwrap();
    let notes = |world: &mut World| {
        world.env.now = world.account.time_at(world.env.real_now);
        let planned = world.account.plan(&caller, &ListUsers::default().into(), &mut world.env).unwrap();
        planned.change.is_some_and(|change| {
            world.account.apply(&change.edits);
            true
        })
    };
    assert!(notes(&mut world) && !notes(&mut world));
    world.run(AdvanceClock { seconds: 900 }).unwrap();
    assert!(notes(&mut world));
}

#[test]
fn the_sign_in_before_this_one_is_kept() {
    let mut world = World::fresh();
    world.user("alice");
    let alice = Owner::User(world.account.user_named("alice").unwrap().id);
    next(&mut world, login("alice", PASSWORD)).unwrap();
    assert_eq!(world.account.password_used_before(alice), None);
    let first = world.account.password_last_used(alice);
    world.run(AdvanceClock { seconds: 3600 }).unwrap();
    next(&mut world, login("alice", PASSWORD)).unwrap();
    assert_eq!(world.account.password_used_before(alice), first);
    assert_ne!(world.account.password_last_used(alice), first);
}
