//! Flows through the list of groups, the making of one, and a group's page.

use crate::common::World;
use crate::common::company::company;
use crate::common::console::{Console, Setup};
use iam_console::account::Account;
use iam_console::account::operation::*;
use iam_console::app::labels::Labels;
use iam_console::app::settings::Settings;

const S3: &str = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
const EC2: &str = "arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess";

fn user(world: &mut World, name: &str) {
    world.change(CreateUser { user_name: name.into(), ..Default::default() });
}

fn group(world: &mut World, name: &str, users: &[&str], policies: &[&str]) {
    world.change(CreateGroup { group_name: name.into(), ..Default::default() });
    for user in users {
        world.change(AddUserToGroup { group_name: name.into(), user_name: (*user).into() });
    }
    for policy in policies {
        world.change(AttachGroupPolicy { group_name: name.into(), policy_arn: (*policy).into() });
    }
}

/// Alice, bob and carol, and no group.
fn people() -> World {
    let mut world = World::fresh();
    for name in ["alice", "bob", "carol"] {
        user(&mut world, name);
    }
    world
}

/// Alice and bob are Developers, who read S3 and EC2; bob is in Ops as well, which reads S3.
fn teams() -> World {
    let mut world = people();
    group(&mut world, "Developers", &["alice", "bob"], &[S3, EC2]);
    group(&mut world, "Ops", &["bob"], &[S3]);
    world
}

fn console(world: World) -> Console {
    Console::on(world.account, Setup::default())
}

/// On the page of Developers.
fn developers() -> Console {
    let mut console = console(teams());
    console.keys(":group Developers<enter>").see("Groups › Developers").see("Users in this group  2");
    console
}

#[test]
fn an_inline_policy_counts_as_permissions() {
    let mut world = teams();
    group(&mut world, "Readers", &[], &[]);
    let document = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sqs:ListQueues","Resource":"*"}}"#;
    for name in ["Readers", "Ops"] {
        world.change(PutGroupPolicy { group_name: name.into(), policy_name: "own".into(), policy_document: document.into() });
    }
    group(&mut world, "Empty", &[], &[]);
    console(world).keys(":groups<enter>").see("Defined (2)").see("Defined (1, 1 inline)").see("Defined (1 inline)").see("Not defined");
}

fn members(console: &Console, group: &str) -> Vec<String> {
    let account = console.open.account();
    account.members_of(account.group_named(group).unwrap().id).iter().map(|user| user.name.clone()).collect()
}

fn policies(account: &Account, group: &str) -> Vec<String> {
    account.attached_to(account.group_named(group).unwrap().id).iter().map(|policy| account.policy_name(policy).to_owned()).collect()
}

#[test]
fn a_group_is_made_with_users_and_policies_at_once_and_undone_at_once() {
    let mut console = console(people());
    console.keys(":groups<enter>").see("There are no groups yet.").see("c Create group");
    console.keys("c").see("Groups › Create group").see("1 Name the group").keys("Developers<enter>");
    console.see("Users – optional  3").keys("<space><down><down><space>").see("2 chosen").see("--user-name carol").keys("<enter>");
    console.see("Policies – optional").keys("/s3read<enter><space>").see("1 of 10 chosen").see("aws iam attach-group-policy");
    console.keys("<enter>").see("Created group Developers with 2 users and 1 policy").see("Groups › Developers");
    console.see("alice").miss("bob").see("Users in this group  2");
    assert_eq!(members(&console, "Developers"), ["alice", "carol"]);
    assert_eq!(policies(console.open.account(), "Developers"), ["AmazonS3ReadOnlyAccess"]);
    console.keys("u").see("This group is not there any more.").miss("/ filter");
    assert_eq!(console.open.account().group_count(), 0);
    console.keys("n").see("▲ This group is not there any more.");
    console.keys("<ctrl-r>").see("Users in this group  2");
    assert_eq!(members(&console, "Developers"), ["alice", "carol"]);
    console.keys("<esc>").see("Groups  1").see("Defined (1)");
}

#[test]
fn users_and_policies_are_optional() {
    let mut console = Console::fresh();
    console.keys(":create-group<enter>Empty<enter>").see("There are no users yet.").see("enter next: policies");
    console.keys("<enter><enter>").see("Created group Empty").see("No user is in this group yet.").see("a Add users");
    console.keys("<tab>").see("No policy is attached to this group yet.").see("a Attach policies");
    console
        .keys("x")
        .see("There is no policy here.")
        .keys("<tab>")
        .see("No policy allows anything")
        .keys("<tab>")
        .keys("<enter>")
        .see("There is no user here.");
    assert_eq!(console.open.account().group_named("empty").unwrap().path, "/");
}

#[test]
fn a_wrong_name_is_told_as_one_types() {
    let mut console = console(teams());
    console.keys(":create-group<enter><enter>").see("Enter a value.");
    console.keys("Dev ops").see("Use letters, digits and + = , . @ _ - only").keys("<enter>").see("1 Name the group");
    console.keys("<ctrl-u>developers").see("Names are unique without regard to case.").keys("<enter>").see("1 Name the group");
    console.keys("2").miss("Names are unique").keys("<ctrl-u>").paste(&"x".repeat(129)).see("Use at most 128 characters.");
    console.keys("<backspace><enter>").see("Users – optional");
    assert_eq!(console.open.account().group_count(), 2);
}

#[test]
fn going_back_loses_nothing_and_leaving_asks() {
    let mut console = console(people());
    console.keys(":create-group<enter><esc>").see("There are no groups yet.");
    console.keys("c<ctrl-b>").see("This is the first step.").keys("<ctrl-l>").see("once the group has a name");
    console.keys("Team<enter><down><space><enter><space><enter>").see("Created group Team with 1 user and 1 policy");
    console.keys(":create-group<enter>Other<enter><space><enter><ctrl-b>").see("1 chosen").keys("<ctrl-b>").see("Other");
    console.keys("<esc>").see("Leave this page?").see("The group is not created yet").keys("<esc>").see("Other");
    console.keys("<enter><enter><ctrl-l>").see("aws iam create-group --group-name Other").keys("<esc>").see("Policies – optional");
    console.keys("<esc><tab><enter>").see("Groups  1").miss("Other");
    assert_eq!(console.open.account().group_count(), 1);
}

#[test]
fn quotas_are_told_while_choosing() {
    let mut world = people();
    for number in 0..10 {
        group(&mut world, &format!("g{number}"), &["alice"], &[]);
    }
    let mut console = console(world);
    console.keys(":create-group<enter>Eleventh<enter><space>").see("✖ Cannot exceed quota for GroupsPerUser: 10");
    console.keys("<enter>").see("Users – optional").see("▲ Cannot exceed quota").keys("<space>").miss("✖ Cannot").keys("<enter>");
    console.keys(&"<space><down>".repeat(11)).see("11 of 10 chosen").see("✖ Cannot exceed quota for PoliciesPerGroup: 10");
    console.keys("<enter>").see("Policies – optional");
    assert!(console.open.account().group_named("Eleventh").is_none());
    console.keys("<up><space><enter>").see("Created group Eleventh with 10 policies");
}

#[test]
fn a_full_account_says_so_at_the_name() {
    let mut world = World::fresh();
    for number in 0..300 {
        group(&mut world, &format!("g{number}"), &[], &[]);
    }
    let mut console = console(world);
    console.keys(":create-group<enter>more").see("✖ Cannot exceed quota for GroupsPerAccount:").keys("<enter>");
    console.see("1 Name the group");
    assert_eq!(console.open.account().group_count(), 300);
}

#[test]
fn users_are_added_and_opened_from_the_page() {
    let mut console = developers();
    console.keys("a").see("Add users to Developers  1").see("carol").keys("<enter>");
    console.see("Added carol to Developers").see("Users in this group  3");
    assert_eq!(members(&console, "Developers"), ["alice", "bob", "carol"]);
    console.keys("u").see("Users in this group  2").keys("a<esc>").see("Users in this group  2");
    console.keys("<enter>").see("Users › alice");
}

#[test]
fn removing_a_user_names_what_is_lost_and_what_stays() {
    let mut console = developers();
    console.keys("G").keys("x").see("Remove bob from Developers?").see("bob loses AmazonEC2ReadOnlyAccess.");
    console.see("bob keeps AmazonS3ReadOnlyAccess, granted elsewhere as well.").keys("<enter>");
    assert_eq!(members(&console, "Developers").len(), 2, "the safe choice comes first");
    console
        .keys("<space>g<space>x")
        .see("Remove 2 users from Developers?")
        .see("alice loses AmazonEC2ReadOnlyAccess and AmazonS3ReadOnlyAccess.");
    console.keys("<tab><enter>").see("Removed 2 users from Developers").see("No user is in this group yet.");
    assert!(members(&console, "Developers").is_empty());
    console.keys("u").see("Users in this group  2");
    console.keys(
        ":aws iam create-group --group-name Bare<enter><esc>:aws iam add-user-to-group --group-name Bare --user-name alice<enter><esc>",
    );
    console.keys(":group Bare<enter>x").see("The group has no policies, so nothing is lost.");
}

#[test]
fn policies_are_attached_and_detached_on_the_page() {
    let mut console = developers();
    console.keys("<tab>").see("2 of 10 policies").see("AWS managed").keys("a").see("Attach policies to").keys("/s3full<enter><enter>");
    console.see("Attached AmazonS3FullAccess").see("3 of 10 policies");
    assert_eq!(policies(console.open.account(), "Developers").len(), 3);
    console.keys("/s3read<enter>x").see("Detach AmazonS3ReadOnlyAccess from Developers?").see("alice loses AmazonS3ReadOnlyAccess.");
    console.see("bob keeps AmazonS3ReadOnlyAccess").keys("<tab><enter>").see("Detached AmazonS3ReadOnlyAccess from Developers");
    assert_eq!(policies(console.open.account(), "Developers"), ["AmazonEC2ReadOnlyAccess", "AmazonS3FullAccess"]);
    console.keys("<esc>").keys("<space><down><space>x").see("Detach 2 policies").keys("<tab><enter>").see("No policy is attached");
    console.keys("u").see("2 of 10 policies").keys("ss").see("sort: Type").keys("g<enter>").see("Policies › Amazon");
}

#[test]
fn a_group_without_users_loses_nothing_with_a_policy() {
    let mut world = World::fresh();
    group(&mut world, "Idle", &[], &[S3]);
    let mut console = console(world);
    console
        .keys(":group Idle<enter><right>x")
        .see("so nobody loses anything now.")
        .keys("<esc><left>")
        .see("No user is in this group yet.");
}

#[test]
fn renaming_says_what_changes() {
    let mut console = developers();
    console.keys("n").see("Rename Developers").see("The ARN changes").see(":group/Developers");
    console.keys("<enter>").see("The group has this name already.");
    console.keys("<ctrl-u>dev team").see("Use letters, digits").keys("<ctrl-u>ops<enter>").see("Names are unique without regard to case.");
    console.keys("<ctrl-u>Engineers").see(":group/Engineers").keys("<enter>").see("Groups › Engineers").see("Renamed group Developers");
    let id = console.open.account().group_named("Engineers").unwrap().id;
    console.keys("u").see("Groups › Developers");
    assert_eq!(console.open.account().group_named("Developers").unwrap().id, id);
    console.keys("<esc>e<ctrl-u>Makers<enter>").see("Renamed group Developers to Makers");
    assert_eq!(console.open.account().group(id).unwrap().name, "Makers");
}

#[test]
fn a_group_is_deleted_with_what_it_holds_once_its_name_is_typed() {
    let mut console = developers();
    console.keys("d").see("Delete group Developers?").see("Detach AmazonEC2ReadOnlyAccess").see("Remove alice from Developers");
    console.keys("<enter>").see("Type Developers to confirm.").keys("<esc>");
    assert!(console.open.account().group_named("Developers").is_some());
    console.keys("<delete>Developers<enter>").see("Groups  1").see("Deleted group Developers");
    assert_eq!(console.open.account().user_count(), 3);
    console.keys("u").see("Groups  2").keys("<up><enter>").see("Users in this group  2").keys("<tab>").see("2 of 10 policies");
    console.keys("<esc>").see("Groups  2").keys("jdOps<enter>").see("Groups  1").miss("▌ Ops");
    assert_eq!(console.open.account().group_count(), 1);
}

#[test]
fn the_list_filters_sorts_and_copies() {
    let mut console = console(teams());
    console.keys(":groups<enter>ss").see("sort: Users ↑").keys("S").see("sort: Users ↓").keys("g").see("▌ Developers");
    console.keys("/ops<enter>").see("Groups  1 of 2").see("▌ Ops").keys("y").see("Sent the ARN of Ops to the terminal's clipboard.");
    assert!(console.copied[0].ends_with(":group/Ops"));
    console.keys("<enter>").see("Groups › Ops").keys("y");
    assert!(console.copied[0].ends_with(":group/Ops"));
    console.keys("<esc><esc>").see("Groups  2").keys("<esc>").see("Security Status");
}

#[test]
fn an_empty_list_says_why_keys_do_nothing() {
    let mut console = Console::fresh();
    console.keys(":groups<enter>d").see("There is no group here. c creates one.");
    console
        .keys("n")
        .see("There is no group here.")
        .keys("y")
        .see("There is no group here.")
        .keys("<enter>")
        .see("There is no group here.");
}

#[test]
fn the_present_console_calls_them_user_groups() {
    let settings = Settings { labels: Labels::Current, ..Settings::default() };
    let mut console = Console::on(people().account, Setup { settings, ..Setup::default() });
    console.keys(":groups<enter>").see("IAM user groups  0").see("c Create user group").keys("cTeam<enter><enter>");
    console.see("enter Create user group").keys("<enter>").see("IAM user groups › Team").keys("d").see("Delete user group Team?");
}

#[test]
fn everything_that_matters_is_there_on_a_small_screen() {
    let mut console = Console::on(teams().account, Setup { size: (60, 16), ..Setup::default() });
    console
        .keys(":group Developers<enter>")
        .see("Created 23 November 2026")
        .see("alice")
        .see("bob")
        .keys("<tab>")
        .see("AmazonS3ReadOnlyAccess");
    console.keys("<esc>c").see("step 1 of 3").keys("Small<enter>").see("step 2 of 3").see("carol").see("enter next: policies");
    console.keys("<enter>").see("0 of 10 chosen").keys("<enter>").see("No user is in this group yet.").resize(120, 36).see("a Add users");
}

#[test]
fn a_click_marks_a_user_and_another_place_goes_on() {
    let mut console = console(people());
    console.keys(":create-group<enter>Clicked<enter>").click("bob").see("1 chosen").click("enter next: policies");
    console.see("Policies – optional").click("enter Create group").see("Created group Clicked with 1 user");
    console.click("Permissions").see("No policy is attached").click("a Attach policies").see("Attach policies to").keys("<esc>");
    assert_eq!(members(&console, "Clicked"), ["bob"]);
}

#[test]
fn a_group_has_inline_policies_too() {
    let mut world = teams();
    let policy_document = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sqs:*","Resource":"*"}}"#.to_owned();
    world.change(PutGroupPolicy { group_name: "Developers".into(), policy_name: "Team".into(), policy_document });
    let mut console = console(world);
    console.keys(":group Developers<enter><tab>").see("2 of 10 policies").see("Permissions policies  3").see("Customer inline");
    console.keys("G<enter>").see("Inline policy Team of group Developers").see("\"sqs:*\"").keys("<esc>");
    console.keys("x").see("Delete inline policy Team of Developers?").see("alice and bob lose Team.").keys("<esc>");
    console.keys("g<space>G<space>x").see("Remove 2 policies from Developers?").see("Team is deleted, not detached").keys("<tab><enter>");
    console.see("Permissions policies  1").keys("u").see("Permissions policies  3");
    console.keys("e").see("AWS alone edits its managed policies.");
    console.keys("Ge").miss("Permissions policies").keys("<esc>").see("Permissions policies  3");
    console.keys("i").miss("Permissions policies").keys("<esc>").keys("w").miss("Permissions policies");
}

/// However much a deletion takes from others, what must be typed is in sight.
#[test]
fn a_deletion_that_takes_much_keeps_its_field_in_sight() {
    for size in [(80, 24), (60, 16)] {
        let mut console = Console::on(company(), Setup { size, ..Setup::default() });
        console.keys(":group Developers<enter>d").see("Delete group Developers?").see("more").see("Type the name to confirm");
        console.see("Cancel").keys("Developers<enter>").see("Deleted group Developers");
    }
}

/// Of a list that goes on below its last row, the hint under it says how to find something; at 80 columns, too.
#[test]
fn a_long_list_to_choose_from_says_how_to_find_something() {
    for size in [(80, 24), (120, 40)] {
        let mut console = Console::on(people().account, Setup { size, ..Setup::default() });
        console.keys(":create-group<enter>Ops<enter>").see("space choose  enter next").miss("/ find").keys("<enter>");
        console.see("/ find").click("/ find").keys("athena").see("AmazonAthenaFullAccess").miss("AmazonS3");
    }
}

#[test]
fn inline_policies_are_offered_where_there_are_policies_too() {
    let mut console = Console::on(teams().account, Setup { size: (80, 24), ..Setup::default() });
    console.keys(":group Developers<enter><tab>").see("Permissions policies  2").see("i Inline policy");
}
