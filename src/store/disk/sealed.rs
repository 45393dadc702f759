//! Files that are written whole: JSON with the store's format and a checksum over what they hold.

use std::borrow::Cow;
use std::fs;
use std::io::ErrorKind::{NotADirectory, NotFound};
use std::path::Path;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};
use xxhash_rust::xxh3::xxh3_64;

use super::private;
use crate::store::error::{StoreError, shown};

/// The format that this program writes, and the latest that it reads; it reads the earlier ones, too.
///
/// 2: the tags of resources are held by their keys as these are spelled, no longer in lower case.
///
/// It goes up with every change to what lies in an account's folder: a new kind of operation or entity, which older
/// programs can't read, and a change to how one is written, since digests depend on that. A checkpoint comes before the
/// conversion.
pub(super) const FORMAT: u64 = 2;

/// Why a sealed file was not read.
#[derive(Debug)]
pub(super) enum Unread {
    /// There is none.
    Missing,
    /// It has a later format than this program knows.
    Newer(u64),
    /// It is not as it was written.
    Damaged,
    /// The operating system refused it.
    Refused(StoreError),
}

#[derive(Serialize, Deserialize)]
struct Seal<'a> {
    format: u64,
    #[serde(borrow)]
    checksum: Cow<'a, str>,
    #[serde(borrow)]
    content: &'a RawValue,
}

/// A sealed file, read no further than its format.
#[derive(Deserialize)]
struct FormatOnly {
    format: u64,
}

/// The checksum of some text, as files have it.
pub(super) fn checksum(text: &[u8]) -> String {
    format!("{:016x}", xxh3_64(text))
}

/// Writes a sealed file.
pub(super) fn write<T: Serialize>(path: &Path, content: &T) -> Result<(), StoreError> {
    let sealed = to_raw_value(content).and_then(|content| {
        let seal = Seal { format: FORMAT, checksum: checksum(content.get().as_bytes()).into(), content: &content };
        serde_json::to_vec(&seal)
    });
    let mut bytes = sealed.map_err(|_| StoreError::Unencodable { place: shown(path) })?;
    bytes.push(b'\n');
    private::write_whole(path, &bytes)
}

/// Whether this sealed file has an earlier format than this program writes; `false` where that can't be told.
pub(super) fn is_of_earlier_format(path: &Path) -> bool {
    let found = fs::read(path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    found.is_some_and(|FormatOnly { format }| format < FORMAT)
}

/// Whether this is a sealed file, of whatever format.
pub(super) fn is_sealed(path: &Path) -> bool {
    matches!(read::<Box<RawValue>>(path), Ok(_) | Err(Unread::Newer(_)))
}

/// Reads a sealed file.
pub(super) fn read<T: DeserializeOwned>(path: &Path) -> Result<T, Unread> {
    let refused = |error| Unread::Refused(StoreError::file("read", path)(error));
    match fs::metadata(path) {
        Ok(found) if found.is_file() => {}
        // A pipe would be waited for.
        Ok(_) => return Err(Unread::Damaged),
        Err(error) if matches!(error.kind(), NotFound | NotADirectory) => return Err(Unread::Missing),
        Err(error) => return Err(refused(error)),
    }
    let bytes = fs::read(path).map_err(refused)?;
    // The format comes first: a later one may look different otherwise.
    let FormatOnly { format } = serde_json::from_slice(&bytes).map_err(|_| Unread::Damaged)?;
    if format > FORMAT {
        return Err(Unread::Newer(format));
    }
    let seal: Seal<'_> = serde_json::from_slice(&bytes).map_err(|_| Unread::Damaged)?;
    if format == 0 || seal.checksum != checksum(seal.content.get().as_bytes()) {
        return Err(Unread::Damaged);
    }
    serde_json::from_str(seal.content.get()).map_err(|_| Unread::Damaged)
}
