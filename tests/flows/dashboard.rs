//! The dashboard: the five tasks, the counters, the sign-in link.

use crate::common::company::company;
use crate::common::console::{Console, Setup};
use crate::common::{PASSWORD, World};
use iam_console::account::caller::Caller;
use iam_console::account::operation::{AttachUserPolicy, CreateAccessKey, CreateAccountAlias, PutUserPolicy, UpdateAccountPasswordPolicy};
use iam_console::app::route::{Route, ScreenId};

/// A console on the company's account.
fn at_the_company(columns: u16, rows: u16) -> Console {
    Console::on(company(), Setup { size: (columns, rows), ..Setup::default() })
}

#[test]
fn the_counters_lead_to_their_lists() {
    let counters = [ScreenId::Providers, ScreenId::Policies, ScreenId::Roles, ScreenId::Users, ScreenId::Groups];
    for (ups, screen) in (1..).zip(counters) {
        let mut console = Console::sized(80, 24);
        console.keys(&"<up>".repeat(ups)).keys("<enter>");
        assert_eq!(console.model.route(), Some(&Route::to(screen)), "{ups}");
    }
    let mut console = at_the_company(80, 24);
    console.click("Roles 2");
    assert_eq!(console.model.route(), Some(&Route::to(ScreenId::Roles)));
}

#[test]
fn the_selection_goes_on_once_its_task_is_done() {
    let mut console = Console::sized(80, 24);
    console.keys("<down><down>").see("There is no IAM user yet.").keys(":aws iam create-user --user-name alice<enter><esc>");
    console.see("There is no group yet.").keys("u").see("There is no group yet.");
    console.keys(":aws iam create-group --group-name Developers<enter><esc>").see("no password policy of its own");
}

#[test]
fn reading_the_tasks_otherwise_leaves_the_selection() {
    let mut console = at_the_company(80, 24);
    console.keys("t<down><down><down>").see("of its own; give them to a group instead");
    let strict = console.screen();
    console.keys("t").miss("give them to a group instead").see("There are 2 groups.").keys("t<up><down>");
    assert_eq!(console.screen(), strict);
}

#[test]
fn after_the_fifth_task_the_next_thing_is_named() {
    let mut console = Console::sized(80, 24);
    let id = console.open.account().access_keys_of(iam_console::account::entity::Owner::Root)[0].id;
    for line in [
        format!("delete-access-key --access-key-id {id}"),
        "create-user --user-name alice".into(),
        "create-group --group-name Developers".into(),
        "update-account-password-policy --minimum-password-length 14".into(),
    ] {
        console.keys(":").paste(&format!("aws iam {line}")).keys("<enter><esc>");
    }
    console.miss("All five are done").keys(":assign-mfa<enter><enter>");
    let codes = crate::common::codes(console.open.account(), "root-mfa", 0);
    console.keys(codes[0].reveal()).keys(codes[1].reveal()).keys("<enter><esc>").see("5 out of 5").see("All five are done");
    console.see("t read them strictly").keys("t").miss("All five are done");
}

#[test]
fn an_alias_that_is_the_same_changes_nothing() {
    let mut console = at_the_company(80, 24);
    let before = console.open.history().revision();
    console.keys("c<enter>").see("The alias is acme-labs already").miss("Customize the sign-in link");
    assert_eq!(console.open.history().revision(), before);
}

#[test]
fn the_sign_in_link_says_practice_at_every_size() {
    for (columns, rows) in [(60, 16), (80, 24), (120, 36)] {
        Console::sized(columns, rows).see("signin.aws.amazon.com/console").see("  practice");
    }
}

#[test]
fn the_strict_reading_says_at_once_what_it_asks_for() {
    let mut console = at_the_company(120, 36);
    console.keys("t").see("Read strictly now").see("it holds in every account").keys("t").see("Read as the classic console does now");
}

/// Whoever may not list the aliases is not told by the link what the alias is.
#[test]
fn the_alias_is_not_told_by_the_link_to_whom_it_is_denied() {
    let mut world = World::fresh();
    world.run(CreateAccountAlias { account_alias: "acme-labs".into() }).unwrap();
    world.user("alice");
    let mut console = Console::on(world.account, Setup::default());
    console.see("https://acme-labs.signin").keys(":sign-in<enter>").see("Sign in as").keys("alice<tab>").keys(PASSWORD).keys("<enter>");
    console.see("alice").miss("https://acme-labs").see("https://252586949064.signin.aws.amazon.com/console");
}

/// To a user the console shows their own keys in the place of root's, which they can't delete.
#[test]
fn a_user_sees_their_own_access_keys_in_the_place_of_roots() {
    let mut world = World::fresh();
    world.user("alice");
    world.change(AttachUserPolicy { user_name: "alice".into(), policy_arn: "arn:aws:iam::aws:policy/IAMFullAccess".into() });
    world.change(CreateAccessKey { user_name: Some("alice".into()) });
    let mut console = Console::on(world.account, Setup::default());
    console.see("Delete your root access keys").miss("Rotate your access keys");
    console
        .keys(":sign-in<enter>alice<tab>")
        .keys(PASSWORD)
        .keys("<enter>")
        .see("2 out of 5 complete.")
        .miss("Delete your root access keys");
    console.keys("<up>").see("Rotate your access keys").see("is 0 days old; from 90 days on a new one is due.");
    console.keys(":clock +91d<enter>").see("The session as alice has ended").keys(PASSWORD).keys("<enter>").see("1 out of 5 complete.");
    console.see("is 91 days old: from 90 days on a new one is due.").see("enter Manage Security Credentials").see("s Show me how (30 min)");
    console.keys("<enter>").see("Users › alice").see("Access keys  1");
}

/// What becomes of a task that is hidden tells nothing of it: the selection stays.
#[test]
fn the_selection_does_not_tell_that_a_hidden_task_is_done() {
    let mut world = World::fresh();
    world.user("alice");
    let may = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:GetAccountSummary","Resource":"*"}}"#;
    world.change(PutUserPolicy { user_name: "alice".into(), policy_name: "May".into(), policy_document: may.into() });
    let mut console = Console::on(world.account, Setup { size: (100, 36), ..Setup::default() });
    console.keys(":sign-in<enter>alice<tab>").keys(PASSWORD).keys("<enter>:dashboard<enter><down><down><down><down>");
    console.see("iam:GetAccountPasswordPolicy");
    console.open.submit(&Caller::ROOT, &[UpdateAccountPasswordPolicy::default().into()]).unwrap();
    console.keys(":clock +1m<enter><enter>").see("iam:GetAccountPasswordPolicy");
}
