//! The journal: segments of lines, which are only ever added to.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::digest::Digest;
use super::folder::{file_name, numbered_files};
use super::line::{self, Line, Number};
use super::private;
use crate::store::entry::{Entry, Revision};
use crate::store::error::StoreError;

/// What a segment's files are called.
pub(super) const SEGMENT: &str = "jsonl";

/// The journal as it lies on disk, and the place where it goes on.
pub(super) struct Journal {
    directory: PathBuf,
    segments: Vec<Segment>,
    /// The last segment, where it is open to write.
    open: Option<File>,
}

/// A file of the journal.
pub(super) struct Segment {
    pub path: PathBuf,
    /// Its sound lines, in order.
    pub lines: Vec<Place>,
    /// Where its last sound line ends.
    pub length: u64,
}

/// Where a line lies, its end not counted.
pub(super) struct Place {
    pub revision: Revision,
    pub start: u64,
    pub length: usize,
}

impl Journal {
    /// The journal of these segments.
    pub fn new(directory: PathBuf, segments: Vec<Segment>) -> Self {
        Self { directory, segments, open: None }
    }

    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// Reads an entry, with the digest of the state after it.
    ///
    /// # Errors
    /// [`StoreError::NoEntry`] where there is none, or it has been damaged since it was last read.
    pub fn read(&self, revision: Revision) -> Result<Line<Entry>, StoreError> {
        let no_entry = || StoreError::NoEntry { revision };
        let (segment, place) = self.find(revision).ok_or_else(no_entry)?;
        let mut bytes = vec![0; place.length];
        let read = File::open(&segment.path).and_then(|mut file| {
            file.seek(SeekFrom::Start(place.start))?;
            file.read_exact(&mut bytes)
        });
        read.map_err(StoreError::file("read", &segment.path))?;
        entry_in(&bytes, revision).ok_or_else(no_entry)
    }

    fn find(&self, revision: Revision) -> Option<(&Segment, &Place)> {
        self.segments.iter().rev().find_map(|segment| segment.find(revision))
    }

    /// Reads many entries, one after the other.
    pub const fn reader(&self) -> Reader<'_> {
        Reader { journal: self, segment: None }
    }

    /// Cuts off what follows the last sound line. Comes before the first append.
    pub fn cut_torn_end(&self) -> Result<(), StoreError> {
        let Some(last) = self.segments.last() else { return Ok(()) };
        let found = fs::metadata(&last.path).map_err(StoreError::file("read", &last.path))?;
        if found.len() > last.length {
            let file = private::open_to_write(&last.path)?;
            file.set_len(last.length).and_then(|()| file.sync_all()).map_err(StoreError::file("written", &last.path))?;
        }
        Ok(())
    }

    /// Begins a new segment with the next line: after a checkpoint.
    pub fn end_segment(&mut self) {
        self.open = None;
    }

    /// Goes on with the last segment, if there is one.
    pub fn resume_segment(&mut self) -> Result<(), StoreError> {
        self.open = match self.segments.last() {
            Some(last) => Some(private::open_to_write(&last.path)?),
            None => None,
        };
        Ok(())
    }

    /// Adds lines, each with its revision. When this returns, they are on the disk.
    ///
    /// # Errors
    /// The disk refused them. What may have been written of them is cut off again, if the disk lets us.
    pub fn append(&mut self, lines: &[(Revision, Vec<u8>)]) -> Result<(), StoreError> {
        let Some((first, _)) = lines.first() else { return Ok(()) };
        let mut file = match self.open.take() {
            Some(file) => file,
            None => self.begin_segment(*first)?,
        };
        let Some(segment) = self.segments.last_mut() else { return Err(StoreError::NoEntry { revision: *first }) };
        let start = segment.length;
        let bytes: Vec<u8> = lines.iter().flat_map(|(_, line)| line).copied().collect();
        let written = file.seek(SeekFrom::Start(start)).and_then(|_| file.write_all(&bytes)).and_then(|()| file.sync_data());
        let written = written.map_err(StoreError::file("written", &segment.path));
        // What a file holds that has no name any more is gone with the process.
        if let Err(error) = written.and_then(|()| private::check_in_place(&file, &segment.path)) {
            // If this fails, too, the next opening finds a torn line, or a whole one that was not acknowledged.
            let _ = file.set_len(start).and_then(|()| file.sync_all());
            return Err(error);
        }
        for (revision, line) in lines {
            segment.lines.push(Place { revision: *revision, start: segment.length, length: line.len().saturating_sub(1) });
            segment.length += line.len() as u64;
        }
        self.open = Some(file);
        Ok(())
    }

    fn begin_segment(&mut self, revision: Revision) -> Result<File, StoreError> {
        private::create_directory(&self.directory)?;
        let path = self.directory.join(file_name(revision, SEGMENT));
        let file = private::open_to_write(&path)?;
        private::sync_directory(&self.directory)?;
        // An empty one of this name may lie there since a crash.
        self.segments.retain(|segment| segment.path != path);
        self.segments.push(Segment { path, lines: Vec::new(), length: 0 });
        Ok(file)
    }
}

/// Reads entries and keeps the segment that it read last, so that each file is read once where they are read in order.
pub(super) struct Reader<'a> {
    journal: &'a Journal,
    segment: Option<(&'a Path, Vec<u8>)>,
}

impl Reader<'_> {
    /// As [`Journal::read`]; `None` where there is no such entry.
    pub fn read(&mut self, revision: Revision) -> Result<Option<Line<Entry>>, StoreError> {
        self.line(revision, |line| entry_in(line, revision))
    }

    /// The digest of the state after an entry; `None` where there is no such entry. An entry may be a whole import: of it only the
    /// number is read.
    pub fn digest(&mut self, revision: Revision) -> Result<Option<Digest>, StoreError> {
        let line = self.line(revision, |line| line::read(line).ok().filter(|line: &Line<Number>| line.entry.revision == revision))?;
        Ok(line.map(|line| line.digest))
    }

    fn line<E>(&mut self, revision: Revision, read: impl Fn(&[u8]) -> Option<Line<E>>) -> Result<Option<Line<E>>, StoreError> {
        let Some((Segment { path, .. }, place)) = self.journal.find(revision) else { return Ok(None) };
        let bytes = match self.segment.take() {
            Some((of, bytes)) if of == path => bytes,
            _ => fs::read(path).map_err(StoreError::file("read", path))?,
        };
        let start = usize::try_from(place.start).unwrap_or(usize::MAX);
        let line = bytes.get(start..start.saturating_add(place.length)).and_then(read);
        self.segment = Some((path, bytes));
        Ok(line)
    }
}

/// The entry of a line, if it is the one with this number.
fn entry_in(line: &[u8], revision: Revision) -> Option<Line<Entry>> {
    line::read(line).ok().filter(|line: &Line<Entry>| line.entry.revision == revision)
}

/// The last revision by the number of lines, unverified.
pub(super) fn last_revision(directory: &Path) -> Result<Revision, StoreError> {
    let Some((first, path)) = numbered_files(directory, SEGMENT)?.pop() else { return Ok(0) };
    let bytes = fs::read(&path).map_err(StoreError::file("read", &path))?;
    let lines = bytes.split(|byte| *byte == b'\n').count() as Revision - 1;
    Ok((first + lines).saturating_sub(1))
}

impl Segment {
    fn find(&self, revision: Revision) -> Option<(&Self, &Place)> {
        let found = self.lines.binary_search_by(|line| line.revision.cmp(&revision)).ok()?;
        Some((self, self.lines.get(found)?))
    }
}
