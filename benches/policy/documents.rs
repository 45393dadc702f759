//! The documents and requests that are measured: those of a developer in a company with guard-rails.

use serde_json::{Value, json};

/// The account.
const ACCOUNT: &str = "111122223333";

/// Services, one identity policy for each.
const SERVICES: [&str; 10] = ["dynamodb", "ec2", "sqs", "sns", "lambda", "logs", "cloudwatch", "ssm", "kms", "s3"];

/// A document of statements.
fn document(statements: &[Value]) -> Value {
    json!({ "Version": "2012-10-17", "Statement": statements })
}

/// The caller's ten policies of three statements each.
pub fn identity() -> Vec<Value> {
    SERVICES.iter().map(|service| if *service == "s3" { buckets() } else { of_service(service, 0) }).collect()
}

/// A policy for a service: read all, change the own team's in some regions, delete nothing without MFA.
pub fn of_service(service: &str, variant: usize) -> Value {
    let actions = |verbs: &[&str]| -> Vec<String> { verbs.iter().map(|verb| format!("{service}:{verb}")).collect() };
    document(&[
        json!({
            "Sid": "Read",
            "Effect": "Allow",
            "Action": actions(&["Get*", "List*", "Describe*", "BatchGet*"]),
            "Resource": format!("arn:aws:{service}:*:{ACCOUNT}:*"),
        }),
        json!({
            "Sid": "ChangeOwn",
            "Effect": "Allow",
            "Action": actions(&["Create*", "Put*", "Update*", "Tag*", "Send*", "Publish*"]),
            "Resource": [
                format!("arn:aws:{service}:*:{ACCOUNT}:*/${{aws:PrincipalTag/team}}/*"),
                format!("arn:aws:{service}:*:{ACCOUNT}:team-${{aws:PrincipalTag/team}}-{variant}*"),
            ],
            "Condition": { "StringEquals": { "aws:RequestedRegion": ["eu-west-1", "eu-central-1"] } },
        }),
        json!({
            "Sid": "NotWithoutMfa",
            "Effect": "Deny",
            "Action": actions(&["Delete*", "Terminate*", "ScheduleKeyDeletion"]),
            "Resource": "*",
            "Condition": { "BoolIfExists": { "aws:MultiFactorAuthPresent": false } },
        }),
    ])
}

fn buckets() -> Value {
    document(&[
        json!({ "Sid": "List", "Effect": "Allow", "Action": ["s3:ListAllMyBuckets", "s3:GetBucketLocation"], "Resource": "*" }),
        json!({
            "Sid": "Home",
            "Effect": "Allow",
            "Action": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject*"],
            "Resource": "arn:aws:s3:::company-*/home/${aws:username}/*",
            "Condition": { "IpAddress": { "aws:SourceIp": ["10.0.0.0/8", "203.0.113.0/24"] } },
        }),
        json!({
            "Sid": "OwnFolderOnly",
            "Effect": "Allow",
            "Action": "s3:ListBucket",
            "Resource": "arn:aws:s3:::company-*",
            "Condition": { "StringLike": { "s3:prefix": ["", "home/", "home/${aws:username}/*"] } },
        }),
    ])
}

/// The permissions boundary.
pub fn boundary() -> Value {
    document(&[
        json!({ "Effect": "Allow", "NotAction": ["iam:*", "organizations:*", "account:*"], "Resource": "*" }),
        json!({ "Effect": "Allow", "Action": ["iam:Get*", "iam:List*"], "Resource": "*" }),
    ])
}

/// The organization's policies: of the root, of the account.
pub fn service_control() -> Vec<Vec<Value>> {
    let everything = || document(&[json!({ "Effect": "Allow", "Action": "*", "Resource": "*" })]);
    let regions = document(&[json!({
        "Effect": "Deny",
        "NotAction": ["iam:*", "sts:*", "s3:ListAllMyBuckets", "support:*", "cloudfront:*", "route53:*"],
        "Resource": "*",
        "Condition": { "StringNotEquals": { "aws:RequestedRegion": ["eu-west-1", "eu-central-1", "us-east-1"] } },
    })]);
    let trail = document(&[json!({
        "Effect": "Deny",
        "Action": ["cloudtrail:StopLogging", "cloudtrail:DeleteTrail", "config:Delete*", "guardduty:Delete*"],
        "Resource": "*",
        "Condition": { "ArnNotLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/security/*" } },
    })]);
    vec![vec![everything(), regions], vec![everything(), trail]]
}

/// The bucket's policy.
pub fn bucket_policy() -> Value {
    document(&[
        json!({
            "Sid": "Encrypted",
            "Effect": "Deny",
            "Principal": "*",
            "Action": "s3:*",
            "Resource": ["arn:aws:s3:::company-files", "arn:aws:s3:::company-files/*"],
            "Condition": { "Bool": { "aws:SecureTransport": "false" } },
        }),
        json!({
            "Sid": "Reports",
            "Effect": "Allow",
            "Principal": { "AWS": [format!("arn:aws:iam::{ACCOUNT}:user/reporter"), format!("arn:aws:iam::{ACCOUNT}:user/alice")] },
            "Action": "s3:GetObject",
            "Resource": "arn:aws:s3:::company-files/reports/*",
        }),
    ])
}

/// A user's ARN.
pub fn user(name: &str) -> String {
    format!("arn:aws:iam::{ACCOUNT}:user/{name}")
}

/// The six keys of a user's request.
pub fn context(name: &str, team: &str, region: &str) -> Value {
    json!({
        "aws:username": name,
        "aws:PrincipalTag/team": team,
        "aws:SourceIp": "203.0.113.17",
        "aws:SecureTransport": "true",
        "aws:RequestedRegion": region,
        "aws:MultiFactorAuthPresent": "false",
    })
}

/// What is asked of the representative policies; the first is the representative case. Of each what it is, action, resource,
/// region.
pub const REQUESTS: [[&str; 4]; 6] = [
    ["the representative case", "s3:GetObject", "arn:aws:s3:::company-files/home/alice/notes.txt", "eu-west-1"],
    ["allowed by the bucket", "s3:GetObject", "arn:aws:s3:::company-files/reports/2026/q3.csv", "eu-west-1"],
    ["nothing allows it", "s3:PutObject", "arn:aws:s3:::company-files/home/bob/notes.txt", "eu-west-1"],
    ["denied by identity", "dynamodb:DeleteTable", "arn:aws:dynamodb:eu-west-1:111122223333:table/orders", "eu-west-1"],
    ["denied by the SCP", "sqs:SendMessage", "arn:aws:sqs:us-west-2:111122223333:team-red-0", "us-west-2"],
    ["allowed, no bucket", "sqs:SendMessage", "arn:aws:sqs:eu-central-1:111122223333:team-red-0", "eu-central-1"],
];

/// Actions and resources of the matrix.
pub fn matrix_requests() -> Vec<(String, String)> {
    let verbs =
        ["GetItem", "ListThings", "CreateThing", "PutThing", "UpdateThing", "DeleteThing", "TagThing", "SendThing", "Terminate", "Run"];
    let of_service = |service: &str| {
        let resource = format!("arn:aws:{service}:eu-west-1:{ACCOUNT}:team-red-{}", service.len());
        verbs.iter().map(move |verb| (verb.to_string(), resource.clone())).collect::<Vec<_>>()
    };
    let all = SERVICES.iter().map(|service| (service, of_service(service)));
    all.flat_map(|(service, pairs)| pairs.into_iter().map(move |(verb, resource)| (format!("{service}:{verb}"), resource))).collect()
}

/// The policies of a user of the matrix: ten of a pool, as groups share them.
pub fn matrix_policies(user: usize, pool: usize) -> impl Iterator<Item = usize> {
    (0..10).map(move |at| (user * 7 + at * 13) % pool)
}

/// The pool of documents that the users of the matrix share.
pub fn matrix_pool(size: usize) -> Vec<Value> {
    (0..size).map(|at| of_service(SERVICES[at % SERVICES.len()], at / SERVICES.len())).collect()
}
