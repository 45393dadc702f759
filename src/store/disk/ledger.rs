//! The ledger on disk: finds out in what condition an account is, and opens it as far as that allows.

use std::fs;
use std::path::PathBuf;

use jiff::Timestamp;

use super::checkpoint;
use super::folder::Folder;
use super::journal::Journal;
use super::lock::Lock;
use super::metadata::Metadata;
use super::opening;
use super::private;
use super::recovery::{self, Reached, hole, reach};
use super::scan::{Scan, scan};
use super::snapshot::Snapshot;
use super::state::State;
use super::writer::{Parts, Writer};
use crate::account::caller::Caller;
use crate::store::entry::{Deed, Entry, Revision};
use crate::store::error::StoreError;
use crate::store::ledger::{Access, Ledger, Loaded};

/// A ledger on disk, in a folder of its own.
pub struct DiskLedger {
    folder: Folder,
    access: Access,
    /// When this is, for the name of what is put aside.
    at: Timestamp,
    open: Open,
}

/// How far the account is open.
enum Open {
    No,
    ToRead { journal: Journal, why: String },
    ToWrite(Box<Writer>),
}

/// What the folder says before sled is asked.
struct Survey {
    metadata: Metadata,
    checkpoints: Vec<(Revision, PathBuf)>,
    scan: Scan,
    notices: Vec<String>,
}

impl DiskLedger {
    /// The ledger of the account in this folder. Nothing is read or written before it is loaded.
    pub(in crate::store) const fn new(folder: Folder, access: Access, at: Timestamp) -> Self {
        Self { folder, access, at, open: Open::No }
    }

    fn survey(&self, metadata: Metadata, is_recovered: bool) -> Result<Survey, StoreError> {
        // Checkpoints come first: whoever writes meanwhile leaves none that the journal does not lead to.
        let checkpoints = checkpoint::list(&self.folder)?;
        let scan = scan(&self.folder.journal())?;
        let mut notices = Vec::new();
        if is_recovered {
            notices.push("The file account.json was damaged; what it says was taken from a checkpoint.".into());
        }
        if scan.is_torn {
            notices.push("The journal's last line was not whole and has been left out; everything before it is there.".into());
        }
        Ok(Survey { metadata, checkpoints, scan, notices })
    }

    fn load_to_read(&mut self, why: String) -> Result<Loaded, StoreError> {
        let (metadata, is_recovered) = recovery::read_metadata(&self.folder)?;
        let survey = self.survey(metadata, is_recovered)?;
        let reached = reach(&survey.scan, &survey.checkpoints, &survey.metadata, None)?;
        let reached = reached.ok_or_else(|| self.beyond_repair(&survey.scan))?;
        let why = hole(&survey.scan, &survey.checkpoints, &reached).unwrap_or(why);
        Ok(self.show(survey, reached, why))
    }

    fn show(&mut self, survey: Survey, reached: Reached, why: String) -> Loaded {
        let Scan { journal, history, .. } = survey.scan;
        self.open = Open::ToRead { journal, why: why.clone() };
        Loaded { account: reached.snapshot.account, history, notices: survey.notices, read_only: Some(why) }
    }

    fn load_to_write(&mut self) -> Result<Loaded, StoreError> {
        let (metadata, is_recovered) = recovery::read_metadata(&self.folder)?;
        let lock = Lock::take(&self.folder)?;
        private::restrict(self.folder.path())?;
        if is_recovered {
            metadata.write(&self.folder)?;
        }
        let mut survey = self.survey(metadata, is_recovered)?;
        let (state, snapshot) = opening::find(&self.folder, &survey.metadata, &mut survey.notices)?.unzip();
        let reached = reach(&survey.scan, &survey.checkpoints, &survey.metadata, snapshot)?;
        let reached = reached.ok_or_else(|| self.beyond_repair(&survey.scan))?;
        if let Some(why) = hole(&survey.scan, &survey.checkpoints, &reached) {
            return Ok(self.show(survey, reached, why));
        }
        let state = match state.zip(reached.sled_at) {
            Some((state, sled_at)) if sled_at == reached.snapshot.revision => state,
            Some((state, sled_at)) => self.catch_up(state, sled_at, &reached, &mut survey)?,
            None => self.rebuild(&reached.snapshot, &mut survey.notices)?,
        };
        self.write_on(survey, reached.snapshot, state, lock)
    }

    /// Lets sled have what the journal has, and tells so.
    fn catch_up(&self, state: State, sled_at: Revision, reached: &Reached, survey: &mut Survey) -> Result<State, StoreError> {
        let Reached { snapshot, touched, .. } = reached;
        match opening::catch_up(&self.folder, &survey.metadata, state, snapshot, touched)? {
            Some(state) => {
                survey.notices.push(carried_over(snapshot.revision - sled_at));
                Ok(state)
            }
            None => self.rebuild(snapshot, &mut survey.notices),
        }
    }

    /// Makes sled anew, and tells why, unless there was nothing to lose yet.
    fn rebuild(&self, snapshot: &Snapshot, notices: &mut Vec<String>) -> Result<State, StoreError> {
        if fs::symlink_metadata(self.folder.state()).is_ok() {
            notices.push("The stored state was damaged; it was put aside and made anew from the journal, and nothing is lost.".into());
        } else if snapshot.revision > 0 {
            notices.push("The stored state was missing; it was made anew from the journal, and nothing is lost.".into());
        }
        opening::rebuild(&self.folder, snapshot, self.at)
    }

    fn write_on(&mut self, survey: Survey, snapshot: Snapshot, state: State, lock: Lock) -> Result<Loaded, StoreError> {
        let Survey { checkpoints, scan: Scan { journal, history, .. }, notices, .. } = survey;
        let checkpointed = checkpoints.first().map_or(0, |(revision, _)| *revision);
        let account = snapshot.account.clone();
        let parts = Parts { folder: self.folder.clone(), lock, journal, state, snapshot, checkpointed };
        self.open = Open::ToWrite(Box::new(Writer::new(parts)?));
        Ok(Loaded { account, history, notices, read_only: None })
    }

    fn writer(&mut self) -> Result<&mut Writer, StoreError> {
        let account = || self.folder.account().to_owned();
        match &mut self.open {
            Open::ToWrite(writer) => Ok(writer),
            Open::ToRead { why, .. } => Err(StoreError::ReadOnly { account: account(), why: why.clone() }),
            Open::No => Err(StoreError::Closed { account: account() }),
        }
    }

    fn closed(&self) -> StoreError {
        StoreError::Closed { account: self.folder.account().into() }
    }

    fn beyond_repair(&self, scan: &Scan) -> StoreError {
        let what = scan.damage.as_ref().map_or_else(
            || "its journal leads on neither from its state nor from a checkpoint".into(),
            |damage| format!("{damage} and no state or checkpoint reaches past it"),
        );
        StoreError::Damaged { account: self.folder.account().into(), what }
    }
}

/// What is said where an earlier run ended before sled had everything.
fn carried_over(count: u64) -> String {
    if count == 1 {
        "The program had been interrupted: its last change was carried over from the journal, and nothing is lost.".into()
    } else {
        format!("The program had been interrupted: its last {count} changes were carried over from the journal, and nothing is lost.")
    }
}

impl Ledger for DiskLedger {
    fn load(&mut self) -> Result<Loaded, StoreError> {
        self.open = Open::No;
        if self.access == Access::ReadOnly {
            return self.load_to_read("that was asked for".into());
        }
        match self.load_to_write() {
            // What can't be written may still be looked at.
            Err(error) if error.is_unwritable_place() => self.load_to_read(error.clause()),
            loaded => loaded,
        }
    }

    fn commit(&mut self, at: Timestamp, caller: &Caller, deed: Deed) -> Result<Entry, StoreError> {
        self.writer()?.commit(at, caller, deed)
    }

    fn settle(&mut self) -> Result<(), StoreError> {
        match &mut self.open {
            Open::ToWrite(writer) => writer.settle(),
            Open::ToRead { .. } => Ok(()),
            Open::No => Err(self.closed()),
        }
    }

    fn entry(&mut self, revision: Revision) -> Result<Entry, StoreError> {
        let journal = match &self.open {
            Open::ToWrite(writer) => writer.journal(),
            Open::ToRead { journal, .. } => journal,
            Open::No => return Err(self.closed()),
        };
        journal.read(revision).map(|line| line.entry)
    }

    fn close(&mut self) -> Result<(), StoreError> {
        match std::mem::replace(&mut self.open, Open::No) {
            Open::ToWrite(writer) => writer.close(),
            Open::ToRead { .. } => Ok(()),
            Open::No => Err(self.closed()),
        }
    }
}
