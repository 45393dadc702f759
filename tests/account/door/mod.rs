//! The door: what an operation asks of the policies, and what a denial says.

mod authorization;
mod facts;
mod requests;

use std::collections::BTreeSet;

use iam_console::account::Account;
use iam_console::account::authorization::Asker;
use iam_console::account::caller::Caller;
use iam_console::account::entity::EntityKey;
use iam_console::account::operation::*;
use iam_console::account::refusal::ErrorCode;
use iam_console::account::reply::Reply;
use iam_console::account::secret::Secret;
use iam_console::catalog::{ActionResource, SERVICE_REFERENCE};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::common::{PASSWORD, World, any_write};
use crate::entities;

fn denied(world: &mut World, caller: &Caller, operation: impl Into<Operation>) -> String {
    let refusal = world.run_as(caller, operation).unwrap_err();
    assert_eq!(refusal.code, ErrorCode::AccessDenied);
    assert!(refusal.denied.is_some());
    refusal.message.replace(world.account.id().as_str(), "ACCOUNT")
}

fn not_allowed(action: &str, resource: &str) -> String {
    format!(
        "User: arn:aws:iam::ACCOUNT:user/alice is not authorized to perform: iam:{action} on resource: {resource} because no \
         identity-based policy allows the iam:{action} action"
    )
}

#[test]
fn a_new_user_may_nothing_and_is_told_in_aws_words() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    world.user("bob");
    let mut denied = |operation: Operation| denied(&mut world, &alice, operation);
    assert_eq!(denied(ListUsers::default().into()), not_allowed("ListUsers", "arn:aws:iam::ACCOUNT:user/"));
    assert_eq!(
        denied(ListUsers { path_prefix: Some("/team/".into()), ..Default::default() }.into()),
        not_allowed("ListUsers", "arn:aws:iam::ACCOUNT:user/team/")
    );
    assert_eq!(denied(GetUser::default().into()), not_allowed("GetUser", "user alice"));
    assert_eq!(denied(GetUser { user_name: Some("bob".into()) }.into()), not_allowed("GetUser", "user bob"));
    let create = CreateUser { user_name: "carol".into(), path: Some("/team/".into()), ..Default::default() };
    assert_eq!(denied(create.into()), not_allowed("CreateUser", "arn:aws:iam::ACCOUNT:user/team/carol"));
    let policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess";
    let attach = AttachUserPolicy { user_name: "alice".into(), policy_arn: policy_arn.into() };
    assert_eq!(denied(attach.into()), not_allowed("AttachUserPolicy", "user alice"));
    assert_eq!(denied(GetPolicy { policy_arn: policy_arn.into() }.into()), not_allowed("GetPolicy", &format!("policy {policy_arn}")));
    assert_eq!(denied(GetAccountSummary {}.into()), not_allowed("GetAccountSummary", "*"));
    assert_eq!(
        denied(DeleteUser { user_name: "nobody".into() }.into()),
        not_allowed("DeleteUser", "user nobody"),
        "whether there is such a user is not told"
    );
}

fn allow(world: &mut World, statement: &Value) {
    let policy_document = json!({ "Version": "2012-10-17", "Statement": statement }).to_string();
    let put = PutUserPolicy { user_name: "alice".into(), policy_name: "given".into(), policy_document };
    world.run(put).unwrap();
}

#[test]
fn what_is_denied_names_the_kind_of_policy() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    allow(
        &mut world,
        &json!([
            { "Effect": "Allow", "Action": "iam:*", "Resource": "*" },
            { "Effect": "Deny", "Action": "iam:GetUser", "Resource": "*" },
        ]),
    );
    assert_eq!(
        denied(&mut world, &alice, GetUser::default()),
        "User: arn:aws:iam::ACCOUNT:user/alice is not authorized to perform: iam:GetUser on resource: user alice with an explicit deny \
         in an identity-based policy"
    );
    world.run_as(&alice, ListUsers::default()).unwrap();
    let permissions_boundary = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess".into();
    world.run(PutUserPermissionsBoundary { user_name: "alice".into(), permissions_boundary }).unwrap();
    assert!(denied(&mut world, &alice, ListUsers::default()).ends_with("because no permissions boundary allows the iam:ListUsers action"));
}

#[test]
fn conditions_see_what_the_operation_says() {
    let read_only = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    let admin = "arn:aws:iam::aws:policy/AdministratorAccess";
    let mut world = World::fresh();
    let alice = world.user("alice");
    world.user("bob");
    allow(
        &mut world,
        &json!([
            { "Effect": "Allow", "Action": "iam:AttachUserPolicy", "Resource": "*", "Condition": { "ArnEquals": { "iam:PolicyARN": read_only } } },
            { "Effect": "Allow", "Action": "iam:CreateUser", "Resource": "*",
              "Condition": { "StringEquals": { "iam:PermissionsBoundary": read_only, "aws:RequestTag/team": "blue" } } },
            { "Effect": "Allow", "Action": "iam:TagUser", "Resource": "*", "Condition": { "ForAllValues:StringEquals": { "aws:TagKeys": "team" } } },
        ]),
    );
    let attach = |arn: &str| AttachUserPolicy { user_name: "bob".into(), policy_arn: arn.into() };
    world.run_as(&alice, attach(read_only)).unwrap();
    denied(&mut world, &alice, attach(admin));
    let tag = |key: &str, value: &str| Tag { key: key.into(), value: value.into() };
    let create = |boundary: Option<&str>, team: &str| CreateUser {
        user_name: "carol".into(),
        permissions_boundary: boundary.map(str::to_owned),
        tags: Some(vec![tag("team", team)]),
        ..Default::default()
    };
    denied(&mut world, &alice, create(None, "blue"));
    denied(&mut world, &alice, create(Some(admin), "blue"));
    denied(&mut world, &alice, create(Some(read_only), "red"));
    world.run_as(&alice, create(Some(read_only), "blue")).unwrap();
    world.run_as(&alice, TagUser { user_name: "bob".into(), tags: vec![tag("team", "red")] }).unwrap();
    denied(&mut world, &alice, TagUser { user_name: "bob".into(), tags: vec![tag("team", "red"), tag("admin", "1")] });
}

/// What has an id that nobody chooses.
pub struct Given {
    pub key: String,
    pub instance: String,
    pub association: String,
}

pub fn given(world: &mut World) -> Given {
    let mut reply = |id: &str, members: Value| {
        let operation = Operation::from_json(id, members).unwrap().unwrap();
        serde_json::to_value(world.run(operation).unwrap()).unwrap()
    };
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let trust =
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}"#;
    reply("CreateInstanceProfile", json!({"InstanceProfileName": "web"}));
    reply("CreateRole", json!({"RoleName": "web", "AssumeRolePolicyDocument": trust}));
    reply("AddRoleToInstanceProfile", json!({"InstanceProfileName": "web", "RoleName": "web"}));
    let instance = reply("RunInstances", json!({"ImageId": "ami-0123456789abcdef0"}));
    let give = json!({"InstanceId": instance["Instances"][0]["InstanceId"], "IamInstanceProfile": {"Name": "web"}});
    let association = text(&reply("AssociateIamInstanceProfile", give)["IamInstanceProfileAssociation"]["AssociationId"]);
    let instance = text(&instance["Instances"][0]["InstanceId"]);
    let key = text(&reply("CreateKey", json!({}))["KeyMetadata"]["KeyId"]);
    reply("CreateAlias", json!({"AliasName": "alias/data", "TargetKeyId": key}));
    Given { key, instance, association }
}

/// An operation with every member given that names something.
pub fn filled(spec: &'static OperationSpec, account: &str, given: &Given) -> Option<Operation> {
    let mut members = Map::new();
    for member in spec.members {
        let value = match member.name {
            "PolicyArn" | "PermissionsBoundary" => json!("arn:aws:iam::aws:policy/ReadOnlyAccess"),
            "DeletionTaskId" => json!("task/aws-service-role/x.amazonaws.com/AWSServiceRoleForX/1"),
            "PolicySourceArn" | "Arn" => json!(format!("arn:aws:iam::{account}:user/alice")),
            "SerialNumber" => json!(format!("arn:aws:iam::{account}:mfa/phone")),
            "Bucket" => json!("reports"),
            "Key" if spec.service == "s3" => json!("q1.csv"),
            "Key" | "Item" => json!({"id": {"S": "1"}}),
            "Attributes" => json!({}),
            "TableName" => json!("people"),
            "FunctionName" => json!("resize"),
            "QueueName" => json!("orders"),
            "QueueUrl" => json!(format!("https://sqs.us-east-1.amazonaws.com/{account}/orders")),
            "ImageId" => json!("ami-0123456789abcdef0"),
            "IamInstanceProfile" => json!({ "Name": "web" }),
            "Principal" if spec.service == "lambda" => json!("s3.amazonaws.com"),
            "InstanceId" => json!("i-0123456789abcdef0"),
            "InstanceIds" | "Resources" => json!(["i-0123456789abcdef0"]),
            "Resource" if spec.service == "lambda" => json!(format!("arn:aws:lambda:us-east-1:{account}:function:resize")),
            "ResourceArn" if spec.service == "dynamodb" => json!(format!("arn:aws:dynamodb:us-east-1:{account}:table/people")),
            "Tagging" => json!({ "TagSet": [{ "Key": "team", "Value": "blue" }] }),
            "AssociationId" => json!(given.association),
            "KeyId" | "TargetKeyId" => json!(given.key),
            "CiphertextBlob" => json!(format!("practice-ciphertext:{}:aGk=", given.key)),
            "AliasName" => json!("alias/data"),
            "SecretId" => json!("prod/db"),
            "Name" if spec.service == "secretsmanager" => json!("prod/new"),
            "PolicyName" if spec.service == "kms" => json!("default"),
            "PrincipalArn" if spec.service == "sts" => json!(format!("arn:aws:iam::{account}:saml-provider/idp")),
            "Role" | "RoleArn" => json!(format!("arn:aws:iam::{account}:role/Auditor")),
            "Tags" | "tags" if matches!(spec.service, "lambda" | "sqs") => json!({ "team": "blue" }),
            "Tags" if spec.service == "kms" => json!([{ "TagKey": "team", "TagValue": "blue" }]),
            "Tags" => json!([{ "Key": "team", "Value": "blue" }]),
            "TagKeys" | "TransitiveTagKeys" => json!(["team"]),
            "Path" | "PathPrefix" | "NewPath" => json!("/team/"),
            "SAMLProviderArn" => json!(format!("arn:aws:iam::{account}:saml-provider/idp")),
            "OpenIDConnectProviderArn" => json!(format!("arn:aws:iam::{account}:oidc-provider/example.com")),
            "Url" => json!("https://example.com"),
            "ExternalId" | "SourceIdentity" => json!("x-42"),
            name if name.ends_with("Name") => json!(format!("some{}", name.to_lowercase())),
            // What is left out takes its default: it names no resource.
            _ => continue,
        };
        members.insert(member.name.to_owned(), value);
    }
    Operation::from_json(spec.id, Value::Object(members)).and_then(Result::ok)
}

/// What a resource type's ARN begins with, up to what is the caller's choice.
fn begins(arn: &str, account: &str) -> String {
    let arn = arn.replace("${Partition}", "aws").replace("${Account}", account).replace("${Region}", "us-east-1");
    arn.split("${").next().unwrap_or_default().to_owned()
}

#[test]
fn every_operation_asks_for_what_the_service_reference_says() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    let account = world.account.id().to_string();
    let given = given(&mut world);
    for spec in OPERATIONS.iter().copied().filter(|spec| !matches!(spec.service, "signin" | "practice")) {
        let operation = filled(spec, &account, &given).unwrap_or_else(|| panic!("{}", spec.name));
        let requests = world.account.requests_of(&alice, &operation);
        assert!(!requests.is_empty(), "{}", spec.name);
        let is_open = ["GetCallerIdentity", "GetSessionToken", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"].contains(&spec.id);
        assert_eq!(world.account.authorise(&alice, &operation, world.env.now).is_ok(), is_open, "{}", spec.name);
        let own = operation.action();
        let (service, action) = SERVICE_REFERENCE.action(&own).unwrap_or_else(|| panic!("{own}"));
        let is_asked = |required: &ActionResource| {
            let arn = begins(service.resource_type(required.resource_type).unwrap().arn, &account);
            let fits = |resource: &str| resource.starts_with(&arn) || resource.starts_with("arn:aws:iam::aws:policy/");
            requests.iter().any(|asked| asked.action == own && fits(&asked.resource))
        };
        let mut required = action.resources.iter().filter(|resource| resource.required);
        // An ARN of any type is of one of them.
        if spec.member("Arn").is_some() && spec.service == "iam" {
            assert!(required.any(is_asked), "{}", spec.name);
        } else {
            assert_eq!(required.find(|resource| !is_asked(resource)), None, "{}", spec.name);
        }
        for asked in requests {
            let (service, action) = SERVICE_REFERENCE.action(&asked.action).unwrap_or_else(|| panic!("{}", asked.action));
            let types: Vec<&str> = action.resources.iter().map(|resource| resource.resource_type).collect();
            if types.is_empty() {
                assert_eq!(asked.resource, "*", "{}", spec.name);
            } else {
                let arns: Vec<String> =
                    types.iter().filter_map(|kind| service.resource_type(kind)).map(|kind| begins(kind.arn, &account)).collect();
                // A federated user's session is tagged under its own ARN, which the reference leaves out.
                let is_federated = asked.action == "sts:TagSession" && asked.resource.contains(":federated-user/");
                let is_listed =
                    |arn: &String| asked.resource.starts_with(arn.as_str()) || asked.resource.starts_with("arn:aws:iam::aws:policy/");
                let fits = |arn: &String| is_federated || is_listed(arn);
                assert!(arns.iter().any(fits), "{}: {} is none of {arns:?}", spec.name, asked.resource);
            }
            for (key, _) in &asked.keys {
                assert!(service.sends(key, [action].into_iter()), "{}: {key}", spec.name);
            }
        }
    }
}

#[test]
fn names_of_operations_are_their_services_own() {
    let mut seen = BTreeSet::new();
    for spec in OPERATIONS {
        assert!(seen.insert((spec.service, spec.name)), "{}", spec.name);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever somebody without permissions asks for, nothing changes: a user, one with a key, a session of a role, a session
    /// that is over, anybody. That they have asked is noted as a use, and nothing else.
    #[test]
    fn who_may_nothing_changes_nothing(operations in proptest::collection::vec(prop_oneof![8 => any_write(), 1 => at_the_console()], 1..40)) {
        let mut world = World::fresh();
        let callers = without_permissions(&mut world);
        let is_use = |key: &EntityKey| matches!(key, EntityKey::KeyUse(_) | EntityKey::ServiceUse { .. });
        let held = |account: &Account| entities(account).into_iter().filter(|(key, _)| !is_use(key)).collect::<Vec<_>>();
        let before = held(&world.account);
        for (operation, caller) in operations.into_iter().zip(callers.iter().cycle()) {
            prop_assert!(world.run_as(caller, operation).is_err(), "{caller}");
        }
        prop_assert_eq!(held(&world.account), before);
    }
}

/// What is done at the console, and with the tools of the account's owner.
fn at_the_console() -> impl Strategy<Value = Operation> {
    let open = |principal: &str| Operation::from(OpenSession { principal: principal.into() });
    proptest::sample::select(vec![
        open("root"),
        open("user/alice"),
        open("role/Empty"),
        AdvanceClock { seconds: 3600 }.into(),
        SetRootPassword { new_password: Secret::new(PASSWORD) }.into(),
        Logout {}.into(),
        ExitRole {}.into(),
        SwitchRole { role_name: "Missing".into(), ..Default::default() }.into(),
    ])
}

/// Whatever policies allow: those who live in the account are not its owner.
#[test]
fn the_tools_of_the_owner_are_the_owner_s_alone() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    let policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess".into();
    world.run(AttachUserPolicy { user_name: "alice".into(), policy_arn }).unwrap();
    let tools: [Operation; 3] = [
        AdvanceClock { seconds: 60 }.into(),
        OpenSession { principal: "root".into() }.into(),
        SetRootPassword { new_password: Secret::new("Another-Horse-9") }.into(),
    ];
    for tool in tools {
        for caller in [&alice, &world.account.partner(), Caller::nobody()] {
            let refusal = world.run_as(caller, tool.clone()).unwrap_err();
            assert_eq!(refusal.code, ErrorCode::AccessDenied, "{caller}");
            assert!(refusal.message.contains("a tool of the practice account's owner"), "{refusal}");
        }
        // Whoever is signed in: at the console it is the owner who sits there.
        let owner = alice.clone().at_console(std::slice::from_ref(&tool));
        world.run_as(&owner, tool).unwrap();
    }
    let delete = [Operation::from(DeleteUser { user_name: "bob".into() })];
    assert_eq!(alice.clone().at_console(&delete), alice);
}

/// As run logs of the real services have it.
#[test]
fn each_service_calls_a_resource_by_a_name_of_its_own() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    let given = given(&mut world);
    let role = world.account.role_named("web").unwrap().id;
    let session = Caller::owner_as(Asker::RoleSession { role, session: "i-1".into() });
    let document = json!({ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "*", "Resource": "*" } }).to_string();
    let key = format!("kms:DescribeKey on resource: arn:aws:kms:us-east-1:ACCOUNT:key/{}", given.key);
    let missing = "808acc62-0000-4000-8000-0123456789ab";
    let missing_key = format!("kms:DescribeKey on resource: arn:aws:kms:us-east-1:ACCOUNT:key/{missing}");
    for (caller, id, members, said) in [
        (&alice, "CreatePolicy", json!({ "PolicyName": "p", "PolicyDocument": document }), "iam:CreatePolicy on resource: policy p"),
        (&alice, "GetInstanceProfile", json!({ "InstanceProfileName": "web" }), "iam:GetInstanceProfile on resource: instance profile web"),
        (&session, "GetUser", json!({}), "iam:GetUser on resource: arn:aws:sts::ACCOUNT:assumed-role/web/i-1"),
        (&alice, "DescribeInstances", json!({}), "ec2:DescribeInstances"),
        (
            &alice,
            "RunInstances",
            json!({ "ImageId": "ami-0123456789abcdef0" }),
            "ec2:RunInstances on resource: arn:aws:ec2:us-east-1:ACCOUNT:instance/*",
        ),
        (&alice, "ListSecrets", json!({}), "secretsmanager:ListSecrets"),
        (&alice, "CreateSecret", json!({ "Name": "prod/new" }), "secretsmanager:CreateSecret on resource: prod/new"),
        (&alice, "ListQueues", json!({}), "sqs:listqueues on resource: arn:aws:sqs:us-east-1:ACCOUNT:"),
        (&alice, "ListTables", json!({}), "dynamodb:ListTables on resource: arn:aws:dynamodb:us-east-1:ACCOUNT:table/*"),
        (&alice, "ListKeys", json!({}), "kms:ListKeys on resource: *"),
        (&alice, "ListFunctions", json!({}), "lambda:ListFunctions on resource: *"),
        (&alice, "DescribeKey", json!({ "KeyId": given.key }), key.as_str()),
        (&alice, "DescribeKey", json!({ "KeyId": "alias/data" }), key.as_str()),
        (&alice, "DescribeKey", json!({ "KeyId": missing }), missing_key.as_str()),
    ] {
        let operation = Operation::from_json(id, members).unwrap().unwrap();
        let message = world.run_as(caller, operation).unwrap_err().message.replace(world.account.id().as_str(), "ACCOUNT");
        assert!(message.contains(&format!("is not authorized to perform: {said} because no ")), "{id}: {message}");
    }
}

/// Everybody who may nothing.
fn without_permissions(world: &mut World) -> Vec<Caller> {
    let alice = world.user("alice");
    let Reply::AccessKey { access_key } = world.run(CreateAccessKey { user_name: Some("alice".into()) }).unwrap() else { panic!("a key") };
    let by_key = world.account.caller_named(&access_key.access_key_id, false).unwrap();
    let trust = json!({ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "sts:AssumeRole",
        "Principal": { "AWS": world.account.asker_arn(&alice.who) } } });
    world.run(CreateRole { role_name: "Empty".into(), assume_role_policy_document: trust.to_string(), ..Default::default() }).unwrap();
    let role_arn = format!("arn:aws:iam::{}:role/Empty", world.account.id());
    let entered = |world: &mut World| {
        let assume = AssumeRole { role_arn: role_arn.clone(), role_session_name: "alice".into(), ..Default::default() };
        let Reply::Session(detail) = world.run_as(&alice, assume).unwrap() else { panic!("a session") };
        world.account.caller_named(&detail.credentials.access_key_id, false).unwrap()
    };
    let over = entered(world);
    world.run(AdvanceClock { seconds: 3600 }).unwrap();
    let session = entered(world);
    let mfa = Caller { mfa: true, ..alice.clone() };
    vec![alice, by_key, mfa, session, over, Caller::nobody().clone()]
}

#[test]
fn sessions_of_roles_have_no_user_of_their_own() {
    let mut world = World::fresh();
    let document =
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}"#;
    world.run(CreateRole { role_name: "Web".into(), assume_role_policy_document: document.into(), ..Default::default() }).unwrap();
    let policy_arn = "arn:aws:iam::aws:policy/IAMFullAccess".into();
    world.run(AttachRolePolicy { role_name: "Web".into(), policy_arn }).unwrap();
    let role = world.account.role_named("Web").unwrap().id;
    let session = Caller::owner_as(Asker::RoleSession { role, session: "i-1".into() });
    let refused = world.run_as(&session, ListAccessKeys::default()).unwrap_err();
    assert_eq!(refused.message, "Must specify userName when calling with non-User credentials");
    world.run_as(&session, CreateUser { user_name: "dave".into(), ..Default::default() }).unwrap();
}
