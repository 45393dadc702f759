//! Where accounts live: a journal that is fsynced before anything is acknowledged, sled following it, checkpoints, one folder an account.
//!
//! [`Home`] knows which accounts there are, [`OpenAccount`] is one of them at work, and a [`Ledger`] keeps it: on disk or
//! in memory, by one contract. Knows the account's model and the file system, and nothing of terminals, command lines or
//! lessons.

mod beside;
mod disk;
mod entry;
mod error;
mod history;
mod home;
mod ledger;
mod looks;
mod memory;
mod open_account;
pub mod private_file;
mod undo;

pub use disk::{DiskLedger, panics_are_caught_here};
pub use entry::{Deed, Entry, Note, Revision};
pub use error::{ASKED_FOR, OPEN_ELSEWHERE, StoreError};
pub use history::{History, HistoryDeed, HistoryItem};
pub use home::{DEFAULT_ACCOUNT, Emptied, Home, Listed, Opened, Summary};
pub use ledger::{Access, Ledger, Loaded};
pub use memory::MemoryLedger;
pub use open_account::{Done, EnvSource, Failure, OpenAccount, surroundings};
