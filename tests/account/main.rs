//! The account's rules: whatever operations come, references stay whole, and every change can be taken back.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../common/mod.rs"]
mod common;
mod deletion;
mod door;
mod errors;
mod estate;
mod identity_providers;
mod lists;
mod model;
mod naming;
mod passwords;
mod policies;
mod quotas;
mod roles;
mod secrets;
mod sessions;
mod simulation;
mod status;
mod undo;
mod usage;

use std::collections::BTreeSet;

use common::{World, env, fresh};
use iam_console::account::Account;
use iam_console::account::caller::Caller;
use iam_console::account::entity::{Entity, EntityKey, User};
use iam_console::account::obstacle::Obstacle;
use iam_console::account::operation::*;
use iam_console::account::refusal::ErrorCode;
use proptest::strategy::{Strategy, ValueTree};

/// All that an account holds.
fn entities(account: &Account) -> Vec<(EntityKey, Entity)> {
    account.entities().map(|(key, entity)| (key.clone(), entity.clone())).collect()
}

/// The account rebuilt from its entities alone: fails where a reference is broken or a name taken twice.
fn assert_whole(account: &Account) {
    let rebuilt = Account::of(account.id(), account.quotas().clone(), account.entities().map(|(_, entity)| entity.clone())).expect("whole");
    assert_eq!(entities(&rebuilt), entities(account));
    let names = |account: &Account| account.users().map(|user| user.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&rebuilt), names(account));
}

#[test]
fn a_batch_is_done_whole_or_not_at_all() {
    let account = fresh();
    let create = || Operation::from(CreateUser { user_name: "alice".into(), ..Default::default() });
    let refused = account.plan_all(&Caller::ROOT, &[create(), create()], &mut env()).unwrap_err();
    assert_eq!((refused.index, refused.refusal.code), (1, ErrorCode::EntityAlreadyExists));
}

#[test]
fn two_entities_of_one_key_are_no_account() {
    let mut world = World::fresh();
    world.change(CreateUser { user_name: "alice".into(), ..Default::default() });
    let mut all: Vec<Entity> = world.account.entities().map(|(_, entity)| entity.clone()).collect();
    let user = world.account.user_named("alice").unwrap();
    let again = User { name: "bob".into(), ..user.clone() };
    let key = EntityKey::User(user.id);
    all.push(again.into());
    let refused = Account::of(world.account.id(), world.account.quotas().clone(), all);
    assert_eq!(refused.unwrap_err(), Obstacle::Twice(key));
}

#[test]
fn arbitrary_operations_are_of_every_kind_that_writes() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let any = common::any_write();
    let drawn = (0..4000).map(|_| any.new_tree(&mut runner).unwrap().current().spec().name);
    let writing = OPERATIONS.iter().filter(|spec| spec.effect == Effect::Write).map(|spec| spec.name);
    assert_eq!(drawn.collect::<BTreeSet<_>>(), writing.collect());
}
