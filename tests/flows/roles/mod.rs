//! Flows through the list of roles, the making of one, and a role's page.

mod create;
mod page;

use crate::common::console::{Console, Setup};
use crate::common::{PASSWORD, World};
use iam_console::account::authorization::Asker;
use iam_console::account::caller::Caller;
use iam_console::account::entity::{Role, TagHolder};
use iam_console::account::operation::*;
use iam_console::account::secret::Secret;

const EC2_TRUST: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
const ACCOUNT_TRUST: &str = r#"{"Statement":[
    {"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}},
    {"Effect":"Deny","Principal":{"AWS":"arn:aws:iam::999999999999:user/mallory"},"Action":"sts:AssumeRole"}]}"#;

/// A role for EC2 with a policy, a description and a tag, and one for another account.
fn world() -> World {
    let mut world = World::fresh();
    world.change(CreateRole {
        role_name: "app".into(),
        assume_role_policy_document: EC2_TRUST.into(),
        description: Some("Reads the reports".into()),
        tags: Some(vec![Tag { key: "team".into(), value: "web".into() }]),
        max_session_duration: Some(5400),
        ..Default::default()
    });
    for policy in ["AmazonS3ReadOnlyAccess", "AmazonEC2ReadOnlyAccess"] {
        world.change(AttachRolePolicy { role_name: "app".into(), policy_arn: format!("arn:aws:iam::aws:policy/{policy}") });
    }
    world.change(CreateRole {
        role_name: "visitor".into(),
        assume_role_policy_document: ACCOUNT_TRUST.into(),
        permissions_boundary: Some("arn:aws:iam::aws:policy/ReadOnlyAccess".into()),
        ..Default::default()
    });
    world
}

fn console() -> Console {
    Console::on(world().account, Setup::default())
}

/// On the page of app.
fn app() -> Console {
    let mut console = console();
    console.keys(":role app<enter>").see("Roles › app").see("Permissions policies  2");
    console
}

fn role<'a>(console: &'a Console, name: &str) -> &'a Role {
    console.open.account().role_named(name).unwrap()
}

fn policies(console: &Console, name: &str) -> Vec<String> {
    console
        .open
        .account()
        .attached_to(role(console, name).id)
        .iter()
        .map(|policy| console.open.account().policy_name(policy).to_owned())
        .collect()
}

/// What is looked at on screens is asked of IAM, as on AWS: the next thing that is done takes it along, and it is no entry of its own.
#[test]
fn what_users_and_roles_look_at_counts_as_their_activity() {
    let mut world = world();
    let alice = world.user("alice");
    let trust = EC2_TRUST.replace(r#""Service":"ec2.amazonaws.com""#, &format!(r#""AWS":"{}""#, world.account.id()));
    let auditor = CreateRole { role_name: "auditor".into(), assume_role_policy_document: trust, ..Default::default() };
    world.change(auditor);
    world.change(AttachRolePolicy { role_name: "auditor".into(), policy_arn: "arn:aws:iam::aws:policy/IAMReadOnlyAccess".into() });
    world.change(AttachUserPolicy { user_name: "alice".into(), policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess".into() });
    let login = ConsoleLogin { user_name: Some("alice".into()), password: Secret::new(PASSWORD), ..Default::default() };
    world.run_as(Caller::nobody(), login).unwrap();
    let mut console = Console::on(world.account, Setup::default());
    let last = |console: &Console, id| console.open.account().last_activity(id).map(|used| format!("{}:{}", used.service, used.action));
    let Asker::User(alice) = alice.who else { panic!("a user") };
    let role = role(&console, "auditor").id;
    let entries = console.open.history().items().len();
    console.keys(":users<enter>").see("alice");
    assert_eq!((last(&console, alice), console.open.history().items().len()), (None, entries), "not yet kept");
    console.keys(":switch-role<enter>").keys("auditor<enter>").see("⇄ auditor");
    assert_eq!(last(&console, alice).as_deref(), Some("iam:ListUsers"));
    assert_eq!(last(&console, role), None);
    console.keys(":groups<enter>").keys(":switch-back<enter>").see("alice");
    assert_eq!(last(&console, role).as_deref(), Some("iam:ListGroups"));
    assert_eq!(console.open.history().items().len(), entries + 2, "there and back");
}

#[test]
fn a_role_is_made_for_a_service_with_policies_and_tags_at_once() {
    let mut console = Console::fresh();
    console.keys(":roles<enter>").see("There are no roles yet.").keys("c").see("1 Select trusted entity");
    console.see("profile of the same name").see("ec2.amazonaws.com").see("who may assume it, not what it may do");
    console.keys("<tab><right>").see("Lambda hands its credentials to the").see("lambda.amazonaws.com").keys("<enter>");
    console.see("Policies – optional  1,221").keys("/lambdabasicexec<enter><space>").see("1 of 20 chosen").keys("<enter>");
    console.see("Up to 64 characters").see("✔ The AWS service lambda.amazonaws.com may").see("1 policy: AWSLambdaBasicExecutionRole");
    console
        .keys("worker<tab>Runs the reports<tab>team<enter>web<enter>stage<enter>test<enter>")
        .see("aws iam create-role --role-name worker");
    console
        .see("aws iam attach-role-policy --role-name worker")
        .keys("<enter>")
        .see("Created role worker with 1 policy")
        .see("Roles › worker");
    let account = console.open.account();
    let worker = account.role_named("worker").unwrap();
    assert_eq!(worker.description.as_deref(), Some("Runs the reports"));
    assert_eq!(worker.trust_policy.as_written().as_str(), EC2_TRUST.replace("ec2", "lambda"));
    let tags: Vec<String> = account.tags_of(&TagHolder::Entity(worker.id)).map(|tag| format!("{}={}", tag.key, tag.value)).collect();
    assert_eq!(tags, ["stage=test", "team=web"]);
    assert_eq!(policies(&console, "worker"), ["AWSLambdaBasicExecutionRole"]);
    console.keys("u").see("This role is not there any more.").miss("/ filter").keys("a").see("▲ This role is not there any more.");
    assert_eq!(console.open.account().role_count(), 0);
    console.keys("<ctrl-r>").see("Permissions policies  1").keys("<esc>").see("Roles  1").see("AWS Service: lambda");
}

#[test]
fn a_role_needs_no_more_than_a_name() {
    let mut console = Console::fresh();
    console.keys(":create-role<enter><enter><enter>").see("nothing yet: no policy is chosen").keys("plain<enter>");
    console.see("Created role plain").see("No policy is attached to this role yet.").see("a Attach policies");
    let plain = role(&console, "plain");
    assert_eq!((plain.trust_policy.as_written().as_str(), &plain.description, plain.max_session_duration), (EC2_TRUST, &None, 3600));
    console.keys("x").see("There is no policy here. a adds one, i writes an inline policy.");
    console.keys("<tab><tab>").see("This role has no tags.").keys("a").see("Add a tag to plain");
}

#[test]
fn what_is_wrong_is_told_at_its_field() {
    let mut console = console();
    console.keys(":create-role<enter><enter><enter><enter>").see("✖ Enter a value.");
    console.keys("my role").see("✖ Use letters, digits and + = , . @ _ - only").keys("<enter>").see("3 Name, review, and create");
    console.keys("<ctrl-u>APP").see("✖ Names are unique without regard to case.").keys("lication").miss("✖");
    console.keys("<tab>").paste("部署").see("✖ Use printable Latin characters only.").keys("<ctrl-u>").miss("✖");
    console
        .keys("<tab>team<enter>web<enter>Team")
        .see("✖ Keys must differ in more than case.")
        .keys("<ctrl-u><tab>x")
        .see("✖ Give the tag a key.");
    console.keys("<ctrl-x>a!b").see("✖ Use letters, digits, spaces and _ . : / = + -").keys("<ctrl-s>").see("3 Name, review, and create");
    assert!(console.open.account().role_named("APPlication").is_none());
    console.keys("<ctrl-x><enter>").see("Created role APPlication");
}

#[test]
fn a_refusal_at_the_end_leads_back_to_the_field() {
    let mut console = console();
    console.keys(":create-role<enter><enter><enter><tab><tab>a<enter>b<enter>A<enter>c<enter><enter>").see("✖ Enter a value.");
    console.keys("new<enter>").see("✖ Keys must differ in more than case.").keys("<ctrl-x><enter>").see("Created role new");
}

#[test]
fn going_back_loses_nothing_and_leaving_asks() {
    let mut console = Console::fresh();
    console.keys(":create-role<enter><esc>").see("There are no roles yet.");
    console.keys("c<ctrl-b>").see("This is the first step.").keys("<ctrl-l>").see("once the role has a name");
    console.keys("<right><enter><space><enter>kept<ctrl-b>").see("1 of 20 chosen").keys("<ctrl-b>").see("(•) AWS account");
    console.keys("<esc>").see("The role is not created yet").keys("<esc><enter><enter>").see("kept");
    console.keys("<ctrl-l>").see("aws iam create-role --role-name kept").keys("<esc><esc><tab><enter>").see("There are no roles yet.");
    assert_eq!(console.open.account().role_count(), 0);
}

#[test]
fn the_quota_of_policies_is_told_while_choosing() {
    let mut console = Console::fresh();
    console.keys(":create-role<enter><enter>").keys(&"<space><down>".repeat(21)).see("21 of 20 chosen");
    console.see("✖ Cannot exceed quota for PoliciesPerRole: 20").keys("<enter>").see("2 Add permissions");
    console.keys("<up><space>").miss("✖").keys("<enter>many<enter>").see("Created role many with 20 policies").see("20 of 20 policies");
}

#[test]
fn a_full_account_says_so_at_the_name() {
    let mut world = world();
    for number in 2..1000 {
        let role_name = format!("r{number}");
        world.change(CreateRole { role_name, assume_role_policy_document: EC2_TRUST.into(), ..Default::default() });
    }
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":create-role<enter><enter><space><enter>more<enter>").see("✖ Cannot exceed quota for RolesPerAccount:");
    assert_eq!(console.open.account().role_count(), 1000);
}

#[test]
fn what_a_role_may_do_is_under_permissions() {
    let mut console = app();
    console
        .see("What the role may do: 2 of 20 policies.")
        .see("Maximum session duration  1 hour 30 minutes")
        .see("Description  Reads the reports");
    console.keys("a").see("Attach policies to").keys("/s3full<enter><enter>").see("Attached AmazonS3FullAccess").see("3 of 20 policies");
    console.keys("x").see("Detach AmazonEC2ReadOnlyAccess from app?").see("in open sessions as well").keys("<enter>");
    assert_eq!(policies(&console, "app").len(), 3, "the safe choice comes first");
    console.keys("<space><down><space>x").see("Detach 2 policies from app?").keys("<tab><enter>").see("Detached 2 policies from app");
    assert_eq!(policies(&console, "app"), ["AmazonS3ReadOnlyAccess"]);
    console.keys("u").see("3 of 20 policies").keys("/s3full<enter><enter>").see("Policies › AmazonS3FullAccess");
}

#[test]
fn who_may_assume_it_is_under_trust_relationships() {
    let mut console = app();
    console.keys("<tab>").see("Who may enter").see("✔ The AWS service ec2.amazonaws.com").see("\"Action\": \"sts:AssumeRole\"");
    console
        .see("What they may do")
        .see("S3 and S3 Object Lambda")
        .keys("y")
        .see("Sent the trust policy of app to the terminal's clipboard.");
    assert_eq!(console.copied[0], EC2_TRUST);
    console.keys("x").see("Policies are under Permissions.").keys("<enter>").see("Policies are under Permissions.");
    console.keys("<esc>j<enter><right>").see("✔ Whoever in account 111122223333 has");
    console
        .see("✖ arn:aws:iam::999999999999:user/mallory")
        .see("Nothing: the role has no policy.")
        .see("At most what ReadOnlyAccess allows.")
        .keys("<left>")
        .see("Permissions boundary  ReadOnlyAccess");
}

#[test]
fn a_long_trust_policy_scrolls() {
    let mut console = Console::on(world().account, Setup { size: (80, 24), ..Setup::default() });
    console
        .keys(":role visitor<enter><tab>")
        .see("1–")
        .miss("mallory\"")
        .keys("G")
        .see("of 30")
        .see("     }\n   ]\n }")
        .keys("g")
        .see("1–")
        .keys("<pgdn>")
        .miss(" 1–");
}

#[test]
fn tags_are_listed() {
    let mut console = app();
    console.keys("<tab><tab>").see("Tags  1").see("team").see("web").keys("y").see("Sent the ARN of app to the terminal's clipboard.");
    assert!(console.copied[0].ends_with(":role/app"));
    console.keys("s").see("sort: Key").keys("/nothing").see("Nothing matches the filter.");
}

#[test]
fn a_role_is_deleted_once_its_name_is_typed() {
    let mut console = app();
    console
        .keys("d")
        .see("Delete role app?")
        .see("Last activity: ")
        .see("Detach AmazonS3ReadOnlyAccess from role app")
        .keys("wrong<enter>")
        .see("Type app to confirm.");
    console.keys("<ctrl-u>app<enter>").see("Roles  1");
    assert!(console.open.account().role_named("app").is_none());
    console.keys("u").see("Roles  2");
    console.keys("<down><delete>visitor<enter>").see("Deleted role visitor").see("Roles  1");
    console.keys("u");
    assert!(console.open.account().boundary_of(role(&console, "visitor").id).is_some());
}

/// What others lose by it is told, and which policies name the role in vain then.
#[test]
fn a_role_s_deletion_is_told_by_what_others_lose() {
    let mut world = world();
    world.user("alice");
    let trust = |who: &str| EC2_TRUST.replace(r#""Service":"ec2.amazonaws.com""#, &format!(r#""AWS":"{who}""#));
    let [alice, app] = ["user/alice", "role/app"].map(|who| format!("arn:aws:iam::{}:{who}", world.account.id()));
    world.change(UpdateAssumeRolePolicy { role_name: "app".into(), policy_document: trust(&alice) });
    world.change(CreateRole { role_name: "next".into(), assume_role_policy_document: trust(&app), ..Default::default() });
    let mut console = Console::on(world.account, Setup { size: (100, 36), ..Setup::default() });
    console.keys(":role app<enter>d").see("Delete role app?").see("alice loses sts:AssumeRole on arn:aws:iam::").miss("app loses");
    console.see("name nobody once it is gone. As").see("▲ trust policy of role next, as a principal").keys("<esc>");
    console.keys(":user alice<enter>d").see("▲ trust policy of role app, as a principal").see("Nobody else gains or loses anything.");
}

#[test]
fn the_list_tells_whom_roles_trust() {
    let mut console = console();
    console.keys(":roles<enter>").see("AWS Service: ec2").see("Account: 111122223333").see("Never").see("Reads the reports");
    console.keys("/account<enter>").see("Roles  1 of 2").see("▌ visitor").keys("y");
    assert!(console.copied[0].ends_with(":role/visitor"));
    console.keys("<esc>ss").see("sort: Trusted entities ↑").keys("g").see("▌ visitor").keys("<enter>").see("Roles › visitor");
}

#[test]
fn an_empty_list_says_why_keys_do_nothing() {
    let mut console = Console::fresh();
    console.keys(":roles<enter>d").see("There is no role here. c creates one.");
    console.keys("y").see("There is no role here.").keys("<enter>").see("There is no role here.");
}

#[test]
fn everything_that_matters_is_there_on_a_small_screen() {
    let mut console = Console::on(world().account, Setup { size: (60, 16), ..Setup::default() });
    console
        .keys(":role app<enter>")
        .see("AmazonS3ReadOnlyAccess")
        .keys("<tab>")
        .see("✔ The AWS service ec2.amazonaws.com may assume this role.");
    console.keys("<esc>c").see("step 1 of 3").see("(•) AWS service").keys("<enter>").see("0 of 20 chosen");
    console.keys("<enter>").see("Role name").keys("small<enter>").see("Created role small");
}

#[test]
fn a_role_has_inline_policies_and_a_boundary() {
    let mut world = world();
    let policy_document = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sqs:*","Resource":"*"}}"#.to_owned();
    world.change(PutRolePolicy { role_name: "app".into(), policy_name: "Work".into(), policy_document });
    let mut console = Console::on(world.account, Setup::default());
    console
        .keys(":role app<enter>")
        .see("Work")
        .see("Customer inline")
        .keys("Gx")
        .see("Delete inline policy Work of app?")
        .see("app loses ");
    console.keys("<esc>");
    console.keys("b").see("Set permissions boundary of role app").keys("/poweruseraccess<enter><enter><tab><enter>");
    console.see("Permissions boundary  PowerUserAccess").keys("b<right><enter><tab><enter>").see("Permissions boundary  not set");
}
