//! Conditions: their form, keys, operators, values and variables.

use super::{Case, case, deny, fixed, of, on, when};
use iam_console::policy::document::DocumentKind::{Identity, Trust};

/// All of them.
pub(super) fn cases() -> Vec<Case> {
    [conditions(), keys(), operators(), values(), variables()].into_iter().flatten().collect()
}

fn never_when(condition: &str) -> String {
    deny(&format!(r#""Action": "s3:GetObject", "Resource": "*", "Condition": {{{condition}}}"#))
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
