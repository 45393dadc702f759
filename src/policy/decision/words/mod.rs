//! Decisions in plain words: one place for all that show them.

mod condition;
mod layer;
mod quoting;
mod reason;
mod remedy;
mod statement;

use super::{Explanation, Policies};
use crate::policy::request::Request;

pub use quoting::{listed, shown};

/// An explanation with what it is about, ready to be told. Texts from documents and requests are cut where they are long, and
/// quoted, with escapes for what can't be seen, where they are more than a plain word.
#[derive(Clone, Copy, Debug)]
pub struct Telling<'a> {
    request: &'a Request,
    policies: &'a Policies,
    explanation: &'a Explanation,
}

impl Explanation {
    /// The explanation in words. `request` and `policies` are those it was made from.
    pub const fn tell<'a>(&'a self, request: &'a Request, policies: &'a Policies) -> Telling<'a> {
        Telling { request, policies, explanation: self }
    }
}

#[cfg(test)]
mod tests;
