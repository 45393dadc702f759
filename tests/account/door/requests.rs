//! What every operation asks the policies for: a table of actions, resources and condition keys, and that those who live under
//! policies fare as the engine says.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use iam_console::access::{Question, may};
use iam_console::account::authorization::{Asked, Circumstances, Derived};
use iam_console::account::caller::Caller;
use iam_console::account::operation::*;
use iam_console::account::refusal::ErrorCode;
use iam_console::account::reply::Reply;
use iam_console::awscli;
use iam_console::catalog::SERVICE_REFERENCE;
use iam_console::policy::decision::{Decision, Reason};
use iam_console::policy::request::{Action, Resource, Value};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use serde_json::json;

use super::{Given, filled, given};
use crate::common::{World, codes};

/// The operations that policies decide about.
fn decided() -> impl Iterator<Item = &'static OperationSpec> {
    OPERATIONS.iter().copied().filter(|spec| !matches!(spec.service, "signin" | "practice"))
}

const TRUST: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}"#;

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

fn written(value: &Value) -> String {
    match value {
        Value::Single(value) => value.clone(),
        Value::Multi(values) => format!("[{}]", values.join(", ")),
    }
}

/// The table: an operation a paragraph, a request a line.
fn table() -> String {
    let (world, alice, operations, given) = world();
    let mut table = String::new();
    for operation in &operations {
        let spec = operation.spec();
        writeln!(table, "{} {}", spec.service, spec.name).unwrap();
        for asked in world.account.requests_of(&alice, operation) {
            let keys: Vec<String> = asked.keys.iter().map(|(key, value)| format!("{key}={}", written(value))).collect();
            writeln!(table, "  {} on {}  {}", asked.action, asked.resource, keys.join(" ")).unwrap();
        }
    }
    let lines: Vec<&str> = table.lines().map(str::trim_end).collect();
    let ids = [(world.account.id().to_string(), "ACCOUNT"), (given.key, "KEY"), (given.instance, "INSTANCE")];
    ids.into_iter().fold(lines.join("\n"), |table, (id, name)| table.replace(&id, name)) + "\n"
}

/// The table as it is written down, to be read by people. `UPDATE_REQUESTS=1` writes it anew.
#[test]
fn the_table_of_requests_is_the_one_that_was_looked_at() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/account/door/requests.txt");
    let now = table();
    if std::env::var_os("UPDATE_REQUESTS").is_some() {
        fs::write(&path, &now).unwrap();
    }
    let looked_at = fs::read_to_string(&path).unwrap();
    for (line, (is, was)) in now.lines().zip(looked_at.lines()).enumerate() {
        assert_eq!(is, was, "line {}", line + 1);
    }
    assert_eq!(now.lines().count(), looked_at.lines().count());
    for spec in decided() {
        let mut rows = looked_at.lines().skip_while(|line| *line != format!("{} {}", spec.service, spec.name));
        assert!(rows.next().is_some(), "{} has no row", spec.name);
        assert!(rows.next().is_some_and(|line| line.starts_with("  ")), "{} asks for nothing", spec.name);
    }
}

/// What the table leaves out is refused by nobody's policies: signing in and out, and what is the owner's alone. Only switching roles
/// is decided, as the `AssumeRole` that it is.
#[test]
fn what_the_table_leaves_out_no_policy_denies() {
    let (mut world, alice, _, given) = world();
    let account = world.account.id().to_string();
    for spec in OPERATIONS.iter().copied().filter(|spec| matches!(spec.service, "signin" | "practice")) {
        let operation = filled(spec, &account, &given).unwrap_or_else(|| panic!("{}", spec.name));
        let refusal = world.account.plan(&alice, &operation, &mut world.env).err();
        let denied = refusal.and_then(|refusal| refusal.denied).map(|denied| denied.action);
        assert_eq!(denied.as_deref(), (spec.id == "SwitchRole").then_some("sts:AssumeRole"), "{}", spec.name);
    }
}

/// Keys that the reference lists for actions of IAM and STS and that no operation here gives, each with the reason.
const NOT_GIVEN: &[(&str, &str)] = &[
    ("iam:RoleTemplateARN", "no role templates are here"),
    ("iam:FIDO-", "no hardware keys are here"),
    ("iam:RegisterSecurityKey", "no hardware keys are here"),
    ("iam:ResourceTag/", "told by the role"),
    ("accounts.google.com:", "told by the provider's token, which AssumeRole has none of"),
    ("cognito-identity.amazonaws.com:", "the same"),
    ("graph.facebook.com:", "the same"),
    ("www.amazon.com:", "the same"),
    ("saml:", "the same"),
];

/// What these tell stands in the token of a provider; there it is read from.
const BY_TOKEN: [&str; 2] = ["AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"];

/// What the reference says that AWS tells with a request of IAM or STS is told here, too, by the one operation or the other.
#[test]
fn every_key_of_iam_and_sts_is_told_or_has_a_reason_not_to_be() {
    let (world, alice, operations, _) = world();
    let mut missing = BTreeSet::new();
    let mut reasons = BTreeSet::new();
    let asks = |operation: &&Operation| matches!(operation.spec().service, "iam" | "sts") && !BY_TOKEN.contains(&operation.spec().id);
    for operation in operations.iter().filter(asks) {
        let requests = world.account.requests_of(&alice, operation);
        let own = operation.action();
        let (_, action) = SERVICE_REFERENCE.action(&own).unwrap();
        let of_resources = action.resources.iter().flat_map(|resource| &resource.condition_keys);
        let derived: Vec<Derived> = requests.iter().flat_map(|asked| derived(&world, &alice, asked)).collect();
        let told = || requests.iter().flat_map(|asked| &asked.keys).map(|(key, _)| key).chain(derived.iter().map(|derived| &derived.key));
        for key in action.condition_keys.iter().chain(of_resources) {
            let stem = key.split("${").next().unwrap_or(key);
            let is_told = told().any(|told| told.starts_with(stem));
            let reason = NOT_GIVEN.iter().find(|(known, _)| stem.starts_with(known));
            reasons.extend(reason.map(|(known, _)| *known).filter(|_| !is_told));
            if !is_told && reason.is_none() {
                missing.insert(format!("{own} {stem}"));
            }
        }
    }
    assert_eq!(missing, BTreeSet::new());
    assert_eq!(reasons.len(), NOT_GIVEN.len(), "no reason is stale: {reasons:?}");
}

/// What a question tells that is about what an operation asks.
fn derived(world: &World, caller: &Caller, asked: &Asked) -> Vec<Derived> {
    let resource = Resource::parse(&asked.resource).unwrap_or_else(|_| Resource::parse("*").unwrap());
    let circumstances = world.account.circumstances_of(caller, world.env.now);
    world.account.context_for(&caller.who, &Action::parse(&asked.action).unwrap(), &resource, &circumstances)
}

/// Keys that stand in no member as they are, each with what says it.
const SAID_OTHERWISE: &[(&str, &str)] = &[
    ("ec2:Attribute", "which member is given"),
    ("ec2:InstanceProfile", "the profile's name"),
    ("ec2:NewInstanceProfile", "the profile's name"),
    ("iam:AssociatedResourceArn", "what a role is handed over for"),
    ("iam:PassedToService", "the service that a role is handed over to"),
    ("secretsmanager:ForceDeleteWithoutRecovery", "a flag"),
];

/// A question and an operation come to the same: what an operation tells beside what the question derives, its members say.
#[test]
fn a_question_tells_all_that_an_operation_does_but_its_members() {
    let (world, alice, operations, _) = world();
    let (mut unsaid, mut reasons) = (BTreeSet::new(), BTreeSet::new());
    for operation in operations.into_iter().chain(with_more()) {
        let line = awscli::line(&operation);
        for asked in world.account.requests_of(&alice, &operation) {
            let derived = derived(&world, &alice, &asked);
            for (key, value) in &asked.keys {
                let values = match value {
                    Value::Single(value) => std::slice::from_ref(value),
                    Value::Multi(values) => values,
                };
                let is_said = values.iter().all(|value| line.contains(value.as_str()));
                if is_said || derived.iter().any(|derived| derived.key == *key && derived.value == *value) {
                    continue;
                }
                match SAID_OTHERWISE.iter().find(|(known, _)| key.starts_with(known)) {
                    Some((known, _)) => drop(reasons.insert(*known)),
                    None => drop(unsaid.insert(format!("{} {key}={}", operation.spec().id, written(value)))),
                }
            }
        }
    }
    assert_eq!(unsaid, BTreeSet::new());
    assert_eq!(reasons.len(), SAID_OTHERWISE.len(), "no reason is stale: {reasons:?}");
}

/// What is known of a request that does not say it, a question knows, too.
#[test]
fn a_question_knows_what_a_request_leaves_to_the_service() {
    let (world, alice, ..) = world();
    let account = world.account.id().to_string();
    for (action, resource, key, value) in [
        ("dynamodb:GetItem", "arn:aws:dynamodb:us-east-1:ACCOUNT:table/orders", "dynamodb:Select", Some("ALL_ATTRIBUTES")),
        ("dynamodb:PutItem", "arn:aws:dynamodb:us-east-1:ACCOUNT:table/orders", "dynamodb:Select", None),
        ("ec2:RunInstances", "arn:aws:ec2:us-east-1:ACCOUNT:instance/*", "ec2:InstanceType", Some("m1.small")),
        ("ec2:RunInstances", "arn:aws:ec2:us-east-1:ACCOUNT:instance/*", "ec2:Tenancy", Some("default")),
        ("kms:CreateKey", "*", "kms:KeySpec", Some("SYMMETRIC_DEFAULT")),
        ("kms:GenerateDataKey", "arn:aws:kms:us-east-1:ACCOUNT:key/k", "kms:EncryptionAlgorithm", Some("SYMMETRIC_DEFAULT")),
        (
            "iam:AttachUserPolicy",
            "arn:aws:iam::ACCOUNT:user/someusername",
            "iam:PermissionsBoundary",
            Some("arn:aws:iam::aws:policy/PowerUserAccess"),
        ),
        ("iam:AttachUserPolicy", "arn:aws:iam::ACCOUNT:user/alice", "iam:PermissionsBoundary", None),
        ("iam:PutUserPermissionsBoundary", "arn:aws:iam::ACCOUNT:user/someusername", "iam:PermissionsBoundary", None),
    ] {
        let (resource, named) = (resource.replace("ACCOUNT", &account), String::new());
        let asked = Asked { action: action.into(), resource, named, keys: Vec::new() };
        let told = derived(&world, &alice, &asked).into_iter().find(|derived| derived.key == key).map(|derived| derived.value);
        assert_eq!(told, value.map(|value| Value::Single(value.into())), "{action} {key}");
    }
}

/// Types of resources that the practice estate has.
const OF_ESTATE: [&str; 10] = ["bucket", "object", "queue", "table", "function", "instance", "image", "key", "alias", "Secret"];

/// Keys that the reference lists for actions of the estate's services and that nothing here tells, each with the reason.
const NOT_TOLD: &[(&str, &str)] = &[
    ("aws:ResourceTag/", "told of what has tags"),
    ("dynamodb:EnclosingOperation", "no transactions are here"),
    ("dynamodb:LeadingKeys", "told of an item whose key is given as its table has it"),
    ("dynamodb:Return", "no such member is here"),
    ("ec2:AvailabilityZoneId", "zones have no ids here"),
    ("ec2:BootModeOverride", "no such member is here"),
    ("ec2:CpuOptions", "no such member is here"),
    ("ec2:CreateAction", "told where a tag is given at creation"),
    ("ec2:ImageType", "images are nothing but an id here"),
    ("ec2:InstanceAutoRecovery", "instances have no such setting here"),
    ("ec2:InstanceBandwidthWeighting", "the same"),
    ("ec2:InstanceMarketType", "the same"),
    ("ec2:InstanceMetadataTags", "the same"),
    ("ec2:IsLaunchTemplateResource", "no launch templates are here"),
    ("ec2:LaunchTemplate", "no launch templates are here"),
    ("ec2:ManagedResourceOperator", "instances have no such setting here"),
    ("ec2:Metadata", "the same"),
    ("ec2:Owner", "images are nothing but an id here"),
    ("ec2:PlacementGroup", "instances have no such setting here"),
    ("ec2:ProductCode", "the same"),
    ("ec2:Public", "images are nothing but an id here"),
    ("ec2:ResourceTag/", "told of what has tags"),
    ("kms:BypassPolicyLockoutSafetyCheck", "told where it is given"),
    ("kms:EncryptionContext", "no such member is here"),
    ("kms:MultiRegionKeyType", "all keys are of one region"),
    ("kms:RecipientAttestation:", "nobody asks from an enclave"),
    ("kms:RequestAlias", "told where a key is called by it"),
    ("kms:ScheduleKeyDeletionPendingWindowInDays", "told where it is given"),
    ("kms:TrailingDaysWithoutKeyUsage", "no key's use is kept"),
    ("kms:ViaService", "no service asks for somebody"),
    ("lambda:CodeSigningConfigArn", "no such member is here"),
    ("lambda:EventSourceToken", "the same"),
    ("lambda:FunctionUrlAuthType", "functions have no URL here"),
    ("lambda:InvokedViaFunctionUrl", "the same"),
    ("lambda:Layer", "no such member is here"),
    ("lambda:SecurityGroupIds", "no networks are here"),
    ("lambda:SubnetIds", "the same"),
    ("lambda:VpcIds", "the same"),
    ("s3:AccessGrantsInstanceArn", "no access grants are here"),
    ("s3:BucketTag/", "a bucket's tags are for bills"),
    ("s3:ExistingObjectTag/", "objects have no tags here"),
    ("s3:ObjectCreationOperation", "no such header is here"),
    ("s3:RequestObjectTag", "objects have no tags here"),
    ("s3:if-", "no such header is here"),
    ("s3:max-keys", "no such member is here"),
    ("s3:object-lock-", "no locks are here"),
    ("s3:signatureAge", "nobody asks with a presigned URL"),
    ("s3:x-amz-", "no such header is here"),
    ("secretsmanager:AddReplicaRegions", "no such member is here"),
    ("secretsmanager:BlockPublicPolicy", "the same"),
    ("secretsmanager:ForceOverwriteReplicaSecret", "the same"),
    ("secretsmanager:KmsKey", "the same"),
    ("secretsmanager:ResourceTag/", "told of what has tags"),
    ("secretsmanager:SecretPrimaryRegion", "secrets have no replicas here"),
    ("secretsmanager:Type", "no such member is here"),
    ("secretsmanager:Version", "the same"),
    ("secretsmanager:resource/", "secrets have no such setting here"),
];

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

/// What the reference says that AWS tells with requests of the estate's services is told here, too, by the one operation or the
/// other: by its members, or by what the resource is like.
#[test]
fn every_key_of_the_estate_is_told_or_has_a_reason_not_to_be() {
    let (world, alice, operations, _) = world();
    let (mut told, mut listed) = (BTreeSet::new(), BTreeSet::new());
    for operation in operations.into_iter().chain(with_more()).filter(|operation| !matches!(operation.spec().service, "iam" | "sts")) {
        for asked in world.account.requests_of(&alice, &operation) {
            told.extend(asked.keys.iter().map(|(key, _)| key.clone()));
            told.extend(derived(&world, &alice, &asked).into_iter().map(|derived| derived.key));
        }
        let (service, action) = SERVICE_REFERENCE.action(&operation.action()).unwrap();
        listed.extend(action.condition_keys.iter().copied());
        for kind in action.resources.iter().filter(|kind| OF_ESTATE.contains(&kind.resource_type)) {
            listed.extend(kind.condition_keys.iter().copied());
            listed.extend(service.resource_type(kind.resource_type).iter().flat_map(|kind| kind.condition_keys.iter().copied()));
        }
    }
    let stem = |key: &&'static str| key.split(['$', '<']).next().unwrap_or(key);
    let untold: BTreeSet<&str> = listed.iter().map(stem).filter(|stem| !told.iter().any(|told| told.starts_with(stem))).collect();
    let reason = |stem: &&str| NOT_TOLD.iter().find(|(known, _)| stem.starts_with(known));
    let missing: Vec<&&str> = untold.iter().filter(|stem| reason(stem).is_none()).collect();
    assert_eq!(missing, [] as [&&str; 0]);
    let reasons: BTreeSet<&str> = untold.iter().filter_map(reason).map(|(known, _)| *known).collect();
    let stale: Vec<&str> = NOT_TOLD.iter().map(|(known, _)| *known).filter(|known| !reasons.contains(known)).collect();
    assert_eq!(stale, [] as [&str; 0], "no reason is stale");
}

#[test]
fn policies_may_ask_for_what_a_resource_is_like_and_how_a_request_comes() {
    let mut world = World::fresh();
    let alice = world.user("alice");
    let Reply::Estate(made) = world.run(RunInstances { image_id: Some("ami-0123456789abcdef0".into()), ..Default::default() }).unwrap()
    else {
        panic!("an instance")
    };
    let id = made.members["Instances"][0]["InstanceId"].as_str().unwrap().to_owned();
    let stop = || Operation::from(StopInstances { instance_ids: vec![id.clone()] });
    let run = || Operation::from(RunInstances { image_id: Some("ami-0123456789abcdef0".into()), ..Default::default() });
    let describe = || Operation::from(DescribeInstances::default());
    let list = || Operation::from(ListBuckets {});
    let own = world.account.id().to_string();
    let cases: [(&str, &str, Operation, bool); 11] = [
        ("ec2:Region", "us-east-1", describe(), true),
        ("ec2:Region", "eu-west-1", describe(), false),
        ("ec2:InstanceType", "m1.small", stop(), true),
        ("ec2:InstanceType", "t3.micro", stop(), false),
        ("ec2:InstanceID", &id, stop(), true),
        ("ec2:Tenancy", "default", stop(), true),
        ("ec2:AvailabilityZone", "us-east-1a", stop(), true),
        ("ec2:Region", "us-east-1", run(), true),
        ("s3:ResourceAccount", &own, list(), true),
        ("s3:authType", "REST-HEADER", list(), true),
        ("s3:signatureversion", "AWS4-HMAC-SHA256", list(), true),
    ];
    for (key, value, operation, allowed) in cases {
        let statement = json!({ "Effect": "Allow", "Action": "*", "Resource": "*", "Condition": { "StringEquals": { key: value } } });
        let policy_document = json!({ "Version": "2012-10-17", "Statement": statement }).to_string();
        world.run(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document }).unwrap();
        assert_eq!(world.account.authorise(&alice, &operation, world.env.now).is_ok(), allowed, "{key} {value}");
    }
}

/// Policies of all kinds that somebody may live under.
const STATEMENTS: [&str; 12] = [
    r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#,
    r#"{"Effect":"Allow","Action":["iam:*","sts:*"],"Resource":"*"}"#,
    r#"{"Effect":"Allow","Action":["iam:Get*","iam:List*"],"Resource":"*"}"#,
    r#"{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}"#,
    r#"{"Effect":"Allow","Action":"iam:*User*","Resource":"arn:aws:iam::*:user/team/*"}"#,
    r#"{"Effect":"Allow","Action":["s3:*","sqs:*","kms:*"],"Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}"#,
    r#"{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:RequestTag/team":"blue"}}}"#,
    r#"{"Effect":"Allow","Action":"iam:Attach*","Resource":"*","Condition":{"ArnLike":{"iam:PolicyARN":"arn:aws:iam::aws:policy/Read*"}}}"#,
    r#"{"Effect":"Deny","Action":"iam:PassRole","Resource":"*"}"#,
    r#"{"Effect":"Deny","Action":["iam:Delete*","s3:Delete*","iam:Tag*","kms:TagResource"],"Resource":"*"}"#,
    r#"{"Effect":"Deny","NotAction":["ec2:*","lambda:*","dynamodb:*"],"Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}"#,
    r#"{"Effect":"Allow","Action":["ec2:*","lambda:*","iam:PassRole"],"Resource":"*","Condition":{"StringNotEquals":{"aws:username":"${aws:PrincipalAccount}"}}}"#,
];

/// What the engine says to all that an operation asks for, as *May they?* asks it.
fn engine_allows(world: &World, caller: &Caller, operation: &Operation) -> bool {
    let circumstances: Circumstances = world.account.circumstances_of(caller, world.env.now);
    world.account.requests_of(caller, operation).into_iter().all(|asked| {
        let question = Question {
            asker: caller.who.clone(),
            action: Action::parse(&asked.action).unwrap(),
            resource: Resource::parse(&asked.resource).unwrap_or_else(|_| Resource::parse("*").unwrap()),
            given: asked.keys,
            circumstances,
        };
        may(&world.account, &question).unwrap().explanation.decision == Decision::Allowed
    })
}

/// Sessions that alice opens while she may everything: one of a role, the same with a session policy, one of a federated user, and
/// her own with an MFA code and without. What they may do later follows from what she and the role may then.
fn sessions(world: &mut World, alice: &Caller, session_policy: &str) -> [Caller; 5] {
    let account = world.account.id().to_string();
    let trust =
        json!({ "Effect": "Allow", "Principal": { "AWS": format!("arn:aws:iam::{account}:user/alice") }, "Action": "sts:AssumeRole" });
    let assume_role_policy_document = json!({ "Version": "2012-10-17", "Statement": trust }).to_string();
    world.run(CreateRole { role_name: "team".into(), assume_role_policy_document, ..Default::default() }).unwrap();
    let policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess".to_owned();
    world.run(AttachUserPolicy { user_name: "alice".into(), policy_arn: policy_arn.clone() }).unwrap();
    let assume = |name: &str, policy: Option<&str>| AssumeRole {
        role_arn: format!("arn:aws:iam::{account}:role/team"),
        role_session_name: name.into(),
        policy: policy.map(str::to_owned),
        ..Default::default()
    };
    let federate = GetFederationToken { name: "guest".into(), policy: Some(session_policy.into()), ..Default::default() };
    world.run(CreateVirtualMFADevice { virtual_mfa_device_name: "watch".into(), ..Default::default() }).unwrap();
    let serial_number = world.account.virtual_mfa_serial_number("watch");
    let [authentication_code_1, authentication_code_2] = codes(&world.account, "watch", 0);
    let enable = EnableMFADevice {
        user_name: Some("alice".into()),
        serial_number: serial_number.clone(),
        authentication_code_1,
        authentication_code_2,
    };
    world.run(enable).unwrap();
    let [_, code] = codes(&world.account, "watch", 1);
    let with_code = GetSessionToken { serial_number: Some(serial_number), token_code: Some(code), ..Default::default() };
    let opening: [Operation; 5] = [
        assume("plain", None).into(),
        assume("narrow", Some(session_policy)).into(),
        federate.into(),
        GetSessionToken::default().into(),
        with_code.into(),
    ];
    let opened = opening.map(|operation| {
        let Reply::Session(detail) = world.run_as(alice, operation).unwrap() else { panic!("a session") };
        world.account.caller_named(&detail.credentials.access_key_id, false).unwrap()
    });
    world.run(DetachUserPolicy { user_name: "alice".into(), policy_arn }).unwrap();
    opened
}

/// What somebody calls with (STS: comparing the API operations).
#[derive(Clone, Copy, Debug)]
enum Credentials {
    User,
    Root,
    Role,
    FederatedUser,
    SessionToken,
    SessionTokenWithMfa,
    Nobody,
    OtherAccount,
}

/// What is answered where credentials do not reach an operation.
const BEYOND: [ErrorCode; 5] = [
    ErrorCode::AccessDenied,
    ErrorCode::InvalidClientTokenId,
    ErrorCode::MissingAuthenticationToken,
    ErrorCode::MissingAuthenticationTokenException,
    ErrorCode::MissingParameter,
];

/// What is about the caller's own account, besides all of EC2: what makes something and what lists all there is.
const OF_OWN_ACCOUNT: [&str; 14] = [
    "CreateBucket",
    "CreateQueue",
    "CreateTable",
    "CreateFunction",
    "CreateKey",
    "CreateAlias",
    "CreateSecret",
    "ListBuckets",
    "ListQueues",
    "ListTables",
    "ListFunctions",
    "ListKeys",
    "ListAliases",
    "ListSecrets",
];

/// Whether credentials reach an operation at all, whatever policies say: by hand, and not as the account tells it.
fn reaches(credentials: Credentials, operation: &Operation) -> bool {
    use Credentials as By;
    let (service, name) = (operation.spec().service, operation.spec().name);
    match (credentials, service, name) {
        (_, "sts", "AssumeRoleWithSAML" | "AssumeRoleWithWebIdentity") => true,
        (By::Nobody, ..) => matches!(service, "s3" | "sqs"),
        (By::User, ..) | (_, "sts", "GetCallerIdentity") => true,
        (By::Root, ..) => (service, name) != ("sts", "AssumeRole"),
        (By::OtherAccount, "ec2", _) => false,
        (By::OtherAccount, _, name) if OF_OWN_ACCOUNT.contains(&name) => false,
        (_, "sts", "GetSessionToken" | "GetFederationToken")
        | (By::SessionToken | By::FederatedUser | By::OtherAccount, "iam", _)
        | (By::FederatedUser, "sts", _) => false,
        (By::SessionToken | By::SessionTokenWithMfa, "sts", _) => name == "AssumeRole",
        _ => true,
    }
}

/// Checks that somebody may do of every operation what the engine says, and is told of the request that is denied.
fn fares_as_the_engine_says(
    world: &mut World,
    (credentials, caller): (Credentials, &Caller),
    operations: &[Operation],
) -> Result<(), TestCaseError> {
    for operation in operations {
        let name = operation.spec().name;
        let expected = BY_TOKEN.contains(&operation.spec().id) || engine_allows(world, caller, operation);
        let authorised = world.account.authorise(caller, operation, world.env.now);
        prop_assert_eq!(authorised.is_ok(), expected, "{} as {}: {:?}", name, caller, authorised);
        let lived = world.account.plan(caller, operation, &mut world.env);
        // What names no member that it could have is refused before anybody is asked.
        if lived.as_ref().is_err_and(|refusal| refusal.message.contains("failed to satisfy constraint")) {
            continue;
        }
        // Of these the token decides.
        if BY_TOKEN.contains(&operation.spec().id) {
            continue;
        }
        if !reaches(credentials, operation) {
            prop_assert!(!expected, "{name} with {credentials:?}");
            let is_refused = lived.as_ref().is_err_and(|refusal| BEYOND.contains(&refusal.code));
            prop_assert!(is_refused, "{name} with {credentials:?}: {lived:?}");
            continue;
        }
        let is_denied = lived.as_ref().is_err_and(|refusal| refusal.denied.is_some());
        prop_assert!(is_denied != expected, "{} as {caller}: {:?}", name, lived.err());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    /// Whoever lives under policies fares as the engine says, whatever the account's password policy lets users do: a user, the
    /// user's sessions, a session of a role, one with a session policy, a federated user, root, whom no policy of these binds, a
    /// user of another account, and who has not signed.
    #[test]
    fn who_lives_under_policies_fares_as_the_engine_says(
        own in proptest::sample::subsequence(&STATEMENTS[..], 1..4),
        boundary in proptest::option::of(proptest::sample::select(&STATEMENTS[..])),
        session in proptest::sample::select(&STATEMENTS[..]),
        mfa in any::<bool>(),
        passwords in any::<bool>(),
    ) {
        let (mut world, alice, operations, _) = world();
        // Without its bucket, nobody is asked.
        world.run(CreateBucket { bucket: "reports".into(), ..Default::default() }).unwrap();
        let document = |statements: &[&str]| format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, statements.join(","));
        let opened = sessions(&mut world, &alice, &document(&[session]));
        let allow_users_to_change_password = Some(passwords);
        world.run(UpdateAccountPasswordPolicy { allow_users_to_change_password, ..Default::default() }).unwrap();
        let policy_document = document(&own);
        let put = PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document: policy_document.clone() };
        world.run(put).unwrap();
        world.run(PutRolePolicy { role_name: "team".into(), policy_name: "own".into(), policy_document }).unwrap();
        if let Some(statement) = boundary {
            world.run(CreatePolicy { policy_name: "edge".into(), policy_document: document(&[statement]), ..Default::default() }).unwrap();
            let permissions_boundary = format!("arn:aws:iam::{}:policy/edge", world.account.id());
            let of_role = PutRolePermissionsBoundary { role_name: "team".into(), permissions_boundary: permissions_boundary.clone() };
            world.run(of_role).unwrap();
            world.run(PutUserPermissionsBoundary { user_name: "alice".into(), permissions_boundary }).unwrap();
        }
        let opened_with = [
            Credentials::Role,
            Credentials::Role,
            Credentials::FederatedUser,
            Credentials::SessionToken,
            Credentials::SessionTokenWithMfa,
        ];
        let others = [
            (Credentials::User, Caller { mfa, ..alice }),
            (Credentials::Root, Caller::ROOT),
            (Credentials::OtherAccount, world.account.partner()),
            (Credentials::Nobody, Caller::nobody().clone()),
        ];
        for (credentials, caller) in others.into_iter().chain(opened_with.into_iter().zip(opened)) {
            fares_as_the_engine_says(&mut world, (credentials, &caller), &operations)?;
        }
    }
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
