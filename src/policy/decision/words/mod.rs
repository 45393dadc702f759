//! Decisions in plain words: one place for all that show them.

mod condition;
mod layer;
mod quoting;
mod reason;
mod remedy;
mod statement;

use super::{Explanation, Policies};
use crate::policy::request::Request;

pub use quoting::{listed, shown, verbatim};

/// Who asks, where no name is known.
const CALLER: &str = "the caller";

/// An explanation with what it is about, ready to be told. Texts from documents and requests are cut where they are long, and
/// quoted, with escapes for what can't be seen, where they are more than a plain word.
#[derive(Clone, Copy, Debug)]
pub struct Telling<'a> {
    pub(super) request: &'a Request,
    pub(super) policies: &'a Policies,
    pub(super) explanation: &'a Explanation,
    /// Whether a resource's policy that is not among the policies is not there, or only not known.
    is_complete: bool,
    /// Whose the identity policies are.
    holder: &'a str,
}

impl<'a> Telling<'a> {
    /// The same, where the resource may have a policy that is not known.
    #[must_use]
    pub const fn without_resource(self) -> Self {
        Self { is_complete: false, ..self }
    }

    /// The same, where the identity policies are those of somebody else than the caller.
    #[must_use]
    pub const fn with_holder(self, holder: &'a str) -> Self {
        Self { holder, ..self }
    }
}

impl Explanation {
    /// The explanation in words. `request` and `policies` are those it was made from.
    pub const fn tell<'a>(&'a self, request: &'a Request, policies: &'a Policies) -> Telling<'a> {
        Telling { request, policies, explanation: self, is_complete: true, holder: CALLER }
    }
}

#[cfg(test)]
mod tests;
