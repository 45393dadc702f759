//! What the policies make of a request, with the reasons.

use super::value::{Outcome, Source};

/// What the policies make of a request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ruling {
    /// The decision.
    pub outcome: Outcome,
    /// The kind of policy that the deciding statement stands in.
    pub source: Source,
    /// The `Sid` of the deciding statement, where one decided and has one.
    pub statement: Option<String>,
    /// What the policies of each kind have to do with the request, in a sentence each.
    pub by_kind: Vec<(Source, String)>,
    /// What decided, in sentences. Escaped.
    pub reasons: Vec<String>,
}
