//! Any text, any cursor.

use iam_console::catalog::AWS_MANAGED_POLICIES;
use iam_console::policy::completion::{complete, describe, expansion};
use iam_console::policy::document::DocumentKind;
use proptest::prelude::*;

/// Completes and explains at a cursor; what is replaced lies on characters of the text.
fn at(text: &str, cursor: usize) {
    for kind in [DocumentKind::Identity, DocumentKind::Trust, DocumentKind::Resource] {
        let completion = complete(text, cursor, kind, None);
        assert!(text.get(completion.replace.start..completion.replace.end).is_some(), "{completion:?}");
        assert!(completion.items.len() <= 1_000);
    }
    describe(text, cursor);
    if let Some(found) = expansion(text, cursor) {
        assert_eq!(&text[found.span.start..found.span.end], found.pattern);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn any_text_at_any_cursor(text in "\\PC*", cursor in 0..200usize) {
        at(&text, cursor);
    }

    #[test]
    fn pieces_of_json_at_any_cursor(pieces in prop::collection::vec(prop::sample::select(vec![
        "{", "}", "[", "]", ":", ",", "\"", "\\", "\n", "é", "\"Statement\"", "\"Action\"", "\"s3:Get", "\"Condition\"", "\"StringEquals\"", "\"aws:", "${", "*", "Resource",
        "\"Principal\"", "arn:aws:s3:::",
    ]), 0..24), cursor in 0..120usize) {
        at(&pieces.concat(), cursor);
    }

    #[test]
    fn half_a_policy_at_its_end(place in 0..1582usize, cut in any::<prop::sample::Index>()) {
        let text: String = AWS_MANAGED_POLICIES.all()[place].document().chars().take(3_000).collect();
        let mut cut = cut.index(text.len());
        while !text.is_char_boundary(cut) {
            cut -= 1;
        }
        at(&text[..cut], cut);
        at(&text, cut);
    }
}

#[test]
fn deep_and_long_texts() {
    let deep = "{\"Statement\":[".repeat(50_000);
    at(&deep, deep.len());
    let long = format!("{{\"Statement\":{{\"Action\":[{}\"s3:", "\"s3:*\",".repeat(50_000));
    at(&long, long.len());
    let open = "\"${".repeat(50_000);
    at(&open, open.len());
}
