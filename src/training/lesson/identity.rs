//! What a lesson is told from others by that have its id, and what its account is made of.

use std::path::{Path, absolute};

use xxhash_rust::xxh3::xxh3_64;

use super::model::Lesson;

/// Where a lesson of the user's is from. Neither its path nor its text can be read out of it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, serde::Serialize, serde::Deserialize)]
pub struct Origin {
    /// Hexadecimal digits of the folder that it lies in.
    pub folder: String,
    /// Hexadecimal digits of all that it says, its fixture included.
    pub content: String,
}

impl Origin {
    /// Of a lesson's file and its text.
    pub(super) fn of(path: &Path, text: &str, lesson: &Lesson) -> Self {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = folder.canonicalize().or_else(|_| absolute(folder)).unwrap_or_else(|_| folder.to_owned());
        let content = format!("{}\n{text}", lesson.beginning());
        Self { folder: digits(folder.to_string_lossy().as_bytes()), content: digits(content.as_bytes()) }
    }

    /// Whether two are of one lesson: one folder has one of an id, and a folder may be moved or copied.
    pub fn is_same(&self, other: &Self) -> bool {
        self.folder == other.folder || self.content == other.content
    }
}

impl Lesson {
    /// Hexadecimal digits of what its account is made of: its fixture's lines and the names that vary. Who has begun it on another
    /// account than it makes now begins it anew.
    pub fn beginning(&self) -> String {
        let lines = self.fixture_lines.iter().map(|line| line.line.text.as_str());
        let names = self.seed.iter().flat_map(|(name, values)| std::iter::once(name).chain(values)).map(String::as_str);
        // No line has a line feed in it that a name could make up.
        let all: Vec<&str> = lines.chain(["\n"]).chain(names).collect();
        digits(all.join("\n").as_bytes())
    }
}

fn digits(bytes: &[u8]) -> String {
    format!("{:016x}", xxh3_64(bytes))
}
