//! The ledger on disk: finds out in what condition an account is, and opens it as far as that allows.

use std::fs;

use jiff::Timestamp;

use super::asked::{self, Asked};
use super::checkpoint::{self, Listed};
use super::folder::Folder;
use super::journal::Journal;
use super::lock::Lock;
use super::metadata::Metadata;
use super::opening;
use super::private;
use super::recovery::{self, Found, Reached, hole, reach};
use super::scan::{Scan, scan};
use super::sealed;
use super::snapshot::Snapshot;
use super::state::State;
use super::writer::{Parts, Writer};
use crate::store::entry::{Entry, Revision};
use crate::store::error::{ASKED_FOR, OPEN_ELSEWHERE, StoreError, shown};
use crate::store::ledger::{Access, Ledger, Loaded};

/// A ledger on disk, in a folder of its own.
pub struct DiskLedger {
    folder: Folder,
    access: Access,
    /// When this is, for the name of what is put aside.
    at: Timestamp,
    open: Open,
    /// What others have asked for and is being made entries of.
    asked: Option<Asked>,
    /// How much of it was read or passed over.
    asked_until: u64,
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
    checkpoints: Listed,
    scan: Scan,
    notices: Vec<String>,
}

impl DiskLedger {
    /// The ledger of the account in this folder. Nothing is read or written before it is loaded.
    pub(in crate::store) const fn new(folder: Folder, access: Access, at: Timestamp) -> Self {
        Self { folder, access, at, open: Open::No, asked: None, asked_until: 0 }
    }

    fn survey(&self, Found { metadata, trouble }: Found) -> Result<Survey, StoreError> {
        // Checkpoints come first: whoever writes meanwhile leaves none that the journal does not lead to.
        let checkpoints = checkpoint::find(&self.folder, &metadata)?;
        let scan = scan(&self.folder.journal())?;
        let mut notices = Vec::new();
        if let Some(trouble) = trouble {
            notices.push(format!("The file account.json was {trouble}; what it says was taken from a checkpoint."));
        }
        for path in &checkpoints.damaged {
            notices.push(format!("The checkpoint {} is damaged and counts for nothing; nothing is lost.", shown(path)));
        }
        if !checkpoints.is_origin_sound {
            let origin = self.folder.origin();
            notices.push(format!("{} is missing or damaged: until it is restored, the account can't be reset.", shown(&origin)));
        }
        Ok(Survey { metadata, checkpoints, scan, notices })
    }

    fn load_to_read(&mut self, why: String) -> Result<Loaded, StoreError> {
        let mut survey = self.survey(recovery::read_metadata(&self.folder)?)?;
        let reached = reach(&survey.scan, &survey.checkpoints.files, &survey.metadata, None)?;
        let reached = reached.ok_or_else(|| self.beyond_repair(&survey.scan))?;
        if let Some(why) = hole(&survey.scan, &survey.checkpoints.files, &reached) {
            return Ok(self.show(survey, reached, why));
        }
        // While somebody writes, a line that is not whole is simply not there yet.
        if survey.scan.is_torn && !Lock::is_held(&self.folder) {
            survey.notices.push(TORN.into());
        }
        Ok(self.show(survey, reached, why))
    }

    fn show(&mut self, survey: Survey, reached: Reached, why: String) -> Loaded {
        let Scan { journal, history, .. } = survey.scan;
        self.open = Open::ToRead { journal, why: why.clone() };
        Loaded { account: reached.snapshot.account, history, notices: survey.notices, read_only: Some(why) }
    }

    fn load_to_write(&mut self) -> Result<Loaded, StoreError> {
        // Not even a lock is put into a folder that is no account's, or a later version's. What counts is what it says
        // once it is ours.
        recovery::read_metadata(&self.folder)?;
        let lock = Lock::take(&self.folder)?;
        private::restrict(self.folder.path())?;
        let found = recovery::read_metadata(&self.folder)?;
        if found.trouble.is_some() {
            found.metadata.write(&self.folder)?;
        }
        let is_earlier = sealed::is_of_earlier_format(&self.folder.metadata());
        if is_earlier {
            self.leave_checkpoint_before_conversion(&found.metadata)?;
        }
        let metadata = found.metadata.clone();
        let mut survey = self.survey(found)?;
        let (state, snapshot) = opening::find(&self.folder, &survey.metadata, &mut survey.notices)?.unzip();
        let reached = reach(&survey.scan, &survey.checkpoints.files, &survey.metadata, snapshot)?;
        let reached = reached.ok_or_else(|| self.beyond_repair(&survey.scan))?;
        if let Some(why) = hole(&survey.scan, &survey.checkpoints.files, &reached) {
            return Ok(self.show(survey, reached, why));
        }
        if survey.scan.is_torn {
            survey.notices.push(TORN.into());
        }
        let state = match state.zip(reached.sled_at) {
            Some((state, sled_at)) if sled_at == reached.snapshot.revision => state,
            Some((state, sled_at)) => self.catch_up(state, sled_at, &reached, &mut survey)?,
            None => self.rebuild(&reached.snapshot, &mut survey.notices)?,
        };
        if is_earlier {
            metadata.write(&self.folder)?;
        }
        self.write_on(survey, reached.snapshot, state, lock)
    }

    /// What an account of an earlier format holds is kept as a backup, before anything of it is written anew. The journal is
    /// not: its lines are read as they are.
    fn leave_checkpoint_before_conversion(&self, metadata: &Metadata) -> Result<(), StoreError> {
        let checkpoints = checkpoint::find(&self.folder, metadata)?;
        let scan = scan(&self.folder.journal())?;
        let Some(reached) = reach(&scan, &checkpoints.files, metadata, None)? else { return Ok(()) };
        let is_newer = reached.snapshot.revision > checkpoint::newest(&checkpoints.files);
        if is_newer && hole(&scan, &checkpoints.files, &reached).is_none() {
            checkpoint::leave(&self.folder, &reached.snapshot.account, reached.snapshot.revision)?;
        }
        Ok(())
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
        let account = snapshot.account.clone();
        let parts = Parts { folder: self.folder.clone(), lock, journal, state, snapshot, checkpoints };
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

/// What is said of a last line that was never acknowledged.
const TORN: &str = "The journal's last line was not whole and has been left out; everything before it is there.";

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
        match self.access {
            Access::ReadOnly => return self.load_to_read(ASKED_FOR.into()),
            Access::Beside => return self.load_to_read(OPEN_ELSEWHERE.into()),
            Access::ReadWrite => {}
        }
        match self.load_to_write() {
            // What can't be written may still be looked at.
            Err(error) if error.is_unwritable_place() => self.load_to_read(error.clause()),
            loaded => loaded,
        }
    }

    fn commit_all(&mut self, entries: Vec<Entry>) -> Result<Vec<Entry>, StoreError> {
        self.writer()?.commit_all(entries)
    }

    fn leave(&mut self, entry: &Entry) -> Result<(), StoreError> {
        if self.access == Access::Beside { asked::add(&self.folder.asked(), entry) } else { Ok(()) }
    }

    fn has_left(&mut self) -> bool {
        let length = asked::length(&self.folder.asked());
        std::mem::replace(&mut self.asked_until, length) != length && length > 0
    }

    fn left(&mut self) -> Result<Vec<Entry>, StoreError> {
        // Taken twice, they would wait for themselves.
        self.asked = None;
        self.asked_until = asked::length(&self.folder.asked());
        match &self.open {
            Open::ToWrite(_) => {
                let (asked, entries) = Asked::take(&self.folder.asked())?.unzip();
                self.asked = asked;
                Ok(entries.unwrap_or_default())
            }
            Open::ToRead { .. } => asked::read(&self.folder.asked()),
            Open::No => Err(self.closed()),
        }
    }

    fn release_left(&mut self, are_entries: bool) -> Result<(), StoreError> {
        if let Some(asked) = self.asked.take().filter(|_| are_entries) {
            self.asked_until = asked.forget()?;
        }
        Ok(())
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
