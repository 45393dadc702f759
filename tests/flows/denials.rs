//! Where several things that stand on a screen are denied, each of them can be opened: why, and who could allow it.

use crate::hidden::{console, world};

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
