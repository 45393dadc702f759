//! Roles that are switched to, and sessions that end.

use super::{login, next};
use crate::common::{PASSWORD, World};
use iam_console::account::authorization::Asker;
use iam_console::account::caller::Caller;
use iam_console::account::change::inverse;
use iam_console::account::entity::{Entity, Owner};
use iam_console::account::operation::*;
use iam_console::account::refusal::ErrorCode;

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
