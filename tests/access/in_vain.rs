//! What is granted under conditions that a denial or the boundary never leaves is told to be granted nowhere.

use iam_console::access::{Access, Progress, Whose, what_can, who_can};
use iam_console::account::authorization::{Asker, Circumstances};
use iam_console::account::operation::*;
use iam_console::policy::decision::Decision;
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
        let context = format!("{own:?} {boundary:?}");
        let (world, dan) = world(&own, boundary);
        let what = what_can(&world.account, &Whose::Asker(dan.clone()), &Progress::default()).unwrap();
        let rows = what.rows();
        assert_eq!(!rows.is_empty(), is_granted, "{context}");
        let (action, resource) = (Action::parse("s3:GetObject").unwrap(), Resource::parse("arn:aws:s3:::docs/a").unwrap());
        let circumstances = Circumstances::with_access_key(now());
        let who = who_can(&world.account, &action, &resource, &[], circumstances, &Progress::default()).unwrap();
        let of_dan = who.grantees.iter().find(|group| group.askers.contains(&dan)).map(|group| group.access.clone()).unwrap();
        assert_eq!(of_dan.is_possible(), is_granted, "{context} {of_dan:?}");
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
