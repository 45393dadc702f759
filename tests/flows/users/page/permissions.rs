//! What a user has, given and taken on its page.

use super::{EC2, attach_five_more, holds, id, on_page_in, on_page_of, with_inline, world};
use crate::common::console::{Console, Setup};
use iam_console::account::entity::PolicyKey;
use iam_console::account::operation::*;

#[test]
fn permissions_are_added_through_a_group() {
    let mut console = on_page_of("carol");
    console.keys("a").see("Add permissions to carol").see("The best way").keys("<enter>").see("Add carol to groups (0 of 10 so far)");
    console.keys("<space><down><space><enter>").see("Added carol to 2 groups").see("Permissions policies  3").see("Groups (2)");
    assert_eq!(holds(&console, "carol").0, ["Developers", "Ops"]);
    console.keys("u").see("has no permissions");
    assert!(holds(&console, "carol").0.is_empty(), "one step takes both back");
}

#[test]
fn policies_are_attached_directly_as_far_as_the_quota_goes() {
    let mut world = world();
    world.change(AttachUserPolicy { user_name: "alice".into(), policy_arn: EC2.into() });
    attach_five_more(&mut world);
    let mut console = on_page_in(world, "alice");
    console
        .keys("a<right><right>")
        .see("keeps track of who may do what")
        .keys("<enter>")
        .see("Attach policies to user alice (7 of 10 so far)");
    console.keys("/amazons3full<enter>").see("1 of 1,214").keys("<enter>").see("Attached AmazonS3FullAccess to user alice");
    console.keys("a<right><right><enter><space><down><space><down><space><enter>").see("Detach another policy first");
    assert_eq!(holds(&console, "alice").1.len(), 8, "all or none");
    console.keys("<space><enter>").see("Attached 2 policies to user alice");
    assert_eq!(holds(&console, "alice").1.len(), 10);
}

#[test]
fn permissions_are_copied_from_another_user() {
    let mut console = on_page_of("carol");
    console.keys("a<right><enter>").see("Copy permissions to carol").see("Policies").keys("<enter>");
    console.see("Copied the permissions of alice to carol");
    assert_eq!(holds(&console, "carol"), holds(&console, "alice"));
    console.keys("a<right><enter><enter>").see("carol has all the groups and policies of alice already.");
    console.keys("a<right><enter><space><down><space><enter>").see("Copied the permissions of 2 users to carol");
    assert_eq!(holds(&console, "carol").0, ["Developers", "Ops"]);
    console.keys("uu");
    assert_eq!(holds(&console, "carol"), (vec![], vec![]));
}

#[test]
fn removing_a_direct_policy_says_what_stays() {
    let mut console = on_page_of("alice");
    console.keys("x").see("Remove AmazonS3ReadOnlyAccess from alice?").see("alice keeps what it allows, through Developers.");
    console.keys("<enter>");
    assert_eq!(holds(&console, "alice").1.len(), 1, "the safe choice is preselected");
    console.keys("x<tab><enter>").see("Detached AmazonS3ReadOnlyAccess from user alice").see("Permissions policies  2");
    assert!(holds(&console, "alice").1.is_empty());
    console.keys("u").see("Permissions policies  3");
}

#[test]
fn removing_a_policy_that_comes_through_a_group_leaves_the_group_and_says_what_goes_with_it() {
    let mut console = on_page_of("alice");
    console.keys("<down><down>x").see("Remove alice from Developers?").see("attached to the group, not to alice");
    console.see("alice loses CloudWatchLogsReadOnlyAccess.").see("alice keeps AmazonS3ReadOnlyAccess").keys("<esc>");
    assert_eq!(holds(&console, "alice").0, ["Developers"]);
    console.keys("x<right><enter>").see("Removed alice from Developers").see("Permissions policies  1");
    assert!(holds(&console, "alice").0.is_empty());
    let account = console.open.account();
    let developers = account.group_named("Developers").unwrap().id;
    assert!(account.is_attached(&PolicyKey::aws_managed("CloudWatchLogsReadOnlyAccess"), developers), "the group keeps its policies");
    console.keys("u").see("Permissions policies  3");
}

#[test]
fn groups_are_added_and_left() {
    let mut console = on_page_of("alice");
    console.keys("<tab>").see("Groups  1").keys("a").see("Add alice to groups (1 of 10 so far)").see("Ops").keys("<enter>");
    console.see("Added alice to Ops").see("Groups  2");
    console
        .keys("<down>x")
        .see("Remove alice from Ops?")
        .see("alice loses AmazonEC2ReadOnlyAccess.")
        .keys("<right><enter>")
        .see("Groups  1");
    assert_eq!(holds(&console, "alice").0, ["Developers"]);
    console.keys("u").see("Groups  2").keys("a").see("There is no group that the user is not in already.").keys("<esc>");
}

#[test]
fn inline_policies_are_seen_read_and_deleted() {
    let mut console = on_page_in(with_inline(), "alice");
    let screen = console.see("Permissions policies  5").screen();
    let row = |name: &str, words: &[&str]| screen.lines().any(|line| line.contains(name) && words.iter().all(|word| line.contains(word)));
    assert!(row("Own", &["Customer inline", "Inline", "SQS"]), "{screen}");
    assert!(row("Team", &["Customer inline", "Group Developers"]), "{screen}");
    console.keys("j<enter>").see("Inline policy Own of user alice").see("\"sqs:Get*\"").keys("<esc>");
    console.see("Own  denies 1 of 457 services, allows 1 of 457 services").see("Deny   IAM").see("Allow  SQS");
    console.keys("x").see("Delete inline policy Own of alice?").see("it is part of alice and nowhere else.");
    console.see("Nobody gains or loses anything").keys("<enter>");
    console.see("Permissions policies  5").keys("x<tab><enter>").see("Deleted inline policy Own of alice").see("Permissions policies  4");
    assert_eq!(console.open.account().inline_count_of(id(console.open.account(), "alice")), 0);
    console.keys("u").see("Permissions policies  5");
    console.keys("Gx").see("Remove alice from Developers?").see("Team is part of the group, not of alice");
    console.see("alice loses CloudWatchLogsReadOnlyAccess, Team.").keys("<esc>");
}

#[test]
fn a_policy_is_written_and_edited_from_the_page() {
    let mut console = on_page_in(with_inline(), "alice");
    console.keys("e").see("AWS alone edits its managed policies.");
    console.keys("i").miss("Permissions policies").keys("<esc>").see("Permissions policies  5");
    console.keys("je").miss("Permissions policies").see("sqs:Get*").keys("<esc>").see("Permissions policies  5");
    console.keys("<tab>i").see("This is done under Permissions.");
}

#[test]
fn a_boundary_is_set_changed_and_removed() {
    let mut console = on_page_in(with_inline(), "alice");
    console.see("Permissions boundary  not set").keys("b").see("Set permissions boundary of user alice").see("Queues").see("Customer");
    console.keys("<enter>").see("Set the permissions boundary of alice to Queues?").see("A boundary grants nothing by itself.");
    console.keys("<enter>").see("not set").keys("b<enter><tab><enter>").see("Permissions boundary  Queues");
    console
        .keys("b")
        .see("The policies of alice allow no more than Queues does.")
        .keys("<enter>")
        .see("Set permissions boundary of user alice");
    console.keys("/poweruseraccess<enter><enter><tab><enter>").see("Permissions boundary  PowerUserAccess");
    console.keys("b<right><enter>").see("Remove the permissions boundary of alice?").keys("<tab><enter>").see("not set");
    console.keys("u").see("Permissions boundary  PowerUserAccess").keys("uu").see("not set");
    console.click("b Set").see("Set permissions boundary of user alice");
}

/// What f6 shows in full has the names of the actions.
#[test]
fn what_a_boundary_takes_is_told_action_by_action() {
    let mut console = on_page_in(with_inline(), "alice");
    console.keys("b<enter>").see("157 actions of 5 services on *").keys("<f6>").see("157 actions of 5 services (").see("s3:GetBucketAcl, ");
}

#[test]
fn the_summary_is_shown_where_there_is_room_or_when_asked_for() {
    let mut console = on_page_in(with_inline(), "alice");
    console.see("AmazonS3ReadOnlyAccess  allows").keys("v").miss("AmazonS3ReadOnlyAccess  allows").keys("v").see("of 457 services");
    console.resize(80, 24);
    let mut small = Console::on(with_inline().account, Setup { size: (80, 24), ..Setup::default() });
    small.keys(":alice<enter>").miss("of 457 services").keys("v").see("AmazonS3ReadOnlyAccess  allows").see("Directly");
}

#[test]
fn own_policies_are_attached_like_any_other() {
    let mut console = on_page_in(with_inline(), "carol");
    console.keys("a<right><right><enter>/queues<enter>").see("Customer").keys("<enter>").see("Attached Queues to user carol");
    console.see("Customer managed").keys("<enter>").see(":policy/Queues");
}

#[test]
fn of_several_policies_it_is_said_what_stays_and_what_goes_with_a_group() {
    let mut console = on_page_of("alice");
    // Her own, and the two of the group.
    console.keys("<space><down><space><down><space>x").see("Detach AmazonS3ReadOnlyAccess from alice?");
    console.see("What comes through a group stays").keys("<esc>");
    // Those of the group alone.
    console.keys("g<space>x").see("Remove alice from Developers?").see("they go only with the membership").keys("<esc>");
}

/// What is meant is typed: the list is filtered from the first letter on, and the exact name comes first.
#[test]
fn policies_are_found_by_typing_and_the_exact_name_is_first() {
    let mut console = on_page_of("carol");
    console.keys("a<down><down><enter>").see("Attach policies to").keys("administratoraccess").see("filter: administratoraccess");
    console.keys("<enter><space>").see("1 chosen").keys("s3readonly").miss("administratoraccess").see("filter: s3readonly");
    console.keys("<enter><space><enter>");
    let attached = holds(&console, "carol").1;
    assert!(attached.contains(&"AdministratorAccess".to_owned()), "{attached:?}");
    assert!(attached.contains(&"AmazonS3ReadOnlyAccess".to_owned()), "{attached:?}");
}
