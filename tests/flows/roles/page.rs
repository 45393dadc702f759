//! Flows on a role's page: who may enter and what they may do, its description and tags, and what a service-linked role
//! refuses.

use crate::common::World;
use crate::common::console::{Console, Setup};
use iam_console::account::entity::{Role, TagHolder};
use iam_console::account::operation::*;

const EC2_TRUST: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;

/// A role for EC2 with its instance profile and a policy, one that dora may assume, and one that belongs to a service.
fn console() -> Console {
    let mut world = World::fresh();
    world.change(CreateUser { user_name: "dora".into(), ..Default::default() });
    let dora = format!("arn:aws:iam::{}:user/dora", world.account.id());
    let trusting = format!(r#"{{"Statement":[{{"Effect":"Allow","Principal":{{"AWS":"{dora}"}},"Action":"sts:AssumeRole"}}]}}"#);
    for (role_name, document) in [("app", EC2_TRUST.to_owned()), ("auditor", trusting)] {
        world.change(CreateRole { role_name: role_name.into(), assume_role_policy_document: document, ..Default::default() });
    }
    world.change(CreateInstanceProfile { instance_profile_name: "app".into(), ..Default::default() });
    world.change(AddRoleToInstanceProfile { instance_profile_name: "app".into(), role_name: "app".into() });
    world.change(AttachRolePolicy { role_name: "app".into(), policy_arn: "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess".into() });
    world.change(CreateServiceLinkedRole { aws_service_name: "support.amazonaws.com".into(), ..Default::default() });
    Console::on(world.account, Setup::default())
}

fn role<'a>(console: &'a Console, name: &str) -> &'a Role {
    console.open.account().role_named(name).unwrap()
}

fn tags(console: &Console, name: &str) -> Vec<String> {
    let account = console.open.account();
    account.tags_of(&TagHolder::Entity(role(console, name).id)).map(|tag| format!("{}={}", tag.key, tag.value)).collect()
}

#[test]
fn who_may_enter_stands_beside_what_they_may_do() {
    let mut console = console();
    console.keys(":role app<enter>").see("Instance profile ARN").see(":instance-profile/app").miss("Practice link");
    console.keys("<tab>").see("Who may enter").see("What they may do").see("AmazonS3ReadOnlyAccess").see("S3 and S3 Object Lambda");
    console.keys("<esc>:role auditor<enter>").see("Practice link  https").see("switchrole?roleName=auditor&account=");
    console.keys("<tab>").see(":user/dora").see("Nothing: the role has no policy.");
    console.keys(":aws iam delete-user --user-name dora<enter>").see("▲ Nobody: AIDA").see("was deleted.");
}

#[test]
fn description_and_session_length_are_edited() {
    let mut console = console();
    console.keys(":role app<enter>E").see("Edit role app").see("A role's name and path never change.");
    console.keys("Reads reports<tab><right><right>").see("(•) 4 hours").keys("<enter>").see("Maximum session duration  4 hours");
    assert_eq!((role(&console, "app").description.as_deref(), role(&console, "app").max_session_duration), (Some("Reads reports"), 14_400));
    console.keys("E<ctrl-u>").paste("部署").see("✖ Use printable Latin characters only.").keys("<enter>").see("Edit role app");
    console.keys("<ctrl-u><enter>").miss("Description  ");
    assert_eq!(role(&console, "app").description, None);
    console.keys("u").see("Description  Reads reports");
}

#[test]
fn tags_are_managed() {
    let mut console = console();
    console.keys(":role app<enter><tab><tab>").see("This role has no tags.").keys("x").see("There is no tag here. a adds one.");
    console.keys("ateam<tab>web<enter>").see("Tags (1)");
    assert_eq!(tags(&console, "app"), ["team=web"]);
    console.keys("aTEAM<enter>").see("There is a tag team already").keys("<esc>");
    console.keys("e<ctrl-u>search<enter>").see("search");
    assert_eq!(tags(&console, "app"), ["team=search"]);
    console.keys("x").see("Remove tag team from app?").keys("<tab><enter>").see("This role has no tags.");
    console.keys("u").see("Tags (1)");
}

#[test]
fn the_trust_policy_is_edited_and_entry_foretold() {
    let mut console = console();
    console.keys(":role app<enter><tab>e").see("Edit trust policy").see("of 2,048 characters");
    console.keys("<ctrl-s>").see("Nothing is changed yet.").keys("<f4>").see("A trust policy is written as JSON");
    let trust = EC2_TRUST.replace("ec2", "lambda");
    replace(&mut console, &trust);
    console.keys("<ctrl-s>").see("What it gives and takes").see("● lambda.amazonaws.com gains sts:AssumeRole on");
    console
        .see("● ec2.amazonaws.com loses sts:AssumeRole on")
        .see("✔ The AWS service lambda.amazonaws.com may assume this role.")
        .see("aws iam update-assume-role-policy --role-name app");
    console.keys("<enter>").see("Saved the trust policy of app").see("Who may enter").see("lambda.amazonaws.com");
    // A whole policy that is pasted is laid out.
    let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    assert_eq!(read(role(&console, "app").trust_policy.as_written().as_str()), read(&trust));
    console.keys("u").see("ec2.amazonaws.com");
}

#[test]
fn whom_there_is_not_no_trust_policy_names() {
    let mut console = console();
    console.keys(":role app<enter><tab>e");
    let nobody = format!("arn:aws:iam::{}:user/nobody", console.open.account().id());
    replace(&mut console, &EC2_TRUST.replace(r#""Service":"ec2.amazonaws.com""#, &format!(r#""AWS":"{nobody}""#)));
    console.keys("<ctrl-s><enter>").see("Invalid principal in policy").see("step 1 of 2");
    assert_eq!(role(&console, "app").trust_policy.as_written().as_str(), EC2_TRUST);
    replace(&mut console, r#"{"Statement":[{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Resource":"*"}]}"#);
    console.keys("<ctrl-s>").see("step 1 of 2").see("Resource");
}

#[test]
fn a_service_linked_role_is_its_services() {
    let mut console = console();
    console.keys(":role AWSServiceRoleForSupport<enter>").see("Service-linked: only its service changes what it may do.").miss("b Set");
    for key in ["a", "x", "i", "b"] {
        console.keys(key).see("A service-linked role is changed by its service alone.");
    }
    console.keys("<tab>").see("Service-linked: only its service enters.").keys("e").see("A service-linked role is changed by its service");
    console.keys("E").see("Edit role AWSServiceRoleForSupport").miss("Maximum session duration  (").keys("Ours<enter>");
    assert_eq!(role(&console, "AWSServiceRoleForSupport").description.as_deref(), Some("Ours"));
    console.keys("d").see("Delete service-linked role AWSServiceRoleForSupport?").keys("AWSServiceRoleForSupport<enter>");
    console.see("Roles  2").see("aws iam delete-service-linked-role");
    console.keys("u").see("Roles  3");
}

#[test]
fn sessions_are_revoked_once_that_is_acknowledged() {
    let mut console = console();
    console
        .keys(":role app<enter><tab>r")
        .see("Revoke active sessions of app?")
        .see("until its credentials are renewed.")
        .keys("<enter>")
        .see("✖ Acknowledge it first");
    console.keys("<space><enter>").keys("<backtab>").see("AWSRevokeOlderSessions");
    let account = console.open.account();
    let policy = account.inline_policy(role(&console, "app").id, "AWSRevokeOlderSessions").unwrap();
    assert!(policy.document.contains("aws:TokenIssueTime"));
    console.keys("<esc>:role AWSServiceRoleForSupport<enter>r").see("A service-linked role is changed by its service alone.");
}

/// As in the console, revoking has a tab of its own, which tells which sessions were revoked.
#[test]
fn revoking_has_a_tab_that_tells_what_was_revoked() {
    let mut console = console();
    console
        .keys(":role app<enter><backtab>")
        .see("Revoke sessions")
        .see("r Revoke active sessions")
        .see("No sessions were revoked so far.");
    console.see("r revoke sessions…").keys("r<space><enter>").see("Revoked: sessions opened before 23 November 2026, 21:14 UTC");
    console.keys("<esc>:role AWSServiceRoleForSupport<enter><backtab>").see("only its service enters").miss("No sessions were");
}

#[test]
fn a_role_takes_its_instance_profile_along() {
    let mut console = console();
    console.keys(":role app<enter>d").see("Remove role app from instance profile app").see("Delete instance profile app");
    console.see("Detach AmazonS3ReadOnlyAccess from role app").keys("app<enter>").see("Roles  2");
    assert!(console.open.account().instance_profile_named("app").is_none());
    console.keys("u").see("Roles  3");
    assert!(console.open.account().instance_profile_named("app").is_some());
}

/// Puts another text in the place of the one that is written.
fn replace(console: &mut Console, text: &str) {
    console.keys("<pgup><pgup><home><home>").keys(&"<ctrl-k>".repeat(80)).paste(text);
}

#[test]
fn the_instance_profile_of_a_role_has_tags_of_its_own() {
    let mut console = console();
    console.keys(":role auditor<enter>t").see("The role is in no instance profile.").keys("<esc>:role app<enter>t");
    console.see("This instance profile has no tags.").keys("ateam<tab>web<enter>").see("Tags  1").see("tag-instance-profile");
    let account = console.open.account();
    let profile = account.instance_profile_named("app").unwrap().id;
    let tags: Vec<String> = account.tags_of(&TagHolder::Entity(profile)).map(|tag| format!("{}={}", tag.key, tag.value)).collect();
    assert_eq!(tags, ["team=web"]);
    assert!(self::tags(&console, "app").is_empty());
    console.keys("<esc>").see("Permissions policies");
}
