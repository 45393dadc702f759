//! Deletions that wait for a day: cancelled before it, and past it for good.

use super::{done, key_id, run, world};
use crate::common::World;
use iam_console::account::change::{Change, inverse};
use iam_console::account::entity::{EntityKey, EntityTag, ResourceKind};
use iam_console::account::operation::*;
use iam_console::account::refusal::ErrorCode;
use jiff::ToSpan as _;
use serde_json::json;

#[test]
fn keys_and_secrets_come_back_from_what_was_scheduled() {
    let mut world = world();
    let key = key_id(&world);
    let of_key = json!({"KeyId": key});
    done(&mut world, "CreateAlias", json!({"AliasName": "alias/data", "TargetKeyId": key}));
    assert_eq!(run(&mut world, "CancelKeyDeletion", of_key.clone()).unwrap_err().0, ErrorCode::KmsInvalidStateException);
    for days in [6, 31] {
        let wrong = run(&mut world, "ScheduleKeyDeletion", json!({"KeyId": key, "PendingWindowInDays": days})).unwrap_err();
        assert_eq!(wrong, (ErrorCode::ValidationException, "PendingWindowInDays must be between 7 and 30".into()));
        let wrong = run(&mut world, "DeleteSecret", json!({"SecretId": "prod/db", "RecoveryWindowInDays": days})).unwrap_err();
        let says = "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).";
        assert_eq!(wrong, (ErrorCode::InvalidParameterException, says.into()));
    }
    done(&mut world, "ScheduleKeyDeletion", of_key.clone());
    assert_eq!(run(&mut world, "EnableKey", of_key.clone()).unwrap_err().0, ErrorCode::KmsInvalidStateException);
    done(&mut world, "CancelKeyDeletion", of_key.clone());
    assert_eq!(done(&mut world, "DescribeKey", of_key.clone())["KeyMetadata"]["KeyState"], "Disabled");
    let encrypt = json!({"KeyId": "alias/data", "Plaintext": "x"});
    assert_eq!(run(&mut world, "Encrypt", encrypt.clone()).unwrap_err().0, ErrorCode::DisabledException);
    done(&mut world, "EnableKey", of_key.clone());
    done(&mut world, "Encrypt", encrypt.clone());
    done(&mut world, "DisableKey", of_key);
    assert_eq!(run(&mut world, "Encrypt", encrypt).unwrap_err().0, ErrorCode::DisabledException);
    done(&mut world, "DeleteAlias", json!({"AliasName": "alias/data"}));
    assert_eq!(run(&mut world, "DeleteAlias", json!({"AliasName": "alias/data"})).unwrap_err().0, ErrorCode::NotFoundException);
    let aws = json!({"AliasName": "alias/aws/s3", "TargetKeyId": key});
    assert_eq!(run(&mut world, "CreateAlias", aws).unwrap_err().0, ErrorCode::NotAuthorizedException);
    let secret = json!({"SecretId": "prod/db"});
    done(&mut world, "DeleteSecret", secret.clone());
    assert_eq!(run(&mut world, "GetSecretValue", secret.clone()).unwrap_err().0, ErrorCode::InvalidRequestException);
    done(&mut world, "RestoreSecret", secret.clone());
    assert_eq!(done(&mut world, "GetSecretValue", secret)["SecretString"], "Correct-Horse-9");
}

/// Moves the practice clock on, and what is done next with it.
fn move_on(world: &mut World, seconds: u32) -> Change {
    let moved = world.change(AdvanceClock { seconds });
    world.env.now = world.account.time_at(world.env.real_now);
    moved
}

/// A move of the clock past the day that a deletion waits for takes along what that is of; so does what undoes the move bring it back.
#[test]
fn keys_and_secrets_are_gone_once_the_clock_is_past_their_day() {
    const DAY: u32 = 86_400;
    let mut world = world();
    let key = key_id(&world);
    done(&mut world, "CreateAlias", json!({"AliasName": "alias/data", "TargetKeyId": key}));
    done(&mut world, "ScheduleKeyDeletion", json!({"KeyId": key, "PendingWindowInDays": 7}));
    done(&mut world, "DeleteSecret", json!({"SecretId": "prod/db", "RecoveryWindowInDays": 8}));
    move_on(&mut world, 7 * DAY - 60);
    assert_eq!(done(&mut world, "DescribeKey", json!({"KeyId": key}))["KeyMetadata"]["KeyState"], "PendingDeletion");
    move_on(&mut world, 60);
    for named in [key.as_str(), "alias/data"] {
        assert_eq!(run(&mut world, "DescribeKey", json!({"KeyId": named})).unwrap_err().0, ErrorCode::NotFoundException, "{named}");
    }
    assert!(world.account.key_aliases().next().is_none());
    assert_eq!(world.account.resources(ResourceKind::Secret).count(), 1);
    let moved = move_on(&mut world, DAY);
    assert_eq!(run(&mut world, "GetSecretValue", json!({"SecretId": "prod/db"})).unwrap_err().0, ErrorCode::ResourceNotFoundException);
    let mut before = world.account.clone();
    before.apply(&inverse(&moved.edits));
    assert_eq!(before.resources(ResourceKind::Secret).count(), 1);
    done(&mut world, "CreateSecret", json!({"Name": "prod/db"}));
}

/// Days that really pass are as good as the practice clock's: nobody has done anything meanwhile. Whoever asks is not told of what
/// is gone, and the next change takes it away; what takes that back brings back what was kept, and it is still gone.
#[test]
fn keys_and_secrets_are_gone_once_their_day_has_come_by_itself() {
    let mut world = world();
    let key = key_id(&world);
    done(&mut world, "CreateAlias", json!({"AliasName": "alias/data", "TargetKeyId": key}));
    let made = json!({"Name": "prod/web", "SecretString": "Correct-Horse-8", "Tags": [{"Key": "team", "Value": "owls"}]});
    done(&mut world, "CreateSecret", made);
    done(&mut world, "DeleteSecret", json!({"SecretId": "prod/web", "RecoveryWindowInDays": 7}));
    done(&mut world, "ScheduleKeyDeletion", json!({"KeyId": key, "PendingWindowInDays": 7}));
    done(&mut world, "DeleteSecret", json!({"SecretId": "prod/db", "RecoveryWindowInDays": 7}));
    let deletion = world.account.next_deletion().unwrap();
    assert!(world.account.keys_changed_since(&world.account.as_of(deletion - 1_i32.second())).is_empty());
    world.env.real_now = deletion;
    world.env.now = deletion;
    let before = world.account.clone();
    for (id, input) in [
        ("DescribeKey", json!({"KeyId": key})),
        ("CancelKeyDeletion", json!({"KeyId": key})),
        ("GetKeyPolicy", json!({"KeyId": "alias/data"})),
        ("DeleteAlias", json!({"AliasName": "alias/data"})),
    ] {
        assert_eq!(run(&mut world, id, input).unwrap_err().0, ErrorCode::NotFoundException, "{id}");
    }
    for id in ["GetSecretValue", "RestoreSecret", "DeleteSecret"] {
        assert_eq!(run(&mut world, id, json!({"SecretId": "prod/db"})).unwrap_err().0, ErrorCode::ResourceNotFoundException, "{id}");
    }
    for (id, list) in [("ListKeys", "Keys"), ("ListAliases", "Aliases"), ("ListSecrets", "SecretList")] {
        assert_eq!(done(&mut world, id, json!({}))[list], json!([]), "{id}");
    }
    assert!(world.account.keys_changed_since(&before).iter().all(EntityKey::is_usage), "asking changes nothing");
    let read = world.account.as_of(deletion);
    assert_eq!((read.all_resources().count(), read.next_deletion()), (world.account.all_resources().count() - 3, None));
    assert!(read.entities().filter_map(|(_, entity)| <&EntityTag>::try_from(entity).ok()).all(|tag| tag.value != "owls"));
    assert!(read.key_aliases().next().is_none() && read.value_of_secret("prod/db").is_none());
    // The names are free again, and what is made under one is kept apart from what was.
    let made = Operation::from_json("CreateSecret", json!({"Name": "prod/db", "SecretString": "New-Horse-1"})).unwrap().unwrap();
    let made = world.change(made);
    assert!(made.edits.iter().all(|edit| *edit.key() != EntityKey::resource(ResourceKind::Key, &key)), "what else is gone stays as it was");
    assert_eq!(done(&mut world, "GetSecretValue", json!({"SecretId": "prod/db"}))["SecretString"], "New-Horse-1");
    world.account.try_apply(&inverse(&made.edits)).unwrap();
    assert_eq!(world.account.next_deletion(), Some(deletion));
    assert_eq!(run(&mut world, "GetSecretValue", json!({"SecretId": "prod/db"})).unwrap_err().0, ErrorCode::ResourceNotFoundException);
    let again: Vec<_> = made.edits.iter().filter(|edit| !edit.key().is_usage()).cloned().collect();
    world.account.try_apply(&again).unwrap();
    assert_eq!(done(&mut world, "GetSecretValue", json!({"SecretId": "prod/db"}))["SecretString"], "New-Horse-1");
}

/// A deletion whose day has come is undone whatever was done since, as long as nothing has taken the place of what it is of.
#[test]
fn a_deletion_is_undone_after_its_day_and_after_other_changes() {
    let mut world = world();
    let key = key_id(&world);
    let schedule = Operation::from_json("ScheduleKeyDeletion", json!({"KeyId": key})).unwrap().unwrap();
    let scheduled = world.change(schedule);
    world.env.now = world.account.next_deletion().unwrap();
    let other = world.change(CreateUser { user_name: "bob".into(), ..Default::default() });
    assert!(other.edits.iter().all(|edit| edit.key().is_usage() || matches!(edit.key(), EntityKey::User(_))), "{:?}", other.edits);
    assert_eq!(run(&mut world, "DescribeKey", json!({"KeyId": key})).unwrap_err().0, ErrorCode::NotFoundException);
    world.account.try_apply(&inverse(&scheduled.edits)).unwrap();
    assert_eq!(done(&mut world, "DescribeKey", json!({"KeyId": key}))["KeyMetadata"]["KeyState"], "Enabled");
}
