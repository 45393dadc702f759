//! Reports on the services that policies allow, and when they were last used.

use iam_console::account::Account;
use iam_console::account::caller::Caller;
use iam_console::account::change::inverse;
use iam_console::account::entity::{Entity, ServiceUse};
use iam_console::account::operation::*;
use iam_console::account::refusal::ErrorCode;
use iam_console::account::reply::Reply;
use serde_json::{Value, json};

use crate::common::World;

const S3_READ: &str = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";

#[allow(clippy::needless_pass_by_value, reason = "tests hand it in as it is written")]
fn run(world: &mut World, id: &str, members: Value) -> Result<Value, (ErrorCode, String)> {
    let members = members.to_string().replace("ACCOUNT", world.account.id().as_str());
    let operation = Operation::from_json(id, serde_json::from_str(&members).unwrap()).unwrap().unwrap();
    let reply = world.run_as(&Caller::ROOT, operation).map_err(|refusal| (refusal.code, refusal.message))?;
    Ok(serde_json::from_str(&serde_json::to_string(&reply).unwrap().replace(world.account.id().as_str(), "ACCOUNT")).unwrap())
}

fn done(world: &mut World, id: &str, members: Value) -> Value {
    run(world, id, members).unwrap_or_else(|refused| panic!("{id}: {refused:?}"))
}

/// What a report about an ARN tells.
fn report(world: &mut World, arn: &str, granularity: &str) -> (String, Value) {
    let job = done(world, "GenerateServiceLastAccessedDetails", json!({"Arn": arn, "Granularity": granularity}));
    let job = job["JobId"].as_str().unwrap().to_owned();
    assert_eq!(job.len(), 36);
    let told = done(world, "GetServiceLastAccessedDetails", json!({"JobId": job}));
    (job, told)
}

fn service<'a>(told: &'a Value, prefix: &str) -> &'a Value {
    let services = told["ServicesLastAccessed"].as_array().unwrap();
    services.iter().find(|service| service["ServiceNamespace"] == prefix).unwrap_or(&Value::Null)
}

/// Alice reads buckets through Readers, which Bob is in, too, and may do what an inline policy of her own says; she has a key.
fn world() -> (World, Caller) {
    let mut world = World::fresh();
    let document = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:GetUser","iam:ListUsers","sts:*"],"Resource":"*"},
        {"Effect":"Deny","Action":"sqs:*","Resource":"*"}]}"#;
    for (id, members) in [
        ("CreateUser", json!({"UserName": "alice", "Path": "/team/"})),
        ("CreateUser", json!({"UserName": "bob"})),
        ("CreateGroup", json!({"GroupName": "Readers"})),
        ("AddUserToGroup", json!({"GroupName": "Readers", "UserName": "alice"})),
        ("AddUserToGroup", json!({"GroupName": "Readers", "UserName": "bob"})),
        ("AttachGroupPolicy", json!({"GroupName": "Readers", "PolicyArn": S3_READ})),
        ("PutUserPolicy", json!({"UserName": "alice", "PolicyName": "own", "PolicyDocument": document})),
        ("CreateBucket", json!({"Bucket": "reports"})),
    ] {
        done(&mut world, id, members);
    }
    let key = done(&mut world, "CreateAccessKey", json!({"UserName": "alice"}));
    let alice = world.account.caller_named(key["AccessKey"]["AccessKeyId"].as_str().unwrap(), false).unwrap();
    (world, alice)
}

#[test]
fn a_report_tells_of_each_allowed_service_when_it_was_last_used() {
    let (mut world, alice) = world();
    let arn = "arn:aws:iam::ACCOUNT:user/team/alice";
    let (_, told) = report(&mut world, arn, "SERVICE_LEVEL");
    let names: Vec<&str> =
        told["ServicesLastAccessed"].as_array().unwrap().iter().map(|s| s["ServiceNamespace"].as_str().unwrap()).collect();
    assert_eq!(names, ["iam", "s3", "s3-object-lambda", "sts"], "what is only denied is not allowed");
    assert_eq!(
        (told["JobStatus"].clone(), told["JobType"].clone(), told["IsTruncated"].clone()),
        (json!("COMPLETED"), json!("SERVICE_LEVEL"), json!(false))
    );
    let never = json!({"ServiceName": "Amazon S3", "ServiceNamespace": "s3", "TotalAuthenticatedEntities": 0});
    assert_eq!(*service(&told, "s3"), never);
    world.run_as(&alice, ListBuckets {}).unwrap();
    let (_, told) = report(&mut world, arn, "SERVICE_LEVEL");
    let used = json!({
        "ServiceName": "Amazon S3",
        "LastAuthenticated": "2026-11-23T21:14:05+00:00",
        "ServiceNamespace": "s3",
        "LastAuthenticatedEntity": "arn:aws:iam::ACCOUNT:user/team/alice",
        "LastAuthenticatedRegion": "us-east-1",
        "TotalAuthenticatedEntities": 1,
    });
    assert_eq!(*service(&told, "s3"), used);
    // The group's and the policy's reports count all whom they let in.
    for arn in ["arn:aws:iam::ACCOUNT:group/Readers", S3_READ] {
        let (job, told) = report(&mut world, arn, "SERVICE_LEVEL");
        assert_eq!(*service(&told, "s3"), used, "{arn}");
        let who = done(&mut world, "GetServiceLastAccessedDetailsWithEntities", json!({"JobId": job, "ServiceNamespace": "s3"}));
        let names: Vec<(&Value, Option<&str>)> = who["EntityDetailsList"]
            .as_array()
            .unwrap()
            .iter()
            .map(|entity| (&entity["EntityInfo"]["Name"], entity["LastAuthenticated"].as_str()))
            .collect();
        assert_eq!(names, [(&json!("alice"), Some("2026-11-23T21:14:05+00:00")), (&json!("bob"), None)]);
        assert_eq!(who["EntityDetailsList"][0]["EntityInfo"]["Path"], "/team/");
        let not_there = run(&mut world, "GetServiceLastAccessedDetailsWithEntities", json!({"JobId": job, "ServiceNamespace": "sqs"}));
        assert_eq!(not_there.unwrap_err().0, ErrorCode::InvalidInput);
    }
}

#[test]
fn each_action_has_its_own_last_use() {
    let (mut world, alice) = world();
    world.run_as(&alice, GetUser { user_name: Some("alice".into()) }).unwrap();
    world.run(AdvanceClock { seconds: 3600 }).unwrap();
    world.env.now += jiff::SignedDuration::from_hours(1);
    world.run_as(&alice, ListUsers::default()).unwrap();
    let (_, told) = report(&mut world, "arn:aws:iam::ACCOUNT:user/team/alice", "ACTION_LEVEL");
    assert_eq!(told["JobType"], "ACTION_LEVEL");
    let iam = service(&told, "iam");
    let at = |name: &str| {
        let actions = iam["TrackedActionsLastAccessed"].as_array().unwrap();
        actions.iter().find(|action| action["ActionName"] == name).map(|action| action["LastAccessedTime"].clone())
    };
    assert_eq!(at("GetUser"), Some(json!("2026-11-23T21:14:05+00:00")));
    assert_eq!(at("ListUsers"), Some(iam["LastAuthenticated"].clone()));
    assert_ne!(at("ListUsers"), at("GetUser"));
    assert_eq!(at("CreateUser"), None, "what is not allowed is not told of");
    let s3 = service(&told, "s3");
    assert_eq!(s3["TrackedActionsLastAccessed"][0].as_object().unwrap().keys().collect::<Vec<_>>(), ["ActionName"], "never used");
}

#[test]
fn policies_that_grant_a_service_are_told_with_where_they_are() {
    let (mut world, _) = world();
    let ask = |arn: &str| json!({"Arn": arn, "ServiceNamespaces": ["s3", "iam", "sqs"]});
    let told = done(&mut world, "ListPoliciesGrantingServiceAccess", ask("arn:aws:iam::ACCOUNT:user/team/alice"));
    let managed = json!({"PolicyName": "AmazonS3ReadOnlyAccess", "PolicyType": "MANAGED", "PolicyArn": S3_READ});
    let inline = json!({"PolicyName": "own", "PolicyType": "INLINE", "EntityType": "USER", "EntityName": "alice"});
    let expected = json!([
        {"ServiceNamespace": "s3", "Policies": [managed]},
        {"ServiceNamespace": "iam", "Policies": [inline]},
        {"ServiceNamespace": "sqs", "Policies": []},
    ]);
    assert_eq!(told, json!({"PoliciesGrantingServiceAccess": expected, "IsTruncated": false}));
    for (arn, code) in [
        (S3_READ, ErrorCode::InvalidInput),
        ("arn:aws:iam::ACCOUNT:user/nobody", ErrorCode::NoSuchEntity),
        ("arn:aws:iam::ACCOUNT:policy/nothing", ErrorCode::NoSuchEntity),
    ] {
        assert_eq!(run(&mut world, "ListPoliciesGrantingServiceAccess", ask(arn)).unwrap_err().0, code, "{arn}");
    }
    let none = json!({"Arn": "arn:aws:iam::ACCOUNT:user/team/alice", "ServiceNamespaces": []});
    assert_eq!(run(&mut world, "ListPoliciesGrantingServiceAccess", none).unwrap_err().0, ErrorCode::ValidationError);
}

#[test]
fn reports_are_of_things_that_are_there_hold_for_a_week_and_are_not_undone() {
    let (mut world, _) = world();
    for arn in ["arn:aws:iam::ACCOUNT:user/nobody", "arn:aws:iam::ACCOUNT:policy/nothing", "nonsense, but long enough"] {
        let refused = run(&mut world, "GenerateServiceLastAccessedDetails", json!({"Arn": arn})).unwrap_err();
        assert_eq!(refused.0, ErrorCode::NoSuchEntity, "{arn}");
    }
    let missing = json!({"JobId": "0".repeat(36)});
    assert_eq!(run(&mut world, "GetServiceLastAccessedDetails", missing).unwrap_err().0, ErrorCode::NoSuchEntity);
    let change = world.change(GenerateServiceLastAccessedDetails { arn: S3_READ.into(), granularity: None });
    let before = world.account.entities().count();
    world.account.apply(&inverse(&change.edits));
    assert_eq!(world.account.entities().count(), before, "use is not undone");
    let (job, _) = report(&mut world, "arn:aws:iam::ACCOUNT:user/bob", "SERVICE_LEVEL");
    done(&mut world, "RemoveUserFromGroup", json!({"GroupName": "Readers", "UserName": "bob"}));
    done(&mut world, "DeleteUser", json!({"UserName": "bob"}));
    let gone = done(&mut world, "GetServiceLastAccessedDetails", json!({"JobId": job}));
    assert_eq!((gone["JobStatus"].clone(), gone["Error"]["Code"].clone()), (json!("FAILED"), json!("NoSuchEntity")));
    world.run(AdvanceClock { seconds: 8 * 86_400 }).unwrap();
    world.env.now += jiff::SignedDuration::from_hours(8 * 24);
    assert_eq!(run(&mut world, "GetServiceLastAccessedDetails", json!({"JobId": job})).unwrap_err().0, ErrorCode::NoSuchEntity);
    let jobs = |account: &Account| account.entities().filter(|(_, entity)| matches!(entity, Entity::AccessJob(_))).count();
    report(&mut world, S3_READ, "SERVICE_LEVEL");
    assert_eq!(jobs(&world.account), 1, "those that are over are forgotten");
    let Reply::AccessJob { job_id } = world.run(GenerateServiceLastAccessedDetails { arn: S3_READ.into(), granularity: None }).unwrap()
    else {
        panic!("a job")
    };
    assert!(world.account.access_job(&job_id).is_some());
}

#[test]
fn what_was_noted_before_actions_were_kept_is_read() {
    let old =
        r#"{"by":"AIDAAAAAAAAAAAAAAAAAA","service":"s3","at":"2026-11-23T21:14:05Z","region":"us-east-1","action":"ListAllMyBuckets"}"#;
    let read: ServiceUse = serde_json::from_str(old).unwrap();
    assert!(read.last_use_of("ListAllMyBuckets").is_some() && read.last_use_of("GetObject").is_none());
    assert_eq!(serde_json::to_string(&read).unwrap(), old);
}
