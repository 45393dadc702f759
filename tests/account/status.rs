//! A new account, its five tasks and its summary.

use iam_console::account::Account;
use iam_console::account::caller::Caller;
use iam_console::account::entity::Owner;
use iam_console::account::operation::*;
use iam_console::account::reply::Reply;
use iam_console::account::secret::Secret;
use iam_console::account::security_status::{Reading, Task};

use super::assert_whole;
use super::common::{World, codes, fresh};

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
    let policy_document = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}"#.to_owned();
    let own = |policy_document| PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document };
    world.run(own(policy_document.clone())).unwrap();
    assert!(!done(&world.account, Reading::Strict)[3], "an inline policy is one of the user's own");
    world.run(DeleteUserPolicy { user_name: "alice".into(), policy_name: "own".into() }).unwrap();
    world.run(DetachGroupPolicy { group_name: "Developers".into(), policy_arn: policy_arn.clone() }).unwrap();
    assert!(!done(&world.account, Reading::Strict)[3]);
    world.run(PutGroupPolicy { group_name: "Developers".into(), policy_name: "own".into(), policy_document }).unwrap();
    assert!(done(&world.account, Reading::Strict)[3], "a group's inline policy assigns permissions, too");
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

/// Of the five tasks a user sees, the first is about their own keys: only active ones, and the oldest of them.
#[test]
fn users_are_to_rotate_their_own_access_keys() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    let first = |world: &World| {
        let now = world.account.time_at(world.env.real_now);
        let [first, ..] = world.account.security_status_seen_by(&alice, Reading::Classic, now);
        (first.task, first.done, first.why)
    };
    let days = |world: &mut World, days: u32| {
        world.run(AdvanceClock { seconds: days * 86_400 }).unwrap();
    };
    let denied = first(&world);
    assert!(!denied.1 && denied.2.contains("not authorized to perform: iam:ListAccessKeys"), "{denied:?}");
    let policy_arn = "arn:aws:iam::aws:policy/IAMReadOnlyAccess".to_owned();
    world.run(AttachUserPolicy { user_name: "alice".into(), policy_arn }).unwrap();
    assert_eq!(first(&world), (Task::RotateAccessKeys, true, "You have no access key.".into()));
    let key = |world: &mut World| match world.run_as(&Caller::ROOT, CreateAccessKey { user_name: Some("alice".into()) }).unwrap() {
        Reply::AccessKey { access_key } => access_key.access_key_id,
        other => panic!("{other:?}"),
    };
    let old = key(&mut world);
    days(&mut world, 89);
    assert_eq!(first(&world), (Task::RotateAccessKeys, true, format!("{old} is 89 days old; from 90 days on a new one is due.")));
    days(&mut world, 1);
    key(&mut world);
    assert_eq!(first(&world), (Task::RotateAccessKeys, false, format!("{old} is 90 days old: from 90 days on a new one is due.")));
    let inactive = |old: &str| UpdateAccessKey { user_name: Some("alice".into()), access_key_id: old.into(), status: "Inactive".into() };
    world.run(inactive(&old)).unwrap();
    assert!(first(&world).1, "the new one is not due");
    let root = world.account.security_status_seen_by(&Caller::ROOT, Reading::Classic, world.env.now);
    assert_eq!(root[0].task, Task::DeleteRootAccessKeys);
    assert_eq!(root, world.account.security_status(Reading::Classic));
}

/// `summaryKeyType` of the API model, in its order.
const SUMMARY_KEYS: [&str; 34] = [
    "Users",
    "UsersQuota",
    "Groups",
    "GroupsQuota",
    "ServerCertificates",
    "ServerCertificatesQuota",
    "UserPolicySizeQuota",
    "GroupPolicySizeQuota",
    "GroupsPerUserQuota",
    "SigningCertificatesPerUserQuota",
    "AccessKeysPerUserQuota",
    "MFADevices",
    "MFADevicesInUse",
    "AccountMFAEnabled",
    "AccountAccessKeysPresent",
    "AccountPasswordPresent",
    "AccountSigningCertificatesPresent",
    "AttachedPoliciesPerGroupQuota",
    "AttachedPoliciesPerRoleQuota",
    "AttachedPoliciesPerUserQuota",
    "Policies",
    "PoliciesQuota",
    "PolicySizeQuota",
    "PolicyVersionsInUse",
    "PolicyVersionsInUseQuota",
    "VersionsPerPolicyQuota",
    "GlobalEndpointTokenVersion",
    "AssumeRolePolicySizeQuota",
    "InstanceProfiles",
    "InstanceProfilesQuota",
    "Providers",
    "RolePolicySizeQuota",
    "Roles",
    "RolesQuota",
];

#[test]
fn the_summary_has_the_34_keys() {
    let mut world = World::fresh();
    let Reply::AccountSummary { summary_map } = world.run(GetAccountSummary {}).unwrap() else { panic!() };
    assert_eq!(summary_map.keys().map(String::as_str).collect::<Vec<_>>(), SUMMARY_KEYS);
    assert_eq!(summary_map["AccountAccessKeysPresent"], 1);
    assert_eq!(summary_map["AccountMFAEnabled"], 0);
    assert_eq!(summary_map["UsersQuota"], 5000);
}

#[test]
fn a_policy_in_use_as_boundary_counts_as_in_use() {
    let mut world = World::fresh();
    let permissions_boundary = Some("arn:aws:iam::aws:policy/PowerUserAccess".to_owned());
    world.change(CreateUser { user_name: "alice".into(), permissions_boundary, ..Default::default() });
    let Reply::AccountSummary { summary_map } = world.run(GetAccountSummary {}).unwrap() else { panic!() };
    assert_eq!(summary_map["PolicyVersionsInUse"], 1);
}
