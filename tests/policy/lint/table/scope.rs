//! Actions and resources.

use super::{Case, allow, case, deny, document, fixed, of, on};
use iam_console::policy::document::DocumentKind::{Identity, Resource};

/// All of S3 on a bucket, and nothing on what lies in it.
const HALF: &str = r#"{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::a"}"#;

/// All of them.
pub(super) fn cases() -> Vec<Case> {
    [actions(), resources()].into_iter().flatten().collect()
}

fn actions() -> Vec<Case> {
    vec![
        fixed(
            "unknown-service",
            Identity,
            on("stepfunctions:ListActivities", "*"),
            "\"stepfunctions:ListActivities\"",
            on("states:ListActivities", "*"),
        ),
        case("unknown-service", Identity, on("zzz:Get*", "*"), "\"zzz:Get*\"", on("s3:Get*", "*")),
        fixed("unknown-action", Identity, on("s3:GetObjekt", "*"), "\"s3:GetObjekt\"", on("S3:getobject", "*")),
        fixed("unknown-action", Identity, on("s3:Get Object", "*"), "\"s3:Get Object\"", on("s3:GetObject", "*")),
        case("unknown-action", Identity, on("s3:", "*"), "\"s3:\"", on("s3:*", "*")),
        case("no-such-actions", Identity, on("s3:Zap*", "*"), "\"s3:Zap*\"", on("s3:G?tObject", "*")),
        case(
            "matches-nothing",
            Identity,
            deny(r#""NotAction": "*", "Resource": "*""#),
            "\"*\"",
            deny(r#""NotAction": "s3:*", "Resource": "*""#),
        ),
        case("matches-nothing", Identity, deny(r#""Action": "*", "NotResource": "*""#), "\"*\"", deny(r#""Action": "*", "Resource": "*""#)),
    ]
}

fn resources() -> Vec<Case> {
    let buckets = |resources: &str| allow(&format!(r#""Action": ["s3:GetObject", "s3:ListBucket"], "Resource": [{resources}]"#));
    let both = r#""arn:aws:s3:::a", "arn:aws:s3:::a/*""#;
    let anyone = |actions: &str, resource: &str| of("\"*\"", &format!(r#""Action": {actions}, "Resource": "{resource}""#));
    let queue = |arn: &'static str| on("sqs:SendMessage", arn);
    let good = || queue("arn:aws:sqs:eu-west-1:111122223333:q");
    vec![
        case(
            "resource-fits-nothing",
            Identity,
            on("s3:GetObject", "arn:aws:sqs:eu-west-1:111122223333:q"),
            "\"arn:aws:sqs:eu-west-1:111122223333:q\"",
            good(),
        ),
        fixed(
            "resource-fits-nothing",
            Identity,
            on("s3:Get?bject*", "arn:aws:s3:::b/"),
            "\"arn:aws:s3:::b/\"",
            on("s3:Get?bject*", "arn:aws:s3:::b/*"),
        ),
        fixed("resource-type-not-taken", Identity, on("s3:GetObject", "arn:aws:s3:::a"), "\"arn:aws:s3:::a\"", buckets(both)),
        fixed("resource-type-not-taken", Identity, on("s3:ListBucket", "arn:aws:s3:::a/x/*"), "\"arn:aws:s3:::a/x/*\"", buckets(both)),
        fixed("region-missing", Identity, queue("arn:aws:sqs::111122223333:q"), "\"arn:aws:sqs::111122223333:q\"", good()),
        fixed("account-required", Identity, queue("arn:aws:sqs:eu-west-1::q"), "\"arn:aws:sqs:eu-west-1::q\"", good()),
        fixed(
            "account-required",
            Identity,
            on("iam:GetUser", "arn:aws:iam:::user/x"),
            "\"arn:aws:iam:::user/x\"",
            on("iam:GetUser", "arn:aws:iam::111122223333:user/x"),
        ),
        fixed(
            "account-missing",
            Identity,
            on("ssm:GetDocument", "arn:aws:ssm:*::document/x"),
            "\"arn:aws:ssm:*::document/x\"",
            on("ssm:GetDocument", "arn:aws:ssm:*:111122223333:document/x"),
        ),
        case("region-form", Identity, queue("arn:aws:sqs:eu-moon-1:111122223333:q"), "\"arn:aws:sqs:eu-moon-1:111122223333:q\"", good()),
        case(
            "region-form",
            Identity,
            queue("arn:aws:sqs:mars-east-1:111122223333:q"),
            "\"arn:aws:sqs:mars-east-1:111122223333:q\"",
            queue("arn:aws:sqs:us-gov-west-1:111122223333:q"),
        ),
        case("region-form", Identity, queue("arn:aws:sqs:EU-WEST:111122223333:q"), "\"arn:aws:sqs:EU-WEST:111122223333:q\"", good()),
        case(
            "account-form",
            Identity,
            queue("arn:aws:sqs:eu-west-1:1111:q"),
            "\"arn:aws:sqs:eu-west-1:1111:q\"",
            queue("arn:aws:sqs:*:*:q"),
        ),
        case(
            "partial-account-wildcard",
            Identity,
            queue("arn:aws:sqs:*:1111*:q"),
            "\"arn:aws:sqs:*:1111*:q\"",
            queue("arn:aws:sqs:us-*:*:q"),
        ),
        fixed(
            "not-scopable",
            Identity,
            on("s3:ListAllMyBuckets", "arn:aws:s3:::a"),
            "\"s3:ListAllMyBuckets\"",
            on("s3:ListAllMyBuckets", "*"),
        ),
        fixed(
            "not-scopable",
            Identity,
            buckets(both).replace("s3:ListBucket\"", "s3:ListBucket\", \"s3:ListAllMyBuckets\""),
            "\"s3:ListAllMyBuckets\"",
            buckets(both),
        ),
        case(
            "partly-not-scopable",
            Identity,
            on("ec2:Describe*", "arn:aws:ec2:*:*:instance/*"),
            "\"ec2:Describe*\"",
            on("ec2:Describe*", "*"),
        ),
        case("partly-not-scopable", Identity, on("iam:List*", "arn:aws:iam::*:user/ana"), "\"iam:List*\"", on("iam:ListUser*", "*")),
        fixed("needs-other-resource", Identity, buckets(r#""arn:aws:s3:::a""#), "\"s3:GetObject\"", buckets(both)),
        fixed(
            "needs-other-resource",
            Identity,
            on("s3:GetObject", "arn:aws:s3:::a"),
            "\"s3:GetObject\"",
            on("s3:GetObject", "arn:aws:s3:::a/*"),
        ),
        fixed("needs-other-resource", Identity, buckets(r#""arn:aws:s3:::a/*""#), "\"s3:ListBucket\"", buckets(both)),
        // A bucket and what lies in it, both of which a pattern of actions is for.
        fixed("needs-other-resource", Identity, on("s3:*", "arn:aws:s3:::a"), "\"s3:*\"", buckets(both).replace("s3:GetObject", "s3:*")),
        fixed("needs-other-resource", Identity, on("s3:Get*", "arn:aws:s3:::a"), "\"s3:Get*\"", on("s3:Get*", "arn:aws:s3:::a/*")),
        fixed("needs-other-resource", Identity, on("s3:*", "arn:aws:s3:::a/*"), "\"s3:*\"", on("s3:*", "arn:aws:s3:::a/x/*")),
        fixed("needs-other-resource", Resource, anyone("\"s3:*\"", "arn:aws:s3:::a"), "\"s3:*\"", anyone("\"s3:*\"", "arn:aws:s3:::a*")),
        fixed(
            "needs-other-resource",
            Identity,
            deny(r#""Action": "s3:*", "Resource": ["arn:aws:s3:::a", "arn:aws:s3:::b"]"#),
            "\"s3:*\"",
            deny(r#""Action": "s3:*", "Resource": ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"]"#),
        ),
        // Where another statement is about the other half, this one means its own.
        fixed(
            "needs-other-resource",
            Identity,
            document(&[r#"{"Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::a/*"}"#, HALF].join(", ")),
            "\"s3:*\"",
            document(&[r#"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::a/x*"}"#, HALF].join(", ")),
        ),
        fixed(
            "action-applies-nowhere",
            Resource,
            anyone("\"s3:GetObject\"", "arn:aws:s3:::a"),
            "\"s3:GetObject\"",
            anyone("\"s3:GetObject\"", "arn:aws:s3:::a/x*"),
        ),
        fixed(
            "action-applies-nowhere",
            Resource,
            anyone(r#"["s3:GetObject", "s3:ListBucket"]"#, "arn:aws:s3:::a/*"),
            "\"s3:ListBucket\"",
            // A wildcard is refused only where nothing that it stands for applies.
            anyone(r#"["s3:Get*", "s3:ListBucket*", "s3:*", "*"]"#, "arn:aws:s3:::a"),
        ),
        fixed(
            "action-applies-nowhere",
            Resource,
            anyone(r#"["s3:GetObject", "s3:ListAllMyBuckets"]"#, "arn:aws:s3:::a/*"),
            "\"s3:ListAllMyBuckets\"",
            anyone("\"s3:GetObj*\"", "arn:aws:s3:::a*"),
        ),
        case(
            "required-resource-missing",
            Identity,
            on("ec2:AttachVolume", "arn:aws:ec2:*:*:volume/*"),
            "\"ec2:AttachVolume\"",
            allow(r#""Action": "ec2:AttachVolume", "Resource": ["arn:aws:ec2:*:*:volume/*", "arn:aws:ec2:*:*:instance/*"]"#),
        ),
        case(
            "required-resource-missing",
            Identity,
            on("ec2:AttachVolume", "arn:aws:ec2:*:*:volume/*"),
            "\"ec2:AttachVolume\"",
            on("dynamodb:Query", "arn:aws:dynamodb:eu-west-1:111122223333:table/books/index/*"),
        ),
        case(
            "required-resource-missing",
            Identity,
            on("ec2:AttachVolume", "arn:aws:ec2:*:*:volume/*"),
            "\"ec2:AttachVolume\"",
            deny(r#""Action": "ec2:AttachVolume", "Resource": "arn:aws:ec2:*:*:volume/*""#),
        ),
    ]
}
