//! In which circumstances somebody is told to ask: those that they can bring about, that AWS sends, and that are safe.

use iam_console::access::may;
use iam_console::account::operation::*;
use iam_console::policy::request::Value;

use super::ways_done::{GET, S3_ALL, question, told, world};

/// What no request ever has is no circumstance that anybody could ask in.
#[test]
fn no_value_is_offered_that_aws_never_sends() {
    let (mut world, alice) = world();
    for condition in [
        r#"{"NumericLessThan":{"aws:TokenIssueTime":"0"}}"#,
        r#"{"NumericLessThan":{"aws:TokenIssueTime":"300"}}"#,
        r#"{"NumericLessThan":{"s3:max-keys":"0"}}"#,
    ] {
        let policy_document = S3_ALL.replace(r#""Resource":"*""#, &format!(r#""Resource":"*","Condition":{condition}"#));
        world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document });
        let words = told(&world, &alice, ("s3:ListBucket", "arn:aws:s3:::reports"));
        assert!(!words.iter().any(|words| words.starts_with("Make the request with")), "{condition}: {words:?}");
    }
}

/// What AWS never sends is no way: no policy and no service is called `other`.
#[test]
fn nobody_is_told_to_pass_what_there_is_not() {
    let (mut world, alice) = world();
    for condition in [
        r#"{"StringEquals":{"iam:PassedToService":"ec2.amazonaws.com"}}"#,
        r#"{"ArnEquals":{"iam:PolicyARN":"arn:aws:iam::aws:policy/AdministratorAccess"}}"#,
    ] {
        let statement = |effect: &str, rest: &str| format!(r#"{{"Effect":"{effect}","Action":"iam:*","Resource":"*"{rest}}}"#);
        let all = [statement("Allow", ""), statement("Deny", &format!(r#","Condition":{condition}"#))].join(",");
        let policy_document = format!(r#"{{"Version":"2012-10-17","Statement":[{all}]}}"#);
        world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document });
        for (action, key, value) in [
            ("iam:PassRole", "iam:PassedToService", "ec2.amazonaws.com"),
            ("iam:AttachUserPolicy", "iam:PolicyARN", "arn:aws:iam::aws:policy/AdministratorAccess"),
        ] {
            let mut asked = question(&world.account, alice.clone(), (action, "arn:aws:iam::ACCOUNT:role/x"));
            asked.given.push((key.to_owned(), Value::Single(value.to_owned())));
            let answer = may(&world.account, &asked).unwrap();
            let words: Vec<String> = answer.remedies.iter().map(|remedy| answer.remedy_in_words(remedy)).collect();
            assert!(!words.iter().any(|words| words.contains("other")), "{words:?}");
        }
    }
}

/// What tells what the resource is like, or who asks, is as it is; so is what a service knows of no other value.
#[test]
fn a_denial_is_not_escaped_by_what_nobody_can_bring_about() {
    let (mut world, alice) = world();
    let tags = vec![Tag { key: "team".into(), value: "red".into() }];
    world.change(TagUser { user_name: "alice".into(), tags });
    for (condition, told_with) in [
        (r#"{"Null":{"aws:PrincipalTag/team":"false"}}"#, None),
        (r#"{"StringEquals":{"s3:signatureversion":"AWS4-HMAC-SHA256"}}"#, None),
        (r#"{"StringEquals":{"s3:authType":"REST-HEADER"}}"#, None),
        (r#"{"Null":{"aws:TokenIssueTime":"true"}}"#, Some("Ask with temporary credentials")),
    ] {
        let deny = format!(r#"{{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{condition}}}"#);
        let policy_document = S3_ALL.replace("}]}", &format!("}},{deny}]}}"));
        world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document });
        let words = told(&world, &alice, GET);
        let of_request = words.iter().find(|words| words.starts_with("Make the request") || words.starts_with("Ask "));
        assert_eq!(of_request.map(|words| told_with.is_some_and(|with| words.contains(with))), told_with.map(|_| true), "{words:?}");
    }
}

/// No way goes without TLS: what is sent would be open to everyone between.
#[test]
fn nobody_is_told_to_ask_over_plain_http() {
    let (mut world, alice) = world();
    let condition = |effect: &str, wanted: &str| {
        let text = S3_ALL.replace("Allow", effect);
        text.replace(r#""Resource":"*""#, &format!(r#""Resource":"*","Condition":{{"Bool":{{"aws:SecureTransport":"{wanted}"}}}}"#))
    };
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document: S3_ALL.into() });
    let asks = |words: &Vec<String>| words.iter().any(|words| words.contains("aws:SecureTransport ="));
    // What is denied over TLS, and what is allowed over plain HTTP alone.
    for (name, effect, wanted) in [("plain", "Deny", "true"), ("own", "Allow", "false")] {
        world.change(PutUserPolicy { user_name: "alice".into(), policy_name: name.into(), policy_document: condition(effect, wanted) });
        let words = told(&world, &alice, GET);
        assert!(!words.is_empty() && !asks(&words), "{words:?}");
        world.change(DeleteUserPolicy { user_name: "alice".into(), policy_name: name.into() });
    }
    // Who is asked about as if over plain HTTP is told to use TLS.
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document: condition("Allow", "true") });
    let mut question = question(&world.account, alice, GET);
    question.given.push(("aws:SecureTransport".into(), Value::Single("false".into())));
    let answer = may(&world.account, &question).unwrap();
    assert_eq!(answer.remedy_in_words(&answer.remedies[0]), "Make the request over TLS (aws:SecureTransport = true).");
}
