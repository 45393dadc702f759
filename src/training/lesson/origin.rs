//! What a lesson is told from others by that have its id.

use std::path::{Path, absolute};

use xxhash_rust::xxh3::xxh3_64;

/// Where a lesson of the user's is from. Neither its path nor its text can be read out of it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, serde::Serialize, serde::Deserialize)]
pub struct Origin {
    /// Hexadecimal digits of the folder that it lies in.
    pub folder: String,
    /// Hexadecimal digits of all that it says, its fixture included.
    pub content: String,
}

impl Origin {
    /// Of a lesson's file, its text, and what its account is made of.
    pub(super) fn of(path: &Path, text: &str, beginning: &str) -> Self {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = folder.canonicalize().or_else(|_| absolute(folder)).unwrap_or_else(|_| folder.to_owned());
        let content = format!("{beginning}\n{text}");
        Self { folder: digits(folder.to_string_lossy().as_bytes()), content: digits(content.as_bytes()) }
    }

    /// Whether two are of one lesson: one folder has one of an id, and a folder may be moved or copied.
    pub fn is_same(&self, other: &Self) -> bool {
        self.folder == other.folder || self.content == other.content
    }
}

/// A digest in hexadecimal digits.
pub(super) fn digits(bytes: &[u8]) -> String {
    format!("{:016x}", xxh3_64(bytes))
}
