//! An account at work: the one thing that front ends talk to.

use std::fmt;

use jiff::Timestamp;
use rand::SeedableRng;
use rand::rngs::StdRng;

use super::entry::{Deed, Entry, Note, Revision};
use super::error::StoreError;
use super::history::{History, HistoryItem};
use super::ledger::{Ledger, Loaded};
use super::looks::Look;
use super::memory::MemoryLedger;
use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::change::{Change, Edit, net};
use crate::account::display::visible;
use crate::account::env::Env;
use crate::account::operation::{Effect, Operation};
use crate::account::plan::RefusedAt;
use crate::account::refusal::Refusal;
use crate::account::reply::Reply;

/// Where an account's surroundings come from, asked anew for everything that is done.
pub type EnvSource = Box<dyn FnMut() -> Env + Send>;

/// The real surroundings: the system's clock and chance.
pub fn surroundings() -> EnvSource {
    Box::new(|| Env::at(Timestamp::now(), StdRng::from_rng(&mut rand::rng())))
}

/// An account, its history, and the ledger that keeps them.
///
/// Account and history are cheap to clone: a screen draws from its own while the store works.
pub struct OpenAccount {
    /// As it is kept: what a day has passed for meanwhile may still be there.
    pub(super) account: Account,
    /// As it reads.
    shown: Account,
    pub(super) history: History,
    pub(super) ledger: Box<dyn Ledger>,
    env: EnvSource,
    notices: Vec<String>,
    pub(super) read_only: Option<String>,
    /// What was looked at, by whom, and what was used by it, until an entry takes the use along.
    pub(super) looks: Vec<Look>,
    /// Where another has the account open: what was left there to be counted.
    pub(super) left: Vec<Entry>,
    /// Why what is asked for beside the account does not count, as long as nobody was told.
    pub(super) uncounted: Option<StoreError>,
    /// …and whether it was found out already.
    pub(super) is_told: bool,
}

/// What was done.
#[derive(Clone, PartialEq, Debug)]
pub struct Done {
    /// What the operations answered, in their order; nothing for undo and redo.
    pub replies: Vec<Reply>,
    /// The entry that was written; `None` where nothing changed.
    pub entry: Option<Revision>,
}

/// Why nothing was done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Failure {
    /// An operation was refused.
    Refused(RefusedAt),
    /// The undo or redo isn't possible, in a sentence with the reason and what to do first. Escaped.
    NotUndoable(String),
    /// The store failed.
    Store(StoreError),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refused) => f.write_str(&visible(&refused.refusal.message)),
            Self::NotUndoable(why) => f.write_str(why),
            Self::Store(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Failure {}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl OpenAccount {
    /// Loads what a ledger keeps.
    ///
    /// # Errors
    /// The ledger can't load it.
    pub fn load(mut ledger: Box<dyn Ledger>, env: EnvSource) -> Result<Self, StoreError> {
        let Loaded { account, history, notices, read_only } = ledger.load()?;
        let mut open = Self { notices, read_only, ..Self::of((account, history), ledger, env) };
        open.count_left();
        let uncounted = open.uncounted();
        open.notices.extend(uncounted);
        Ok(open)
    }

    fn of((account, history): (Account, History), ledger: Box<dyn Ledger>, env: EnvSource) -> Self {
        let (shown, notices, looks, left) = (account.clone(), Vec::new(), Vec::new(), Vec::new());
        let mut open =
            Self { account, shown, history, ledger, env, notices, read_only: None, looks, left, uncounted: None, is_told: false };
        open.show();
        open
    }

    /// Makes the account what it is now.
    pub(super) fn set(&mut self, account: Account) {
        self.account = account;
        self.show();
    }

    /// Reads the account as it is now, as whoever keeps it open does before each question: chance and time are asked for only where
    /// time tells.
    pub fn show(&mut self) {
        let due = self.account.next_deletion().is_some().then(|| self.surroundings().now);
        self.shown = due.map_or_else(|| self.account.clone(), |now| self.account.as_of(now));
    }

    /// The account at work a second time, with its history, in memory only: what is done there is not done here. What was done
    /// before can't be taken back there.
    #[must_use]
    pub fn trial(&self, env: EnvSource) -> Self {
        let ledger = Box::new(MemoryLedger::after(self.account.clone(), self.history.revision()));
        Self::of((self.account.clone(), self.history.clone()), ledger, env)
    }

    /// The account as it was when something was done last, or when it was opened.
    #[expect(clippy::misnamed_getters, reason = "what is kept has what is due still, so that it can be taken back")]
    pub const fn account(&self) -> &Account {
        &self.shown
    }

    /// What was done to it.
    pub const fn history(&self) -> &History {
        &self.history
    }

    /// What was found wrong at opening and repaired, a sentence each.
    pub fn notices(&self) -> &[String] {
        &self.notices
    }

    /// Why nothing can be changed, as a clause; `None` where it can.
    pub fn read_only(&self) -> Option<&str> {
        self.read_only.as_deref()
    }

    /// Plans operations that belong together, and if none is refused makes their changes durable: all or none.
    ///
    /// # Errors
    /// The first refusal, which history notes if the operation would have written, the policies deny it, or something was used by
    /// it; or the store's.
    pub fn submit(&mut self, caller: &Caller, operations: &[Operation]) -> Result<Done, Failure> {
        self.perform(caller, operations, false)
    }

    /// The same for what somebody tries: history keeps it though nothing may have come of it but an answer.
    ///
    /// # Errors
    /// As of [`Self::submit`].
    pub fn attempt(&mut self, caller: &Caller, operations: &[Operation]) -> Result<Done, Failure> {
        self.perform(caller, operations, true)
    }

    fn perform(&mut self, caller: &Caller, operations: &[Operation], is_tried: bool) -> Result<Done, Failure> {
        self.take_in();
        let mut env = self.surroundings();
        let mut batch = match self.as_used().plan_all(caller, operations, &mut env) {
            Ok(batch) => batch,
            Err(refused) => {
                self.note_refusal(&env, caller, operations.get(refused.index), &refused)?;
                return Err(Failure::Refused(refused));
            }
        };
        // An account that can't be written still answers, but nobody signs in to it or opens a session that it would not keep.
        let is_use = operations.iter().any(|operation| operation.spec().effect == Effect::Use);
        let by = operations.first().map_or_else(|| caller.clone(), |first| first.asked_by(caller, &self.account));
        let is_kept = |edit: &Edit| is_use || !edit.key().is_usage() || self.read_only.is_none();
        if !net(&batch.changes).iter().any(is_kept) {
            if self.read_only.is_some() && !batch.changes.is_empty() {
                self.leave(env.now, &by, Deed::Changed(batch.changes));
                return Ok(Done { replies: batch.replies, entry: None });
            }
            if !is_tried || self.read_only.is_some() {
                return Ok(Done { replies: batch.replies, entry: None });
            }
            if batch.changes.is_empty() {
                let only_answered = |operation: &Operation| Change { operation: operation.clone(), edits: Vec::new() };
                batch.changes = operations.iter().map(only_answered).collect();
            }
        }
        if let Some(first) = batch.changes.first_mut() {
            first.edits = self.after_uses(&first.edits);
        }
        let entry = self.record(env.now, &by, Deed::Changed(batch.changes))?;
        self.looks.clear();
        self.set(batch.after);
        Ok(Done { replies: batch.replies, entry: Some(entry) })
    }

    /// What was done, with its edits.
    ///
    /// # Errors
    /// It can't be read.
    pub fn entry(&mut self, revision: Revision) -> Result<Entry, StoreError> {
        self.ledger.entry(revision)
    }

    /// Lets the ledger do what may wait until the last commit has been acknowledged.
    ///
    /// # Errors
    /// The account takes no more changes. What was acknowledged stays.
    pub fn settle(&mut self) -> Result<(), StoreError> {
        self.ledger.settle()
    }

    /// Writes down what nothing has taken along of what was looked at, leaves a checkpoint if anything changed, and lets the
    /// account go.
    ///
    /// # Errors
    /// What was left undone. What was acknowledged stays.
    pub fn close(mut self) -> Result<(), StoreError> {
        // Once more, though nothing seems to be new: it may have failed before.
        if self.read_only.is_none() {
            self.count_left();
        }
        let kept = self.keep_looks();
        self.ledger.close().and(kept).and(self.uncounted.map_or(Ok(()), Err))
    }

    /// Makes an undo or redo durable, and then the account what it leaves.
    pub(super) fn take(&mut self, caller: &Caller, deed: Deed, after: Account) -> Result<Done, Failure> {
        let env = self.surroundings();
        let entry = self.record(env.now, caller, deed)?;
        self.looks.clear();
        self.set(after);
        Ok(Done { replies: Vec::new(), entry: Some(entry) })
    }

    /// The surroundings now, by the practice clock.
    pub(super) fn surroundings(&mut self) -> Env {
        let env = (self.env)();
        Env { now: self.account.time_at(env.now), ..env }
    }

    pub(super) fn record(&mut self, at: Timestamp, caller: &Caller, deed: Deed) -> Result<Revision, StoreError> {
        let entry = self.ledger.commit(at, caller, deed)?;
        self.history.push(HistoryItem::from(&entry));
        Ok(entry.revision)
    }

    fn note_refusal(&mut self, env: &Env, caller: &Caller, operation: Option<&Operation>, refused: &RefusedAt) -> Result<(), StoreError> {
        let refusal = &refused.refusal;
        let is_noted =
            |operation: &&Operation| operation.spec().effect != Effect::Read || refusal.denied.is_some() || !refusal.used().is_empty();
        let Some(operation) = operation.filter(is_noted) else { return Ok(()) };
        let uses = self.after_uses(refusal.used());
        let note = self.refused(operation, refusal, uses.clone(), env.now);
        let by = operation.asked_by(caller, &self.account);
        // An account that can't be written still answers what it would have answered.
        if self.read_only.is_some() {
            self.leave(env.now, &by, Deed::Noted(note));
            return Ok(());
        }
        self.record(env.now, &by, Deed::Noted(note))?;
        self.account.apply(&uses);
        self.show();
        self.looks.clear();
        Ok(())
    }

    /// What is noted of an operation that was refused.
    pub(super) fn refused(&self, operation: &Operation, refusal: &Refusal, uses: Vec<Edit>, now: Timestamp) -> Note {
        let (code, message) = (refusal.code.to_string(), refusal.message.clone());
        let is_explicit_deny = Some(refusal.is_explicit_deny());
        let session = refusal.denied.as_deref().map_or_else(Vec::new, |denied| self.account.told_by_session(&denied.caller, now));
        Note::Refused { operation: Box::new(operation.as_noted(&self.account)), code, message, is_explicit_deny, session, uses }
    }
}
