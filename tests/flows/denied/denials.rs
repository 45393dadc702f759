//! Where several things that stand on a screen are denied, each of them can be opened: why, and who could allow it.

use super::hidden::{console, world};
use crate::common::console::{Console, Setup};
use crate::common::{PASSWORD, World};
use iam_console::account::operation::*;

/// What is opened, what alice may do, and what stands there and is denied, in its order.
const PLACES: &[(&str, &str, &[&str])] = &[
    (":instance quokka-instance<enter>", r#""ec2:DescribeInstances""#, &["iam:GetInstanceProfile", "ec2:DescribeInstanceAttribute"]),
    (":bucket quokka-bucket<enter>", r#""s3:ListAllMyBuckets","s3:ListBucket""#, &["s3:GetBucketPolicy", "s3:GetBucketPublicAccessBlock"]),
    // The head, whose tab is allowed.
    (
        ":user quokka-user<enter><right>",
        r#""iam:ListUsers","iam:GetUser","iam:ListGroupsForUser","iam:GetGroup","iam:ListGroupPolicies","iam:ListAttachedGroupPolicies""#,
        &["iam:GetLoginProfile", "iam:ListAccessKeys"],
    ),
    // A cell of the row, then a list that is left out.
    (
        ":user quokka-user<enter>",
        r#""iam:ListUsers","iam:GetUser","iam:ListUserPolicies","iam:ListGroupsForUser","iam:ListGroupPolicies","iam:ListAttachedGroupPolicies","iam:GetLoginProfile","iam:ListAccessKeys""#,
        &["iam:GetUserPolicy", "iam:ListAttachedUserPolicies"],
    ),
    // What one would choose from, and what choosing would come to.
    (
        ":user alice<enter><right>a",
        r#""iam:ListUsers","iam:GetUser","iam:ListGroups","iam:ListGroupsForUser","iam:AddUserToGroup","iam:ListAttachedGroupPolicies","iam:ListGroupPolicies""#,
        &["iam:GetGroup", "iam:GetAccountAuthorizationDetails"],
    ),
    (
        ":group quokka-group<enter>d",
        r#""iam:ListGroups","iam:GetGroup""#,
        &["iam:ListAttachedGroupPolicies", "iam:ListGroupPolicies", "iam:GetAccountAuthorizationDetails"],
    ),
    (
        ":dashboard<enter>",
        r#""iam:GetAccountSummary","iam:ListUsers","iam:ListPolicies","iam:ListSAMLProviders","iam:ListOpenIDConnectProviders","iam:GetAccountAuthorizationDetails","iam:GetAccountPasswordPolicy""#,
        &["iam:ListGroups", "iam:ListRoles"],
    ),
];

#[test]
fn each_of_several_denials_can_be_opened() {
    for (place, actions, denied) in PLACES {
        let account = world(actions);
        for (key, title, choice) in
            [("<f12>", "May they?", "Why it was denied: choose one"), ("<f11>", "Who could allow it", "Who could allow it: choose one")]
        {
            for size in [(80, 24), (120, 40)] {
                for (at, action) in denied.iter().enumerate() {
                    let mut console = console(&account, size);
                    console.keys(place).keys(key).see(choice);
                    // AWS's message of the one that is selected is there whole.
                    console.keys(&"<down>".repeat(at)).see(&format!("{action}  ")).see("is not authorized to perform").see("action");
                    console.keys("<enter>").see(title).see(action);
                }
            }
        }
    }
}

/// Whoever chooses none is back where they were; from an explanation the others are as near.
#[test]
fn the_choice_among_denials_can_be_left() {
    let (place, actions, denied) = PLACES[5];
    let mut console = console(&world(actions), (80, 24));
    console.keys(place).see("Delete group quokka-group?").see("denied to you as well.").see(denied[1]);
    console.keys("<f12>").see("choose one").keys("<esc>").miss("choose one").see("Delete group quokka-group?");
    console.keys("<f12><enter>").see("May they?").see(denied[0]).keys("<esc>").miss("May they?").see("quokka-group");
}

/// Of one denial there is nothing to choose.
#[test]
fn a_single_denial_is_opened_at_once() {
    let account = world(r#""ec2:DescribeInstances","iam:GetInstanceProfile""#);
    let mut console = console(&account, (80, 24));
    console.keys(":instance quokka-instance<enter>D").miss("choose one").see("May they?").see("ec2:DescribeInstanceAttribute");
}

/// A guard rail: what is denied under which condition, a line that runs against it, and the condition's key.
const GUARD_RAILS: &[(&str, &str, &str, &str)] = &[
    (
        "iam:AttachUserPolicy",
        r#""ArnEquals":{"iam:PolicyARN":"arn:aws:iam::aws:policy/AdministratorAccess"}"#,
        "iam attach-user-policy --user-name bob --policy-arn arn:aws:iam::aws:policy/AdministratorAccess",
        "iam:PolicyARN",
    ),
    (
        "iam:CreateUser",
        r#""StringEquals":{"aws:RequestTag/env":"made of glass"}"#,
        "iam create-user --user-name carol --tags 'Key=env,Value=made of glass'",
        "aws:RequestTag/env",
    ),
    (
        "iam:PassRole",
        r#""StringEquals":{"iam:PassedToService":"ec2.amazonaws.com"}"#,
        "ec2 run-instances --image-id ami-0abcdef1234567890 --iam-instance-profile Name=app",
        "iam:PassedToService",
    ),
    (
        "s3:ListBucket",
        r#""StringLike":{"s3:prefix":"secret/*"}"#,
        "s3api list-objects-v2 --bucket reports-of-alice --prefix secret/",
        "s3:prefix",
    ),
    (
        "iam:CreateUser",
        r#""ForAllValues:StringEquals":{"aws:TagKeys":["env","team"]},"Null":{"aws:TagKeys":"false"}"#,
        "iam create-user --user-name carol --tags Key=env,Value=a Key=team,Value=b",
        "aws:TagKeys",
    ),
];

/// What an operation brings is asked about with it: a guard rail is explained as it has refused.
#[test]
fn a_guard_rail_is_explained_as_it_has_refused() {
    for (action, condition, line, key) in GUARD_RAILS {
        let mut world = World::fresh();
        for user in ["alice", "bob"] {
            world.user(user);
        }
        let trust = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}"#;
        world.change(CreateRole { role_name: "app".into(), assume_role_policy_document: trust.into(), ..Default::default() });
        world.change(CreateInstanceProfile { instance_profile_name: "app".into(), ..Default::default() });
        world.change(AddRoleToInstanceProfile { instance_profile_name: "app".into(), role_name: "app".into() });
        world.change(CreateBucket { bucket: "reports-of-alice".into(), ..Default::default() });
        let policy_document = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"*","Resource":"*"}},{{"Effect":"Deny","Action":"{action}","Resource":"*","Condition":{{{condition}}}}}]}}"#
        );
        world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "Guard".into(), policy_document });
        let mut console = Console::on(world.account, Setup::default());
        console.keys(":sign-in<enter>alice<tab>").keys(PASSWORD).keys("<enter>").miss("root user ▲");
        console.keys(":aws ").keys(line).keys("<enter>").see("explicit deny");
        console.keys("<f12>").see("May they?").see("✖").miss("✔ allowed").see(action).see(key);
    }
}
