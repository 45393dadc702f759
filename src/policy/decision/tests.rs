//! Decisions across layers.

use super::*;
use crate::policy::compiled::{Named, Policy};
use crate::policy::document::{Document, Effect};
use crate::policy::request::Request;

fn policy(text: &str) -> Policy {
    Policy::compile("p", &Document::read(text).unwrap())
}

#[test]
fn explaining_says_which_statement_decided() {
    let request = Request::parse("arn:aws:iam::111122223333:user/a", "s3:GetObject", "arn:aws:s3:::b/k").unwrap();
    let allow =
        policy(r#"{"Statement":[{"Effect":"Allow","Action":"s3:Put*","Resource":"*"},{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}"#);
    let deny = policy(r#"{"Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}"#);
    let mut policies = Policies { identity: vec![allow], ..Policies::default() };
    let explanation = explain(&request, &policies);
    let place = Place { layer: Layer::Identity, policy: 0, statement: 1 };
    assert_eq!((explanation.decision, explanation.decided_by()), (Decision::Allowed, Some(place)));
    assert_eq!(explanation.standing(Layer::Resource), Some(Standing::NoPolicies));
    assert_eq!(explanation.statements_of(Layer::Identity).len(), 2);
    policies.boundary = vec![deny];
    let explanation = explain(&request, &policies);
    let place = Place { layer: Layer::Boundary, policy: 0, statement: 0 };
    assert_eq!(explanation.reason, Reason::Denied(place));
    assert_eq!(explanation.statements_of(Layer::Boundary)[0].outcome, crate::policy::compiled::Outcome::Matched(Named::Unasked));
    assert_eq!(explanation.obstacles().map(|finding| finding.layer).collect::<Vec<_>>(), [Layer::Boundary]);
}

#[test]
fn a_boundary_goes_as_a_whole_where_that_is_the_smallest_single_change() {
    let request = Request::parse("arn:aws:iam::111122223333:user/a", "s3:GetObject", "arn:aws:s3:::b/k").unwrap();
    let all = policy(r#"{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#);
    let other = r#"{"Effect":"Allow","Action":"s3:Put*","Resource":"*"}"#;
    let deny = r#"{"Effect":"Deny","Action":"s3:Get*","Resource":"*"}"#;
    let bounded = |statements: &str| {
        let boundary = vec![policy(&format!(r#"{{"Statement":[{statements}]}}"#))];
        Policies { identity: vec![all.clone()], boundary, ..Policies::default() }
    };
    let allowing = |layer| Change::Add { layer, effect: Effect::Allow, principal: None };
    let by_caller = |policies: &Policies, widens: bool| {
        let found = explain(&request, policies).remedies_among(&request, policies, |change| match change {
            Change::Add { layer, .. } => *layer != Layer::Resource && (widens || *layer != Layer::Boundary),
            Change::Remove(place) | Change::Loosen(place) => widens || place.layer != Layer::Boundary,
            _ => true,
        });
        found.into_iter().map(|remedy| remedy.changes).collect::<Vec<_>>()
    };
    // One statement more, or one less, is less than the whole boundary…
    assert_eq!(by_caller(&bounded(other), true), [[allowing(Layer::Boundary)]]);
    let denies = bounded(&format!(r#"{{"Effect":"Allow","Action":"*","Resource":"*"}},{deny}"#));
    assert_eq!(by_caller(&denies, true), [[Change::Remove(Place { layer: Layer::Boundary, policy: 0, statement: 1 })]]);
    // …but where it takes two, or where the boundary can't be changed, it goes.
    assert_eq!(by_caller(&bounded(&format!("{other},{deny}")), true), [[Change::RemoveBoundary]]);
    for policies in [bounded(other), denies] {
        assert_eq!(by_caller(&policies, false), [[Change::RemoveBoundary]]);
    }
    // A caller without the permission needs that as well.
    let without = Policies { identity: Vec::new(), ..bounded(other) };
    let both = vec![allowing(Layer::Identity), Change::RemoveBoundary];
    assert_eq!(by_caller(&without, false), [both]);
}

/// By counting: each attempt hears all levels, so there may be only so many of them.
#[test]
fn levels_without_end_are_answered_without_trying_each() {
    const LEVELS: u32 = 5_000;
    let request = Request::parse("arn:aws:iam::111122223333:user/a", "s3:GetObject", "arn:aws:s3:::b/k").unwrap();
    let level = |text: &str| Level { name: "level".into(), policies: vec![policy(text)] };
    let of = |text: &str| Policies { service_control: vec![level(text); LEVELS as usize], ..Policies::default() };
    let closed = of(r#"{"Statement":{"Effect":"Allow","Action":"s3:Put*","Resource":"*"}}"#);
    let considered = std::cell::Cell::new(0);
    let found = explain(&request, &closed).remedies_among(&request, &closed, |_| {
        considered.set(considered.get() + 1);
        true
    });
    assert_eq!(
        found.iter().map(|remedy| remedy.changes.len()).collect::<Vec<_>>(),
        [LEVELS as usize + 1],
        "one for each, and one for the caller"
    );
    assert!(considered.get() < LEVELS + 100, "{} ways are considered", considered.get());
    let allow = r#"{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;
    let open = Policies { identity: vec![policy(allow)], ..of(allow) };
    let ways = explain(&request, &open).revocations(&request, &open);
    assert!((3..100).contains(&ways.len()), "{} ways are told", ways.len());
    let is_of_caller = |change: &Change| matches!(change, Change::Remove(place) if place.layer == Layer::Identity);
    assert!(ways.iter().any(|way| way.changes.iter().all(is_of_caller)), "levels leave room for others");
}
