//! A line of the journal: a checksum, a blank, and JSON with an entry and the digest of the state after it.

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::digest::Digest;
use super::sealed::checksum;
use crate::account::caller::Caller;
use crate::account::entity::EntityKey;
use crate::account::operation::Operation;
use crate::store::entry::{Entry, Note, Revision};
use crate::store::history::{HistoryDeed, HistoryItem};

/// What a line says.
#[derive(Serialize, Deserialize)]
pub(super) struct Line<E> {
    /// The digest of the whole state after the entry.
    pub digest: Digest,
    /// The entry, or as much of it as is wanted.
    pub entry: E,
}

/// An entry of which only the number is read.
#[derive(Deserialize)]
pub(super) struct Number {
    pub revision: Revision,
}

/// An entry without its edits: of them only the keys are read.
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
    edits: Vec<HeadlineEdit>,
}

#[derive(Deserialize)]
struct HeadlineEdit {
    key: EntityKey,
}

impl From<Headline> for HistoryItem {
    fn from(Headline { revision, at, caller, deed }: Headline) -> Self {
        let is_change = match &deed {
            HeadlineDeed::Changed(changes) => changes.iter().flat_map(|change| &change.edits).any(|edit| !edit.key.is_usage()),
            _ => false,
        };
        let deed = match deed {
            HeadlineDeed::Changed(changes) => HistoryDeed::Changed(changes.into_iter().map(|change| change.operation).collect()),
            HeadlineDeed::Undid { revision } => HistoryDeed::Undid(revision),
            HeadlineDeed::Redid { revision } => HistoryDeed::Redid(revision),
            HeadlineDeed::Noted(note) => HistoryDeed::Noted(note),
        };
        Self { revision, at, caller, deed, is_change }
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

/// Why a line was not read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Unread {
    /// It is not as it was written.
    Damaged,
    /// It is as it was written, but says what this program doesn't know.
    Unknown,
}

/// Reads a line, without its end.
pub(super) fn read<E: DeserializeOwned>(line: &[u8]) -> Result<Line<E>, Unread> {
    let (front, json) = line.split_at_checked(JSON_STARTS).ok_or(Unread::Damaged)?;
    if front.strip_suffix(b" ") != Some(checksum(json).as_bytes()) {
        return Err(Unread::Damaged);
    }
    serde_json::from_slice(json).map_err(|_| Unread::Unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed(json: &str) -> Vec<u8> {
        format!("{} {json}", checksum(json.as_bytes())).into_bytes()
    }

    #[test]
    fn damage_is_told_from_what_a_later_version_wrote() {
        let outcome = |line: &[u8]| read::<Headline>(line).map(|line| HistoryItem::from(line.entry).revision);
        let deed = r#"{"changed":[{"operation":{"DeleteUser":{"UserName":"alice"}},"edits":[]}]}"#;
        let line = |deed: &str| {
            let digest = Digest::default();
            sealed(&format!(
                r#"{{"digest":"{digest}","entry":{{"revision":7,"at":"2026-11-23T21:14:05Z","caller":"root","deed":{deed}}}}}"#
            ))
        };
        assert_eq!(outcome(&line(deed)), Ok(7));
        assert_eq!(outcome(&line(&deed.replace("DeleteUser", "DeleteEverything"))), Err(Unread::Unknown));
        assert_eq!(outcome(&line(r#"{"dreamt":[]}"#)), Err(Unread::Unknown));
        for place in 0..line(deed).len() {
            let mut damaged = line(deed);
            damaged[place] ^= 0x20;
            assert_eq!(outcome(&damaged), Err(Unread::Damaged), "byte {place}");
        }
        assert_eq!(outcome(b""), Err(Unread::Damaged));
    }
}
