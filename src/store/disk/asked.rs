//! What is asked for beside the process that writes: shown or denied there, and left as lines for the writer to make entries of.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::digest::Digest;
use super::line;
use super::private;
use crate::store::entry::Entry;
use crate::store::error::StoreError;

/// The lines that were taken, kept from others until they are entries.
pub(super) struct Asked {
    file: File,
    path: PathBuf,
}

/// Adds a line. When this returns, it is on the disk.
pub(super) fn add(path: &Path, entry: &Entry) -> Result<(), StoreError> {
    let (line, _) = line::write(Digest::default(), entry).map_err(|_| StoreError::Unencodable { place: path.display().to_string() })?;
    let mut file = private::open_to_write(path)?;
    // The end of a line that was cut off belongs to no other.
    let line = [b"\n", &line[..]].concat();
    let written =
        file.lock().and_then(|()| file.seek(SeekFrom::End(0))).and_then(|_| file.write_all(&line)).and_then(|()| file.sync_data());
    written.map_err(StoreError::file("written", path))
}

/// Reads the lines. One that is not whole was never answered to anybody, and counts for nothing.
pub(super) fn read(path: &Path) -> Result<Vec<Entry>, StoreError> {
    let Some(mut file) = private::open_found(path, false)? else { return Ok(Vec::new()) };
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).map_err(StoreError::file("read", path))?;
    Ok(entries(&bytes))
}

fn entries(bytes: &[u8]) -> Vec<Entry> {
    bytes.split(|byte| *byte == b'\n').filter_map(|line| line::read::<Entry>(line).ok()).map(|line| line.entry).collect()
}

impl Asked {
    /// Takes the lines, if there are any; whoever wants to add another waits until this is dropped.
    pub fn take(path: &Path) -> Result<Option<(Self, Vec<Entry>)>, StoreError> {
        let Some(mut file) = private::open_found(path, true)? else { return Ok(None) };
        let mut bytes = Vec::new();
        file.lock().and_then(|()| file.read_to_end(&mut bytes)).map_err(StoreError::file("read", path))?;
        Ok((!bytes.is_empty()).then(|| (Self { file, path: path.to_owned() }, entries(&bytes))))
    }

    /// Removes them.
    pub fn forget(self) -> Result<(), StoreError> {
        self.file.set_len(0).and_then(|()| self.file.sync_data()).map_err(StoreError::file("written", &self.path))
    }
}
