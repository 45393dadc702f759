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
    /// A state that is there already, or further on, is left as it is. Lines of the first format tell its digests.
    pub fn follow(mut self, journal: &Journal, to: Revision) -> Result<Option<(Self, BTreeSet<EntityKey>)>, StoreError> {
        let mut reader = journal.reader();
        let Ok(mut former) = self.digest.in_first_format(self.account.entities()) else { return Ok(None) };
        let is_told = |told: Digest| told == self.digest || told == former;
        if self.revision > 0 && self.revision <= to && !reader.digest(self.revision)?.is_some_and(is_told) {
            return Ok(None);
        }
        let mut touched = BTreeSet::new();
        for revision in self.revision + 1..=to {
            let Some(line) = reader.read(revision)? else { return Ok(None) };
            let edits = line.entry.edits();
            let digests = self.digest.after(&edits).ok().zip(former.after_in_first_format(&edits).ok());
            let Some((digest, in_first_format)) = digests else { return Ok(None) };
            if check_step(&self.account, &edits).is_err() || ![digest, in_first_format].contains(&line.digest) {
                return Ok(None);
            }
            self.account.apply(&edits);
            self.digest = digest;
            former = in_first_format;
            self.revision = revision;
            touched.extend(edits.iter().map(|edit| edit.key().clone()));
        }
        Ok(Some((self, touched)))
    }
}
