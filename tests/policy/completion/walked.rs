//! Whole policies, written by nothing but what is offered.

use iam_console::catalog::AWS_MANAGED_POLICIES;
use iam_console::policy::completion::Completion;
use iam_console::policy::document::DocumentKind::{self, Identity, Resource, ServiceControl, Trust};
use iam_console::policy::document::{Operator, Test, validate, why_no_json};
use proptest::prelude::*;

use super::{at_cursor, completion};

/// The text with an item in place, and the cursor where one types on.
fn taken(text: &str, completion: &Completion, item: usize) -> String {
    let (text, _) = at_cursor(text);
    let item = &completion.items[item];
    let (insert, behind) = item.insert.split_at(item.cursor.unwrap_or(item.insert.len()));
    format!("{}{insert}‸{behind}{}", &text[..completion.replace.start], &text[completion.replace.end..])
}

/// The text with these items in place, one after the other; a label that ends in `→` asks for the cursor to be put behind the next
/// such text first.
fn walked(kind: DocumentKind, text: &str, labels: &[&str]) -> String {
    labels.iter().fold(text.to_owned(), |text, step| {
        let (place, label) = step.split_once('→').unwrap_or(("", step));
        let text = if place.is_empty() { text } else { text.replace('‸', "").replacen(place, &format!("{place}‸"), 1) };
        let offered = completion(&text, kind);
        let item = offered.items.iter().position(|item| item.label == label);
        taken(&text, &offered, item.unwrap_or_else(|| panic!("{label} is not offered in {text}: {:?}", &offered.items)))
    })
}

fn read(text: &str, kind: DocumentKind) {
    let (text, _) = at_cursor(text);
    assert!(validate(&text, kind).is_ok(), "{:?} in {text}", validate(&text, kind));
}

#[test]
fn an_identity_policy() {
    let text = walked(
        Identity,
        "‸",
        &[
            "{…}",
            "\"Action\": \"→s3",
            "s3:GetObject",
            "\"Resource\": \"→arn:aws:s3:::acme-reports/*",
            // Behind a value whose comma lacks.
            "Sid",
            "Statement1",
            "Condition",
            "StringEquals",
            "aws:PrincipalTag/team",
            "blue",
            "\"blue\"→aws:username",
            "alice",
            "\"alice\"}→StringLike",
            "aws:PrincipalArn",
            "arn:aws:iam::482109735516:user/alice",
            "2012-10-17\"→Id",
            "Policy1",
        ],
    );
    read(&text, Identity);
    assert!(text.contains("{\"aws:PrincipalTag/team\": \"blue\", \"aws:username\": \"alice\"}, \"StringLike\""), "{text}");
}

#[test]
fn a_document_that_is_begun_by_hand() {
    let text = walked(Identity, "{‸}", &["Version", "2012-10-17", "Statement", "[{…}]", "\"Action\": \"→*", "\"Resource\": \"→*"]);
    read(&text, Identity);
    let more = walked(Identity, &text, &["}→{…}"]);
    assert_eq!(more.matches("\"Effect\"").count(), 2, "{more}");
    let alone = walked(ServiceControl, "{‸}", &["Statement", "[{…}]", "\"Action\": \"→*", "\"Resource\": \"→*"]);
    assert!(why_no_json(&at_cursor(&alone).0).is_none(), "{alone}");
}

#[test]
fn policies_that_name_principals() {
    read(&walked(Trust, "‸", &["{…}", "\"Principal\": {\"→AWS", "\"AWS\": \"→arn:aws:iam::482109735516:root"]), Trust);
    let whose = ["{…}", "\"Principal\": {\"→Service", "\"Service\": \"→ec2.amazonaws.com", "\"Action\": \"→s3", "s3:GetObject"];
    let steps: Vec<&str> = whose.into_iter().chain(["\"Resource\": \"→arn:aws:s3:::acme-reports/*"]).collect();
    read(&walked(Resource, "‸", &steps), Resource);
    let but = walked(
        Resource,
        "{\"Version\": \"2012-10-17\", \"Statement\": {‸}}",
        &["Effect", "Deny", "NotPrincipal", "{…}", "AWS", "arn:aws:iam::482109735516:user/alice", "}→NotAction", "s3", "s3:GetObject"],
    );
    let but = walked(Resource, &but, &["NotResource", "arn:aws:s3:::acme-reports"]);
    read(&but, Resource);
}

/// Every operator, with the key that is offered first for it and its first value.
#[test]
fn conditions_of_every_operator() {
    for test in Test::ALL {
        for set in ["", "ForAllValues:", "ForAnyValue:"] {
            let name = format!("{set}{}", test.name());
            if Operator::named(&name).is_none() || !set.is_empty() && *test == Test::Null {
                continue;
            }
            let begun = walked(
                Identity,
                "{\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"‸}}",
                &["Condition"],
            );
            // Those of sets are offered where their beginning is typed.
            let begun = walked(Identity, &begun.replace('‸', &format!("{set}‸")), &[&name]);
            let keys = completion(&begun, Identity);
            let closed = keys.items.iter().position(|item| item.cursor.is_none()).unwrap_or_else(|| panic!("{name}: no key"));
            let begun = taken(&begun, &keys, closed);
            let values = completion(&begun, Identity);
            assert!(!values.items.is_empty(), "{name}: no value in {begun}");
            let text = taken(&begun, &values, 0);
            assert_eq!(why_no_json(&at_cursor(&text).0), None, "{text}");
        }
    }
}

/// Whether a text is JSON, or lacks no more than the name and value that are about to be typed.
fn is_whole(text: &str) -> bool {
    let (before, behind) = text.split_once('‸').unwrap();
    let comma = |behind: &str| if behind.trim_start().starts_with('"') { "," } else { "" };
    let value = format!("{before}\"\"{}{behind}", comma(behind));
    let named = behind.strip_prefix('"').map(|behind| format!("{before}a\": \"\"{}{behind}", comma(behind)));
    [format!("{before}{behind}"), value].into_iter().chain(named).any(|text| why_no_json(&text).is_none())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// What is offered breaks no document.
    #[test]
    fn nothing_that_is_whole_is_broken(place in 0..1582usize, at in any::<prop::sample::Index>(), item in any::<prop::sample::Index>()) {
        let document = AWS_MANAGED_POLICIES.all()[place].document();
        prop_assume!(document.len() < 4_000);
        let at = (0..=at.index(document.len())).rev().find(|at| document.is_char_boundary(*at)).unwrap();
        let text = format!("{}‸{}", &document[..at], &document[at..]);
        let offered = completion(&text, Identity);
        prop_assume!(!offered.items.is_empty());
        let item = item.index(offered.items.len());
        let taken = taken(&text, &offered, item);
        prop_assert!(is_whole(&taken), "{:?}\n{text}\n{taken}", offered.items[item]);
    }
}
