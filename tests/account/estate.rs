//! The practice estate: what its operations answer, refuse and limit, and what its policies have an effect on.

use iam_console::account::authorization::{Asker, Circumstances, Credentials, Source, context_of};
use iam_console::account::change::{Change, Obstacle, inverse};
use iam_console::account::entity::{EntityKey, EntityTag, ResourceKind};
use iam_console::account::operation::*;
use iam_console::account::refusal::ErrorCode;
use iam_console::account::reply::Reply;
use iam_console::account::secret::MASK;
use iam_console::policy::decision::{Decision, decide};
use iam_console::policy::request::{Action, Principal, Request, Resource};
use jiff::ToSpan as _;
use serde_json::{Value, json};

use super::common::estate::is_of_estate;
use super::common::{World, now};

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
fn what_is_refused_is_refused_in_the_services_own_codes_and_words() {
    let mut world = world();
    let url = queue_url(&world);
    let table: Vec<(&str, Value, ErrorCode, &str)> = vec![
        ("GetObject", json!({"Bucket": "nothing", "Key": "x"}), ErrorCode::NoSuchBucket, "The specified bucket does not exist"),
        ("GetObject", json!({"Bucket": "reports", "Key": "x"}), ErrorCode::NoSuchKey, "The specified key does not exist."),
        (
            "CreateBucket",
            json!({"Bucket": "reports"}),
            ErrorCode::BucketAlreadyOwnedByYou,
            "Your previous request to create the named bucket succeeded and you already own it.",
        ),
        ("CreateBucket", json!({"Bucket": "a\u{1b}[31m"}), ErrorCode::InvalidBucketName, "The specified bucket is not valid."),
        (
            "CreateBucket",
            json!({"Bucket": "other", "CreateBucketConfiguration": {"LocationConstraint": "us-east-1"}}),
            ErrorCode::InvalidLocationConstraint,
            "The specified location-constraint is not valid",
        ),
        ("DeleteBucket", json!({"Bucket": "reports"}), ErrorCode::BucketNotEmpty, "The bucket you tried to delete is not empty"),
        ("GetBucketPolicy", json!({"Bucket": "reports"}), ErrorCode::NoSuchBucketPolicy, "The bucket policy does not exist"),
        (
            "PutBucketPolicy",
            json!({"Bucket": "reports", "Policy": "x"}),
            ErrorCode::MalformedPolicy,
            "Policies must be valid JSON and the first byte must be '{'",
        ),
        (
            "PutBucketPolicy",
            json!({"Bucket": "reports", "Policy": policy(r#"{"AWS":"arn:aws:iam::ACCOUNT:user/nobody"}"#, "arn:aws:s3:::reports/*")}),
            ErrorCode::MalformedPolicy,
            "Invalid principal in policy",
        ),
        (
            "PutBucketPolicy",
            json!({"Bucket": "reports", "Policy": policy(r#"{"AWS":"arn:aws:iam::ACCOUNT:user/alice"}"#, "arn:aws:s3:::other/*")}),
            ErrorCode::MalformedPolicy,
            "Policy has invalid resource",
        ),
        (
            "PutBucketPolicy",
            json!({"Bucket": "reports", "Policy": policy("\"*\"", "reports/*")}),
            ErrorCode::MalformedPolicy,
            "Policy has invalid resource",
        ),
        (
            "PutBucketPolicy",
            json!({"Bucket": "reports", "Policy": policy("\"*\"", "*")}),
            ErrorCode::MalformedPolicy,
            "Policy has invalid resource",
        ),
        // The mistake that everybody makes once: the objects are reports/*.
        (
            "PutBucketPolicy",
            json!({"Bucket": "reports", "Policy": policy("\"*\"", "arn:aws:s3:::reports").replace("\"*\",\"Resource", "\"s3:GetObject\",\"Resource")}),
            ErrorCode::MalformedPolicy,
            "Action does not apply to any resource(s) in statement",
        ),
        (
            "CreateFunction",
            json!({"FunctionName": "resize", "Role": "x"}),
            ErrorCode::ResourceConflictException,
            "Function already exist: resize",
        ),
        (
            "CreateFunction",
            json!({"FunctionName": "other", "Runtime": "python3.7", "Role": "arn:aws:iam::ACCOUNT:role/app"}),
            ErrorCode::InvalidParameterValueException,
            "The runtime parameter of python3.7 is no longer supported for creating or updating AWS Lambda functions. We recommend you use a \
             supported runtime while creating or updating functions.",
        ),
        (
            "CreateFunction",
            json!({"FunctionName": "other", "Role": "arn:aws:iam::ACCOUNT:role/nothing"}),
            ErrorCode::InvalidParameterValueException,
            "The role defined for the function cannot be assumed by Lambda.",
        ),
        (
            "GetFunctionPolicy",
            json!({"FunctionName": "resize"}),
            ErrorCode::ResourceNotFoundException,
            "The resource you requested does not exist.",
        ),
        (
            "RemovePermission",
            json!({"FunctionName": "resize", "StatementId": "x"}),
            ErrorCode::ResourceNotFoundException,
            "Statement x is not found in resource policy.",
        ),
        (
            "SendMessage",
            json!({"QueueUrl": "https://example.com/orders", "MessageBody": "x"}),
            ErrorCode::QueueDoesNotExist,
            "The specified queue does not exist.",
        ),
        (
            "SetQueueAttributes",
            json!({"QueueUrl": url, "Attributes": {"Policy": "x"}}),
            ErrorCode::InvalidAttributeValue,
            "Invalid value for the parameter Policy.",
        ),
        (
            "SetQueueAttributes",
            json!({"QueueUrl": url, "Attributes": {"Policy": policy("\"*\"", "arn:aws:sqs:us-east-1:ACCOUNT:other")}}),
            ErrorCode::InvalidAttributeValue,
            "Invalid value for the parameter Policy.",
        ),
        (
            "GetItem",
            json!({"TableName": "x", "Key": {}}),
            ErrorCode::ResourceNotFoundException,
            "Requested resource not found: Table: x not found",
        ),
        (
            "GetItem",
            json!({"TableName": "people", "Key": {"id": {"N": "1"}}}),
            ErrorCode::ValidationException,
            "The provided key element does not match the schema",
        ),
        (
            "PutItem",
            json!({"TableName": "people", "Item": {"x": {"S": "1"}}}),
            ErrorCode::ValidationException,
            "One or more parameter values were invalid: Missing the key id in the item",
        ),
        (
            "DescribeKey",
            json!({"KeyId": "alias/x"}),
            ErrorCode::NotFoundException,
            "Alias arn:aws:kms:us-east-1:ACCOUNT:alias/x is not found.",
        ),
        ("DescribeKey", json!({"KeyId": "x"}), ErrorCode::NotFoundException, "Invalid keyId 'x'"),
        (
            "DescribeKey",
            json!({"KeyId": "0a1b2c3d-0000-4000-a000-000000000000"}),
            ErrorCode::NotFoundException,
            "Key 'arn:aws:kms:us-east-1:ACCOUNT:key/0a1b2c3d-0000-4000-a000-000000000000' does not exist",
        ),
        ("Decrypt", json!({"CiphertextBlob": "x"}), ErrorCode::InvalidCiphertextException, ""),
        (
            "GetSecretValue",
            json!({"SecretId": "x"}),
            ErrorCode::ResourceNotFoundException,
            "Secrets Manager can't find the specified secret.",
        ),
        (
            "CreateSecret",
            json!({"Name": "prod/db"}),
            ErrorCode::ResourceExistsException,
            "The operation failed because the secret prod/db already exists.",
        ),
        (
            "StartInstances",
            json!({"InstanceIds": ["i-0123456789abcdef0"]}),
            ErrorCode::InvalidInstanceIdNotFound,
            "The instance ID 'i-0123456789abcdef0' does not exist",
        ),
        ("StopInstances", json!({"InstanceIds": ["x"]}), ErrorCode::InvalidInstanceIdMalformed, "Invalid id: \"x\" (expecting \"i-...\")"),
        (
            "RunInstances",
            json!({"ImageId": "ami-0abcdef1234567890", "IamInstanceProfile": {"Name": "app"}}),
            ErrorCode::InvalidParameterValue,
            "Value (app) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name",
        ),
    ];
    for (id, members, code, message) in table {
        let message = message.replace("ACCOUNT", world.account.id().as_str());
        assert_eq!(run(&mut world, id, members.clone()).expect_err(id), (code, message), "{id} {members}");
    }
}

#[test]
fn every_operation_asks_for_an_action_that_aws_knows() {
    for spec in OPERATIONS.iter().filter(|spec| is_of_estate(spec.service)) {
        assert!(iam_console::catalog::SERVICE_REFERENCE.action(&spec.action()).is_some(), "{}", spec.action());
    }
}

#[test]
fn a_policy_is_about_its_resource_and_its_actions_about_what_the_statement_names() {
    let mut world = world();
    let url = queue_url(&world);
    for resource in ["arn:aws:sqs:us-east-1:ACCOUNT:orders", "arn:aws:sqs:*:ACCOUNT:ord*", "*"] {
        let policy = policy(r#"{"AWS":"arn:aws:iam::ACCOUNT:user/alice"}"#, resource);
        done(&mut world, "SetQueueAttributes", json!({"QueueUrl": url, "Attributes": {"Policy": policy}}));
    }
    let put = |actions: &Value, resources: &Value| {
        let statement = json!({"Effect": "Deny", "Principal": "*", "Action": actions, "Resource": resources});
        json!({"Bucket": "reports", "Policy": json!({"Version": "2012-10-17", "Statement": statement}).to_string()})
    };
    let (bucket, objects) = ("arn:aws:s3:::reports", "arn:aws:s3:::reports/*");
    for (actions, resources) in [
        (json!("s3:ListBucket"), json!(objects)),
        (json!(["s3:GetObject", "s3:ListBucket"]), json!(objects)),
        (json!("s3:GetObj*"), json!(bucket)),
        (json!("s3:ListAllMyBuckets"), json!([bucket, objects])),
    ] {
        let (code, message) = run(&mut world, "PutBucketPolicy", put(&actions, &resources)).unwrap_err();
        assert_eq!((code, &*message), (ErrorCode::MalformedPolicy, "Action does not apply to any resource(s) in statement"), "{actions}");
    }
    // Wildcards are refused only where nothing that they may stand for fits.
    for (actions, resources) in [
        (json!(["s3:GetObject", "s3:ListBucket"]), json!([bucket, objects])),
        (json!(["s3:GetObject", "s3:ListBucket"]), json!("arn:aws:s3:::reports*")),
        (json!("s3:Get*"), json!(bucket)),
        (json!(["s3:*", "*"]), json!(objects)),
    ] {
        done(&mut world, "PutBucketPolicy", put(&actions, &resources));
    }
}

fn policy(principal: &str, resource: &str) -> String {
    format!(r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":{principal},"Action":"*","Resource":"{resource}"}}}}"#)
}

/// A group makes no requests, and who isn't there can't be let in: each service says so in its own words.
#[test]
fn no_resource_lets_in_a_group_or_somebody_who_is_not_there() {
    let mut world = world();
    done(&mut world, "CreateGroup", json!({"GroupName": "readers"}));
    let (key, url) = (key_id(&world), queue_url(&world));
    for whom in ["group/readers", "user/nobody", "role/nothing", "user/*"] {
        let principal = format!("arn:aws:iam::ACCOUNT:{whom}");
        let of = |resource: &str| policy(&json!({"AWS": principal}).to_string(), resource);
        let add = json!({"FunctionName": "resize", "StatementId": "a", "Action": "lambda:InvokeFunction", "Principal": principal});
        let table = [
            ("PutBucketPolicy", json!({"Bucket": "reports", "Policy": of("arn:aws:s3:::reports/*")}), "Invalid principal in policy"),
            ("SetQueueAttributes", json!({"QueueUrl": url, "Attributes": {"Policy": of("*")}}), "Invalid value for the parameter Policy."),
            (
                "PutKeyPolicy",
                json!({"KeyId": key, "Policy": of("*"), "BypassPolicyLockoutSafetyCheck": true}),
                "Policy contains a statement with one or more invalid principals.",
            ),
            (
                "PutResourcePolicy",
                json!({"SecretId": "prod/db", "ResourcePolicy": of("*")}),
                "This resource policy contains an unsupported principal.",
            ),
            ("AddPermission", add, "The provided principal was invalid. Please check the principal and try again."),
        ];
        for (id, members, message) in table {
            assert_eq!(run(&mut world, id, members).unwrap_err().1, message, "{id} {whom}");
        }
    }
    // S3 alone knows canonical users.
    let canonical = json!({"CanonicalUser": "7a".repeat(32)}).to_string();
    done(&mut world, "PutBucketPolicy", json!({"Bucket": "reports", "Policy": policy(&canonical, "arn:aws:s3:::reports/*")}));
    let put = json!({"SecretId": "prod/db", "ResourcePolicy": policy(&canonical, "*")});
    assert_eq!(run(&mut world, "PutResourcePolicy", put).unwrap_err().0, ErrorCode::MalformedPolicyDocumentException);
}

#[test]
fn objects_are_put_read_listed_and_deleted() {
    let mut world = world();
    let reply = run(&mut world, "GetObject", json!({"Bucket": "reports", "Key": "q1.csv"})).unwrap();
    assert_eq!(reply.content(), Some("a,b\n"));
    assert_eq!(serde_json::to_value(&reply).unwrap()["ContentLength"], 4);
    let listed = done(&mut world, "ListObjectsV2", json!({"Bucket": "reports", "Delimiter": "/"}));
    assert_eq!((listed["Contents"][0]["Key"].as_str(), listed["CommonPrefixes"].clone()), (Some("q1.csv"), json!([{"Prefix": "2026/"}])));
    let listed = done(&mut world, "ListObjectsV2", json!({"Bucket": "reports", "Prefix": "2026/"}));
    assert_eq!(listed["Contents"].as_array().unwrap().len(), 1);
    for key in ["q1.csv", "2026/q2.csv", "2026/q2.csv"] {
        done(&mut world, "DeleteObject", json!({"Bucket": "reports", "Key": key}));
    }
    assert_eq!(done(&mut world, "ListObjectsV2", json!({"Bucket": "reports"})), json!({}));
    done(&mut world, "DeleteBucket", json!({"Bucket": "reports"}));
    let too_long = json!({"Bucket": "reports", "Key": "x", "Body": "x".repeat(65_537)});
    assert_eq!(run(&mut world, "PutObject", too_long).unwrap_err().0, ErrorCode::ValidationException);
}

/// What is decided when somebody asks, and the policy of the resource that has a say.
fn asks(world: &World, who: &Asker, action: &str, arn: &str) -> (Decision, Option<Source>) {
    let account = &world.account;
    let (action, resource) = (Action::parse(action).unwrap(), Resource::parse(arn).unwrap());
    let circumstances = Circumstances { now: now(), credentials: Credentials::Session };
    let context = context_of(&account.context_for(who, &action, &resource, &circumstances));
    let principal = Principal::parse(&account.asker_arn(who).unwrap()).unwrap();
    let authority = account.policies_on(who, &action, &resource);
    let mut request = Request::new(principal, action, resource).with_context(context);
    if request.resource.account().is_none() {
        request = request.owned_by(account.id().as_str()).unwrap();
    }
    (decide(&request, &authority.policies), authority.origins.resource.map(|origin| origin.source))
}

#[test]
fn the_policies_of_resources_have_a_say() {
    let mut world = world();
    let alice = world.account.asker_named("user/alice").unwrap();
    let (account, key, url) = (world.account.id().to_string(), key_id(&world), queue_url(&world));
    let principal = format!(r#"{{"AWS":"arn:aws:iam::{account}:user/alice"}}"#);
    let secret = world.account.resource_arn(&world.account.stored_secret("prod/db").unwrap().resource());
    let granted = |resource: &str| policy(&principal, resource);
    let table = [
        (
            "s3:GetObject",
            "arn:aws:s3:::reports/q1.csv".to_owned(),
            "PutBucketPolicy",
            json!({"Bucket": "reports", "Policy": granted("arn:aws:s3:::reports/*")}),
        ),
        (
            "sqs:SendMessage",
            format!("arn:aws:sqs:us-east-1:{account}:orders"),
            "SetQueueAttributes",
            json!({"QueueUrl": url, "Attributes": {"Policy": granted("*")}}),
        ),
        (
            "lambda:InvokeFunction",
            format!("arn:aws:lambda:us-east-1:{account}:function:resize"),
            "AddPermission",
            json!({"FunctionName": "resize", "StatementId": "a", "Action": "lambda:InvokeFunction", "Principal": format!("arn:aws:iam::{account}:user/alice")}),
        ),
        (
            "kms:Decrypt",
            format!("arn:aws:kms:us-east-1:{account}:key/{key}"),
            "PutKeyPolicy",
            json!({"KeyId": key, "Policy": granted("*"), "BypassPolicyLockoutSafetyCheck": true}),
        ),
        ("secretsmanager:GetSecretValue", secret, "PutResourcePolicy", json!({"SecretId": "prod/db", "ResourcePolicy": granted("*")})),
    ];
    for (action, arn, id, members) in table {
        assert_eq!(asks(&world, &alice, action, &arn).0, Decision::ImplicitDeny, "{action}");
        done(&mut world, id, members);
        let (decision, source) = asks(&world, &alice, action, &arn);
        assert_eq!(decision, Decision::Allowed, "{action}");
        assert!(matches!(source, Some(Source::Resource(_))), "{action}");
    }
    // The name alone gets nothing: who is made anew is another.
    done(&mut world, "DeleteUser", json!({"UserName": "alice"}));
    done(&mut world, "CreateUser", json!({"UserName": "alice"}));
    let alice = world.account.asker_named("user/alice").unwrap();
    assert_eq!(asks(&world, &alice, "s3:GetObject", "arn:aws:s3:::reports/q1.csv").0, Decision::ImplicitDeny);
    let shown = done(&mut world, "GetBucketPolicy", json!({"Bucket": "reports"}));
    assert!(shown["Policy"].as_str().unwrap().contains("AIDA"), "{shown}");
}

#[test]
fn a_public_policy_is_blocked_until_the_block_is_off_and_then_lets_strangers_in() {
    let mut world = world();
    let public = json!({"Bucket": "reports", "Policy": policy("\"*\"", "arn:aws:s3:::reports/*")});
    let (code, message) = run(&mut world, "PutBucketPolicy", public.clone()).unwrap_err();
    assert_eq!(code, ErrorCode::AccessDenied);
    assert!(message.ends_with("because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access."));
    let block = |on: bool| json!({"Bucket": "reports", "PublicAccessBlockConfiguration": {"RestrictPublicBuckets": on}});
    done(&mut world, "PutPublicAccessBlock", block(false));
    done(&mut world, "PutBucketPolicy", public);
    let stranger = world.account.asker_named("anonymous").unwrap();
    let ask = |world: &World| asks(world, &stranger, "s3:GetObject", "arn:aws:s3:::reports/q1.csv").0;
    assert_eq!(ask(&world), Decision::Allowed);
    done(&mut world, "PutPublicAccessBlock", block(true));
    assert_eq!(ask(&world), Decision::ImplicitDeny);
}

#[test]
fn tags_of_resources_are_in_the_context() {
    let world = world();
    let alice = world.account.asker_named("user/alice").unwrap();
    let arn = world.account.resource_arn(&world.account.function("resize").unwrap().resource());
    let (action, resource) = (Action::parse("lambda:InvokeFunction").unwrap(), Resource::parse(&arn).unwrap());
    let circumstances = Circumstances { now: now(), credentials: Credentials::Session };
    let derived = world.account.context_for(&alice, &action, &resource, &circumstances);
    assert!(derived.iter().any(|key| key.key == "aws:ResourceTag/team"), "{derived:?}");
}

#[test]
fn a_function_s_policy_grows_and_shrinks_by_statements() {
    let mut world = world();
    let add = |id: &str, principal: &str| json!({"FunctionName": "resize", "StatementId": id, "Action": "lambda:InvokeFunction", "Principal": principal, "SourceAccount": "ACCOUNT"});
    done(&mut world, "AddPermission", add("s3", "s3.amazonaws.com"));
    done(&mut world, "AddPermission", add("alice", "arn:aws:iam::ACCOUNT:user/alice"));
    assert_eq!(run(&mut world, "AddPermission", add("s3", "*")).unwrap_err().0, ErrorCode::ResourceConflictException);
    let nobody = run(&mut world, "AddPermission", add("nobody", "arn:aws:iam::ACCOUNT:user/nobody")).unwrap_err();
    assert_eq!(nobody.1, "The provided principal was invalid. Please check the principal and try again.");
    // A statement that names somebody who is gone hinders no other.
    done(&mut world, "DeleteUser", json!({"UserName": "alice"}));
    done(&mut world, "RemovePermission", json!({"FunctionName": "resize", "StatementId": "s3"}));
    let shown = done(&mut world, "GetFunctionPolicy", json!({"FunctionName": "resize"}));
    let policy: Value = serde_json::from_str(shown["Policy"].as_str().unwrap()).unwrap();
    assert_eq!(policy["Statement"].as_array().unwrap().len(), 1);
    assert!(policy["Statement"][0]["Principal"]["AWS"].as_str().unwrap().starts_with("AIDA"));
    // Whoever comes back by an undo has what the policy gave, whatever was added to it meanwhile.
    done(&mut world, "CreateUser", json!({"UserName": "bob"}));
    done(&mut world, "AddPermission", add("bob", "arn:aws:iam::ACCOUNT:user/bob"));
    let deleted = world.change(DeleteUser { user_name: "bob".into() });
    done(&mut world, "AddPermission", add("more", "s3.amazonaws.com"));
    world.account.apply(&inverse(&deleted.edits));
    let shown = done(&mut world, "GetFunctionPolicy", json!({"FunctionName": "resize"}));
    assert!(shown["Policy"].as_str().unwrap().contains(":user/bob"), "{shown}");
    for id in ["bob", "more"] {
        done(&mut world, "RemovePermission", json!({"FunctionName": "resize", "StatementId": id}));
    }
    done(&mut world, "RemovePermission", json!({"FunctionName": "resize", "StatementId": "alice"}));
    assert_eq!(
        run(&mut world, "GetFunctionPolicy", json!({"FunctionName": "resize"})).unwrap_err().0,
        ErrorCode::ResourceNotFoundException
    );
}

#[test]
fn instances_are_launched_given_a_profile_stopped_and_terminated() {
    let mut world = world();
    let launched = done(&mut world, "RunInstances", json!({"ImageId": "ami-0abcdef1234567890", "UserData": "password=x"}));
    let id = launched["Instances"][0]["InstanceId"].as_str().unwrap().to_owned();
    assert_eq!(launched["Instances"][0]["State"], json!({"Code": 0, "Name": "pending"}));
    let give = json!({"InstanceId": id, "IamInstanceProfile": {"Name": "WEB"}});
    let given = done(&mut world, "AssociateIamInstanceProfile", give.clone());
    assert_eq!(run(&mut world, "AssociateIamInstanceProfile", give).unwrap_err().0, ErrorCode::IncorrectState);
    let shown = done(&mut world, "DescribeInstances", json!({"InstanceIds": [id]}));
    let arn = shown["Reservations"][0]["Instances"][0]["IamInstanceProfile"]["Arn"].as_str().unwrap();
    assert!(arn.ends_with(":instance-profile/web"), "{arn}");
    let data = done(&mut world, "DescribeInstanceAttribute", json!({"InstanceId": id, "Attribute": "userData"}));
    assert_eq!(data["UserData"]["Value"], "cGFzc3dvcmQ9eA==");
    let association = &given["IamInstanceProfileAssociation"]["AssociationId"];
    let missing = json!({"AssociationId": association, "IamInstanceProfile": {"Name": "nothing"}});
    assert_eq!(run(&mut world, "ReplaceIamInstanceProfileAssociation", missing).unwrap_err().0, ErrorCode::InvalidParameterValue);
    let replace = json!({"AssociationId": association, "IamInstanceProfile": {"Name": "web"}});
    let replaced = done(&mut world, "ReplaceIamInstanceProfileAssociation", replace);
    let association = &replaced["IamInstanceProfileAssociation"]["AssociationId"];
    done(&mut world, "DisassociateIamInstanceProfile", json!({"AssociationId": association}));
    assert_eq!(done(&mut world, "DescribeIamInstanceProfileAssociations", json!({})), json!({"IamInstanceProfileAssociations": []}));
    let stopped = done(&mut world, "StopInstances", json!({"InstanceIds": [id, id]}));
    assert_eq!(stopped["StoppingInstances"].as_array().unwrap().len(), 1);
    done(&mut world, "TerminateInstances", json!({"InstanceIds": [id]}));
    assert_eq!(done(&mut world, "DescribeInstances", json!({})), json!({"Reservations": []}));
}

#[test]
fn attributes_of_a_stopped_instance_are_changed() {
    let mut world = world();
    let launched = done(&mut world, "RunInstances", json!({"ImageId": "ami-0abcdef1234567890", "UserData": "password=x"}));
    let id = launched["Instances"][0]["InstanceId"].as_str().unwrap().to_owned();
    let larger = json!({"InstanceId": id, "InstanceType": {"Value": "m7g.2xlarge"}});
    let running = run(&mut world, "ModifyInstanceAttribute", larger.clone()).unwrap_err();
    assert_eq!(running, (ErrorCode::IncorrectInstanceState, format!("The instance '{id}' is not in the 'stopped' state.")));
    done(&mut world, "StopInstances", json!({"InstanceIds": [id]}));
    done(&mut world, "ModifyInstanceAttribute", larger);
    let shown = done(&mut world, "DescribeInstanceAttribute", json!({"InstanceId": id, "Attribute": "instanceType"}));
    assert_eq!(shown["InstanceType"]["Value"], "m7g.2xlarge");
    done(&mut world, "ModifyInstanceAttribute", json!({"InstanceId": id, "Attribute": "userData", "Value": "IyEvYmluL3No"}));
    let shown = done(&mut world, "DescribeInstanceAttribute", json!({"InstanceId": id, "Attribute": "userData"}));
    assert_eq!(shown["UserData"]["Value"], "IyEvYmluL3No");
    done(&mut world, "ModifyInstanceAttribute", json!({"InstanceId": id, "UserData": {}}));
    let shown = done(&mut world, "DescribeInstanceAttribute", json!({"InstanceId": id, "Attribute": "userData"}));
    assert_eq!(shown["UserData"], json!({}));
    for (members, code) in [
        (json!({"InstanceId": id}), ErrorCode::InvalidParameterCombination),
        (json!({"InstanceId": id, "Value": "t3.micro"}), ErrorCode::InvalidParameterCombination),
        (
            json!({"InstanceId": id, "InstanceType": {"Value": "t3.micro"}, "UserData": {"Value": ""}}),
            ErrorCode::InvalidParameterCombination,
        ),
        (json!({"InstanceId": id, "InstanceType": {"Value": "zz.huge"}}), ErrorCode::InvalidParameterValue),
        (json!({"InstanceId": id, "UserData": {"Value": "not Base64"}}), ErrorCode::InvalidUserDataMalformed),
    ] {
        assert_eq!(run(&mut world, "ModifyInstanceAttribute", members.clone()).unwrap_err().0, code, "{members}");
    }
    let launch = json!({"ImageId": "ami-0abcdef1234567890", "InstanceType": "zz.huge"});
    let refused = run(&mut world, "RunInstances", launch).unwrap_err();
    assert_eq!(refused, (ErrorCode::InvalidParameterValue, "Invalid value 'zz.huge' for InstanceType.".to_owned()));
}

/// S3 takes no action that there is not, and none of another service.
#[test]
fn the_policy_of_a_bucket_is_about_actions_of_s3() {
    let mut world = world();
    let put = |world: &mut World, action: &str| {
        let policy = policy("\"*\"", "arn:aws:s3:::reports/*").replace("\"*\",\"Resource", &format!("\"{action}\",\"Resource"));
        assert!(policy.contains(action), "{policy}");
        run(world, "PutPublicAccessBlock", json!({"Bucket": "reports", "PublicAccessBlockConfiguration": {}})).unwrap();
        run(world, "PutBucketPolicy", json!({"Bucket": "reports", "Policy": policy})).map(|_| ())
    };
    for action in ["s3:GetObjekt", "s3:Objekt*", "ec2:RunInstances", "iam:*", "nothing:Do", "GetObject", "s3:Get:Object"] {
        assert_eq!(put(&mut world, action), Err((ErrorCode::MalformedPolicy, "Policy has invalid action".to_owned())), "{action}");
    }
    for action in ["s3:GetObject", "S3:getobject", "s3:Get*", "s3:*"] {
        assert_eq!(put(&mut world, action), Ok(()), "{action}");
    }
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
fn an_objects_tag_is_the_digest_of_what_it_holds() {
    let mut world = world();
    for (body, digest) in [("", "d41d8cd98f00b204e9800998ecf8427e"), ("a,b\n", "f69f5b72bc79a92dc70c63c9aa142e36")] {
        let put = done(&mut world, "PutObject", json!({"Bucket": "reports", "Key": "x", "Body": body}));
        let read = done(&mut world, "GetObject", json!({"Bucket": "reports", "Key": "x"}));
        assert_eq!(put["ETag"], format!("\"{digest}\""));
        assert_eq!(put["ETag"], read["ETag"]);
    }
}

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

#[test]
fn what_is_encrypted_is_decrypted_by_its_key_alone() {
    let mut world = world();
    let key = key_id(&world);
    done(&mut world, "CreateAlias", json!({"AliasName": "alias/data", "TargetKeyId": key}));
    let encrypted = done(&mut world, "Encrypt", json!({"KeyId": "alias/data", "Plaintext": "größe"}));
    let blob = encrypted["CiphertextBlob"].as_str().unwrap();
    assert!(encrypted["KeyId"].as_str().unwrap().ends_with(&key));
    let text = String::from_utf8(base64::Engine::decode(&base64::prelude::BASE64_STANDARD, blob).unwrap()).unwrap();
    assert!(text.contains(&key));
    let reply = run(&mut world, "Decrypt", json!({"CiphertextBlob": text})).unwrap();
    assert!(!format!("{reply:?}").contains("Z3LDtsOfZQ=="));
    assert_eq!(serde_json::to_value(&reply).unwrap()["Plaintext"], "Z3LDtsOfZQ==");
    let other = done(&mut world, "CreateKey", json!({}))["KeyMetadata"]["KeyId"].clone();
    assert_eq!(
        run(&mut world, "Decrypt", json!({"CiphertextBlob": text, "KeyId": other})).unwrap_err().0,
        ErrorCode::IncorrectKeyException
    );
    // A blob that names the key otherwise would pass the key's policy by.
    let by_alias = json!({"CiphertextBlob": text.replace(&key, "alias/data")});
    assert_eq!(run(&mut world, "Decrypt", by_alias).unwrap_err().0, ErrorCode::InvalidCiphertextException);
    let decrypt = Operation::from_json("Decrypt", json!({"CiphertextBlob": text})).unwrap().unwrap();
    assert!(!serde_json::to_string(&decrypt).unwrap().contains(&key) && !format!("{decrypt:?}").contains(&key));
    done(&mut world, "ScheduleKeyDeletion", json!({"KeyId": "alias/data"}));
    assert_eq!(run(&mut world, "Decrypt", json!({"CiphertextBlob": text})).unwrap_err().0, ErrorCode::KmsInvalidStateException);
}

#[test]
fn what_a_secret_holds_is_shown_by_its_reply_and_kept_in_its_own_keyspace_alone() {
    let mut world = World::fresh();
    let create = Operation::from_json("CreateSecret", json!({"Name": "prod/db", "SecretString": "Correct-Horse-9"})).unwrap().unwrap();
    let planned = world.plan(create).unwrap();
    let change = planned.change.unwrap();
    for edit in &change.edits {
        let is_secret = matches!(edit.key(), EntityKey::SecretValue(_));
        assert_eq!(serde_json::to_string(edit).unwrap().contains("Correct-Horse-9"), is_secret, "{}", edit.key());
    }
    assert!(!format!("{change:?}").contains("Correct-Horse-9"));
    assert!(serde_json::to_string(&change.operation).unwrap().contains(MASK));
    world.account.apply(&change.edits);
    assert_eq!(done(&mut world, "GetSecretValue", json!({"SecretId": "prod/db"}))["SecretString"], "Correct-Horse-9");
    assert!(!done(&mut world, "ListSecrets", json!({})).to_string().contains("Correct-Horse-9"));
    done(&mut world, "DeleteSecret", json!({"SecretId": "prod/db"}));
    for id in ["GetSecretValue", "PutSecretValue"] {
        let refused = run(&mut world, id, json!({"SecretId": "prod/db"})).unwrap_err();
        assert_eq!(refused.0, ErrorCode::InvalidRequestException, "{id}");
    }
    done(&mut world, "DeleteSecret", json!({"SecretId": "prod/db", "ForceDeleteWithoutRecovery": true}));
    assert!(world.account.value_of_secret("prod/db").is_none());
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

#[test]
fn messages_and_items_come_back_as_they_were() {
    let mut world = world();
    let url = queue_url(&world);
    for body in ["one", "two \u{1b}[31m"] {
        done(&mut world, "SendMessage", json!({"QueueUrl": url, "MessageBody": body}));
    }
    let received = done(&mut world, "ReceiveMessage", json!({"QueueUrl": url, "MaxNumberOfMessages": 10}));
    assert_eq!((&received["Messages"][0]["Body"], &received["Messages"][1]["Body"]), (&json!("one"), &json!("two \u{1b}[31m")));
    done(&mut world, "DeleteMessage", json!({"QueueUrl": url, "ReceiptHandle": received["Messages"][0]["ReceiptHandle"]}));
    let shown = done(&mut world, "GetQueueAttributes", json!({"QueueUrl": url, "AttributeNames": ["All"]}));
    assert_eq!(shown["Attributes"]["ApproximateNumberOfMessages"], "1");

    let item = json!({"id": {"S": "a/b"}, "list": {"L": [{"M": {"n": {"N": "1.5"}}}]}, "set": {"SS": ["x"]}, "no": {"NULL": true}});
    done(&mut world, "PutItem", json!({"TableName": "people", "Item": item}));
    assert_eq!(done(&mut world, "GetItem", json!({"TableName": "people", "Key": {"id": {"S": "a/b"}}}))["Item"], item);
    for wrong in [json!("x"), json!({"S": 1}), json!({"S": "a", "N": "1"}), json!({"N": "x"}), json!({"SS": []}), json!({"L": [{"X": 1}]})]
    {
        let refused = run(&mut world, "PutItem", json!({"TableName": "people", "Item": {"id": {"S": "1"}, "x": wrong}}));
        assert_eq!(refused.unwrap_err().0, ErrorCode::ValidationException);
    }
    let long = json!({"TableName": "people", "Item": {"id": {"S": "1"}, "x": {"S": "x".repeat(20_000)}}});
    assert_eq!(run(&mut world, "PutItem", long).unwrap_err().0, ErrorCode::ValidationException);
    assert_eq!(done(&mut world, "Scan", json!({"TableName": "people"}))["Count"], 1);
}

#[test]
fn a_key_s_policy_lets_its_author_put_another() {
    let mut world = world();
    let key = key_id(&world);
    let shut = policy(r#"{"AWS":"arn:aws:iam::111122223333:root"}"#, "*");
    for (id, members) in [("PutKeyPolicy", json!({"KeyId": key, "Policy": shut})), ("CreateKey", json!({"Policy": shut}))] {
        let (code, message) = run(&mut world, id, members.clone()).unwrap_err();
        assert_eq!(code, ErrorCode::MalformedPolicyDocumentException, "{id}");
        assert_eq!(message, "The new key policy will not allow you to update the key policy in the future.");
        let mut bypassing = members;
        bypassing["BypassPolicyLockoutSafetyCheck"] = json!(true);
        done(&mut world, id, bypassing);
    }
}

#[test]
fn root_is_never_shut_out_of_a_bucket_s_or_queue_s_policy() {
    let mut world = world();
    let deny = |resource: &str| {
        json!({"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": resource}}).to_string()
    };
    let bucket = json!({"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"]}});
    done(&mut world, "PutBucketPolicy", json!({"Bucket": "reports", "Policy": bucket.to_string()}));
    assert_eq!(run(&mut world, "ListObjectsV2", json!({"Bucket": "reports"})).unwrap_err().0, ErrorCode::AccessDenied);
    done(&mut world, "GetBucketPolicy", json!({"Bucket": "reports"}));
    done(&mut world, "DeleteBucketPolicy", json!({"Bucket": "reports"}));
    let url = queue_url(&world);
    let arn = format!("arn:aws:sqs:us-east-1:{}:orders", world.account.id());
    done(&mut world, "SetQueueAttributes", json!({"QueueUrl": url, "Attributes": {"Policy": deny(&arn)}}));
    assert_eq!(run(&mut world, "DeleteQueue", json!({"QueueUrl": url})).unwrap_err().0, ErrorCode::AccessDenied);
    done(&mut world, "GetQueueAttributes", json!({"QueueUrl": url, "AttributeNames": ["Policy"]}));
    done(&mut world, "SetQueueAttributes", json!({"QueueUrl": url, "Attributes": {"Policy": ""}}));
}

#[test]
fn tags_are_put_listed_and_removed_in_each_services_spelling() {
    let mut world = world();
    let (key, queue) = (key_id(&world), queue_url(&world));
    done(&mut world, "RunInstances", json!({"ImageId": "ami-0123456789abcdef0"}));
    let instance = world.account.resources(ResourceKind::Instance).next().unwrap().resource().unwrap().name;
    let (function, table) = ("arn:aws:lambda:us-east-1:ACCOUNT:function:resize", "arn:aws:dynamodb:us-east-1:ACCOUNT:table/people");
    let list = json!([{"Key": "team", "Value": "blue"}]);
    let of_kms = json!([{"TagKey": "team", "TagValue": "blue"}]);
    let of_ec2 = json!([{"Key": "team", "ResourceId": instance, "ResourceType": "instance", "Value": "blue"}]);
    let cases = [
        (
            "PutBucketTagging",
            json!({"Bucket": "reports", "Tagging": {"TagSet": list}}),
            "GetBucketTagging",
            json!({"Bucket": "reports"}),
            json!({"TagSet": list}),
        ),
        ("CreateTags", json!({"Resources": [instance], "Tags": list}), "DescribeTags", json!({}), json!({"Tags": of_ec2})),
        (
            "TagFunction",
            json!({"Resource": function, "Tags": {"team": "blue"}}),
            "ListFunctionTags",
            json!({"Resource": function}),
            json!({"Tags": {"team": "blue"}}),
        ),
        (
            "TagQueue",
            json!({"QueueUrl": queue, "Tags": {"team": "blue"}}),
            "ListQueueTags",
            json!({"QueueUrl": queue}),
            json!({"Tags": {"team": "blue"}}),
        ),
        (
            "TagTable",
            json!({"ResourceArn": table, "Tags": list}),
            "ListTagsOfResource",
            json!({"ResourceArn": table}),
            json!({"Tags": list}),
        ),
        (
            "TagKey",
            json!({"KeyId": key, "Tags": of_kms}),
            "ListResourceTags",
            json!({"KeyId": key}),
            json!({"Tags": of_kms, "Truncated": false}),
        ),
    ];
    for (tagging, members, listing, of, expected) in cases {
        done(&mut world, tagging, members);
        assert_eq!(done(&mut world, listing, of), expected, "{listing}");
    }
    done(&mut world, "TagSecret", json!({"SecretId": "prod/db", "Tags": list}));
    assert_eq!(done(&mut world, "ListSecrets", json!({}))["SecretList"][0]["Tags"], list);
    // S3 sets all tags at once; EC2 removes those of a value, or whatever their value.
    done(&mut world, "PutBucketTagging", json!({"Bucket": "reports", "Tagging": {"TagSet": [{"Key": "stage", "Value": ""}]}}));
    assert_eq!(done(&mut world, "GetBucketTagging", json!({"Bucket": "reports"})), json!({"TagSet": [{"Key": "stage", "Value": ""}]}));
    done(&mut world, "DeleteBucketTagging", json!({"Bucket": "reports"}));
    assert_eq!(run(&mut world, "GetBucketTagging", json!({"Bucket": "reports"})).unwrap_err().0, ErrorCode::NoSuchTagSet);
    done(&mut world, "DeleteTags", json!({"Resources": [instance], "Tags": [{"Key": "team", "Value": "red"}]}));
    assert_eq!(done(&mut world, "DescribeTags", json!({})), json!({"Tags": of_ec2}));
    done(&mut world, "DeleteTags", json!({"Resources": [instance], "Tags": [{"Key": "team"}]}));
    assert_eq!(done(&mut world, "DescribeTags", json!({})), json!({"Tags": []}));
    for (untagging, members) in [
        ("UntagFunction", json!({"Resource": function, "TagKeys": ["team"]})),
        ("UntagQueue", json!({"QueueUrl": queue, "TagKeys": ["team"]})),
        ("UntagTable", json!({"ResourceArn": table, "TagKeys": ["team"]})),
        ("UntagKey", json!({"KeyId": key, "TagKeys": ["team"]})),
        ("UntagSecret", json!({"SecretId": "prod/db", "TagKeys": ["team"]})),
    ] {
        done(&mut world, untagging, members);
    }
    let tags = world.account.entities().filter(|(key, _)| matches!(key, EntityKey::Tag { .. })).count();
    assert_eq!(tags, 0);
}

#[test]
fn keys_of_tags_on_resources_differ_by_case() {
    let mut world = world();
    done(&mut world, "RunInstances", json!({"ImageId": "ami-0123456789abcdef0"}));
    let instance = world.account.resources(ResourceKind::Instance).next().unwrap().resource().unwrap().name;
    let keys = |world: &mut World| {
        let tags = done(world, "DescribeTags", json!({}));
        let mut keys: Vec<String> = tags["Tags"].as_array().unwrap().iter().map(|tag| tag["Key"].as_str().unwrap().to_owned()).collect();
        keys.sort();
        keys
    };
    let both = json!([{"Key": "Team", "Value": "a"}, {"Key": "team", "Value": "b"}, {"Key": "Name", "Value": "c"}]);
    done(&mut world, "CreateTags", json!({"Resources": [instance], "Tags": both}));
    assert_eq!(keys(&mut world), ["Name", "Team", "team"]);
    done(&mut world, "DeleteTags", json!({"Resources": [instance], "Tags": [{"Key": "name"}, {"Key": "team"}]}));
    assert_eq!(keys(&mut world), ["Name", "Team"]);
    // The same for what is untagged by keys alone, and for S3, which sets all at once.
    done(&mut world, "TagSecret", json!({"SecretId": "prod/db", "Tags": [{"Key": "Name", "Value": "x"}]}));
    done(&mut world, "UntagSecret", json!({"SecretId": "prod/db", "TagKeys": ["name"]}));
    assert_eq!(done(&mut world, "ListSecrets", json!({}))["SecretList"][0]["Tags"][0]["Key"], "Name");
    for key in ["Name", "name"] {
        let set = json!([{"Key": key, "Value": ""}]);
        done(&mut world, "PutBucketTagging", json!({"Bucket": "reports", "Tagging": {"TagSet": set}}));
        assert_eq!(done(&mut world, "GetBucketTagging", json!({"Bucket": "reports"})), json!({"TagSet": set}));
    }
    let twice = json!([{"Key": "a", "Value": "1"}, {"Key": "a", "Value": "2"}]);
    let refused = run(&mut world, "CreateTags", json!({"Resources": [instance], "Tags": twice})).unwrap_err();
    assert_eq!(refused, (ErrorCode::InvalidInput, "Duplicate tag keys found.".to_owned()));
    // IAM's are the same whatever their case.
    done(&mut world, "TagUser", json!({"UserName": "alice", "Tags": [{"Key": "Team", "Value": "a"}]}));
    done(&mut world, "UntagUser", json!({"UserName": "alice", "TagKeys": ["team"]}));
    assert_eq!(done(&mut world, "ListUserTags", json!({"UserName": "alice"}))["Tags"], json!([]));
}

#[test]
fn what_is_no_arn_or_of_nothing_has_no_tags() {
    let mut world = world();
    let key = key_id(&world);
    done(&mut world, "CreateAlias", json!({"AliasName": "alias/data", "TargetKeyId": key}));
    let missing = "arn:aws:lambda:us-east-1:ACCOUNT:function:missing";
    let cases = [
        ("ListFunctionTags", json!({"Resource": "resize"}), ErrorCode::ValidationException),
        ("ListFunctionTags", json!({"Resource": missing}), ErrorCode::ResourceNotFoundException),
        ("ListTagsOfResource", json!({"ResourceArn": "people"}), ErrorCode::ValidationException),
        ("ListTagsOfResource", json!({"ResourceArn": missing}), ErrorCode::ResourceNotFoundException),
        ("CreateTags", json!({"Resources": ["x"], "Tags": []}), ErrorCode::InvalidInstanceIdMalformed),
        ("DeleteTags", json!({"Resources": ["i-0123456789abcdef0"]}), ErrorCode::InvalidInstanceIdNotFound),
        ("TagQueue", json!({"QueueUrl": "orders", "Tags": {"a": "b"}}), ErrorCode::QueueDoesNotExist),
        ("ListResourceTags", json!({"KeyId": "none"}), ErrorCode::NotFoundException),
        ("ListResourceTags", json!({"KeyId": "alias/data"}), ErrorCode::NotFoundException),
        ("UntagKey", json!({"KeyId": "arn:aws:kms:us-east-1:ACCOUNT:alias/data", "TagKeys": ["a"]}), ErrorCode::NotFoundException),
        ("TagKey", json!({"KeyId": "alias/data", "Tags": []}), ErrorCode::NotFoundException),
        ("TagSecret", json!({"SecretId": "none", "Tags": []}), ErrorCode::ResourceNotFoundException),
        ("PutBucketTagging", json!({"Bucket": "none", "Tagging": {"TagSet": []}}), ErrorCode::NoSuchBucket),
    ];
    for (id, members, code) in cases {
        assert_eq!(run(&mut world, id, members).unwrap_err().0, code, "{id}");
    }
}

#[test]
fn an_instance_acts_by_its_name_where_only_one_has_it() {
    let mut world = world();
    let run = json!({"ImageId": "ami-0123456789abcdef0", "TagSpecifications": [{"ResourceType": "instance", "Tags": [{"Key": "Name", "Value": "app"}]}]});
    let refused = |world: &World| world.account.actor_named("instance/app", false).unwrap_err().to_string();
    assert_eq!(refused(&world), "There is no instance \"app\" in this account.");
    done(&mut world, "RunInstances", run.clone());
    let id = world.account.resources(ResourceKind::Instance).next().unwrap().resource().unwrap().name;
    let by_id = world.account.actor_named(&format!("instance/{id}"), false).unwrap();
    assert_eq!(world.account.actor_named("instance/app", false).unwrap(), by_id);
    done(&mut world, "RunInstances", run);
    assert!(refused(&world).starts_with("Several instances are called app: name one by its id, i-"), "{}", refused(&world));
}
