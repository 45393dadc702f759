//! What holds for every request and all policies.

use iam_console::policy::compiled::Policy;
use iam_console::policy::decision::{Decision, Layer, Level, Policies, decide, explain};
use iam_console::policy::request::{Request, Value};
use proptest::prelude::*;

use crate::generated::{compiled, policies, request, statement};

/// The policies, each list the other way round.
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
        let is_for_policies = request.out_of_reach.is_none() && request.action.lower_case() != "sts:getcalleridentity";
        if is_for_policies && !request.needs_no_permission {
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
        prop_assume!(request.action.lower_case() != "sts:getcalleridentity" && request.out_of_reach.is_none());
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
    fn resources_match_as_by_trying_every_way(pattern in "arn:aws:s3:[ab*]{0,2}:[ab*?]{0,3}:[ab/*?:]{0,6}", text in "arn:aws:s3:[ab]{0,2}:[ab]{0,2}:[ab/:]{1,6}") {
        let request = Request::parse("arn:aws:iam::111122223333:user/alice", "s3:GetObject", &text).unwrap();
        let statement = format!(r#"{{"Effect":"Allow","Action":"*","Resource":"{pattern}"}}"#);
        let policies = Policies { identity: vec![compiled(&statement)], ..Policies::default() };
        let matches = explain(&request, &policies).statements_of(Layer::Identity)[0].matches();
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        prop_assert_eq!(matches, naive(&chars(&pattern), &chars(&text), 0), "{} {}", pattern, text);
    }
}

/// Whether a resource pattern matches, by trying every way: right by its looks. Behind so many colons of the pattern, which are an
/// ARN's five, wildcards stand for colons, too.
fn naive(pattern: &[char], text: &[char], colons: usize) -> bool {
    let is_in_last = colons >= 5;
    match pattern.split_first() {
        None => text.is_empty(),
        Some(('*', rest)) => {
            let runs_on = is_in_last || matches!(rest.first(), None | Some(':'));
            let reach = if runs_on { text.len() } else { text.iter().position(|letter| *letter == ':').unwrap_or(text.len()) };
            (0..=reach).any(|at| naive(rest, &text[at..], colons))
        }
        Some(('?', rest)) => text.first().is_some_and(|letter| is_in_last || *letter != ':') && naive(rest, &text[1..], colons),
        Some((want, rest)) => text.first() == Some(want) && naive(rest, &text[1..], colons + usize::from(*want == ':')),
    }
}
