//! Requests and policies as they come, for properties that hold for all.
//!
//! There are few actions, resources and keys, so that things match more often than not.

use iam_console::policy::compiled::Policy;
use iam_console::policy::decision::{Level, Policies};
use iam_console::policy::document::Document;
use iam_console::policy::request::{OutOfReach, Request, Value};
use proptest::prelude::*;
use proptest::sample::select;

fn effect() -> impl Strategy<Value = &'static str> {
    prop_oneof![3 => Just("Allow"), 1 => Just("Deny")]
}

fn action() -> impl Strategy<Value = &'static str> {
    select(vec![
        r#""Action":"*""#,
        r#""Action":"s3:*""#,
        r#""Action":["s3:Get*","kms:Decrypt"]"#,
        r#""Action":"sts:*""#,
        r#""Action":["s3:GetObjct","kms:Decrpt"]"#,
        r#""NotAction":"s3:Put*""#,
        r#""NotAction":["iam:*","kms:*"]"#,
    ])
}

fn resource() -> impl Strategy<Value = &'static str> {
    select(vec![
        r#""Resource":"*""#,
        r#""Resource":"*""#,
        r#""Resource":["arn:aws:s3:::b/*","arn:aws:kms:*:*:key/*"]"#,
        r#""Resource":"arn:aws:s3:::b/${aws:username}/*""#,
        r#""NotResource":"arn:aws:s3:::b/a/*""#,
    ])
}

fn condition() -> impl Strategy<Value = &'static str> {
    let conditions = vec![
        r#","Condition":{"StringEquals":{"aws:PrincipalTag/team":["red","blue"]}}"#,
        r#","Condition":{"StringNotEquals":{"aws:PrincipalTag/team":"red"}}"#,
        r#","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"true"}}"#,
        r#","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"false"}}"#,
        r#","Condition":{"NumericLessThan":{"aws:MultiFactorAuthAge":"300"}}"#,
        r#","Condition":{"ForAnyValue:StringLike":{"aws:TagKeys":["a*"]},"Null":{"aws:username":"false"}}"#,
        r#","Condition":{"ForAllValues:StringEquals":{"aws:TagKeys":["a","b"]}}"#,
        r#","Condition":{"NotIpAddress":{"aws:SourceIp":"10.0.0.0/8"}}"#,
        r#","Condition":{"StringLike":{"s3:prefix":"${aws:username}/*"}}"#,
        r#","Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/aws-service-role/*"}}"#,
    ];
    prop_oneof![3 => Just(""), 2 => select(conditions)]
}

fn principal() -> impl Strategy<Value = &'static str> {
    select(vec![
        r#""Principal":"*","#,
        r#""Principal":{"AWS":"111122223333"},"#,
        r#""Principal":{"AWS":"arn:aws:iam::111122223333:user/alice"},"#,
        r#""Principal":{"AWS":["arn:aws:iam::111122223333:role/deploy","444455556666"]},"#,
        r#""Principal":{"Service":"lambda.amazonaws.com"},"#,
        r#""NotPrincipal":{"AWS":["arn:aws:iam::111122223333:user/alice","arn:aws:iam::111122223333:root"]},"#,
    ])
}

/// A statement, naming principals or none.
pub fn statement(with_principal: bool) -> impl Strategy<Value = String> {
    let whom = if with_principal { principal().boxed() } else { Just("").boxed() };
    (effect(), whom, action(), resource(), condition())
        .prop_map(|(effect, whom, action, resource, condition)| format!(r#"{{"Effect":"{effect}",{whom}{action},{resource}{condition}}}"#))
}

fn policy(with_principal: bool) -> impl Strategy<Value = Policy> {
    // One in a few is of the old version, which has no variables.
    let version = prop_oneof![4 => Just("2012-10-17"), 1 => Just("2008-10-17")];
    let statements = proptest::collection::vec(statement(with_principal), 1..4);
    (version, statements).prop_map(|(version, statements)| compiled_in(version, &statements.join(",")))
}

/// A policy of these statements.
pub fn compiled(statements: &str) -> Policy {
    compiled_in("2012-10-17", statements)
}

fn compiled_in(version: &str, statements: &str) -> Policy {
    let text = format!(r#"{{"Version":"{version}","Statement":[{statements}]}}"#);
    Policy::compile("p", &Document::read(&text).unwrap())
}

fn some(most: usize) -> impl Strategy<Value = Vec<Policy>> {
    proptest::collection::vec(policy(false), 0..=most)
}

fn levels() -> impl Strategy<Value = Vec<Level>> {
    proptest::collection::vec(
        proptest::collection::vec(policy(false), 0..3).prop_map(|policies| Level { name: "level".into(), policies }),
        0..3,
    )
}

/// Policies of every layer.
pub fn policies() -> impl Strategy<Value = Policies> {
    let rcps = proptest::collection::vec(policy(true), 0..2)
        .prop_map(|policies| if policies.is_empty() { Vec::new() } else { vec![Level { name: "level".into(), policies }] });
    (some(3), some(1), some(1), proptest::option::of(policy(true)), levels(), rcps, some(1)).prop_map(
        |(identity, boundary, session, resource, service_control, resource_control, endpoint)| Policies {
            identity,
            boundary,
            session,
            resource,
            service_control,
            resource_control,
            endpoint,
        },
    )
}

/// A request, with some of the keys that statements ask for.
pub fn request() -> impl Strategy<Value = Request> {
    let callers = select(vec![
        "arn:aws:iam::111122223333:user/alice",
        "arn:aws:sts::111122223333:assumed-role/deploy/s",
        "arn:aws:sts::111122223333:federated-user/bob",
        "arn:aws:iam::111122223333:root",
        "arn:aws:iam::444455556666:user/sam",
        "lambda.amazonaws.com",
        "anonymous",
    ]);
    let asked = select(vec![
        ("s3:GetObject", "arn:aws:s3:::b/a/1"),
        ("s3:PutObject", "arn:aws:s3:::b/c"),
        ("s3:ListAllMyBuckets", "*"),
        ("kms:Decrypt", "arn:aws:kms:eu-west-1:111122223333:key/1"),
        ("sts:AssumeRole", "arn:aws:iam::111122223333:role/deploy"),
        ("sts:GetCallerIdentity", "*"),
        ("sts:GetSessionToken", "*"),
    ]);
    let reached = prop_oneof![7 => Just(None), 1 => Just(Some(OutOfReach::SessionToken))];
    let one = |value: &str| Value::Single(value.to_owned());
    let many = |values: &[&str]| Value::Multi(values.iter().map(|value| (*value).to_owned()).collect());
    let keys = proptest::sample::subsequence(
        vec![
            ("aws:username", one("a")),
            ("aws:PrincipalTag/team", one("red")),
            ("aws:MultiFactorAuthPresent", one("false")),
            ("aws:MultiFactorAuthAge", one("4000")),
            ("aws:TagKeys", many(&["a", "c"])),
            ("aws:SourceIp", one("10.1.2.3")),
            ("s3:prefix", one("a/x")),
            ("aws:PrincipalArn", one("arn:aws:iam::111122223333:role/team/deploy")),
        ],
        0..=8,
    );
    (callers, asked, keys, any::<bool>(), any::<bool>(), reached).prop_map(
        |(caller, (action, resource), keys, is_foreign, is_free, out_of_reach)| {
            let mut request = Request::parse(caller, action, resource).unwrap();
            if is_foreign {
                request = request.owned_by("444455556666").unwrap();
            }
            for (key, value) in keys {
                request.context.insert(key, value);
            }
            Request { out_of_reach, needs_no_permission: is_free && action == "sts:GetSessionToken", ..request }
        },
    )
}
