//! What holds for every request and all policies.
//!
//! There are few actions, resources and keys, so that things match more often than not.

use iam_console::policy::compiled::Policy;
use iam_console::policy::decision::{Change, Decision, Layer, Level, Policies, decide, explain, remedies, remedies_among, revocations};
use iam_console::policy::document::Document;
use iam_console::policy::request::{Request, Value};
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

fn statement(with_principal: bool) -> impl Strategy<Value = String> {
    let whom = if with_principal { principal().boxed() } else { Just("").boxed() };
    (effect(), whom, action(), resource(), condition())
        .prop_map(|(effect, whom, action, resource, condition)| format!(r#"{{"Effect":"{effect}",{whom}{action},{resource}{condition}}}"#))
}

fn policy(with_principal: bool) -> impl Strategy<Value = Policy> {
    proptest::collection::vec(statement(with_principal), 1..4).prop_map(|statements| compiled(&statements.join(",")))
}

fn compiled(statements: &str) -> Policy {
    let text = format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#);
    Policy::compile("p", &Document::read(&text).unwrap())
}

fn some(most: usize) -> impl Strategy<Value = Vec<Policy>> {
    proptest::collection::vec(policy(false), 0..=most)
}

fn levels() -> impl Strategy<Value = Vec<Level>> {
    proptest::collection::vec(
        proptest::collection::vec(policy(false), 1..3).prop_map(|policies| Level { name: "level".into(), policies }),
        0..3,
    )
}

fn policies() -> impl Strategy<Value = Policies> {
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

fn request() -> impl Strategy<Value = Request> {
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
    ]);
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
        ],
        0..=7,
    );
    (callers, asked, keys, any::<bool>()).prop_map(|(caller, (action, resource), keys, is_foreign)| {
        let mut request = Request::parse(caller, action, resource).unwrap();
        if is_foreign {
            request = request.owned_by("444455556666").unwrap();
        }
        for (key, value) in keys {
            request.context.insert(key, value);
        }
        request
    })
}

/// The policies without their last statement that says this, wherever it is.
fn reversed(policies: &Policies) -> Policies {
    let turn = |list: &Vec<Policy>| list.iter().rev().map(turned).collect::<Vec<_>>();
    let turn_levels = |levels: &Vec<Level>| {
        levels.iter().rev().map(|level| Level { name: level.name.clone(), policies: turn(&level.policies) }).collect()
    };
    Policies {
        identity: turn(&policies.identity),
        boundary: turn(&policies.boundary),
        session: turn(&policies.session),
        resource: policies.resource.as_ref().map(turned),
        service_control: turn_levels(&policies.service_control),
        resource_control: turn_levels(&policies.resource_control),
        endpoint: turn(&policies.endpoint),
    }
}

/// A policy with its statements in the opposite order.
fn turned(policy: &Policy) -> Policy {
    let count = policy.statements().len();
    let only = |at: usize| (0..count).rev().filter(|other| *other != at).fold(policy.clone(), |kept, other| kept.without(other));
    (0..count).rev().map(only).reduce(|all, next| all.with(&next)).unwrap_or_else(|| policy.clone())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, max_global_rejects: 20_000, ..ProptestConfig::default() })]

    #[test]
    fn explaining_changes_no_decision(request in request(), policies in policies()) {
        let explanation = explain(&request, &policies);
        prop_assert_eq!(explanation.decision, decide(&request, &policies));
        let denies = explanation.statements().iter().any(|it| it.matches() && it.effect == iam_console::policy::document::Effect::Deny);
        if request.action.lower_case() != "sts:getcalleridentity" {
            prop_assert_eq!(denies, explanation.decision == Decision::ExplicitDeny);
            let obstacles = explanation.obstacles().count();
            let is_role_for_root = matches!(explanation.reason, iam_console::policy::decision::Reason::RootCannotAssumeRoles);
            prop_assert_eq!(obstacles == 0 && !is_role_for_root, explanation.decision == Decision::Allowed, "{:?}", explanation);
        }
    }

    #[test]
    fn every_layer_and_statement_has_its_words(request in request(), policies in policies()) {
        let explanation = explain(&request, &policies);
        let telling = explanation.tell(&request, &policies);
        for finding in explanation.statements() {
            let told = telling.statement(finding);
            prop_assert!(told.ends_with('.') && told.len() < 700, "{}", told);
        }
        for layer in policies.layers() {
            prop_assert!(telling.layer(layer).ends_with('.'), "{:?}", explanation.standing(layer));
        }
        prop_assert!(telling.decision().ends_with('.'));
        prop_assert_eq!(telling.access_denied().is_some(), explanation.decision != Decision::Allowed);
    }

    #[test]
    fn an_explicit_deny_always_wins(request in request(), policies in policies(), at in 0..6_usize) {
        prop_assume!(request.action.lower_case() != "sts:getcalleridentity");
        let own = compiled(r#"{"Effect":"Deny","Action":"*","Resource":"*"}"#);
        let everyone = compiled(r#"{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}"#);
        let mut denied = policies.clone();
        match at {
            0 => denied.identity.insert(0, own),
            1 => denied.boundary.push(own),
            2 => denied.session.push(own),
            3 => denied.service_control.push(Level { name: "new".into(), policies: vec![own] }),
            4 => denied.resource = Some(denied.resource.map_or(everyone.clone(), |resource| resource.with(&everyone))),
            _ => denied.endpoint.push(everyone),
        }
        let decision = decide(&request, &denied);
        // Who has no policies of its own is bound by those of resource and way.
        let is_bound = request.principal.has_identity() || at >= 4 || (at >= 2 && request.principal.account().is_some());
        let expected = if is_bound { Decision::ExplicitDeny } else { decide(&request, &policies) };
        prop_assert_eq!(decision, expected);
    }

    #[test]
    fn adding_an_allow_takes_nothing_away(request in request(), policies in policies(), own in statement(false), other in statement(true), at in 0..6_usize) {
        prop_assume!(decide(&request, &policies) == Decision::Allowed);
        let [own, other] = [own, other].map(|text| text.replace(r#""Effect":"Deny""#, r#""Effect":"Allow""#));
        let mut more = policies;
        match at {
            0 => more.identity.push(compiled(&own)),
            1 => more.resource = Some(more.resource.map_or(compiled(&other), |resource| resource.with(&compiled(&other)))),
            2 if !more.boundary.is_empty() => more.boundary.push(compiled(&own)),
            3 if !more.session.is_empty() => more.session.push(compiled(&own)),
            4 => more.service_control.iter_mut().for_each(|level| level.policies.push(compiled(&own))),
            _ if !more.endpoint.is_empty() => more.endpoint.push(compiled(&other)),
            _ => {}
        }
        prop_assert_eq!(decide(&request, &more), Decision::Allowed);
    }

    #[test]
    fn what_caps_never_gives(request in request(), policies in policies()) {
        let bare = Policies { boundary: vec![], service_control: vec![], resource_control: vec![], endpoint: vec![], ..policies.clone() };
        if decide(&request, &bare) != Decision::Allowed {
            prop_assert_ne!(decide(&request, &policies), Decision::Allowed);
        }
        // A federated user's session needs session policies; nobody else does.
        let without = Policies { session: vec![], ..bare };
        if decide(&request, &without) != Decision::Allowed && !request.principal.text().contains("federated-user") {
            prop_assert_ne!(decide(&request, &policies), Decision::Allowed);
        }
    }

    #[test]
    fn order_plays_no_part(request in request(), policies in policies()) {
        prop_assert_eq!(decide(&request, &reversed(&policies)), decide(&request, &policies));
    }

    #[test]
    fn every_remedy_allows_and_none_is_larger_than_need_be(request in request(), policies in policies()) {
        let found = remedies(&request, &policies);
        let denied = decide(&request, &policies) != Decision::Allowed;
        let is_role_for_root = request.principal.text().ends_with(":root") && request.action.text() == "sts:AssumeRole";
        prop_assert_eq!(found.is_empty(), !denied || is_role_for_root, "{:?}", found);
        for remedy in &found {
            prop_assert_eq!(remedy.decision(&request, &policies), Decision::Allowed, "{:?}", remedy);
            prop_assert!(!remedy.changes.is_empty());
            for at in 0..remedy.changes.len() {
                let mut fewer = remedy.clone();
                fewer.changes.remove(at);
                prop_assert_ne!(fewer.decision(&request, &policies), Decision::Allowed, "{:?} without {}", remedy, at);
            }
        }
    }

    #[test]
    fn remedies_among_some_layers_allow_and_leave_the_others_alone(request in request(), policies in policies()) {
        for remedy in remedies_among(&request, &policies, |layer| layer != Layer::Resource) {
            prop_assert_eq!(remedy.decision(&request, &policies), Decision::Allowed, "{:?}", remedy);
            let adds = |change: &Change| matches!(change, Change::Add { layer: Layer::Resource, .. });
            prop_assert!(!remedy.changes.iter().any(adds), "{:?}", remedy);
        }
    }

    #[test]
    fn every_revocation_revokes(request in request(), policies in policies()) {
        let found = revocations(&request, &policies);
        let always = explain(&request, &policies).reason == iam_console::policy::decision::Reason::AlwaysAllowed;
        let can_be_denied = decide(&request, &policies) == Decision::Allowed && !always;
        prop_assert_eq!(!found.is_empty(), can_be_denied);
        for revocation in &found {
            prop_assert_ne!(revocation.decision(&request, &policies), Decision::Allowed, "{:?}", revocation);
        }
        if can_be_denied {
            let last = &found[found.len() - 1];
            prop_assert!(matches!(last.changes[..], [Change::Add { .. }]), "{:?}", last);
        }
    }

    #[test]
    fn a_missing_key_that_does_not_matter_changes_nothing(request in request(), policies in policies()) {
        let missing = explain(&request, &policies).missing_keys(&request, &policies);
        let before = decide(&request, &policies) == Decision::Allowed;
        for key in missing.iter().filter(|key| !key.matters) {
            for value in ["a", "red", "true", "false", "100", "10.0.0.1", "8.8.8.8"] {
                for value in [Value::Single(value.to_owned()), Value::Multi(vec![value.to_owned()])] {
                    let mut changed = request.clone();
                    changed.context.insert(&key.key, value.clone());
                    prop_assert_eq!(decide(&changed, &policies) == Decision::Allowed, before, "{} {:?}", key.key, value);
                }
            }
        }
    }

    #[test]
    fn resources_match_as_by_trying_every_way(pattern in "arn:aws:s3:[ab*]{0,2}:[ab*]{0,3}:[ab/*?]{0,6}", text in "arn:aws:s3:[ab]{0,2}:[ab]{0,2}:[ab/:]{1,6}") {
        let request = Request::parse("arn:aws:iam::111122223333:user/alice", "s3:GetObject", &text).unwrap();
        let statement = format!(r#"{{"Effect":"Allow","Action":"*","Resource":"{pattern}"}}"#);
        let policies = Policies { identity: vec![compiled(&statement)], ..Policies::default() };
        let matches = explain(&request, &policies).statements_of(Layer::Identity)[0].matches();
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        prop_assert_eq!(matches, naive(&chars(&pattern), &chars(&text)), "{} {}", pattern, text);
    }
}

/// Whether a resource pattern matches, by trying every way: right by its looks.
fn naive(pattern: &[char], text: &[char]) -> bool {
    match pattern.split_first() {
        None => text.is_empty(),
        Some(('*', rest)) => {
            let ends_part = matches!(rest.first(), None | Some(':'));
            let reach = if ends_part { text.len() } else { text.iter().position(|letter| *letter == ':').unwrap_or(text.len()) };
            (0..=reach).any(|at| naive(rest, &text[at..]))
        }
        Some(('?', rest)) => text.first().is_some_and(|letter| *letter != ':') && naive(rest, &text[1..]),
        Some((want, rest)) => text.first() == Some(want) && naive(rest, &text[1..]),
    }
}
