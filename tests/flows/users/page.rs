//! A user's page: permissions, groups, tags, another name, the end.

use crate::common::console::{Console, Setup};
use crate::common::{PASSWORD, World};
use iam_console::account::Account;
use iam_console::account::entity::{KeyStatus, Owner, PolicyKey, TagHolder};
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

/// Attaches five more policies to Alice.
fn attach_five_more(world: &mut World) {
    for name in ["AmazonSQSFullAccess", "AmazonSNSFullAccess", "AmazonVPCFullAccess", "AmazonRDSFullAccess", "AWSLambda_FullAccess"] {
        world.change(AttachUserPolicy { user_name: "alice".into(), policy_arn: format!("arn:aws:iam::aws:policy/{name}") });
    }
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
fn enter_opens_what_is_selected() {
    let mut console = on_page_of("alice");
    console.keys("<enter>").see("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess").keys("[").see(":user/team/alice");
    console.keys("<tab><enter>").see(":group/Developers").keys("[").see("The user has what the policies of its groups grant.");
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
fn a_user_gets_another_name_and_keeps_the_rest() {
    let mut console = on_page_of("alice");
    let before = id(console.open.account(), "alice");
    console.keys("n").see("Rename user alice").see("policies that name the").see("old one stop matching.").see("user/team/alice");
    console.keys("<enter>").see("This is the name that the user has.");
    console.keys("!").see("Use letters, digits").keys("<ctrl-u><enter>").see("Enter a value.");
    console.keys("Bob<enter>").see("Names are unique without regard to case. There is bob already.").see("Rename user alice");
    console.keys("by").see(":user/team/Bobby").keys("<enter>").see("Renamed user alice to Bobby").see("Users › Bobby");
    assert_eq!(id(console.open.account(), "bobby"), before);
    assert_eq!(holds(&console, "Bobby").0, ["Developers"]);
    console.keys("u").see("Users › alice");
}

#[test]
fn a_deleted_user_leaves_its_page_and_comes_back_with_undo() {
    let mut console = on_page_of("alice");
    console.keys("d").see("Delete user alice?").see("Remove alice from Developers").keys("bob<enter>").see("Type alice to confirm.");
    console.keys("<ctrl-u>alice<enter>").see("Deleted user alice with 2 things it held").see("Users  2");
    assert!(console.open.account().user_named("alice").is_none());
    console.keys("u").see("Users  3");
    assert_eq!(holds(&console, "alice").0, ["Developers"]);
}

#[test]
fn a_user_with_active_keys_is_deleted_once_they_are_deactivated() {
    let mut console = on_page_of("alice");
    console.keys(":aws iam create-access-key --user-name alice<enter>s<esc>");
    let key = |console: &Console| {
        let account = console.open.account();
        let alice = account.user_named("alice").unwrap();
        account.access_keys_of(Owner::User(alice.id)).first().map(|key| key.status)
    };
    assert_eq!(key(&console), Some(KeyStatus::Active));
    console.keys("d").see("Deactivate the active keys of alice first?").see("never used").keys("<enter>").see("Users › alice");
    assert_eq!(key(&console), Some(KeyStatus::Active), "the safe choice is preselected");
    console.keys("d<right><enter>").see("Delete user alice?").see("Delete access key AKIA");
    assert_eq!(key(&console), Some(KeyStatus::Inactive));
    console.keys("<esc>d").see("Delete user alice?").keys("alice<enter>").see("Deleted user alice with 3 things it held").see("Users  2");
    assert!(console.open.account().user_named("alice").is_none());
}

#[test]
fn the_page_of_a_user_who_is_gone_says_so() {
    let mut console = on_page_of("alice");
    console.keys(":aws iam create-user --user-name dan<enter><esc>:dan<enter>").see(":user/dan");
    console.keys("u").see("This user is not there any more.");
    for key in ["a", "x", "n", "d", "y", "<enter>", "<tab>", "<tab>e", "<tab>p"] {
        console.keys(key).see("This user is not there any more.");
    }
    console.keys("<ctrl-r>").see(":user/dan");
    console.keys("u<esc>").see("Users  3");
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
fn own_policies_are_attached_like_any_other() {
    let mut console = on_page_in(with_inline(), "carol");
    console.keys("a<right><right><enter>/queues<enter>").see("Customer").keys("<enter>").see("Attached Queues to user carol");
    console.see("Customer managed").keys("<enter>").see(":policy/Queues");
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

/// AWS lets the last administrator go without a word.
#[test]
fn the_deletion_of_the_last_administrator_says_that_only_root_is_left() {
    const WORDS: &str = "No user is left then who may attach AdministratorAccess";
    let administrator = |world: &mut World, user_name: &str| {
        let policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess".into();
        world.change(AttachUserPolicy { user_name: user_name.into(), policy_arn });
    };
    let mut world = world();
    administrator(&mut world, "alice");
    let mut console = on_page_in(world, "carol");
    console.keys("d").see("Delete user carol?").miss(WORDS).keys("<esc>");
    console.keys(":user alice<enter>d").see(WORDS).see("Root may give it still,").keys("alice<enter>");
    console.see("Deleted user alice").keys("u").see("Users  3");
    console.keys(":aws iam attach-user-policy --user-name bob --policy-arn arn:aws:iam::aws:policy/IAMFullAccess<enter>");
    console.keys(":user alice<enter>d").see("Delete user alice?").miss(WORDS).keys("<esc>");
    // Both at once are the last again; so is the group that all of it comes from.
    console.keys(":users<enter><home><space><down><space>d").see("Delete 2 users?").see(WORDS).keys("<esc>");
    // Whatever takes it from the last, it is said: here her own policy is detached, and a boundary set.
    console.keys(":aws iam detach-user-policy --user-name bob --policy-arn arn:aws:iam::aws:policy/IAMFullAccess<enter>");
    console.keys(":user alice<enter>/Administrator<enter>x").see("Remove AdministratorAccess").see(WORDS).keys("<esc>");
}

/// What Dora may do, on all.
fn dora_may(actions: &[&str]) -> PutUserPolicy {
    let statement = serde_json::json!({"Effect": "Allow", "Action": actions, "Resource": "*"});
    let policy_document = serde_json::json!({"Version": "2012-10-17", "Statement": statement}).to_string();
    PutUserPolicy { user_name: "dora".into(), policy_name: "Zebra".into(), policy_document }
}

/// Bob has an access key, and the account a bucket with an object; Dora is signed in. The key's id is given.
fn seen_by_dora(actions: &[&str]) -> (Console, String) {
    let mut world = world();
    world.user("dora");
    world.change(CreateAccessKey { user_name: Some("bob".into()) });
    world.change(CreateBucket { bucket: "reports".into(), ..Default::default() });
    world.change(PutObject { bucket: "reports".into(), key: "q1.csv".into(), body: None });
    world.change(dora_may(actions));
    let bob = id(&world.account, "bob");
    let key = world.account.access_keys_of(Owner::User(bob))[0].id.to_string();
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":sign-in<enter>dora<tab>").keys(PASSWORD).keys("<enter>").miss("root user ▲");
    (console, key)
}

#[test]
fn a_line_is_completed_with_what_may_be_listed() {
    let lists = ["iam:ListUsers", "iam:ListPolicies", "s3:ListAllMyBuckets"];
    let (mut console, key) = seen_by_dora(&lists);
    let lines = [
        ("aws s3api get-object --bucket reports --key ", "q1.csv"),
        ("aws iam update-access-key --user-name bob --access-key-id ", key.as_str()),
        ("aws iam get-user-policy --user-name dora --policy-name ", "Zebra"),
        ("aws iam get-policy-version --policy-arn arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess --version-id ", "   v3"),
    ];
    for (line, name) in lines {
        console.keys(":").keys(line).miss(name).keys("<esc>");
    }
    let more = ["s3:ListBucket", "iam:ListAccessKeys", "iam:ListUserPolicies", "iam:ListPolicyVersions"];
    let all = dora_may(&[&lists[..], &more].concat());
    console.open.submit(&iam_console::account::caller::Caller::ROOT, &[all.into()]).unwrap();
    console.keys(":clock +1m<enter>");
    for (line, name) in lines {
        console.keys(":").keys(line).see(name).keys("<esc>");
    }
}

#[test]
fn what_is_denied_is_neither_told_by_the_order_nor_by_the_filter() {
    let (mut console, key) = seen_by_dora(&["iam:ListUsers"]);
    console.keys(":users<enter>").see("denied").keys("ss").see("sort: Groups");
    let screen = console.screen();
    let place = |name: &str| screen.lines().position(|line| line.contains(name)).unwrap();
    assert!(place("alice") < place("carol"), "{screen}");
    console.keys("/").paste(&key).keys("<enter>").miss("bob");
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

/// A policy names a user by more than the whole ARN: by a pattern beside the name, and by the name in a condition.
#[test]
fn a_rename_tells_all_policies_that_name_the_user() {
    let mut world = world();
    let put = |name: &str, statement: &str| PutGroupPolicy {
        group_name: "Ops".into(),
        policy_name: name.into(),
        policy_document: format!(r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"iam:GetUser",{statement}}}}}"#),
    };
    world.change(put("pattern", r#""Resource":"arn:aws:iam::*:user/*/alice""#));
    world.change(put("condition", r#""Resource":"*","Condition":{"StringEquals":{"aws:username":"alice"}}"#));
    world.change(put("other", r#""Resource":"arn:aws:iam::*:user/team/bob""#));
    world.change(put("all", r#""Resource":"arn:aws:iam::*:user/*""#));
    let mut console = on_page_in(world, "alice");
    console
        .keys("n")
        .see("These name it, and fit the new name only if they are edited:")
        .see("inline policy pattern of")
        .see("inline policy condition of");
    console.miss("inline policy other").miss("inline policy all");
}

/// A variable follows the new name by itself: what is named after the old one is left behind.
#[test]
fn a_rename_tells_apart_what_goes_by_the_name_of_who_asks() {
    let mut world = world();
    let policy = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::home/${aws:username}/*"}}"#;
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "home".into(), policy_document: policy.into() });
    let mut console = on_page_in(world, "alice");
    console.keys("n").see("By ${aws:username} these name what bears the new name then").see("inline policy home of user alice");
    console.miss("only if they are edited");
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

#[test]
fn esc_leads_back_to_the_page_one_came_from() {
    let mut console = on_page_of("alice");
    console.keys("<tab>").see("Group").keys("<enter>").see("Groups › Developers").keys("<esc>").see("Users › alice");
    console.keys("<esc>").see("Users  ");
}
