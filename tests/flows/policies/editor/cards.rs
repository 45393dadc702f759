//! The visual view: statements as cards.

use super::{LIMITED, ODD, READ, cards, console, holds};
use crate::common::World;
use crate::common::console::{Console, Setup};
use iam_console::account::operation::*;
use iam_console::app::route::ScreenId;

#[test]
fn the_cards_beside_the_text_follow_the_cursor() {
    let mut console = Console::fresh();
    let statement = |number| format!(r#"{{"Sid":"S{number}","Effect":"Allow","Action":"sqs:ListQueues","Resource":"*"}}"#);
    let text = format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, (0..30).map(statement).collect::<Vec<_>>().join(",\n"));
    console.keys(":create-policy<enter><pgdn><end>").keys(&"<backspace>".repeat(200)).paste(&text);
    console.see("1 ✔ Allow  S0").miss("Allow  S29").keys(&"<pgdn>".repeat(12)).see("30 ✔ Allow  S29").miss("Allow  S0");
    // There the cards take the keys, too.
    console.keys("<f4>t").see("30 ✖ Deny  S29");
}

#[test]
fn turning_an_effect_on_its_card_changes_nothing_else() {
    let mut console = cards(ODD);
    console.keys("t").see("✖ Deny").keys("<ctrl-s><enter>").see("Saved policy Reports");
    assert_eq!(holds(&console, "Reports"), ODD.replace("\"Allow\"", "\"Deny\""));
}

#[test]
fn a_statement_is_put_together_on_its_card() {
    let mut console = cards(ODD);
    console.keys("n").see("2 ✔ Allow").see("no actions yet").keys("a/sqs<enter><enter>").see("Actions of Amazon SQS in statement 2");
    console.keys("/sendmessage<enter><space><enter>").see("SQS").keys("r/queue<enter><enter>").see("Add a resource to statement 2");
    console.see("arn:aws:sqs:*:").keys("<enter>").see("Put a name in the place of ${QueueName}");
    console.keys("orders<enter>").keys("c/requestedregion<enter><enter>").see("Add a condition to statement 2");
    console.keys("eu-west-1<enter>").see("aws:RequestedRegion").see("eu-west-1");
    console.keys("<ctrl-s><enter>").see("Saved policy Reports");
    let saved = holds(&console, "Reports");
    let (before, behind) = ODD.split_once("} ] }").unwrap();
    assert!(saved.starts_with(before) && behind.is_empty(), "{saved}");
    assert!(saved.contains("\"sqs:SendMessage\"") && saved.contains("\"aws:RequestedRegion\": \"eu-west-1\""), "{saved}");
}

#[test]
fn what_a_row_is_about_is_removed_and_brought_back() {
    let mut console = cards(ODD);
    console.keys("<down>").keys("x").see("no actions yet").keys("u").miss("no actions yet").see("S3");
    console.keys("<enter>").see("List* –").see("2 chosen").keys("/getobject <enter><space><enter>");
    console.keys("<esc>").see("f4 visual").see("\"Action\": [\"s3:List*\"]").miss("GetObject");
    console.keys("<ctrl-u><esc>");
    assert_eq!(console.model.route().map(|route| route.screen), Some(ScreenId::Policy));
}

#[test]
fn a_click_on_a_card_opens_the_visual_view() {
    let mut console = Console::fresh();
    console.keys(":create-policy<enter>").click("no resources yet").see("f4 JSON").click("Allow").see("✖ Deny");
}

const TWO: &str = r#"{"Version":"2012-10-17","Statement":[{"Sid":"One","Effect":"Allow","Action":"s3:GetObject","Resource":"*"},{"Sid":"Two","Effect":"Deny","Action":"s3:PutObject","Resource":"*"}]}"#;

#[test]
fn a_card_is_moved_past_its_neighbours_and_turned_round() {
    let mut console = cards(TWO);
    console.keys("K").see("There is no statement there").keys("J").see("1 ✖ Deny  Two").see("2 ✔ Allow  One");
    console.keys("J").see("There is no statement there").keys("<down>!").see("not").keys("<alt-up>").see("1 ✔ Allow  One");
    console.keys("<ctrl-s><enter>").see("Saved policy Reports");
    let saved = holds(&console, "Reports");
    assert!(saved.contains("\"NotAction\": \"s3:GetObject\"") && saved.contains("\"Action\": \"s3:PutObject\""), "{saved}");
}

#[test]
fn the_text_is_seen_from_its_beginning_as_one_comes_from_the_cards() {
    let mut world = World::fresh();
    let long = READ.replace("reports/*", &"long/".repeat(20));
    world.change(CreatePolicy { policy_name: "Reports".into(), policy_document: long, ..Default::default() });
    let mut console = Console::on(world.account, Setup { size: (80, 24), ..Setup::default() });
    console.keys(":policy Reports<enter>e<down><down><down><down><down><down><end>").see("‹").keys("<f4><f4>").miss("‹").see("f4 visual");
}

#[test]
fn a_condition_is_changed_in_its_place() {
    let mut console = cards(LIMITED);
    console.keys("<down><down><down><down><enter>").see("Change the condition of statement 1").see("(•) NumericLessThan").see("Save");
    console.keys("<tab><tab><ctrl-u>7200<enter>").see("▌          7200").miss("3600");
    console.keys("<down><enter>").see("(•) StringNotEqualsIgnoreCaseIfExists").see("none of them").see("\"Smith, J\", ana");
    console
        .keys("<tab><down><down>")
        .see("(•) StringLike")
        .see("one of them")
        .keys("<enter>")
        .see("▌  if      StringLike")
        .miss("IfExists");
    console.keys("<ctrl-s><enter>").see("Saved policy Reports");
    let saved: serde_json::Value = serde_json::from_str(&holds(&console, "Reports")).unwrap();
    let expected =
        serde_json::json!({"NumericLessThan": {"aws:MultiFactorAuthAge": "7200"}, "StringLike": {"aws:username": ["Smith, J", "ana"]}});
    assert_eq!(saved["Statement"][0]["Condition"], expected);
}

#[test]
fn a_resource_is_changed_and_none_is_added() {
    let mut console = cards(LIMITED);
    console.keys("<down><down><down><enter>").see("Another resource for statement 1").see("▌ as it is").keys("<enter>");
    console.see("Change a resource of statement 1").see("Save").keys("<end><backspace>2026/*<enter>").see("arn:aws:s3:::logs/2026/*");
    console.keys("<ctrl-s><enter>").see("Saved policy Reports");
    let saved: serde_json::Value = serde_json::from_str(&holds(&console, "Reports")).unwrap();
    assert_eq!(saved["Statement"][0]["Resource"], serde_json::json!(["arn:aws:s3:::reports/*", "arn:aws:s3:::logs/2026/*"]));
}

#[test]
fn only_actions_and_resources_are_turned_round_and_no_row_is_empty() {
    let mut console = cards(LIMITED);
    console
        .keys("!")
        .see("Actions and resources can be turned round")
        .keys("<down><down><down><down>!")
        .miss("not on")
        .keys("<down><down>");
    console.see("▌2 ✖ Deny").keys("<up>").see("▌  if      StringNotEquals");
}

#[test]
fn the_row_of_a_card_shows_what_is_wrong_with_it() {
    let odd = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":["s3:GetObject","s3:GetObjekt"],"Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}},{"Effect":"Allow","Action":"sqs:*","Resource":"*"}]}"#;
    let mut console = Console::fresh();
    console.keys(":create-policy<enter><pgdn><end>").keys(&"<backspace>".repeat(200)).paste(odd).keys("<f4>");
    console.see("✖ who     everybody").see("! do      S3").see("  on      all resources").see("  if      Bool aws:SecureTransport");
    // Of the row that is selected it is told what.
    console.keys("g<down>").see("▌✖ who").see("leave the principals out").keys("<down>").see("has no action GetObjekt");
    // What the grammar does not take is removed.
    console.keys("<up>x").miss("who     everybody").see("Errors 0").keys("u").see("✖ who     everybody");
}

#[test]
fn a_pattern_of_any_service_is_changed_where_it_stands() {
    let mut world = World::fresh();
    let all =
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["*","s3:GetObject"],"Resource":["*","arn:aws:s3:::a/*"]}]}"#;
    world.change(CreatePolicy { policy_name: "Reports".into(), policy_document: all.into(), ..Default::default() });
    let mut console = console(world);
    console.keys(":policy Reports<enter>e<f4><down>").see("▌▲ do      every action of every");
    console.keys("<enter>").see("Change the actions of statement 1").keys("<ctrl-u>Get*<enter>").see("A service comes first");
    console.keys("<ctrl-u>sqs:Get*<enter>").miss("every action of every").see("do      SQS").see("S3");
    // A resource that is changed stays the one that is selected.
    console.keys("<down>").see("on      all resources").keys("<enter>/any other<enter><enter><ctrl-u>arn:aws:s3:::b/*<enter>");
    console.see("▌  on      arn:aws:s3:::b/*").miss("all resources").see("arn:aws:s3:::a/*");
    console.keys("<f4>").see("\"sqs:Get*\"").see("\"s3:GetObject\"").miss("\"*\"");
}
