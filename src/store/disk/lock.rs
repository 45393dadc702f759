//! The lock that keeps an account to one writing process.

use std::fs::{self, File, TryLockError};
use std::io::Write;
use std::process;

use super::folder::Folder;
use super::private;
use crate::store::error::StoreError;

/// The account is ours to write until this is dropped, however the process ends.
pub(in crate::store) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the account's lock, and leaves our process id in it for others to tell.
    ///
    /// # Errors
    /// [`StoreError::Locked`] where another process has it.
    pub fn take(folder: &Folder) -> Result<Self, StoreError> {
        let path = folder.lock();
        let mut file = private::open_to_write(&path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                // Where the system doesn't let a locked file be read, nobody knows who has it.
                let pid = fs::read_to_string(&path).ok().and_then(|text| text.trim().parse().ok());
                return Err(StoreError::Locked { account: folder.account().into(), pid });
            }
            Err(TryLockError::Error(error)) => return Err(StoreError::file("locked", &path)(error)),
        }
        let told = file.set_len(0).and_then(|()| writeln!(file, "{}", process::id()));
        told.map_err(StoreError::file("written", &path))?;
        Ok(Self { _file: file })
    }
}
