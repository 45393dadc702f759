//! Edits of a document's text that leave everything else as it is.

use super::Span;

/// A range of a text and what takes its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TextEdit {
    /// What is replaced; an empty range only inserts.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// Inserts a member first in the object that begins in a range.
pub(in crate::policy) fn insert_member(text: &str, object: Span, member: &str) -> Option<TextEdit> {
    let inside = text.get(object.start..object.end)?;
    let open = object.start + inside.find('{')? + 1;
    let behind = text.get(open..)?.trim_start();
    let comma = if behind.starts_with('}') { "" } else { "," };
    // As the first member is laid out, so is the new one.
    let blanks = text.get(open..text.len() - behind.len())?;
    let layout = if comma.is_empty() { "" } else { blanks };
    Some(TextEdit { span: Span { start: open, end: open }, text: format!("{layout}{member}{comma}") })
}
