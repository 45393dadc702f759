//! Decisions across layers.

use super::*;
use crate::policy::compiled::{Named, Policy};
use crate::policy::document::Document;
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
