//! Sessions that end: by the clock, by a revocation, by the end of who is signed in.

use super::{UNDO, attach, console, role, sign_in, world, world_with_phone};
use crate::common::console::Console;
use crate::common::{PASSWORD, codes};
use iam_console::account::caller::Caller;
use iam_console::account::operation::*;

#[test]
fn the_deletion_of_who_is_signed_in_ends_the_session_and_undo_is_the_owners() {
    let mut world = world();
    attach(&mut world, "AdministratorAccess");
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":user alice<enter>").see("alice");
    let gone = [
        DetachUserPolicy { user_name: "alice".into(), policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess".into() }.into(),
        Operation::from(DeleteLoginProfile { user_name: Some("alice".into()) }),
        DeleteUser { user_name: "alice".into() }.into(),
    ];
    console.open.submit(&Caller::ROOT, &gone).unwrap();
    // The console hears of it with its next change.
    console.keys(":clock +1m<enter>").see("The session as").see("Locked out?").see("not signed in");
    // Who is back signs in: a session that was over does not begin again by itself.
    console.keys(UNDO).see("f7 redoes it.").see("not signed in").keys(UNDO).see("not signed in");
    sign_in(&mut console, PASSWORD).miss("not signed in").see("alice");
}

/// Whoever deletes themselves takes their own permissions away first: all of it is refused, and that is said before.
#[test]
fn who_is_signed_in_is_told_what_deleting_oneself_comes_to() {
    let mut world = world();
    attach(&mut world, "AdministratorAccess");
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":user alice<enter>d").see("Delete user alice?");
    console.see("This is you: the permissions go first").see("No user is left then who may attach AdministratorAccess");
    console.keys("alice<enter>").see("is not authorized to perform: iam:DeleteUser");
    assert!(console.open.account().user_named("alice").is_some_and(|user| console.open.account().login_profile_of(user.id).is_some()));
    console.keys("<esc>").see("alice");
}

#[test]
fn a_user_deleted_out_of_a_role_leaves_the_role_s_session_until_it_ends() {
    let mut world = world();
    attach(&mut world, "AdministratorAccess");
    role(&mut world, "Admin");
    world.change(AttachRolePolicy { role_name: "Admin".into(), policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess".into() });
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":switch-role<enter>Admin<enter>").see("⇄ Admin");
    console.keys(":user alice<enter>d").see("You signed in as alice before you switched roles");
    console.keys("alice<enter>").see("Deleted user alice").see("⇄ Admin");
    console.keys("B").see("not signed in").see("Locked out?").see("has ended").see("is gone");
    console.keys(UNDO).see("alice");
    assert!(console.open.account().user_named("alice").is_some(), "undo is the owner's");
}

#[test]
fn undoing_the_making_of_who_is_signed_in_signs_them_out() {
    let mut console = Console::fresh();
    console.keys(":aws iam create-user --user-name zoe<enter>").keys("<esc>:aws iam create-login-profile --user-name zoe --password ");
    console.keys(PASSWORD).keys("<enter><esc>:sign-in<enter>zoe<tab>").keys(PASSWORD).keys("<enter>").miss("root user ▲");
    console.keys("u").miss("not signed in").see("zoe");
    console.keys("u").see("The session as zoe has ended.").see("not signed in").see("Locked out?");
    assert!(console.open.account().user_named("zoe").is_none());
    console.keys("<f7>").see("not signed in").see("Locked out?").miss("stays so until").keys("<f7>").see("not signed in");
    // Nor does opening the account again begin the session anew.
    assert!(console.open.account().user_named("zoe").is_some());
    assert_eq!(console.open.account().signed_in(console.now), None);
    console.keys("<f2>sign-in<enter>").keys("zoe<tab>").keys(PASSWORD).keys("<enter>").miss("not signed in").see("zoe");
}

#[test]
fn a_session_that_runs_out_in_the_middle_of_a_form_ends_there() {
    let mut world = world();
    attach(&mut world, "AdministratorAccess");
    role(&mut world, "Admin");
    world.change(AttachRolePolicy { role_name: "Admin".into(), policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess".into() });
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":switch-role<enter>Admin<enter>").see("⇄ Admin").keys(":create-group<enter>Owls");
    console.pass(3_700_000);
    console.see("The session as").see("You are alice again.").miss("⇄ Admin");
    assert!(console.open.account().group_named("Owls").is_none());
}

#[test]
fn a_sign_in_ends_once_the_clock_is_moved_past_it() {
    let mut console = console(world());
    sign_in(&mut console, PASSWORD).keys(":clock +11h<enter>").see("alice").miss("not signed in");
    console.keys(":clock +1h<enter>").see("The session as alice has ended.").see("not signed in");
    // Whoever comes back finds the form as they left it, but for the password.
    console.see("(•) IAM user").keys(PASSWORD).keys("<enter>").see("Dashboard").see("alice");
    console.keys("O<tab><enter>").see("Sign in as").miss("alice");
}

#[test]
fn the_form_stands_at_root_once_root_s_session_has_ended() {
    let mut console = console(world());
    console.keys("O<tab><enter>").see("(•) IAM user").keys("<f5>").keys(PASSWORD).keys("<tab>").keys(PASSWORD).keys("<enter>");
    console.see("(•) Root user").keys(PASSWORD).keys("<enter>").see("root user ▲").keys(":clock +12h<enter>");
    console.see("The session as root user has ended.").see("(•) Root user").keys(PASSWORD).keys("<enter>").see("root user ▲");
}

/// Whoever was in a role comes back as the user who switched to it.
#[test]
fn the_form_stands_at_who_switched_where_the_session_ended_in_a_role() {
    let mut world = world();
    attach(&mut world, "AdministratorAccess");
    role(&mut world, "Admin");
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":switch-role<enter>Admin<enter>").see("⇄ Admin");
    console
        .keys(":clock +13h<enter>")
        .see("not signed in")
        .see("(•) IAM user")
        .keys(PASSWORD)
        .keys("<enter>")
        .see("Dashboard")
        .see("alice");
}

/// A condition may be about how long ago the code was given: the question is about the session as it is.
#[test]
fn a_session_whose_code_is_old_is_explained_as_it_is() {
    for (effect, test) in [("Deny", "NumericGreaterThan"), ("Allow", "NumericLessThan")] {
        let mut world = world_with_phone(false);
        let document = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"iam:Get*","Resource":"*"}},{{"Effect":"{effect}","Action":"sqs:*","Resource":"*","Condition":{{"{test}":{{"aws:MultiFactorAuthAge":3600}}}}}}]}}"#
        );
        world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "Fresh".into(), policy_document: document });
        let mut console = console(world);
        let [_, code] = codes(console.open.account(), "phone", 1);
        sign_in(&mut console, PASSWORD).keys(code.reveal()).keys("<enter>").see("Dashboard");
        console.keys(":clock +2h<enter>:aws sqs list-queues<enter>").see("AccessDenied");
        console.keys("<f12>").see("May they?").see("✖").miss("✔ allowed").see("aws:MultiFactorAuthAge");
    }
}

/// In a role too that was switched to with a code, whose session tells by itself that one was given.
#[test]
fn what_a_role_is_denied_is_explained_where_a_code_was_given() {
    let mut world = world_with_phone(false);
    role(&mut world, "Auditor");
    attach(&mut world, "AdministratorAccess");
    let mut console = console(world);
    let [_, code] = codes(console.open.account(), "phone", 1);
    sign_in(&mut console, PASSWORD).keys(code.reveal()).keys("<enter>").see("Dashboard");
    console.keys(":switch-role<enter>Auditor<enter>").see("⇄ Auditor").keys(":users<enter>").see("✖ Access denied");
    console.keys("D").see("role Auditor may not iam:ListUsers").see("implicit deny").miss("ask without MFA");
}

/// A session that was revoked is told why it is denied, and not what one that begins now could do.
#[test]
fn a_revoked_session_is_explained_as_it_is() {
    let mut world = world();
    role(&mut world, "Auditor");
    world.change(AttachRolePolicy { role_name: "Auditor".into(), policy_arn: "arn:aws:iam::aws:policy/IAMFullAccess".into() });
    attach(&mut world, "AdministratorAccess");
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":switch-role<enter>Auditor<enter>").see("⇄ Auditor").keys(":role Auditor<enter>");
    console
        .pass(2_000)
        .keys("r")
        .see("Revoke active sessions of Auditor?")
        .keys("<space><enter>")
        .keys(":users<enter>")
        .see("✖ Access denied")
        .see("with an explicit deny");
    console.keys("D").see("May they?").see("✖").miss("✔ allowed").see("aws:TokenIssueTime");
}

/// What a session told is asked about with a refusal in the history, though the session is over.
#[test]
fn a_refusal_is_explained_as_it_was_once_its_session_is_over() {
    let mut world = world();
    let policy_document = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"},{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"false"}}}]}"#.to_owned();
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document });
    world.user("bob");
    world.change(AttachUserPolicy { user_name: "bob".into(), policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess".into() });
    let mut console = console(world);
    sign_in(&mut console, PASSWORD).keys(":aws s3api list-buckets<enter>").see("AccessDenied").keys("<esc>");
    console.keys("<f2>sign-in<enter>").keys("bob<tab>").keys(PASSWORD).keys("<enter>").see("Dashboard");
    console.keys(":history<enter><down><enter>").see("List the buckets").see("f12 says why in full").keys("<f12>");
    console.see("alice may not s3:ListAllMyBuckets").see("signed in without MFA").see("explicit deny");
}
