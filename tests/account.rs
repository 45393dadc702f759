//! The account's rules: whatever operations come, references stay whole, and every change can be taken back.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{World, any_write, codes, env, fresh};
use iam_console::account::Account;
use iam_console::account::caller::Caller;
use iam_console::account::change::{Obstacle, inverse, net};
use iam_console::account::entity::{Entity, EntityKey, Owner};
use iam_console::account::operation::*;
use iam_console::account::refusal::ErrorCode;
use iam_console::account::reply::Reply;
use iam_console::account::secret::{MASK, Secret};
use iam_console::account::security_status::Reading;
use proptest::prelude::*;

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

    #[test]
    fn a_change_survives_being_written_down_but_its_secrets_do_not(operation in any_write()) {
        let written = serde_json::to_string(&operation).unwrap();
        let read: Operation = serde_json::from_str(&written).unwrap();
        prop_assert_eq!(serde_json::to_string(&read).unwrap(), written.clone());
        for secret in ["short", "Correct-Horse-9", "quoted", "123456", "654321"] {
            prop_assert!(!written.contains(secret), "{}", written);
            let debug = format!("{operation:?}");
            prop_assert!(!debug.contains(secret), "{}", debug);
        }
    }
}

#[test]
fn a_new_account_has_one_active_root_key_and_nothing_else() {
    let account = fresh();
    assert_eq!(account.access_keys_of(Owner::Root).len(), 1);
    assert_eq!(account.security_status(Reading::Classic).map(|status| status.done), [false; 5]);
    assert_eq!(account.security_status(Reading::Strict).map(|status| status.done), [false; 5]);
    assert_whole(&account);
}

#[test]
fn the_five_tasks_follow_the_state_and_turn_back_with_it() {
    let mut world = World::fresh();
    let done = |account: &Account, reading| account.security_status(reading).map(|status| status.done);
    let key = world.account.access_keys_of(Owner::Root)[0].id.to_string();

    world.run(UpdateAccessKey { user_name: None, access_key_id: key.clone(), status: "Inactive".into() }).unwrap();
    assert_eq!(done(&world.account, Reading::Classic), [false; 5], "an inactive key still counts");
    world.run(DeleteAccessKey { user_name: None, access_key_id: key }).unwrap();
    assert_eq!(done(&world.account, Reading::Classic), [true, false, false, false, false]);

    world.run(CreateVirtualMFADevice { virtual_mfa_device_name: "phone".into(), ..Default::default() }).unwrap();
    let serial_number = world.account.serial_number(world.account.mfa_device_named("phone").unwrap());
    let [authentication_code_1, authentication_code_2] = codes(&world.account, "phone", 0);
    let enable = EnableMFADevice { user_name: None, serial_number: serial_number.clone(), authentication_code_1, authentication_code_2 };
    world.run(enable).unwrap();
    assert_eq!(done(&world.account, Reading::Classic), [true, true, false, false, false]);

    world.run(CreateUser { user_name: "alice".into(), ..Default::default() }).unwrap();
    assert_eq!(done(&world.account, Reading::Classic), [true, true, true, false, false]);
    assert_eq!(done(&world.account, Reading::Strict), [true, true, false, false, false], "alice can't sign in yet");
    let password = Some(Secret::new("Correct-Horse-9"));
    world.run(CreateLoginProfile { user_name: Some("alice".into()), password, password_reset_required: None }).unwrap();
    assert_eq!(done(&world.account, Reading::Strict), [true, true, true, false, false]);

    world.run(CreateGroup { group_name: "Developers".into(), path: None }).unwrap();
    assert_eq!(done(&world.account, Reading::Classic), [true, true, true, true, false]);
    assert!(!done(&world.account, Reading::Strict)[3]);
    let policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess".to_owned();
    world.run(AttachGroupPolicy { group_name: "developers".into(), policy_arn: policy_arn.clone() }).unwrap();
    world.run(AddUserToGroup { group_name: "Developers".into(), user_name: "Alice".into() }).unwrap();
    assert!(done(&world.account, Reading::Strict)[3]);
    world.run(AttachUserPolicy { user_name: "alice".into(), policy_arn: "arn:aws:iam::aws:policy/IAMUserChangePassword".into() }).unwrap();
    assert!(done(&world.account, Reading::Strict)[3], "the policy of the create-user wizard is excepted");
    world.run(AttachUserPolicy { user_name: "alice".into(), policy_arn }).unwrap();
    assert!(!done(&world.account, Reading::Strict)[3]);

    world.run(UpdateAccountPasswordPolicy { minimum_password_length: Some(8), ..Default::default() }).unwrap();
    assert_eq!(done(&world.account, Reading::Classic), [true; 5]);
    let why = &world.account.security_status(Reading::Strict)[4].why;
    assert_eq!(
        why,
        "The policy still lacks at least 14 characters instead of 8, three kinds of characters instead of 0, reuse prevention."
    );

    world.run(DeactivateMFADevice { user_name: None, serial_number }).unwrap();
    world.run(DeleteAccountPasswordPolicy {}).unwrap();
    assert_eq!(done(&world.account, Reading::Classic), [true, false, true, true, false]);
}

#[test]
fn errors_are_aws_own() {
    let mut world = World::fresh();
    world.run(CreateUser { user_name: "Alice".into(), ..Default::default() }).unwrap();
    world.run(CreateGroup { group_name: "Ops".into(), path: None }).unwrap();
    let cases: Vec<(Operation, ErrorCode, &str)> = vec![
        (
            CreateUser { user_name: "ALICE".into(), ..Default::default() }.into(),
            ErrorCode::EntityAlreadyExists,
            "User with name ALICE already exists.",
        ),
        (CreateGroup { group_name: "ops".into(), path: None }.into(), ErrorCode::EntityAlreadyExists, "Group with name ops already exists."),
        (DeleteUser { user_name: "bob".into() }.into(), ErrorCode::NoSuchEntity, "The user with name bob cannot be found."),
        (GetGroup { group_name: "Dev".into(), ..Default::default() }.into(), ErrorCode::NoSuchEntity, "The group with name Dev cannot be found."),
        (GetRole { role_name: "app".into() }.into(), ErrorCode::NoSuchEntity, "The role with name app cannot be found."),
        (
            AttachUserPolicy { user_name: "alice".into(), policy_arn: "arn:aws:iam::aws:policy/Nothing".into() }.into(),
            ErrorCode::NoSuchEntity,
            "Policy arn:aws:iam::aws:policy/Nothing does not exist or is not attachable.",
        ),
        (
            AttachUserPolicy { user_name: "alice".into(), policy_arn: "AdministratorAccess-is-not".into() }.into(),
            ErrorCode::ValidationError,
            "Invalid ARN:  Could not be parsed!",
        ),
        (
            AttachGroupPolicy { group_name: "ops".into(), policy_arn: "arn:aws:iam::aws:policy/aws-service-role/AWSSupportServiceRolePolicy".into() }
                .into(),
            ErrorCode::PolicyNotAttachable,
            "Cannot attach a Service Role Policy to a Customer Role.",
        ),
        (
            GetLoginProfile { user_name: Some("alice".into()) }.into(),
            ErrorCode::NoSuchEntity,
            "Login Profile for User Alice cannot be found.",
        ),
        (
            CreateLoginProfile { user_name: Some("alice".into()), password: Some(Secret::new("abc")), password_reset_required: None }.into(),
            ErrorCode::PasswordPolicyViolation,
            "Password should have a minimum length of 8",
        ),
        (
            CreateLoginProfile { user_name: Some("alice".into()), password: Some(Secret::new("abcdefgh1")), password_reset_required: None }.into(),
            ErrorCode::PasswordPolicyViolation,
            "Password should meet 1 more of the following requirements: Password should have at least one uppercase letter, \
             Password should have at least one symbol",
        ),
        (
            DeleteAccessKey { user_name: Some("alice".into()), access_key_id: "AKIAIOSFODNN7EXAMPLE".into() }.into(),
            ErrorCode::NoSuchEntity,
            "The Access Key with id AKIAIOSFODNN7EXAMPLE cannot be found.",
        ),
        (
            CreateAccountAlias { account_alias: "123456789012".into() }.into(),
            ErrorCode::InvalidInput,
            "The specified value for accountAlias is invalid. It must not be a 12-digit number.",
        ),
        (
            CreateRole { role_name: "r".into(), assume_role_policy_document: "{".into(), ..Default::default() }.into(),
            ErrorCode::MalformedPolicyDocument,
            "This policy contains invalid Json",
        ),
        (
            CreateRole {
                role_name: "r".into(),
                assume_role_policy_document:
                    r#"{"Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole","Resource":"*"}}"#.into(),
                ..Default::default()
            }
            .into(),
            ErrorCode::MalformedPolicyDocument,
            "Has prohibited field Resource",
        ),
    ];
    for (operation, code, message) in cases {
        let refusal = world.run(operation.clone()).unwrap_err();
        assert_eq!((refusal.code, refusal.message.as_str()), (code, message), "{operation:?}");
    }
    let refusal = world.run(GetAccountPasswordPolicy {}).unwrap_err();
    assert_eq!(refusal.message, format!("The Password Policy with domain name {} cannot be found.", world.account.id()));
}

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
    let batch = world.account.plan_all(&Caller::Root, &all, &mut world.env).unwrap();
    assert!(batch.after.user_named("alice").is_none());
    assert_whole(&batch.after);
    let mut back = batch.after.clone();
    back.try_apply(&inverse(&net(&batch.changes))).unwrap();
    assert_eq!(entities(&back), entities(&before));
}

#[test]
fn a_batch_is_done_whole_or_not_at_all() {
    let account = fresh();
    let create = || Operation::from(CreateUser { user_name: "alice".into(), ..Default::default() });
    let refused = account.plan_all(&Caller::Root, &[create(), create()], &mut env()).unwrap_err();
    assert_eq!((refused.index, refused.refusal.code), (1, ErrorCode::EntityAlreadyExists));
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
fn quotas_are_kept() {
    let mut world = World::fresh();
    world.run(CreateAccessKey { user_name: None }).unwrap();
    let refusal = world.run(CreateAccessKey { user_name: None }).unwrap_err();
    assert_eq!(refusal.message, "Cannot exceed quota for AccessKeysPerUser: 2");

    world.run(CreateGroup { group_name: "Ops".into(), path: None }).unwrap();
    let attach = |name: &str| AttachGroupPolicy { group_name: "Ops".into(), policy_arn: format!("arn:aws:iam::aws:policy/{name}") };
    let names = iam_console::catalog::AWS_MANAGED_POLICIES.all().iter().filter(|policy| policy.path == "/").map(|policy| policy.name);
    for name in names.clone().take(10) {
        world.run(attach(name)).unwrap();
    }
    let eleventh = names.clone().nth(10).unwrap();
    assert_eq!(world.run(attach(eleventh)).unwrap_err().message, "Cannot exceed quota for PoliciesPerGroup: 10");
    let first = names.clone().next().unwrap();
    assert!(world.run(attach(first)).is_ok(), "attaching again what is attached changes nothing and is no error");
}

#[test]
fn the_secret_of_a_key_is_in_the_reply_and_in_its_own_keyspace_only() {
    let mut world = World::fresh();
    world.run(CreateUser { user_name: "alice".into(), ..Default::default() }).unwrap();
    let planned = world.plan(CreateAccessKey { user_name: Some("alice".into()) }).unwrap();
    let Reply::AccessKey { access_key } = &planned.reply else { panic!("{:?}", planned.reply) };
    let secret = access_key.secret_access_key.reveal();
    assert!(secret.len() == 40 && secret.ends_with("EXAMPLEKEY"));
    assert!(!format!("{:?}", planned.reply).contains(secret));
    assert!(format!("{:?}", planned.reply).contains(MASK));
    let change = planned.change.unwrap();
    assert!(!format!("{change:?}").contains(secret));
    for edit in &change.edits {
        let written = serde_json::to_string(edit).unwrap();
        assert_eq!(written.contains(secret), edit.key().is_secret(), "{}", edit.key());
    }
}

#[test]
fn the_summary_has_the_34_keys() {
    let mut world = World::fresh();
    let Reply::AccountSummary { summary_map } = world.run(GetAccountSummary {}).unwrap() else { panic!() };
    assert_eq!(summary_map.len(), 34);
    assert_eq!(summary_map["AccountAccessKeysPresent"], 1);
    assert_eq!(summary_map["AccountMFAEnabled"], 0);
    assert_eq!(summary_map["UsersQuota"], 5000);
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
