//! An account that lives only as long as its ledger: for trials, lessons in passing, and tests.

use super::entry::{Entry, Revision};
use super::error::StoreError;
use super::history::HistoryItem;
use super::ledger::{Ledger, Loaded};
use crate::account::Account;
use crate::account::change::Edit;

/// A ledger in memory.
pub struct MemoryLedger {
    account: Account,
    /// What was done before this ledger began: numbers go on from there.
    before: Revision,
    entries: Vec<Entry>,
}

impl MemoryLedger {
    /// A ledger whose account begins as this one.
    pub const fn new(account: Account) -> Self {
        Self::after(account, 0)
    }

    /// A ledger whose account has a history of its own, up to this revision, which is kept elsewhere.
    pub(super) const fn after(account: Account, before: Revision) -> Self {
        Self { account, before, entries: Vec::new() }
    }
}

impl Ledger for MemoryLedger {
    fn load(&mut self) -> Result<Loaded, StoreError> {
        let history = self.entries.iter().map(HistoryItem::from).collect();
        Ok(Loaded { account: self.account.clone(), history, notices: Vec::new(), read_only: None })
    }

    fn commit_all(&mut self, entries: Vec<Entry>) -> Result<Vec<Entry>, StoreError> {
        let mut account = self.account.clone();
        let mut written = Vec::new();
        for (entry, revision) in entries.into_iter().zip(self.before + self.entries.len() as Revision + 1..) {
            let entry = Entry { revision, ..entry };
            let edits = entry.edits();
            check_step(&account, &edits)?;
            account.apply(&edits);
            // Written down and read back, as on disk: that is what masks secrets.
            let entry = serde_json::to_vec(&entry).and_then(|written| serde_json::from_slice::<Entry>(&written));
            written.push(entry.map_err(|_| StoreError::Unencodable { place: "memory".into() })?);
        }
        self.account = account;
        self.entries.extend(written.clone());
        Ok(written)
    }

    fn settle(&mut self) -> Result<(), StoreError> {
        Ok(())
    }

    fn entry(&mut self, revision: Revision) -> Result<Entry, StoreError> {
        self.entries.iter().find(|entry| entry.revision == revision).cloned().ok_or(StoreError::NoEntry { revision })
    }

    fn close(&mut self) -> Result<(), StoreError> {
        Ok(())
    }
}

/// Checks that edits begin where the account is: an entry that does not could never be replayed.
pub(super) fn check_step(account: &Account, edits: &[Edit]) -> Result<(), StoreError> {
    match edits.iter().find(|edit| account.get(edit.key()) != edit.before()) {
        None => Ok(()),
        Some(edit) => Err(StoreError::OutOfStep { key: edit.key().to_string() }),
    }
}
