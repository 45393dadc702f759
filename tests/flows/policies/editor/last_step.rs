//! The last step: what saving comes to, gives and takes.

use super::{READ, arn, console, versions, with_versions};
use crate::common::console::{Console, Setup};
use crate::common::{PASSWORD, World};
use iam_console::account::operation::*;

#[test]
fn a_sixth_version_asks_which_one_goes() {
    let mut console = console(with_versions(5));
    console.keys(":policy Reports<enter>e<pgdn><enter><ctrl-s>").see("Version to remove").see("(•) v2").miss(") v1");
    console.see("aws iam delete-policy-version").see("What it gives and takes");
    console.keys("<tab><right>").see("(•) v3").keys("<enter>").see("Saved policy Reports");
    assert_eq!(versions(&console), ["v6", "v5", "v4", "v2", "v1"]);
    console.keys("u");
    assert_eq!(versions(&console), ["v5", "v4", "v3", "v2", "v1"]);
}

/// On a small screen, too: what goes is seen among all that could go.
#[test]
fn the_version_that_goes_is_chosen_among_all_of_them() {
    let size = (80, 24);
    let mut console = Console::on(with_versions(5).account, Setup { size, ..Setup::default() });
    console.keys(":policy Reports<enter>e<pgdn><enter><ctrl-s>").see("(•) v2").see("( ) v3").see("( ) v4").see("( ) v5");
    console.see("[x] Set this new version as the default").see("this one goes").see("What it gives and takes");
}

#[test]
fn what_a_new_version_gives_and_takes_is_told_before_it_is_saved() {
    let mut world = with_versions(1);
    world.change(CreateUser { user_name: "alice".into(), ..Default::default() });
    let policy_arn = arn(&world.account, "Reports");
    world.change(AttachUserPolicy { user_name: "alice".into(), policy_arn });
    let mut console = console(world);
    console.keys(":policy Reports<enter>e<f4><down>").keys("<enter>/PutObject <enter><space><enter>").see("s3:PutObject");
    console.keys("<ctrl-s>").see("What it gives and takes").see("alice gains s3:PutObject on arn:aws:s3:::reports/*");
    console.keys("<space>").see("[ ] Set this new version").see("The version before still holds").miss("alice gains");
}

#[test]
fn what_comes_to_nothing_is_no_grant_at_the_last_look() {
    let mut console = Console::fresh();
    let text = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sqs:ListQueues","Resource":"arn:aws:s3:::a"}}"#;
    console.keys(":create-policy<enter><pgdn><end>").keys(&"<backspace>".repeat(200)).paste(text).keys("<ctrl-s>");
    console.see("0 of 457 services").see("▲ SQS").see("Allows nothing: ListQueues takes only \"*\"").miss("✔ SQS");
    console.keys("<ctrl-b><pgdn><end>").keys(&"<backspace>".repeat(200)).paste(&text.replace("sqs:ListQueues", "sqs:SendMessage"));
    console.keys("<ctrl-s>").see("Allows nothing: no Resource of the statement is one that").see("SendMessage takes.");
}

/// Where there is little room, the fields give way to all of the reason.
#[test]
fn why_a_policy_is_not_created_is_told_in_full() {
    let mut world = World::fresh();
    world.user("alice");
    let policy_arn = "arn:aws:iam::aws:policy/IAMReadOnlyAccess".to_owned();
    world.change(AttachUserPolicy { user_name: "alice".into(), policy_arn });
    let mut console = Console::on(world.account, Setup { size: (80, 24), ..Setup::default() });
    console.keys("<f2>sign-in<enter>").see("Sign in as").keys("alice<tab>").keys(PASSWORD).keys("<enter>").see("Dashboard");
    console.keys(":create-policy<enter>\"s3:ListAllMyB<enter><ctrl-n>\"*\"<ctrl-s>Try<enter>");
    console.see("✖ User: ").see("allows the iam:CreatePolicy action").see("Policy name      Try").see("enter Create policy");
}

#[test]
fn all_that_a_document_comes_to_is_read_at_the_last_step() {
    let actions = ["sqs", "sns", "ec2", "rds", "ecs", "eks", "kms", "lambda", "logs", "events", "glue", "batch", "athena", "xray"];
    let actions = actions.map(|service| format!("\"{service}:*\"")).join(",");
    let text = format!(r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":[{actions}],"Resource":"*"}}]}}"#);
    let mut console = Console::on(World::fresh().account, Setup { size: (80, 24), ..Setup::default() });
    console
        .keys(":create-policy<enter><pgdn><end>")
        .keys(&"<backspace>".repeat(200))
        .paste(&text)
        .keys("<f6>")
        .see("That is told at step 2.");
    console.keys("<ctrl-s>").see("It is attached to nobody yet").see("more lines  f6 all").miss("X-Ray");
    console.keys("<f6>").see("It is attached to nobody yet").keys("G").see("X-Ray");
}

/// What is said alike of many services is said once; which they are stays told.
#[test]
fn services_of_which_the_same_is_said_are_told_in_one_row() {
    let all = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}"#;
    let mut console = Console::fresh();
    console.keys(":create-policy<enter>").paste(all).keys("<ctrl-s>").see("Permissions summary");
    console.see("Explicit deny  457 of 457 services").see("✖ all 457 services  Full access  All resources").miss("more lines");
    let but = all.replace("\"Action\":\"*\"", "\"NotAction\":[\"iam:*\",\"sts:AssumeRole\"]");
    console.keys("<ctrl-b>").paste(&but).keys("<ctrl-s>").see("✖ all services but IAM, STS  Full access");
}

/// Where fields, findings and what it gives fill the page, the row that says that there is more has one of its own.
#[test]
fn no_row_of_the_last_look_is_written_over() {
    let mut world = with_versions(5);
    world.user("bob");
    world.change(AttachUserPolicy { user_name: "bob".into(), policy_arn: arn(&world.account, "Reports") });
    let mut console = Console::on(world.account, Setup { size: (80, 24), ..Setup::default() });
    let deletes = READ.replace("s3:GetObject", "s3:DeleteAccessGrantsInstance").replace("arn:aws:s3:::reports/*", "*");
    console.keys(":policy Reports<enter>e").paste(&deletes).keys("<ctrl-s>");
    // Of the five versions and what saving gives and takes all is in sight.
    console.see("Version to remove").see("What it gives and takes").see("bob loses s3:GetObject").see("bob gains");
    console.see("f6 effect").see("ctrl-b back to them").see("aws iam create-policy-version");
    for line in console.screen().lines().filter(|line| line.contains("f6 all")) {
        assert!(line.trim_end().ends_with("f6 all"), "{line}");
    }
}

/// Who is let in and who is shut out is told to the last, or how much more there is, and the key shows it.
#[test]
fn the_statements_of_a_trust_policy_are_counted_where_they_have_no_room() {
    let mut world = World::fresh();
    world.user("bob");
    world.user("cid");
    let id = world.account.id().to_string();
    let trust = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
    world.change(CreateRole { role_name: "R1".into(), assume_role_policy_document: trust.into(), ..Default::default() });
    let mut console = Console::on(world.account, Setup { size: (80, 24), ..Setup::default() });
    let others = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":["arn:aws:iam::{id}:user/bob","{id}","arn:aws:iam::111122223333:root"]}},"Action":"sts:AssumeRole"}},{{"Effect":"Deny","Principal":{{"AWS":"arn:aws:iam::{id}:user/cid"}},"Action":"sts:AssumeRole"}}]}}"#
    );
    console.keys(":role R1<enter><right>e").paste(&others).keys("<ctrl-s>").see("Review and save");
    let is_told = console.screen().contains("user/cid may not assume this role");
    assert!(is_told || console.screen().contains("more lines  f6 all"), "{}", console.screen());
    console.keys("<f6>").see("Its statements").keys("G").see("user/cid may not assume this role");
}

/// What was refused is no longer said of another document.
#[test]
fn a_refusal_goes_with_the_document_that_it_was_about() {
    let mut world = World::fresh();
    world.change(CreateBucket { bucket: "reports".into(), ..Default::default() });
    let policy = |action: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"{}"}},"Action":"{action}","Resource":"arn:aws:s3:::reports/*"}}]}}"#,
            world.account.id()
        )
    };
    let [wrong, right] = ["s3:DeleteAccessGrantsInstance", "s3:GetObject"].map(policy);
    let mut console = Console::on(world.account, Setup { size: (80, 24), ..Setup::default() });
    console.keys(":resources<enter>/reports<enter><enter><tab><tab>e").see("resource policy");
    console
        .keys("<ctrl-x>")
        .paste(&wrong)
        .keys("<ctrl-s>")
        .see("Review and save")
        .keys("<enter>")
        .see("applies to none of these resources");
    console.keys("<ctrl-b><ctrl-x>").paste(&right).keys("<ctrl-s>").see("Review and save").miss("applies to none of these resources");
    console.keys("<enter>").see("Saved the policy of reports");
}
