//! Instance profiles: made, given a role, emptied and deleted.

use iam_console::account::caller::Caller;
use iam_console::account::change::{inverse, net};
use iam_console::account::operation::*;
use iam_console::account::quotas::Quotas;
use iam_console::account::refusal::ErrorCode;
use serde_json::{Value, json};

use crate::common::World;
use crate::quotas::with_quotas;
use crate::{assert_whole, entities};

const TRUST: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;

fn create(name: &str) -> CreateInstanceProfile {
    CreateInstanceProfile { instance_profile_name: name.into(), ..Default::default() }
}

fn add(profile: &str, role: &str) -> AddRoleToInstanceProfile {
    AddRoleToInstanceProfile { instance_profile_name: profile.into(), role_name: role.into() }
}

fn remove(profile: &str, role: &str) -> RemoveRoleFromInstanceProfile {
    RemoveRoleFromInstanceProfile { instance_profile_name: profile.into(), role_name: role.into() }
}

fn delete(profile: &str) -> DeleteInstanceProfile {
    DeleteInstanceProfile { instance_profile_name: profile.into() }
}

/// A role and a profile of the same name, as the console makes them, with the role in it.
fn world() -> World {
    let mut world = World::fresh();
    world.change(CreateRole { role_name: "app".into(), assume_role_policy_document: TRUST.into(), ..Default::default() });
    world.change(create("app"));
    world.change(add("app", "app"));
    world
}

fn shown(world: &mut World, operation: impl Into<Operation>) -> Value {
    serde_json::to_value(world.run(operation).unwrap()).unwrap()
}

#[test]
fn a_profile_shows_the_role_that_it_hands_out() {
    let mut world = world();
    let profile = shown(&mut world, GetInstanceProfile { instance_profile_name: "APP".into() })["InstanceProfile"].clone();
    let account = world.account.id();
    let role = world.account.role_named("app").unwrap().id;
    let members = ["Path", "InstanceProfileName", "InstanceProfileId", "Arn", "CreateDate", "Roles"];
    assert_eq!(profile.as_object().unwrap().keys().collect::<Vec<_>>(), members);
    assert!(profile["InstanceProfileId"].as_str().unwrap().starts_with("AIPA"));
    assert_eq!(profile["Arn"], format!("arn:aws:iam::{account}:instance-profile/app"));
    let members = ["Path", "RoleName", "RoleId", "Arn", "CreateDate", "AssumeRolePolicyDocument"];
    assert_eq!(profile["Roles"][0].as_object().unwrap().keys().collect::<Vec<_>>(), members);
    assert_eq!(profile["Roles"][0]["RoleId"], role.as_str());

    let tags = Some(vec![Tag { key: "team".into(), value: "red".into() }]);
    let made = shown(&mut world, CreateInstanceProfile { path: Some("/web/".into()), tags, ..create("front") });
    assert_eq!((&made["InstanceProfile"]["Roles"], &made["InstanceProfile"]["Tags"][0]["Key"]), (&json!([]), &json!("team")));
    let listed = shown(&mut world, ListInstanceProfiles { path_prefix: Some("/web/".into()), ..Default::default() });
    assert_eq!(listed["InstanceProfiles"][0]["InstanceProfileName"], "front");
    assert_eq!(listed["InstanceProfiles"][0]["Tags"], Value::Null, "lists leave tags out");
    let of_role = shown(&mut world, ListInstanceProfilesForRole { role_name: "app".into(), ..Default::default() });
    assert_eq!(of_role["InstanceProfiles"].as_array().unwrap().len(), 1);
    let whole = shown(&mut world, GetAccountAuthorizationDetails { filter: Some(vec!["Role".into()]), ..Default::default() });
    assert_eq!(whole["RoleDetailList"][0]["InstanceProfileList"][0]["InstanceProfileName"], "app");
    assert_eq!(shown(&mut world, GetAccountSummary {})["SummaryMap"]["InstanceProfiles"], 2);
}

#[test]
fn errors_are_aws_own() {
    let mut world = world();
    world.change(CreateRole { role_name: "ci".into(), assume_role_policy_document: TRUST.into(), ..Default::default() });
    world.change(create("front"));
    let cases: Vec<(Operation, ErrorCode, &str)> = vec![
        (create("APP").into(), ErrorCode::EntityAlreadyExists, "Instance Profile APP already exists."),
        (add("none", "app").into(), ErrorCode::NoSuchEntity, "Instance Profile none cannot be found."),
        (add("app", "none").into(), ErrorCode::NoSuchEntity, "The role with name none cannot be found."),
        (add("app", "ci").into(), ErrorCode::LimitExceeded, "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1"),
        (add("app", "app").into(), ErrorCode::LimitExceeded, "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1"),
        (remove("app", "ci").into(), ErrorCode::NoSuchEntity, "The role with name ci cannot be found in instance profile app."),
        (remove("front", "ci").into(), ErrorCode::NoSuchEntity, "The role with name ci cannot be found in instance profile front."),
        (delete("app").into(), ErrorCode::DeleteConflict, "Cannot delete entity, must remove roles from instance profile first."),
        (
            DeleteRole { role_name: "app".into() }.into(),
            ErrorCode::DeleteConflict,
            "Cannot delete entity, must remove roles from instance profile first.",
        ),
        (
            create("a b").into(),
            ErrorCode::ValidationError,
            "The specified value for instanceProfileName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-",
        ),
    ];
    for (operation, code, message) in cases {
        let refusal = world.run(operation.clone()).unwrap_err();
        assert_eq!((refusal.code, refusal.message.as_str()), (code, message), "{operation:?}");
    }
}

#[test]
fn there_are_no_more_profiles_than_the_quota_allows() {
    let mut world = world();
    world.account = with_quotas(&world.account, Quotas { instance_profiles: 2, ..Quotas::default() });
    let second = world.change(create("second"));
    assert_eq!(world.run(create("third")).unwrap_err().message, "Cannot exceed quota for InstanceProfilesPerAccount: 2");
    world.account.try_apply(&inverse(&second.edits)).unwrap();
    world.change(create("third"));
    assert!(world.account.try_apply(&second.edits).is_err(), "redone, it would be one too many");
}

#[test]
fn the_console_deletes_a_role_with_the_profile_that_it_made_for_it() {
    let mut world = world();
    world.change(create("other"));
    world.change(add("other", "app"));
    world.change(AttachRolePolicy { role_name: "app".into(), policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess".into() });
    let deletion = Operation::from(DeleteRole { role_name: "app".into() });
    let mut all = world.account.removals_before(&deletion);
    let sentences: Vec<String> = all.iter().map(|operation| operation.sentence("root")).collect();
    assert_eq!(
        sentences,
        [
            "Remove role app from instance profile app",
            "Delete instance profile app",
            "Remove role app from instance profile other",
            "Detach ReadOnlyAccess from role app"
        ]
    );
    all.push(deletion);
    assert_eq!(lead(&all).unwrap().sentence("root"), "Delete role app");
    let before = entities(&world.account);
    let batch = world.account.plan_all(&Caller::ROOT, &all, &mut world.env).unwrap();
    assert_whole(&batch.after);
    assert!(batch.after.instance_profile_named("app").is_none() && batch.after.instance_profile_named("other").is_some());
    let mut back = batch.after;
    back.try_apply(&inverse(&net(&batch.changes))).unwrap();
    assert_eq!(entities(&back), before);
}

#[test]
fn a_profile_s_tags_go_with_it() {
    let mut world = World::fresh();
    world.change(create("app"));
    let tags = vec![Tag { key: "team".into(), value: "red".into() }];
    world.change(TagInstanceProfile { instance_profile_name: "app".into(), tags });
    let listed = shown(&mut world, ListInstanceProfileTags { instance_profile_name: "app".into(), ..Default::default() });
    assert_eq!(listed["Tags"], json!([{"Key": "team", "Value": "red"}]));
    let untagged = world.change(UntagInstanceProfile { instance_profile_name: "app".into(), tag_keys: vec!["TEAM".into()] });
    world.account.try_apply(&inverse(&untagged.edits)).unwrap();
    let before = entities(&world.account);
    let deleted = world.change(delete("app"));
    assert_whole(&world.account);
    world.account.try_apply(&inverse(&deleted.edits)).unwrap();
    assert_eq!(entities(&world.account), before);
}
