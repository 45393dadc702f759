//! The journal's entries: what was done to an account, by whom and when.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::account::caller::Caller;
use crate::account::change::{Change, Edit, net, read_edits};
use crate::account::operation::Operation;

/// An entry's number in its account: 1, 2, 3 and so on, without gaps. 0 is the account's origin.
pub type Revision = u64;

/// One thing that was done, or that happened.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// Its number.
    pub revision: Revision,
    /// When, by the practice account's clock.
    pub at: Timestamp,
    /// Who did it.
    pub caller: Caller,
    /// What was done.
    pub deed: Deed,
}

/// What was done.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Deed {
    /// Operations that belong together, with their edits. Undo takes all of them back.
    Changed(Vec<Change>),
    /// An earlier change was taken back: the owner's doing, no operation of the API.
    Undid {
        /// The change.
        revision: Revision,
        /// What taking it back did.
        #[serde(deserialize_with = "read_edits")]
        edits: Vec<Edit>,
    },
    /// A change that had been taken back was made again.
    Redid {
        /// The change.
        revision: Revision,
        /// What making it again did.
        #[serde(deserialize_with = "read_edits")]
        edits: Vec<Edit>,
    },
    /// Something happened and nothing changed.
    Noted(Note),
}

/// Something that happened without a change, but for what was used.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Note {
    /// An operation was refused that would have changed something, or that the policies deny.
    Refused {
        /// The operation; its secrets are masked.
        operation: Box<Operation>,
        /// The API's error code.
        code: String,
        /// The API's message.
        message: String,
        /// Whether a statement denies it. Entries of before do not say.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        is_explicit_deny: Option<bool>,
        /// The condition keys that the session told in which it was asked for, as they were then: the session ends.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        session: Vec<(String, String)>,
        /// What was used up all the same.
        #[serde(default, deserialize_with = "read_edits", skip_serializing_if = "Vec::is_empty")]
        uses: Vec<Edit>,
    },
}

impl Deed {
    /// What was asked for.
    pub(super) fn operations(&self) -> Vec<&Operation> {
        match self {
            Self::Changed(changes) => changes.iter().map(|change| &change.operation).collect(),
            Self::Noted(Note::Refused { operation, .. }) => vec![operation],
            Self::Undid { .. } | Self::Redid { .. } => Vec::new(),
        }
    }

    /// The same with other edits, all of which come with what was asked for first; an undo or redo has its own.
    #[must_use]
    pub(super) fn with_uses(self, mut uses: Vec<Edit>) -> Self {
        match self {
            Self::Changed(changes) => {
                let with = |change| Change { edits: std::mem::take(&mut uses), ..change };
                Self::Changed(changes.into_iter().map(with).collect())
            }
            Self::Noted(Note::Refused { operation, code, message, is_explicit_deny, session, .. }) => {
                Self::Noted(Note::Refused { operation, code, message, is_explicit_deny, session, uses })
            }
            other => other,
        }
    }
}

impl Entry {
    /// What the entry did to the account: one edit a key.
    pub fn edits(&self) -> Vec<Edit> {
        match &self.deed {
            Deed::Changed(changes) => net(changes),
            Deed::Undid { edits, .. } | Deed::Redid { edits, .. } => edits.clone(),
            Deed::Noted(Note::Refused { uses, .. }) => uses.clone(),
        }
    }
}
