//! Changes that turn a decision: for a denial the smallest that allow the request, for an allowance what takes it away.
//!
//! Every answer was tried: what is decided with it is told from what the explanation found.

mod asking;
mod change;
mod circumstances;
mod conditions;
mod consequences;
mod grant;
mod loosening;
mod narrowing;
mod revocations;
mod search;
mod trial;

pub use change::Change;
pub(super) use conditions::ANY;
pub use grant::{Whom, takes_policies};
pub use loosening::{Loosened, Loosening, PolicyElement};
pub use narrowing::{How, List, Narrowing, Under, WhoAsks};
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

    /// How much it takes.
    pub fn size(&self) -> Size {
        self.changes.iter().map(Change::size).max().unwrap_or(Size::Policies)
    }
}

/// How much a change takes. Who can meet the conditions should not change policies so as to get round them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Size {
    /// The caller makes all of it by asking in another way, with MFA or over TLS.
    CallersOwn,
    /// The request comes in other circumstances, such as tags: no policy changes.
    Circumstances,
    /// Policies change.
    Policies,
    /// All that bounds the caller goes.
    Boundary,
}

impl Change {
    fn size(&self) -> Size {
        const OWN: [&str; 3] = ["aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge", "aws:SecureTransport"];
        match self {
            Self::SetKey { key, .. } if OWN.iter().any(|own| own.eq_ignore_ascii_case(key.name())) => Size::CallersOwn,
            Self::SetKey { .. } | Self::DropKey { .. } => Size::Circumstances,
            Self::Add { .. } | Self::Remove(_) | Self::Loosen(_) => Size::Policies,
            Self::RemoveBoundary => Size::Boundary,
        }
    }
}
