//! Dialogs: their fields come in the order they stand in, and they tell whoever is signed in what that may see.

use crate::common::console::{Console, Setup};
use crate::common::{PASSWORD, World};
use iam_console::account::entity::{Instance, Owner, ResourceKind};
use iam_console::account::operation::*;

/// What may be read of everything, but for what a dialog tells besides.
const LISTS: &str = r#""iam:GetUser","iam:GetRole","iam:GetGroup","iam:GetPolicy","iam:ListUsers","iam:ListGroups","iam:ListRoles",
    "iam:ListPolicies","iam:GetPolicyVersion","iam:ListGroupsForUser","iam:ListAttachedUserPolicies""#;

/// A console on a small screen in which alice has signed in, who may do this. low has a key, a group with an inline policy, and a
/// boundary; the role app is in an instance profile.
fn console(actions: &str) -> Console {
    let mut world = World::fresh();
    for user in ["alice", "low"] {
        world.user(user);
    }
    let document =
        |actions: &str| format!(r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":[{actions}],"Resource":"*"}}}}"#);
    world.change(CreateAccessKey { user_name: Some("low".into()) });
    world.change(CreateGroup { group_name: "Owls".into(), path: None });
    world.change(AddUserToGroup { group_name: "Owls".into(), user_name: "low".into() });
    world.change(PutGroupPolicy { group_name: "Owls".into(), policy_name: "Nightly".into(), policy_document: document(r#""s3:*""#) });
    world.change(CreatePolicy { policy_name: "Fence".into(), policy_document: document(r#""s3:*""#), ..Default::default() });
    let fence = format!("arn:aws:iam::{}:policy/Fence", world.account.id());
    world.change(PutUserPermissionsBoundary { user_name: "low".into(), permissions_boundary: fence });
    let trust =
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}"#;
    world.change(CreateRole { role_name: "app".into(), assume_role_policy_document: trust.into(), ..Default::default() });
    world.change(CreateInstanceProfile { instance_profile_name: "Zeppelin".into(), ..Default::default() });
    world.change(AddRoleToInstanceProfile { instance_profile_name: "Zeppelin".into(), role_name: "app".into() });
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "May".into(), policy_document: document(actions) });
    let mut console = Console::on(world.account, Setup { size: (80, 24), ..Setup::default() });
    console.keys(":sign-in<enter>alice<tab>").keys(PASSWORD).keys("<enter>").miss("root user ▲");
    console
}

/// Fields are numbered as it suits what is made of them; one goes through them as they stand.
#[test]
fn what_is_typed_into_the_fields_of_a_launch_is_launched() {
    let mut console = Console::fresh();
    console.keys(":create-role<enter><enter><enter>web-role<enter>").see("web-role");
    console.keys(":resources<enter>c/ec2<enter><enter>web<tab><ctrl-u>t3.small<tab><down><tab>echo").see("▌ User data").keys("<tab>");
    console.see("▌Launch instance").keys("<backtab>").see("▌ User data").keys("<backtab><backtab>").see("▌ Instance type");
    console.keys("<tab><tab><tab><enter>").see("running, role web-role");
    let entity = console.open.account().resources(ResourceKind::Instance).next();
    let instance = <&Instance>::try_from(entity.expect("an instance")).expect("is one");
    assert_eq!(instance.instance_type, "t3.small");
    assert!(instance.profile.is_some());
}

/// What a dialog tells before anything is sent is read as a page is.
#[test]
fn a_dialog_tells_what_may_be_seen() {
    for (what, keys, denied, hidden) in [
        ("a user's keys", ":user low<enter>d", "iam:ListAccessKeys", ["Deactivate", "AKIA", "Nightly"]),
        ("a group's policies", ":group Owls<enter>d", "iam:ListAttachedGroupPolicies", ["Nightly", "Remove", "holds nothing"]),
        ("a role's profile", ":role app<enter>d", "iam:ListAttachedRolePolicies", ["Zeppelin", "open session", "holds nothing"]),
        ("whom a policy bounds", ":policy Fence<enter>d", "iam:ListEntitiesForPolicy", ["limits", "boundary", "holds nothing"]),
        ("who names a user", ":user low<enter>n", "iam:GetAccountAuthorizationDetails", ["No policy", "These name it", "gains"]),
        ("who names a group", ":group Owls<enter>n", "iam:GetAccountAuthorizationDetails", ["No policy", "These name it", "gains"]),
        ("what is lost", ":group Owls<enter>x", "iam:ListAttachedGroupPolicies", ["Nightly", "nothing is lost", "low loses"]),
    ] {
        let mut console = console(LISTS);
        console.keys(keys);
        let screen = console.screen();
        // The page behind it may say more, as far as it may be seen there.
        let dialog: String = screen.lines().skip_while(|line| !line.contains('┌')).take_while(|line| !line.contains('└')).collect();
        assert!(dialog.contains("may not be seen:") && dialog.contains(denied), "{what}:\n{screen}");
        assert!(screen.contains("f12 why") && screen.contains("f11 who could"), "{what}:\n{screen}");
        for hidden in hidden {
            assert!(!dialog.contains(hidden), "{what}, {hidden}:\n{screen}");
        }
        console.explain("<f12>").see("May they?").see(denied);
    }
}

/// Who may not see what goes with it deletes as AWS lets: what is still there is in the way.
#[test]
fn what_may_not_be_seen_is_not_deleted_along() {
    let mut console = console(&format!("{LISTS},\"iam:Delete*\",\"iam:Remove*\",\"iam:Detach*\""));
    let before = console.open.account().clone();
    console.keys(":user low<enter>dlow<enter>").see("✖").see("f12 why").keys("<esc>");
    assert_eq!(console.open.account().user_count(), before.user_count());
    assert_eq!(console.open.account().access_keys().count(), before.access_keys().count());
}

/// Who gains and loses what follows from the policies of all, and is told to whoever may read those.
#[test]
fn what_a_change_gives_others_is_told_to_whoever_may_read_all() {
    let may = |more: &str| {
        format!(
            "{LISTS},\"iam:AttachUserPolicy\",\"iam:RemoveUserFromGroup\",\"iam:ListGroupPolicies\",\"iam:ListAttachedGroupPolicies\"{more}"
        )
    };
    let mut blind = console(&may(""));
    blind.keys(":group Owls<enter>x").see("low loses Nightly").see("What it comes to for others may not be seen:").miss("● ");
    blind.keys("<f11>").see("Who could allow it").see("iam:GetAccountAuthorizationDetails");
    let mut seeing = console(&may(",\"iam:GetAccountAuthorizationDetails\""));
    seeing.keys(":group Owls<enter>x").see("low loses Nightly").miss("What it comes to").see("● ");
}

/// So is what another version of a policy gives and takes.
#[test]
fn what_a_version_gives_is_told_to_whoever_may_read_all() {
    for (more, is_told) in [("", false), (",\"iam:GetAccountAuthorizationDetails\"", true)] {
        let may = r#""iam:ListPolicyVersions","iam:CreatePolicyVersion","iam:SetDefaultPolicyVersion""#;
        let mut console = console(&format!("{LISTS},{may}{more}"));
        let fence = format!("arn:aws:iam::{}:policy/Fence", console.open.account().id());
        let text = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sqs:*","Resource":"*"}}"#;
        console.keys(&format!(":aws iam create-policy-version --policy-arn {fence} --policy-document '{text}'<enter><esc>"));
        console.keys(":policy Fence<enter><backtab><backtab><enter>").see("changes from v1");
        if is_told {
            console.miss("may not be seen");
        } else {
            console.see("Who gains and loses what may not be seen:").miss("obody gains");
            console.keys("D").see("May they?").see("iam:GetAccountAuthorizationDetails");
        }
    }
}

#[test]
fn providers_that_may_not_be_listed_are_not_said_to_be_none() {
    for (down, denied) in [("<down><down>", "iam:ListOpenIDConnectProviders"), ("<down><down><down>", "iam:ListSAMLProviders")] {
        let mut console = console(LISTS);
        console.keys(":create-role<enter>").keys(down).see(denied).miss("provider in this account yet");
        console.keys("<enter>").miss("provider yet").see(denied).keys("<f12>").see("May they?").see(denied);
    }
}

/// What stops one is what the keys are about, and is read to its end.
#[test]
fn what_stops_a_wizard_is_told_in_full_and_explained() {
    let mut console = console(r#""iam:CreateUser","iam:CreateLoginProfile","iam:ListUsers","iam:ListGroups""#);
    console.keys(":create-user<enter>nn<tab><space><enter>").see("step 2 of 4").see("iam:AttachUserPolicy action");
    console.keys("<enter>").see("step 2 of 4").explain("D").see("May they?").see("iam:AttachUserPolicy");
    let mut console = self::console(LISTS);
    console.keys(":create-user<enter>nn<enter><enter><enter><up>").see("step 3 of 3").see("iam:CreateUser action");
}

/// Whose a key is, is asked as AWS's search asks it.
#[test]
fn the_owner_of_a_key_is_found_by_whoever_may_ask_for_its_use() {
    for (more, is_found) in [("", false), (",\"iam:GetAccessKeyLastUsed\"", true)] {
        let mut console = console(&format!("{LISTS}{more}"));
        let low = console.open.account().user_named("low").expect("low").id;
        let key = console.open.account().access_keys_of(Owner::User(low))[0].id.to_string();
        console.keys(":").keys(&key);
        assert_eq!(console.screen().contains("Access key of low"), is_found, "{}", console.screen());
    }
}

/// As the clock is moved past the day a deletion waits for, what it is of is gone; the move is undone and done again with that.
#[test]
fn what_was_to_be_deleted_is_gone_once_the_clock_is_past_its_day() {
    let mut console = Console::fresh();
    console.keys(":aws secretsmanager create-secret --name prod --secret-string Hidden-Horse-9<enter><esc>");
    console.keys(":resources<enter>d<ctrl-u>7<enter>").see("scheduled for deletion");
    console.keys(":clock +6d<enter><enter>:resources<enter>").see("Resources  1");
    console.keys(":clock +2d<enter><enter>:resources<enter>").see("There are no resources yet.");
    console.keys("u").see("Resources  1").keys("<ctrl-r>").see("There are no resources yet.");
    console.keys(":aws secretsmanager create-secret --name prod<enter><esc>").see("Resources  1").miss("scheduled for deletion");
}
