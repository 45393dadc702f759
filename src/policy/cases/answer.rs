//! The answer to a line.

use serde::Serialize;

use super::{BadCase, Case};
use crate::policy::decision::report::Report;
use crate::policy::decision::{Decision, decide, explain, is_within_reach};

/// An answer, as it is written: one JSON object.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(untagged)]
pub enum Answer {
    /// A case was decided.
    Decided {
        /// The case's id.
        id: String,
        /// What comes of the request.
        #[serde(flatten)]
        verdict: Verdict,
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

/// A decision, with its reasons or without.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(untagged)]
pub enum Verdict {
    /// The decision alone.
    Bare {
        /// What comes of the request.
        decision: Decision,
    },
    /// All that can be said about it; the decision is a part of it.
    Explained(Box<Report>),
}

impl Verdict {
    /// The decision.
    pub fn decision(&self) -> Decision {
        match self {
            Self::Bare { decision } => *decision,
            Self::Explained(report) => report.decision,
        }
    }
}

impl Answer {
    /// Decides a case.
    pub fn decide(case: Case) -> Self {
        let decision = decide(&case.request, &case.policies);
        Self::of(case, Verdict::Bare { decision })
    }

    /// Decides a case and tells the reasons.
    pub fn explain(case: Case) -> Self {
        let explanation = explain(&case.request, &case.policies);
        let remedies = explanation.remedies_among(&case.request, &case.policies, |change| is_within_reach(&case.request, change));
        let revocations = explanation.revocations(&case.request, &case.policies);
        let report = Report::new(explanation.tell(&case.request, &case.policies), &remedies, &revocations);
        Self::of(case, Verdict::Explained(Box::new(report)))
    }

    fn of(case: Case, verdict: Verdict) -> Self {
        let expected = case.expected.filter(|expected| *expected != verdict.decision());
        Self::Decided { id: case.id, verdict, expected, ignored: case.ignored }
    }

    /// Says what is wrong with a line, which is counted from 1.
    pub fn bad(line: u64, bad: BadCase) -> Self {
        let comma = if bad.column.is_some() { "," } else { ":" };
        Self::Bad { error: format!("line {line}{comma} {bad}"), id: bad.id }
    }
}
