//! Changes that turn a decision: for a denial the smallest that allow the request, for an allowance what takes it away.
//!
//! Every answer was applied in memory and decided again.

mod change;
mod conditions;
mod grant;
mod revocations;
mod search;

use super::{Decision, Policies, decide};
use crate::policy::request::Request;

pub use change::Change;
pub use grant::{Whom, takes_policies};
pub use revocations::revocations;
pub use search::{remedies, remedies_among};

/// Changes that together turn a decision.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Remedy {
    /// The changes; all of them are needed.
    pub changes: Vec<Change>,
}

impl Remedy {
    /// Whether it takes one change alone.
    pub const fn is_single(&self) -> bool {
        self.changes.len() == 1
    }

    /// Whether the caller makes all of it by asking in another way, with MFA or over TLS: no policy changes.
    pub fn is_callers_own(&self) -> bool {
        const OWN: [&str; 3] = ["aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge", "aws:SecureTransport"];
        let is_own = |change: &Change| matches!(change, Change::SetKey { key, .. } if OWN.iter().any(|own| own.eq_ignore_ascii_case(key)));
        self.changes.iter().all(is_own)
    }

    /// The request and the policies with the changes made.
    pub fn applied(&self, request: &Request, policies: &Policies) -> (Request, Policies) {
        let (mut request, mut policies) = (request.clone(), policies.clone());
        change::apply(&self.changes, &mut request, &mut policies);
        (request, policies)
    }

    /// What the decision is with the changes made.
    pub fn decision(&self, request: &Request, policies: &Policies) -> Decision {
        let (request, policies) = self.applied(request, policies);
        decide(&request, &policies)
    }
}
