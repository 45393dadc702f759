//! What a change gives and takes is told before it is made.

use super::{console, world};
use crate::common::console::{Console, Setup};
use iam_console::account::operation::*;

/// What somebody gains by a tag is said as its value is typed, and what they lose with it before it goes.
#[test]
fn what_a_tag_gives_and_takes_is_told_before() {
    let mut world = world();
    let red = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sqs:ListQueues","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/team":"red"}}}}"#;
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "red".into(), policy_document: red.into() });
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":user bob<enter><tab><tab>a").see("Add a tag to bob").keys("team<tab>blue").see("Nobody gains or loses anything");
    console.keys("<ctrl-u>red").see("bob gains sqs:ListQueues on *").keys("<enter>").see("Tagged bob");
    console.keys("x").see("Remove tag team from bob?").see("bob loses sqs:ListQueues on *").keys("<esc>");
}

#[test]
fn what_the_password_policy_gives_users_is_told_before() {
    let mut console = console();
    console.keys(":edit-password-policy<enter><right><enter>").see("Set a custom password policy?");
    console.see("alice and bob gain iam:ChangePassword on");
}
