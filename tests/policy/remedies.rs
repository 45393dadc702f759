//! What turns a decision, for every request and all policies: told without making it, and held against what is decided once it
//! is made.

use iam_console::policy::decision::{Change, Decision, Explanation, Layer, Policies, Reason, Trial, Whom, decide, explain, takes_policies};
use iam_console::policy::document::{Effect, PrincipalKind};
use iam_console::policy::request::{ContextKey, Request, Value};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::applied;
use crate::generated::{policies, request};

/// Changes of every sort, such as nobody would look for, by where they are in the lists of layers and statements.
#[derive(Clone, Debug)]
enum Drawn {
    Add(Index, Effect, Option<Whom>),
    Remove(Index),
    Other(Change),
}

fn drawn() -> impl Strategy<Value = Vec<Drawn>> {
    let effects = select(vec![Effect::Allow, Effect::Deny]);
    let names = select(vec![
        "arn:aws:iam::111122223333:user/alice",
        "arn:aws:iam::111122223333:role/deploy",
        "arn:aws:iam::111122223333:role/team/deploy",
        "arn:aws:sts::111122223333:assumed-role/deploy/s",
        "arn:aws:iam::111122223333:root",
        "*",
    ]);
    let whom = names.prop_map(|principal| Whom { kind: PrincipalKind::Aws, principal: principal.to_owned() });
    let values = select(vec![
        ("aws:username", "b"),
        ("AWS:PrincipalTag/TEAM", "blue"),
        ("aws:PrincipalTag/team", "red"),
        ("aws:MultiFactorAuthPresent", "true"),
        ("aws:MultiFactorAuthAge", "5"),
        ("aws:SourceIp", "203.0.113.1"),
        ("s3:prefix", "b/"),
        ("aws:PrincipalArn", "arn:aws:iam::111122223333:role/team/deploy"),
        ("aws:PrincipalArn", "arn:aws:iam::111122223333:role/aws-service-role/x/deploy"),
    ]);
    let set = values.prop_map(|(key, value)| Change::SetKey { key: ContextKey::new(key), value: Value::Single(value.to_owned()).into() });
    let dropped = select(vec!["aws:username", "aws:PrincipalTag/team", "aws:MultiFactorAuthPresent", "aws:TagKeys", "aws:PrincipalArn"]);
    let drop = dropped.prop_map(|key| Change::DropKey { key: ContextKey::new(key) });
    let change = prop_oneof![
        2 => (any::<Index>(), effects, proptest::option::of(whom)).prop_map(|(layer, effect, whom)| Drawn::Add(layer, effect, whom)),
        2 => any::<Index>().prop_map(Drawn::Remove),
        1 => Just(Drawn::Other(Change::RemoveBoundary)),
        1 => set.prop_map(Drawn::Other),
        1 => drop.prop_map(Drawn::Other),
    ];
    proptest::collection::vec(change, 1..5)
}

/// The changes to what an explanation found, each once.
fn changes(drawn: Vec<Drawn>, explanation: &Explanation) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    for drawn in drawn {
        let change = match drawn {
            Drawn::Add(at, effect, principal) => {
                let layers = explanation.layers();
                Change::Add { layer: layers[at.index(layers.len())].layer, effect, principal }
            }
            Drawn::Remove(at) => match explanation.statements() {
                [] => continue,
                statements => Change::Remove(statements[at.index(statements.len())].place),
            },
            Drawn::Other(change) => change,
        };
        if !changes.contains(&change) {
            changes.push(change);
        }
    }
    changes
}

/// A statement that allows, added to each layer but the resource's policy.
fn allowances(policies: &Policies) -> impl Iterator<Item = Change> {
    let layers = policies.layers().filter(|layer| *layer != Layer::Resource);
    layers.map(|layer| Change::Add { layer, effect: Effect::Allow, principal: None })
}

fn denies(request: &Request, policies: &Policies) -> bool {
    decide(request, policies) != Decision::Allowed
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn a_trial_tells_what_is_decided_once_the_changes_are_made(request in request(), policies in policies(), drawn in drawn()) {
        let explanation = explain(&request, &policies);
        let changes = changes(drawn, &explanation);
        let tried = Trial::new(&request, &policies, &explanation).decision(changes.iter());
        prop_assert_eq!(tried, applied::decision(&changes, &request, &policies), "{:?}", changes);
    }

    #[test]
    fn every_remedy_allows_and_none_is_larger_than_need_be(request in request(), policies in policies()) {
        let found = explain(&request, &policies).remedies(&request, &policies);
        let is_role_for_root = request.principal.text().ends_with(":root") && request.action.text() == "sts:AssumeRole";
        let is_beyond_policies = is_role_for_root || request.out_of_reach.is_some();
        prop_assert_eq!(found.is_empty(), !denies(&request, &policies) || is_beyond_policies, "{:?}", found);
        for remedy in &found {
            prop_assert_eq!(applied::decision(&remedy.changes, &request, &policies), Decision::Allowed, "{:?}", remedy);
            prop_assert!(!remedy.changes.is_empty());
            for at in 0..remedy.changes.len() {
                let mut fewer = remedy.changes.clone();
                fewer.remove(at);
                prop_assert_ne!(applied::decision(&fewer, &request, &policies), Decision::Allowed, "{:?} without {}", remedy, at);
            }
        }
    }

    #[test]
    fn every_single_statement_that_would_do_is_among_the_remedies(request in request(), policies in policies()) {
        let explanation = explain(&request, &policies);
        let told = explanation.remedies(&request, &policies);
        let removals = explanation.statements().iter().map(|finding| Change::Remove(finding.place));
        let singles = allowances(&policies).chain(removals).filter(|_| denies(&request, &policies));
        for change in singles.filter(|change| applied::decision(std::slice::from_ref(change), &request, &policies) == Decision::Allowed) {
            prop_assert!(told.iter().any(|remedy| remedy.changes == [change.clone()]), "{:?} is not in {:?}", change, told);
        }
    }

    #[test]
    fn remedies_among_some_layers_allow_and_leave_the_others_alone(request in request(), policies in policies()) {
        let adds = |change: &Change| matches!(change, Change::Add { layer: Layer::Resource, .. });
        for remedy in explain(&request, &policies).remedies_among(&request, &policies, |change| !adds(change)) {
            prop_assert_eq!(applied::decision(&remedy.changes, &request, &policies), Decision::Allowed, "{:?}", remedy);
            prop_assert!(!remedy.changes.iter().any(adds), "{:?}", remedy);
        }
    }

    #[test]
    fn every_revocation_revokes_and_nothing_in_it_is_too_much(request in request(), policies in policies()) {
        let explanation = explain(&request, &policies);
        let found = explanation.revocations(&request, &policies);
        let is_deniable = !denies(&request, &policies) && explanation.reason != Reason::AlwaysAllowed;
        prop_assert!(is_deniable || found.is_empty());
        // Somebody without policies of their own is denied by the resource's, where it can have one, or by the organization.
        let has_resource = policies.resource.is_some() || takes_policies(&request);
        let is_in_organization = request.principal.text().ends_with(":root") && !policies.service_control.is_empty();
        let is_told = request.principal.has_identity() || has_resource || is_in_organization;
        let can_be_denied = is_deniable && is_told;
        for revocation in &found {
            prop_assert_ne!(applied::decision(&revocation.changes, &request, &policies), Decision::Allowed, "{:?}", revocation);
            for at in 0..revocation.changes.len() {
                let mut fewer = revocation.changes.clone();
                fewer.remove(at);
                prop_assert_eq!(applied::decision(&fewer, &request, &policies), Decision::Allowed, "{:?} without {}", revocation, at);
            }
        }
        if can_be_denied {
            let last = &found[found.len() - 1];
            prop_assert!(matches!(last.changes[..], [Change::Add { .. }]), "{:?}", last);
        }
    }
}

/// A statement is narrowed by the list that says just what was asked, or all but that; never by a pattern that stands for more.
#[test]
fn a_statement_is_narrowed_by_what_it_lists() {
    use iam_console::policy::compiled::Policy;
    use iam_console::policy::decision::{How, List, Narrowing, Under, WhoAsks};
    use iam_console::policy::document::Document;
    let mut request = Request::parse("arn:aws:iam::111122223333:user/alice", "s3:DeleteObject", "arn:aws:s3:::b/k").unwrap();
    let (deny, allow) = ("Deny", "Allow");
    for (effect, parts, expected) in [
        (deny, r#""Action":["s3:deleteobject","s3:DeleteBucket"],"Resource":"*""#, Some((List::Actions, How::TakenOut, 1))),
        (allow, r#""Action":["s3:DeleteObject","s3:DeleteBucket"],"Resource":"*""#, Some((List::Actions, How::TakenOut, 1))),
        (deny, r#""Action":["s3:Delete*","s3:DeleteObject"],"Resource":"arn:aws:s3:::b/*""#, None),
        (deny, r#""Action":"*","Resource":"*""#, Some((List::Actions, How::AllBut, 1))),
        (allow, r#""Action":"*","Resource":"*""#, None),
        (deny, r#""NotAction":"s3:GetObject","Resource":"*""#, Some((List::Actions, How::LeftOut, 2))),
        (deny, r#""Action":"s3:*","Resource":["arn:aws:s3:::b/k","arn:aws:s3:::c/*"]"#, Some((List::Resources, How::TakenOut, 1))),
        (deny, r#""Action":"s3:*","Resource":["arn:aws:s3:::b/k","arn:aws:s3:::b/*"]"#, None),
        (deny, r#""Action":"s3:*","Resource":"*""#, Some((List::Resources, How::AllBut, 1))),
        (deny, r#""Action":"s3:*","NotResource":"arn:aws:s3:::c/*""#, Some((List::Resources, How::LeftOut, 2))),
        (deny, r#""Action":"s3:*","Resource":"arn:aws:s3:::b/*""#, None),
    ] {
        let text = format!(r#"{{"Version":"2012-10-17","Statement":{{"Effect":"{effect}",{parts}}}}}"#);
        let policy = Policy::compile("p", &Document::read(&text).unwrap());
        let found = Narrowing::of(policy.statements().first().unwrap(), &request, Under::Caller, WhoAsks::default());
        assert_eq!(found.map(|found| (found.list, found.how, found.entries.len())), expected, "{parts}");
    }
    for (principals, expected) in [
        (r#"["arn:aws:iam::111122223333:user/alice","arn:aws:iam::111122223333:user/bob"]"#, Some((List::Principals, How::TakenOut, 1))),
        (r#"["arn:aws:iam::111122223333:user/alice","arn:aws:iam::111122223333:root"]"#, None),
        (r#""arn:aws:iam::111122223333:user/alice""#, None),
    ] {
        let statement = format!(
            r#"{{"Effect":"Deny","Principal":{{"AWS":{principals}}},"Action":["s3:Delete*","s3:Put*"],"Resource":"arn:aws:s3:::b/*"}}"#
        );
        let policy = Policy::compile("p", &Document::read(&format!(r#"{{"Statement":{statement}}}"#)).unwrap());
        let found = Narrowing::of(policy.statements().first().unwrap(), &request, Under::Others, WhoAsks::default());
        assert_eq!(found.map(|found| (found.list, found.how, found.entries.len())), expected, "{principals}");
    }
    request.context.insert("aws:PrincipalArn", Value::Single("arn:aws:iam::111122223333:user/alice".to_owned()));
    for (who, is_bound, expected) in [
        (r#""Principal":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/admin"}}"#, true, Some("ArnNotLike")),
        (r#""Principal":"*","Condition":{"StringNotEquals":{"aws:PrincipalArn":["a","b"]}}"#, false, Some("StringNotEquals")),
        (r#""Principal":"*","Condition":{"StringNotEquals":{"aws:username":"bob"}}"#, false, Some("ArnNotEquals")),
        (r#""Principal":"*","Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:user/*"}}"#, false, Some("ArnNotEquals")),
        (r#""NotPrincipal":{"AWS":"arn:aws:iam::111122223333:user/bob"}"#, false, Some("Principals")),
        (r#""NotPrincipal":{"AWS":"arn:aws:iam::111122223333:user/bob"}"#, true, Some("ArnNotEquals")),
    ] {
        let statement = format!(r#"{{"Effect":"Deny",{who},"Action":["s3:Delete*","s3:DeleteObject"],"Resource":"arn:aws:s3:::b/*"}}"#);
        let policy = Policy::compile("p", &Document::read(&format!(r#"{{"Statement":{statement}}}"#)).unwrap());
        let found =
            Narrowing::of(policy.statements().first().unwrap(), &request, Under::Others, WhoAsks { is_bound, ..WhoAsks::default() });
        let list = found.as_ref().map(|found| match &found.list {
            List::Values { operator, .. } => operator.to_string(),
            list => format!("{list:?}"),
        });
        assert_eq!(list.as_deref(), expected, "{who}");
        let all = Policy::compile("all", &Document::read(r#"{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#).unwrap());
        let boundary: Vec<Policy> = is_bound.then(|| all.clone()).into_iter().collect();
        let decided = |text: &str| {
            let resource = Some(Policy::compile("p", &Document::read(text).unwrap()));
            decide(&request, &Policies { identity: vec![all.clone()], boundary: boundary.clone(), resource, ..Policies::default() })
        };
        let text = format!(r#"{{"Statement":{statement}}}"#);
        assert_eq!(decided(&text), Decision::ExplicitDeny, "{who}");
        assert_eq!(decided(&found.unwrap().written(&text, 0).unwrap()), Decision::Allowed, "{who}");
    }
}

/// Who is to have what has their own tag may be tagged, as well as it.
#[test]
fn a_tag_of_who_asks_is_found_that_something_is_compared_with() {
    use iam_console::policy::compiled::Policy;
    use iam_console::policy::document::Document;
    let mut request =
        Request::parse("arn:aws:iam::111122223333:user/fay", "ec2:StartInstances", "arn:aws:ec2:eu-west-1:111122223333:instance/i-1")
            .unwrap();
    request.context.insert("aws:ResourceTag/team", Value::Single("red".to_owned()));
    let text = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ec2:*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/team":"${aws:PrincipalTag/team}"}}}}"#;
    let policies = Policies { identity: vec![Policy::compile("p", &Document::read(text).unwrap())], ..Policies::default() };
    let tagged = Change::SetKey { key: ContextKey::new("aws:PrincipalTag/team"), value: Value::Single("red".to_owned()).into() };
    for other in [None, Some("blue")] {
        request.context.replace(&ContextKey::new("aws:PrincipalTag/team"), other.map(|team| Value::Single(team.to_owned())));
        let found = explain(&request, &policies).remedies(&request, &policies);
        assert!(found.iter().any(|remedy| remedy.changes == [tagged.clone()]), "{found:?}");
    }
}

/// The way that changes the least besides: for others, for other actions, on other resources, in this order.
#[test]
fn a_denial_is_narrowed_by_what_lets_the_least_through() {
    use iam_console::policy::compiled::Policy;
    use iam_console::policy::decision::{How, List, Narrowing, Under, WhoAsks};
    use iam_console::policy::document::Document;
    let mut request = Request::parse("arn:aws:iam::111122223333:user/alice", "s3:DeleteObject", "arn:aws:s3:::b/k").unwrap();
    request.context.insert("aws:PrincipalArn", Value::Single("arn:aws:iam::111122223333:user/alice".to_owned()));
    for (parts, under, expected) in [
        // Of what holds for who asks alone, other actions count for more than other resources.
        (r#""Action":"s3:Delete*","Resource":"*""#, Under::Caller, Some((List::Resources, How::AllBut))),
        (r#""Action":"*","Resource":"*""#, Under::Caller, Some((List::Actions, How::AllBut))),
        (r#""Action":["s3:DeleteObject","s3:DeleteBucket"],"Resource":"*""#, Under::Caller, Some((List::Actions, How::TakenOut))),
        (r#""Action":"s3:DeleteObject","Resource":"*""#, Under::Caller, Some((List::Resources, How::AllBut))),
        (r#""Action":"s3:DeleteObject","Resource":"arn:aws:s3:::b/k""#, Under::Caller, None),
        // Others stay denied by what holds for them as well.
        (r#""Action":["s3:DeleteObject","s3:DeleteBucket"],"Resource":"*""#, Under::Others, None),
        (r#""Action":["s3:Delete*","s3:DeleteObject"],"Resource":["arn:aws:s3:::b/*","arn:aws:s3:::*/k"]"#, Under::Others, None),
        // Who is nobody by name can't be left out by one.
        (r#""Action":["s3:Delete*","s3:DeleteObject"],"Resource":"*""#, Under::Nobody, Some((List::Resources, How::AllBut))),
    ] {
        let text = format!(r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Deny",{parts}}}}}"#);
        let policy = Policy::compile("p", &Document::read(&text).unwrap());
        let found = Narrowing::of(policy.statements().first().unwrap(), &request, under, WhoAsks::default());
        if under == Under::Others {
            let found = found.unwrap();
            assert_eq!((found.how, found.entry.as_str()), (How::Excepted, "arn:aws:iam::111122223333:user/alice"), "{parts}");
        } else {
            assert_eq!(found.map(|found| (found.list, found.how)), expected, "{parts}");
        }
    }
}

/// A statement that one condition alone keeps from allowing: by a value more, or one less where that is enough, else without it.
#[test]
fn the_condition_that_alone_is_in_the_way_is_loosened() {
    use iam_console::policy::compiled::Policy;
    use iam_console::policy::decision::{Loosened, Loosening};
    use iam_console::policy::document::Document;
    let mut request = Request::parse("arn:aws:iam::111122223333:user/alice", "s3:GetObject", "arn:aws:s3:::b/k").unwrap();
    let one = |value: &str| Value::Single(value.to_owned());
    for (key, value) in [
        ("aws:username", one("alice")),
        ("aws:PrincipalArn", one("arn:aws:iam::111122223333:user/alice")),
        ("aws:SourceIp", one("203.0.113.10")),
        ("aws:CurrentTime", one("2030-01-01T00:00:00Z")),
        ("s3:max-keys", one("7")),
        ("aws:TagKeys", Value::Multi(vec!["a".to_owned(), "b".to_owned()])),
    ] {
        request.context.insert(key, value);
    }
    let added = |values: &[&str]| Some(Loosened::Added(values.iter().map(|value| (*value).to_owned()).collect()));
    for (condition, expected) in [
        (r#"{"StringEquals":{"aws:username":"bob"}}"#, added(&["alice"])),
        (r#"{"stringlike":{"AWS:USERNAME":["bob","c*"]}}"#, added(&["alice"])),
        (r#"{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/*"}}"#, added(&["arn:aws:iam::111122223333:user/alice"])),
        (r#"{"IpAddress":{"aws:SourceIp":"198.51.100.0/24"}}"#, added(&["203.0.113.10"])),
        (r#"{"NumericEquals":{"s3:max-keys":5}}"#, added(&["7"])),
        (r#"{"ForAllValues:StringEquals":{"aws:TagKeys":"a"}}"#, added(&["b"])),
        (r#"{"ForAnyValue:StringEquals":{"aws:TagKeys":"c"}}"#, added(&["a"])),
        (r#"{"StringNotEquals":{"aws:username":["alice","bob"]}}"#, Some(Loosened::TakenOut("alice".to_owned()))),
        (r#"{"StringNotEquals":{"aws:username":"alice"}}"#, Some(Loosened::Gone)),
        (r#"{"StringNotLike":{"aws:username":["a*","bob"]}}"#, Some(Loosened::Gone)),
        (r#"{"StringEquals":{"aws:TagKeys":"a"}}"#, Some(Loosened::Gone)),
        (r#"{"Bool":{"aws:MultiFactorAuthPresent":true}}"#, Some(Loosened::Gone)),
        (r#"{"Null":{"aws:username":"true"}}"#, Some(Loosened::Gone)),
        (r#"{"DateEquals":{"aws:CurrentTime":"2029-01-01T00:00:00Z"}}"#, Some(Loosened::Gone)),
        (r#"{"StringEquals":{"aws:username":"bob","aws:SourceIp":"203.0.113.10"}}"#, added(&["alice"])),
        (r#"{"StringEquals":{"aws:username":"bob"},"Bool":{"aws:SecureTransport":"true"}}"#, None),
        (r#"{"StringEquals":{"aws:username":"alice"}}"#, None),
    ] {
        let text = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{condition}}}]}}"#
        );
        let policies =
            |text: &str| Policies { identity: vec![Policy::compile("p", &Document::read(text).unwrap())], ..Policies::default() };
        let before = policies(&text);
        let found = Loosening::of(before.identity[0].statements().first().unwrap(), &request);
        assert_eq!(found.as_ref().map(|found| found.how.clone()), expected, "{condition}");
        let Some(found) = found else { continue };
        assert_eq!(decide(&request, &policies(&found.written(&text, 0).unwrap())), Decision::Allowed, "{condition}");
        let told = explain(&request, &before).remedies(&request, &before);
        assert!(told.iter().any(|remedy| matches!(remedy.changes[..], [Change::Loosen(_)])), "{condition}: {told:?}");
    }
}
