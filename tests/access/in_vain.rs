//! What is granted under conditions that a denial or the boundary never leaves is told to be granted nowhere.

use iam_console::access::{Access, Cut, CutBy, Progress, Whose, what_can, who_can};
use iam_console::account::authorization::{Asker, Circumstances};
use iam_console::account::operation::*;
use iam_console::policy::actions::ActionId;
use iam_console::policy::decision::{Decision, Layer};
use iam_console::policy::request::{Action, Resource};

use super::common::{World, now};

const OFFICE: &str = r#"{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#;
const AROUND: &str = r#"{"IpAddress":{"aws:SourceIp":"203.0.0.0/16"}}"#;
const ELSEWHERE: &str = r#"{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#;
const MFA: &str = r#"{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"#;
const NO_MFA: &str = r#"{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}"#;

fn statement(effect: &str, condition: &str) -> String {
    format!(r#"{{"Effect":"{effect}","Action":"s3:GetObject","Resource":"arn:aws:s3:::docs/*","Condition":{condition}}}"#)
}

fn document(statements: &[String]) -> String {
    format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, statements.join(","))
}

/// A user dan with these statements, within a boundary perhaps.
fn world(own: &[String], boundary: Option<String>) -> (World, Asker) {
    let mut world = World::fresh();
    let permissions_boundary = boundary.map(|statement| {
        world.change(CreatePolicy { policy_name: "limit".into(), policy_document: document(&[statement]), ..Default::default() });
        format!("arn:aws:iam::{}:policy/limit", world.account.id())
    });
    world.change(CreateUser { user_name: "dan".into(), permissions_boundary, ..Default::default() });
    world.change(PutUserPolicy { user_name: "dan".into(), policy_name: "own".into(), policy_document: document(own) });
    let dan = Asker::User(world.account.user_named("dan").unwrap().id);
    (world, dan)
}

#[test]
fn conditions_that_never_come_together_grant_nothing() {
    for (own, boundary, is_granted) in [
        (vec![statement("Allow", OFFICE)], None, true),
        (vec![statement("Allow", OFFICE), statement("Deny", AROUND)], None, false),
        (vec![statement("Allow", AROUND), statement("Deny", OFFICE)], None, true),
        (vec![statement("Allow", OFFICE), statement("Deny", ELSEWHERE)], None, true),
        (vec![statement("Allow", MFA)], Some(statement("Allow", NO_MFA)), false),
        (vec![statement("Allow", MFA)], Some(statement("Allow", OFFICE)), true),
    ] {
        let (context, is_bounded) = (format!("{own:?} {boundary:?}"), boundary.is_some());
        let (world, dan) = world(&own, boundary);
        let what = what_can(&world.account, &Whose::Asker(dan.clone()), &Progress::default()).unwrap();
        let rows = what.rows();
        assert_eq!(!rows.is_empty(), is_granted, "{context}");
        // The statement and what stands against it are told instead.
        let vain = what.in_vain();
        assert_eq!(vain.is_empty(), is_granted, "{context}");
        if let [vain] = &vain[..] {
            let names: Vec<String> = vain.actions.iter().map(ActionId::full_name).collect();
            let against = |cut: &Cut| match cut.by {
                CutBy::Statement(place) => (place.layer, place.statement),
                CutBy::Boundary | CutBy::Gates(_) => (Layer::Boundary, 0),
            };
            let by: Vec<_> = vain.by.iter().map(against).collect();
            let expected = if is_bounded { (Layer::Boundary, 0) } else { (Layer::Identity, 1) };
            assert_eq!((names, vain.place.statement, by), (vec!["s3:GetObject".to_owned()], 0, vec![expected]), "{context}");
        }
        let (action, resource) = (Action::parse("s3:GetObject").unwrap(), Resource::parse("arn:aws:s3:::docs/a").unwrap());
        let circumstances = Circumstances::with_access_key(now());
        let who = who_can(&world.account, &action, &resource, &[], circumstances, &Progress::default()).unwrap();
        let of_dan = who.grantees.iter().find(|group| group.askers.contains(&dan)).map(|group| group.access.clone()).unwrap();
        assert_eq!(of_dan.is_possible(), is_granted, "{context} {of_dan:?}");
    }
}

/// What is denied altogether is told so as well, but for what a row tells already.
#[test]
fn what_is_denied_altogether_is_granted_in_vain() {
    let all = |effect: &str, actions: &str| format!(r#"{{"Effect":"{effect}","Action":[{actions}],"Resource":"*"}}"#);
    for (denied, vain) in [
        (r#""s3:GetObject","sqs:SendMessage""#, &["sqs:SendMessage"][..]),
        (r#""s3:*","sqs:*""#, &["s3:GetObject", "s3:GetObjectAcl", "sqs:SendMessage"]),
        (r#""s3:PutObject""#, &[]),
    ] {
        let own = [all("Allow", r#""s3:GetObject","s3:GetObjectAcl","sqs:SendMessage""#), all("Deny", denied)];
        let (world, dan) = world(&own, None);
        let what = what_can(&world.account, &Whose::Asker(dan), &Progress::default()).unwrap();
        let found = what.in_vain();
        let names: Vec<String> = found.iter().flat_map(|vain| vain.actions.iter()).map(ActionId::full_name).collect();
        assert_eq!(names, vain, "{denied}");
        assert!(found.iter().all(|vain| vain.by.len() == 1), "{found:?}");
    }
}

/// What is allowed now and always is told without a turning point.
#[test]
fn what_two_statements_allow_together_does_not_turn() {
    let (world, dan) = world(&[statement("Allow", OFFICE), statement("Allow", ELSEWHERE)], None);
    let (action, resource) = (Action::parse("s3:GetObject").unwrap(), Resource::parse("arn:aws:s3:::docs/a").unwrap());
    let circumstances = Circumstances::with_access_key(now());
    let who = who_can(&world.account, &action, &resource, &[], circumstances, &Progress::default()).unwrap();
    let of_dan = who.grantees.iter().find(|group| group.askers.contains(&dan)).map(|group| group.access.clone());
    assert_eq!(of_dan, Some(Access { decision: Decision::Allowed, hinges: Vec::new() }));
}
