//! The other account: what of it can be asked for from here, where both sides must allow.

use iam_console::access::{Question, may};
use iam_console::account::caller::Caller;
use iam_console::account::operation::*;
use iam_console::account::refusal::ErrorCode;
use iam_console::account::reply::Reply;
use iam_console::policy::decision::Decision;
use iam_console::policy::request::{Action, Resource};
use serde_json::json;

use crate::common::World;

const BUCKET: &str = "partner-share-111122223333";

fn read(key: &str) -> GetObject {
    GetObject { bucket: BUCKET.into(), key: key.into() }
}

fn grant(world: &mut World, statement: &serde_json::Value) {
    let policy_document = json!({ "Version": "2012-10-17", "Statement": statement }).to_string();
    world.run(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document }).unwrap();
}

#[test]
fn both_accounts_must_allow() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    let refused = |world: &mut World, caller: &Caller, operation: Operation| {
        let refusal = world.run_as(caller, operation).unwrap_err();
        (refusal.code, refusal.message)
    };
    // S3 tells no more to callers of another account than the bucket's.
    let denied = (ErrorCode::AccessDenied, "Access Denied".to_owned());
    assert_eq!(refused(&mut world, &alice, read("prices.csv").into()), denied, "the bucket lets the account in, nobody of it");
    grant(&mut world, &json!({ "Effect": "Allow", "Action": "s3:*", "Resource": "*" }));
    let Reply::Estate(reply) = world.run_as(&alice, read("prices.csv")).unwrap() else { panic!("an object") };
    assert!(reply.content.unwrap().starts_with("product,price"));
    world.run_as(&alice, ListObjectsV2 { bucket: BUCKET.into(), delimiter: None, prefix: None }).unwrap();
    // What the other account does not let, no policy of this one can.
    let put = || PutObject { bucket: BUCKET.into(), key: "x".into(), body: Some("x".into()) };
    for caller in [&alice, &Caller::ROOT] {
        assert_eq!(refused(&mut world, caller, put().into()), denied);
        assert_eq!(refused(&mut world, caller, GetBucketPolicy { bucket: BUCKET.into() }.into()), denied);
    }
    assert_eq!(refused(&mut world, Caller::nobody(), read("prices.csv").into()), denied);
    world.run_as(&Caller::ROOT, read("terms.txt")).unwrap();
    assert_eq!(refused(&mut world, &alice, read("nothing").into()).0, ErrorCode::NoSuchKey);
    // Its own principal may everything there, but nothing of it is changed from here.
    let partner = world.account.caller_named("partner", false).unwrap();
    world.run_as(&partner, read("prices.csv")).unwrap();
    assert_eq!(refused(&mut world, &partner, put().into()).0, ErrorCode::InvalidInput);
    assert_eq!(
        refused(&mut world, &Caller::ROOT, CreateBucket { bucket: BUCKET.into(), ..Default::default() }.into()).0,
        ErrorCode::BucketAlreadyExists
    );
}

#[test]
fn whose_bucket_it_is_the_request_tells() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    let only = |account: &str| json!({ "Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": { "StringEquals": { "s3:ResourceAccount": account } } });
    let own = world.account.id().to_string();
    for (account, allowed) in [(own.as_str(), false), ("111122223333", true)] {
        grant(&mut world, &only(account));
        assert_eq!(world.run_as(&alice, read("prices.csv")).is_ok(), allowed, "{account}");
        assert_eq!(world.run_as(&alice, CreateBucket { bucket: "mine-own".into(), ..Default::default() }).is_ok(), !allowed, "{account}");
        // Access says the same.
        let question = Question {
            asker: alice.who.clone(),
            action: Action::parse("s3:GetObject").unwrap(),
            resource: Resource::parse(&format!("arn:aws:s3:::{BUCKET}/prices.csv")).unwrap(),
            given: Vec::new(),
            circumstances: world.account.circumstances_of(&alice, world.env.now),
        };
        let decision = may(&world.account, &question).unwrap().explanation.decision;
        assert_eq!(decision == Decision::Allowed, allowed);
    }
}

#[test]
fn the_other_account_has_a_role_that_both_must_let_one_assume() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    let role_arn = world.account.partners_role_arn();
    let assume = || AssumeRole { role_arn: role_arn.clone(), role_session_name: "visit".into(), ..Default::default() };
    let denied = world.run_as(&alice, assume()).unwrap_err();
    assert_eq!(denied.code, ErrorCode::AccessDenied);
    assert!(denied.message.ends_with("because no identity-based policy allows the sts:AssumeRole action"), "{}", denied.message);
    grant(&mut world, &json!({ "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": role_arn }));
    let Reply::Session(detail) = world.run_as(&alice, assume()).unwrap() else { panic!("a session") };
    let guest = world.account.caller_named(&detail.credentials.access_key_id, false).unwrap();
    let Reply::CallerIdentity { account, arn, .. } = world.run_as(&guest, GetCallerIdentity {}).unwrap() else { panic!("an identity") };
    assert_eq!((account.as_str(), arn.as_str()), ("111122223333", "arn:aws:sts::111122223333:assumed-role/partner-guest/visit"));
    // There it may read, here nothing: it is no principal of this account, and no policy lets it in.
    world.run_as(&guest, read("prices.csv")).unwrap();
    world.run(CreateBucket { bucket: "mine-own".into(), ..Default::default() }).unwrap();
    let list = || ListObjectsV2 { bucket: "mine-own".into(), delimiter: None, prefix: None };
    assert_eq!(world.run_as(&guest, list()).unwrap_err().code, ErrorCode::AccessDenied);
    assert_eq!(world.run_as(&guest, ListUsers::default()).unwrap_err().code, ErrorCode::AccessDenied);
    let policy = json!({ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "AWS": role_arn },
        "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::mine-own" } });
    world.run(PutBucketPolicy { bucket: "mine-own".into(), policy: policy.to_string() }).unwrap();
    world.run_as(&guest, list()).unwrap();
    let longer = AssumeRole { duration_seconds: Some(7200), ..assume() };
    assert_eq!(world.run_as(&alice, longer).unwrap_err().code, ErrorCode::ValidationError);
    let tagged = AssumeRole { tags: Some(vec![Tag { key: "a".into(), value: "b".into() }]), ..assume() };
    assert_eq!(world.run_as(&alice, tagged).unwrap_err().code, ErrorCode::AccessDenied, "its trust policy says nothing of tags");
    world.run(AdvanceClock { seconds: 3600 }).unwrap();
    assert_eq!(world.run_as(&guest, GetCallerIdentity {}).unwrap_err().code, ErrorCode::ExpiredToken);
}

/// What takes no resource that a policy lets others come to is about the caller's own account, of which nothing is known here.
#[test]
fn the_other_account_lists_and_makes_what_is_its_own() {
    let mut world = World::fresh();
    let partner = world.account.caller_named("partner", false).unwrap();
    let operations: [Operation; 5] = [
        ListTables {}.into(),
        ListBuckets {}.into(),
        ListFunctions {}.into(),
        DescribeInstances { instance_ids: None }.into(),
        CreateBucket { bucket: "theirs-alone".into(), ..Default::default() }.into(),
    ];
    for operation in operations {
        let refusal = world.run_as(&partner, operation.clone()).unwrap_err();
        let remedy = refusal.remedy.unwrap_or_default();
        assert!(remedy.contains("is about the caller's own account"), "{operation:?}: {remedy}");
    }
    world.run(CreateBucket { bucket: "mine-own".into(), ..Default::default() }).unwrap();
    let list = ListObjectsV2 { bucket: "mine-own".into(), delimiter: None, prefix: None };
    let refusal = world.run_as(&partner, list).unwrap_err();
    assert!(refusal.denied.is_some(), "a bucket's policy could let it in");
}

#[test]
fn who_is_not_in_the_other_account_is_no_principal() {
    let mut world = World::fresh();
    let trusting = |principal: &str| {
        let statement = json!({ "Effect": "Allow", "Principal": { "AWS": principal }, "Action": "sts:AssumeRole" });
        let assume_role_policy_document = json!({ "Version": "2012-10-17", "Statement": statement }).to_string();
        CreateRole { role_name: "Guest".into(), assume_role_policy_document, ..Default::default() }
    };
    for missing in ["iam::111122223333:user/nobody", "iam::111122223333:role/none", "sts::111122223333:assumed-role/none/x"] {
        let arn = format!("arn:aws:{missing}");
        let refusal = world.run(trusting(&arn)).unwrap_err();
        assert_eq!(refusal.message, format!("Invalid principal in policy: \"AWS\":\"{arn}\""));
        assert!(refusal.remedy.unwrap().starts_with("No such user or role is in account 111122223333"));
    }
    for there in [
        "arn:aws:iam::111122223333:root",
        "arn:aws:iam::111122223333:user/partner",
        "arn:aws:iam::111122223333:role/partner-guest",
        "arn:aws:sts::111122223333:assumed-role/partner-guest/x",
        "arn:aws:iam::999999999999:user/anybody",
    ] {
        world.run(trusting(there)).unwrap();
        world.run(DeleteRole { role_name: "Guest".into() }).unwrap();
    }
}
