//! The keys that a denial leads on by: why, and who could allow it.

use crate::common::PASSWORD;
use crate::sign_in::{attach, console, sign_in, world};
use iam_console::account::operation::*;
use iam_console::store::{HistoryDeed, Note};

#[test]
fn a_refused_write_has_the_same_keys() {
    let mut world = world();
    attach(&mut world, "IAMReadOnlyAccess");
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":aws iam create-user --user-name mallory<enter>").see("iam:CreateUser");
    console.keys("<esc>").see("D says why in full").keys("D").see("May they?").see("iam:CreateUser");
    assert!(console.open.account().user_named("mallory").is_none());
}

/// Where letters are typed, the key of a denial is one that types none; and what a wizard foresees leads on as well.
#[test]
fn a_denial_leads_on_from_forms_and_wizards() {
    let mut world = world();
    attach(&mut world, "IAMReadOnlyAccess");
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":create-user<enter>").see("Specify user details").keys("mallory<enter><enter><enter>");
    console.see("iam:CreateUser").see("f12 says why in full, f11 who could allow it.").miss("D why").see("f12 why").see("f11 who could");
    let last = console.open.history().items().next_back().unwrap();
    assert!(matches!(&last.deed, HistoryDeed::Noted(Note::Refused { .. })), "what is denied is asked for all the same: {last:?}");
    // It stays explainable, whatever is typed beside it.
    console.keys("x").keys("<f12>").see("May they?").see("iam:CreateUser");
    console.keys("<esc>").see("mallory").keys("<f11>").see("Who could allow it").keys("<esc>").see("mallory");
    assert!(console.open.account().user_named("mallory").is_none());
}

/// What is denied in sight comes before what was denied at this place before.
#[test]
fn the_keys_explain_what_is_in_sight() {
    let mut world = world();
    world.user("bob");
    let document = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:ListUsers","iam:GetUser"],"Resource":"*"}]}"#;
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "Look".into(), policy_document: document.into() });
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":user bob<enter>").see("Access denied").see("iam:ListAttachedUserPolicies");
    console
        .keys(":aws iam delete-user --user-name bob<enter>")
        .see("iam:DeleteUser")
        .keys("<esc>D")
        .see("iam:DeleteUser")
        .keys("<esc>")
        .miss("iam:DeleteUser");
    console.see("iam:ListAttachedUserPolicies").explain("D").see("May they?").see("iam:ListAttachedUserPolicies").miss("iam:DeleteUser");
}

/// What is denied is explained, wherever it was asked for: a command that only reads, a form with a question behind it.
#[test]
fn what_is_denied_is_explained_wherever_it_was_asked_for() {
    let mut world = world();
    attach(&mut world, "IAMReadOnlyAccess");
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":aws ec2 describe-instances<enter>").see("UnauthorizedOperation").keys("<esc>");
    console.keys("D").see("May they?").see("ec2:DescribeInstances").keys("<esc><esc>");
    console.keys(":edit-password-policy<enter><right><enter>").see("iam:UpdateAccountPasswordPolicy").see("says why in full");
    let last = console.open.history().items().next_back().unwrap();
    assert!(matches!(&last.deed, HistoryDeed::Noted(Note::Refused { .. })), "{last:?}");
    console.keys("<f12>").see("May they?").see("iam:UpdateAccountPasswordPolicy");
}

/// A group's name is entered before anything is asked for: what is denied is in the history.
#[test]
fn a_group_that_is_denied_is_asked_for_all_the_same() {
    let mut world = world();
    attach(&mut world, "IAMReadOnlyAccess");
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":create-group<enter>Owls").miss("iam:CreateGroup").keys("<enter>").miss("iam:CreateGroup");
    console.keys("<enter><enter>").see("iam:CreateGroup").see("f12 says why in full").see("f12 why");
    let last = console.open.history().items().next_back().unwrap();
    assert!(matches!(&last.deed, HistoryDeed::Noted(Note::Refused { .. })), "{last:?}");
    console.keys("<f12>").see("May they?").see("iam:CreateGroup").keys("<esc>").see("Owls");
}

#[test]
fn who_could_allow_what_is_denied_is_told_with_what_they_could_do() {
    let mut world = world();
    world.change(CreateUser { user_name: "bob".into(), ..Default::default() });
    let policy_document =
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:PutUserPolicy","iam:AttachUserPolicy"],"Resource":"*"}]}"#;
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "gives".into(), policy_document: policy_document.into() });
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":users<enter>A").see("Who could allow it").see("alice may not iam:ListUsers");
    console.see("2 of 3 principals could allow it, signed in with MFA.").see("write an inline policy of alice +1");
    console
        .keys("<down><enter>")
        .see("What bob could do")
        .see("attach AdministratorAccess to alice")
        .see("iam:AttachUserPolicy on arn:aws:iam::");
    console.keys("<esc>e").see("May they?").see("bob may iam:PutUserPolicy").see("✔ allowed");
    console.keys("<esc>").see("Who could allow it");
}

/// Once it is allowed there is nothing left to allow: the page says so, as Access does.
#[test]
fn who_could_allow_it_says_where_it_is_allowed_by_now() {
    let mut console = console(world());
    let line =
        |verb: &str| format!(":aws iam {verb}-user-policy --user-name alice --policy-arn arn:aws:iam::aws:policy/IAMReadOnlyAccess<enter>");
    console.keys(&line("attach")).keys(&line("detach"));
    sign_in(&mut console, PASSWORD).keys(":users<enter>");
    console.keys("A").see("alice may not iam:ListUsers").see("principals could allow it");
    console.keys("u").see("Undone").see("alice may now iam:ListUsers").see("What denied it is gone: nobody need allow it.");
    console.miss("may not").miss("MFA device");
}

/// A denial that is told over the screen leads on as one on a screen does.
#[test]
fn a_denied_line_leads_on() {
    let mut world = world();
    attach(&mut world, "IAMReadOnlyAccess");
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":aws iam create-user --user-name mallory<enter>");
    console.see("f12 says why in full, f11 who could allow it.").see("f12 why").see("f11 who could");
    console.keys("<f12>").see("May they?").see("iam:CreateUser").keys("<esc>").see("Dashboard");
    // What is only read is denied in the line itself; there is nothing to explain of a line that is typed anew.
    console
        .keys(":aws s3api list-buckets<enter>")
        .see("s3:ListAllMyBuckets")
        .keys("<f11>")
        .see("Who could allow it")
        .see("s3:ListAllMyBuckets");
    console.keys("<esc>:aws s3api list-buckets<enter>x").miss("f12").keys("<f12>").see("f12 does nothing here.");
}

/// What one asked for in vain is not what the page says is denied.
#[test]
fn a_denial_on_the_page_goes_before_one_that_was_done_there() {
    let mut console = console(world());
    sign_in(&mut console, PASSWORD).see("iam:GetAccountSummary").keys(":aws iam create-user --user-name mallory<enter><esc>");
    console.keys("D").see("iam:CreateUser").keys("<esc>").see("iam:GetAccountSummary");
    console.keys("<down>").explain("D").see("May they?").see("iam:GetAccountSummary").miss("iam:CreateUser");
}

/// What an earlier step of a wizard has made is told of what a later one is denied.
#[test]
fn a_step_of_a_wizard_is_explained_with_the_tag_of_the_one_before() {
    let mut world = world();
    let document = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Sid":"NoRed","Effect":"Deny","Action":"iam:CreateLoginProfile","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/team":"red"}}}]}"#;
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document: document.into() });
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":create-user<enter>zoe<tab><space><tab><right><tab>").keys(PASSWORD);
    console.keys("<tab><space><enter>").see("Set permissions").keys("<enter>").see("Review and create");
    console.keys("ateam<enter>red<enter><enter>").see("iam:CreateLoginProfile").see("with an explicit deny").see("f12 says why in full");
    console.miss("takes the permission away").keys("<f12>").see("May they?").see("NoRed").see("aws:ResourceTag/team");
}
