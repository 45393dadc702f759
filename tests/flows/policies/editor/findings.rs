//! What is wrong with a document, as it is written.

use super::READ;
use crate::common::console::Console;

#[test]
fn slips_of_the_hand_are_told_one_by_one_and_mended() {
    let mut console = Console::fresh();
    let text = "{ // all\n  'Version': \"2012-10-17\",\n  Statement: [{\"Effect\": “Allow” \"Action\": \"s3:ListAllMyBuckets\", \"Resource\": \"*\",}\n";
    console.keys(":create-policy<enter><ctrl-a>").paste("");
    console.keys("<pgdn><end>").keys(&"<backspace>".repeat(200)).paste(text);
    for told in [
        "JSON has no comments",
        "stand in double quotes, not in single ones",
        "A name stands in double quotes",
        "the quotes of a word processor",
        "A comma is missing here",
        "No comma may stand behind the last entry",
        "The document ends before the list is closed",
    ] {
        console.see(told).keys("<ctrl-f>").miss(told);
    }
    console.see("Errors 0").see("\"Version\"").see("\"Statement\": [{\"Effect\": \"Allow\", \"Action\"");
}

#[test]
fn what_is_too_long_is_told_while_it_is_written() {
    let mut console = Console::fresh();
    let actions = (0..700).map(|number| format!("\"s3:Get{number}\"")).collect::<Vec<_>>().join(",");
    let text = format!(r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":[{actions}],"Resource":"*"}}]}}"#);
    console.keys(":create-policy<enter><pgdn><end>").keys(&"<backspace>".repeat(200)).paste(&text);
    console.see("of 6,144 characters").see("✖ Errors 1").keys("<ctrl-s>").see("of at most 6,144 characters").see("step 1 of 2");
}

#[test]
fn what_iam_would_refuse_stays_at_its_place() {
    let mut console = Console::fresh();
    console.keys(":create-policy<enter><ctrl-s>").see("step 1 of 2").see("Line 7");
    console.keys("<ctrl-a><ctrl-k><ctrl-k>").see("✖").keys("<ctrl-u><ctrl-u>").see("\"Action\": []");
    console.keys("<ctrl-n>").see("line 7").keys("<f7>").see("line 8");
    assert_eq!(console.open.account().policy_count(), 0);
}

/// A finding leads to the quote before the pattern that it is about.
#[test]
fn what_a_finding_is_about_is_told_in_full_from_there() {
    let mut console = Console::fresh();
    let text = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:Pass*","Resource":"*"}}"#;
    console.keys(":create-policy<enter><ctrl-x>").paste(text);
    console.keys("<ctrl-n><f5>").see("iam:Pass* is").see("iam:PassRole").miss("at no pattern");
}

#[test]
fn a_document_begins_with_a_starter_and_a_finding_leads_to_its_place() {
    let mut console = Console::fresh();
    console.keys(":create-policy<enter><ctrl-o>").see("Read one bucket").keys("/without mfa<enter><enter>").see("\"DenyWithoutMfa\"");
    console.keys("<ctrl-u>").see("\"Statement1\"").miss("DenyWithoutMfa").keys("<ctrl-g>").see("Error").keys("<down><enter>").see("line 8");
    console.keys("<ctrl-o>/AmazonSQSReadOnly<enter><enter>").see("sqs:GetQueueAttributes");
}

#[test]
fn a_pattern_is_told_in_full() {
    let mut console = Console::fresh();
    console.keys(":create-policy<enter>\"s3:Put*").keys("<left>").see("s3:Put* is").see("actions");
    console.keys("<f5>").see("Permissions management").see("s3:PutBucketPolicy").keys("<esc>").see("step 1 of 2");
}

#[test]
fn a_finding_is_fixed_by_a_key() {
    let mut console = Console::fresh();
    console.keys(":create-policy<enter>\"s3:GetObjekt\"").keys("<down><home><end><left>\"*\"").keys("<ctrl-n>").see("s3:GetObject");
    console.see("ctrl-f").keys("<ctrl-f>").see("\"s3:GetObject\"").miss("GetObjekt").keys("<ctrl-u>").see("GetObjekt");
}

/// The way of the key bar: from an action to the next finding, which is the list of resources that is empty.
#[test]
fn an_empty_list_that_a_finding_leads_to_is_filled_from_there() {
    for fill in ["<ctrl- >/<backspace><ctrl- ><enter>", "\"*\""] {
        let mut console = Console::fresh();
        console.keys(":create-policy<enter>\"s3:ListAllMyB<enter>").see("\"s3:ListAllMyBuckets\"");
        console.keys("<ctrl-n>").keys(fill).see("\"Resource\": [\"*\"]").see("Errors 0");
        // From there one comes back as well as on.
        console.keys("<f7>").keys("<ctrl-n>").see("Errors 0");
    }
}

#[test]
fn the_list_of_findings_says_what_enter_does() {
    Console::fresh().keys(":create-policy<enter><ctrl-g>").see("enter go to").miss("take this one");
}

#[test]
fn a_text_without_its_closing_quote_is_mended() {
    let mut console = Console::fresh();
    let text = READ.replace("\"s3:GetObject\",", "\n\"s3:GetObject,\n");
    console.keys(":create-policy<enter><ctrl-x>").paste(&text).see("closing quote is missing").see("Put the closing quote");
    console.keys("<ctrl-f>").see("Errors 0").see("\"s3:GetObject\",");
}

/// What would be said of the whole is not known while a part of it can't be read.
#[test]
fn what_was_not_looked_for_is_not_counted() {
    let mut console = Console::fresh();
    let broad = r#"{"Effect":"Allow","NotAction":"iam:*","NotResource":"arn:aws:s3:::secret"}"#;
    console.keys(":create-policy<enter><ctrl-x>").see("Security –").see("Errors 1");
    console.paste(&format!(r#"{{"Version":"2012-10-17","Statement":[{broad}]}}"#)).see("Security 2").see("Errors 0");
    console.keys("<f4>n").see("Security –").see("Warnings –").miss("Errors 0").keys("<ctrl-u>").see("Security 2").see("Warnings 0");
}

#[test]
fn review_leads_to_the_first_error() {
    let mut console = Console::fresh();
    let text = "{\"Version\": \"2012-10-17\",\n\"Statement\": [\n{\"Effect\": \"Allow\",\n\"Action\": [],\n\"Resource\": \"*\"},\n{\"Efect\": \"Deny\", \"Action\": \"s3:*\", \"Resource\": \"*\"}\n]}";
    console.keys(":create-policy<enter><ctrl-x>").paste(text).see("Errors 3").keys("<ctrl-s>").see("Line 4, column").see("line 4");
}

#[test]
fn an_unknown_key_names_the_one_that_helps_where_letters_are_typed() {
    let mut console = Console::fresh();
    console.keys(":create-policy<enter><alt-n>").see("does nothing here. f1 shows what does.");
    console.keys("<esc>:users<enter><alt-n>").see("does nothing here. ? shows what does.");
}
