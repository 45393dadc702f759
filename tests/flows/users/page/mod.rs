//! A user's page: permissions, groups, tags, another name, the end.

mod deletion;
mod denied;
mod permissions;
mod renaming;

use crate::common::World;
use crate::common::console::{Console, Setup};
use iam_console::account::Account;
use iam_console::account::entity::{Owner, TagHolder};
use iam_console::account::id::UniqueId;
use iam_console::account::operation::*;

const S3: &str = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";

const LOGS: &str = "arn:aws:iam::aws:policy/CloudWatchLogsReadOnlyAccess";

const EC2: &str = "arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess";

/// Alice is in Developers (S3, logs) and has S3 directly, too; Bob is in Ops (EC2); Carol has nothing.
fn world() -> World {
    let mut world = World::fresh();
    for user_name in ["alice", "bob", "carol"].map(str::to_owned) {
        world.change(CreateUser { user_name, path: Some("/team/".into()), ..Default::default() });
    }
    for (group_name, policies) in [("Developers", &[S3, LOGS][..]), ("Ops", &[EC2])] {
        world.change(CreateGroup { group_name: group_name.into(), path: None });
        for policy_arn in policies {
            world.change(AttachGroupPolicy { group_name: group_name.into(), policy_arn: (*policy_arn).into() });
        }
    }
    world.change(AttachUserPolicy { user_name: "alice".into(), policy_arn: S3.into() });
    world.change(AddUserToGroup { group_name: "Developers".into(), user_name: "alice".into() });
    world.change(AddUserToGroup { group_name: "Ops".into(), user_name: "bob".into() });
    world
}

const READ: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["sqs:Get*","sqs:List*"],"Resource":"*"},{"Effect":"Deny","Action":"iam:*","Resource":"*"}]}"#;

/// The same, where Alice and Developers have an inline policy each, and the account a policy of its own.
fn with_inline() -> World {
    let mut world = world();
    let policy_document = READ.to_owned();
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "Own".into(), policy_document: policy_document.clone() });
    world.change(PutGroupPolicy { group_name: "Developers".into(), policy_name: "Team".into(), policy_document: policy_document.clone() });
    world.change(CreatePolicy { policy_name: "Queues".into(), policy_document, ..Default::default() });
    world
}

/// Attaches five more policies to Alice.
fn attach_five_more(world: &mut World) {
    for name in ["AmazonSQSFullAccess", "AmazonSNSFullAccess", "AmazonVPCFullAccess", "AmazonRDSFullAccess", "AWSLambda_FullAccess"] {
        world.change(AttachUserPolicy { user_name: "alice".into(), policy_arn: format!("arn:aws:iam::aws:policy/{name}") });
    }
}

/// A console on a user's page.
fn on_page_of(user: &str) -> Console {
    on_page_in(world(), user)
}

fn on_page_in(world: World, user: &str) -> Console {
    let mut console = Console::on(world.account, Setup::default());
    console.keys(&format!(":{user}<enter>")).see(&format!(":user/team/{user}"));
    console
}

fn id(account: &Account, name: &str) -> UniqueId {
    account.user_named(name).unwrap().id
}

/// The names of a user's groups, and those of the policies attached to it directly.
fn holds(console: &Console, user: &str) -> (Vec<String>, Vec<String>) {
    let account = console.open.account();
    let id = id(account, user);
    let groups = account.groups_of(id).into_iter().map(|group| group.name.clone()).collect();
    (groups, account.attached_to(id).into_iter().map(|policy| account.policy_name(policy).to_owned()).collect())
}

/// The values of a user's tags with their keys.
fn tags(console: &Console, user: &str) -> Vec<(String, String)> {
    let account = console.open.account();
    account.tags_of(&TagHolder::Entity(id(account, user))).map(|tag| (tag.key.clone(), tag.value.clone())).collect()
}

#[test]
fn the_page_says_what_the_user_may_do_and_through_what() {
    let mut console = on_page_of("alice");
    console.see("Users › alice").see("Permissions policies  3").see("Permissions boundary  not set").see("Console access  Disabled");
    let screen = console.screen();
    let row = |policy: &str, via: &str| screen.lines().any(|line| line.contains(policy) && line.contains(via));
    assert!(row("AmazonS3ReadOnlyAccess", "Directly") && row("AmazonS3ReadOnlyAccess", "Group Developers"), "{screen}");
    assert!(row("CloudWatchLogsReadOnlyAccess", "AWS managed") && row("CloudWatchLogsReadOnlyAccess", "Group Developers"), "{screen}");
    console.keys("/logs<enter>").see("Permissions policies  1 of 3").keys("<esc>").see("Permissions policies  3");
}

#[test]
fn a_boundary_is_named() {
    let mut world = world();
    world.change(CreateUser {
        user_name: "dan".into(),
        path: Some("/team/".into()),
        permissions_boundary: Some(S3.into()),
        ..Default::default()
    });
    on_page_in(world, "dan").see("Permissions boundary  AmazonS3ReadOnlyAccess").see("has no permissions");
}

#[test]
fn every_empty_tab_says_what_to_do_next_and_its_keys_say_why_they_do_nothing() {
    let mut console = on_page_of("carol");
    console
        .see("The user has no permissions")
        .see("a Add permissions")
        .keys("x")
        .see("There is no policy here. a adds one, i writes an inline policy.");
    console.keys("<enter>").see("There is no policy here.");
    console.keys("<tab>").see("The user is in no group").see("a Add user to groups").keys("x").see("There is no group here.");
    console.keys("<tab>").see("This user has no tags").see("a Add tag").keys("e").see("There is no tag here. a adds one.");
    console.keys("<tab>").see("No MFA device").see("No access keys").keys("x").see("Select an MFA device or an access key first.");
    console.keys("<tab>p").see("This is done under Security credentials.").keys("<backtab>e").see("Select an MFA device, for its tags");
    console.keys("<tab>").see("No policy allows anything").keys("<tab>");
    console.keys("?").see("Add permissions…").see("Rename…").keys("<esc>");
    assert!(console.open.history().undoable().is_none());
}

#[test]
fn enter_opens_what_is_selected() {
    let mut console = on_page_of("alice");
    console.keys("<enter>").see("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess").keys("[").see(":user/team/alice");
    console.keys("<tab><enter>").see(":group/Developers").keys("[").see("The user has what the policies of its groups grant.");
}

#[test]
fn tags_are_added_changed_and_removed() {
    let mut console = on_page_of("alice");
    console.keys("<tab><tab>a").see("Add a tag to alice").keys("<enter>").see("Enter a value.");
    console
        .keys("te!am")
        .see("Use letters, digits")
        .keys("<ctrl-u>team<tab>a&b")
        .see("Use letters, digits")
        .keys("<enter>")
        .see("Add a tag to alice");
    console.keys("<ctrl-u>search<enter>").see("Tagged alice with team").see("Tags (1)").see("search");
    console.keys("aTEAM<enter>").see("There is a tag team already").keys("<esc>");
    console.keys("e").see("Tag team of alice").keys("<ctrl-u>ads<enter>").see("ads").miss("search");
    assert_eq!(tags(&console, "alice"), [("team".into(), "ads".into())]);
    console.keys("e<enter>").see("This is the value that the tag has.").keys("<esc>");
    console.keys("<enter>").see("Tag team of alice").keys("<ctrl-u><enter>");
    assert_eq!(tags(&console, "alice"), [("team".into(), String::new())]);
    console.keys("x").see("Remove tag team from alice?").see("Its value is empty.").keys("<tab><enter>").see("This user has no tags");
    console.keys("uu").see("ads").keys("x").see("Its value is ads.").keys("<esc>uu").see("This user has no tags");
}

#[test]
fn a_filter_that_lets_nothing_through_is_told_from_a_list_of_nothing() {
    let mut console = on_page_of("alice");
    console.keys("<tab>").see("Developers").keys("/zzz<enter>x").see("Nothing matches the filter. esc clears it.");
    console.keys("<esc><tab>ateam<tab>web<enter>").see("Tags (1)").see("x remove tag…");
    console.keys("/zzz<enter>x").see("Nothing matches the filter. esc clears it.").miss("a adds one");
    console.keys(":group Developers<enter>/zzz<enter>x").see("Nothing matches the filter. esc clears it.").miss("a adds users");
}

#[test]
fn y_copies_the_arn() {
    let mut console = on_page_of("alice");
    console.keys("y").see("Sent the ARN of alice to the terminal's clipboard.");
    assert!(console.copied[0].ends_with(":user/team/alice"));
}

#[test]
fn esc_leaves_every_question_without_a_trace() {
    let mut console = on_page_of("alice");
    for keys in [
        "a",
        "a<enter>",
        "a<right><enter>",
        "a<right><right><enter>",
        "a<right><right><enter>/s3<enter><esc>",
        "x",
        "n",
        "d",
        "<tab>a",
        "x",
        "<tab>a",
    ] {
        console.keys(keys).keys("<esc>").see("arn:aws:iam::");
    }
    assert!(console.open.history().undoable().is_none());
    console.keys("<esc>").see("Users  3");
}

#[test]
fn what_matters_is_in_sight_on_the_smallest_screen() {
    let mut world = world();
    attach_five_more(&mut world);
    let mut console = Console::on(world.account, Setup { size: (60, 16), ..Setup::default() });
    console.keys(":alice<enter>").see("Directly").see("a add permissions…").keys("G").see("Group Developers");
    console.keys("d").see("Type the name to confirm").see("and 4 more").keys("<esc>");
    console.keys("n").see("New user name").keys("<esc>a").see("Attach policies directly").keys("<esc>");
    console.keys("<tab>").see("Developers").keys("<tab>a").see("Key").see("Value").keys("<esc>").see("This user has no tags");
}

#[test]
fn what_she_may_do_is_asked_from_her_page() {
    let mut console = on_page_of("alice");
    console
        .keys("w")
        .see("Access")
        .miss("Permissions policies")
        .keys("<esc>[")
        .see("Permissions policies  3")
        .keys("<tab>w<esc>[")
        .see("Groups  1");
}

#[test]
fn what_a_user_may_and_does_use_is_told_by_service() {
    let mut world = world();
    world.change(CreateAccessKey { user_name: Some("alice".into()) });
    let alice = world.account.user_named("alice").unwrap().id;
    let key = world.account.access_keys_of(Owner::User(alice))[0].id.to_string();
    let caller = world.account.caller_named(&key, false).unwrap();
    world.run_as(&caller, ListBuckets {}).unwrap();
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":user alice<enter><backtab>").see("Allowed services").see("AmazonS3ReadOnlyAccess").see("Not accessed");
    // What was used comes first.
    console
        .keys("x")
        .see("Nothing is changed here")
        .keys("<enter>")
        .see("Last accessed: Amazon S3")
        .see("Allowed by  AmazonS3ReadOnlyAccess");
    console.see("ListAllMyBuckets").see("us-east-1").keys("<esc>/logs<enter>").see("CloudWatchLogsReadOnlyAccess").miss("Amazon S3");
    console.keys("<esc>:group Developers<enter><tab><tab>").see("Accessed by").see("alice").see("today");
    console.keys(":policy AmazonS3ReadOnlyAccess<enter><backtab>").see("Accessed by").see("alice").keys("d").see("AWS");
    console.keys(":user carol<enter><backtab>").see("No policy allows anything").keys("<enter>").see("No policy allows a service.");
}

#[test]
fn esc_leads_back_to_the_page_one_came_from() {
    let mut console = on_page_of("alice");
    console.keys("<tab>").see("Group").keys("<enter>").see("Groups › Developers").keys("<esc>").see("Users › alice");
    console.keys("<esc>").see("Users  ");
}
