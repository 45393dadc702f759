//! What of a screen may be seen without the rest: tabs, sections, services, lists to choose from.

use crate::common::PASSWORD;
use crate::common::console::{Console, Setup};
use crate::sign_in::{attach, console, role, sign_in, world};
use iam_console::account::caller::Caller;
use iam_console::account::operation::*;

/// Whoever may create something, but not see what there is, is told no names where one chooses from them.
#[test]
fn lists_to_choose_from_ask_the_policies_first() {
    let mut world = world();
    world.change(CreateUser { user_name: "zoe".into(), ..Default::default() });
    world.change(CreateGroup { group_name: "Zebras".into(), path: None });
    let policy_document = r#"{"Version":"2012-10-17","Statement":[
        {"Effect":"Allow","Action":["iam:Create*","iam:GetUser","iam:GetGroup","iam:GetPolicy*","iam:ListAttached*","iam:ListUserPolicies","iam:ListGroupsForUser"],"Resource":"*"}]}"#;
    let policy_name = "maker".to_owned();
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name, policy_document: policy_document.into() });
    let mut console = console(world);
    sign_in(&mut console, PASSWORD);
    console.keys(":create-user<enter>dave<enter>").see("Access denied").see("iam:ListGroups").miss("Zebras");
    console.keys("<tab>").see("iam:ListUsers").miss("zoe").keys("<tab>").see("iam:ListPolicies").miss("AdministratorAccess");
    console
        .keys("<esc><esc><enter>")
        .keys(":create-group<enter>Owls<enter>")
        .see("iam:ListUsers")
        .miss("zoe")
        .keys("<enter>")
        .see("iam:ListPolicies");
    console
        .keys("<esc><esc><enter>")
        .keys(":policy AmazonS3ReadOnlyAccess<enter>a")
        .see("Access denied")
        .see("iam:ListGroups")
        .miss("Zebras");
}

#[test]
fn what_may_not_be_seen_is_replaced_by_what_aws_says() {
    let mut world = world();
    role(&mut world, "Zebra");
    world.change(CreateUser { user_name: "bob".into(), ..Default::default() });
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).see("– may not be counted").see("iam:GetAccountSummary").miss("out of 5");
    console.explain("D").see("May they?").see("iam:GetAccountSummary").keys("<esc>");
    console.keys(":users<enter>").see("✖ Access denied").see("is not authorized to perform: iam:ListUsers").miss("bob");
    console.see("because no identity-based policy allows the");
    console.keys("c").see("iam:ListUsers").miss("Specify user details");
    console.keys(":bo").miss("bob").keys("<esc>:Zeb").miss("Zebra").keys("<esc>");
    console.keys("D").see("May they?").see("iam:ListUsers");
    console.keys("<esc><esc>:users<enter>A").see("Who could allow it").see("root user").see("write an inline policy of");
}

#[test]
fn a_tab_may_be_denied_where_another_is_not() {
    let mut world = world();
    let document = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:ListUsers","iam:GetUser","iam:ListUserTags"],"Resource":"*"}]}"#;
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "Look".into(), policy_document: document.into() });
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":users<enter>").see("alice").see("denied  ").miss("✖ Access denied");
    assert_eq!(console.screen().matches("denied").count(), 6, "{}", console.screen());
    console.keys("<enter>").see("✖ Access denied").see("iam:ListAttachedUserPolicies").see("Tags");
    console.keys("<right><right>").miss("✖ Access denied").keys("<right>").see("iam:ListMFADevices");
}

/// Conditions may ask for the time: what may be seen is asked again each minute.
#[test]
fn what_is_allowed_for_a_time_is_shown_for_that_time() {
    let mut world = world();
    let at = |minutes: i64| crate::common::now() + jiff::SignedDuration::from_mins(minutes);
    let document = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":["iam:ListUsers","iam:GetUser"],"Resource":"*","Condition":{{"DateGreaterThan":{{"aws:CurrentTime":"{}"}},"DateLessThan":{{"aws:CurrentTime":"{}"}}}}}}]}}"#,
        at(10),
        at(20)
    );
    world.change(CreateUser { user_name: "zoe".into(), ..Default::default() });
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "Look".into(), policy_document: document });
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":users<enter>").see("✖ Access denied").see("iam:ListUsers");
    console.now = at(11);
    console.keys("<down>").miss("✖ Access denied").see("zoe");
    console.now = at(21);
    console.keys("<down>").see("✖ Access denied").see("iam:ListUsers").miss("zoe");
}

/// Attached policies, inline ones and those of groups are lists of their own: what may be seen is, the rest stands below.
#[test]
fn some_policies_of_a_user_may_be_seen_without_the_others() {
    let mut world = world();
    attach(&mut world, "AmazonS3ReadOnlyAccess");
    let policy_arn = "arn:aws:iam::aws:policy/AmazonSQSFullAccess".to_owned();
    for group in ["team", "Zebras"] {
        world.change(CreateGroup { group_name: group.into(), ..Default::default() });
        world.change(AddUserToGroup { group_name: group.into(), user_name: "alice".into() });
    }
    world.change(AttachGroupPolicy { group_name: "team".into(), policy_arn: policy_arn.clone() });
    world.change(AttachGroupPolicy { group_name: "Zebras".into(), policy_arn });
    let look = |actions: &str| {
        let policy_document = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":["iam:GetUser",{actions}],"Resource":["arn:aws:iam::*:user/*","arn:aws:iam::*:group/team"]}}]}}"#
        );
        PutUserPolicy { user_name: "alice".into(), policy_name: "Look".into(), policy_document }
    };
    for (actions, seen, unseen) in [
        (
            r#""iam:ListAttachedUserPolicies""#,
            &["AmazonS3ReadOnlyAccess", "inline policies, policies of groups"][..],
            &["Look", "AmazonSQS"][..],
        ),
        (r#""iam:ListUserPolicies""#, &["Look", "attached policies, policies of groups"], &["AmazonS3ReadOnlyAccess", "AmazonSQS"]),
        (
            r#""iam:ListGroupsForUser","iam:ListAttachedGroupPolicies""#,
            &["AmazonSQSFullAccess", "Group team", "inline policies of group team", "attached policies of group Zebras"],
            &["AmazonS3ReadOnlyAccess", "Group Zebras"],
        ),
    ] {
        world.change(look(actions));
        let mut console = Console::on(world.account.clone(), Setup::default());
        sign_in(&mut console, PASSWORD);
        console.keys(":security-credentials<enter>").see("alice").keys("<left><left><left>").see("Permissions policies");
        console.see("Not to be listed by you");
        for text in seen {
            console.see(text);
        }
        for text in unseen {
            console.miss(text);
        }
        console
            .explain("D")
            .see("May they?")
            .keys("<esc>")
            .see("Permissions policies")
            .explain("A")
            .see("write an inline policy of")
            .keys("<esc>");
        console.see("Permissions policies");
    }
}

/// Each section of the credentials asks for itself; who one is, one may always see.
#[test]
fn a_section_may_be_denied_where_others_are_not() {
    let mut world = world();
    world.change(CreateAccessKey { user_name: Some("alice".into()) });
    let document = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:ListAccessKeys","iam:DeactivateMFADevice"],"Resource":"arn:aws:iam::*:user/${aws:username}"}]}"#;
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "Look".into(), policy_document: document.into() });
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":security-credentials<enter>");
    console.see("Console sign-in").see("iam:GetLoginProfile").see("MFA devices").see("iam:ListMFADevices").miss("No MFA device");
    console.see("Access keys  1 of 2").see("AKIA").see("Last used access denied").miss("Password set");
    console.see("Console access  access denied").see("Access keys  1 active");
    // The keys explain the section that is selected.
    console.keys("p").see("iam:GetLoginProfile").miss("Keep the existing").keys("<down><enter>").see("D says why");
    console.explain("D").see("May they?").see("iam:ListMFADevices").miss("iam:GetLoginProfile");
    console.keys("<esc><esc>:security-credentials<enter>").explain("A").see("Who could allow it").see("write an inline policy of");
}

#[test]
fn a_user_who_may_nothing_sees_each_section_denied() {
    let mut console = console(world());
    sign_in(&mut console, PASSWORD).keys(":security-credentials<enter>").see("iam:GetLoginProfile").see("iam:ListMFADevices");
    console.see("iam:ListAccessKeys").miss("No access keys").miss("No MFA device");
    console.keys("a").see("Assign MFA device to alice");
}

#[test]
fn each_service_is_listed_by_itself_among_the_resources() {
    let mut console = Console::on(world().account, Setup::default());
    console.keys(":resources<enter>p").see("Resources  7");
    let put = |actions: &str| PutUserPolicy {
        user_name: "alice".into(),
        policy_name: "Look".into(),
        policy_document: format!(r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":{actions},"Resource":"*"}}]}}"#),
    };
    let policy = put(r#"["s3:ListAllMyBuckets","s3:ListBucket","sqs:ListQueues"]"#).into();
    console.open.submit(&Caller::ROOT, &[policy]).unwrap();
    console.keys(":clock +1m<enter>");
    sign_in(&mut console, PASSWORD).keys(":resources<enter>").see("Resources, in part  2").see("reports-").see("orders").miss("thumbnails");
    console.see("✖ Not to be listed by you").see("EC2, Lambda, DynamoDB, KMS, Secrets Manager");
    console.keys("D").see("s3:GetBucketPolicy").keys("<esc><esc>:resources<enter><home><enter>").see("Details").see("3 objects");
    console.keys("<left>").see("Access denied").see("s3:GetBucketTagging");
}

#[test]
fn the_owners_tools_stay_open() {
    let mut console = console(world());
    sign_in(&mut console, PASSWORD);
    for place in ["access", "simulate", "history", "settings", "accounts", "decisions"] {
        console.keys(":").keys(place).keys("<enter>").miss("✖ Access denied").keys("<esc><esc>");
    }
    console.keys(":clock +90d<enter>").see("The session as alice has ended.");
}

/// What is root's is changed by root; one's own is one's own, wherever the way there began.
#[test]
fn roots_credentials_are_roots_alone() {
    let mut world = world();
    attach(&mut world, "AdministratorAccess");
    role(&mut world, "Auditor");
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).see("Activate MFA on your root account").see("Sign in as root");
    console.keys("<enter>").see("Sign in as").see("(•) Root user");
    console.keys("<esc>:assign-mfa<enter>").see("Assign MFA device to alice").miss("root-mfa");
    console
        .keys("<esc>:authenticator<enter>")
        .see("assign an MFA device")
        .miss("to the root user")
        .keys("a")
        .see("Assign MFA device to alice");
    console.keys("<esc>:credential-report<enter>c").see("<root_account>").keys("<enter>").see("That is the root user's");
    console.keys("<esc>:switch-role<enter>Auditor<enter>").see("⇄ Auditor");
    console.keys(":assign-mfa<enter>").see("A session of a role has no credentials of its own.");
}

/// The page of a policy is told of by `GetPolicy`; what its tabs hold has operations of its own.
#[test]
fn a_page_keeps_its_head_where_only_a_tab_is_denied_and_counts_nothing_of_it() {
    let mut world = world();
    let document = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:GetPolicy","iam:GetPolicyVersion","iam:ListPolicies","iam:GetRole","iam:ListRoles"],"Resource":"*"}]}"#;
    world.change(CreatePolicy { policy_name: "Look".into(), policy_document: document.into(), ..Default::default() });
    let policy_arn = format!("arn:aws:iam::{}:policy/Look", world.account.id());
    world.change(AttachUserPolicy { user_name: "alice".into(), policy_arn });
    role(&mut world, "Auditor");
    let mut console = Console::on(world.account, Setup { size: (140, 40), ..Setup::default() });
    sign_in(&mut console, PASSWORD).keys(":policy Look<enter>").see("policy/Look").miss("Entities attached (").miss("Policy versions (");
    console.keys("<right>").see("Access denied").see("iam:ListEntitiesForPolicy").see(":policy/Look").see("Customer managed");
    console.keys(":role Auditor<enter><right><right>").see("Access denied").see("iam:ListRoleTags").see("Maximum session duration");
}

#[test]
fn what_may_not_be_seen_of_users_and_roles_is_not_told_beside_the_rest() {
    let mut world = world();
    role(&mut world, "Auditor");
    let policy_document = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:ListRoles","Resource":"*"}}"#.to_owned();
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "Own".into(), policy_document });
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":roles<enter>").see("Auditor").see("denied").miss("Never");
    console.keys(":security-credentials<enter>").see("Created ✖ access denied");
}

/// What the summary does not tell is asked for by itself, and what may not be counted leaves the tasks their rows.
#[test]
fn a_task_is_told_to_who_may_read_it() {
    let mut world = world();
    let document = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:GetAccountSummary","Resource":"*"}}"#;
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "few".into(), policy_document: document.into() });
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).see("– may not be counted").see("iam:ListGroups").see("out of 3 complete, 2 denied.");
    console.see("Activate MFA on your root account").see("Apply an IAM password policy").see("Denied");
    // The selected task's own denial comes first.
    console.explain("D").see("iam:ListGroups").keys("<esc>").keys("<end>").see("iam:GetAccountPasswordPolicy");
    console.explain("D").see("May they?").see("iam:GetAccountPasswordPolicy").keys("<esc>");
    // Who has what is read strictly, and no number tells it.
    console.keys("t").see("out of 1 complete, 4 denied.");
}
