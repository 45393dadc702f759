//! An account on disk: journal, sled, checkpoints, lock.
//!
//! The journal carries the promise that nothing acknowledged is lost; sled holds the state and may lag behind or break;
//! checkpoints are what is left if it does. Knows the files of one account and no other.

mod asked;
mod checkpoint;
mod digest;
mod folder;
mod founding;
mod guard;
mod journal;
mod ledger;
mod line;
mod lock;
mod metadata;
mod opening;
mod private;
mod recovery;
mod scan;
mod sealed;
mod snapshot;
mod state;
mod writer;

pub use guard::panics_are_caught_here;
pub use ledger::DiskLedger;

pub(super) use folder::{Folder, children};
pub(super) use founding::{check_origin, found, read_origin, summary, unwind};
pub(super) use lock::Lock;
pub(super) use metadata::Metadata;
pub(super) use private::{create_directory, sync_parent};
pub(super) use recovery::{check_is_account, read_metadata};
