//! Where all resources of an action are left out or denied, nothing of it is granted; and what needs no permission is taken by a
//! denial alone.

use iam_console::access::{Progress, Whose, what_can};
use iam_console::account::authorization::Asker;
use iam_console::account::operation::*;
use iam_console::policy::actions::ActionId;

use super::words::{document, sentences, world};

fn own(statements: &str) -> PutUserPolicy {
    PutUserPolicy { user_name: "dan".into(), policy_name: "own".into(), policy_document: document(statements) }
}

#[test]
fn what_no_resource_is_left_of_is_not_gained() {
    for (statements, told) in [
        (r#"{"Effect":"Allow","Action":"sqs:*","NotResource":"*"}"#, None),
        (
            r#"{"Effect":"Allow","Action":"sqs:*","Resource":"arn:aws:sqs:*"},{"Effect":"Deny","Action":"sqs:*","Resource":"arn:aws:sqs:*:*:*"}"#,
            None,
        ),
        (
            r#"{"Effect":"Allow","Action":"sqs:*","Resource":"*"},{"Effect":"Deny","Action":"sqs:*","Resource":"arn:aws:sqs:*"}"#,
            Some("dan gains sqs:ListQueues on *"),
        ),
        (r#"{"Effect":"Allow","Action":"sqs:*","Resource":"*"},{"Effect":"Deny","Action":"sqs:*","NotResource":"arn:aws:s3:::*"}"#, None),
        (
            r#"{"Effect":"Allow","Action":"iam:GetUser","Resource":"*"},{"Effect":"Deny","Action":"iam:GetUser","Resource":"arn:aws:iam::*:*"}"#,
            None,
        ),
        (
            r#"{"Effect":"Allow","Action":"iam:GetUser","Resource":"*"},{"Effect":"Deny","Action":"iam:GetUser","Resource":"arn:aws:iam::*:user/team/*"}"#,
            Some("dan gains iam:GetUser on * (denied on arn:aws:iam::*:user/team/*)"),
        ),
        (r#"{"Effect":"Allow","Action":"sqs:*","NotResource":"arn:aws:sqs:*"}"#, Some("dan gains sqs:ListQueues on all but arn:aws:sqs:*")),
        // A denial under conditions of its own takes it under these alone.
        (
            r#"{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"},{"Effect":"Deny","Action":"sqs:*","Resource":"arn:aws:sqs:*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}"#,
            Some("dan gains sqs:SendMessage on * (denied under Bool aws:SecureTransport false)"),
        ),
    ] {
        let mut world = world();
        let found = sentences(&mut world, own(statements));
        assert_eq!(found.first().map(String::as_str), told, "{statements}: {found:?}");
    }
}

#[test]
fn a_boundary_on_all_of_a_kind_leaves_all_of_it() {
    let mut world = world();
    let all = document(r#"{"Effect":"Allow","Action":"sqs:*","Resource":"arn:aws:sqs:*"}"#);
    world.change(CreatePolicy { policy_name: "Queues".into(), policy_document: all, ..Default::default() });
    let permissions_boundary = format!("arn:aws:iam::{}:policy/Queues", world.account.id());
    world.change(PutUserPermissionsBoundary { user_name: "dan".into(), permissions_boundary });
    let found = sentences(&mut world, own(r#"{"Effect":"Allow","Action":["sqs:SendMessage","sqs:ListQueues"],"Resource":"*"}"#));
    assert_eq!(found, ["dan gains sqs:SendMessage on *"]);
}

#[test]
fn what_can_counts_what_is_left() {
    let mut world = world();
    world.change(own(r#"{"Effect":"Allow","NotAction":"iam:*","NotResource":["arn:aws:s3:::reports","arn:aws:sqs:*"]}"#));
    let dan = world.account.user_named("dan").unwrap().id;
    let whose = Whose::Asker(Asker::User(dan));
    let can = what_can(&world.account, &whose, &Progress::default()).unwrap();
    let reached = can.reached();
    let names: Vec<String> = reached.iter().map(ActionId::full_name).filter(|name| name.starts_with("sqs:")).collect();
    assert_eq!(names, ["sqs:ListQueues"]);
    assert!(reached.iter().any(|action| action.full_name() == "s3:GetObject"));
}

/// Users need no permission for `GetSessionToken`: a denial takes it, and a boundary or a new user changes nothing of it.
#[test]
fn what_needs_no_permission_is_lost_by_a_denial_alone() {
    let lost = ["dan loses sts:GetSessionToken on *"];
    for statement in [
        r#"{"Effect":"Deny","Action":"sts:GetSessionToken","Resource":"*"}"#,
        r#"{"Effect":"Deny","NotAction":"s3:*","Resource":"*"}"#,
        r#"{"Effect":"Deny","Action":"*","Resource":"*"}"#,
    ] {
        let mut world = world();
        assert_eq!(sentences(&mut world, own(statement)), lost, "{statement}");
        let back = DeleteUserPolicy { user_name: "dan".into(), policy_name: "own".into() };
        assert_eq!(sentences(&mut world, back)[0], "dan gains sts:GetSessionToken on *", "{statement}");
    }
    let mut world = world();
    assert_eq!(
        sentences(&mut world, own(r#"{"Effect":"Allow","Action":"sts:*","Resource":"*"}"#))
            .iter()
            .find(|told| told.contains("GetSessionToken")),
        None
    );
    let policy_arn = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess".to_owned();
    let bound = PutUserPermissionsBoundary { user_name: "alice".into(), permissions_boundary: policy_arn };
    assert!(!sentences(&mut world, bound).concat().contains("GetSessionToken"));
    let made = CreateUser { user_name: "eve".into(), ..Default::default() };
    assert_eq!(sentences(&mut world, made), [""; 0]);
}
