//! A whole state at a revision, as sled or a checkpoint has it, and how the journal leads on from there.

use std::collections::BTreeSet;

use super::digest::Digest;
use super::journal::Journal;
use crate::account::Account;
use crate::account::entity::EntityKey;
use crate::store::entry::Revision;
use crate::store::error::StoreError;
use crate::store::memory::check_step;

/// A whole state.
pub(super) struct Snapshot {
    pub revision: Revision,
    pub digest: Digest,
    pub account: Account,
}

impl Snapshot {
    /// Leads the state on to this revision of the journal, and tells which keys that touched. `None` if the journal does
    /// not lead there from here: then one of the two is damaged.
    ///
    /// A state that is there already, or further on, is left as it is.
    pub fn follow(mut self, journal: &Journal, to: Revision) -> Result<Option<(Self, BTreeSet<EntityKey>)>, StoreError> {
        let mut reader = journal.reader();
        if self.revision > 0 && self.revision <= to && reader.read(self.revision)?.is_none_or(|line| line.digest != self.digest) {
            return Ok(None);
        }
        let mut touched = BTreeSet::new();
        for revision in self.revision + 1..=to {
            let Some(line) = reader.read(revision)? else { return Ok(None) };
            let edits = line.entry.edits();
            if check_step(&self.account, &edits).is_err() || self.digest.after(&edits).ok() != Some(line.digest) {
                return Ok(None);
            }
            self.account.apply(&edits);
            self.digest = line.digest;
            self.revision = revision;
            touched.extend(edits.iter().map(|edit| edit.key().clone()));
        }
        Ok(Some((self, touched)))
    }
}
