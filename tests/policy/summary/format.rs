//! The console's format: sections, columns, warnings.

use super::{action, policy, row, service, told};
use iam_console::policy::actions::ActionId;
use iam_console::policy::summary::Oddity;

#[test]
fn columns_say_all_one_or_multiple() {
    let allow = r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"#;
    let one = policy(&[&format!(r#"{allow}"arn:aws:s3:::reports/*"}}"#)]);
    let object = "BucketName | string like | reports, ObjectName | string like | All";
    assert_eq!(told(one.allow(), "s3"), ["Limited: Read", object, "None"]);
    assert_eq!(one.line(), "S3 · Limited: Read");
    let two = policy(&[&format!(r#"{allow}["arn:aws:s3:::reports/*","arn:aws:s3:::logs/*"]}}"#)]);
    assert_eq!(told(two.allow(), "s3"), ["Limited: Read", "Multiple", "None"]);
    let all = policy(&[&format!(r#"{allow}["arn:aws:s3:::reports/*","*"]}}"#)]);
    assert_eq!(told(all.allow(), "s3"), ["Limited: Read", "All resources", "None"]);
    // Open to everything in one statement, it is not limited by another.
    let both = policy(&[
        &format!(r#"{allow}"arn:aws:s3:::reports/*","Condition":{{"Bool":{{"aws:SecureTransport":"true"}}}}}}"#),
        r#"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#,
    ]);
    assert_eq!(told(both.allow(), "s3"), ["Full access", "All resources", "None"]);
}

#[test]
fn conditions_say_none_one_or_multiple() {
    let mfa = r#"{"Effect":"Allow","Action":"iam:ListUsers","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}"#;
    let open = r#"{"Effect":"Allow","Action":"iam:ListGroups","Resource":"*"}"#;
    let two = r#"{"Effect":"Allow","Action":"iam:ListRoles","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"},"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}"#;
    assert_eq!(told(policy(&[mfa]).allow(), "iam")[2], "aws:MultiFactorAuthPresent | true");
    assert_eq!(told(policy(&[mfa, open]).allow(), "iam")[2], "Multiple");
    assert_eq!(told(policy(&[two]).allow(), "iam")[2], "Multiple");
    assert_eq!(told(policy(&[open]).allow(), "iam")[2], "None");
    assert_eq!(policy(&[mfa]).line(), "IAM · Limited: List if aws:MultiFactorAuthPresent | true");
    assert_eq!(policy(&[two]).line(), "IAM · Limited: List under conditions");
    let other = r#"{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"}"#;
    assert_eq!(policy(&[mfa, other]).line(), "IAM and S3, some of it under conditions");
    let old = r#"{"Effect":"Deny","Action":["*"],"Resource":["*"],"Condition":{"DateLessThan":{"aws:TokenIssueTime":"2026-09-26T10:00:00.000Z"}}}"#;
    let told = "Denies All services · Full access if aws:TokenIssueTime | date less than | 2026-09-26T10:00:00.000Z";
    assert_eq!(policy(&[old]).line(), told);
    let rows = policy(&[mfa, open]).allow().resources_of(action("iam:ListUsers"));
    assert_eq!(
        (rows.len(), rows[0].statement, rows[0].conditions.as_slice()),
        (1, 0, ["aws:MultiFactorAuthPresent | true".to_owned()].as_slice())
    );
    let rows = policy(&[open, two]).allow().resources_of(action("iam:ListRoles"));
    assert_eq!((rows[0].statement, rows[0].conditions.len()), (1, 2));
}

#[test]
fn an_action_counts_only_where_a_resource_is_named_that_it_takes() {
    // What bucket actions there are, on objects only: none of them is reached.
    let summary = policy(&[
        r#"{"Effect":"Allow","Action":["s3:GetObject","s3:ListBucket","s3:ListAllMyBuckets"],"Resource":"arn:aws:s3:::reports/*"}"#,
    ]);
    let s3 = row(summary.allow(), "s3");
    assert_eq!(s3.access.to_string(), "Limited: Read");
    assert_eq!(s3.without_resource.iter().copied().map(ActionId::full_name).collect::<Vec<_>>(), ["s3:ListAllMyBuckets", "s3:ListBucket"]);
    assert_eq!(summary.allow().action(action("s3:ListBucket")).map(|row| row.action.name), None);
    // A second statement gives one of them its resource.
    let more = r#"{"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::reports"}"#;
    let summary = policy(&[r#"{"Effect":"Allow","Action":["s3:GetObject","s3:ListBucket"],"Resource":"arn:aws:s3:::reports/*"}"#, more]);
    assert!(row(summary.allow(), "s3").without_resource.is_empty());
    // A service that gets nothing has a row that says so, and is not counted.
    let summary = policy(&[r#"{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"arn:aws:s3:::reports"}"#]);
    assert_eq!(told(summary.allow(), "s3"), ["None", "None", "None"]);
    assert_eq!((summary.allow().reached(), summary.line().as_str()), (0, "Nothing"));
    assert_eq!(summary.uncategorized()[0].what, Oddity::MismatchedResource);
}

#[test]
fn required_types_that_no_entry_names_are_told() {
    let summary = policy(&[r#"{"Effect":"Allow","Action":"ec2:RunInstances","Resource":"arn:aws:ec2:*:*:instance/*"}"#]);
    let row = summary.allow().action(action("ec2:RunInstances")).unwrap();
    assert_eq!(row.unnamed, ["image", "network-interface", "security-group", "subnet"]);
    let rows = summary.allow().resources_of(action("ec2:RunInstances"));
    assert_eq!((rows.len(), rows[0].kind, rows[0].words.as_str()), (1, Some("instance"), "InstanceId | string like | All"));
    assert_eq!(rows[0].entry.as_deref(), Some("arn:aws:ec2:*:*:instance/*"));
}

#[test]
fn not_action_and_not_resource() {
    let summary = policy(&[r#"{"Effect":"Allow","NotAction":["iam:*","s3:Put*"],"Resource":"*"}"#]);
    assert_eq!(summary.allow().reached(), 456);
    assert!(summary.allow().service(service("iam")).is_none());
    assert_eq!(row(summary.allow(), "s3").access.granted(), 140);
    // All but what is left out: bucket actions are free of it, object actions have only what is not in secret.
    let summary = policy(&[r#"{"Effect":"Deny","Action":"s3:*","NotResource":"arn:aws:s3:::secret/*"}"#]);
    assert_eq!((summary.allow().is_empty(), row(summary.deny(), "s3").access.granted()), (true, 180));
    let rows = summary.deny().resources_of(action("s3:GetObject"));
    assert_eq!(rows[0].words, "All but BucketName | string like | secret, ObjectName | string like | All");
    assert_eq!(summary.deny().action(action("s3:ListBucket")).unwrap().resources.to_string(), "All resources");
    assert_eq!(summary.line(), "Denies S3 · Full access");
    // What is left out surely is everything that the action takes.
    let summary = policy(&[r#"{"Effect":"Allow","Action":["sqs:SendMessage","s3:ListAllMyBuckets"],"NotResource":"arn:aws:sqs:*:*:*"}"#]);
    assert_eq!(summary.allow().actions().iter().map(ActionId::full_name).collect::<Vec<_>>(), ["s3:ListAllMyBuckets"]);
    assert!(policy(&[r#"{"Effect":"Allow","Action":"s3:*","NotResource":"*"}"#]).allow().actions().is_empty());
}

#[test]
fn what_is_not_known_is_uncategorized() {
    let summary = policy(&[
        r#"{"Effect":"Allow","Action":["s3:GetObject","s3:Fly","nosuch:*","Nonsense"],"Resource":["arn:aws:s3:::reports/*","arn:aws:sqs:*:*:q"]}"#,
    ]);
    assert_eq!(summary.unknown().unwrap(), "s3:Fly and 2 more");
    assert_eq!(policy(&[r#"{"Effect":"Allow","Action":"nosuch:*","Resource":"*"}"#]).line(), "Unknown: nosuch:*");
    let found: Vec<(&str, Oddity)> = summary.uncategorized().iter().map(|odd| (odd.text.as_str(), odd.what)).collect();
    let expected = [
        ("s3:Fly", Oddity::UnknownAction),
        ("nosuch:*", Oddity::UnknownService),
        ("Nonsense", Oddity::UnknownService),
        ("arn:aws:sqs:*:*:q", Oddity::MismatchedResource),
    ];
    assert_eq!(found, expected);
    assert_eq!(summary.allow().reached(), 1);
}

#[test]
fn allowed_and_denied_at_once() {
    let summary = policy(&[
        r#"{"Effect":"Allow","Action":["s3:*","ec2:*","sqs:*"],"Resource":"*"}"#,
        r#"{"Effect":"Deny","Action":"s3:DeleteObject","Resource":"*"}"#,
    ]);
    assert_eq!(told(summary.allow(), "s3")[0], "Full access");
    assert_eq!(summary.allowed_and_denied(service("s3")), summary.deny().actions().len());
    assert_eq!(summary.allowed_and_denied(service("ec2")), 0);
    assert_eq!(summary.line(), "EC2, S3 and 1 more; denies S3 · Limited: Write");
}

#[test]
fn a_trust_policy_is_about_no_resource() {
    let summary = policy(&[r#"{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}"#]);
    assert_eq!(told(summary.allow(), "sts"), ["Limited: Write", "All resources", "None"]);
}
