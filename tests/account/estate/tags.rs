//! Tags of resources.

use super::{done, key_id, queue_url, run, world};
use crate::common::{World, now};
use iam_console::account::authorization::{Circumstances, Credentials};
use iam_console::account::entity::{EntityKey, ResourceKind};
use iam_console::account::refusal::ErrorCode;
use iam_console::policy::request::{Action, Resource};
use serde_json::json;

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
