//! Ways past a boundary: widened, replaced, removed.

use super::{S3_READ, to_the_ways, world};
use crate::common::console::{Console, Setup};
use iam_console::account::operation::*;

/// Bob with a grant on reports, under a boundary that lets only reading through.
fn bounded(versions: usize) -> Console {
    let mut world = world();
    let own = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject","s3:DeleteObject"],"Resource":"arn:aws:s3:::reports/*"}]}"#;
    let only = r#"{"Version":"2012-10-17","Statement":[{"Sid":"Kept","Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}"#;
    let arn = format!("arn:aws:iam::{}:policy/get-only", world.account.id());
    world.change(CreatePolicy { policy_name: "get-only".into(), policy_document: only.into(), ..Default::default() });
    for _ in 1..versions {
        world.change(CreatePolicyVersion { policy_arn: arn.clone(), policy_document: only.into(), set_as_default: None });
    }
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "own".into(), policy_document: own.into() });
    world.change(PutUserPermissionsBoundary { user_name: "bob".into(), permissions_boundary: arn });
    Console::on(world.account, Setup::default())
}

#[test]
fn what_can_be_done_here_comes_first_and_what_cannot_says_so() {
    let mut console = bounded(1);
    let topic = format!("arn:aws:sns:us-east-1:{}:news", console.open.account().id());
    console.keys(&format!(":user bob<enter>wsns:Publish<tab>{topic}<enter>")).see("bob may not sns:Publish");
    console.see("Give bob an inline policy").see("And: Widen the permissions").see("though the practice account holds");
    to_the_ways(&mut console).see("do it…").keys("<enter>").see("Give bob this inline policy?").keys("<esc>");
    console.keys("<down>").miss("do it…").keys("<enter>").see("does not hold it");
}

#[test]
fn a_boundary_is_widened_by_the_statement_that_lacks() {
    let mut console = bounded(1);
    console.keys(":user bob<enter>ws3:DeleteObject<tab>arn:aws:s3:::reports/q1.csv<enter>").see("bob may not s3:DeleteObject");
    to_the_ways(&mut console).see("▸ Widen the permissions boundary").keys("<enter>").see("Add this statement to policy get-only?");
    console.see("\"Action\": \"s3:DeleteObject\"").keys("<tab><enter>").see("bob may s3:DeleteObject");
    let policy = console.open.account().policy_named("get-only").unwrap();
    assert_eq!(policy.default_version, 2);
    console.keys("u").see("bob may not s3:DeleteObject");
}

#[test]
fn in_the_place_of_a_boundary_of_aws_comes_one_of_the_accounts_own_or_none() {
    let mut world = world();
    let own = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:DeleteObject","Resource":"arn:aws:s3:::reports/*"}]}"#;
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "own".into(), policy_document: own.into() });
    world.change(PutUserPermissionsBoundary { user_name: "bob".into(), permissions_boundary: S3_READ.into() });
    let mut console = Console::on(world.account, Setup { size: (80, 24), ..Setup::default() });
    console.keys(":user bob<enter>ws3:DeleteObject<tab>arn:aws:s3:::reports/q1.csv<enter>").see("AmazonS3ReadOnlyAccess  boundary");
    to_the_ways(&mut console)
        .see("Set a boundary of the account's own for bob")
        .keys("<enter>")
        .see("Bound bob by a new policy Boundary-bob?");
    console.see("bob gains s3:DeleteObject").keys("<tab><enter>").see("bob may s3:DeleteObject");
    let bob = console.open.account().user_named("bob").unwrap().id;
    let bound = console.open.account().boundary_of(bob).cloned().unwrap();
    assert_eq!(console.open.account().policy_name(&bound), "Boundary-bob");
    console.keys("u").see("bob may not s3:DeleteObject").miss("Boundary-bob  boundary");
    assert!(console.open.account().policy_named("Boundary-bob").is_none());
    to_the_ways(&mut console);
    while !console.screen().contains("▌ ▸ Remove bob's permissions boundary") {
        console.keys("<down>");
    }
    console.keys("<enter>").see("Permissions boundary of bob").see("can't be widened").keys("<enter>");
    console.see("Remove the permissions boundary of bob?").keys("<tab><enter>").see("bob may s3:DeleteObject");
}

/// A boundary of the account's own that denies and allows nothing: no statement alone would do.
#[test]
fn a_boundary_goes_where_no_statement_alone_would_do() {
    let mut world = world();
    let own = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:DeleteObject","Resource":"*"}]}"#;
    let only = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"},{"Effect":"Deny","Action":"s3:Delete*","Resource":"*"}]}"#;
    world.change(CreatePolicy { policy_name: "no-deletion".into(), policy_document: only.into(), ..Default::default() });
    let permissions_boundary = format!("arn:aws:iam::{}:policy/no-deletion", world.account.id());
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "own".into(), policy_document: own.into() });
    world.change(PutUserPermissionsBoundary { user_name: "bob".into(), permissions_boundary });
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":user bob<enter>ws3:DeleteObject<tab>arn:aws:s3:::reports/q1.csv<enter>").see("the smallest change");
    to_the_ways(&mut console).see("Remove bob's permissions boundary").keys("<enter>").see("Permissions boundary of bob").keys("<enter>");
    console.keys("<tab><enter>").see("bob may s3:DeleteObject").keys("u").see("bob may not s3:DeleteObject");
}

/// With a notice below the answer, too.
#[test]
fn the_first_remedy_is_whole_on_a_small_screen() {
    let mut console = Console::on(bounded(1).open.account().clone(), Setup { size: (80, 24), ..Setup::default() });
    console.keys(":user bob<enter>ws3:PutObject<tab>arn:aws:s3:::reports/q1.csv<enter>");
    let whole = |console: &mut Console, from: &str, to: &str| {
        console.see(from).see(to);
        let screen = console.screen();
        assert!(screen.find(from) < screen.find(to), "{screen}");
    };
    whole(&mut console, "▸ Give bob an inline policy", "reports/*).");
    to_the_ways(&mut console).keys("<enter><tab><enter>").see("u undo");
    whole(&mut console, "▸ Widen the permissions boundary", "reports/*).");
}

#[test]
fn a_boundary_with_five_versions_says_so() {
    let mut console = bounded(5);
    console.keys(":user bob<enter>ws3:DeleteObject<tab>arn:aws:s3:::reports/q1.csv<enter>");
    to_the_ways(&mut console).keys("<enter>").see("has 5 versions already");
}
