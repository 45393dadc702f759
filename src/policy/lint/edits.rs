//! Edits that fixes are made of.

use crate::policy::document::{Document, Span, Statement, TextEdit};

/// Replaces a range.
pub(super) fn replace(span: Span, text: impl Into<String>) -> TextEdit {
    TextEdit { span, text: text.into() }
}

/// Inserts before a byte.
pub(super) fn insert(at: usize, text: impl Into<String>) -> TextEdit {
    replace(Span { start: at, end: at }, text)
}

/// A text as a string of JSON.
pub(super) fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

/// Takes an item with neighbours out of a list or object, with one comma and the blanks up to the next item.
pub(super) fn remove_item(text: &str, item: Span) -> TextEdit {
    let behind = text.get(item.end..).unwrap_or_default();
    if let Some(rest) = behind.trim_start().strip_prefix(',') {
        let end = text.len() - rest.trim_start().len();
        return replace(Span { start: item.start, end }, "");
    }
    let before = text.get(..item.start).unwrap_or_default().trim_end();
    let start = before.strip_suffix(',').map_or(item.start, |before| before.trim_end().len());
    replace(Span { start, end: item.end }, "")
}

/// Takes a statement out, where another is left.
pub(super) fn remove_statement(text: &str, document: &Document, statement: &Statement) -> Option<Vec<TextEdit>> {
    (document.statements.len() > 1).then(|| vec![remove_item(text, statement.span)])
}

/// Takes an entry of a list out, where another is left.
pub(super) fn remove_entry(text: &str, entries: usize, entry: Span) -> Option<Vec<TextEdit>> {
    (entries > 1).then(|| vec![remove_item(text, entry)])
}

/// Whether a value stands in a list, told from what stands before it: a list's bracket or comma, not a name's colon.
pub(super) fn is_in_list(text: &str, value: Span) -> bool {
    text.get(..value.start).is_some_and(|before| before.trim_end().ends_with(['[', ',']))
}

/// The range of a name and its value in an object, found back from the value.
pub(super) fn member(text: &str, value: Span, name: &str) -> Option<Span> {
    let before = text.get(..value.start)?.trim_end().strip_suffix(':')?.trim_end();
    let before = before.strip_suffix('"')?.strip_suffix(name)?.strip_suffix('"')?;
    Some(Span { start: before.len(), end: value.end })
}
