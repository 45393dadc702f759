//! Ways to what nothing allows: a policy, a trust policy, a condition that is met.

use super::{console, to_the_ways, with_bucket, world};
use crate::common::codes;
use crate::common::console::{Console, Setup};
use iam_console::account::operation::*;

#[test]
fn a_denial_is_explained_and_mended_with_the_smallest_change() {
    let mut console = with_bucket("reports");
    console.keys(":user bob<enter>").keys("w").see("May they?").see("user/bob");
    console.keys("s3:GetObject<tab>arn:aws:s3:::reports/q1.csv<enter>");
    console.see("bob may not s3:GetObject on arn:aws:s3:::reports/q1.csv").see("✖ implicit deny");
    console.see("To allow it").see("Give bob an inline policy that allows s3:GetObject");
    to_the_ways(&mut console).keys("<enter>").see("Give bob this inline policy?").see("\"Action\": \"s3:GetObject\"");
    console.keys("<tab><enter>").see("bob may s3:GetObject on arn:aws:s3:::reports/q1.csv").see("✔ allowed");
    let bob = console.open.account().user_named("bob").unwrap().id;
    assert!(console.open.account().inline_policy(bob, "Allow-getobject").is_some());
    console.keys("u").see("bob may not s3:GetObject");
}

#[test]
fn the_policy_of_a_resource_is_written_with_what_lacks() {
    let mut world = world();
    world.change(CreateBucket { bucket: "reports".into(), ..Default::default() });
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":user bob<enter>ws3:GetObject<tab>arn:aws:s3:::reports/q1.csv<enter>").see("Let the resource policy allow");
    to_the_ways(&mut console).keys("<down><enter>").see("Edit resource policy").see("\"Action\": \"s3:GetObject\"").see(":user/bob");
    console
        .keys("<ctrl-s>")
        .see("bob gains s3:GetObject on arn:aws:s3:::reports/q1.csv")
        .keys("<ctrl-s>")
        .see("bob may s3:GetObject")
        .see("✔ allowed");
}

#[test]
fn who_lacks_something_for_signing_in_with_mfa_is_led_to_it() {
    let mut console = console();
    console.keys(":access<enter>alice<tab>s3:PutObject<tab>arn:aws:s3:::home/alice/x<enter>");
    console.see("Give alice a password or an access key, and an MFA device:");
    to_the_ways(&mut console).see("enter do it…").keys("<enter>").see("alice").see("First a password (p) or an access key (c)");
    let mut world = world();
    world.change(CreateAccessKey { user_name: Some("alice".into()) });
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":access<enter>alice<tab>s3:PutObject<tab>arn:aws:s3:::home/alice/x<enter>");
    console.see("Assign an MFA device to alice, who has none, and then sign in with it:");
    to_the_ways(&mut console).see("enter do it…").keys("<enter>").see("Assign MFA device").see("alice").see("First the device");
    console.keys("<enter>").see("MFA code 1");
    let [first, second] = codes(console.open.account(), "alice", 0).map(|code| code.reveal().to_owned());
    console.keys(&first).keys("<tab>").keys(&second).keys("<enter>").see("MFA device assigned to alice").see("Security credentials");
    // Done, it leads back to the question, and so it does from the page where it was done.
    console.keys("<esc>").see("alice may not s3:PutObject").see("Sign in with MFA");
}

/// The one condition that is in the way stands open as the reason, and is changed in the editor by one key.
#[test]
fn a_condition_that_alone_is_in_the_way_is_changed_where_it_stands() {
    let mut world = world();
    let own = r#"{"Version":"2012-10-17","Statement":[{"Sid":"Desk","Effect":"Allow","Action":"sqs:ListQueues","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":["198.51.100.0/24"]}}}]}"#;
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "own".into(), policy_document: own.into() });
    let mut console = Console::on(world.account, Setup { size: (80, 24), ..Setup::default() });
    console.keys(":user bob<enter>wsqs:ListQueues<tab>*<enter>").see("Allow statement Desk").see("has 203.0.113.10.");
    to_the_ways(&mut console);
    while !console.screen().contains("▌ ▸ Add 203.0.113.10 to the values of IpAddress aws:SourceIp") {
        console.keys("<down>");
    }
    console.keys("<enter>").see("Edit inline policy").see("The values of aws:SourceIp are changed now").see("\"203.0.113.10\"");
    console.keys("<ctrl-s><ctrl-s>").see("bob may sqs:ListQueues").see("✔ allowed");
}

/// One change to the trust policy is all there is to do: nothing else is told as if it had to be mended, and it is seen whole.
#[test]
fn where_trust_alone_suffices_nothing_else_is_in_the_way() {
    let mut world = world();
    let bound = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#;
    world.change(CreatePolicy { policy_name: "Edge".into(), policy_document: bound.into(), ..Default::default() });
    let edge = world.account.policy_arn(&iam_console::account::entity::PolicyKey::Customer(world.account.policy_named("Edge").unwrap().id));
    world.change(PutUserPermissionsBoundary { user_name: "bob".into(), permissions_boundary: edge });
    let role = world.account.role_arn(world.account.role_named("app").unwrap());
    let mut console = Console::on(world.account, Setup { size: (80, 24), ..Setup::default() });
    console.keys(":user bob<enter>w").keys("sts:AssumeRole<tab>").keys(&role).keys("<enter>").see("✖ The trust policy decides");
    console.miss("✖ No identity").miss("✖ The caller").miss("✖ The boundary").see("Does not allow it, and need not, once the");
    to_the_ways(&mut console)
        .see("▌ ▸ Let the trust policy")
        .keys("<enter>")
        .see("The statement is added now")
        .see(":user/bob\"")
        .see("\"Action\": \"sts:AssumeRole\"");
    console.keys("<ctrl-s>").keys("<ctrl-s>").see("bob may sts:AssumeRole");
}

#[test]
fn a_group_gets_an_inline_policy() {
    let mut console = console();
    console.keys(":access<enter>group/Developers<tab>sqs:ListQueues<tab>*<enter>").see("group Developers may not sqs:ListQueues");
    console.see("Give group Developers an inline policy that allows sqs:ListQueues");
    to_the_ways(&mut console).keys("<enter>");
    console.see("Give group Developers this inline policy?").see("alice gains sqs:ListQueues").keys("<tab><enter>");
    console.see("group Developers may sqs:ListQueues").see("allowed");
}

/// Whose tag a condition asks for, of who asks or of the resource, is tagged from here; what that gives is told before.
#[test]
fn a_tag_that_lacks_is_put_on_from_the_answer() {
    let mut world = world();
    let own = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:GetRole","Resource":"*","Condition":{"StringEquals":{"iam:ResourceTag/team":"red"}}},
        {"Effect":"Allow","Action":"sqs:ListQueues","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/team":"red"}}}]}"#;
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "red".into(), policy_document: own.into() });
    let app = world.account.role_arn(world.account.role_named("app").unwrap());
    let mut console = Console::on(world.account, Setup { size: (80, 24), ..Setup::default() });
    for (action, resource, name) in [("iam:GetRole", app.as_str(), "app"), ("sqs:ListQueues", "*", "bob")] {
        console.keys(":user bob<enter>w").keys(action).keys("<tab>").keys(resource).keys("<enter>").see("bob may not");
        // Why: the condition of the one statement that nearly allows it.
        console.see("Allow statement").see("does not have the key");
        while !console.screen().lines().any(|line| line.contains("▌ ▸ Tag")) {
            console.keys("<down>");
        }
        console.see("enter do it…").keys("<enter>").see(&format!("Add a tag to {name}")).see("red").see("bob gains").keys("<enter>");
        console.see("✔ allowed").keys("<esc><esc>");
    }
}

/// A policy has five versions: which one goes for another is said before it is done.
#[test]
fn which_version_goes_for_a_statement_more_is_said_before() {
    let mut world = world();
    let own = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}"#;
    let long = own.replace(r#""Resource":"*""#, &format!(r#""Resource":"arn:aws:s3:::{}""#, "x/".repeat(950)));
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "own".into(), policy_document: long });
    let attached = world.account.attached_to(world.account.user_named("bob").unwrap().id).len();
    for number in attached..10 {
        let policy_name = format!("p{number}");
        let policy_arn = format!("arn:aws:iam::{}:policy/{policy_name}", world.account.id());
        world.change(CreatePolicy { policy_name, policy_document: own.into(), ..Default::default() });
        for _ in 1..5 {
            let (policy_arn, policy_document) = (policy_arn.clone(), own.into());
            world.change(CreatePolicyVersion { policy_arn, policy_document, set_as_default: None });
        }
        world.change(AttachUserPolicy { user_name: "bob".into(), policy_arn });
    }
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":user bob<enter>wsqs:ListQueues<tab>*<enter>").see("bob may not sqs:ListQueues").see("v2, the oldest");
    to_the_ways(&mut console)
        .keys("<enter>")
        .see("Add this statement to policy")
        .see("v2, the oldest that is not")
        .see("the default, is deleted.");
    console.keys("<tab><enter>").see("bob may sqs:ListQueues");
}
