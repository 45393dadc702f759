//! What the estate refuses, in each service's own codes and words.

use super::{done, key_id, policy, queue_url, run, world};
use iam_console::account::refusal::ErrorCode;
use serde_json::{Value, json};

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
