//! An account that is open to write: the journal first, then sled, now and then a checkpoint.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::checkpoint::{self, Listed};
use super::digest::Digest;
use super::folder::Folder;
use super::journal::Journal;
use super::line;
use super::lock::Lock;
use super::snapshot::Snapshot;
use super::state::State;
use super::{opening, private};
use crate::account::Account;
use crate::account::entity::EntityKey;
use crate::store::entry::{Entry, Revision};
use crate::store::error::{StoreError, shown};
use crate::store::memory::check_step;

/// After how many entries a checkpoint is left.
const CHECKPOINT_EVERY: u64 = 1000;

/// An account that is open to write.
pub(super) struct Writer {
    folder: Folder,
    journal: Journal,
    state: State,
    account: Account,
    revision: Revision,
    digest: Digest,
    /// What sled does not have yet.
    touched: BTreeSet<EntityKey>,
    /// The revision that sled has.
    settled: Revision,
    /// The revision of the newest checkpoint.
    checkpointed: Revision,
    /// Checkpoints that can't be read.
    damaged: Vec<PathBuf>,
    /// Why nothing more is written.
    stopped: Option<StoreError>,
    /// Goes last, so that the account is free when all else is done.
    lock: Lock,
}

/// What a writer is made of.
pub(super) struct Parts {
    pub folder: Folder,
    pub lock: Lock,
    pub journal: Journal,
    pub state: State,
    /// The present state, which sled has.
    pub snapshot: Snapshot,
    pub checkpoints: Listed,
}

impl Writer {
    /// Makes the journal ready to go on.
    pub fn new(parts: Parts) -> Result<Self, StoreError> {
        let Parts { folder, lock, mut journal, state, snapshot, checkpoints: Listed { files, damaged, .. } } = parts;
        let checkpointed = checkpoint::newest(&files);
        let Snapshot { revision, digest, account } = snapshot;
        journal.cut_torn_end()?;
        if checkpointed < revision {
            journal.resume_segment()?;
        }
        Ok(Self {
            folder,
            journal,
            state,
            account,
            revision,
            digest,
            touched: BTreeSet::new(),
            settled: revision,
            checkpointed,
            damaged,
            stopped: None,
            lock,
        })
    }

    pub const fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Appends entries to the journal. When this returns, they are durable.
    pub fn commit_all(&mut self, entries: Vec<Entry>) -> Result<Vec<Entry>, StoreError> {
        self.check_going()?;
        let (mut account, mut digest) = (self.account.clone(), self.digest);
        let (mut lines, mut written, mut touched) = (Vec::new(), Vec::new(), Vec::new());
        for (entry, revision) in entries.into_iter().zip(self.revision + 1..) {
            let entry = Entry { revision, ..entry };
            let edits = entry.edits();
            check_step(&account, &edits)?;
            let line = digest.after(&edits).and_then(|after| Ok((after, line::write(after, &entry)?)));
            let (after, (line, entry)) = line.map_err(|_| StoreError::Unencodable { place: shown(self.journal.directory()) })?;
            account.apply(&edits);
            digest = after;
            lines.push((revision, line));
            written.push(entry);
            touched.extend(edits.iter().map(|edit| edit.key().clone()));
        }
        let appended = self.journal.append(&lines);
        self.stop_at(appended)?;
        self.account = account;
        self.digest = digest;
        self.revision += written.len() as Revision;
        self.touched.extend(touched);
        Ok(written)
    }

    /// Lets sled follow, and leaves a checkpoint where one is due.
    pub fn settle(&mut self) -> Result<(), StoreError> {
        self.check_going()?;
        let settled = self.follow();
        self.stop_at(settled)?;
        if self.revision >= self.checkpointed + CHECKPOINT_EVERY {
            let left = self.leave_checkpoint();
            self.stop_at(left)?;
        }
        Ok(())
    }

    /// Settles, leaves a checkpoint if anything changed since the last, and lets everything go. One that has stopped, and has
    /// told so, is let go as it is: its journal has everything.
    pub fn close(mut self) -> Result<(), StoreError> {
        if self.stopped.is_some() {
            return Ok(());
        }
        self.settle()?;
        // Before a new one is left, which may be called the same.
        checkpoint::remove(&self.damaged)?;
        if self.revision > self.checkpointed {
            self.leave_checkpoint()?;
        }
        let directory = self.folder.state();
        drop(self.state);
        private::restrict_all(&directory)
    }

    fn follow(&mut self) -> Result<(), StoreError> {
        if self.settled < self.revision {
            let written = self.state.write(&self.account, &self.touched, self.revision, self.digest);
            written.map_err(|trouble| opening::error_of(&trouble, &self.folder))?;
            self.touched.clear();
            self.settled = self.revision;
        }
        Ok(())
    }

    fn leave_checkpoint(&mut self) -> Result<(), StoreError> {
        checkpoint::leave(&self.folder, &self.account, self.revision)?;
        self.checkpointed = self.revision;
        self.journal.end_segment();
        Ok(())
    }

    /// Checks that nothing has failed yet, and that the folder is still this account's.
    fn check_going(&mut self) -> Result<(), StoreError> {
        if let Some(stopped) = &self.stopped {
            return Err(stopped.clone());
        }
        let checked = self.lock.check();
        self.stop_at(checked)
    }

    /// After a write that failed nothing is certain about the disk but what was acknowledged before.
    fn stop_at<T>(&mut self, written: Result<T, StoreError>) -> Result<T, StoreError> {
        written.map_err(|error| {
            let stopped = match error {
                StoreError::Gone { .. } => error,
                error => StoreError::Stopped { account: self.folder.account().into(), why: error.clause() },
            };
            self.stopped.insert(stopped).clone()
        })
    }
}
