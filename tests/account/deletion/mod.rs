//! Deleting what still holds other things.

mod in_use;

use iam_console::account::caller::Caller;
use iam_console::account::change::{inverse, net};
use iam_console::account::operation::*;
use iam_console::account::refusal::ErrorCode;
use iam_console::account::secret::Secret;

use crate::common::{World, codes};
use crate::{assert_whole, entities};

#[test]
fn a_user_that_holds_things_is_not_deleted_and_all_of_them_are_named() {
    let mut world = World::fresh();
    let user_name = || Some("alice".to_owned());
    world.run(CreateUser { user_name: "alice".into(), ..Default::default() }).unwrap();
    world.run(CreateGroup { group_name: "Ops".into(), path: None }).unwrap();
    world.run(AddUserToGroup { group_name: "Ops".into(), user_name: "alice".into() }).unwrap();
    world.run(CreateAccessKey { user_name: user_name() }).unwrap();
    world
        .run(CreateLoginProfile { user_name: user_name(), password: Some(Secret::new("Correct-Horse-9")), password_reset_required: None })
        .unwrap();
    world.run(AttachUserPolicy { user_name: "alice".into(), policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess".into() }).unwrap();

    let deletion = Operation::from(DeleteUser { user_name: "alice".into() });
    let refusal = world.run(deletion.clone()).unwrap_err();
    assert_eq!(
        (refusal.code, refusal.message.as_str()),
        (ErrorCode::DeleteConflict, "Cannot delete entity, must delete access keys first.")
    );
    assert_eq!(refusal.blockers.len(), 4, "{:?}", refusal.blockers);
    assert!(refusal.blockers.contains(&"Remove alice from Ops".to_owned()));

    let mut all = world.account.removals_before(&deletion);
    all.push(deletion);
    let before = world.account.clone();
    let batch = world.account.plan_all(&Caller::ROOT, &all, &mut world.env).unwrap();
    assert!(batch.after.user_named("alice").is_none());
    assert_whole(&batch.after);
    let mut back = batch.after.clone();
    back.try_apply(&inverse(&net(&batch.changes))).unwrap();
    assert_eq!(entities(&back), entities(&before));
}

#[test]
fn a_device_need_only_be_deactivated_and_the_console_deletes_it_too() {
    let mut world = World::fresh();
    let user_name = || Some("alice".to_owned());
    world.change(CreateUser { user_name: "alice".into(), ..Default::default() });
    world.change(CreateVirtualMFADevice { virtual_mfa_device_name: "phone".into(), ..Default::default() });
    let serial_number = world.account.serial_number(world.account.mfa_device_named("phone").unwrap());
    let [authentication_code_1, authentication_code_2] = codes(&world.account, "phone", 0);
    world.change(EnableMFADevice { user_name: user_name(), serial_number, authentication_code_1, authentication_code_2 });

    let deletion = Operation::from(DeleteUser { user_name: "alice".into() });
    let refusal = world.run(deletion.clone()).unwrap_err();
    assert_eq!(refusal.message, "Cannot delete entity, must remove tokens from principal first.");
    assert_eq!(refusal.blockers, ["Deactivate MFA device phone of alice"]);
    assert!(refusal.remedy.unwrap().starts_with("1 thing must go first"));
    let removals: Vec<String> = world.account.removals_before(&deletion).iter().map(|operation| operation.sentence("root")).collect();
    assert_eq!(removals, ["Deactivate MFA device phone of alice", "Delete MFA device phone"]);
}
