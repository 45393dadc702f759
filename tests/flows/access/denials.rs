//! Ways out of an explicit denial: the smallest change to what denies.

use super::{to_the_ways, world};
use crate::common::console::{Console, Setup};
use iam_console::account::operation::*;

/// Bob may neither by his own policies nor is he free of the denial in them.
#[test]
fn a_remedy_of_two_changes_leads_from_one_to_the_other() {
    let mut world = world();
    let own = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListBucket","Resource":"*"},{"Effect":"Deny","Action":"s3:Delete*","Resource":"*"}]}"#;
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "own".into(), policy_document: own.into() });
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":user bob<enter>ws3:DeleteObject<tab>arn:aws:s3:::reports/q1.csv<enter>").see("bob may not").see("And: ");
    to_the_ways(&mut console).keys("<enter>").see("Step 1 of 2").see("Give bob this inline policy?").keys("<tab><enter>");
    console.see("bob may not").see("out of statement 2 of policy own").miss("And: ");
    // The editor has the rest already, and leads back to the answer, left or saved.
    to_the_ways(&mut console).keys("<enter>").see("Edit inline policy").see("leaves arn:aws:s3:::reports/q1.csv out now");
    console.keys("<ctrl-s><ctrl-s>").see("bob may s3:DeleteObject").see("✔ allowed");
}

#[test]
fn the_only_statement_that_denies_one_alone_goes_with_its_policy() {
    let mut world = world();
    world.change(CreateBucket { bucket: "reports".into(), ..Default::default() });
    let bob = world.account.user_arn(world.account.user_named("bob").unwrap());
    let deny = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Deny","Principal":{{"AWS":"{bob}"}},"Action":"s3:*","Resource":"arn:aws:s3:::reports/*"}}]}}"#
    );
    let allow = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#;
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "own".into(), policy_document: allow.into() });
    world.change(PutBucketPolicy { bucket: "reports".into(), policy: deny });
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":user bob<enter>ws3:GetObject<tab>arn:aws:s3:::reports/q1.csv<enter>").see("explicit deny");
    to_the_ways(&mut console).see("Remove statement 1 of the resource policy").keys("<enter>").see("Delete the policy of bucket reports?");
    console.keys("<tab><enter>").see("bob may s3:GetObject").keys("u").see("explicit deny");
}

/// A policy of AWS's own is not changed but detached, and the question is asked again.
#[test]
fn a_policy_that_denies_is_detached() {
    let mut world = world();
    let policy_arn = "arn:aws:iam::aws:policy/AWSDenyAll".to_owned();
    world.change(AttachUserPolicy { user_name: "bob".into(), policy_arn: policy_arn.clone() });
    let allow = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:ListBucket","Resource":"*"}}"#;
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "own".into(), policy_document: allow.into() });
    let mut console = Console::on(world.account, Setup { size: (80, 24), ..Setup::default() });
    console.keys(":access<enter>bob<tab>s3:ListBucket<tab>arn:aws:s3:::reports<enter>").see("explicit deny").see("AWSDenyAll");
    to_the_ways(&mut console).see("Detach AWSDenyAll").keys("<enter>").see("Detach AWSDenyAll from bob?").see("bob gains s3:ListBucket");
    console.keys("<tab><enter>").see("bob may s3:ListBucket").see("✔ allowed");
}

/// Whom a denial without a list that says just this is to leave out stands in a condition that is written already.
#[test]
fn a_denial_of_many_leaves_out_who_asks() {
    let mut world = world();
    world.change(CreateBucket { bucket: "vault".into(), ..Default::default() });
    let allow = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#;
    let deny = r#"{"Version":"2012-10-17","Statement":[{"Sid":"VpcOnly","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::vault","arn:aws:s3:::vault/*"],"Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-1"}}}]}"#;
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "own".into(), policy_document: allow.into() });
    world.change(PutBucketPolicy { bucket: "vault".into(), policy: deny.into() });
    let mut console = Console::on(world.account, Setup { size: (80, 24), ..Setup::default() });
    console.keys(":user bob<enter>ws3:GetObject<tab>arn:aws:s3:::vault/k<enter>").see("explicit deny");
    to_the_ways(&mut console).see("▌ ▸ Make the request through the VPC endpoint vpce-1").keys("<down>").see("▌ ▸ Leave arn:aws:iam::");
    console.keys("<enter>").see("Edit resource policy").see("user/bob out now");
    console.keys("<ctrl-s><ctrl-s>").see("bob may s3:GetObject").see("✔ allowed");
}

/// One action of several that a statement denies goes out of the list alone; the others stay denied.
#[test]
fn the_smallest_change_to_a_denial_of_several_actions_is_one_of_them() {
    let mut world = world();
    let own = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"},{"Sid":"Keep","Effect":"Deny","Action":["s3:DeleteObject","s3:DeleteBucket"],"Resource":"*"}]}"#;
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "own".into(), policy_document: own.into() });
    let mut console = Console::on(world.account, Setup::default());
    console
        .keys(":user bob<enter>ws3:DeleteObject<tab>arn:aws:s3:::reports/q1.csv<enter>")
        .see("bob may not")
        .see("Take s3:DeleteObject out of the actions");
    to_the_ways(&mut console).keys("<enter>").see("Edit inline policy").see("s3:DeleteObject is out of the statement's actions now");
    // The document is laid out, and what else is denied stays so.
    console.see("\"s3:DeleteBucket\"").see("      \"Sid\": \"Keep\"");
    console.keys("<ctrl-s><ctrl-s>").see("bob may s3:DeleteObject").see("✔ allowed");
    let document = console.open.account().users().find(|user| user.name == "bob").map(|user| user.id).unwrap();
    let document = console.open.account().inline_policy(document, "own").unwrap().document.to_string();
    assert!(document.contains("s3:DeleteBucket") && !document.contains("s3:DeleteObject"), "{document}");
}

/// Of a statement that denies all, all but what was asked stays denied; of one that denies several, the others.
#[test]
fn a_wide_denial_is_narrowed_to_all_but_what_was_asked() {
    let mut world = world();
    let allow = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;
    let deny = r#"{"Version":"2012-10-17","Statement":[{"Sid":"Shut","Effect":"Deny","Action":"*","Resource":"*"}]}"#;
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "all".into(), policy_document: allow.into() });
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "none".into(), policy_document: deny.into() });
    let mut console = Console::on(world.account, Setup { size: (80, 24), ..Setup::default() });
    console.keys(":user bob<enter>wiam:ListUsers<tab>*<enter>").see("explicit deny").see("Leave iam:ListUsers out of statement Shut");
    to_the_ways(&mut console).keys("<enter>").see("The statement leaves iam:ListUsers out now").see("\"NotAction\": \"iam:ListUsers\"");
    console.keys("<ctrl-s>").see("bob gains iam:ListUsers").keys("<ctrl-s>").see("bob may iam:ListUsers");
}

#[test]
fn whom_a_denial_lists_is_taken_out_alone() {
    let mut world = world();
    world.change(CreateBucket { bucket: "reports".into(), ..Default::default() });
    let [alice, bob] = ["alice", "bob"].map(|name| world.account.user_arn(world.account.user_named(name).unwrap()));
    let deny = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Deny","Principal":{{"AWS":["{alice}","{bob}"]}},"Action":["s3:GetObject*","s3:PutObject"],"Resource":"arn:aws:s3:::reports/*"}}]}}"#
    );
    let allow = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}"#;
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "own".into(), policy_document: allow.into() });
    world.change(PutBucketPolicy { bucket: "reports".into(), policy: deny });
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":user bob<enter>ws3:GetObject<tab>arn:aws:s3:::reports/q1.csv<enter>").see("explicit deny");
    console.see("out of the principals of statement 1").see("It then no longer denies");
    to_the_ways(&mut console).keys("<enter>").see("is out of the statement's principals now").see(":user/alice").miss(":user/bob\"");
    console.keys("<ctrl-s><ctrl-s>").see("bob may s3:GetObject");
}
