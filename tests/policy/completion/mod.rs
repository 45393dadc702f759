//! Completion and explanations at a cursor, which stands in the texts as `‸`.

mod offered;
mod robust;
mod told;

use iam_console::policy::completion::{Completion, complete};
use iam_console::policy::document::DocumentKind;

/// The text without its cursor, and the cursor's place.
fn at_cursor(text: &str) -> (String, usize) {
    (text.replace('‸', ""), text.find('‸').unwrap())
}

fn completion(text: &str, kind: DocumentKind) -> Completion {
    let (text, cursor) = at_cursor(text);
    complete(&text, cursor, kind, Some("482109735516"))
}

fn labels(text: &str) -> Vec<String> {
    completion(text, DocumentKind::Identity).items.into_iter().map(|item| item.label).collect()
}

/// A statement of a document, left open where it stops.
fn statement(elements: &str) -> String {
    format!("{{\n    \"Version\": \"2012-10-17\",\n    \"Statement\": [\n        {{\n            {elements}")
}
