//! Changes that turn a decision: for a denial the smallest that allow the request, for an allowance what takes it away.
//!
//! Every answer was tried: what is decided with it is told from what the explanation found.

mod asking;
mod change;
mod circumstances;
mod conditions;
mod consequences;
mod grant;
mod narrowing;
mod revocations;
mod search;
mod trial;

pub use change::Change;
pub use grant::{Whom, takes_policies};
pub use narrowing::{How, List, Narrowing};
pub use trial::Trial;

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
        let is_own =
            |change: &Change| matches!(change, Change::SetKey { key, .. } if OWN.iter().any(|own| own.eq_ignore_ascii_case(key.name())));
        self.changes.iter().all(is_own)
    }
}
