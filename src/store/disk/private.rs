//! An account's files and directories, which only their owner can read: [`private_file`] with errors that name the file.

use std::fs::{self, File};
use std::path::Path;

use crate::store::error::StoreError;
use crate::store::private_file;

/// Makes a directory, and those above it, where they are missing, to last.
pub(in crate::store) fn create_directory(path: &Path) -> Result<(), StoreError> {
    private_file::create_directory(path).map_err(StoreError::file("created", path))
}

/// Opens a file to write, and makes it where it is missing.
pub(super) fn open_to_write(path: &Path) -> Result<File, StoreError> {
    private_file::open_to_write(path).map_err(StoreError::file("opened", path))
}

/// Opens a file that is there, to write in it or to read only; `None` where none is.
pub(super) fn open_found(path: &Path, to_write: bool) -> Result<Option<File>, StoreError> {
    private_file::open_found(path, to_write).map_err(StoreError::file("opened", path))
}

/// Checks that this file is still the one at this path.
///
/// # Errors
/// It was moved or removed; what is written to it would be lost.
pub(super) fn check_in_place(file: &File, path: &Path) -> Result<(), StoreError> {
    if private_file::is_at(file, path).map_err(StoreError::file("found", path))? {
        return Ok(());
    }
    Err(StoreError::Gone { path: path.to_owned() })
}

/// Puts a whole file in place of what was there, and reads it back.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    private_file::replace(path, bytes).map_err(StoreError::file("written", path))?;
    let read = fs::read(path).map_err(StoreError::file("read", path))?;
    if read == bytes {
        Ok(())
    } else {
        let error = std::io::Error::new(std::io::ErrorKind::InvalidData, "it reads differently from what was written");
        Err(StoreError::file("written", path)(error))
    }
}

/// Makes it last that something was made, renamed or removed in a directory.
pub(in crate::store) fn sync_directory(path: &Path) -> Result<(), StoreError> {
    private_file::sync_directory(path).map_err(StoreError::file("written", path))
}

/// As [`sync_directory`], of the directory that this lies in.
pub(in crate::store) fn sync_parent(path: &Path) -> Result<(), StoreError> {
    private_file::sync_parent(path).map_err(StoreError::file("written", path))
}

/// Takes everybody else's rights from a directory and all in it: others than us wrote there, by their own lights.
pub(super) fn restrict_all(directory: &Path) -> Result<(), StoreError> {
    restrict(directory)?;
    for item in fs::read_dir(directory).map_err(StoreError::file("read", directory))? {
        let path = item.map_err(StoreError::file("read", directory))?.path();
        if path.is_dir() { restrict_all(&path)? } else { restrict(&path)? }
    }
    Ok(())
}

/// Gives the owner all rights and nobody else any, whatever the umask made of it.
pub(super) fn restrict(path: &Path) -> Result<(), StoreError> {
    private_file::restrict(path).map_err(StoreError::file("made private", path))
}
