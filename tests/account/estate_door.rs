//! The estate's door: what ordinary users, instances' roles, strangers and other accounts may do with what is in it.

use iam_console::account::authorization::Asker;
use iam_console::account::caller::Caller;
use iam_console::account::operation::*;
use iam_console::account::refusal::ErrorCode;
use iam_console::policy::request::Principal;
use serde_json::{Value, json};

use super::common::World;

const PARTNER: &str = "arn:aws:iam::111122223333:user/pat";

fn outsider(arn: &str) -> Caller {
    Caller::owner_as(Asker::Outsider(Principal::parse(arn).unwrap()))
}

fn grant(world: &mut World, user: &str, statement: &Value) {
    let policy_document = json!({ "Version": "2012-10-17", "Statement": statement }).to_string();
    world.run(PutUserPolicy { user_name: user.into(), policy_name: "given".into(), policy_document }).unwrap();
}

fn bucket(world: &mut World) {
    world.run(CreateBucket { bucket: "reports".into(), ..Default::default() }).unwrap();
    let body = Some("quarter,total\n".into());
    world.run(PutObject { bucket: "reports".into(), key: "q1.csv".into(), body }).unwrap();
}

fn read() -> GetObject {
    GetObject { bucket: "reports".into(), key: "q1.csv".into() }
}

fn refused(world: &mut World, caller: &Caller, operation: impl Into<Operation>) -> (ErrorCode, String) {
    let refusal = world.run_as(caller, operation).unwrap_err();
    (refusal.code, refusal.message.replace(world.account.id().as_str(), "ACCOUNT"))
}

#[test]
fn objects_are_read_by_those_whose_policies_say_so() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    bucket(&mut world);
    let (code, message) = refused(&mut world, &alice, read());
    assert_eq!(code, ErrorCode::AccessDenied);
    assert_eq!(
        message,
        "User: arn:aws:iam::ACCOUNT:user/alice is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::reports/q1.csv \
         because no identity-based policy allows the s3:GetObject action"
    );
    grant(&mut world, "alice", &json!({ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }));
    world.run_as(&alice, read()).unwrap();
    let list = ListObjectsV2 { bucket: "reports".into(), ..Default::default() };
    let (_, message) = refused(&mut world, &alice, list.clone());
    assert!(message.contains("s3:ListBucket on resource: arn:aws:s3:::reports because"), "{message}");
    grant(
        &mut world,
        "alice",
        &json!({ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::reports", "Condition": { "StringEquals": { "s3:prefix": "q" } } }),
    );
    assert!(world.run_as(&alice, list.clone()).is_err());
    world.run_as(&alice, ListObjectsV2 { prefix: Some("q".into()), ..list }).unwrap();
}

fn bucket_policy(world: &mut World, principal: &Value) {
    let policy = json!({ "Version": "2012-10-17", "Statement": {
        "Effect": "Allow", "Principal": principal, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" } });
    world.run(PutBucketPolicy { bucket: "reports".into(), policy: policy.to_string() }).unwrap();
}

#[test]
fn another_account_and_the_public_need_the_bucket_s_policy() {
    let mut world = World::fresh();
    bucket(&mut world);
    let (partner, anybody) = (outsider(PARTNER), Caller::nobody().clone());
    let (code, message) = refused(&mut world, &partner, read());
    assert_eq!(code, ErrorCode::AccessDenied);
    assert!(message.ends_with("because no resource-based policy allows the s3:GetObject action"), "{message}");
    assert!(world.run_as(&anybody, read()).is_err());
    bucket_policy(&mut world, &json!({ "AWS": "arn:aws:iam::111122223333:root" }));
    world.run_as(&partner, read()).unwrap();
    assert!(world.run_as(&anybody, read()).is_err());
    world.run(PutPublicAccessBlock { bucket: "reports".into(), ..Default::default() }).unwrap();
    bucket_policy(&mut world, &json!("*"));
    world.run_as(&anybody, read()).unwrap();
}

/// The last question of the course notes.
#[test]
fn an_instance_reads_the_bucket_through_its_role_and_handing_the_role_over_is_a_permission_of_its_own() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    bucket(&mut world);
    let trust =
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}"#;
    world.run(CreateRole { role_name: "Web".into(), assume_role_policy_document: trust.into(), ..Default::default() }).unwrap();
    world.run(CreateInstanceProfile { instance_profile_name: "Web".into(), ..Default::default() }).unwrap();
    world.run(AddRoleToInstanceProfile { instance_profile_name: "Web".into(), role_name: "Web".into() }).unwrap();
    grant(&mut world, "alice", &json!({ "Effect": "Allow", "Action": "ec2:*", "Resource": "*" }));
    let run = RunInstances {
        image_id: Some("ami-0123456789abcdef0".into()),
        instance_type: Some("t3.micro".into()),
        min_count: Some(1),
        max_count: Some(1),
        iam_instance_profile: Some(InstanceProfileSpecification { name: Some("Web".into()), ..Default::default() }),
        ..Default::default()
    };
    let (code, message) = refused(&mut world, &alice, run.clone());
    assert_eq!(code, ErrorCode::AccessDenied);
    assert!(message.contains("iam:PassRole on resource: arn:aws:iam::ACCOUNT:role/Web because"), "{message}");
    grant(
        &mut world,
        "alice",
        &json!([
            { "Effect": "Allow", "Action": "ec2:*", "Resource": "*" },
            { "Effect": "Allow", "Action": "iam:PassRole", "Resource": "*", "Condition": { "StringEquals": { "iam:PassedToService": "ec2.amazonaws.com" } } },
        ]),
    );
    world.run_as(&alice, run).unwrap();
    let role = world.account.role_named("Web").unwrap().id;
    let instance = Caller::owner_as(Asker::RoleSession { role, session: "i-0123456789abcdef0".into() });
    assert!(world.run_as(&instance, read()).is_err());
    let policy_arn = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess".into();
    world.run(AttachRolePolicy { role_name: "Web".into(), policy_arn }).unwrap();
    world.run_as(&instance, read()).unwrap();
}

#[test]
fn denials_have_the_codes_of_their_services() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    let cases: [(Operation, ErrorCode); 6] = [
        (DescribeInstances::default().into(), ErrorCode::UnauthorizedOperation),
        (ListFunctions::default().into(), ErrorCode::AccessDeniedException),
        (ListTables::default().into(), ErrorCode::AccessDeniedException),
        (ListKeys::default().into(), ErrorCode::AccessDeniedException),
        (ListSecrets::default().into(), ErrorCode::AccessDeniedException),
        (ListBuckets::default().into(), ErrorCode::AccessDenied),
    ];
    for (operation, code) in cases {
        assert_eq!(refused(&mut world, &alice, operation).0, code);
    }
}

#[test]
fn nothing_in_the_estate_is_open_to_a_user_without_permissions() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    for spec in OPERATIONS.iter().filter(|spec| !matches!(spec.service, "signin" | "practice")) {
        let Some(Ok(operation)) = Operation::from_json(spec.id, json!({})) else { continue };
        // Nobody can be denied the first two; of the others the provider's token decides.
        let is_open = ["GetCallerIdentity", "GetSessionToken", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"].contains(&spec.id);
        if is_open {
            continue;
        }
        let refusal = world.account.authorise(&alice, &operation, world.env.now);
        assert!(refusal.is_err(), "{}", spec.id);
    }
}
