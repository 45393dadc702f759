//! Points 18 to 23: actions and resources.

use super::case::*;

/// Whether an identity statement on these resources allows an action on this one.
#[track_caller]
fn reaches(pattern: &str, resource: &str, expected: bool) {
    let service = resource.split(':').nth(2).unwrap_or("s3");
    let case = ask(ALICE, &format!("{service}:DoIt"), resource).owner(ACCOUNT).identity(&allow("*", pattern));
    expect(&case, if expected { ALLOWED } else { NONE }, &format!("{pattern} {resource}"));
    let not = format!(r#"{{"Effect":"Allow","Action":"*","NotResource":"{pattern}"}}"#);
    let case = ask(ALICE, &format!("{service}:DoIt"), resource).owner(ACCOUNT).identity(&not);
    expect(&case, if expected { NONE } else { ALLOWED }, &format!("not {pattern} {resource}"));
}

#[test]
fn p18_what_heeds_case_and_what_does_not() {
    for (action, decision) in [
        ("s3:getobject", ALLOWED),
        ("S3:GETOBJECT", ALLOWED),
        ("s3:GET*", ALLOWED),
        ("S3:*", ALLOWED),
        ("s3:get?bject", ALLOWED),
        ("s3:GetObjects", NONE),
    ] {
        expect(&get().identity(&allow(action, "*")), decision, action);
    }
    for (resource, decision) in [
        (OBJECT, ALLOWED),
        ("arn:aws:s3:::Reports/2026/q1.pdf", NONE),
        ("arn:aws:s3:::reports/2026/Q1.pdf", NONE),
        ("arn:aws:S3:::reports/2026/q1.pdf", NONE),
        ("ARN:aws:s3:::reports/2026/q1.pdf", NONE),
        ("arn:aws:s3:::reports/*", ALLOWED),
        ("arn:aws:s3:::Reports/*", NONE),
    ] {
        let policy = iam_console::policy::document::Document::read(&format!(
            r#"{{"Version":"2012-10-17","Statement":[{}]}}"#,
            allow("s3:*", resource)
        ));
        assert!(policy.is_ok());
        expect(&get().identity(&allow("s3:*", resource)), decision, resource);
    }
    let case = || get().with("AWS:PrincipalTAG/Team", "Red");
    expect(&case().identity(&allow_if(r#"{"StringEquals":{"aws:principaltag/TEAM":"Red"}}"#)), ALLOWED, "key names");
    expect(&case().identity(&allow_if(r#"{"StringEquals":{"aws:PrincipalTag/Team":"red"}}"#)), NONE, "values of StringEquals");
    expect(&case().identity(&allow_if(r#"{"StringEqualsIgnoreCase":{"aws:PrincipalTag/Team":"red"}}"#)), ALLOWED, "IgnoreCase");
    expect(&case().identity(&allow_if(r#"{"StringLike":{"aws:PrincipalTag/Team":"r*"}}"#)), NONE, "values of StringLike");
    expect(&case().identity(&allow_if(r#"{"stringequals":{"aws:PrincipalTag/Team":"Red"}}"#)), ALLOWED, "operators");
}

#[test]
fn p19_stars_run_over_slashes_and_over_colons_where_they_end_a_part_or_are_in_the_last() {
    const QUEUE: &str = "arn:aws:sqs:eu-west-1:111122223333:orders";
    for (pattern, resource, expected) in [
        ("*", QUEUE, true),
        ("arn:*", QUEUE, true),
        ("arn:aws:*", QUEUE, true),
        ("arn:aws:sqs:*", QUEUE, true),
        ("arn:aws:sqs:*:orders", QUEUE, true),
        ("arn:aws:sqs:*:*", QUEUE, true),
        ("arn:aws:sqs:eu-*", QUEUE, true),
        ("arn:aws:sqs:eu-*:orders", QUEUE, true),
        ("arn:aws:sqs:eu-*-1:orders", QUEUE, false),
        ("arn:aws:sqs:eu-*-1:*:orders", QUEUE, true),
        ("arn:aws:sqs:*:111122223333:ord*", QUEUE, true),
        ("arn:aws:sqs:*:111122223333:*s", QUEUE, true),
        ("arn:aws:sqs:*:111122223333:*x", QUEUE, false),
        ("arn:aws:sqs:*:444455556666:*", QUEUE, false),
        ("arn:aws:sqs:e*s", QUEUE, false),
        ("arn:aws:sqs", QUEUE, false),
        ("arn:aws:s3:::reports/*", "arn:aws:s3:::reports/a/b/c", true),
        ("arn:aws:s3:::reports/*/c", "arn:aws:s3:::reports/a/b/c", true),
        ("arn:aws:s3:::reports/*/d", "arn:aws:s3:::reports/a/b/c", false),
        ("arn:aws:s3:::*/c", "arn:aws:s3:::reports/a/b/c", true),
        ("arn:aws:s3:::rep*", "arn:aws:s3:::reports/a:b", true),
        ("arn:aws:s3:::rep*/b", "arn:aws:s3:::reports/a:b/b", true),
        ("arn:aws:s3:::reports/*.pem", "arn:aws:s3:::reports/2026-01-01T10:00.pem", true),
        ("arn:aws:s3:::reports/*z", "arn:aws:s3:::reports/x/y:z", true),
        ("arn:aws:s3:::reports/a?b", "arn:aws:s3:::reports/a:b", true),
        ("arn:aws:s3:::reports/a?b", "arn:aws:s3:::reports/a::b", false),
        ("arn:aws:s?:::reports/a", "arn:aws:s::::reports/a", false),
        ("arn:aws:sqs:eu-*:111122223333:ord*:?", "arn:aws:sqs:eu-west-1:111122223333:orders:x:y", true),
        ("arn:aws:s3:::reports/*", "arn:aws:s3:::reports/", true),
        ("arn:aws:s3:::reports/?", "arn:aws:s3:::reports/é", true),
        ("arn:aws:s3:::reports/?", "arn:aws:s3:::reports/", false),
        ("arn:aws:s3:::reports/?", "arn:aws:s3:::reports/ab", false),
        ("arn:aws:s3:::reports/??", "arn:aws:s3:::reports/ab", true),
        ("arn:aws:logs:*:*:log-group:*", "arn:aws:logs:eu-west-1:111122223333:log-group:/app:log-stream:x", true),
        ("arn:aws:logs:*:*:log-group:/app*:x", "arn:aws:logs:eu-west-1:111122223333:log-group:/app:log-stream:x", true),
        ("arn:aws:lambda:*:*:function:pay", "arn:aws:lambda:eu-west-1:111122223333:function:pay:3", false),
        ("arn:aws:lambda:*:*:function:pay*", "arn:aws:lambda:eu-west-1:111122223333:function:pay:3", true),
        ("arn:aws:dynamodb:*:*:table/t?st", "arn:aws:dynamodb:eu-west-1:111122223333:table/test", true),
        // What looks like a wildcard in a request is none.
        ("arn:aws:s3:::reports/a", "arn:aws:s3:::reports/*", false),
        ("arn:aws:s3:::reports/*", "arn:aws:s3:::reports/*", true),
        ("arn:aws:s3:::reports/${*}", "arn:aws:s3:::reports/*", true),
        ("arn:aws:s3:::reports/${*}", "arn:aws:s3:::reports/a", false),
        ("arn:aws:s3:::reports/?", "arn:aws:s3:::reports/?", true),
    ] {
        reaches(pattern, resource, expected);
    }
    for (action, decision) in [
        ("s3:Get?bject", ALLOWED),
        ("s3:GetObjec?", ALLOWED),
        ("s3:GetObject?", NONE),
        ("s3:?etObject", ALLOWED),
        ("s3:*?Object", ALLOWED),
        ("?3:GetObject", ALLOWED),
    ] {
        expect(&get().identity(&allow(action, "*")), decision, action);
    }
}

#[test]
fn p20_an_action_without_resources_is_matched_by_a_lone_star_only() {
    let list = |resource: &str| ask(ALICE, "s3:ListAllMyBuckets", "*").identity(&allow("s3:*", resource));
    for (resource, decision) in
        [("*", ALLOWED), ("arn:aws:s3:::*", NONE), ("arn:*", NONE), ("arn:aws:s3:*", NONE), ("**", NONE), ("?", NONE), ("${*}", NONE)]
    {
        expect(&list(resource), decision, resource);
    }
    // So it is for a request that names none, whatever the action.
    let object = |resource: &str| ask(ALICE, "s3:GetObject", "*").identity(&allow("s3:*", resource));
    expect(&object("*"), ALLOWED, "star");
    expect(&object("arn:aws:s3:::*"), NONE, "all of S3");
    let not = |resources: &str| {
        let statement = format!(r#"{{"Effect":"Allow","Action":"*","NotResource":{resources}}}"#);
        ask(ALICE, "s3:ListAllMyBuckets", "*").identity(&statement)
    };
    expect(&not(r#""arn:aws:s3:::*""#), ALLOWED, "NotResource without a star");
    expect(&not(r#"["arn:aws:s3:::b","*"]"#), NONE, "NotResource with a star");
    // An ARN that such an action is asked about makes no difference.
    expect(&ask(ALICE, "s3:ListAllMyBuckets", "arn:aws:s3:::b").identity(&allow("s3:*", "arn:aws:s3:::b")), NONE, "an ARN is given");
    expect(&ask(ALICE, "novel:DoIt", "arn:aws:novel:::b").identity(&allow("novel:*", "arn:aws:novel:::b")), ALLOWED, "an unknown action");
}

#[test]
fn p21_of_not_lists_none_may_match() {
    let actions = |list: &str| format!(r#"{{"Effect":"Allow","NotAction":{list},"Resource":"*"}}"#);
    for (list, decision) in [
        (r#""iam:*""#, ALLOWED),
        (r#"["iam:*","s3:Put*"]"#, ALLOWED),
        (r#"["iam:*","s3:Get*"]"#, NONE),
        (r#"["s3:GETOBJECT","iam:*"]"#, NONE),
        (r#""*""#, NONE),
    ] {
        expect(&get().identity(&actions(list)), decision, list);
    }
    let resources = |list: &str| format!(r#"{{"Effect":"Deny","Action":"*","NotResource":{list}}}"#);
    for (list, decision) in [
        (r#"["arn:aws:s3:::logs/*","arn:aws:s3:::reports/*"]"#, ALLOWED),
        (r#"["arn:aws:s3:::logs/*","arn:aws:s3:::reports"]"#, DENY),
        (r#"["*"]"#, ALLOWED),
    ] {
        expect(&get().identity(&allow("*", "*")).identity(&resources(list)), decision, list);
    }
}

#[test]
fn p22_a_bucket_and_its_objects_are_different_resources() {
    for (pattern, on_bucket, on_object) in
        [("arn:aws:s3:::reports", ALLOWED, NONE), ("arn:aws:s3:::reports/*", NONE, ALLOWED), ("arn:aws:s3:::reports*", ALLOWED, ALLOWED)]
    {
        expect(&ask(ALICE, "s3:ListBucket", "arn:aws:s3:::reports").identity(&allow("s3:*", pattern)), on_bucket, pattern);
        expect(&get().identity(&allow("s3:*", pattern)), on_object, pattern);
    }
}

#[test]
fn p23_one_or_a_list() {
    for text in [
        r#"{"Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}"#,
        r#"{"Statement":[{"Effect":"Allow","Action":["s3:GetObject"],"Resource":["*"]}]}"#,
        r#"{"Statement":[{"Effect":"Allow","Action":["ec2:*","s3:GetObject"],"Resource":["arn:aws:sqs:*","*"],"Condition":{"StringEquals":{"k":["w","v"]}}}]}"#,
        r#"{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"k":"v"},"Bool":{"b":true},"NumericEquals":{"n":5}}}}"#,
        r#"{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{}}}"#,
        r#"{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{}}}}"#,
    ] {
        let mut case = get().with("k", "v").with("b", "true").with("n", "5.0");
        case.policies.identity.push(document(text));
        expect(&case, ALLOWED, text);
    }
    let principals = format!(r#"{{"AWS":["{STRANGER}","{ALICE}"],"Service":["a.amazonaws.com"]}}"#);
    expect(&get().resource(&grant(&principals)), ALLOWED, "principals");
}
