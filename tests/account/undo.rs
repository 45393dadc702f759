//! Undo: any change can be taken back, not only the newest, unless something stands on it by now.

use iam_console::account::Account;
use iam_console::account::change::{Change, inverse, net};
use iam_console::account::entity::Owner;
use iam_console::account::obstacle::Obstacle;
use iam_console::account::operation::*;
use iam_console::account::quotas::Quotas;
use iam_console::account::refusal::ErrorCode;
use proptest::prelude::*;

use super::common::{World, any_write, codes};
use super::quotas::{assert_within_quotas, with_quotas};
use super::{assert_whole, entities};

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_keeps_references_whole_and_every_change_can_be_undone(operations in proptest::collection::vec(any_write(), 1..40)) {
        let mut world = World::fresh();
        for operation in operations {
            let before = world.account.clone();
            let Ok(planned) = world.plan(operation) else { continue };
            let Some(change) = planned.change else { continue };
            world.account.apply(&change.edits);
            assert_whole(&world.account);

            let mut undone = world.account.clone();
            undone.try_apply(&inverse(&change.edits)).expect("the last change can be undone");
            let kept = |account: &Account| entities(account).into_iter().filter(|(key, _)| !key.is_usage()).collect::<Vec<_>>();
            prop_assert_eq!(kept(&undone), kept(&before));
            undone.try_apply(&net(std::slice::from_ref(&change))).expect("and redone");
            prop_assert_eq!(kept(&undone), kept(&world.account));
        }
    }
}

/// A world in which every quota is soon reached.
fn narrow() -> World {
    let mut world = World::fresh();
    let quotas = Quotas {
        users: 3,
        groups: 2,
        roles: 1,
        groups_per_user: 1,
        policies_per_user: 1,
        policies_per_group: 1,
        policies_per_role: 1,
        mfa_devices_per_user: 1,
        tags_per_entity: 2,
        policies: 1,
        versions_per_policy: 2,
        user_policy_size: 130,
        group_policy_size: 130,
        role_policy_size: 130,
        ..Quotas::default()
    };
    world.account = with_quotas(&world.account, quotas);
    world
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_change_undone_in_any_order_leaves_the_account_whole_and_within_its_quotas(
        operations in proptest::collection::vec(any_write(), 1..60),
        order in proptest::collection::vec(any::<prop::sample::Index>(), 1..60),
    ) {
        let mut world = narrow();
        let mut changes: Vec<Change> = Vec::new();
        // First everything is done, now and then with an undo between, then the rest is undone in any order.
        let mut order = order.into_iter();
        for (at, operation) in operations.into_iter().enumerate() {
            if let Some(change) = world.plan(operation).ok().and_then(|planned| planned.change) {
                world.account.apply(&change.edits);
                changes.push(change);
            }
            if at % 4 == 3 && let Some(which) = order.next() {
                undo_one(&mut world, &mut changes, which);
            }
        }
        for which in order {
            undo_one(&mut world, &mut changes, which);
        }
    }
}

fn undo_one(world: &mut World, changes: &mut Vec<Change>, which: prop::sample::Index) {
    if changes.is_empty() {
        return;
    }
    let at = which.index(changes.len());
    let before = entities(&world.account);
    if world.account.try_apply(&inverse(&changes[at].edits)).is_ok() {
        changes.remove(at);
    } else {
        assert_eq!(entities(&world.account), before, "a refused undo changes nothing");
    }
    assert_whole(&world.account);
    assert_within_quotas(&world.account);
}

#[test]
fn undo_is_refused_where_a_later_change_stands_in_the_way() {
    let mut world = World::fresh();
    let change = world.change(CreateUser { user_name: "alice".into(), ..Default::default() });
    world.run(TagUser { user_name: "alice".into(), tags: vec![Tag { key: "team".into(), value: "x".into() }] }).unwrap();
    let before = entities(&world.account);
    assert!(matches!(world.account.try_apply(&inverse(&change.edits)), Err(Obstacle::Missing { .. })));
    assert_eq!(entities(&world.account), before, "a refused undo changes nothing");
    world.run(UntagUser { user_name: "alice".into(), tag_keys: vec!["TEAM".into()] }).unwrap();
    assert!(world.account.try_apply(&inverse(&change.edits)).is_ok());
}

#[test]
fn undo_of_a_deletion_is_refused_where_the_name_is_taken_by_now() {
    let mut world = World::fresh();
    world.run(CreateUser { user_name: "alice".into(), ..Default::default() }).unwrap();
    let deletion = world.change(DeleteUser { user_name: "alice".into() });
    world.run(CreateUser { user_name: "ALICE".into(), ..Default::default() }).unwrap();
    assert!(matches!(world.account.try_apply(&inverse(&deletion.edits)), Err(Obstacle::NameTaken { .. })));
}

#[test]
fn a_used_code_stays_used_through_undo() {
    let mut world = World::fresh();
    world.run(CreateVirtualMFADevice { virtual_mfa_device_name: "phone".into(), ..Default::default() }).unwrap();
    let serial_number = world.account.serial_number(world.account.mfa_device_named("phone").unwrap());
    let [authentication_code_1, authentication_code_2] = codes(&world.account, "phone", 0);
    let enable = Operation::from(EnableMFADevice { user_name: None, serial_number, authentication_code_1, authentication_code_2 });
    let change = world.change(enable.clone());
    world.account.try_apply(&inverse(&change.edits)).unwrap();
    assert!(world.account.mfa_devices_of(Owner::Root).next().is_none(), "the device is unassigned again");
    let refusal = world.run(enable).unwrap_err();
    assert_eq!(refusal.code, ErrorCode::InvalidAuthenticationCode);
    assert!(refusal.remedy.unwrap().contains("used already"));
}

#[test]
fn a_used_code_stays_used_through_deleting_and_making_the_device_anew() {
    let mut world = World::fresh();
    let create = || CreateVirtualMFADevice { virtual_mfa_device_name: "phone".into(), ..Default::default() };
    world.change(create());
    let serial_number = world.account.serial_number(world.account.mfa_device_named("phone").unwrap());
    let [authentication_code_1, authentication_code_2] = codes(&world.account, "phone", 0);
    let enable = EnableMFADevice { user_name: None, serial_number: serial_number.clone(), authentication_code_1, authentication_code_2 };
    world.change(enable.clone());
    world.change(DeactivateMFADevice { user_name: None, serial_number: serial_number.clone() });
    let deleted = world.change(DeleteVirtualMFADevice { serial_number });
    let again = world.change(create());
    for change in [again, deleted] {
        world.account.try_apply(&inverse(&change.edits)).unwrap();
    }
    let refusal = world.run(enable).unwrap_err();
    assert!(refusal.remedy.unwrap().contains("used already"));
}

#[test]
fn a_phone_whose_clock_was_put_right_can_be_resynced() {
    let mut world = World::fresh();
    world.run(CreateVirtualMFADevice { virtual_mfa_device_name: "phone".into(), ..Default::default() }).unwrap();
    let serial_number = world.account.serial_number(world.account.mfa_device_named("phone").unwrap());
    let resync = |world: &mut World, steps: i64| {
        let [authentication_code_1, authentication_code_2] = codes(&world.account, "phone", steps);
        world.run(ResyncMFADevice { user_name: None, serial_number: serial_number.clone(), authentication_code_1, authentication_code_2 })
    };
    let [authentication_code_1, authentication_code_2] = codes(&world.account, "phone", 300);
    let serial = serial_number.clone();
    world.run(EnableMFADevice { user_name: None, serial_number: serial, authentication_code_1, authentication_code_2 }).unwrap();
    resync(&mut world, 0).unwrap();
    for used in [300, 301, 299, 0, 1, -1] {
        assert!(resync(&mut world, used).unwrap_err().remedy.unwrap().contains("used already"), "{used}");
    }
    resync(&mut world, 2).unwrap();
}
