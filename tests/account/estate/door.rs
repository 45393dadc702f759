//! The estate's door: what ordinary users, instances' roles, strangers and other accounts may do with what is in it.

use iam_console::account::authorization::Asker;
use iam_console::account::caller::Caller;
use iam_console::account::entity::{KmsKey, ResourceKind};
use iam_console::account::operation::*;
use iam_console::account::refusal::ErrorCode;
use iam_console::policy::decision::{Layer, Reason};
use iam_console::policy::request::Principal;
use serde_json::{Value, json};

use crate::common::World;

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
fn aws_says_names_whole_and_without_quotes_of_ours() {
    let mut world = World::fresh();
    let anna = world.user("smith,anna");
    bucket(&mut world);
    let key = format!("a b/{}", "x".repeat(200));
    world.run(PutObject { bucket: "reports".into(), key: key.clone(), body: None }).unwrap();
    let (_, message) = refused(&mut world, &anna, GetObject { bucket: "reports".into(), key: key.clone() });
    let expected = format!(
        "User: arn:aws:iam::ACCOUNT:user/smith,anna is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::reports/{key}\" because"
    );
    assert!(message.starts_with(&expected), "{message}");
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
        "User: arn:aws:iam::ACCOUNT:user/alice is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::reports/q1.csv\" \
         because no identity-based policy allows the s3:GetObject action"
    );
    grant(&mut world, "alice", &json!({ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }));
    world.run_as(&alice, read()).unwrap();
    let list = ListObjectsV2 { bucket: "reports".into(), ..Default::default() };
    let (_, message) = refused(&mut world, &alice, list.clone());
    assert!(message.contains(r#"s3:ListBucket on resource: "arn:aws:s3:::reports" because"#), "{message}");
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
    // S3 tells strangers no more; what was denied, and by what, is known all the same.
    for stranger in [&partner, &anybody] {
        let refusal = world.run_as(stranger, read()).unwrap_err();
        assert_eq!((refusal.code, refusal.message.as_str()), (ErrorCode::AccessDenied, "Access Denied"));
        let denied = refusal.denied.unwrap();
        assert_eq!((denied.action.as_str(), denied.resource.as_str()), ("s3:GetObject", "arn:aws:s3:::reports/q1.csv"));
        assert_eq!(denied.reason, Reason::NothingAllows(Layer::Resource));
    }
    world.run(CreateQueue { queue_name: "orders".into(), ..Default::default() }).unwrap();
    let queue_url = world.account.queue_url("orders");
    let (_, message) = refused(&mut world, &partner, ReceiveMessage { queue_url, max_number_of_messages: None });
    assert!(message.ends_with("because no resource-based policy allows the sqs:receivemessage action"), "{message}");
    bucket_policy(&mut world, &json!({ "AWS": "arn:aws:iam::111122223333:root" }));
    world.run_as(&partner, read()).unwrap();
    assert!(world.run_as(&anybody, read()).is_err());
    world.run(PutPublicAccessBlock { bucket: "reports".into(), ..Default::default() }).unwrap();
    bucket_policy(&mut world, &json!("*"));
    world.run_as(&anybody, read()).unwrap();
}

/// Without a bucket there is nothing that a policy could be asked about, and so with what is no alias.
#[test]
fn what_can_be_no_resource_is_told_before_policies_are_asked() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    bucket(&mut world);
    for asker in [&alice, &outsider(PARTNER), Caller::nobody()] {
        let get = GetObject { bucket: "nothing".into(), key: "q1.csv".into() };
        let code = |world: &mut World, operation: Operation| world.run_as(asker, operation).unwrap_err().code;
        assert_eq!(code(&mut world, get.into()), ErrorCode::NoSuchBucket);
        assert_eq!(code(&mut world, ListObjectsV2 { bucket: "nothing".into(), ..Default::default() }.into()), ErrorCode::NoSuchBucket);
        assert_eq!(code(&mut world, read().into()), ErrorCode::AccessDenied);
        assert_eq!(code(&mut world, CreateBucket { bucket: "nothing".into(), ..Default::default() }.into()), ErrorCode::AccessDenied);
    }
    for name in ["data", "alias/"] {
        let create = CreateAlias { alias_name: name.into(), target_key_id: "x".into() };
        let (code, message) = refused(&mut world, &alice, create);
        assert_eq!(code, ErrorCode::ValidationException);
        assert!(message.starts_with("Alias must start with the prefix \"alias/\"."), "{message}");
        assert_eq!(refused(&mut world, &alice, DeleteAlias { alias_name: name.into() }).0, ErrorCode::ValidationException);
    }
    let create = CreateAlias { alias_name: "alias/data".into(), target_key_id: "x".into() };
    assert_eq!(refused(&mut world, &alice, create).0, ErrorCode::AccessDeniedException);
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
    assert_eq!(code, ErrorCode::UnauthorizedOperation);
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

fn operation(id: &str, members: Value) -> Operation {
    Operation::from_json(id, members).unwrap().unwrap()
}

/// Alice may do what a statement says; what she is then denied, in the account's words.
fn denied_with(world: &mut World, alice: &Caller, statement: &Value, operation: impl Into<Operation>) -> String {
    grant(world, "alice", statement);
    refused(world, alice, operation).1
}

#[test]
fn tags_given_while_making_take_the_action_for_tags() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    let tags = json!([{"Key": "team", "Value": "blue"}]);
    let table = json!([{"AttributeName": "id", "AttributeType": "S"}]);
    let schema = json!([{"AttributeName": "id", "KeyType": "HASH"}]);
    let cases = [
        ("iam:TagUser", operation("CreateUser", json!({"UserName": "bob", "Tags": tags}))),
        ("sqs:TagQueue", operation("CreateQueue", json!({"QueueName": "orders", "tags": {"team": "blue"}}))),
        ("secretsmanager:TagResource", operation("CreateSecret", json!({"Name": "db", "Tags": tags}))),
        ("kms:TagResource", operation("CreateKey", json!({"Tags": [{"TagKey": "team", "TagValue": "blue"}]}))),
        (
            "dynamodb:TagResource",
            operation("CreateTable", json!({"TableName": "people", "AttributeDefinitions": table, "KeySchema": schema, "Tags": tags})),
        ),
        (
            "ec2:CreateTags",
            operation(
                "RunInstances",
                json!({"ImageId": "ami-0123456789abcdef0", "TagSpecifications": [{"ResourceType": "instance", "Tags": tags}]}),
            ),
        ),
    ];
    for (tagging, operation) in cases {
        let making = operation.action();
        let message = denied_with(&mut world, &alice, &json!({ "Effect": "Allow", "Action": making, "Resource": "*" }), operation.clone());
        let told = if tagging.starts_with("sqs:") { tagging.to_lowercase() } else { tagging.to_owned() };
        assert!(message.contains(&format!("perform: {told} on resource")), "{message}");
        let statement = |team: &str| {
            json!([
                { "Effect": "Allow", "Action": making, "Resource": "*" },
                { "Effect": "Allow", "Action": tagging, "Resource": "*", "Condition": { "StringEquals": { "aws:RequestTag/team": team } } },
            ])
        };
        let message = denied_with(&mut world, &alice, &statement("red"), operation.clone());
        assert!(message.contains(&told), "{message}");
        grant(&mut world, "alice", &statement("blue"));
        world.run_as(&alice, operation).unwrap();
    }
}

#[test]
fn who_is_renamed_takes_leave_for_the_old_and_the_new_name() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    world.user("bob");
    let rename = UpdateUser { user_name: "bob".into(), new_user_name: Some("robert".into()), new_path: Some("/team/".into()) };
    let old = json!({ "Effect": "Allow", "Action": "iam:UpdateUser", "Resource": "arn:aws:iam::*:user/bob" });
    let message = denied_with(&mut world, &alice, &old, rename.clone());
    assert!(message.contains("iam:UpdateUser on resource: arn:aws:iam::ACCOUNT:user/team/robert"), "{message}");
    let both =
        json!({ "Effect": "Allow", "Action": "iam:UpdateUser", "Resource": ["arn:aws:iam::*:user/bob", "arn:aws:iam::*:user/team/*"] });
    grant(&mut world, "alice", &both);
    world.run_as(&alice, rename).unwrap();
}

#[test]
fn conditions_see_items_secrets_and_what_roles_are_for() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    let table = json!([{"AttributeName": "id", "AttributeType": "S"}]);
    let schema = json!([{"AttributeName": "id", "KeyType": "HASH"}]);
    world.run(operation("CreateTable", json!({"TableName": "people", "AttributeDefinitions": table, "KeySchema": schema}))).unwrap();
    world.run(operation("CreateSecret", json!({"Name": "db", "SecretString": "x"}))).unwrap();
    grant(
        &mut world,
        "alice",
        &json!([
            { "Effect": "Allow", "Action": ["dynamodb:GetItem", "dynamodb:PutItem"], "Resource": "*",
              "Condition": { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": "${aws:username}" }, "Null": { "dynamodb:LeadingKeys": "false" } } },
            { "Effect": "Allow", "Action": "secretsmanager:DeleteSecret", "Resource": "*",
              "Condition": { "NumericGreaterThanEquals": { "secretsmanager:RecoveryWindowInDays": "14" } } },
            { "Effect": "Allow", "Action": "lambda:CreateFunction", "Resource": "*" },
            { "Effect": "Allow", "Action": "iam:PassRole", "Resource": "*",
              "Condition": { "ArnLike": { "iam:AssociatedResourceArn": "arn:aws:lambda:*:*:function:resize" } } },
        ]),
    );
    let item = |id: &str| operation("PutItem", json!({"TableName": "people", "Item": {"id": {"S": id}}}));
    let read = |id: &str| operation("GetItem", json!({"TableName": "people", "Key": {"id": {"S": id}}}));
    for of in [item, read] {
        world.run_as(&alice, of("alice")).unwrap();
        assert_eq!(refused(&mut world, &alice, of("bob")).0, ErrorCode::AccessDeniedException);
    }
    let forced = operation("DeleteSecret", json!({"SecretId": "db", "ForceDeleteWithoutRecovery": true}));
    assert_eq!(refused(&mut world, &alice, forced).0, ErrorCode::AccessDeniedException);
    world.run_as(&alice, operation("DeleteSecret", json!({"SecretId": "db", "RecoveryWindowInDays": 14}))).unwrap();

    let role = format!("arn:aws:iam::{}:role/missing", world.account.id());
    let create = |name: &str| operation("CreateFunction", json!({"FunctionName": name, "Role": role}));
    let (code, message) = refused(&mut world, &alice, create("other"));
    assert_eq!(code, ErrorCode::AccessDeniedException, "whether the role is there is not told: {message}");
    assert!(message.contains("iam:PassRole on resource: arn:aws:iam::ACCOUNT:role/missing"), "{message}");
    assert_eq!(refused(&mut world, &alice, create("resize")).0, ErrorCode::InvalidParameterValueException);
}

#[test]
fn denials_do_not_tell_what_is_there() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    bucket(&mut world);
    world.run(operation("CreateSecret", json!({"Name": "there"}))).unwrap();
    world.run(operation("CreateKey", json!({}))).unwrap();
    let key = world.account.resources(ResourceKind::Key).next().unwrap();
    let key = <&KmsKey>::try_from(key).unwrap().id.clone();
    let mut message = |id: &str, member: &str, given: &str| {
        refused(&mut world, &alice, operation(id, json!({ member: given }))).1.replace(given, "GIVEN")
    };
    assert_eq!(message("GetSecretValue", "SecretId", "there"), message("GetSecretValue", "SecretId", "missing"));
    assert_eq!(message("DescribeKey", "KeyId", &key), message("DescribeKey", "KeyId", "missing"));
    grant(&mut world, "alice", &json!({ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }));
    let missing = GetObject { bucket: "reports".into(), key: "q9.csv".into() };
    let (code, message) = refused(&mut world, &alice, missing.clone());
    assert_eq!(code, ErrorCode::AccessDenied, "{message}");
    grant(&mut world, "alice", &json!({ "Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": "*" }));
    assert_eq!(refused(&mut world, &alice, missing).0, ErrorCode::NoSuchKey);
}

#[test]
fn an_instance_takes_its_network_and_its_volume() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    let run = operation("RunInstances", json!({"ImageId": "ami-0123456789abcdef0", "InstanceType": "t3.micro"}));
    for missing in ["image", "instance", "subnet", "network-interface", "security-group", "volume"] {
        let deny = json!([
            { "Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "*" },
            { "Effect": "Deny", "Action": "ec2:RunInstances", "Resource": format!("arn:aws:ec2:*:*:{missing}/*") },
        ]);
        let message = denied_with(&mut world, &alice, &deny, run.clone());
        assert!(message.contains(&format!(":{missing}/")), "{message}");
    }
    let small = json!([
        { "Effect": "Allow", "Action": "ec2:RunInstances", "NotResource": "arn:aws:ec2:*:*:instance/*" },
        { "Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "arn:aws:ec2:*:*:instance/*", "Condition": { "StringEquals": { "ec2:InstanceType": "t3.micro" } } },
        { "Effect": "Deny", "Action": "ec2:RunInstances", "NotResource": "arn:aws:ec2:*:*:instance/*", "Condition": { "Null": { "ec2:InstanceType": "false" } } },
    ]);
    grant(&mut world, "alice", &small);
    world.run_as(&alice, run).unwrap();
}

#[test]
fn sessions_of_another_account_s_roles_are_known_as_such() {
    let mut world = World::fresh();
    bucket(&mut world);
    let session = outsider("arn:aws:sts::111122223333:assumed-role/Web/pat");
    let policy = json!({ "Version": "2012-10-17", "Statement": {
        "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*",
        "Condition": { "StringEquals": { "aws:PrincipalType": "AssumedRole" }, "ArnEquals": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/Web" } } } });
    world.run(PutBucketPolicy { bucket: "reports".into(), policy: policy.to_string() }).unwrap();
    world.run_as(&session, read()).unwrap();
    assert!(world.run_as(&outsider(PARTNER), read()).is_err());
}

#[test]
fn tagging_asks_for_the_resource_with_the_tags_it_gives() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    let account = world.account.id().to_string();
    let (function, table) =
        (format!("arn:aws:lambda:us-east-1:{account}:function:resize"), format!("arn:aws:dynamodb:us-east-1:{account}:table/people"));
    let queue = world.account.queue_url("orders");
    let tags = json!([{"Key": "team", "Value": "blue"}]);
    let cases = [
        (
            "ec2:CreateTags",
            "instance/i-0123456789abcdef0",
            operation("CreateTags", json!({"Resources": ["i-0123456789abcdef0"], "Tags": tags})),
        ),
        (
            "ec2:DeleteTags",
            "instance/i-0123456789abcdef0",
            operation("DeleteTags", json!({"Resources": ["i-0123456789abcdef0"], "Tags": tags})),
        ),
        ("lambda:TagResource", "function:resize", operation("TagFunction", json!({"Resource": function, "Tags": {"team": "blue"}}))),
        ("sqs:TagQueue", "orders", operation("TagQueue", json!({"QueueUrl": queue, "Tags": {"team": "blue"}}))),
        ("dynamodb:TagResource", "table/people", operation("TagTable", json!({"ResourceArn": table, "Tags": tags}))),
        ("secretsmanager:TagResource", "db", operation("TagSecret", json!({"SecretId": "db", "Tags": tags}))),
    ];
    for (action, resource, operation) in cases {
        assert_eq!(operation.action(), action);
        let service = action.split(':').next().unwrap();
        let statement = |team: &str| {
            json!({ "Effect": "Allow", "Action": action, "Resource": format!("arn:aws:{service}:*:*:*{resource}*"),
                    "Condition": { "StringEquals": { "aws:RequestTag/team": team }, "ForAllValues:StringEquals": { "aws:TagKeys": "team" } } })
        };
        let message = denied_with(&mut world, &alice, &statement("red"), operation.clone());
        let told = if service == "sqs" { action.to_lowercase() } else { action.to_owned() };
        assert!(message.contains(&told) && message.contains(resource), "{message}");
        grant(&mut world, "alice", &statement("blue"));
        world.account.authorise(&alice, &operation, world.env.now).unwrap();
    }
    bucket(&mut world);
    for id in ["PutBucketTagging", "DeleteBucketTagging"] {
        let tagging = operation(
            id,
            if id == "PutBucketTagging" { json!({"Bucket": "reports", "Tagging": {"TagSet": tags}}) } else { json!({"Bucket": "reports"}) },
        );
        let message = denied_with(&mut world, &alice, &json!({ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }), tagging);
        assert!(message.contains(r#"s3:PutBucketTagging on resource: "arn:aws:s3:::reports" because"#), "{message}");
    }
}

/// What services tell of each request in keys of their own, and EC2 of the instance that one is about.
#[test]
fn conditions_see_regions_owners_and_what_an_instance_is() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    bucket(&mut world);
    let run = RunInstances { image_id: Some("ami-0123456789abcdef0".into()), instance_type: Some("t3.micro".into()), ..Default::default() };
    world.run(run).unwrap();
    let id = world.account.all_resources().find(|key| key.kind == ResourceKind::Instance).unwrap().name;
    let own = world.account.id().to_string();
    let stop = || Operation::from(StopInstances { instance_ids: vec![id.clone()] });
    let cases = [
        ("ec2:Region", "us-east-1", "eu-west-1", DescribeInstances::default().into()),
        ("ec2:Region", "us-east-1", "eu-west-1", stop()),
        ("ec2:InstanceType", "t3.micro", "m5.large", stop()),
        ("ec2:InstanceID", id.as_str(), "i-0123456789abcdef0", stop()),
        ("s3:ResourceAccount", own.as_str(), "111122223333", read().into()),
        ("s3:ResourceAccount", own.as_str(), "111122223333", CreateBucket { bucket: "more".into(), ..Default::default() }.into()),
    ];
    for (key, value, other, operation) in cases {
        let allow =
            |value: &str| json!({ "Effect": "Allow", "Action": "*", "Resource": "*", "Condition": { "StringEquals": { key: value } } });
        grant(&mut world, "alice", &allow(other));
        assert!(world.account.authorise(&alice, &operation, world.env.now).is_err(), "{key} {other}");
        grant(&mut world, "alice", &allow(value));
        assert!(world.account.authorise(&alice, &operation, world.env.now).is_ok(), "{key} {value}");
    }
}
