//! What a change gives and takes, said in a dialog once it is known.

use crate::access::{About, Inquiry, Told};
use crate::account::operation::Operation;
use crate::app::cx::Cx;
use crate::app::inquiry::{Awaited, Ended, of_change};
use crate::app::step::Step;

const GAINS_AND_LOSES: &str = "who gains and loses what";

/// What a change gives and takes.
pub(super) struct Foretold {
    /// Behind so many lines.
    pub at: usize,
    pub awaited: Awaited<Told>,
    /// What is worked out, as in the middle of a sentence.
    pub what: &'static str,
    /// The operations that it is asked of, where they follow what is typed.
    typed: Option<Vec<Operation>>,
}

impl Foretold {
    /// Of a change that is known.
    pub fn of(at: usize, inquiry: Inquiry) -> Self {
        let what = match inquiry.about {
            About::Administrators { .. } => "whether a user is left who may give permissions",
            _ => GAINS_AND_LOSES,
        };
        Self { at, awaited: Awaited::to(inquiry), what, typed: None }
    }

    /// Of what confirming would do.
    pub fn of_typed(at: usize) -> Self {
        Self { at, awaited: Awaited::default(), what: GAINS_AND_LOSES, typed: Some(Vec::new()) }
    }

    /// The question, once for each change. `steps` are those of confirming.
    pub fn inquires(&mut self, cx: &Cx<'_>, steps: impl FnOnce() -> Vec<Step>) -> Option<Inquiry> {
        if let Some(typed) = &mut self.typed {
            let submitted = steps().into_iter().find_map(|step| if let Step::Submit(submission) = step { Some(submission) } else { None });
            let operations = submitted.map_or_else(Vec::new, |submission| submission.operations);
            if *typed != operations {
                let inquiry = if operations.is_empty() { None } else { of_change(cx, &operations).ok().flatten() };
                self.awaited = inquiry.map(Awaited::to).unwrap_or_default();
                *typed = operations;
            }
        }
        self.awaited.inquires()
    }

    pub fn ended(&mut self, ended: Ended) {
        self.awaited.end_change(ended);
    }
}
