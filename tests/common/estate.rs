//! Arbitrary operations on the practice estate.

#![allow(clippy::panic)]

use iam_console::account::Account;
use iam_console::account::entity::{Entity, ResourceKind};
use iam_console::account::operation::{Effect, OPERATIONS, Operation};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::fresh;

/// A role that Lambda may assume, as other operations make and unmake it.
const ROLE: &str = "arn:aws:iam::ACCOUNT:role/app";
const POLICY: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::ACCOUNT:role/app"},"Action":"s3:GetObject","Resource":"*"}}"#;
const PUBLIC: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}}"#;
const QUEUE: &str = "https://sqs.us-east-1.amazonaws.com/ACCOUNT/orders";
const TABLE: &str = "arn:aws:dynamodb:us-east-1:ACCOUNT:table/people";
const FUNCTION: &str = "arn:aws:lambda:us-east-1:ACCOUNT:function:resize";
/// Stands for the id of the first key or instance that there is.
const FIRST: [(&str, ResourceKind); 2] = [("FIRST-KEY", ResourceKind::Key), ("i-FIRST", ResourceKind::Instance)];

/// Members for an operation, several ways.
#[allow(clippy::too_many_lines, reason = "a table")]
fn ways(id: &str) -> Vec<Value> {
    match id {
        "CreateBucket" => vec![
            json!({"Bucket": "reports"}),
            json!({"Bucket": "logs", "CreateBucketConfiguration": {"LocationConstraint": "eu-west-1"}}),
            json!({"Bucket": "Not_One"}),
        ],
        "DeleteBucket" | "DeleteBucketPolicy" | "DeleteBucketTagging" => vec![json!({"Bucket": "reports"}), json!({"Bucket": "logs"})],
        "PutObject" => vec![
            json!({"Bucket": "reports", "Key": "q1.csv", "Body": "a,b\n1,2\n"}),
            json!({"Bucket": "reports", "Key": "2026/\u{1b}[31m"}),
            json!({"Bucket": "logs", "Key": "q1.csv", "Body": "größe"}),
        ],
        "DeleteObject" => vec![json!({"Bucket": "reports", "Key": "q1.csv"}), json!({"Bucket": "reports", "Key": "2026/\u{1b}[31m"})],
        "PutBucketPolicy" => vec![json!({"Bucket": "reports", "Policy": POLICY}), json!({"Bucket": "reports", "Policy": PUBLIC})],
        "PutPublicAccessBlock" => vec![
            json!({"Bucket": "reports", "PublicAccessBlockConfiguration": {"BlockPublicPolicy": false}}),
            json!({"Bucket": "reports", "PublicAccessBlockConfiguration": {"BlockPublicPolicy": true, "RestrictPublicBuckets": true}}),
        ],
        "RunInstances" => vec![
            json!({"ImageId": "ami-0a1b2c3d4e5f60718", "IamInstanceProfile": {"Name": "web"}, "UserData": "#!/bin/sh"}),
            json!({"ImageId": "ami-0a1b2c3d4e5f60718", "MaxCount": 2, "TagSpecifications": [{"ResourceType": "instance", "Tags": [{"Key": "Name", "Value": "web"}]}]}),
            json!({"ImageId": "x"}),
        ],
        "StartInstances" | "StopInstances" | "TerminateInstances" => vec![json!({"InstanceIds": ["i-FIRST"]})],
        "AssociateIamInstanceProfile" => vec![
            json!({"InstanceId": "i-FIRST", "IamInstanceProfile": {"Name": "web"}}),
            json!({"InstanceId": "i-FIRST", "IamInstanceProfile": {"Arn": "arn:aws:iam::ACCOUNT:instance-profile/app"}}),
        ],
        "DisassociateIamInstanceProfile" => vec![json!({"AssociationId": "iip-assoc-00000000000000000"})],
        "ReplaceIamInstanceProfileAssociation" => {
            vec![json!({"AssociationId": "iip-assoc-00000000000000000", "IamInstanceProfile": {"Name": "web"}})]
        }
        "ModifyInstanceAttribute" => vec![
            json!({"InstanceId": "i-FIRST", "InstanceType": {"Value": "m7g.2xlarge"}}),
            json!({"InstanceId": "i-FIRST", "UserData": {"Value": "IyEvYmluL3No"}}),
            json!({"InstanceId": "i-FIRST", "Attribute": "userData", "Value": "not Base64"}),
            json!({"InstanceId": "i-FIRST"}),
        ],
        "CreateQueue" => vec![
            json!({"QueueName": "orders", "tags": {"team": "red"}}),
            json!({"QueueName": "orders", "Attributes": {"VisibilityTimeout": "60", "Policy": PUBLIC}}),
        ],
        "SendMessage" => vec![json!({"QueueUrl": QUEUE, "MessageBody": "hello"})],
        "DeleteMessage" => vec![json!({"QueueUrl": QUEUE, "ReceiptHandle": "1/x"}), json!({"QueueUrl": QUEUE, "ReceiptHandle": "x"})],
        "DeleteQueue" => vec![json!({"QueueUrl": QUEUE})],
        "SetQueueAttributes" => vec![
            json!({"QueueUrl": QUEUE, "Attributes": {"Policy": POLICY, "DelaySeconds": "5"}}),
            json!({"QueueUrl": QUEUE, "Attributes": {"Policy": ""}}),
            json!({"QueueUrl": QUEUE, "Attributes": {"Nothing": "x"}}),
        ],
        "CreateTable" => vec![json!({
            "TableName": "people",
            "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
            "Tags": [{"Key": "team", "Value": "red"}],
        })],
        "PutItem" => vec![
            json!({"TableName": "people", "Item": {"id": {"S": "a/b"}, "age": {"N": "7"}}}),
            json!({"TableName": "people", "Item": {"id": {"N": "1"}}}),
        ],
        "DeleteItem" => vec![json!({"TableName": "people", "Key": {"id": {"S": "a/b"}}})],
        "DeleteTable" => vec![json!({"TableName": "people"})],
        "CreateFunction" => vec![json!({"FunctionName": "resize", "Role": ROLE, "Runtime": "python3.13", "Tags": {"team": "red"}})],
        "UpdateFunctionConfiguration" => {
            vec![json!({"FunctionName": "resize", "Role": ROLE}), json!({"FunctionName": "resize", "Description": "x"})]
        }
        "DeleteFunction" => vec![json!({"FunctionName": "resize"})],
        "AddPermission" => vec![
            json!({"FunctionName": "resize", "StatementId": "s3", "Action": "lambda:InvokeFunction", "Principal": "s3.amazonaws.com"}),
            json!({"FunctionName": "resize", "StatementId": "app", "Action": "lambda:InvokeFunction", "Principal": ROLE}),
        ],
        "RemovePermission" => {
            vec![json!({"FunctionName": "resize", "StatementId": "s3"}), json!({"FunctionName": "resize", "StatementId": "app"})]
        }
        "CreateKey" => vec![json!({"Description": "data", "Tags": [{"TagKey": "team", "TagValue": "red"}]})],
        "PutKeyPolicy" => vec![json!({"KeyId": "FIRST-KEY", "Policy": POLICY, "BypassPolicyLockoutSafetyCheck": true})],
        "CreateAlias" => vec![json!({"AliasName": "alias/app", "TargetKeyId": "FIRST-KEY"})],
        "DeleteAlias" => vec![json!({"AliasName": "alias/app"}), json!({"AliasName": "app"})],
        "CancelKeyDeletion" | "EnableKey" | "DisableKey" => vec![json!({"KeyId": "FIRST-KEY"})],
        "ScheduleKeyDeletion" => vec![json!({"KeyId": "alias/app", "PendingWindowInDays": 7})],
        "CreateSecret" => vec![
            json!({"Name": "prod/db", "SecretString": "Correct-Horse-9", "Tags": [{"Key": "a/b", "Value": ""}]}),
            json!({"Name": "empty"}),
        ],
        "PutSecretValue" => vec![json!({"SecretId": "prod/db", "SecretString": "quoted"}), json!({"SecretId": "prod/db"})],
        "DeleteSecret" => vec![json!({"SecretId": "prod/db"}), json!({"SecretId": "prod/db", "ForceDeleteWithoutRecovery": true})],
        "RestoreSecret" => vec![json!({"SecretId": "prod/db"})],
        "PutResourcePolicy" => vec![json!({"SecretId": "prod/db", "ResourcePolicy": POLICY})],
        "PutBucketTagging" => vec![
            json!({"Bucket": "reports", "Tagging": {"TagSet": [{"Key": "team", "Value": "red"}, {"Key": "stage", "Value": ""}]}}),
            json!({"Bucket": "reports", "Tagging": {"TagSet": [{"Key": "Team", "Value": "blue"}]}}),
        ],
        "CreateTags" => vec![json!({"Resources": ["i-FIRST", "i-FIRST"], "Tags": [{"Key": "team", "Value": "red"}]})],
        "DeleteTags" => vec![
            json!({"Resources": ["i-FIRST"]}),
            json!({"Resources": ["i-FIRST"], "Tags": [{"Key": "team"}, {"Key": "Name", "Value": "other"}]}),
        ],
        "TagQueue" => vec![json!({"QueueUrl": QUEUE, "Tags": {"team": "blue", "stage": ""}})],
        "UntagQueue" => vec![json!({"QueueUrl": QUEUE, "TagKeys": ["team"]})],
        "TagTable" => {
            vec![json!({"ResourceArn": TABLE, "Tags": [{"Key": "team", "Value": "blue"}]}), json!({"ResourceArn": "people", "Tags": []})]
        }
        "UntagTable" => vec![json!({"ResourceArn": TABLE, "TagKeys": ["team", "none"]})],
        "TagFunction" => vec![json!({"Resource": FUNCTION, "Tags": {"team": "blue"}}), json!({"Resource": "resize", "Tags": {}})],
        "UntagFunction" => vec![json!({"Resource": FUNCTION, "TagKeys": ["team"]})],
        "TagKey" => vec![json!({"KeyId": "FIRST-KEY", "Tags": [{"TagKey": "team", "TagValue": "blue"}]})],
        "UntagKey" => vec![json!({"KeyId": "FIRST-KEY", "TagKeys": ["team"]})],
        "TagSecret" => vec![json!({"SecretId": "prod/db", "Tags": [{"Key": "team", "Value": "blue"}]})],
        "UntagSecret" => vec![json!({"SecretId": "prod/db", "TagKeys": ["a/b"]})],
        _ => panic!("no way to do {id}"),
    }
}

/// A few operations of every kind of the estate that writes.
pub fn any_estate_write() -> impl Strategy<Value = Operation> {
    let writing: Vec<&str> =
        OPERATIONS.iter().filter(|spec| is_of_estate(spec.service) && spec.effect == Effect::Write).map(|spec| spec.id).collect();
    let account = fresh().id().to_string();
    (proptest::sample::select(writing), any::<prop::sample::Index>()).prop_map(move |(id, which)| {
        let members = which.get(&ways(id)).to_string().replace("ACCOUNT", &account);
        Operation::from_json(id, serde_json::from_str(&members).unwrap()).unwrap().unwrap()
    })
}

/// Whether the service is one of the practice estate's.
pub fn is_of_estate(service: &str) -> bool {
    ResourceKind::ALL.iter().any(|kind| kind.service() == service)
}

/// The operation with the ids of the first key and instance in the place of what stands for them.
pub fn with_first_ids(account: &Account, operation: Operation) -> Operation {
    let spec = operation.spec();
    if !matches!(spec.service, "kms" | "ec2") || spec.effect == Effect::Read {
        return operation;
    }
    let mut members = json!({});
    for (member, _) in operation.members() {
        let all = serde_json::to_value(&operation).unwrap();
        members[member.name] = all[spec.id][member.name].clone();
    }
    let mut text = members.to_string();
    for (stands_for, kind) in FIRST {
        let first = account.resources(kind).next().map(|entity| match entity {
            Entity::KmsKey(key) => key.id.clone(),
            Entity::Instance(instance) => instance.id.clone(),
            other => panic!("{other:?}"),
        });
        text = text.replace(stands_for, first.as_deref().unwrap_or("i-0000000000000000f"));
    }
    Operation::from_json(spec.id, serde_json::from_str(&text).unwrap()).unwrap().unwrap()
}
