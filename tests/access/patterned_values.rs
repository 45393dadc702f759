//! Conditions that ask for values like a pattern, of keys whose values are of a type.

use iam_console::access::{Progress, difference};
use iam_console::account::operation::*;
use serde_json::{Value, json};

use super::common::World;

fn world() -> World {
    let mut world = World::fresh();
    for user_name in ["kay", "gil"] {
        world.change(CreateUser { user_name: user_name.into(), ..Default::default() });
    }
    world.change(CreateQueue { queue_name: "jobs".into(), ..Default::default() });
    world.change(CreateBucket { bucket: "reports".into(), ..Default::default() });
    world.run(PutPublicAccessBlock { bucket: "reports".into(), ..Default::default() }).unwrap();
    world
}

fn told(world: &mut World, operation: impl Into<Operation>) -> Vec<String> {
    let before = world.account.clone();
    world.change(operation);
    difference(&before, &world.account, &Progress::default()).unwrap().sentences()
}

fn document(statement: &Value) -> String {
    json!({ "Version": "2012-10-17", "Statement": statement }).to_string()
}

#[test]
fn what_is_allowed_for_values_like_a_pattern_may_be_gained() {
    for (action, operator, key, pattern) in [
        ("iam:AttachUserPolicy", "StringLike", "iam:PolicyARN", "*ReadOnly*"),
        ("iam:AttachUserPolicy", "StringLike", "iam:PolicyARN", "*/Amazon*"),
        ("iam:AttachUserPolicy", "ArnLike", "iam:PolicyARN", "arn:aws:iam::*:*"),
        ("iam:AttachUserPolicy", "StringNotLike", "iam:PolicyARN", "*Administrator*"),
        ("lambda:CreateEventSourceMapping", "ArnLike", "lambda:FunctionArn", "arn:aws:lambda:us-east-1:111122223333:*"),
        ("sqs:ListQueues", "StringLike", "aws:SourceIp", "203.0.113.*"),
        ("sqs:ListQueues", "StringLike", "aws:CurrentTime", "2026-11-*"),
        ("sqs:ListQueues", "StringNotLike", "aws:SourceIp", "203.0.113.*"),
    ] {
        let mut world = world();
        let statement = json!({ "Effect": "Allow", "Action": action, "Resource": "*", "Condition": { operator: { key: pattern } } });
        let own = PutUserPolicy { user_name: "kay".into(), policy_name: "own".into(), policy_document: document(&statement) };
        let expected = format!("kay may gain {action} on *, under {operator} {key} {pattern}");
        assert_eq!(told(&mut world, own), [expected]);
    }
}

#[test]
fn services_that_act_for_resources_like_a_pattern_keep_and_gain_what_others_do_not() {
    let topics = "arn:aws:sns:*:111122223333:*";
    let mut world = world();
    let own = world.account.id().to_string();
    let queue = format!("arn:aws:sqs:us-east-1:{own}:jobs");
    let condition = json!({ "ArnLike": { "aws:SourceArn": topics } });
    let sns = json!({ "Service": "sns.amazonaws.com" });
    let send = json!({ "Effect": "Allow", "Principal": sns, "Action": "sqs:SendMessage", "Resource": queue, "Condition": condition });
    let queue_url = format!("https://sqs.us-east-1.amazonaws.com/{own}/jobs");
    let attributes = [("Policy".to_owned(), document(&send))].into_iter().collect();
    assert_eq!(
        told(&mut world, SetQueueAttributes { queue_url, attributes }),
        [format!("sns.amazonaws.com may gain sqs:SendMessage on {queue}, under ArnLike aws:SourceArn {topics}")]
    );
    let mut read = json!({ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" });
    world.change(PutBucketPolicy { bucket: "reports".into(), policy: document(&read) });
    read["Condition"] = condition;
    let told = told(&mut world, PutBucketPolicy { bucket: "reports".into(), policy: document(&read) });
    let what = "s3:GetObject on arn:aws:s3:::reports/*";
    assert!(told.contains(&format!("everyone outside the account but AWS services loses {what}")), "{told:?}");
    let kept = format!("any AWS service may lose {what} (still allowed under ArnLike aws:SourceArn {topics})");
    assert!(told.iter().any(|told| told.replace("loses", "may lose") == kept), "{told:?}");
}
