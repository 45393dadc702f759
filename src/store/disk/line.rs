//! A line of the journal: a checksum, a blank, and JSON with an entry and the digest of the state after it.

use std::fmt;

use jiff::Timestamp;
use serde::de::{DeserializeOwned, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::digest::Digest;
use super::sealed::checksum;
use crate::account::caller::Caller;
use crate::account::entity::EntityKey;
use crate::account::id::UniqueId;
use crate::account::operation::Operation;
use crate::store::entry::{Entry, Note, Revision};
use crate::store::history::{HistoryDeed, HistoryItem, given_up};

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

/// An entry without its edits: of them only the keys are read, and the names of users and roles.
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
    Undid {
        revision: Revision,
        #[serde(default)]
        edits: Vec<HeadlineEdit>,
    },
    Redid {
        revision: Revision,
        #[serde(default)]
        edits: Vec<HeadlineEdit>,
    },
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
    #[serde(default)]
    before: Named,
    #[serde(default)]
    after: Named,
}

/// Of an image the name, where it is a user's or role's.
#[derive(Default)]
struct Named(Option<(UniqueId, String)>);

#[derive(Deserialize)]
struct NamedImage {
    id: UniqueId,
    name: String,
}

impl<'de> Deserialize<'de> for Named {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Image;
        impl<'de> Visitor<'de> for Image {
            type Value = Named;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an image of an entity, or none")
            }

            fn visit_unit<E>(self) -> Result<Named, E> {
                Ok(Named(None))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Named, A::Error> {
                let mut named = None;
                while let Some(kind) = map.next_key::<String>()? {
                    if matches!(kind.as_str(), "User" | "Role") {
                        let NamedImage { id, name } = map.next_value()?;
                        named = Some((id, name));
                    } else {
                        map.next_value::<IgnoredAny>()?;
                    }
                }
                Ok(Named(named))
            }
        }
        deserializer.deserialize_any(Image)
    }
}

impl From<Headline> for HistoryItem {
    fn from(Headline { revision, at, caller, deed }: Headline) -> Self {
        let is_change = match &deed {
            HeadlineDeed::Changed(changes) => changes.iter().flat_map(|change| &change.edits).any(|edit| !edit.key.is_usage()),
            _ => false,
        };
        let (deed, edits): (_, Vec<HeadlineEdit>) = match deed {
            HeadlineDeed::Changed(changes) => {
                let (operations, edits): (Vec<_>, Vec<_>) = changes.into_iter().map(|change| (change.operation, change.edits)).unzip();
                (HistoryDeed::Changed(operations), edits.into_iter().flatten().collect())
            }
            HeadlineDeed::Undid { revision, edits } => (HistoryDeed::Undid(revision), edits),
            HeadlineDeed::Redid { revision, edits } => (HistoryDeed::Redid(revision), edits),
            HeadlineDeed::Noted(note) => (HistoryDeed::Noted(note), Vec::new()),
        };
        let given_up = edits.into_iter().filter_map(|edit| given_up(edit.before.0, edit.after.0.as_ref())).collect();
        Self { revision, at, caller, deed, is_change, given_up }
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
    fn of_images_the_names_of_users_and_roles_are_read() {
        let edit = |key: &str, before: &str, after: &str| format!(r#"{{"key":"{key}","before":{before},"after":{after}}}"#);
        let user = |name: &str| format!(r#"{{"User":{{"id":"AIDAAAAAAAAAAAAAAAAAA","name":"{name}","path":"/"}}}}"#);
        let deletion = edit("user/AIDAAAAAAAAAAAAAAAAAA", &user("dora"), "null");
        let same = edit("user/AIDAAAAAAAAAAAAAAAAAA", &user("dora"), &user("dora"));
        let alias = edit("alias", r#"{"AccountAlias":{"name":"acme"}}"#, "null");
        let given_up = |edits: &str| {
            let deed = format!(r#"{{"changed":[{{"operation":{{"DeleteUser":{{"UserName":"dora"}}}},"edits":[{edits}]}}]}}"#);
            let json = format!(r#"{{"revision":7,"at":"2026-11-23T21:14:05Z","caller":"root","deed":{deed}}}"#);
            HistoryItem::from(serde_json::from_str::<Headline>(&json).unwrap()).given_up
        };
        assert_eq!(given_up(&deletion), [("AIDAAAAAAAAAAAAAAAAAA".parse().unwrap(), "dora".to_owned())]);
        assert_eq!(given_up(&format!("{same},{alias}")), []);
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
