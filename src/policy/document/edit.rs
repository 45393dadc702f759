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
