//! The practice estate: what its operations answer, refuse and limit, and what its policies have an effect on.

mod contents;
mod deletions;
mod door;
mod instances;
mod policies;
mod refusals;
mod tags;

use crate::common::World;
use crate::common::estate::is_of_estate;
use iam_console::account::change::inverse;
use iam_console::account::entity::ResourceKind;
use iam_console::account::obstacle::Obstacle;
use iam_console::account::operation::*;
use iam_console::account::refusal::ErrorCode;
use iam_console::account::reply::Reply;
use serde_json::{Value, json};

/// Runs an operation, given by its id and its members.
#[allow(clippy::needless_pass_by_value, reason = "members are written where they are given")]
fn run(world: &mut World, id: &str, members: Value) -> Result<Reply, (ErrorCode, String)> {
    let text = members.to_string().replace("ACCOUNT", world.account.id().as_str());
    let operation = Operation::from_json(id, serde_json::from_str(&text).unwrap()).unwrap().expect(id);
    world.run(operation).map_err(|refusal| (refusal.code, refusal.message))
}

fn done(world: &mut World, id: &str, members: Value) -> Value {
    let reply = run(world, id, members).unwrap_or_else(|refusal| panic!("{id}: {refusal:?}"));
    serde_json::to_value(reply).unwrap()
}

const TRUST: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":["lambda.amazonaws.com","ec2.amazonaws.com"]},"Action":"sts:AssumeRole"}]}"#;

/// Something of each kind.
fn world() -> World {
    let mut world = World::fresh();
    done(&mut world, "CreateUser", json!({"UserName": "alice"}));
    done(&mut world, "CreateRole", json!({"RoleName": "app", "AssumeRolePolicyDocument": TRUST}));
    done(&mut world, "CreateInstanceProfile", json!({"InstanceProfileName": "web"}));
    done(&mut world, "AddRoleToInstanceProfile", json!({"InstanceProfileName": "web", "RoleName": "app"}));
    done(&mut world, "CreateBucket", json!({"Bucket": "reports"}));
    done(&mut world, "PutObject", json!({"Bucket": "reports", "Key": "q1.csv", "Body": "a,b\n"}));
    done(&mut world, "PutObject", json!({"Bucket": "reports", "Key": "2026/q2.csv", "Body": ""}));
    done(&mut world, "CreateFunction", json!({"FunctionName": "resize", "Role": "arn:aws:iam::ACCOUNT:role/app", "Tags": {"team": "red"}}));
    done(&mut world, "CreateQueue", json!({"QueueName": "orders"}));
    let definitions = json!([{"AttributeName": "id", "AttributeType": "S"}]);
    let schema = json!([{"AttributeName": "id", "KeyType": "HASH"}]);
    done(&mut world, "CreateTable", json!({"TableName": "people", "AttributeDefinitions": definitions, "KeySchema": schema}));
    done(&mut world, "CreateKey", json!({"Description": "data"}));
    done(&mut world, "CreateSecret", json!({"Name": "prod/db", "SecretString": "Correct-Horse-9"}));
    world
}

fn key_id(world: &World) -> String {
    let entity = world.account.resources(ResourceKind::Key).next().unwrap();
    <&iam_console::account::entity::KmsKey>::try_from(entity).unwrap().id.clone()
}

fn queue_url(world: &World) -> String {
    world.account.queue_url("orders")
}

#[test]
fn every_operation_asks_for_an_action_that_aws_knows() {
    for spec in OPERATIONS.iter().filter(|spec| is_of_estate(spec.service)) {
        assert!(iam_console::catalog::SERVICE_REFERENCE.action(&spec.action()).is_some(), "{}", spec.action());
    }
}

fn policy(principal: &str, resource: &str) -> String {
    format!(r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":{principal},"Action":"*","Resource":"{resource}"}}}}"#)
}

/// What was never a runtime is told from one that is no more; those that there are, are taken.
#[test]
fn functions_are_made_with_runtimes_that_there_are() {
    let mut world = world();
    let update = |world: &mut World, runtime: &str| {
        run(world, "UpdateFunctionConfiguration", json!({"FunctionName": "resize", "Runtime": runtime})).map(|_| ())
    };
    for runtime in ["python", "Python3.13", "", "cobol85", "nodejs24"] {
        let (code, message) = update(&mut world, runtime).unwrap_err();
        assert_eq!(code, ErrorCode::InvalidParameterValueException);
        let start = format!("Value {runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [nodejs24.x, ");
        assert!(message.starts_with(&start) && message.ends_with("] or be a valid ARN"), "{message}");
    }
    assert_eq!(update(&mut world, "provided.al2023"), Ok(()));
    assert_eq!(update(&mut world, "python3.13"), Ok(()));
}

#[test]
fn the_estate_has_limits_of_its_own_and_undo_keeps_them() {
    let mut world = World::fresh();
    let bucket = |at: usize| Operation::from(CreateBucket { bucket: format!("bucket-{at}"), ..Default::default() });
    let first = world.change(bucket(0));
    for at in 1..20 {
        world.change(bucket(at));
    }
    let refused = world.run(bucket(20)).unwrap_err();
    assert_eq!(
        (refused.code, refused.message.as_str()),
        (ErrorCode::TooManyBuckets, "This practice account's own limit is reached: BucketsPerAccount 20.")
    );
    let deleted = world.change(DeleteBucket { bucket: "bucket-0".into() });
    world.change(bucket(20));
    assert!(matches!(world.account.try_apply(&inverse(&deleted.edits)), Err(Obstacle::Quota(_))));
    assert!(world.account.try_apply(&inverse(&first.edits)).is_err(), "it is gone by now");
    for at in 0..50 {
        world.change(PutObject { bucket: "bucket-1".into(), key: at.to_string(), body: None });
    }
    let refused = world.run(PutObject { bucket: "bucket-1".into(), key: "one more".into(), body: None }).unwrap_err();
    assert_eq!(refused.message, "This practice account's own limit is reached: ObjectsPerBucket 50.");
    let ten = || RunInstances { image_id: Some("ami-0abcdef1234567890".into()), max_count: Some(10), ..Default::default() };
    world.change(ten());
    world.change(ten());
    assert_eq!(world.run(ten()).unwrap_err().code, ErrorCode::InstanceLimitExceeded);
}
