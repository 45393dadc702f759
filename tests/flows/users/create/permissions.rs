//! The second step: groups, copying, policies, the boundary.

use super::scene::*;
use crate::common::console::Console;
use iam_console::account::entity::PolicyKey;
use iam_console::account::operation::{CreateGroup, CreateUser, PutUserPolicy};

#[test]
fn a_group_is_made_on_the_way_and_chosen() {
    let mut console = Console::fresh();
    console.keys(":create-user<enter>alice<enter>").see("Create group").keys("c").see("Group name");
    console.keys("Dev Ops<enter>").see("✖ Use letters, digits").keys("<ctrl-u>Developers<enter>");
    console.see("Created group Developers").see("1 chosen").see("1 of 10 groups");
    console.see("aws iam add-user-to-group --group-name Developers --user-name alice").keys("<enter>");
    console.see("Permissions group").keys("<enter>");
    assert_eq!(groups(&console, "alice"), ["Developers"]);
}

#[test]
fn quotas_are_said_as_one_marks() {
    let mut world = world();
    for group in 0..9 {
        world.run(CreateGroup { group_name: format!("group-{group}"), path: None }).unwrap();
    }
    let mut console = wizard_on(world.account);
    console.keys("alice<enter>").keys(&"<space>j".repeat(10)).see("10 of 10 groups").miss("Cannot exceed");
    console.keys("<space>").see("11 of 10 groups").see("✖ Cannot exceed quota for GroupsPerUser: 10");
    console.keys("<enter>").see("2 Set permissions").keys("<space><enter>").see("3 Review and create");

    // The policy that comes with the password counts, too.
    console
        .keys("<ctrl-b>")
        .keys(&"k<space>".repeat(10))
        .see("0 of 10 groups")
        .keys("<ctrl-b><tab><space><enter><tab><tab>")
        .see("1 of 10 policies, IAMUserChangePassword with the password");
    console.keys(&"<space>j".repeat(10)).see("11 of 10 policies").see("Cannot exceed quota for PoliciesPerUser: 10");
    console.keys("<enter>").see("2 Set permissions");
}

#[test]
fn permissions_are_copied_with_groups_policies_and_boundary() {
    let mut console = wizard();
    console.keys("alice<enter><tab>").see("(•) Copy permissions").see("space copies from bob").see("Groups    Developers");
    console.see("Policies  ReadOnlyAccess").see("Boundary  PowerUserAccess").see("0 of 10 groups, 0 of 10 policies");
    console.keys("<space>").see("Copied from bob").see("1 of 10 groups, 1 of 10 policies").keys("<enter>");
    console.see("Permissions group").see("Permissions policy").see("Boundary        PowerUserAccess").keys("<enter>");
    assert_eq!(groups(&console, "alice"), ["Developers"]);
    assert_eq!(policies(&console, "alice"), ["ReadOnlyAccess"]);
    let boundary = console.open.account().boundary_of(user(&console, "alice").id);
    assert_eq!(boundary, Some(&PolicyKey::aws_managed("PowerUserAccess")));
}

#[test]
fn inline_policies_are_copied_too() {
    let mut world = world();
    let own = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}"#;
    world.run(PutUserPolicy { user_name: "bob".into(), policy_name: "Own".into(), policy_document: own.into() }).unwrap();
    let mut console = wizard_on(world.account);
    console.keys("alice<enter><tab>").see("Policies  ReadOnlyAccess, Own (inline)").keys("<space><enter>");
    console.see("Customer inline").keys("<enter>").see("Created user alice");
    let alice = user(&console, "alice").id;
    assert_eq!(console.open.account().inline_policy(alice, "Own").unwrap().document.to_string(), own);
    console.keys("u");
    assert!(console.open.account().user_named("alice").is_none());
}

#[test]
fn one_user_is_copied_and_an_own_boundary_goes_before_the_copied_one() {
    let mut world = world();
    world.run(CreateUser { user_name: "carol".into(), ..Default::default() }).unwrap();
    let mut console = wizard_on(world.account);
    console.keys("alice<enter><tab><space>j<space>").see("Copied from carol").see("1 chosen").see("0 of 10 groups");
    console.keys("k<space>b/ViewOnlyAccess !vercel<enter><space><esc>b").see("ViewOnlyAccess   b change").keys("<enter><enter>");
    let boundary = console.open.account().boundary_of(user(&console, "alice").id);
    assert_eq!(boundary, Some(&PolicyKey::aws_managed("job-function/ViewOnlyAccess")));
}

#[test]
fn there_may_be_nobody_to_copy_from() {
    Console::fresh().keys(":create-user<enter>alice<enter><tab>").see("There is no user yet to copy from.").see("tab another way");
}

#[test]
fn policies_are_filtered_viewed_and_attached() {
    let mut console = wizard();
    console.keys("alice<enter><backtab>").see("(•) Attach policies directly").see("1,221");
    console.keys("/s3readonly<enter>v").see("\"Statement\"").keys("<esc>").keys("<space>").see("1 of 10 policies");
    console.see("aws iam attach-user-policy --user-name alice --policy-arn arn:aws:iam::aws:policy/AmazonS3R");
    console.keys("<esc>").see("1,221").keys("<enter><enter>");
    assert_eq!(policies(&console, "alice"), ["AmazonS3ReadOnlyAccess"]);
}

#[test]
fn only_the_chosen_way_counts_and_the_others_are_kept() {
    let mut console = wizard();
    console.keys("alice<enter><space><tab>").see("▲ unused: Add user to group (1)").keys("<enter>").see("all is denied");
    console.keys("<ctrl-b><backtab>").see("1 of 10 groups").miss("unused").keys("<enter><enter>");
    assert_eq!(groups(&console, "alice"), ["Developers"]);
}

#[test]
fn a_boundary_is_chosen_from_a_list_that_esc_closes() {
    let mut console = wizard();
    console.keys("alice<enter>").see("Permissions boundary  not set   b set").keys("b").see("grants nothing by itself");
    console.keys("/poweruseraccess<enter><space>").see("Boundary  PowerUserAccess   b done").keys("v").see("\"NotAction\"").keys("<esc>");
    console.keys("<esc>").see("1,221").keys("<esc>").see("PowerUserAccess   b change").see("(•) Add user to group");
    console.keys("b<ctrl-b>").see("(•) Add user to group").keys("b").see("take this one").keys("<enter><enter>");
    console.see("Boundary        PowerUserAccess").keys("<enter>");
    let boundary = console.open.account().boundary_of(user(&console, "alice").id);
    assert_eq!(boundary, Some(&PolicyKey::aws_managed("PowerUserAccess")));
}

#[test]
fn what_is_deleted_meanwhile_is_chosen_no_more() {
    let mut console = wizard();
    console.keys("alice<enter><space>j<space>").see("2 of 10 groups");
    console.keys(":aws iam delete-group --group-name Ops<enter>").see("1 of 10 groups").keys("<tab><space>").see("Copied from bob");
    console.keys(":aws iam detach-user-policy --user-name bob --policy-arn ").keys(READ_ONLY).keys("<enter>").see("0 of 10 policies");
    console.keys("<enter><enter>");
    assert_eq!(groups(&console, "alice"), ["Developers"]);
    assert_eq!(policies(&console, "alice"), Vec::<String>::new());
}
