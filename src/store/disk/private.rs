//! Files and directories that only their owner can read, written so that a crash leaves the old or the new, never half.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::Write;
use std::path::Path;

use crate::store::error::StoreError;

#[cfg(unix)]
const DIRECTORY_MODE: u32 = 0o700;
#[cfg(unix)]
const FILE_MODE: u32 = 0o600;

/// Makes a directory, and those above it, where they are missing, to last.
pub(in crate::store) fn create_directory(path: &Path) -> Result<(), StoreError> {
    if path.is_dir() || path.as_os_str().is_empty() {
        return Ok(());
    }
    if let Some(above) = path.parent() {
        create_directory(above)?;
    }
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, DIRECTORY_MODE);
    match builder.create(path) {
        // Another process was quicker.
        Err(_) if path.is_dir() => Ok(()),
        created => {
            created.map_err(StoreError::file("created", path))?;
            restrict(path)?;
            sync_parent(path)
        }
    }
}

/// Opens a file to write, and makes it where it is missing.
pub(super) fn open_to_write(path: &Path) -> Result<File, StoreError> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, FILE_MODE);
    let is_new = !path.exists();
    let file = options.open(path).map_err(StoreError::file("opened", path))?;
    if is_new {
        restrict(path)?;
    }
    Ok(file)
}

/// Puts a whole file in place of what was there: written beside it, fsynced, renamed, read back.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let beside = path.with_extension("writing");
    let mut file = open_to_write(&beside)?;
    let written = file.set_len(0).and_then(|()| file.write_all(bytes)).and_then(|()| file.sync_all());
    drop(file);
    if let Err(error) = written {
        // Half a file takes room that a full disk needs; that it can't be removed, too, would only hide the first error.
        let _ = fs::remove_file(&beside);
        return Err(StoreError::file("written", &beside)(error));
    }
    fs::rename(&beside, path).map_err(StoreError::file("written", path))?;
    sync_parent(path)?;
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
    // Only Unix lets a directory be opened, and needs it.
    if cfg!(unix) {
        let directory = File::open(path).map_err(StoreError::file("opened", path))?;
        directory.sync_all().map_err(StoreError::file("written", path))?;
    }
    Ok(())
}

/// As [`sync_directory`], of the directory that this lies in.
pub(in crate::store) fn sync_parent(path: &Path) -> Result<(), StoreError> {
    match path.parent() {
        None => Ok(()),
        Some(here) if here.as_os_str().is_empty() => sync_directory(Path::new(".")),
        Some(above) => sync_directory(above),
    }
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
#[cfg(unix)]
pub(super) fn restrict(path: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::PermissionsExt;

    let metadata = fs::metadata(path).map_err(StoreError::file("read", path))?;
    let mode = if metadata.is_dir() { DIRECTORY_MODE } else { FILE_MODE };
    if metadata.permissions().mode() & 0o777 == mode {
        return Ok(());
    }
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).map_err(StoreError::file("made private", path))
}

/// Elsewhere a user's own directories are private as they are.
#[cfg(not(unix))]
pub(super) fn restrict(_path: &Path) -> Result<(), StoreError> {
    Ok(())
}
