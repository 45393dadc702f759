//! The lock that keeps an account to one writing process.

use std::fs::{self, File, TryLockError};
use std::io::Write;
use std::path::PathBuf;
use std::process;

use super::folder::Folder;
use super::private;
use crate::store::error::StoreError;
use crate::store::private_file;

/// The account is ours to write until this is dropped, however the process ends.
pub(in crate::store) struct Lock {
    file: File,
    path: PathBuf,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing the file would do, were it not for a process that is just being started and still has all our files. If it
        // fails, that is all there is.
        let _ = self.file.unlock();
    }
}

impl Lock {
    /// Takes the account's lock, and leaves our process id in it for others to tell.
    ///
    /// # Errors
    /// [`StoreError::Locked`] where another process has it, [`StoreError::NoSuchAccount`] where another has moved it away.
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
        // Between opening and locking, another process may have thrown the account away, and its lock with it.
        if !private_file::is_at(&file, &path).map_err(StoreError::file("found", &path))? {
            return Err(StoreError::NoSuchAccount { account: folder.account().into() });
        }
        let told = file.set_len(0).and_then(|()| writeln!(file, "{}", process::id()));
        told.map_err(StoreError::file("written", &path))?;
        Ok(Self { file, path })
    }

    /// Checks that the account is still ours: its folder may have been moved or removed, and another be in its place.
    ///
    /// # Errors
    /// It is not.
    pub fn check(&self) -> Result<(), StoreError> {
        private::check_in_place(&self.file, &self.path)
    }

    /// Whether somebody has the lock of the account in this folder.
    pub fn is_held(folder: &Folder) -> bool {
        File::open(folder.lock()).is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
    }
}
