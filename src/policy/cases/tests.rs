//! What a line must have, and what is said where it has not.

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::*;
use crate::policy::request::Value;

const ALICE: &str = "arn:aws:iam::111122223333:user/alice";

/// A case of which some members are others; `null` takes one away.
fn line(changes: &Json) -> String {
    let mut case = json!({ "id": "c", "principal": ALICE, "action": "s3:GetObject", "resource": "arn:aws:s3:::b/k" });
    for (name, value) in changes.as_object().unwrap() {
        case[name] = value.clone();
    }
    case.to_string()
}

fn policy(effect: &str) -> Json {
    json!({ "Version": "2012-10-17", "Statement": { "Effect": effect, "Action": "*", "Resource": "*" } })
}

fn read(line: &str) -> Case {
    Cases::default().read(line.as_bytes()).unwrap_or_else(|bad| panic!("{line}: {bad}"))
}

fn bad(line: &str) -> BadCase {
    Cases::default().read(line.as_bytes()).expect_err(line)
}

#[test]
fn every_field_is_read() {
    let named = |name: &str| json!([{ "name": name, "policy": policy("Allow"), "note": 1 }]);
    let bucket = json!({ "Statement": { "Effect": "Allow", "Principal": "*", "Action": "s3:ListBucket", "Resource": "*" } });
    let case = read(&line(&json!({
        "resourceAccount": "444455556666",
        "context": { "aws:username": "alice", "aws:TagKeys": ["a", 1, true], "none": [], "yes": true, "n": 1.50 },
        "identityPolicies": named("i"),
        "permissionBoundaryPolicies": named("b"),
        "sessionPolicies": named("s"),
        "vpcEndpointPolicies": named("v"),
        "resourcePolicy": bucket,
        "serviceControlPolicies": [{ "orgIdentifier": "r-1", "policies": named("scp") }, { "orgIdentifier": "ou", "policies": [] }],
        "resourceControlPolicies": [{ "policies": named("rcp") }],
        "expected": "implicitDeny",
        "why": { "any": ["thing"] },
        "name": null,
    })));
    let titles = |policies: &[crate::policy::compiled::Policy]| policies.iter().map(|it| it.name().to_owned()).collect::<Vec<_>>();
    let policies = &case.policies;
    assert_eq!((case.id.as_str(), case.expected, case.ignored.len()), ("c", Some(Decision::ImplicitDeny), 0));
    assert_eq!((case.request.principal.text(), case.request.action.text()), (ALICE, "s3:GetObject"));
    assert_eq!((case.request.resource.text(), case.request.owner()), ("arn:aws:s3:::b/k", Some("444455556666")));
    assert_eq!(
        [&policies.identity, &policies.boundary, &policies.session, &policies.endpoint].map(|of| titles(of).concat()),
        ["i", "b", "s", "v"]
    );
    assert!(policies.resource.as_ref().is_some_and(|policy| policy.statements()[0].principals().is_some()));
    let levels: Vec<_> = policies.service_control.iter().map(|level| (&*level.name, titles(&level.policies).concat())).collect();
    assert_eq!(levels, [("r-1", "scp".to_owned()), ("ou", String::new())]);
    assert_eq!(&*policies.resource_control[0].name, "resourceControlPolicies[0]", "a level without a name has its place");
    for (key, value) in [
        ("AWS:UserName", Value::Single("alice".into())),
        ("aws:TagKeys", Value::Multi(vec!["a".into(), "1".into(), "true".into()])),
        ("none", Value::Multi(Vec::new())),
        ("yes", Value::Single("true".into())),
        ("n", Value::Single("1.5".into())),
    ] {
        assert_eq!(case.request.context.value_of(key), Some(&value), "{key}");
    }
}

#[test]
fn what_is_null_or_empty_is_not_there() {
    for name in super::read::FIELDS.iter().filter(|name| !["id", "principal", "action", "resource"].contains(name)) {
        read(&line(&json!({ *name: null })));
    }
    let case = read(&line(&json!({ "identityPolicies": [], "serviceControlPolicies": [], "context": {} })));
    assert!(case.policies.identity.is_empty() && case.policies.service_control.is_empty() && case.policies.resource.is_none());
    assert_eq!(case.request.owner(), Some("111122223333"), "a bucket's ARN has no account");
}

#[test]
fn each_field_says_what_it_expects() {
    let document = |statement: Json| json!([{ "name": "x", "policy": { "Statement": statement } }]);
    let no_resource = json!({ "Effect": "Allow", "Action": "*" });
    let principal = json!({ "Effect": "Allow", "Action": "*", "Resource": "*", "Principal": "*" });
    for (changes, said) in [
        (json!({ "id": null }), "id is missing: a string"),
        (json!({ "id": 5 }), "id: a string is expected, not a number"),
        (json!({ "principal": null }), "principal is missing: an ARN"),
        (json!({ "principal": [] }), "principal: a string is expected, not a list"),
        (json!({ "principal": "alice" }), "principal: a principal is an ARN"),
        (json!({ "action": null }), "action is missing: service:Action"),
        (json!({ "action": "s3" }), "action: an action is service:Action"),
        (json!({ "action": "s3:Get*" }), "action: an action is service:Action, as in s3:GetObject; a request names one action"),
        (json!({ "resource": null }), "resource is missing: an ARN, or *"),
        (json!({ "resource": {} }), "resource: a string is expected, not an object"),
        (json!({ "resource": "bucket" }), "resource: a resource is an ARN, or *"),
        (json!({ "resourceAccount": "1" }), "resourceAccount: an account id has twelve digits"),
        (json!({ "resourceAccount": 5 }), "resourceAccount: a string is expected, not a number"),
        (json!({ "context": [] }), "context: an object is expected, not a list"),
        (json!({ "context": { "k": {} } }), "context.k: a string or a list of strings is expected, not an object"),
        (json!({ "context": { "k": null } }), "context.k: a string or a list of strings is expected, not null"),
        (json!({ "context": { "k": ["a", []] } }), "context.k[1]: a string or a list of strings is expected, not a list"),
        (json!({ "context": { "k": "", "K": "" } }), ": the key stands twice"),
        (json!({ "identityPolicies": {} }), "identityPolicies: a list is expected, not an object"),
        (json!({ "identityPolicies": [[]] }), "identityPolicies[0]: an object is expected, not a list"),
        (json!({ "identityPolicies": [{ "name": "x" }] }), "identityPolicies[0]: policy is missing"),
        (json!({ "identityPolicies": [{ "name": 1, "policy": {} }] }), "identityPolicies[0].name: a string is expected, not a number"),
        (json!({ "sessionPolicies": [{ "policy": "{}" }] }), "sessionPolicies[0].policy: a policy is the document itself, an object"),
        (json!({ "vpcEndpointPolicies": [{ "policy": [] }] }), "vpcEndpointPolicies[0].policy: A policy is an object"),
        (json!({ "permissionBoundaryPolicies": document(json!([])) }), "permissionBoundaryPolicies[0].policy: A policy has at least one"),
        (json!({ "identityPolicies": document(no_resource.clone()) }), "identityPolicies[0].policy: the statement has neither Resource"),
        (json!({ "identityPolicies": document(principal.clone()) }), "identityPolicies[0].policy: this policy is about whoever"),
        (json!({ "serviceControlPolicies": [{ "policies": document(principal) }] }), "serviceControlPolicies[0].policies[0].policy: this"),
        (
            json!({ "resourceControlPolicies": [{ "policies": document(no_resource) }] }),
            "resourceControlPolicies[0].policies[0].policy: the",
        ),
        (json!({ "serviceControlPolicies": [5] }), "serviceControlPolicies[0]: an object is expected, not a number"),
        (json!({ "serviceControlPolicies": [{}] }), "serviceControlPolicies[0]: policies is missing"),
        (json!({ "serviceControlPolicies": [{ "orgIdentifier": 1 }] }), "serviceControlPolicies[0].orgIdentifier: a string is expected"),
        (json!({ "resourcePolicy": "x" }), "resourcePolicy: a policy is the document itself"),
        (json!({ "resourcePolicy": { "Statement": { "Effect": "Allow" } } }), "resourcePolicy: A statement says which actions"),
        (json!({ "resourcePolicy": { "Id": 5, "Statement": 5 } }), "resourcePolicy: Id is a string, not a number. (1 more)"),
        (
            json!({ "resourcePolicy": { "Statement": { "Effect": "Allow", "Principal": "*", "Action": "s3:*" } } }),
            "resourcePolicy: the statement has neither Resource",
        ),
        (
            json!({ "resourcePolicy": { "Statement": { "Effect": "Allow", "Action": "s3:*", "Resource": "*" } } }),
            "resourcePolicy: the statement has neither Principal",
        ),
        (
            json!({
                "resource": "arn:aws:iam::111122223333:role/R",
                "resourcePolicy": { "Statement": { "Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole", "Resource": "*" } },
            }),
            "resourcePolicy: the statement of a trust policy has no Resource",
        ),
        (json!({ "principal": "arn:aws:iam::111122223333:oidc-provider/example.com" }), "action: who comes with a provider's token"),
        (json!({ "expected": "denied" }), "expected: a decision is allowed, explicitDeny or implicitDeny"),
        (json!({ "expected": true }), "expected: a string is expected, not a boolean"),
    ] {
        let bad = bad(&line(&changes));
        assert!(bad.what.contains(said), "{changes}: {bad}");
        let has_id = changes.as_object().unwrap().keys().all(|name| name != "id");
        assert_eq!(bad.id.as_deref(), has_id.then_some("c"), "{changes}");
    }
}

#[test]
fn what_is_wrong_is_shown_where_it_is() {
    for (line, column) in [
        (r#"{"id":"é","principal":5}"#, 23),
        (r#"{"id":"é","principal":}"#, 23),
        (r#"{"id":"é","id":"b"}"#, 16),
        (r#"{"id":"é"} x"#, 12),
        (r#"{"id":"é","#, 11),
    ] {
        assert_eq!(bad(line).column, Some(column), "{line}: {}", bad(line));
    }
    let nested =
        line(&json!({ "identityPolicies": [{ "policy": { "Statement": { "Effect": "Allow", "Action": "*", "Resourcé": "*" } } }] }));
    let before = nested.split("\"Resourcé").next().unwrap();
    assert_eq!(bad(&nested).column, Some(before.chars().count() + 1));
}

#[test]
fn what_is_no_json_is_a_bad_line() {
    for (line, id, said) in [
        ("nope", None, "a case is a JSON object on one line"),
        ("[]", None, "a case is a JSON object on one line"),
        ("5", None, "a case is a JSON object on one line"),
        ("{", None, "the line ends within the JSON; a case stands on one line"),
        (r#"{"id":"a","action""#, Some("a"), "the line ends within the JSON"),
        (r#"{"action":,"id":"a"}"#, None, "this is no JSON: A value is expected here"),
        (r#"{"id":"a","x":"\ud800"}"#, Some("a"), "principal is missing"),
        (r#"{"id":"\ud800"}"#, None, "id: half a surrogate pair"),
        (r#"{"id":"a"}{"id":"b"}"#, Some("a"), "this is no JSON: Nothing may follow the end of the document"),
        ("{\"id\":\"a\0\"}", None, "this is no JSON: A control character in a string is written as an escape"),
        (r#"{"id":"a","principal":"x","principal":"y"}"#, Some("a"), "principal: it stands twice"),
    ] {
        let bad = bad(line);
        assert!(bad.id.as_deref() == id && bad.what.contains(said), "{line}: {bad:?}");
    }
    assert_eq!([bad("nope").column, bad("  []").column], [Some(1), Some(3)]);
    let bad = Cases::default().read(b"{\"id\":\"\xff\"}").unwrap_err();
    assert_eq!((bad.id, bad.column, bad.what.as_str()), (None, Some(8), "these bytes are no UTF-8"));
}

#[test]
fn a_field_that_is_nearly_named_is_told() {
    let case = read(&line(&json!({ "permissionsBoundaryPolicies": [], "contexts": {}, "IdentityPolicies": 1, "comment": "", "why": "" })));
    assert_eq!(case.ignored, ["permissionsBoundaryPolicies", "contexts", "IdentityPolicies"]);
    let case = read(&line(&json!({ "identityPolicy": [], "resourcePolicies": {}, "sessionPolicys": [], "policy": 1, "policies": 1 })));
    assert_eq!(case.ignored, ["identityPolicy", "resourcePolicies", "sessionPolicys"]);
    assert!(read(&line(&json!({ "contexts": {}, "context": {} }))).ignored.is_empty(), "the field itself is there");
}

#[test]
fn documents_that_come_again_are_compiled_once() {
    let mut cases = Cases::default();
    let text = line(&json!({ "identityPolicies": [{ "policy": policy("Allow") }], "sessionPolicies": [{ "policy": policy("Allow") }] }));
    let (one, other) = (cases.read(text.as_bytes()).unwrap(), cases.read(text.as_bytes()).unwrap());
    let rules = [&one.policies.identity, &one.policies.session, &other.policies.identity].map(|policies| policies[0].rules());
    assert!(std::sync::Arc::ptr_eq(rules[0], rules[1]) && std::sync::Arc::ptr_eq(rules[0], rules[2]));
    // Where it stands is looked at each time: an identity policy's statement may not go without resources.
    let trust = json!({ "Statement": { "Effect": "Allow", "Principal": "*", "Action": "*" } });
    cases.read(line(&json!({ "resource": "arn:aws:iam::111122223333:role/R", "resourcePolicy": trust })).as_bytes()).unwrap();
    cases.read(line(&json!({ "resourcePolicy": trust })).as_bytes()).unwrap_err();
    cases.read(line(&json!({ "identityPolicies": [{ "policy": trust }] })).as_bytes()).unwrap_err();
}

#[test]
fn what_would_take_forever_is_refused() {
    let many = |length: usize| vec!["a"; length];
    let statement =
        json!({ "Effect": "Allow", "Action": "*", "Resource": "*", "Condition": { "ForAnyValue:StringEquals": { "k": many(200_000) } } });
    let policies = json!([{ "policy": { "Statement": statement } }]);
    let said = bad(&line(&json!({ "identityPolicies": policies, "context": { "k": many(50_000) } }))).what;
    assert!(said.contains("too much to compare"), "{said}");
    read(&line(&json!({ "identityPolicies": policies, "context": { "k": many(1000) } })));
    let said = bad(&line(&json!({ "identityPolicies": [{ "policy": { "Id": "x".repeat(1 << 20) } }] }))).what;
    assert!(said.contains("more than 1048576 are not read"), "{said}");
}

/// The last boundary of characters that is not behind a place.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap()
}

proptest! {
    #[test]
    fn any_bytes_are_a_case_or_have_a_fault(bytes in any::<Vec<u8>>()) {
        if let Err(bad) = Cases::default().read(&bytes) {
            prop_assert!(!bad.what.is_empty());
        }
    }

    /// Most lines are nearly cases: parts of one are replaced by others or left out.
    #[test]
    fn what_is_nearly_a_case_is_one_or_has_a_fault(cuts in prop::collection::vec((any::<prop::sample::Index>(), 0..40_usize, "[\\[\\]{}\":,a-c\\\\u0-9é*]{0,3}"), 0..4)) {
        let statement = json!({ "Effect": "Deny", "Action": ["s3:*"], "NotResource": "*", "Condition": { "Null": { "k": "true" } } });
        let mut text = line(&json!({
            "context": { "k": ["v"] },
            "identityPolicies": [{ "name": "n", "policy": { "Statement": [statement] } }],
            "serviceControlPolicies": [{ "orgIdentifier": "r", "policies": [] }],
        }));
        for (at, length, by) in cuts {
            let at = at.index(text.len());
            let (from, to) = (boundary(&text, at), boundary(&text, at + length));
            text.replace_range(from..to, &by);
        }
        match Cases::default().read(text.as_bytes()) {
            Ok(case) => _ = Answer::decide(case),
            Err(bad) => prop_assert!(!bad.what.is_empty()),
        }
    }
}

/// Answers that would take time by the square or cube of the line's length would never come.
#[test]
fn lines_of_many_parts_are_answered() {
    let levels = json!({ "serviceControlPolicies": vec![json!({ "policies": [] }); 2_000] });
    let fields: serde_json::Map<String, Json> = (0..20_000).map(|at| (format!("identityPolic{at}"), Json::Null)).collect();
    let keys: serde_json::Map<String, Json> = (0..10_000).map(|at| (format!("key{at}"), json!("false"))).collect();
    let statement = json!({ "Effect": "Allow", "Action": "*", "Resource": "*", "Condition": { "Null": keys } });
    let asking = json!({ "identityPolicies": [{ "policy": { "Statement": statement } }] });
    for changes in [levels, Json::Object(fields), asking] {
        let answer = Answer::explain(read(&line(&changes)));
        assert!(matches!(answer, Answer::Decided { verdict, .. } if verdict.decision() == Decision::ImplicitDeny));
    }
}
