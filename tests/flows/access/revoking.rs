//! What would have to go to revoke what is allowed.

use super::{console, world};
use crate::common::console::{Console, Setup};
use iam_console::account::operation::*;

#[test]
fn an_allowance_tells_what_would_have_to_go_to_revoke_it() {
    let mut world = world();
    let own = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}"#;
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "own".into(), policy_document: own.into() });
    world.change(AddUserToGroup { group_name: "Developers".into(), user_name: "bob".into() });
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":access<enter>bob<tab>s3:GetObject<tab>arn:aws:s3:::reports/x<enter>").see("bob may s3:GetObject");
    console.see("To revoke it, one of these is enough").see("of policy own").see("AmazonS3ReadOnlyAccess").see("And: ");
    console.see("Give bob an inline policy that denies");
    // The last of all rows but the keys denies; it is done by one key, and the answer follows.
    console.keys("G<up>").see("enter do it").keys("<enter>").see("It denies just what was asked about").see("\"Effect\": \"Deny\"");
    console.keys("<tab><enter>").see("bob may not s3:GetObject").see("explicit deny");
    console.keys("u").see("bob may s3:GetObject");
}

#[test]
fn nothing_is_told_to_revoke_what_root_may_where_no_policy_can() {
    let mut console = console();
    let bob = console.open.account().user_named("bob").map(|user| console.open.account().user_arn(user)).unwrap();
    console.keys(&format!(":access<enter>root<tab>iam:AttachUserPolicy<tab>{bob}<enter>")).see("✔ allowed");
    console
        .see("Nothing revokes it: no policy of this account limits the root user.")
        .miss("To revoke it")
        .miss("outside this practice account");
}

#[test]
fn each_change_of_several_says_that_it_is_not_all() {
    let mut world = world();
    let own = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:ListBucket","Resource":"*"}}"#;
    for name in ["one", "two"] {
        world.change(PutUserPolicy { user_name: "bob".into(), policy_name: name.into(), policy_document: own.into() });
    }
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":user bob<enter>ws3:ListBucket<tab>arn:aws:s3:::reports<enter>").see("✔ allowed").see("To revoke it").see("And: ");
    while !console.screen().lines().any(|line| line.contains('▌') && line.contains("Remove statement 1 of policy one")) {
        console.keys("<down>");
    }
    console.keys("<enter>").see("Delete inline policy one of bob?").see("Step 1 of 2").keys("<esc>");
    // So does an editor that has the statement taken out already.
    let more = own
        .replace("{\"Effect\"", "[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"},{\"Effect\"")
        .replace("}}", "}]}");
    let mut world = crate::common::World::fresh();
    world.change(CreateUser { user_name: "bob".into(), ..Default::default() });
    for name in ["one", "two"] {
        world.change(PutUserPolicy { user_name: "bob".into(), policy_name: name.into(), policy_document: more.clone() });
    }
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":user bob<enter>ws3:ListBucket<tab>arn:aws:s3:::reports<enter>").see("✔ allowed").see("And: ");
    while !console.screen().lines().any(|line| line.contains('▌') && line.contains("Remove statement 2 of policy one")) {
        console.keys("<down>");
    }
    console.keys("<enter>").see("Edit inline policy").see("Step 1 of 2").see("taken out now");
}
