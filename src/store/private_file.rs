//! Files that only their owner can read, and that are there whole or not at all.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process;

use jiff::Timestamp;

#[cfg(unix)]
const DIRECTORY_MODE: u32 = 0o700;
#[cfg(unix)]
const FILE_MODE: u32 = 0o600;

/// Writes a file that is not there yet, to last. What is there already stays, be it only a link.
///
/// # Errors
/// Something is there, or the place can't be written; then nothing is left of the file.
pub fn create_new(path: &Path, contents: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, FILE_MODE);
    let mut file = options.open(path)?;
    let written = restrict_to(&file).and_then(|()| file.write_all(contents)).and_then(|()| file.sync_all());
    drop(file);
    if written.is_err() {
        // Half a file takes room that a full disk needs; that it can't be removed, too, would only hide the first error.
        let _ = fs::remove_file(path);
    }
    written
}

/// Puts a whole file in place of what was there, to last: a crash leaves the old or the new. A link is replaced, not followed.
/// The directory is made where it is missing.
///
/// # Errors
/// The place can't be written; then what was there stays.
pub fn replace(path: &Path, contents: &[u8]) -> io::Result<()> {
    if let Some(directory) = path.parent() {
        create_directory(directory)?;
    }
    let beside = beside(path);
    // Only an earlier process of our number can have left it, and that one is gone.
    match fs::remove_file(&beside) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    create_new(&beside, contents)?;
    fs::rename(&beside, path).inspect_err(|_| {
        // As in `create_new`.
        let _ = fs::remove_file(&beside);
    })?;
    sync_parent(path)
}

/// A moment as part of a file's name: `20261123T211405Z`.
pub(super) fn stamp(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// This path, or if something is there, the first free one of those numbered behind it.
pub fn vacant(path: &Path) -> PathBuf {
    let mut vacant = path.to_owned();
    let mut number = 1;
    while fs::symlink_metadata(&vacant).is_ok() {
        number += 1;
        vacant = path.with_file_name(format!("{}-{number}", path.file_name().unwrap_or_default().to_string_lossy()));
    }
    vacant
}

/// Where a damaged file is put aside at this time: nothing is there yet.
pub fn damaged(path: &Path, at: Timestamp) -> PathBuf {
    vacant(&path.with_file_name(format!("{}.damaged-{}", path.file_name().unwrap_or_default().to_string_lossy(), stamp(at))))
}

/// How the name ends under which a file is written before it is put in its place.
const UNFINISHED: &str = ".writing";

/// Whether this is where a file was being written: of a crash, if nobody writes there now.
pub(super) fn is_unfinished(path: &Path) -> bool {
    path.to_string_lossy().ends_with(UNFINISHED)
}

/// Where a file is written, by this process alone.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{name}.{}{UNFINISHED}", process::id()))
}

/// Makes a directory, and those above it, where they are missing, to last.
pub(crate) fn create_directory(path: &Path) -> io::Result<()> {
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
        created => created.and_then(|()| restrict(path)).and_then(|()| sync_parent(path)),
    }
}

/// Opens a file to write, and makes it where it is missing. What it holds stays.
pub(crate) fn open_to_write(path: &Path) -> io::Result<File> {
    // What lies in a private directory is ours; where others can write, a link could lead anywhere.
    let is_new = match fs::symlink_metadata(path) {
        Ok(found) if found.is_symlink() => return Err(io::Error::new(ErrorKind::InvalidInput, "it is a symbolic link")),
        found => found.is_err(),
    };
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, FILE_MODE);
    let file = options.open(path)?;
    if is_new {
        restrict_to(&file)?;
    }
    Ok(file)
}

/// Opens a file that is there, to write in it or to read only; `None` where none is. A link could lead anywhere, and a pipe would
/// keep one waiting.
pub(super) fn open_found(path: &Path, to_write: bool) -> io::Result<Option<File>> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Ok(found) if !found.is_file() => Err(io::Error::new(ErrorKind::InvalidInput, "it is no regular file")),
        found => found.and_then(|_| OpenOptions::new().read(true).write(to_write).open(path)).map(Some),
    }
}

/// Makes it last that something was made, renamed or removed in a directory.
pub(super) fn sync_directory(path: &Path) -> io::Result<()> {
    // Only Unix lets a directory be opened, and needs it.
    if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
}

/// As [`sync_directory`], of the directory that this lies in.
pub(super) fn sync_parent(path: &Path) -> io::Result<()> {
    match path.parent() {
        None => Ok(()),
        Some(here) if here.as_os_str().is_empty() => sync_directory(Path::new(".")),
        Some(above) => sync_directory(above),
    }
}

/// Gives the owner all rights and nobody else any, whatever the umask made of it.
#[cfg(unix)]
pub(super) fn restrict(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;

    let metadata = fs::metadata(path)?;
    let mode = if metadata.is_dir() { DIRECTORY_MODE } else { FILE_MODE };
    if metadata.permissions().mode() & 0o777 == mode {
        return Ok(());
    }
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

/// As [`restrict`], of an open file.
#[cfg(unix)]
fn restrict_to(file: &File) -> io::Result<()> {
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(FILE_MODE))
}

/// Elsewhere a user's own directories are private as they are.
#[cfg(not(unix))]
pub(super) fn restrict(_path: &Path) -> io::Result<()> {
    Ok(())
}

/// As [`restrict`], of an open file.
#[cfg(not(unix))]
fn restrict_to(_file: &File) -> io::Result<()> {
    Ok(())
}

/// Whether this file is still the one at this path: it may have been moved or removed since it was opened.
#[cfg(unix)]
pub(super) fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;

    let open = file.metadata()?;
    match fs::symlink_metadata(path) {
        Ok(found) => Ok((found.dev(), found.ino()) == (open.dev(), open.ino())),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Elsewhere an open file can be neither moved nor removed.
#[cfg(not(unix))]
pub(super) fn is_at(_file: &File, _path: &Path) -> io::Result<bool> {
    Ok(true)
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    #[test]
    fn a_new_file_takes_nobodys_place() {
        let directory = TempDir::new().unwrap();
        let path = directory.path().join("keys.csv");
        create_new(&path, b"first").unwrap();
        assert_eq!(create_new(&path, b"second").unwrap_err().kind(), ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&path).unwrap(), b"first");
    }

    #[cfg(unix)]
    #[test]
    fn a_replaced_file_is_private_and_a_link_is_not_followed() {
        use std::os::unix::fs::PermissionsExt;

        let directory = TempDir::new().unwrap();
        let (path, linked) = (directory.path().join("deep/panic.txt"), directory.path().join("linked"));
        replace(&path, b"new").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        replace(&path, b"newer").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        fs::remove_file(&path).unwrap();
        fs::write(&linked, "somebody's").unwrap();
        std::os::unix::fs::symlink(&linked, &path).unwrap();
        replace(&path, b"newest").unwrap();
        assert_eq!((fs::read(&path).unwrap(), fs::read(&linked).unwrap()), (b"newest".to_vec(), b"somebody's".to_vec()));
        assert_eq!(fs::read_dir(directory.path().join("deep")).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn what_cannot_be_put_in_its_place_leaves_what_was_there() {
        let directory = TempDir::new().unwrap();
        let path = directory.path().join("taken");
        fs::create_dir(&path).unwrap();
        assert!(replace(&path, b"x").is_err());
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_has_gone_from_its_path_is_known_to_have() {
        let directory = TempDir::new().unwrap();
        let path = directory.path().join("lock");
        let file = open_to_write(&path).unwrap();
        assert!(is_at(&file, &path).unwrap());
        fs::rename(&path, directory.path().join("moved")).unwrap();
        assert!(!is_at(&file, &path).unwrap());
        fs::write(&path, "another").unwrap();
        assert!(!is_at(&file, &path).unwrap());
    }
}
