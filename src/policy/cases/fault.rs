//! What is wrong with a line.

use std::fmt;

use crate::policy::document::LineIndex;

/// Why a line is no case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BadCase {
    /// The case's id, where it could be read.
    pub id: Option<String>,
    /// Where in the line it is, in characters from 1; without, the line as a whole is meant.
    pub column: Option<usize>,
    /// The field, and what was expected of it.
    pub what: String,
}

impl fmt::Display for BadCase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.column {
            Some(column) => write!(f, "column {column}: {}", self.what),
            None => f.write_str(&self.what),
        }
    }
}

impl std::error::Error for BadCase {}

/// What is wrong with a part of a line; the place in bytes of the line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Wrong {
    pub at: Option<usize>,
    pub what: String,
}

impl Wrong {
    /// Something about the field as a whole.
    pub(super) fn field(at: usize, path: &str, what: impl fmt::Display) -> Self {
        Self { at: Some(at), what: format!("{path}: {what}") }
    }

    /// With the case's id, and the place as people count.
    pub(super) fn in_line(self, line: &str, id: Option<String>) -> BadCase {
        let column = self.at.map(|at| LineIndex::of(line).position(at).column);
        BadCase { id, column, what: self.what }
    }
}
