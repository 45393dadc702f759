//! Decisions: all policies that have a say in a request, in layers, and what comes of them.

mod decide;
mod explain;
mod findings;
mod layers;
mod missing;
mod reason;
mod remedies;
pub mod report;
mod standing;
mod supposition;
mod tally;
mod within_reach;
mod words;

pub use decide::decide;
pub use explain::{Explanation, LayerFinding, Place, StatementFinding, explain};
pub use layers::{Layer, Level, NotApplicable, Policies};
pub use missing::MissingKey;
pub use reason::Reason;
pub use remedies::{
    Change, How, List, Loosened, Loosening, Narrowing, PolicyElement, Remedy, Size, Trial, Under, WhoAsks, Whom, takes_policies,
};
pub use standing::{NotNeeded, Standing};
pub use within_reach::{ALWAYS, has_one_region, is_known_key, is_never_sent, is_of_mfa, is_region, is_within_reach, may_turn};
pub use words::{Absence, Telling, listed, shown, verbatim};

/// What comes of a request.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Decision {
    /// All that must allow it does, and nothing denies it.
    Allowed,
    /// A statement denies it, whatever allows it.
    ExplicitDeny,
    /// Something that must allow it does not.
    ImplicitDeny,
}

impl Decision {
    /// As the IAM API spells it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::ExplicitDeny => "explicitDeny",
            Self::ImplicitDeny => "implicitDeny",
        }
    }
}

#[cfg(test)]
mod tests;
