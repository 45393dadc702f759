//! What is asked for beside the process that writes: shown or denied there, and left as lines for the writer to make entries of.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use super::digest::Digest;
use super::line::{self, Unread};
use super::private;
use crate::store::entry::Entry;
use crate::store::error::StoreError;
use crate::store::private_file;

/// More bytes than this are not left, nor read: some six thousand lines.
const MOST: u64 = 4 << 20;

/// So often the lock is tried for. Whoever has it writes a few lines, and is done in a moment; one that was stopped amid that may
/// never be.
const TRIES: u32 = 50;
/// So long it is waited between.
const BETWEEN: Duration = Duration::from_millis(10);

/// The lines that were taken, kept from others until they are entries.
pub(super) struct Asked {
    file: Locked,
    path: PathBuf,
    length: u64,
    /// Whole lines that say what this program doesn't know: a later one does.
    kept: Vec<u8>,
}

/// A file that nobody else adds to.
struct Locked(File);

impl Drop for Locked {
    fn drop(&mut self) {
        // As with the account's lock.
        let _ = self.0.unlock();
    }
}

/// How long the file is, by a look at its folder alone; nothing, where there is none.
pub(super) fn length(path: &Path) -> u64 {
    fs::symlink_metadata(path).map_or(0, |found| found.len())
}

/// Adds a line. When this returns, it is on the disk.
pub(super) fn add(path: &Path, entry: &Entry) -> Result<(), StoreError> {
    let (line, _) = line::write(Digest::default(), entry).map_err(|_| StoreError::Unencodable { place: path.display().to_string() })?;
    let Some(mut file) = lock(path, || private::open_to_write(path).map(Some))? else { return Ok(()) };
    let length = file.0.metadata().map_err(StoreError::file("read", path))?.len();
    // A newline may go before it.
    if length + 1 + line.len() as u64 >= MOST {
        return Err(StoreError::Full { path: path.to_owned() });
    }
    if let Err(error) = append(&mut file.0, length, line) {
        // If this fails, too, the line is not whole, and counts for nothing.
        let _ = file.0.set_len(length);
        return Err(StoreError::file("written", path)(error));
    }
    if length == 0 { private::sync_parent(path) } else { Ok(()) }
}

fn append(file: &mut File, length: u64, mut line: Vec<u8>) -> io::Result<()> {
    // The end of a line that was cut off belongs to no other.
    if length > 0 {
        let mut last = [0];
        file.seek(SeekFrom::Start(length - 1))?;
        file.read_exact(&mut last)?;
        if last != *b"\n" {
            line.insert(0, b'\n');
        }
    }
    file.seek(SeekFrom::Start(length))?;
    file.write_all(&line)?;
    file.sync_data()
}

/// Opens the file and locks it. Another may be put in its place meanwhile.
fn lock(path: &Path, open: impl Fn() -> Result<Option<File>, StoreError>) -> Result<Option<Locked>, StoreError> {
    for _ in 0..TRIES {
        let Some(file) = open()? else { return Ok(None) };
        match file.try_lock() {
            Ok(()) => {
                let file = Locked(file);
                if private_file::is_at(&file.0, path).map_err(StoreError::file("found", path))? {
                    return Ok(Some(file));
                }
            }
            Err(TryLockError::WouldBlock) => thread::sleep(BETWEEN),
            Err(TryLockError::Error(error)) => return Err(StoreError::file("locked", path)(error)),
        }
    }
    Err(StoreError::file("locked", path)(io::Error::new(ErrorKind::WouldBlock, "another process does not let go of it")))
}

/// Reads the lines, and takes none.
pub(super) fn read(path: &Path) -> Result<Vec<Entry>, StoreError> {
    let Some(mut file) = private::open_found(path, false)? else { return Ok(Vec::new()) };
    Ok(parse(&bytes(&mut file, path)?).0)
}

fn bytes(file: &mut File, path: &Path) -> Result<Vec<u8>, StoreError> {
    let mut bytes = Vec::new();
    file.take(MOST).read_to_end(&mut bytes).map_err(StoreError::file("read", path))?;
    if bytes.len() as u64 >= MOST { Err(StoreError::Full { path: path.to_owned() }) } else { Ok(bytes) }
}

/// The entries, and the lines that are to be kept. One that is not whole was never answered to anybody, and counts for nothing.
fn parse(bytes: &[u8]) -> (Vec<Entry>, Vec<u8>) {
    let (mut entries, mut kept) = (Vec::new(), Vec::new());
    for line in bytes.split(|byte| *byte == b'\n') {
        match line::read(line) {
            Ok(line) => entries.push(line.entry),
            Err(Unread::Unknown) => kept.extend([line, b"\n"].concat()),
            Err(Unread::Damaged) => {}
        }
    }
    (entries, kept)
}

impl Asked {
    /// Takes the lines, if there is a file; whoever wants to add another waits until this is dropped.
    pub fn take(path: &Path) -> Result<Option<(Self, Vec<Entry>)>, StoreError> {
        // Most often there is nothing, and then there need be no right to write.
        if length(path) == 0 {
            return Ok(None);
        }
        let Some(mut file) = lock(path, || private::open_found(path, true))? else { return Ok(None) };
        let bytes = bytes(&mut file.0, path)?;
        let (entries, kept) = parse(&bytes);
        Ok(Some((Self { file, path: path.to_owned(), length: bytes.len() as u64, kept }, entries)))
    }

    /// Removes them, but for what is not known here; answers how long the file is then.
    pub fn forget(self) -> Result<u64, StoreError> {
        let left = self.kept.len() as u64;
        if left == 0 {
            let cut = self.file.0.set_len(0).and_then(|()| self.file.0.sync_data());
            cut.map_err(StoreError::file("written", &self.path))?;
        } else if left < self.length {
            private::write_whole(&self.path, &self.kept)?;
        }
        Ok(left)
    }
}
