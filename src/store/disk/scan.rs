//! Reading the whole journal at opening: every line is verified, and what is wrong is found out.

use std::fs;
use std::path::{Path, PathBuf};

use super::folder::numbered_files;
use super::journal::{Journal, Place, SEGMENT, Segment};
use super::line::{self, Headline, Line, Unread};
use crate::store::entry::Revision;
use crate::store::error::{StoreError, shown};
use crate::store::history::{History, HistoryItem};

/// The journal, and what it is worth.
pub(super) struct Scan {
    /// The sound lines.
    pub journal: Journal,
    /// What they say.
    pub history: History,
    /// Whether a last line was left out that is not whole. It was never acknowledged, unless a later state says so.
    pub is_torn: bool,
    /// The first damage that no crash explains, as a clause. Acknowledged lines are lost there.
    pub damage: Option<String>,
}

/// Reads the journal in this directory.
///
/// # Errors
/// The operating system refuses to let it be read.
pub(super) fn scan(directory: &Path) -> Result<Scan, StoreError> {
    let mut files = numbered_files(directory, SEGMENT)?.into_iter().peekable();
    let mut reading = Reading { items: Vec::new(), segments: Vec::new(), is_torn: false, damage: None };
    while let Some((first, path)) = files.next() {
        let bytes = fs::read(&path).map_err(StoreError::file("read", &path))?;
        reading.segment(first, path, &bytes, files.peek().is_none());
    }
    let Reading { items, segments, is_torn, damage } = reading;
    let journal = Journal::new(directory.to_owned(), segments);
    Ok(Scan { journal, history: items.into_iter().collect(), is_torn, damage })
}

struct Reading {
    items: Vec<HistoryItem>,
    segments: Vec<Segment>,
    is_torn: bool,
    damage: Option<String>,
}

impl Reading {
    fn next_revision(&self) -> Revision {
        self.items.last().map_or(1, |item| item.revision.saturating_add(1))
    }

    fn segment(&mut self, first: Revision, path: PathBuf, bytes: &[u8], is_last: bool) {
        if first != self.next_revision() {
            self.note_damage(format!("{} does not go on where the journal before it ends", shown(&path)));
        }
        let mut segment = Segment { path, lines: Vec::new(), length: 0 };
        let mut start = 0;
        for (index, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
            let end = start + line.len();
            match line.strip_suffix(b"\n").map_or(Err(Unread::Damaged), line::read::<Headline>) {
                Ok(sound) => self.line(&mut segment, start, line.len() - 1, sound, index + 1),
                Err(Unread::Unknown) => self.note_damage(format!("{} was written by a later version", place(index + 1, &segment.path))),
                Err(Unread::Damaged) if is_last && end == bytes.len() => self.is_torn = true,
                Err(Unread::Damaged) => self.note_damage(format!("{} is damaged", place(index + 1, &segment.path))),
            }
            start = end;
        }
        self.segments.push(segment);
    }

    fn line(&mut self, segment: &mut Segment, start: usize, length: usize, line: Line<Headline>, number: usize) {
        let item = HistoryItem::from(line.entry);
        let next = self.next_revision();
        if item.revision != next {
            self.note_damage(format!("{} has revision {} in the place of {next}", place(number, &segment.path), item.revision));
        }
        // Behind a hole the lines still tell what was done; a line that goes back tells nothing.
        if item.revision >= next {
            segment.lines.push(Place { revision: item.revision, start: start as u64, length });
            segment.length = (start + length + 1) as u64;
            self.items.push(item);
        }
    }

    fn note_damage(&mut self, what: String) {
        self.damage.get_or_insert(what);
    }
}

fn place(number: usize, path: &Path) -> String {
    format!("line {number} of {}", shown(path))
}
