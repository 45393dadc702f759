//! Flows through the catalogue of policies and a policy's page.

mod editor;
mod versions;

use crate::common::World;
use crate::common::company::company;
use crate::common::console::{Console, Setup};
use iam_console::account::Account;
use iam_console::account::entity::PolicyKey;
use iam_console::account::operation::*;

const READ_ONLY: &str = "arn:aws:iam::aws:policy/ReadOnlyAccess";

/// A group with a member, two users of whom the policy bounds one, and a role.
fn account() -> Account {
    let mut world = World::fresh();
    let trust = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
    world.change(CreateUser { user_name: "alice".into(), ..Default::default() });
    world.change(CreateUser { user_name: "bob".into(), permissions_boundary: Some(READ_ONLY.into()), ..Default::default() });
    world.change(CreateGroup { group_name: "Developers".into(), ..Default::default() });
    world.change(AddUserToGroup { group_name: "Developers".into(), user_name: "alice".into() });
    world.change(CreateRole { role_name: "app".into(), assume_role_policy_document: trust.into(), ..Default::default() });
    world.account
}

fn console() -> Console {
    Console::on(account(), Setup::default())
}

/// On the page of `ReadOnlyAccess`.
fn read_only_access() -> Console {
    let mut console = console();
    console.keys(":policy ReadOnlyAccess<enter>").see("Policies › ReadOnlyAccess");
    console
}

/// The names of those who have `ReadOnlyAccess`, groups first.
fn holders(console: &Console) -> Vec<String> {
    let (account, policy) = (console.open.account(), PolicyKey::aws_managed("ReadOnlyAccess"));
    let groups = account.groups().filter(|group| account.is_attached(&policy, group.id)).map(|group| group.name.clone());
    let users = account.users().filter(|user| account.is_attached(&policy, user.id)).map(|user| user.name.clone());
    let roles = account.roles().filter(|role| account.is_attached(&policy, role.id)).map(|role| role.name.clone());
    groups.chain(users).chain(roles).collect()
}

#[test]
fn what_a_policy_is_for_is_told_where_there_is_room() {
    let mut world = World::fresh();
    let policy_document = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sqs:ListQueues","Resource":"*"}}"#.to_owned();
    let description = Some("For the auditors".to_owned());
    world.change(CreatePolicy { policy_name: "Reports".into(), policy_document, description, ..Default::default() });
    let on = |size| Console::on(world.account.clone(), Setup { size, ..Setup::default() });
    on((120, 40)).keys(":policies<enter>").see("Reports").miss("Description").keys("f").see("Description").see("For the auditors");
    on((160, 40)).keys(":policies<enter>").see("Description").see("For the auditors");
    on((80, 24)).keys(":policies<enter>f").see("Reports").see("For the auditors");
}

/// What is told in fewer words is what matters least, and only as much of it as the names need.
#[test]
fn columns_have_the_consoles_words_where_names_are_whole_beside_them() {
    let used_here = |size| {
        let mut console = Console::on(company(), Setup { size, ..Setup::default() });
        console.keys(":policies<enter>ffff");
        console
    };
    used_here((120, 40)).see("Used here").see("Customer managed").see("Policy (1)").see("Description");
    used_here((80, 24)).see("Customer managed").see("Permissions policy (4)").see("Job function").miss("job function");
    let types = |size| Console::on(company(), Setup { size, ..Setup::default() });
    types((120, 40)).keys(":policies<enter>fff").see("AWS managed – job function").see("AWSManagementConsoleAdministratorAccess");
    types((80, 24)).keys(":policies<enter>").see("Customer managed").see("Policy (1)").see("AWS-SSM-Automation-DiagnosisBucketPolicy");
}

#[test]
fn the_catalogue_is_narrowed_by_type_and_searched() {
    let mut console = console();
    console.keys(":policies<enter>").see("Policies  1,582").see("AIDevOpsAgentAccessPolicy");
    console.keys("f").see("Policies  0").see("There is no policy of the account's own yet.");
    console.keys("f").see("Policies  1,563").keys("f").see("Policies  19").see("AdministratorAccess").see("Job function");
    console.keys("f").see("Policies  1").see("ReadOnlyAccess").miss("AdministratorAccess").see("Boundary");
    console.keys("f").see("Policies  1").see("ReadOnlyAccess").keys("f").see("Policies  1,582");
    console.keys("/s3 full<enter>").see("AmazonS3FullAccess").see("of 1,582").keys("<esc>").see("Policies  1,582");
    console.keys("sss").see("sort: Used as").keys("g").see("▌ ReadOnlyAccess");
    console.keys("<esc>").see("Security Status");
}

#[test]
fn what_is_called_as_the_filter_says_comes_first_in_whatever_order() {
    let mut console = console();
    console.keys(":policies<enter>s").see("sort: ").keys("/readonlyaccess").see("▌ ReadOnlyAccess");
}

#[test]
fn a_click_on_the_types_chooses_the_next() {
    let mut console = console();
    console.keys(":policies<enter>").click("All types").see("Policies  0").click("Customer managed").see("Policies  1,563");
}

#[test]
fn without_any_policy_in_use_the_list_says_what_to_do() {
    let mut console = Console::fresh();
    console.keys(":policies<enter>ffff").see("No policy is used in this account yet.").see("f show all types");
    console.keys("<enter>").see("No policy is selected.").keys("a").see("No policy is selected.");
}

#[test]
fn a_policy_is_attached_from_the_list() {
    let mut console = console();
    console.keys(":policies<enter>fff/ReadOnly !View<enter>y");
    assert_eq!(console.copied[0], READ_ONLY);
    console.keys("a").see("Attach ReadOnlyAccess").see("Developers").see("0 of 10").keys("<enter>").see("Nothing is chosen yet");
    assert!(holders(&console).is_empty());
    console.keys("<space>").miss("Nothing is chosen yet").keys("<enter>");
    assert_eq!(holders(&console), ["Developers"]);
    console.see("Attached ReadOnlyAccess to group Developers").see("(1), boundary").keys("<enter>").see("Entities attached (2)");
}

#[test]
fn a_page_shows_the_document_and_where_one_is_in_it() {
    let mut console = read_only_access();
    console
        .see("AWS managed – job function")
        .see("Version  v")
        .see("Allow (312 of 457 services)")
        .keys("v")
        .see("3,043 lines")
        .see("\"Version\": \"2012-10-17\"")
        .see(" of 3,043");
    console.keys("G").see("–3,043 of 3,043").miss("2012-10-17").keys("g").see(" 1–");
    console.keys("y").see("Sent the document of ReadOnlyAccess to the terminal's clipboard.");
    assert!(console.copied[0].starts_with("{\n  \"Version\": \"2012-10-17\""));
    console.keys("W").see("Wrote ReadOnlyAccess.json.");
    assert_eq!(console.saved[0].1.trim_end(), console.copied[0]);
    console.keys("<enter>").see("v shows its summary").keys("x").see("tab shows the entities");
    console.keys("<esc>").see("Policies  1,582");
}

#[test]
fn several_get_the_policy_in_one_step() {
    let mut console = read_only_access();
    console.keys("<tab>").see("bob").see("Permissions boundary");
    console.keys("a").see("Developers").see("alice").see("app").keys("<space><down><space>").see("2 chosen").keys("<enter>");
    assert_eq!(holders(&console), ["Developers", "alice"]);
    console.see("Attached ReadOnlyAccess to Developers and alice").see("Entities attached (3)");
    console.keys("a").miss("Developers").see("app").keys("/role<enter><space><enter>");
    assert_eq!(holders(&console), ["Developers", "alice", "app"]);
    console.keys("u");
    assert_eq!(holders(&console), ["Developers", "alice"]);
    console.keys("u");
    assert!(holders(&console).is_empty());
    console.see("Entities attached (1)");
}

#[test]
fn detaching_says_who_loses_what() {
    let mut console = read_only_access();
    console.keys("<tab>a<space><down><space><down><down><space><enter>");
    assert_eq!(holders(&console), ["Developers", "alice", "app"]);
    console.keys("gx").see("Detach ReadOnlyAccess from Developers?").see("Nobody gains or loses anything");
    console.see("alice keeps ReadOnlyAccess, granted elsewhere as well.").keys("<esc>");
    console.keys("x<enter>").miss("Detach ReadOnlyAccess from");
    assert_eq!(holders(&console).len(), 3);
    console.keys("x<tab><enter>").see("Detached ReadOnlyAccess from Developers");
    console.keys("x").see("alice loses").keys("<tab><enter>x").see("in open sessions as well").keys("<tab><enter>");
    assert!(holders(&console).is_empty());
    console.see("bob").keys("x").see("It limits bob as its permissions boundary");
    console.keys("uuu");
    assert_eq!(holders(&console), ["Developers", "alice", "app"]);
}

#[test]
fn the_entities_tab_copies_the_arn_and_opens_what_is_selected() {
    let mut console = read_only_access();
    console.keys("<tab>y");
    assert_eq!(console.copied[0], READ_ONLY);
    console
        .keys("<enter>")
        .see("› bob")
        .keys("[")
        .see("Entities attached (1)")
        .keys("sss")
        .keys("/nobody<enter>")
        .see("Nothing matches the filter.");
    console.keys("<enter>").see("esc clears it.").keys("<esc>").see("bob");
}

#[test]
fn a_quota_that_is_reached_is_told_in_the_picker() {
    let mut world = World { account: account(), env: crate::common::env() };
    let names = ["Billing", "SecurityAudit", "ViewOnlyAccess", "PowerUserAccess", "SupportUser", "DataScientist", "NetworkAdministrator"];
    let arns = names.iter().map(|name| iam_console::catalog::AWS_MANAGED_POLICIES.named(name).unwrap().arn.to_owned());
    let more = ["AmazonS3FullAccess", "AmazonS3ReadOnlyAccess", "IAMFullAccess"].map(|name| format!("arn:aws:iam::aws:policy/{name}"));
    for policy_arn in arns.chain(more) {
        world.change(AttachUserPolicy { user_name: "alice".into(), policy_arn });
    }
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":policy ReadOnlyAccess<enter>a/alice<enter>").see("10 of 10").keys("<space><enter>");
    console.see("Detach another policy first").keys("<esc><esc>").miss("10 of 10");
    assert!(holders(&console).is_empty());
}

#[test]
fn a_policy_of_a_service_linked_role_says_that_only_its_service_attaches_it() {
    let mut console = console();
    console.keys(":policy AWSSupportServiceRolePolicy<enter>a").see("only its AWS service can attach it.");
    console.keys("<tab>").see("Attached to nobody").see("It is for a service-linked role");
    console.keys(":policies<enter>/AWSSupportServiceRole<enter>a").see("only its AWS service can attach it.");
}

#[test]
fn without_anybody_to_attach_to_the_picker_says_so() {
    let mut console = Console::fresh();
    console.keys(":policy ReadOnlyAccess<enter>a").see("There is no user, group or role").keys("<enter>v").see("1–");
    console.keys("<tab>").see("Attached to nobody, so it allows nobody anything.").see("a Attach").keys("x").see("attached to nobody");
}

#[test]
fn all_of_it_can_be_used_on_a_small_screen() {
    let mut console = Console::on(account(), Setup { size: (60, 16), ..Setup::default() });
    console.keys(":policies<enter>").see("All types").see("f next kind").keys("fff").see("Job function").see("AdministratorAccess");
    console
        .keys("/ReadOnly !View<enter><enter>")
        .see("ReadOnlyAccess")
        .see("312 of 457")
        .keys("v")
        .see("\"Statement\"")
        .keys("<tab>")
        .see("bob")
        .see("Permissions boundary");
    console.keys("a<space><enter>").see("Entities (2)");
}

#[test]
fn all_whom_a_policy_bounds_are_named_before_it_is_deleted() {
    let mut world = World::fresh();
    let document = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#;
    world.change(CreatePolicy { policy_name: "Bound".into(), policy_document: document.into(), ..Default::default() });
    let permissions_boundary = format!("arn:aws:iam::{}:policy/Bound", world.account.id());
    let bound = |world: &mut World, name: &str| {
        world.user(name);
        world.change(PutUserPermissionsBoundary { user_name: name.into(), permissions_boundary: permissions_boundary.clone() });
    };
    for name in ["bea", "zoe"] {
        bound(&mut world, name);
    }
    let ask = |world: &World| {
        let mut console = Console::on(world.account.clone(), Setup::default());
        console.keys(":policy Bound<enter>d");
        console
    };
    ask(&world).see("Bound limits bea and zoe as their permissions boundary. Remove the boundary there first.");
    for name in ["ann", "bob", "cyd"] {
        bound(&mut world, name);
    }
    ask(&world).see("and 3 others as their permissions boundary.").see("Entities attached");
}
