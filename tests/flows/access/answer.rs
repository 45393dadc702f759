//! The answer: what it opens with, and where its rows lead.

use super::{account, console, to_the_ways, with_bucket, world};
use crate::common::console::{Console, Setup};
use iam_console::account::operation::*;

#[test]
fn what_mfa_changes_is_one_key_away() {
    let mut console = console();
    console.keys(":access<enter>alice<tab>s3:PutObject<tab>arn:aws:s3:::home/alice/x<enter>");
    console.see("alice may not").see("aws:MultiFactorAuthPresent").see("absent; a value of it could change the decision");
    // Signed in without it she sends the key, and is denied all the same.
    console.keys("e<tab><tab><right>").see("its MFA key is false").keys("<enter>").see("signed in without MFA").see("implicit deny");
    console
        .miss("absent; a value of it could")
        .keys("e<tab><tab><right><enter>")
        .see("alice may s3:PutObject")
        .see("signed in with MFA")
        .see("✔ allowed");
}

/// However much there is to tell, it begins with who denies, and with the statement that does; the changes are a few keys away.
#[test]
fn an_answer_opens_where_it_was_decided() {
    let mut world = world();
    let statement =
        |at: usize| format!(r#"{{"Sid":"S{at}","Effect":"Deny","Action":"s3:Delete*","Resource":"arn:aws:s3:::reports/{at}/*"}}"#);
    let all = r#"{"Sid":"All","Effect":"Allow","Action":"*","Resource":"*"}"#.to_owned();
    let statements = (0..12).map(statement).chain([all]).collect::<Vec<_>>().join(",");
    let policy_document = format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#);
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "own".into(), policy_document });
    for size in [(80, 24), (60, 16)] {
        let mut console = Console::on(world.account.clone(), Setup { size, ..Setup::default() });
        // An answer before, scrolled to its end.
        console.keys(":user bob<enter>ws3:GetObject<tab>arn:aws:s3:::reports/9/x<enter>G<enter>G");
        console.keys("<esc>:user bob<enter>ws3:DeleteObject<tab>arn:aws:s3:::reports/9/x<enter>");
        console.see("▌ Identity policies").see("Deny statement S9");
        to_the_ways(&mut console).see("▌ ▸").keys("g").see("Explicit deny");
        if size == (80, 24) {
            console.keys("<down>").see("▌ Identity policies").see("Explicit deny").see("Denies s3:DeleteObject");
        }
    }
}

/// Denied by nothing, allowed by nothing; many keys are sent.
#[test]
fn all_of_an_answer_is_come_to_on_a_small_screen() {
    let mut console = Console::on(account(), Setup { size: (80, 24), ..Setup::default() });
    console.keys(":access<enter>alice<tab>s3:DeleteObject<tab>arn:aws:s3:::reports/q1.csv<enter>");
    console.see("Explicit deny").see("▌ Identity policies");
    to_the_ways(&mut console).see("▌ ▸ Give alice an inline policy").keys("G").see("condition keys were sent").keys("<enter>").see("▾");
    console.keys("G").see("▌").see("aws:username").keys("g").see("Explicit deny").keys("<pgdn><pgdn><pgdn><pgdn><pgdn>");
    console.see("aws:username").keys("<enter>").see("▸ 1").miss("aws:username");
}

/// Statements that are shown are come to by the arrows, whether their layer was opened or not; enter goes to them, too.
#[test]
fn the_statements_of_a_layer_are_come_to_where_they_show() {
    let mut world = world();
    let deny = r#"{"Version":"2012-10-17","Statement":[{"Sid":"Never","Effect":"Deny","Action":"s3:*","Resource":"*"}]}"#;
    world.change(PutUserPolicy { user_name: "bob".into(), policy_name: "never".into(), policy_document: deny.into() });
    for size in [(80, 24), (120, 40)] {
        let mut console = Console::on(world.account.clone(), Setup { size, ..Setup::default() });
        console.keys(":access<enter>bob<tab>s3:GetObject<tab>arn:aws:s3:::reports/x<enter>").see("▌ Identity policies");
        console.see("enter statements").keys("<down>").see("▌     never  inline").see("enter its policy");
        console
            .keys("<up>")
            .see("▌ Identity policies")
            .keys("<enter>")
            .see("▌     never  inline")
            .keys("<enter>")
            .see("Edit inline policy");
        // Where a layer has no statement, enter has nothing to open, and says so.
        console.keys("<esc>").see("▌     never  inline").keys("<down>").see("▌ Permissions boundary").miss("enter open");
        console.keys("<enter>").see("No policy there has a statement to open.");
    }
}

#[test]
fn a_statement_of_an_open_layer_leads_to_its_policy() {
    let mut console = console();
    console.keys(":access<enter>alice<tab>s3:GetObject<tab>arn:aws:s3:::kept/x<enter>g");
    console.keys("<down><enter>").see("▌     Own  inline").keys("<enter>").see("Edit inline policy");
}

#[test]
fn a_page_that_an_answer_leads_to_leads_back_to_the_answer() {
    let mut console = console();
    console.keys(":access<enter>alice<tab>s3:GetObject<tab>arn:aws:s3:::reports/x<enter>").see("✔ allowed");
    console.keys("<enter><enter>").see("Access › AmazonS3ReadOnlyAccess").see("esc back to Access");
    console.keys("<esc>").see("May they?").see("✔ allowed");
}

#[test]
fn the_rows_of_an_answer_take_clicks() {
    let mut console = with_bucket("reports");
    console.keys(":user bob<enter>ws3:GetObject<tab>arn:aws:s3:::reports/q1.csv<enter>").see("▌ Identity policies");
    console.click("▸ Give bob an inline policy").see("▌ ▸ Give bob an inline policy");
    console.click("▸ Give bob an inline policy").see("Give bob this inline policy?");
}
