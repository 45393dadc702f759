//! Who calls an operation.

use serde::{Deserialize, Serialize};

use super::entity::Owner;

/// The principal that an operation is called as. Until one can sign in as a user, that is root.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Caller {
    /// The root user: no policy of the account limits it.
    Root,
}

impl Caller {
    /// Whose credentials are meant where an operation leaves the user name out.
    pub const fn owner(&self) -> Owner {
        match self {
            Self::Root => Owner::Root,
        }
    }

    /// The caller's name in the header and in history.
    pub const fn label(&self) -> &'static str {
        match self {
            Self::Root => "root user",
        }
    }
}
