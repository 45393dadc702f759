//! What is granted, and to whom.

use super::{Case, allow, case, deny, fixed, of, on, when};
use iam_console::policy::document::DocumentKind::{Identity, Resource, Trust};

/// All of them.
pub(super) fn cases() -> Vec<Case> {
    [grants(), principals(), left_out()].into_iter().flatten().collect()
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
            "pass-role-on-all",
            Identity,
            when("iam:PassRole", r#""StringLike": {"iam:PassedToService": ["ec2.amazonaws.com", "*"]}"#),
            "\"iam:PassRole\"",
            when("iam:PassRole", r#""StringLike": {"iam:PassedToService": "*.amazonaws.com"}"#),
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

/// Of those whom `NotPrincipal` leaves out.
fn left_out() -> Vec<Case> {
    let topic = r#""Action": "sns:Publish", "Resource": "arn:aws:sns:eu-west-1:111122223333:t""#;
    let account = r#"{"AWS": "111122223333"}"#;
    vec![
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
        case(
            "not-principal-account",
            Resource,
            deny(&format!(r#""NotPrincipal": {{"AWS": ["111122223333", "arn:aws:iam::111122223333:role/p/r"]}}, {topic}"#)),
            "\"arn:aws:iam::111122223333:role/p/r\"",
            deny(&format!(
                r#""NotPrincipal": {{"AWS": ["111122223333", "arn:aws:iam::111122223333:role/p/r", "arn:aws:sts::111122223333:assumed-role/r/s"]}}, {topic}"#
            )),
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
    let met = |condition: &str| of("\"*\"", &format!("{topic}, \"Condition\": {{{condition}}}"));
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
        case("public", Resource, of("\"*\"", topic), "\"*\"", of("\"*\"", &format!("{topic}{from}"))),
        case(
            "public",
            Trust,
            of(r#"{"AWS": "*"}"#, r#""Action": "sts:AssumeRole""#),
            "\"*\"",
            of(account, r#""Action": "sts:AssumeRole""#),
        ),
        case(
            "public",
            Resource,
            met(r#""Bool": {"aws:SecureTransport": "true"}"#),
            "\"*\"",
            met(r#""StringEquals": {"aws:PrincipalOrgID": "o-1"}"#),
        ),
        case(
            "public",
            Resource,
            met(r#""IpAddress": {"aws:SourceIp": "0.0.0.0/0"}"#),
            "\"*\"",
            met(r#""IpAddress": {"aws:SourceIp": "203.0.113.0/24"}"#),
        ),
        case(
            "public",
            Resource,
            met(r#""StringLike": {"aws:PrincipalOrgID": "*", "aws:UserAgent": "curl*"}"#),
            "\"*\"",
            met(r#""StringLike": {"aws:PrincipalOrgID": "o-*", "aws:UserAgent": "curl*"}"#),
        ),
        case("service-for-anyone", Resource, of(service, topic), "\"s3.amazonaws.com\"", of(service, &format!("{topic}{from}"))),
        case(
            "any-web-identity",
            Trust,
            of(github, &claim("aud")),
            "\"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com\"",
            of(github, &claim("sub")),
        ),
        case(
            "any-web-identity",
            Trust,
            of(github, &claim("sub").replace("repo:a/b:*", "repo:*")),
            "\"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com\"",
            of(github, &claim("sub").replace("repo:a/b:*", "repo:a/*")),
        ),
        case("trust-action", Trust, of(account, web), "\"111122223333\"", of(account, r#""Action": ["sts:AssumeRole", "sts:TagSession"]"#)),
    ]
}
