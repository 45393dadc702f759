//! An account's folder from outside: making it, making it as it was at first, and what can be told without opening it.

use std::fs;
use std::io::ErrorKind::{AlreadyExists, DirectoryNotEmpty, NotADirectory};
use std::path::Path;

use super::checkpoint;
use super::folder::Folder;
use super::journal::last_revision;
use super::lock::Lock;
use super::metadata::Metadata;
use super::private;
use super::recovery;
use crate::account::Account;
use crate::store::entry::Revision;
use crate::store::error::StoreError;

/// Makes a folder for an account that begins with this state. It is made at `making`, out of sight, and then moved to its
/// place, so that nobody ever sees half an account.
///
/// # Errors
/// The place is taken, or can't be written.
pub(in crate::store) fn found(folder: &Folder, account: &Account, making: &Path) -> Result<(), StoreError> {
    let made = Folder::new(folder.account(), making);
    private::create_directory(making)?;
    // Locked, it is not cleared away while it is being made.
    let lock = Lock::take(&made)?;
    checkpoint::write_origin(&made, account)?;
    Metadata::of(account).write(&made)?;
    private::sync_directory(making)?;
    drop(lock);
    if let Err(error) = put(making, folder) {
        fs::remove_dir_all(making).map_err(StoreError::file("removed", making))?;
        return Err(error);
    }
    private::sync_parent(folder.path())
}

fn put(making: &Path, folder: &Folder) -> Result<(), StoreError> {
    let exists = || StoreError::AccountExists { account: folder.account().into() };
    if fs::symlink_metadata(folder.path()).is_ok() {
        return Err(exists());
    }
    match fs::rename(making, folder.path()) {
        // Another process was quicker.
        Err(error) if matches!(error.kind(), AlreadyExists | DirectoryNotEmpty | NotADirectory) => Err(exists()),
        moved => moved.map_err(StoreError::file("created", folder.path())),
    }
}

/// Moves all that was done to an account to this place, so that the account begins again with its origin.
pub(in crate::store) fn unwind(folder: &Folder, to: &Path) -> Result<(), StoreError> {
    private::create_directory(to)?;
    // The journal goes last: until it has gone, an opening finds the account as it was.
    let mut paths = folder.damaged_states()?;
    paths.extend([folder.asked(), folder.state(), folder.checkpoints(), folder.journal()]);
    for path in paths {
        let name = path.file_name().unwrap_or_default();
        if fs::symlink_metadata(&path).is_ok() {
            fs::rename(&path, to.join(name)).map_err(StoreError::file("moved", &path))?;
            private::sync_directory(folder.path())?;
        }
    }
    private::sync_directory(to)
}

/// Checks that the account can begin again.
///
/// # Errors
/// What it began with is gone or damaged.
pub(in crate::store) fn check_origin(folder: &Folder, metadata: &Metadata) -> Result<(), StoreError> {
    read_origin(folder, metadata).map(|_| ())
}

/// What the account began with.
///
/// # Errors
/// It is gone or damaged.
pub(in crate::store) fn read_origin(folder: &Folder, metadata: &Metadata) -> Result<Account, StoreError> {
    let path = folder.origin();
    let origin = checkpoint::read(&path, 0, metadata)?;
    origin.map(|snapshot| snapshot.account).ok_or(StoreError::NoOrigin { path })
}

/// What is known of an account without opening it: its metadata, and how much was done to it.
///
/// # Errors
/// It is no account, of a newer format, or can't be read.
pub(in crate::store) fn summary(folder: &Folder) -> Result<(Metadata, Revision), StoreError> {
    let metadata = recovery::read_metadata(folder)?.metadata;
    Ok((metadata, last_revision(&folder.journal())?))
}
