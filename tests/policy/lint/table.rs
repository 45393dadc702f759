//! Every code: a document that has the finding, and how it is right.

use std::collections::BTreeSet;

use iam_console::policy::document::DocumentKind::{self, Identity, Managed, Resource, Trust};
use iam_console::policy::lint::{Finding, Nobody, RULES, Rule, Severity, lint, lint_named};

/// A statement within a document of the newer version.
fn document(statement: &str) -> String {
    format!(r#"{{"Version": "2012-10-17", "Statement": [{statement}]}}"#)
}

/// An Allow.
fn allow(elements: &str) -> String {
    document(&format!(r#"{{"Effect": "Allow", {elements}}}"#))
}

fn deny(elements: &str) -> String {
    document(&format!(r#"{{"Effect": "Deny", {elements}}}"#))
}

/// An Allow of an action on every resource, with a condition.
fn when(action: &str, condition: &str) -> String {
    allow(&format!(r#""Action": "{action}", "Resource": "*", "Condition": {{{condition}}}"#))
}

fn never_when(condition: &str) -> String {
    deny(&format!(r#""Action": "s3:GetObject", "Resource": "*", "Condition": {{{condition}}}"#))
}

/// What a resource's or role's policy says of a principal.
fn of(principal: &str, rest: &str) -> String {
    allow(&format!(r#""Principal": {principal}, {rest}"#))
}

/// A statement that is right in itself.
fn read(sid: &str) -> String {
    format!(r#"{{"Sid": "{sid}", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::a/*"}}"#)
}

/// All of S3 on a bucket, and nothing on what lies in it.
const HALF: &str = r#"{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::a"}"#;

struct Case {
    code: &'static str,
    kind: DocumentKind,
    /// Has one finding of the code.
    wrong: String,
    /// The text that the finding points at.
    place: &'static str,
    /// Has none.
    right: String,
    /// Whether there is a fix.
    fixed: bool,
}

fn case(code: &'static str, kind: DocumentKind, wrong: String, place: &'static str, right: String) -> Case {
    Case { code, kind, wrong, place, right, fixed: false }
}

fn fixed(code: &'static str, kind: DocumentKind, wrong: String, place: &'static str, right: String) -> Case {
    Case { code, kind, wrong, place, right, fixed: true }
}

fn on(action: &str, resource: &str) -> String {
    allow(&format!(r#""Action": "{action}", "Resource": "{resource}""#))
}

fn grammar() -> Vec<Case> {
    let good = || document(&read("A"));
    vec![
        case("json", Identity, "{".into(), "", good()),
        fixed("json", Identity, good().replace("\"Sid\":", "\"Sid\""), "", good()),
        fixed("json", Identity, format!("x{}", good()), "x", good()),
        fixed("json", Identity, good().replace("{\"Sid\"", "{ // read\n\"Sid\""), "// read", good()),
        fixed("json", Identity, good().replace("\"Sid\"", "/* read */ \"Sid\""), "/* read */", good()),
        fixed("json", Identity, good().replace("\"Sid\"", "'Sid'"), "'Sid'", good()),
        fixed("json", Identity, good().replace("\"Sid\"", "“Sid”"), "“Sid”", good()),
        fixed("json", Identity, good().replace("\"Sid\"", "Sid"), "Sid", good()),
        fixed("json", Identity, good().replace("\"s3:GetObject\"", "s3:GetObject"), "s3:GetObject", good()),
        fixed("json", Identity, good().replace(", \"Action\"", " \"Action\""), "", good()),
        fixed("json", Identity, good().replace("}]", "},]"), ",", good()),
        fixed("json", Identity, good().replace("}]", "]"), "", good()),
        fixed("json", Identity, good().replace("]}", "}"), "", good()),
        fixed("json", Identity, good().replace("}]}", ""), "", good()),
        fixed("json", Identity, good() + "}", "}", good()),
        fixed("json", Identity, good().replace("\"Allow\", ", "\"Allow,\n"), "", good()),
        fixed("json", Identity, good().replace("a/*\"}]", "a/*}]"), "", good()),
        fixed("json", Identity, good().replace("a/*\"}]}", "a/*"), "", good()),
        case("json", Identity, good().replace("\"Allow\"", ""), ",", good()),
        case("json", Identity, good().replace("\"arn:aws:s3:::a/*\"", ""), "}", good()),
        fixed("structure", Identity, good().replace("\"Sid\"", "\"sid\""), "\"sid\"", good()),
        fixed("structure", Identity, when("s3:GetObject", r#""StringEqual": {"aws:username": "a"}"#), "\"StringEqual\"", good()),
        fixed("structure", Identity, when("s3:GetObject", r#""NullIfExists": {"aws:username": "true"}"#), "\"NullIfExists\"", good()),
        fixed("old-version", Managed, good().replace("\"Version\": \"2012-10-17\", ", ""), "{", good()),
        fixed("old-version", Managed, good().replace("2012-10-17", "2008-10-17"), "\"2008-10-17\"", good()),
        fixed("refused-value", Identity, good().replace("Allow", "allow"), "\"allow\"", good()),
        fixed("sid", Identity, document(&read("my sid")), "\"my sid\"", good()),
        fixed("sid", Identity, document(&format!("{}, {}", read("A"), read("A").replace("a/*", "b/*"))), "\"A\"", good()),
        case("element", Identity, of("\"*\"", r#""Action": "s3:GetObject", "Resource": "*""#), "\"Principal\"", good()),
        case("nothing-named", Identity, allow(r#""Resource": "*""#), "", good()),
        case("resource-form", Identity, on("s3:GetObject", "bucket"), "\"bucket\"", good()),
        case("action-form", Identity, on("GetObject", "*"), "\"GetObject\"", good()),
    ]
}

fn documents() -> Vec<Case> {
    let good = || document(&read("A"));
    let long = |count: usize| on("s3:GetObject", &format!("arn:aws:s3:::{}", "x/".repeat(count)));
    vec![
        fixed("missing-version", Identity, good().replace("\"Version\": \"2012-10-17\", ", ""), "{", good()),
        fixed("missing-version", Identity, good().replace("\"Version\": \"2012-10-17\", ", "\n    "), "{", good()),
        fixed("empty-sid", Identity, document(&read("")), "\"\"", good()),
        fixed("empty-condition", Identity, when("s3:GetObject", ""), "\"Condition\": {}", good()),
        case("too-long", Managed, long(3100), "{", long(2000)),
        case("nearly-too-long", Managed, long(2900), "{", long(2000)),
    ]
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
            deny(r#""Action": "ec2:AttachVolume", "Resource": "arn:aws:ec2:*:*:volume/*""#),
        ),
    ]
}

fn conditions() -> Vec<Case> {
    let mfa = |operator: &str| never_when(&format!(r#""{operator}": {{"aws:MultiFactorAuthPresent": "false"}}"#));
    let region = |condition: &str| when("s3:GetObject", condition);
    let with_mfa = r#""Action": "sts:AssumeRole", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}"#;
    vec![
        case(
            "never-met",
            Identity,
            region(r#""StringEquals": {"aws:username": "a"}, "StringNotEquals": {"aws:username": ["b", "a"]}"#),
            "\"aws:username\"",
            region(r#""StringEquals": {"aws:username": ["a", "c"]}, "StringNotEquals": {"aws:username": ["b", "a"]}"#),
        ),
        case(
            "never-met",
            Identity,
            region(r#""IpAddress": {"aws:SourceIp": "203.0.113.7"}, "NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}"#),
            "\"aws:SourceIp\"",
            region(r#""IpAddress": {"aws:SourceIp": "203.0.0.0/16"}, "NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}"#),
        ),
        case(
            "never-met",
            Identity,
            region(r#""StringLike": {"aws:username": "a*"}, "Null": {"aws:username": "true"}"#),
            "\"aws:username\"",
            region(r#""StringLikeIfExists": {"aws:username": "a*"}, "Null": {"aws:username": "true"}"#),
        ),
        case(
            "empty-values",
            Identity,
            region(r#""StringEquals": {"aws:username": []}"#),
            "\"aws:username\"",
            region(r#""StringEquals": {"aws:username": "a"}"#),
        ),
        fixed(
            "duplicate-value",
            Identity,
            region(r#""StringEquals": {"aws:username": ["a", "b", "a"]}"#),
            "\"a\"",
            region(r#""StringEquals": {"aws:username": ["a", "b"]}"#),
        ),
        fixed(
            "allow-negated",
            Identity,
            region(r#""StringNotEquals": {"aws:SourceVpc": "vpc-1"}"#),
            "\"StringNotEquals\"",
            region(r#""StringNotEquals": {"aws:SourceVpc": "vpc-1"}, "Null": {"aws:sourcevpc": "false"}"#),
        ),
        fixed(
            "allow-negated",
            Identity,
            region(r#""Null": {"aws:username": "false"}, "StringNotEquals": {"aws:SourceVpc": "vpc-1"}"#),
            "\"StringNotEquals\"",
            never_when(r#""StringNotEquals": {"aws:username": "a"}"#),
        ),
        fixed("mfa-without-if-exists", Identity, mfa("Bool"), "\"Bool\"", mfa("BoolIfExists")),
        case(
            "mfa-of-service",
            Trust,
            of(r#"{"Service": "ec2.amazonaws.com"}"#, with_mfa),
            "\"ec2.amazonaws.com\"",
            of(r#"{"AWS": "111122223333"}"#, with_mfa),
        ),
        fixed(
            "deny-by-network",
            Identity,
            never_when(r#""NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}"#),
            "\"NotIpAddress\"",
            never_when(r#""NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}, "Bool": {"aws:ViaAWSService": "false"}"#),
        ),
        fixed(
            "unknown-global-key",
            Identity,
            region(r#""StringEquals": {"aws:usrname": "a"}"#),
            "\"aws:usrname\"",
            region(r#""StringEquals": {"AWS:UserName": "a"}"#),
        ),
        fixed(
            "unknown-key",
            Identity,
            when("s3:ListBucket", r#""StringEquals": {"s3:prefx": "a"}"#),
            "\"s3:prefx\"",
            when("s3:ListBucket", r#""StringEquals": {"s3:prefix": "a"}"#),
        ),
    ]
}

/// Keys that a request never has, and old ones.
fn keys() -> Vec<Case> {
    let region = |condition: &str| when("s3:GetObject", condition);
    vec![
        case(
            "key-not-sent",
            Identity,
            when("s3:GetObject", r#""StringEquals": {"s3:prefix": "a"}"#),
            "\"s3:prefix\"",
            when("s3:List*", r#""StringEquals": {"s3:prefix": "a"}"#),
        ),
        case(
            "key-not-sent",
            Identity,
            when("s3:GetObject", r#""StringEquals": {"aws:RequestTag/a": "a"}"#),
            "\"aws:RequestTag/a\"",
            region(r#""StringEquals": {"aws:ResourceTag/a": "a"}"#),
        ),
        case(
            "key-not-sent",
            Identity,
            when("autoscaling:DescribeAutoScalingGroups", r#""StringEquals": {"aws:ResourceTag/a": "a"}"#),
            "\"aws:ResourceTag/a\"",
            when("autoscaling:DeleteAutoScalingGroup", r#""StringEquals": {"aws:ResourceTag/a": "a"}"#),
        ),
        fixed(
            "deprecated-key",
            Identity,
            region(r#""StringEquals": {"aws:SourceOwner": "111122223333"}"#),
            "\"aws:SourceOwner\"",
            region(r#""StringEquals": {"aws:SourceAccount": "111122223333"}"#),
        ),
    ]
}

fn operators() -> Vec<Case> {
    let tags = |operator: &str, more: &str| when("ec2:CreateTags", &format!(r#""{operator}": {{"aws:TagKeys": ["a"]}}{more}"#));
    let one = |operator: &str, key: &str, value: &str| when("s3:GetObject", &format!(r#""{operator}": {{"{key}": "{value}"}}"#));
    let arn = "arn:aws:iam::111122223333:role/*";
    let mut cases = vec![
        fixed(
            "string-like-for-arn",
            Identity,
            one("StringLike", "aws:PrincipalArn", arn),
            "\"StringLike\"",
            one("ArnLike", "aws:PrincipalArn", arn),
        ),
        fixed(
            "string-operator-for-arn",
            Identity,
            one("StringEquals", "aws:PrincipalArn", &arn.replace('*', "a")),
            "\"StringEquals\"",
            one("ArnEquals", "aws:PrincipalArn", arn),
        ),
        fixed("set-operator-missing", Identity, tags("StringEquals", ""), "\"StringEquals\"", tags("ForAnyValue:StringEquals", "")),
        fixed(
            "for-all-values-single",
            Identity,
            one("ForAllValues:StringEquals", "aws:username", "a"),
            "\"ForAllValues:StringEquals\"",
            one("StringEquals", "aws:username", "a"),
        ),
        fixed(
            "for-any-value-single",
            Identity,
            one("ForAnyValue:StringEquals", "aws:username", "a"),
            "\"ForAnyValue:StringEquals\"",
            one("StringEquals", "aws:username", "a"),
        ),
        fixed(
            "for-all-values-without-null",
            Identity,
            tags("ForAllValues:StringEquals", ""),
            "\"ForAllValues:StringEquals\"",
            tags("ForAllValues:StringEquals", r#", "Null": {"aws:TagKeys": "false"}"#),
        ),
    ];
    for (wrong, right, key, value) in [
        ("StringEquals", "IpAddress", "aws:SourceIp", "203.0.113.7"),
        ("StringNotEquals", "NotIpAddress", "aws:SourceIp", "203.0.113.7"),
        ("StringEquals", "Bool", "aws:SecureTransport", "true"),
        ("StringEquals", "DateEquals", "aws:CurrentTime", "2026-01-31"),
        ("NumericLessThan", "DateLessThan", "aws:CurrentTime", "2026"),
        ("DateGreaterThanEquals", "NumericGreaterThanEquals", "aws:MultiFactorAuthAge", "3600"),
        ("NumericEquals", "StringEquals", "aws:username", "1"),
        ("ArnLike", "StringLike", "aws:username", "arn:aws:s3:::a"),
    ] {
        let place: &'static str = format!("\"{wrong}\"").leak();
        cases.push(fixed("operator-type", Identity, one(wrong, key, value), place, one(right, key, value)));
    }
    cases
}

fn values() -> Vec<Case> {
    let one = |operator: &str, key: &str, value: &str| when("s3:GetObject", &format!(r#""{operator}": {{"{key}": {value}}}"#));
    let mut cases = Vec::new();
    for (code, operator, key, wrong, right) in [
        ("not-a-number", "NumericLessThan", "aws:MultiFactorAuthAge", "\"an hour\"", "3600"),
        ("not-a-date", "DateLessThan", "aws:CurrentTime", "\"2026-02-30\"", "\"2026-12-01T00:00:00Z\""),
        ("not-a-boolean", "Bool", "aws:SecureTransport", "\"yes\"", "true"),
        ("not-a-boolean", "Null", "aws:username", "\"absent\"", "\"true\""),
        ("not-a-network", "IpAddress", "aws:SourceIp", "\"203.0.113.*\"", "\"203.0.113.0/24\""),
        ("not-an-arn", "ArnLike", "aws:PrincipalArn", "\"role/app\"", "\"arn:aws:iam::*:role/app\""),
        ("not-base64", "BinaryEquals", "aws:username", "\"!\"", "\"aGk=\""),
        ("private-address", "IpAddress", "aws:SourceIp", "\"10.0.0.0/8\"", "\"203.0.113.0/24\""),
        ("every-address", "IpAddress", "aws:SourceIp", "\"0.0.0.0/0\"", "\"2001:db8::/32\""),
    ] {
        cases.push(case(code, Identity, one(operator, key, wrong), wrong, one(operator, key, right)));
    }
    let name = |operator, value| one(operator, "aws:username", value);
    cases.push(fixed("wildcard-without-like", Identity, name("StringEquals", "\"a*\""), "\"a*\"", name("StringEquals", "\"a${*}\"")));
    cases.push(fixed("wildcard-without-like", Identity, name("StringNotEqualsIfExists", "\"a?\""), "\"a?\"", name("StringLike", "\"a*\"")));
    cases.push(case("wildcard-without-like", Identity, name("StringEqualsIgnoreCase", "\"a*\""), "\"a*\"", name("StringLike", "\"a*\"")));
    let account = |value| one("StringEquals", "aws:SourceAccount", value);
    cases.push(fixed("unquoted-value", Identity, account("111122223333"), "111122223333", account("\"111122223333\"")));
    cases
}

fn variables() -> Vec<Case> {
    let own = |name: &str| on("s3:GetObject", &format!("arn:aws:s3:::a/{name}/*"));
    let place: &'static str = "\"arn:aws:s3:::a/${aws:username}/*\"";
    vec![
        fixed("variable-in-old-version", Identity, own("${aws:username}").replace("2012", "2008"), place, own("${aws:username}")),
        fixed("variable-in-old-version", Identity, own("${aws:username}").replace("\"Version\": \"2012-10-17\", ", ""), place, own("a")),
        fixed(
            "unknown-variable",
            Identity,
            own("${aws:usrname}"),
            "\"arn:aws:s3:::a/${aws:usrname}/*\"",
            own("${aws:PrincipalTag/team, 'none'}"),
        ),
        case(
            "multivalued-variable",
            Identity,
            own("${aws:PrincipalOrgPaths}"),
            "\"arn:aws:s3:::a/${aws:PrincipalOrgPaths}/*\"",
            own("${aws:userid}"),
        ),
        case("variable-not-replaced", Identity, on("s3:${aws:username}", "*"), "\"s3:${aws:username}\"", own("${$}")),
        case(
            "variable-not-replaced",
            Identity,
            when("s3:GetObject", r#""NumericEquals": {"aws:MultiFactorAuthAge": "${aws:EpochTime}"}"#),
            "\"${aws:EpochTime}\"",
            when("s3:GetObject", r#""StringEquals": {"aws:username": "${aws:userid}"}"#),
        ),
        fixed(
            "blanks-in-variable",
            Identity,
            own("${ aws:username }"),
            "\"arn:aws:s3:::a/${ aws:username }/*\"",
            own("${aws:username, 'nobody'}"),
        ),
        case("unclosed-variable", Identity, own("${aws:username"), "\"arn:aws:s3:::a/${aws:username/*\"", own("${aws:username}")),
    ]
}

fn grants() -> Vec<Case> {
    let role = "arn:aws:iam::111122223333:role/app";
    vec![
        case("full-access", Identity, on("*", "*"), "\"*\"", deny(r#""Action": "*", "Resource": "*""#)),
        case("whole-service", Identity, on("health:*", "*"), "\"health:*\"", on("health:Describe*", "*")),
        case(
            "whole-service",
            Identity,
            on("health:*", "arn:aws:health:*::*"),
            "\"health:*\"",
            on("health:*", "arn:aws:health:*::event/EC2/*"),
        ),
        case(
            "permissions-management-on-all",
            Identity,
            on("iam:Put*", "arn:aws:iam::*:*"),
            "\"iam:Put*\"",
            on("iam:Put*", "arn:aws:iam::*:user/a"),
        ),
        case("permissions-management-on-all", Identity, on("iam:Put*", "*"), "\"iam:Put*\"", on("iam:Get*", "*")),
        case(
            "permissions-management-on-all",
            Identity,
            on("s3:PutBucketPolicy", "*"),
            "\"s3:PutBucketPolicy\"",
            on("s3:PutBucketPolicy", "arn:aws:s3:::a"),
        ),
        case(
            "allow-not-action",
            Identity,
            allow(r#""NotAction": "iam:*", "Resource": "*""#),
            "\"NotAction\"",
            deny(r#""NotAction": "iam:*", "Resource": "*""#),
        ),
        case(
            "allow-not-resource",
            Identity,
            allow(r#""Action": "s3:GetObject", "NotResource": "arn:aws:s3:::a/*""#),
            "\"NotResource\"",
            deny(r#""Action": "s3:GetObject", "NotResource": "arn:aws:s3:::a/*""#),
        ),
        case("pass-role-on-all", Identity, on("iam:PassRole", "*"), "\"iam:PassRole\"", on("iam:PassRole", role)),
        case(
            "pass-role-on-all",
            Identity,
            on("iam:Pass*", "arn:aws:iam::*:role/*"),
            "\"iam:Pass*\"",
            when("iam:PassRole", r#""StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"}"#),
        ),
        case(
            "pass-role-on-all",
            Identity,
            when("*", r#""StringEquals": {"aws:PrincipalTag/team": "ops"}"#),
            "\"*\"",
            when("*", r#""StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"}"#),
        ),
        case(
            "linked-role-on-all",
            Identity,
            on("iam:CreateServiceLinkedRole", "*"),
            "\"iam:CreateServiceLinkedRole\"",
            when("iam:CreateServiceLinkedRole", r#""StringLike": {"iam:AWSServiceName": "elasticloadbalancing.amazonaws.com"}"#),
        ),
    ]
}

fn principals() -> Vec<Case> {
    let topic = r#""Action": "sns:Publish", "Resource": "arn:aws:sns:eu-west-1:111122223333:t""#;
    let from = r#", "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::a"}}"#;
    let (account, service) = (r#"{"AWS": "111122223333"}"#, r#"{"Service": "s3.amazonaws.com"}"#);
    let github = r#"{"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}"#;
    let web = r#""Action": "sts:AssumeRoleWithWebIdentity""#;
    let claim =
        |name: &str| format!(r#"{web}, "Condition": {{"StringLike": {{"token.actions.githubusercontent.com:{name}": "repo:a/b:*"}}}}"#);
    let by = |key: &str, name: &str| {
        let condition = format!(r#"{{"ArnNotEquals": {{"{key}": "arn:aws:iam::111122223333:user/{name}"}}}}"#);
        deny(&format!(r#""Principal": {account}, {topic}, "Condition": {condition}"#))
    };
    vec![
        fixed(
            "nobody-has-arn",
            Resource,
            by("aws:PrincipalArn", "gone"),
            "\"arn:aws:iam::111122223333:user/gone\"",
            by("aws:PrincipalArn", "alice"),
        ),
        fixed(
            "nobody-has-arn",
            Resource,
            by("AWS:principalarn", "gone"),
            "\"arn:aws:iam::111122223333:user/gone\"",
            by("aws:SourceArn", "gone"),
        ),
        fixed(
            "nobody-has-arn",
            Resource,
            by("aws:PrincipalArn", "gone"),
            "\"arn:aws:iam::111122223333:user/gone\"",
            by("aws:PrincipalArn", "${aws:username}"),
        ),
        case(
            "allow-not-principal",
            Resource,
            allow(&format!(r#""NotPrincipal": {account}, {topic}"#)),
            "\"NotPrincipal\"",
            deny(&format!(r#""NotPrincipal": {account}, {topic}"#)),
        ),
        fixed(
            "not-principal-account",
            Resource,
            deny(&format!(r#""NotPrincipal": {{"AWS": "arn:aws:iam::111122223333:user/a"}}, {topic}"#)),
            "\"arn:aws:iam::111122223333:user/a\"",
            deny(&format!(r#""NotPrincipal": {{"AWS": ["arn:aws:iam::111122223333:user/a", "111122223333"]}}, {topic}"#)),
        ),
        fixed(
            "not-principal-account",
            Resource,
            deny(&format!(r#""NotPrincipal": {{"AWS": ["111122223333", "arn:aws:sts::111122223333:assumed-role/r/s"]}}, {topic}"#)),
            "\"arn:aws:sts::111122223333:assumed-role/r/s\"",
            deny(&format!(
                r#""NotPrincipal": {{"AWS": ["111122223333", "arn:aws:iam::111122223333:role/p/r", "arn:aws:sts::111122223333:assumed-role/r/s"]}}, {topic}"#
            )),
        ),
        case("public", Resource, of("\"*\"", topic), "\"*\"", of("\"*\"", &format!("{topic}{from}"))),
        case(
            "public",
            Trust,
            of(r#"{"AWS": "*"}"#, r#""Action": "sts:AssumeRole""#),
            "\"*\"",
            of(account, r#""Action": "sts:AssumeRole""#),
        ),
        case("service-for-anyone", Resource, of(service, topic), "\"s3.amazonaws.com\"", of(service, &format!("{topic}{from}"))),
        case(
            "any-web-identity",
            Trust,
            of(github, &claim("aud")),
            "\"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com\"",
            of(github, &claim("sub")),
        ),
        case("trust-action", Trust, of(account, web), "\"111122223333\"", of(account, r#""Action": ["sts:AssumeRole", "sts:TagSession"]"#)),
    ]
}

fn redundancy() -> Vec<Case> {
    let actions = |actions: &str| allow(&format!(r#""Action": [{actions}], "Resource": "*""#));
    let statements = |one: &str, other: &str| document(&format!("{one}, {other}"));
    let put = read("B").replace("GetObject", "PutObject");
    let all = read("C").replace("GetObject", "*");
    let never = |text: &str| text.replace("Allow", "Deny");
    vec![
        fixed(
            "duplicate-entry",
            Identity,
            actions(r#""s3:GetObject", "s3:getobject""#),
            "\"s3:getobject\"",
            actions(r#""s3:GetObject", "s3:PutObject""#),
        ),
        fixed(
            "covered-entry",
            Identity,
            actions(r#""s3:GetObject", "s3:Get*""#),
            "\"s3:GetObject\"",
            actions(r#""s3:PutObject", "s3:Get*""#),
        ),
        fixed("covered-entry", Identity, actions(r#""s3:Get*", "s3:Get**""#), "\"s3:Get**\"", actions(r#""s3:Get?bject", "s3:Put*""#)),
        fixed("redundant-statement", Identity, statements(&read("A"), &all), "", statements(&read("A"), &put)),
        fixed("redundant-statement", Identity, statements(&never(&read("A")), &never(&all)), "", statements(&never(&read("A")), &put)),
        fixed("shadowed-statement", Identity, statements(&read("A"), &never(&all)), "\"Allow\"", statements(&read("A"), &never(&put))),
        fixed(
            "shadowed-entry",
            Identity,
            statements(&read("A").replace("\"s3:GetObject\"", "[\"s3:GetObject\", \"s3:PutObject\"]"), &never(&put)),
            "\"s3:PutObject\"",
            statements(&read("A"), &never(&put)),
        ),
    ]
}

fn cases() -> Vec<Case> {
    [
        grammar(),
        documents(),
        actions(),
        resources(),
        conditions(),
        keys(),
        operators(),
        values(),
        variables(),
        grants(),
        principals(),
        redundancy(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// In an account that has alice and nobody else.
fn with_code(text: &str, kind: DocumentKind, code: &str) -> Vec<Finding> {
    let nobody = |arn: &str| {
        let (before, name) = arn.split_once(":user/").filter(|(_, name)| *name != "alice")?;
        Some(Nobody { who: format!("user {name}"), nearest: Some(format!("{before}:user/alice")) })
    };
    let named = lint_named(text, kind, nobody);
    lint(text, kind).into_iter().chain(named).filter(|finding| finding.code == code).collect()
}

#[test]
fn every_code_finds_what_is_wrong_and_only_that() {
    for case in cases() {
        let found = with_code(&case.wrong, case.kind, case.code);
        let [finding] = found.as_slice() else { panic!("{}: {} {:#?}", case.code, case.wrong, lint(&case.wrong, case.kind)) };
        if !case.place.is_empty() {
            assert_eq!(&case.wrong[finding.span.start..finding.span.end], case.place, "{}", case.code);
        }
        assert!(finding.message.ends_with('.'), "{}", finding.message);
        assert_eq!(with_code(&case.right, case.kind, case.code), [], "{}", case.right);
        assert_eq!(finding.fix.is_some(), case.fixed, "{}: {}", case.code, case.wrong);
    }
    let seen: BTreeSet<&str> = cases().iter().map(|case| case.code).collect();
    let known: BTreeSet<&str> = RULES.iter().map(|rule| rule.code).collect();
    assert_eq!(seen, known, "every code has a case");
}

/// What an action is called has nothing to do with what else is wrong, as long as the text can be read at all.
#[test]
fn the_nearest_form_is_named_for_what_fits_nothing() {
    for (action, resource, form) in [
        ("s3:Get?bject*", "arn:aws:s3:::b/", "arn:${Partition}:s3:::${BucketName}/${ObjectName}"),
        ("iam:*", "arn:aws:iam::111122223333:users/alice", "arn:${Partition}:iam::${Account}:user/${UserNameWithPath}"),
        ("dynamodb:*", "arn:aws:dynamodb:*:111122223333:tables/t", "arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}"),
    ] {
        let found = with_code(&on(action, resource), Identity, "resource-fits-nothing");
        assert!(found.len() == 1 && found[0].message.contains(form), "{found:#?}");
    }
}

#[test]
fn unknown_actions_are_told_beside_other_errors() {
    let statement = r#"{"Efect": "Allow", "Action": ["s3:GetObjekt", "s3:GetObject"], "Resource": "*"}"#;
    let text = document(statement);
    let codes = |text: &str| lint(text, Identity).into_iter().map(|finding| finding.code).collect::<Vec<_>>();
    assert_eq!(codes(&text), ["structure", "structure", "unknown-action"]);
    let finding = &with_code(&text, Identity, "unknown-action")[0];
    assert_eq!(&text[finding.span.start..finding.span.end], "\"s3:GetObjekt\"");
    // Of what is no JSON, or no statement, nothing is known.
    assert_eq!(codes(&text.replace("]}", "}")), ["json"]);
    assert_eq!(codes(&text.replace(statement, &format!("[{statement}]"))), ["structure"]);
    assert_eq!(codes(&document(&statement.replace(r#""s3:GetObject"]"#, "5]"))), ["structure", "structure", "unknown-action", "structure"]);
}

#[test]
fn fixes_take_their_finding_away_and_bring_no_error() {
    for case in cases().into_iter().filter(|case| case.fixed) {
        for finding in with_code(&case.wrong, case.kind, case.code) {
            let fix = finding.fix.unwrap();
            assert!(!fix.label.is_empty() && fix.edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "{fix:?}");
            let mended = fix.applied(&case.wrong);
            assert_eq!(with_code(&mended, case.kind, case.code), [], "{mended}");
            let errors: Vec<_> = lint(&mended, case.kind).into_iter().filter(|finding| finding.severity == Severity::Error).collect();
            assert!(errors.is_empty(), "{mended} {errors:#?}");
        }
    }
}

#[test]
fn rules_are_told_in_a_sentence_and_have_a_code_each() {
    let codes: BTreeSet<&str> = RULES.iter().map(|rule| rule.code).collect();
    assert_eq!(codes.len(), RULES.len());
    for rule in RULES {
        assert!(
            rule.about.ends_with('.')
                && !rule.title.ends_with('.')
                && rule.code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        );
        assert_eq!(Rule::of(rule.code), Some(rule));
    }
}

/// A fix makes it better, or there is none.
#[test]
fn what_stands_before_no_document_is_told_without_a_fix() {
    let found = &lint("x{", Identity)[0];
    assert_eq!((found.code, found.message.contains("nothing stands before that"), &found.fix), ("json", true, &None), "{found:?}");
}

/// As the policy's page says of the same policy that nothing comes of them.
#[test]
fn of_a_pattern_that_is_matched_in_part_the_other_part_is_told() {
    let told = |action: &str, resource: &str| {
        let found = lint(&on(action, resource), Identity).into_iter().find(|finding| finding.code == "partly-not-scopable");
        found.map(|finding| finding.message)
    };
    let message = told("iam:List*", "arn:aws:iam::*:user/ana").unwrap();
    assert!(message.starts_with("14 of the 38 actions of iam:List* take no resources: only the resource * matches"), "{message}");
    let message = told("sqs:*", "arn:aws:sqs:*:*:q").unwrap();
    assert_eq!(
        message,
        "One action of sqs:* takes no resource: only the resource * matches it, not these ARNs, so nothing comes of ListQueues."
    );
    assert_eq!(told("s3:GetObject*", "arn:aws:s3:::a/*"), None);
    let denied = on("s3:*", "arn:aws:s3:::a/*").replace("Allow", "Deny");
    assert!(!lint(&denied, Identity).iter().any(|finding| finding.code == "partly-not-scopable"), "nothing is lost by a denial");
}
