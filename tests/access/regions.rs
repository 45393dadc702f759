//! The region that is asked is a circumstance where patterns leave it open, and fixed where a resource is in one.

use iam_console::access::{Progress, difference};
use iam_console::account::authorization::{Asker, Provenance};
use iam_console::account::operation::*;
use iam_console::policy::request;
use serde_json::{Value, json};

use super::common::World;
use super::ways_done::question;

/// What is told of dan where his own policy comes to say something, or something else than before.
fn told(before: Option<Value>, after: &Value) -> Vec<String> {
    let mut world = World::fresh();
    world.change(CreateUser { user_name: "dan".into(), ..Default::default() });
    world.change(CreateQueue { queue_name: "jobs".into(), ..Default::default() });
    let own = world.account.id().to_string();
    let put = |statements: &Value| {
        let policy_document = json!({ "Version": "2012-10-17", "Statement": statements }).to_string().replace("OWN", &own);
        PutUserPolicy { user_name: "dan".into(), policy_name: "own".into(), policy_document }
    };
    if let Some(before) = before {
        world.change(put(&before));
    }
    let was = world.account.clone();
    world.change(put(after));
    difference(&was, &world.account, &Progress::default()).unwrap().sentences().iter().map(|told| told.replace(&own, "OWN")).collect()
}

fn allow(action: &Value, resource: &str, operator: &str, regions: &Value) -> Value {
    json!({ "Effect": "Allow", "Action": action, "Resource": resource, "Condition": { operator: { "aws:RequestedRegion": regions } } })
}

#[test]
fn the_region_is_a_circumstance_where_patterns_leave_it_open() {
    let send = || json!("sqs:SendMessage");
    let both = || json!(["sqs:SendMessage", "sqs:ListQueues"]);
    let some = || json!(["sqs:SendMessage", "ec2:StopInstances", "ec2:DescribeInstances"]);
    let under = "under StringEquals aws:RequestedRegion us-east-1";
    let not = "under StringNotEquals aws:RequestedRegion us-east-1";
    let widened = [json!("eu-west-1"), json!(["eu-west-1", "us-east-1"])];
    let [few, more] = widened.clone().map(|regions| allow(&some(), "*", "StringEquals", &regions));
    let [locked, open] = widened.map(|regions| {
        let lock = json!({ "Effect": "Deny", "NotAction": ["iam:*", "sts:*", "s3:*"], "Resource": "*", "Condition": { "StringNotEquals": { "aws:RequestedRegion": regions } } });
        json!([{ "Effect": "Allow", "Action": some(), "Resource": "*" }, lock])
    });
    let regional = allow(&send(), "*", "StringEquals", &json!("eu-west-1"));
    let [fixed, european] = ["eu-west-1", "eu-*"]
        .map(|region| json!({ "Effect": "Deny", "Action": "sqs:SendMessage", "Resource": format!("arn:aws:sqs:{region}:*:*") }));
    let american = allow(&send(), "arn:aws:sqs:us-*:OWN:jobs", "StringEquals", &json!("us-east-2"));
    let not_first = json!({ "Effect": "Deny", "Action": "sqs:SendMessage", "NotResource": "arn:aws:sqs:*-1:OWN:jobs" });
    for (before, after, expected) in [
        (None, allow(&send(), "*", "StringEquals", &json!("us-east-1")), vec![format!("dan may gain sqs:SendMessage on *, {under}")]),
        (
            None,
            allow(&send(), "arn:aws:sqs:*:*:*", "StringEquals", &json!("us-east-1")),
            vec![format!("dan may gain sqs:SendMessage on arn:aws:sqs:*:*:*, {under}")],
        ),
        (
            None,
            allow(&send(), "arn:aws:sqs:us-*:OWN:jobs", "StringEquals", &json!("us-east-1")),
            vec![format!("dan may gain sqs:SendMessage on arn:aws:sqs:us-*:OWN:jobs, {under}")],
        ),
        (None, allow(&send(), "arn:aws:sqs:eu-*:OWN:jobs", "StringEquals", &json!("us-east-1")), vec![]),
        (
            None,
            allow(&send(), "arn:aws:sqs:us-east-1:OWN:jobs", "StringEquals", &json!("us-east-1")),
            vec!["dan gains sqs:SendMessage on arn:aws:sqs:us-east-1:OWN:jobs".to_owned()],
        ),
        (
            None,
            allow(&both(), "*", "StringNotEquals", &json!("us-east-1")),
            vec![format!("dan may gain sqs:ListQueues and sqs:SendMessage on *, {not}")],
        ),
        (Some(few), more, vec![format!("dan may gain ec2:DescribeInstances, ec2:StopInstances and sqs:SendMessage on *, {under}")]),
        (
            Some(locked.clone()),
            open.clone(),
            vec![
                format!("dan may gain ec2:DescribeInstances, ec2:StopInstances and sqs:SendMessage on *, {under}"),
                format!("dan may no longer be denied 47 actions of kms on *, under StringNotEquals aws:RequestedRegion eu-west-1"),
                format!("dan is no longer denied 21,885 actions of 454 services on *, {under}"),
            ],
        ),
        (Some(open), locked, vec![format!("dan may lose ec2:DescribeInstances, ec2:StopInstances and sqs:SendMessage on *, {under}")]),
        // What a pattern of that region leaves over is elsewhere.
        (Some(json!([regional, fixed])), json!([fixed]), vec![]),
        (Some(json!([regional, european])), json!([european]), vec![]),
        // It is as all patterns have it that name the same.
        (None, json!([american, not_first]), vec![]),
    ] {
        assert_eq!(told(before.clone(), &after), expected, "{before:?} {after}");
    }
}

/// Whose a resource is, is a circumstance where patterns leave that open.
#[test]
fn the_owner_is_a_circumstance_where_patterns_leave_it_open() {
    for (resource, expected) in [
        ("arn:aws:sqs:us-east-1:*:jobs", Some("dan may gain sqs:SendMessage on arn:aws:sqs:us-east-1:*:jobs")),
        ("*", Some("dan may gain sqs:SendMessage on *")),
        ("arn:aws:sqs:us-east-1:OWN:jobs", None),
    ] {
        let condition = json!({ "StringEquals": { "aws:ResourceAccount": "111122223333" } });
        let statement = json!({ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": resource, "Condition": condition });
        let expected = expected.map(|told| format!("{told}, under StringEquals aws:ResourceAccount 111122223333"));
        assert_eq!(told(None, &statement), Vec::from_iter(expected), "{resource}");
    }
}

/// What a pattern of an account, or of several, leaves over is others'.
#[test]
fn the_owner_is_none_that_a_pattern_fixes() {
    let condition = json!({ "StringEquals": { "aws:ResourceAccount": "111122223333" } });
    let allowed = json!({ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*", "Condition": condition });
    for (account, is_lost) in [("111122223333", false), ("1111*", false), ("444455556666", true)] {
        let denied = json!({ "Effect": "Deny", "Action": "sqs:SendMessage", "Resource": format!("arn:aws:sqs:*:{account}:*") });
        let told = told(Some(json!([allowed, denied])), &json!([denied]));
        assert_eq!(!told.is_empty(), is_lost, "{account}: {told:?}");
    }
}

/// What names a region is asked there; anything else is where the practice network is.
#[test]
fn the_region_is_told_with_where_it_comes_from() {
    let world = World::fresh();
    for (action, resource, region, from) in [
        ("ec2:DescribeInstances", "*", "us-east-1", Provenance::Network),
        ("iam:GetUser", "arn:aws:iam::ACCOUNT:user/x", "us-east-1", Provenance::Network),
        ("s3:GetObject", "arn:aws:s3:::reports/q1", "us-east-1", Provenance::Network),
        ("sqs:SendMessage", "arn:aws:sqs:eu-west-1:ACCOUNT:jobs", "eu-west-1", Provenance::Resource),
        ("ec2:StopInstances", "arn:aws:ec2:eu-west-1:ACCOUNT:instance/i-0123456789abcdef0", "eu-west-1", Provenance::Resource),
    ] {
        let (_, derived) = question(&world.account, Asker::Root, (action, resource)).request(&world.account).unwrap();
        let told = |key: &str| derived.iter().find(|derived| derived.key == key).map(|derived| (derived.value.clone(), derived.from));
        let expected = Some((request::Value::Single(region.to_owned()), from));
        assert_eq!(told("aws:RequestedRegion"), expected, "{action} on {resource}");
        if action.starts_with("ec2:") {
            assert_eq!(told("ec2:Region"), expected, "{action} on {resource}");
        }
    }
}
