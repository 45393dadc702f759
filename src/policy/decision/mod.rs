//! Decisions: all policies that have a say in a request, in layers, and what comes of them.

mod decide;
mod findings;
mod layers;

pub use decide::decide;
pub use layers::{Layer, Level, Policies};

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
