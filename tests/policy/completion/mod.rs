//! Completion and explanations at a cursor, which stands in the texts as `‸`.

mod offered;
mod robust;
mod told;
mod walked;

use iam_console::policy::completion::{Completion, Own, OwnTag, Tagged, complete};
use iam_console::policy::document::DocumentKind;

/// The text without its cursor, and the cursor's place.
fn at_cursor(text: &str) -> (String, usize) {
    (text.replace('‸', ""), text.find('‸').unwrap())
}

/// What the account has, as ARNs.
const OWN: [&str; 4] = [
    "arn:aws:iam::482109735516:user/alice",
    "arn:aws:s3:::acme-reports",
    "arn:aws:s3:::acme-reports/q1.csv",
    "arn:aws:sqs:eu-west-1:482109735516:orders",
];

fn completion(text: &str, kind: DocumentKind) -> Completion {
    let (text, cursor) = at_cursor(text);
    let tag = |(of, key, value): (Tagged, &str, &str)| OwnTag { of, key: key.into(), value: value.into() };
    let tags = || [(Tagged::Principal, "team", "blue"), (Tagged::Resource, "stage", "test")].map(tag).into();
    let arns = || OWN.map(str::to_owned).into();
    complete(&text, cursor, kind, Some(&Own { account: "482109735516", partner: "111122223333", arns: &arns, tags: &tags }))
}

fn labels(text: &str) -> Vec<String> {
    completion(text, DocumentKind::Identity).items.into_iter().map(|item| item.label).collect()
}

/// A statement of a document, left open where it stops.
fn statement(elements: &str) -> String {
    format!("{{\n    \"Version\": \"2012-10-17\",\n    \"Statement\": [\n        {{\n            {elements}")
}
