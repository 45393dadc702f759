//! Sentences as users read them.

use crate::policy::compiled::Policy;
use crate::policy::decision::{Absence, Layer, Level, NotNeeded, Policies, Remedy, Standing, explain};
use crate::policy::document::Document;
use crate::policy::request::{Context, Request, Value};

const ALICE: &str = "arn:aws:iam::111122223333:user/alice";

fn policy(name: &str, statements: &str) -> Policy {
    let text = format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#);
    Policy::compile(name, &Document::read(&text).unwrap())
}

/// What the one identity statement of a policy came to.
fn told(statement: &str, action: &str, resource: &str, context: &[(&str, Value)]) -> String {
    let mut request = Request::parse(ALICE, action, resource).unwrap();
    request.context = context.iter().fold(Context::default(), |mut all, (key, value)| {
        all.insert(key, value.clone());
        all
    });
    let policies = Policies { identity: vec![policy("p", statement)], ..Policies::default() };
    let explanation = explain(&request, &policies);
    explanation.tell(&request, &policies).statement(&explanation.statements()[0])
}

fn one(value: &str) -> Value {
    Value::Single(value.to_owned())
}

#[test]
fn the_first_thing_that_does_not_match_is_told_with_both_values() {
    const GET: &str = "s3:GetObject";
    const KEY: &str = "arn:aws:s3:::b/k";
    let with = |condition: &str| format!(r#"{{"Effect":"Allow","Action":"*","Resource":"*","Condition":{condition}}}"#);
    for (statement, context, expected) in [
        (
            r#"{"Effect":"Allow","Action":["ec2:*","s3:Get*","s3:List*","sqs:*","sns:*"],"Resource":"*"}"#.to_owned(),
            vec![],
            "Allows s3:GetObject: Action s3:Get*; Resource *.",
        ),
        (
            r#"{"Effect":"Allow","Action":["ec2:*","s3:Put*","s3:List*","sqs:*"],"Resource":"*"}"#.to_owned(),
            vec![],
            "Action s3:Put*, s3:List*, ec2:*, … does not match s3:GetObject.",
        ),
        (r#"{"Effect":"Deny","NotAction":["iam:*","s3:*"],"Resource":"*"}"#.to_owned(), vec![], "NotAction s3:* leaves out s3:GetObject."),
        (
            r#"{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::b"}"#.to_owned(),
            vec![],
            "Resource arn:aws:s3:::b does not match arn:aws:s3:::b/k. arn:aws:s3:::b names the bucket, not the objects in it: they are arn:aws:s3:::b/*.",
        ),
        (
            r#"{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::${aws:username}/*"}"#.to_owned(),
            vec![],
            "Resource arn:aws:s3:::${aws:username}/* does not match arn:aws:s3:::b/k: the variable ${aws:username} has no value in this request.",
        ),
        (
            r#"{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::home/${aws:username}/*"}"#.to_owned(),
            vec![("aws:username", one("alice"))],
            "Resource arn:aws:s3:::home/${aws:username}/* (${aws:username} is alice) does not match arn:aws:s3:::b/k.",
        ),
        (
            r#"{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::${aws:username}/*"}"#.to_owned(),
            vec![("aws:username", one("b"))],
            "Allows s3:GetObject: Action *; Resource arn:aws:s3:::${aws:username}/* (${aws:username} is b).",
        ),
        (
            r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringNotLike":{"aws:username":["a*","b*"]}}}"#.to_owned(),
            vec![("aws:username", one("carol"))],
            "Denies s3:GetObject: Action *; Resource *; Condition StringNotLike aws:username wants none of a*, b*, and the request has carol.",
        ),
        (
            r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}"#
                .to_owned(),
            vec![],
            "Denies s3:GetObject: Action *; Resource *; Condition BoolIfExists aws:MultiFactorAuthPresent wants false, and holds where the request does not have the key.",
        ),
        (
            with(r#"{"Null":{"aws:TokenIssueTime":"true"},"IpAddress":{"aws:SourceIp":["10.0.0.0/8","203.0.113.0/24"]}}"#),
            vec![("aws:SourceIp", one("203.0.113.9"))],
            "Allows s3:GetObject: Action *; Resource *; Condition Null wants aws:TokenIssueTime to be absent, and the request does not have it; Condition IpAddress aws:SourceIp wants one of 10.0.0.0/8, 203.0.113.0/24, and the request has 203.0.113.9.",
        ),
        (
            with(r#"{"StringEquals":{"aws:PrincipalTag/team":["red","blue"]}}"#),
            vec![],
            "Condition StringEquals aws:PrincipalTag/team wants one of red, blue; the request does not have the key.",
        ),
        (
            with(r#"{"StringEquals":{"ec2:ResourceTag/team":"${aws:PrincipalTag/team}"}}"#),
            vec![],
            "Condition StringEquals ec2:ResourceTag/team wants ${aws:PrincipalTag/team}; the request does not have the key. The variable ${aws:PrincipalTag/team} has no value in this request.",
        ),
        (
            with(r#"{"StringNotLike":{"aws:username":"a*"}}"#),
            vec![("aws:username", one("alice"))],
            "Condition StringNotLike aws:username wants anything but a*; the request has alice.",
        ),
        (
            with(r#"{"StringNotEquals":{"aws:username":["gil","ann","bea","pol"]}}"#),
            vec![("aws:username", one("pol"))],
            "Condition StringNotEquals aws:username wants none of pol, gil, ann, …; the request has pol.",
        ),
        (
            with(r#"{"NumericLessThan":{"aws:MultiFactorAuthAge":300}}"#),
            vec![("aws:MultiFactorAuthAge", one("4000"))],
            "Condition NumericLessThan aws:MultiFactorAuthAge wants less than 300; the request has 4000.",
        ),
        (
            with(r#"{"Null":{"aws:TokenIssueTime":"true"}}"#),
            vec![("aws:TokenIssueTime", one("2026-01-01T00:00:00Z"))],
            "Condition Null wants aws:TokenIssueTime to be absent; the request has it (2026-01-01T00:00:00Z).",
        ),
        (
            with(r#"{"Null":{"aws:TagKeys":"true"}}"#),
            vec![("aws:TagKeys", Value::Multi(vec![]))],
            "Allows s3:GetObject: Action *; Resource *; Condition Null wants aws:TagKeys to be absent, and the request has an empty list, which counts as absent.",
        ),
        (
            with(r#"{"Null":{"aws:TagKeys":"false"}}"#),
            vec![("aws:TagKeys", Value::Multi(vec![]))],
            "Condition Null wants aws:TagKeys to be there; the request has an empty list, which counts as absent.",
        ),
        (
            with(r#"{"ArnLike":{"aws:SourceArn":"arn:aws:s3*"}}"#),
            vec![("aws:SourceArn", one("arn:aws:s3:::b"))],
            "Condition ArnLike aws:SourceArn wants arn:aws:s3*; the request has arn:aws:s3:::b. No request ever fits arn:aws:s3*: ArnLike compares ARNs part by part, and an ARN has six of them.",
        ),
        (
            with(r#"{"StringEquals":{"aws:TagKeys":"a"}}"#),
            vec![("aws:TagKeys", Value::Multi(vec!["a".to_owned()]))],
            "Condition StringEquals compares aws:TagKeys as one value; the request has a list (a), which needs ForAllValues or ForAnyValue.",
        ),
        (
            with(r#"{"StringEquals":{"s3:prefix":"${aws:username}/"}}"#),
            vec![("s3:prefix", one("bob/")), ("aws:username", one("alice"))],
            "Condition StringEquals s3:prefix wants ${aws:username}/ (${aws:username} is alice); the request has bob/.",
        ),
    ] {
        assert_eq!(told(&statement, GET, KEY, &context), expected);
    }
}

/// The decision, AWS's answer, and what turns the decision.
fn answer(request: &Request, policies: &Policies) -> (String, Option<String>, Vec<String>) {
    let explanation = explain(request, policies);
    let telling = explanation.tell(request, policies);
    let turns = explanation.remedies(request, policies).into_iter().chain(explanation.revocations(request, policies));
    (telling.decision(), telling.access_denied(), turns.map(|remedy| telling.remedy(&remedy)).collect())
}

#[test]
fn a_denial_is_told_with_its_remedies() {
    let request = Request::parse(ALICE, "s3:DeleteObject", "arn:aws:s3:::b/k").unwrap();
    let read = policy("group:dev/Read", r#"{"Effect":"Allow","Action":["s3:Get*","s3:List*"],"Resource":"*"}"#);
    let policies = Policies { identity: vec![read], ..Policies::default() };
    let (decision, denied, turns) = answer(&request, &policies);
    assert_eq!(decision, "Denied: no identity policy allows s3:DeleteObject.");
    assert_eq!(
        denied.unwrap(),
        "User: arn:aws:iam::111122223333:user/alice is not authorized to perform: s3:DeleteObject on resource: arn:aws:s3:::b/k because no identity-based policy allows the s3:DeleteObject action"
    );
    assert_eq!(
        turns,
        [
            "Give the caller an identity policy that allows s3:DeleteObject on arn:aws:s3:::b/k (or arn:aws:s3:::b/*).",
            "Let the resource policy allow arn:aws:iam::111122223333:user/alice the action s3:DeleteObject.",
        ]
    );
}

#[test]
fn mfa_is_told_as_the_way_past_a_deny_that_wants_it() {
    let mut request = Request::parse(ALICE, "ec2:StopInstances", "arn:aws:ec2:eu-west-1:111122223333:instance/i-1").unwrap();
    request.context.insert("aws:MultiFactorAuthPresent", one("false"));
    let all = policy("All", r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#);
    let bound = policy(
        "Bound",
        r#"{"Effect":"Allow","Action":"*","Resource":"*"},
           {"Sid":"NoMfa","Effect":"Deny","Action":"ec2:*","Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}"#,
    );
    let policies = Policies { identity: vec![all], boundary: vec![bound], ..Policies::default() };
    let (decision, denied, turns) = answer(&request, &policies);
    assert_eq!(
        decision,
        "Denied by statement NoMfa of policy Bound (Permissions boundary). An explicit deny wins over everything that allows."
    );
    assert!(denied.unwrap().ends_with("with an explicit deny in a permissions boundary"));
    assert_eq!(
        turns,
        [
            "Sign in with MFA (aws:MultiFactorAuthPresent = true).",
            "Leave arn:aws:ec2:eu-west-1:111122223333:instance/i-1 out of statement NoMfa of policy Bound (Permissions boundary), by NotResource in the place of *. It then no longer denies ec2:* there.",
        ]
    );
}

#[test]
fn where_no_single_change_is_enough_the_smallest_set_is_told() {
    let request = Request::parse(ALICE, "ec2:DescribeInstances", "*").unwrap();
    let policies = Policies {
        boundary: vec![policy("Bound", r#"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#)],
        service_control: vec![Level { name: "Root".into(), policies: vec![] }],
        ..Policies::default()
    };
    let (decision, denied, turns) = answer(&request, &policies);
    assert_eq!(
        decision,
        "Denied: no service control policy is attached at this level; every level must allow. Further in the way: Identity policies, Permissions boundary."
    );
    assert_eq!(
        denied.unwrap(),
        "User: arn:aws:iam::111122223333:user/alice is not authorized to perform: ec2:DescribeInstances because no service control policy allows the ec2:DescribeInstances action"
    );
    assert_eq!(
        turns,
        [
            "Add a statement to the service control policies of Root that allows ec2:DescribeInstances on *. And: Give the caller an identity policy that allows ec2:DescribeInstances on *. And: Widen the permissions boundary by a statement that allows ec2:DescribeInstances on *."
        ]
    );
}

#[test]
fn an_allowance_is_told_with_what_would_have_to_go() {
    let request = Request::parse(ALICE, "s3:GetObject", "arn:aws:s3:::b/k").unwrap();
    let all = policy("All", r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#);
    let read = policy("Read", r#"{"Sid":"Get","Effect":"Allow","Action":"s3:Get*","Resource":"*"}"#);
    let bucket = policy("bucket", r#"{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}"#);
    let policies = Policies { identity: vec![all, read], resource: Some(bucket), ..Policies::default() };
    let (decision, denied, turns) = answer(&request, &policies);
    assert_eq!((decision.as_str(), denied), ("Allowed by statement 1 of policy All.", None));
    assert_eq!(
        turns,
        [
            "Remove statement 1 of the resource policy. And: Remove statement 1 of policy All (Identity policies). And: Remove statement Get of policy Read (Identity policies).",
            "Give the caller an identity policy that denies s3:GetObject on arn:aws:s3:::b/k.",
        ]
    );
}

#[test]
fn the_statement_that_nearly_allows_is_told() {
    let request = Request::parse(ALICE, "s3:GetObject", "arn:aws:s3:::b/k").unwrap();
    let others = policy("Others", r#"{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::c/*"}"#);
    let red = policy(
        "Red",
        r#"{"Effect":"Allow","Action":"ec2:*","Resource":"*"},
           {"Sid":"Team","Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/team":"red"}}}"#,
    );
    let policies = Policies { identity: vec![others, red], ..Policies::default() };
    let (decision, _, turns) = answer(&request, &policies);
    assert_eq!(
        decision,
        "Denied: no identity policy allows s3:GetObject. Nearest is statement Team of policy Red: Condition StringEquals aws:PrincipalTag/team wants red; the request does not have the key."
    );
    assert!(turns.contains(&"Tag the caller so that the request comes with aws:PrincipalTag/team = red.".to_owned()), "{turns:?}");
}

#[test]
fn many_statements_that_deny_take_no_time_and_no_room() {
    let request = Request::parse(ALICE, "s3:GetObject", "arn:aws:s3:::b/k").unwrap();
    let deny = r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:username":["a","b"]}}}"#;
    let policies = Policies { identity: vec![policy("Many", &[deny; 3_000].join(","))], ..Policies::default() };
    let (_, _, turns) = answer(&request, &policies);
    // One name does what three thousand removals would.
    assert!(turns.len() == 2 && turns.iter().all(|turn| turn.ends_with("aws:username = a.")), "{turns:?}");
}

#[test]
fn layers_tell_why_they_count_or_do_not() {
    let key = "arn:aws:kms:eu-west-1:111122223333:key/1";
    let mut request = Request::parse(ALICE, "kms:Decrypt", key).unwrap();
    let delegating = r#"{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"kms:*","Resource":"*"}"#;
    let policies = Policies { resource: Some(policy("key", delegating)), ..Policies::default() };
    let told = |request: &Request, policies: &Policies, layer: Layer| {
        let explanation = explain(request, policies);
        explanation.tell(request, policies).layer(layer)
    };
    assert_eq!(
        told(&request, &policies, Layer::Resource),
        "It names the account 111122223333, which leaves the decision to the account's own policies."
    );
    assert_eq!(told(&request, &policies, Layer::Identity), "The caller has no identity policies.");
    assert_eq!(
        told(&request, &Policies::default(), Layer::Resource),
        "The key policy decides who may use the resource, even within its account; there is no key policy."
    );
    let bounded = Request::parse(ALICE, "s3:GetObject", "arn:aws:s3:::b/k").unwrap();
    let all = r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#;
    let other = r#"{"Effect":"Allow","Principal":"*","Action":"s3:PutObject","Resource":"arn:aws:s3:::b/*"}"#;
    let mut both = Policies { identity: vec![policy("All", all)], resource: Some(policy("b", other)), ..Policies::default() };
    assert_eq!(
        told(&bounded, &both, Layer::Resource),
        "Does not allow it, and need not: in one account the caller's own policies are enough."
    );
    both.boundary = vec![policy("Bound", r#"{"Effect":"Allow","Action":"ec2:*","Resource":"*"}"#)];
    assert_eq!(
        told(&bounded, &both, Layer::Resource),
        "Does not allow it. It would be enough if it named the caller. Without that, every kind of policy that the caller has must allow it; these do not: Permissions boundary."
    );
    both.identity = vec![policy("No", r#"{"Effect":"Deny","Action":"s3:*","Resource":"*"}"#)];
    assert_eq!(
        told(&bounded, &both, Layer::Resource),
        "Does not allow it, and in one account need not. No allowance does anything against an explicit deny."
    );
    let explanation = explain(&request, &Policies::default());
    assert_eq!(
        explanation.tell(&request, &Policies::default()).without_resource(Absence::Unknown).layer(Layer::Resource),
        "The key policy decides who may use the resource, even within its account; the key policy is not known here, and taken to allow nothing."
    );
    request = Request::parse("lambda.amazonaws.com", "kms:Decrypt", key).unwrap();
    assert_eq!(told(&request, &policies, Layer::Identity), "The caller is an AWS service, and has no policies of its own.");
    request = Request::parse("arn:aws:iam::111122223333:root", "sts:AssumeRole", "arn:aws:iam::111122223333:role/r").unwrap();
    let explanation = explain(&request, &policies);
    assert_eq!(explanation.tell(&request, &policies).decision(), "Denied: a root user can't assume roles, whatever allows it.");
    assert!(explanation.remedies(&request, &policies).is_empty());
    let identity = Request::parse(ALICE, "sts:GetCallerIdentity", "*").unwrap();
    assert_eq!(
        explain(&identity, &policies).tell(&identity, &policies).decision(),
        "Allowed: sts:GetCallerIdentity can't be denied to who has signed the request."
    );
}

/// In one account a trust policy that names the caller is enough; from another both must allow.
#[test]
fn what_a_grant_by_the_resource_makes_needless_is_not_in_the_way() {
    let trust = r#"{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}"#;
    let bound = r#"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#;
    for (account, is_told) in [("111122223333", false), ("444455556666", true)] {
        let request = Request::parse(ALICE, "sts:AssumeRole", &format!("arn:aws:iam::{account}:role/app")).unwrap();
        let boundary = vec![policy("bound", bound)];
        let policies = Policies { resource: Some(policy("trust", trust)), boundary, ..Policies::default() };
        let explanation = explain(&request, &policies);
        let telling = explanation.tell(&request, &policies);
        let decision = telling.decision();
        assert_eq!(decision.contains("Further in the way: Identity policies, Permissions boundary."), is_told, "{decision}");
        for (layer, starts) in
            [(Layer::Identity, "There are none, and none are needed, once"), (Layer::Boundary, "Does not allow it, and need not, once")]
        {
            assert_eq!(explanation.standing(layer) != Some(Standing::AllowsNothing), !is_told, "{layer:?}");
            assert_eq!(telling.layer(layer).starts_with(starts), !is_told, "{}", telling.layer(layer));
        }
        assert_eq!(explanation.remedies(&request, &policies).iter().any(Remedy::is_single), !is_told);
    }
}

/// What caps a session caps it also where the trust policy names its role.
#[test]
fn a_boundary_is_in_the_way_of_a_session_whose_role_is_to_be_named() {
    let session = "arn:aws:sts::111122223333:assumed-role/app/s";
    let request = Request::parse(session, "sts:AssumeRole", "arn:aws:iam::111122223333:role/other").unwrap();
    let boundary = vec![policy("bound", r#"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#)];
    let policies = Policies { boundary, ..Policies::default() };
    let explanation = explain(&request, &policies);
    assert_eq!(explanation.standing(Layer::Identity), Some(Standing::NotNeeded(NotNeeded::OnceRoleNamed)));
    assert_eq!(explanation.standing(Layer::Boundary), Some(Standing::AllowsNothing));
}

#[test]
fn a_value_that_fits_nothing_is_told() {
    for (range, is_told) in [("1.2.3.0/99", true), ("5.6.7.0/24", false)] {
        let guard = format!(r#"{{"Effect":"Deny","Action":"*","Resource":"*","Condition":{{"IpAddress":{{"aws:SourceIp":"{range}"}}}}}}"#);
        let told = told(&guard, "s3:GetObject", "arn:aws:s3:::b/k", &[("aws:SourceIp", one("1.2.3.4"))]);
        assert_eq!(told.ends_with("No request ever fits 1.2.3.0/99: IpAddress can't compare with it."), is_told, "{told}");
    }
}

#[test]
fn a_statement_for_a_vpc_endpoint_names_everyone() {
    let request = Request::parse(ALICE, "s3:GetObject", "arn:aws:s3:::b/k").unwrap();
    let endpoint = policy("e", r#"{"Effect":"Allow","Principal":"*","Action":"s3:PutObject","Resource":"*"}"#);
    let identity = vec![policy("p", r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#)];
    let policies = Policies { identity, endpoint: vec![endpoint], ..Policies::default() };
    let remedies = explain(&request, &policies).remedies(&request, &policies);
    let [change] = &*remedies[0].changes else { panic!("{remedies:?}") };
    let added = change.addition(&request).unwrap();
    assert_eq!(
        added.to_json(),
        serde_json::json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/k"}]})
    );
}

/// Whether AWS looks at the account first turns on the service: what its documentation warns of is told.
#[test]
fn who_is_left_out_of_a_denial_without_the_account_is_told() {
    let warned = "by AWS's documentation the denial may then hit all of that account";
    let request = Request::parse(ALICE, "s3:GetObject", "arn:aws:s3:::b/k").unwrap();
    for (effect, left_out, is_warned) in [
        ("Deny", format!(r#""{ALICE}""#), true),
        ("Deny", format!(r#"["{ALICE}","arn:aws:iam::444455556666:root"]"#), true),
        ("Deny", format!(r#"["{ALICE}","arn:aws:iam::111122223333:root"]"#), false),
        ("Deny", format!(r#"["{ALICE}","111122223333"]"#), false),
        ("Allow", format!(r#""{ALICE}""#), false),
    ] {
        let statement = format!(r#"{{"Effect":"{effect}","NotPrincipal":{{"AWS":{left_out}}},"Action":"*","Resource":"*"}}"#);
        let policies = Policies { resource: Some(policy("b", &statement)), ..Policies::default() };
        let explanation = explain(&request, &policies);
        let telling = explanation.tell(&request, &policies);
        let told = telling.statement(explanation.statements_of(Layer::Resource).first().unwrap());
        assert!(told.starts_with("NotPrincipal leaves out"), "{told}");
        assert_eq!(told.contains(warned), is_warned, "{statement}: {told}");
    }
}
