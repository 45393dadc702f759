//! A line of the journal: a checksum, a blank, and JSON with an entry and the digest of the state after it.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::digest::Digest;
use super::sealed::checksum;
use crate::account::caller::Caller;
use crate::account::operation::Operation;
use crate::store::entry::{Entry, Note, Revision};
use crate::store::history::{HistoryDeed, HistoryItem};
use jiff::Timestamp;

/// What a line says.
#[derive(Serialize, Deserialize)]
pub(super) struct Line<E> {
    /// The digest of the whole state after the entry.
    pub digest: Digest,
    /// The entry, or as much of it as is wanted.
    pub entry: E,
}

/// An entry without its edits, which are passed over unread.
#[derive(Deserialize)]
pub(super) struct Headline {
    revision: Revision,
    at: Timestamp,
    caller: Caller,
    deed: HeadlineDeed,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum HeadlineDeed {
    Changed(Vec<HeadlineChange>),
    Undid { revision: Revision },
    Redid { revision: Revision },
    Noted(Note),
}

#[derive(Deserialize)]
struct HeadlineChange {
    operation: Operation,
}

impl From<Headline> for HistoryItem {
    fn from(Headline { revision, at, caller, deed }: Headline) -> Self {
        let deed = match deed {
            HeadlineDeed::Changed(changes) => HistoryDeed::Changed(changes.into_iter().map(|change| change.operation).collect()),
            HeadlineDeed::Undid { revision } => HistoryDeed::Undid(revision),
            HeadlineDeed::Redid { revision } => HistoryDeed::Redid(revision),
            HeadlineDeed::Noted(note) => HistoryDeed::Noted(note),
        };
        Self { revision, at, caller, deed }
    }
}

/// How many bytes come before the JSON.
const JSON_STARTS: usize = 17;

/// Writes a line, its end included, and reads it back: nothing is acknowledged that could not be read, and what is read
/// back has its secrets masked.
pub(super) fn write(digest: Digest, entry: &Entry) -> serde_json::Result<(Vec<u8>, Entry)> {
    let json = serde_json::to_vec(&Line { digest, entry })?;
    let Line { entry, .. } = serde_json::from_slice::<Line<Entry>>(&json)?;
    let mut line = Vec::with_capacity(json.len() + JSON_STARTS + 1);
    line.extend(checksum(&json).into_bytes());
    line.push(b' ');
    line.extend(json);
    line.push(b'\n');
    Ok((line, entry))
}

/// Reads a line, without its end. `None` where it is not as it was written.
pub(super) fn read<E: DeserializeOwned>(line: &[u8]) -> Option<Line<E>> {
    let (front, json) = line.split_at_checked(JSON_STARTS)?;
    let sound = front.strip_suffix(b" ")? == checksum(json).as_bytes();
    if sound { serde_json::from_slice(json).ok() } else { None }
}
