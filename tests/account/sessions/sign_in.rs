//! Signing in, switching roles, and the clock.

use iam_console::account::authorization::Asker;
use iam_console::account::caller::Caller;
use iam_console::account::change::inverse;
use iam_console::account::entity::{Entity, Owner, SessionKind};
use iam_console::account::operation::*;
use iam_console::account::refusal::ErrorCode;
use iam_console::account::reply::{Reply, SignInStep};
use iam_console::account::secret::Secret;

use crate::common::{PASSWORD, World, codes};

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

/// Alice with a device, after two codes of it.
fn with_phone(world: &mut World) {
    world.user("alice");
    world.run(CreateVirtualMFADevice { virtual_mfa_device_name: "phone".into(), ..Default::default() }).unwrap();
    let [authentication_code_1, authentication_code_2] = codes(&world.account, "phone", 0);
    let serial_number = world.account.virtual_mfa_serial_number("phone");
    world.run(EnableMFADevice { user_name: Some("alice".into()), serial_number, authentication_code_1, authentication_code_2 }).unwrap();
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

/// A role that the user alice may switch to.
fn role(world: &mut World, name: &str) {
    let alice = world.account.user_arn(world.account.user_named("alice").unwrap());
    let document =
        format!(r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":{{"AWS":"{alice}"}},"Action":"sts:AssumeRole"}}}}"#);
    world.run(CreateRole { role_name: name.into(), assume_role_policy_document: document, ..Default::default() }).unwrap();
}

#[test]
fn switching_replaces_permissions_and_leads_back() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    role(&mut world, "Auditor");
    let read_only = "arn:aws:iam::aws:policy/IAMReadOnlyAccess";
    world.run(AttachRolePolicy { role_name: "Auditor".into(), policy_arn: read_only.into() }).unwrap();
    next(&mut world, login("alice", PASSWORD)).unwrap();
    let signed_in = world.signed_in().unwrap();
    assert!(world.run_as(&signed_in, ListUsers::default()).is_err());
    world.run_as(&signed_in, SwitchRole { role_name: "Auditor".into(), ..Default::default() }).unwrap();
    let switched = world.signed_in().unwrap();
    assert_eq!(switched.label(&world.account), "Auditor/alice");
    world.run_as(&switched, ListUsers::default()).unwrap();
    assert!(world.run_as(&switched, CreateUser { user_name: "bob".into(), ..Default::default() }).is_err());
    world.run_as(&switched, ExitRole {}).unwrap();
    assert_eq!(world.signed_in(), Some(signed_in.clone()));
    assert_eq!(world.run_as(&signed_in, ExitRole {}).unwrap_err().message, "You have not switched roles.");
    let recent = |world: &World, caller: &Caller| world.account.recent_roles(caller).count();
    assert_eq!((recent(&world, &signed_in), recent(&world, &Caller::ROOT)), (1, 0), "nobody is offered what another switched to");
    assert_eq!(alice.who, signed_in.who);
}

#[test]
fn a_role_session_ends_in_time_and_one_is_back_where_one_was() {
    let mut world = World::fresh();
    world.user("alice");
    role(&mut world, "Auditor");
    next(&mut world, login("alice", PASSWORD)).unwrap();
    let signed_in = world.signed_in().unwrap();
    world.run_as(&signed_in, SwitchRole { role_name: "Auditor".into(), ..Default::default() }).unwrap();
    let switched = world.signed_in().unwrap();
    world.run(AdvanceClock { seconds: 3599 }).unwrap();
    assert_eq!(world.signed_in(), Some(switched.clone()));
    world.run(AdvanceClock { seconds: 1 }).unwrap();
    assert_eq!(world.signed_in(), Some(signed_in));
    assert_eq!(world.run_as(&switched, ListUsers::default()).unwrap_err().code, ErrorCode::ExpiredToken);
}

#[test]
fn a_sign_in_lasts_twelve_hours_of_the_practice_clock_and_a_role_no_longer_than_it() {
    let mut world = World::fresh();
    world.user("alice");
    role(&mut world, "Auditor");
    world.run(UpdateRole { role_name: "Auditor".into(), max_session_duration: Some(12 * 3600), ..Default::default() }).unwrap();
    next(&mut world, login("alice", PASSWORD)).unwrap();
    let signed_in = world.signed_in().unwrap();
    // Whoever comes back the next day goes on: only a clock that was moved ends it.
    world.env.real_now += jiff::SignedDuration::from_hours(30);
    world.env.now = world.account.time_at(world.env.real_now);
    assert_eq!(world.signed_in(), Some(signed_in.clone()));
    world.run(AdvanceClock { seconds: 11 * 3600 }).unwrap();
    world.run_as(&signed_in, SwitchRole { role_name: "Auditor".into(), ..Default::default() }).unwrap();
    let switched = world.signed_in().unwrap();
    let session = world.account.session_of(&switched).unwrap();
    assert_eq!(session.expires.unwrap().duration_since(session.issued).as_secs(), 3600, "what is left of the sign-in");
    let clock = world.change(AdvanceClock { seconds: 3600 });
    assert_eq!(world.signed_in(), None);
    assert_eq!(world.run_as(&signed_in, ListUsers::default()).unwrap_err().code, ErrorCode::ExpiredToken);
    // The clock put back, it goes on.
    world.account.apply(&iam_console::account::change::inverse(&clock.edits));
    world.env.now = world.account.time_at(world.env.real_now);
    assert_eq!(world.signed_in(), Some(switched));
}

#[test]
fn root_and_strangers_do_not_switch() {
    let mut world = World::fresh();
    world.user("alice");
    world.user("bob");
    role(&mut world, "Auditor");
    let switch = |role: &str| SwitchRole { role_name: role.into(), ..Default::default() };
    let root = world.run_as(&Caller::ROOT, switch("Auditor")).unwrap_err();
    let reason = root.remedy.unwrap();
    assert!(root.message.starts_with("Invalid information in one or more fields."), "{}", root.message);
    assert!(reason.ends_with("because roles may not be assumed by root accounts."), "{reason}");
    next(&mut world, login("bob", PASSWORD)).unwrap();
    let bob = world.signed_in().unwrap();
    let refused = |world: &mut World, role: &str| world.run_as(&bob, switch(role)).unwrap_err().remedy.unwrap().replace(role, "X");
    assert_eq!(refused(&mut world, "Auditor"), refused(&mut world, "NoSuchRole"), "whether there is such a role is not told");
}

#[test]
fn who_is_gone_is_signed_out() {
    let mut world = World::fresh();
    world.user("alice");
    next(&mut world, login("alice", PASSWORD)).unwrap();
    let caller = world.signed_in().unwrap();
    world.run(DeleteLoginProfile { user_name: Some("alice".into()) }).unwrap();
    assert_eq!(world.signed_in(), Some(caller.clone()), "a session outlives the password, as on AWS");
    world.run(DeleteUser { user_name: "alice".into() }).unwrap();
    assert_eq!(world.signed_in(), None);
    assert_eq!(world.run_as(&caller, GetUser::default()).unwrap_err().code, ErrorCode::InvalidClientTokenId);
    let again = world.user("alice");
    assert_ne!(again.who, caller.who, "one of the same name is somebody else");
}

#[test]
fn undo_neither_ends_a_session_nor_opens_one() {
    use iam_console::account::change::net;
    let mut world = World::fresh();
    world.user("alice");
    let before = world.account.clone();
    let operation = login("alice", PASSWORD).into();
    let planned = world.account.plan(Caller::nobody(), &operation, &mut world.env).unwrap();
    let change = planned.change.unwrap();
    world.account.apply(&change.edits);
    assert!(inverse(&net(std::slice::from_ref(&change))).is_empty());
    assert_ne!(before.signed_in(world.env.now), world.signed_in());
    let uses = |entity: &Entity| matches!(entity, Entity::PasswordUse(password_use) if password_use.of != Owner::Root);
    assert!(world.account.entities().any(|(_, entity)| uses(entity)));
    assert!(serde_json::to_string(&change).unwrap().find(PASSWORD).is_none());
    assert!(matches!(world.signed_in().unwrap().who, Asker::User(_)));
}

#[test]
fn only_who_signed_in_switches_roles() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    role(&mut world, "Auditor");
    world.run(CreateAccessKey { user_name: Some("alice".into()) }).unwrap();
    let user = world.account.user_named("alice").unwrap().id;
    let key = world.account.access_keys_of(Owner::User(user))[0].id;
    let by_key = Caller::with_key(alice.who.clone(), key);
    let switch = || SwitchRole { role_name: "Auditor".into(), ..Default::default() };
    assert_eq!(world.run_as(&by_key, switch()).unwrap_err().code, ErrorCode::AccessDenied);
    let inactive = UpdateAccessKey { user_name: Some("alice".into()), access_key_id: key.to_string(), status: "Inactive".into() };
    world.run(inactive).unwrap();
    assert_eq!(world.run_as(&by_key, switch()).unwrap_err().code, ErrorCode::InvalidClientTokenId);
    next(&mut world, login("alice", PASSWORD)).unwrap();
    let signed_in = world.signed_in().unwrap();
    world.run_as(&signed_in, Logout {}).unwrap();
    assert_eq!(world.run_as(&signed_in, switch()).unwrap_err().code, ErrorCode::InvalidClientTokenId, "signed out");
}

#[test]
fn a_role_that_is_switched_away_from_has_no_session_left() {
    let mut world = World::fresh();
    world.user("alice");
    role(&mut world, "Auditor");
    role(&mut world, "Builder");
    next(&mut world, login("alice", PASSWORD)).unwrap();
    for name in ["Auditor", "Builder", "Auditor"] {
        let caller = world.signed_in().unwrap();
        world.run_as(&caller, SwitchRole { role_name: name.into(), ..Default::default() }).unwrap();
        assert_eq!(world.account.sessions().count(), 2, "the sign-in's and the role's");
    }
}

#[test]
fn sessions_of_who_is_gone_are_forgotten_at_the_next_sign_in() {
    let mut world = World::fresh();
    world.user("bob");
    for _ in 0..3 {
        world.user("alice");
        next(&mut world, login("alice", PASSWORD)).unwrap();
        world.run(DeleteLoginProfile { user_name: Some("alice".into()) }).unwrap();
        world.run(DeleteUser { user_name: "alice".into() }).unwrap();
        next(&mut world, login("bob", PASSWORD)).unwrap();
        assert_eq!(world.account.sessions().count(), 1);
    }
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
fn an_explicit_deny_outweighs_what_the_password_policy_lets_users_do() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    world.run(UpdateAccountPasswordPolicy { allow_users_to_change_password: Some(true), ..Default::default() }).unwrap();
    let policy_document = r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"iam:ChangePassword","Resource":"*"}}"#.into();
    world.run(PutUserPolicy { user_name: "alice".into(), policy_name: "no".into(), policy_document }).unwrap();
    let change = ChangePassword { old_password: Secret::new(PASSWORD), new_password: Secret::new("Another-Horse-9") };
    assert_eq!(world.run_as(&alice, change).unwrap_err().code, ErrorCode::AccessDenied);
}

#[test]
fn a_role_is_switched_to_by_its_path_and_name() {
    let mut world = World::fresh();
    world.user("alice");
    let root = world.account.root_arn();
    let trust =
        format!(r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":{{"AWS":"{root}"}},"Action":"sts:AssumeRole"}}}}"#);
    let path = Some("/team/".into());
    world.run(CreateRole { role_name: "Audit".into(), path, assume_role_policy_document: trust, ..Default::default() }).unwrap();
    world.run(AttachUserPolicy { user_name: "alice".into(), policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess".into() }).unwrap();
    next(&mut world, login("alice", PASSWORD)).unwrap();
    let alice = world.signed_in().unwrap();
    let switch = |name: &str| SwitchRole { role_name: name.into(), ..Default::default() };
    let refused = world.run_as(&alice, switch("Audit")).unwrap_err();
    assert!(refused.message.starts_with("Invalid information in one or more fields."), "{}", refused.message);
    world.run_as(&alice, switch("team/Audit")).unwrap();
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
