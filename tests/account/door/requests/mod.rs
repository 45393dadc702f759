//! What every operation asks the policies for: a table of actions, resources and condition keys, and that those who live under
//! policies fare as the engine says.

mod engine;
mod keys;
mod of_estate;
mod table;

use crate::common::World;
use crate::door::{Given, filled, given};
use iam_console::access::Question;
use iam_console::account::authorization::{Asked, Derived};
use iam_console::account::caller::Caller;
use iam_console::account::operation::*;
use iam_console::account::reply::Reply;
use iam_console::policy::decision::{Decision, Reason};
use iam_console::policy::request::{Action, Resource, Value};
use serde_json::json;
use std::collections::BTreeSet;

/// The operations that policies decide about.
fn decided() -> impl Iterator<Item = &'static OperationSpec> {
    OPERATIONS.iter().copied().filter(|spec| !matches!(spec.service, "signin" | "practice"))
}

const TRUST: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}"#;

/// What these tell stands in the token of a provider; there it is read from.
const BY_TOKEN: [&str; 2] = ["AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"];

/// What the operations of the estate say where more than they must is given.
fn with_more() -> [Operation; 5] {
    let configuration = BucketConfiguration { location_constraint: Some("eu-west-1".into()) };
    let instance_type = Some(AttributeValue { value: Some("t3.small".into()) });
    [
        ModifyInstanceAttribute { instance_id: "i-0123456789abcdef0".into(), instance_type, ..Default::default() }.into(),
        ListObjectsV2 { bucket: "reports".into(), delimiter: Some("/".into()), prefix: Some("a".into()) }.into(),
        CreateBucket { bucket: "papers".into(), create_bucket_configuration: Some(configuration) }.into(),
        CreateSecret { name: "more".into(), description: Some("words".into()), ..Default::default() }.into(),
        DeleteSecret { secret_id: "more".into(), recovery_window_in_days: Some(7), force_delete_without_recovery: Some(true) }.into(),
    ]
}

fn written(value: &Value) -> String {
    match value {
        Value::Single(value) => value.clone(),
        Value::Multi(values) => format!("[{}]", values.join(", ")),
    }
}

/// What a question tells that is about what an operation asks.
fn derived(world: &World, caller: &Caller, asked: &Asked) -> Vec<Derived> {
    let resource = Resource::parse(&asked.resource).unwrap_or_else(|_| Resource::parse("*").unwrap());
    let circumstances = world.account.circumstances_of(caller, world.env.now);
    world.account.context_for(&caller.who, &Action::parse(&asked.action).unwrap(), &resource, &circumstances)
}

/// Alice, without permissions, and one of everything that the operations name.
fn world() -> (World, Caller, Vec<Operation>, Given) {
    let mut world = World::fresh();
    let alice = world.user("alice");
    let account = world.account.id().to_string();
    let given = given(&mut world);
    // Whose boundary is told where an operation is about them.
    let permissions_boundary = Some("arn:aws:iam::aws:policy/PowerUserAccess".to_owned());
    world
        .run(CreateUser { user_name: "someusername".into(), permissions_boundary: permissions_boundary.clone(), ..Default::default() })
        .unwrap();
    let assume_role_policy_document = TRUST.to_owned();
    let role_name = "somerolename".to_owned();
    world.run(CreateRole { role_name, assume_role_policy_document, permissions_boundary, ..Default::default() }).unwrap();
    let operations = decided().map(|spec| filled(spec, &account, &given).unwrap_or_else(|| panic!("{}", spec.name))).collect();
    (world, alice, operations, given)
}

#[test]
fn the_requests_of_an_operation_are_the_same_for_whoever_makes_them() {
    let (mut world, alice, operations, _) = world();
    let statement = json!({ "Effect": "Allow", "Action": "*", "Resource": "*" });
    let policy_document = json!({ "Version": "2012-10-17", "Statement": statement }).to_string();
    let before: Vec<_> = operations.iter().map(|operation| world.account.requests_of(&alice, operation)).collect();
    world.run(PutUserPolicy { user_name: "alice".into(), policy_name: "all".into(), policy_document }).unwrap();
    let after: Vec<_> = operations.iter().map(|operation| world.account.requests_of(&alice, operation)).collect();
    assert_eq!(before, after, "what is asked does not follow from what is allowed");
}

#[test]
fn a_kms_key_tells_by_which_alias_it_was_called_and_how_soon_it_is_to_go() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    let Reply::Estate(made) = world.run(CreateKey::default()).unwrap() else { panic!("a key") };
    let key = made.members["KeyMetadata"]["KeyId"].as_str().unwrap().to_owned();
    world.run(CreateAlias { alias_name: "alias/data".into(), target_key_id: key.clone() }).unwrap();
    let policy = json!({ "Version": "2012-10-17", "Statement": [
        { "Effect": "Allow", "Action": "kms:DescribeKey", "Resource": "*", "Condition": { "StringEquals": { "kms:RequestAlias": "alias/data" } } },
        { "Effect": "Allow", "Action": "kms:ScheduleKeyDeletion", "Resource": "*",
          "Condition": { "NumericGreaterThanEquals": { "kms:ScheduleKeyDeletionPendingWindowInDays": "14" } } },
    ] });
    world.run(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document: policy.to_string() }).unwrap();
    let describe = |key_id: &str| DescribeKey { key_id: key_id.into() };
    assert!(world.run_as(&alice, describe(&key)).is_err());
    world.run_as(&alice, describe("alias/data")).unwrap();
    let delete = |days| ScheduleKeyDeletion { key_id: key.clone(), pending_window_in_days: Some(days) };
    assert!(world.run_as(&alice, delete(7)).is_err());
    world.run_as(&alice, delete(14)).unwrap();
}

/// A denial turns on what an operation brings as often as on who asks: the request that was denied is the one that is asked about.
#[test]
fn what_an_operation_brought_is_asked_about_with_it() {
    let (mut world, alice, operations, _) = world();
    let mut asked_with = BTreeSet::new();
    for operation in &operations {
        for asked in world.account.requests_of(&alice, operation) {
            for (key, value) in &asked.keys {
                let values = match value {
                    Value::Single(value) => std::slice::from_ref(value),
                    Value::Multi(values) => values,
                };
                let Some(value) = values.first() else { continue };
                let policy_document = json!({"Version": "2012-10-17", "Statement": [
                    {"Effect": "Allow", "Action": "*", "Resource": "*"},
                    {"Effect": "Deny", "Action": asked.action, "Resource": "*", "Condition": {"ForAnyValue:StringEquals": {key: value}}},
                ]});
                let policy_document = policy_document.to_string();
                world.run(PutUserPolicy { user_name: "alice".into(), policy_name: "Guard".into(), policy_document }).unwrap();
                let now = world.account.time_at(world.env.real_now);
                let what = format!("{} with {key} {value}", operation.spec().name);
                // What comes with a token tells by itself who may: no policy of a user is asked.
                let Err(refusal) = world.account.authorise(&alice, operation, now) else { continue };
                let Some(denied) = refusal.denied else { continue };
                let question = Question::denied(&world.account, &alice, &denied, now).expect(&what);
                // What a role's trust policy does not let in comes first where an operation is several requests.
                let is_guarded = matches!(denied.reason, Reason::Denied(_));
                let decision = if is_guarded { Decision::ExplicitDeny } else { Decision::ImplicitDeny };
                assert_eq!(question.decision(&world.account), Ok(decision), "{what}");
                asked_with.extend(is_guarded.then(|| key.clone()));
            }
        }
    }
    assert!(asked_with.len() > 10, "{asked_with:?}");
}
