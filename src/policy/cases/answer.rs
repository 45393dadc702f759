//! The answer to a line.

use serde::Serialize;

use super::{BadCase, Case};
use crate::policy::decision::{Decision, decide};

/// An answer, as it is written: one JSON object.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(untagged)]
pub enum Answer {
    /// A case was decided.
    Decided {
        /// The case's id.
        id: String,
        /// What comes of the request.
        decision: Decision,
        /// The known answer, where it is another.
        #[serde(skip_serializing_if = "Option::is_none")]
        expected: Option<Decision>,
        /// Fields that counted for nothing, though they may be meant to.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        ignored: Vec<String>,
    },
    /// The line was no case.
    Bad {
        /// The case's id, where it could be read.
        id: Option<String>,
        /// The line, the place and what was expected there.
        error: String,
    },
}

impl Answer {
    /// Decides a case.
    pub fn decide(case: Case) -> Self {
        let decision = decide(&case.request, &case.policies);
        let expected = case.expected.filter(|expected| *expected != decision);
        Self::Decided { id: case.id, decision, expected, ignored: case.ignored }
    }

    /// Says what is wrong with a line, which is counted from 1.
    pub fn bad(line: u64, bad: BadCase) -> Self {
        let comma = if bad.column.is_some() { "," } else { ":" };
        Self::Bad { error: format!("line {line}{comma} {bad}"), id: bad.id }
    }
}
