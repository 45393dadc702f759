//! Why a text is no check.

use std::fmt;
use std::ops::Range;

/// Why a text is no check, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CheckError {
    /// Where, in bytes of the text; both ends lie between characters.
    pub at: Range<usize>,
    /// What is wrong, what was expected, and what may have been meant. Not escaped.
    pub message: String,
}

impl CheckError {
    /// An error at a place.
    pub fn new(at: Range<usize>, message: impl Into<String>) -> Self {
        Self { at, message: message.into() }
    }
}

impl fmt::Display for CheckError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for CheckError {}
