//! What keeps an account: the contract of ledgers.

use jiff::Timestamp;

use super::entry::{Deed, Entry, Revision};
use super::error::StoreError;
use super::history::History;
use crate::account::Account;
use crate::account::caller::Caller;

/// Whether an account may be written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Access {
    /// It may; no other process can write it meanwhile.
    ReadWrite,
    /// It may not: not a byte of its folder changes, and others may write it meanwhile.
    ReadOnly,
    /// It may not, as another has it: what is asked for is left there for that one to count.
    Beside,
}

/// An account as a ledger has it.
pub struct Loaded {
    /// The account.
    pub account: Account,
    /// What was done to it.
    pub history: History,
    /// What was found wrong and repaired, a sentence each.
    pub notices: Vec<String>,
    /// Why nothing can be changed, as a clause; `None` where it can.
    pub read_only: Option<String>,
}

/// Keeps one account and its journal.
///
/// What [`Ledger::commit`] has returned is there after any crash. After an error of a write, nothing more is written until
/// the account is loaded again.
pub trait Ledger: Send {
    /// Reads the account, and repairs what can be repaired. Comes before everything else; again, it starts over.
    ///
    /// # Errors
    /// The account is locked, of a newer format, or damaged beyond repair.
    fn load(&mut self) -> Result<Loaded, StoreError>;

    /// Writes down what was done, durably, and answers the entries as they were written: numbered, and secrets in operations are
    /// masked. A crash meanwhile may leave the first of them, and not the others.
    ///
    /// # Errors
    /// Nothing was acknowledged: the account can't be written, or a deed doesn't fit the account's state.
    fn commit_all(&mut self, entries: Vec<Entry>) -> Result<Vec<Entry>, StoreError>;

    /// As [`Ledger::commit_all`], of one.
    ///
    /// # Errors
    /// As there.
    fn commit(&mut self, at: Timestamp, caller: &Caller, deed: Deed) -> Result<Entry, StoreError> {
        let entries = self.commit_all(vec![Entry { revision: 0, at, caller: caller.clone(), deed }])?;
        entries.into_iter().next().ok_or(StoreError::NoEntry { revision: 0 })
    }

    /// Leaves word of what is only shown or denied here, for whoever has the account open to make an entry of; nothing where it is
    /// not open beside another.
    ///
    /// # Errors
    /// It can't be written down.
    fn leave(&mut self, _entry: &Entry) -> Result<(), StoreError> {
        Ok(())
    }

    /// Whether others may have left word of something since this or [`Ledger::left`] was asked last. It costs next to nothing.
    fn has_left(&mut self) -> bool {
        false
    }

    /// What others have left word of, to be made entries of. They have the number of the last entry that was there then, and what
    /// was used by them is to be found out anew. Until they are released, nobody leaves more.
    ///
    /// # Errors
    /// It can't be read.
    fn left(&mut self) -> Result<Vec<Entry>, StoreError> {
        Ok(Vec::new())
    }

    /// Lets others leave word again, and forgets what they have left where that is in the journal now; else it is kept for
    /// another time.
    ///
    /// # Errors
    /// It can't be removed; then it will be answered again.
    fn release_left(&mut self, _are_entries: bool) -> Result<(), StoreError> {
        Ok(())
    }

    /// Does what may wait until a commit has been acknowledged: sled follows the journal, now and then a checkpoint.
    ///
    /// # Errors
    /// The account takes no more changes. What was acknowledged stays.
    fn settle(&mut self) -> Result<(), StoreError>;

    /// Reads an entry back, with its edits.
    ///
    /// # Errors
    /// There is no such entry, or it can't be read.
    fn entry(&mut self, revision: Revision) -> Result<Entry, StoreError>;

    /// Settles, leaves a checkpoint if anything changed since the last, and lets the account go.
    ///
    /// # Errors
    /// What was left undone. What was acknowledged stays.
    fn close(&mut self) -> Result<(), StoreError>;
}
