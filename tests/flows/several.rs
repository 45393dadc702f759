//! Flows over several users, groups, roles or policies at once: marked in their lists, changed or deleted in one step.

use crate::common::World;
use crate::common::console::{Console, Setup};
use iam_console::account::entity::KeyStatus;
use iam_console::account::operation::*;

const S3: &str = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
const TRUST: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
const OWN: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}"#;

/// Three of each kind; alice is in the group a already.
fn console() -> Console {
    let mut world = World::fresh();
    for name in ["alice", "bob", "carol"] {
        world.change(CreateUser { user_name: name.into(), ..Default::default() });
    }
    for name in ["a", "b", "c"] {
        world.change(CreateGroup { group_name: format!("group-{name}"), path: None });
        world.change(CreateRole { role_name: format!("role-{name}"), assume_role_policy_document: TRUST.into(), ..Default::default() });
        world.change(CreatePolicy { policy_name: format!("own-{name}"), policy_document: OWN.into(), ..Default::default() });
    }
    world.change(AddUserToGroup { group_name: "group-a".into(), user_name: "alice".into() });
    world.change(AttachUserPolicy { user_name: "bob".into(), policy_arn: S3.into() });
    Console::on(world.account, Setup::default())
}

fn changes(console: &Console) -> usize {
    console.open.history().items().count()
}

#[test]
fn several_users_are_deleted_with_all_they_hold_in_one_step() {
    let mut console = console();
    let before = changes(&console);
    console
        .keys(":users<enter><space><down><space>")
        .see("2 selected")
        .keys("d")
        .see("Delete 2 users?")
        .see("alice")
        .see("with 1 thing it held");
    console.keys("2<enter>").see("Type 2 users to confirm.").keys("<ctrl-u>2 users<enter>").see("Deleted 2 users with 2 things they held");
    let users = |console: &Console| console.open.account().users().map(|user| user.name.clone()).collect::<Vec<_>>();
    assert_eq!((users(&console), changes(&console)), (vec!["carol".to_owned()], before + 1));
    console.miss("selected").keys("u");
    assert_eq!(users(&console), ["alice", "bob", "carol"], "one undo");
    assert!(console.open.account().user_named("alice").is_some_and(|alice| console.open.account().group_count_of(alice.id) == 1));
}

#[test]
fn who_has_active_keys_is_deleted_alone() {
    let mut console = console();
    console.keys(":aws iam create-access-key --user-name bob<enter><esc>");
    console.keys(":users<enter><space><down><space>d").see("bob has active access keys. Deactivate them first, or delete bob alone.");
    console.keys("<up><space>d").see("Deactivate the active keys of bob first?").keys("<esc>");
    let bob = console.open.account().user_named("bob").unwrap().id;
    let keys = console.open.account().access_keys_of(iam_console::account::entity::Owner::User(bob));
    assert!(keys.iter().all(|key| key.status == KeyStatus::Active));
}

#[test]
fn several_users_get_groups_or_policies_that_they_lack() {
    let mut console = console();
    let before = changes(&console);
    console.keys(":users<enter><space><down><space>a").see("Add permissions to 2 users").miss("Copy permissions").keys("<enter>");
    console.see("Add 2 users to groups").keys("<enter>").see("Added bob to group-a");
    let account = console.open.account();
    let group = account.group_named("group-a").unwrap().id;
    assert_eq!((account.member_count_of(group), changes(&console)), (2, before + 1), "alice was in it already");
    console.keys("a<right><enter>").see("Attach policies to 2 users").keys("/AmazonS3ReadOnly<enter><enter>");
    console.see("Attached AmazonS3ReadOnlyAccess to 2 users").keys("uu");
    assert_eq!(console.open.account().member_count_of(group), 1);
}

#[test]
fn several_groups_roles_and_policies_are_deleted_and_given_policies() {
    let mut console = console();
    console.keys(":groups<enter><space><down><space>a").see("Attach policies to 2 groups").keys("/own-a<enter><enter>");
    console.see("Attached own-a to 2 groups").keys("d").see("Delete 2 groups?").keys("2 groups<enter>").see("Deleted 2 groups with");
    console.keys(":roles<enter><space><down><space>a").see("Attach policies to 2 roles").keys("/own-a<enter><enter>");
    console.see("Attached own-a to 2 roles").keys("d2 roles<enter>").see("Deleted 2 roles with");
    console.keys(":policies<enter>/own-<enter><space><down><space>a").see("Attach 2 policies").keys("<space><down><space><enter>");
    console.see("Attached 2 policies to").keys("d").see("Delete 2 policies?").keys("2 policies<enter>").see("Deleted 2 policies with");
    let account = console.open.account();
    assert_eq!((account.groups().count(), account.roles().count(), account.policies().count()), (1, 1, 1));
    console.keys("u").see("own-a");
    // One of AWS's among them can't go.
    console.keys("/<ctrl-u>ReadOnlyAccess<enter><space>d").see("belongs to AWS: only AWS can delete it.");
}

#[test]
fn a_click_selects_and_opens_rather_than_marks() {
    let mut console = console();
    console.keys(":users<enter>").click("bob").miss("selected").click("bob").see("Users › bob");
}
