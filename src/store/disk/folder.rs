//! An account's folder: what lies where.
//!
//! ```text
//! account.json              format, account id, quotas
//! lock                      held by the one process that writes
//! origin.json               the state at revision 0
//! journal/000000000001.jsonl  what was done, a line an entry; a file is named by its first revision
//! asked.jsonl               what is asked for beside the process that writes, until that makes entries of it
//! checkpoints/000000000042.json  whole states, named by their revision
//! state/                    sled
//! state.damaged-…           what sled was, put aside; the last two are kept
//! ```

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::sealed;
use crate::store::entry::Revision;
use crate::store::error::StoreError;
use crate::store::private_file;

/// The folder of one account.
#[derive(Clone)]
pub(in crate::store) struct Folder {
    account: String,
    path: PathBuf,
}

impl Folder {
    /// The folder at this place, of the account with this name.
    pub fn new(account: impl Into<String>, path: impl Into<PathBuf>) -> Self {
        Self { account: account.into(), path: path.into() }
    }

    /// The account's name.
    pub fn account(&self) -> &str {
        &self.account
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn metadata(&self) -> PathBuf {
        self.path.join("account.json")
    }

    pub fn lock(&self) -> PathBuf {
        self.path.join("lock")
    }

    pub fn origin(&self) -> PathBuf {
        self.path.join("origin.json")
    }

    pub fn asked(&self) -> PathBuf {
        self.path.join("asked.jsonl")
    }

    pub fn journal(&self) -> PathBuf {
        self.path.join("journal")
    }

    pub fn checkpoints(&self) -> PathBuf {
        self.path.join("checkpoints")
    }

    pub fn state(&self) -> PathBuf {
        self.path.join("state")
    }

    /// Where a damaged `state` is put aside at this time.
    pub fn damaged_state(&self, at: Timestamp) -> PathBuf {
        private_file::damaged(&self.state(), at)
    }

    /// Whether it is an account's, or what is left of one: something in it can be of an account only, or there is nothing but what
    /// an account has. A file manager may have put something of its own beside that.
    pub fn is_an_accounts(&self) -> Result<bool, StoreError> {
        if !fs::symlink_metadata(&self.path).is_ok_and(|metadata| metadata.is_dir()) {
            return Ok(false);
        }
        let is_sealed = [self.metadata(), self.origin()].iter().any(|file| sealed::is_sealed(file));
        let has_numbered = || -> Result<bool, StoreError> {
            let journal = self.journal().is_dir() && !numbered_files(&self.journal(), "jsonl")?.is_empty();
            Ok(journal || (self.checkpoints().is_dir() && !numbered_files(&self.checkpoints(), "json")?.is_empty()))
        };
        let has_sled = ["conf", "db"].iter().all(|name| self.state().join(name).is_file());
        Ok(is_sealed || has_sled || has_numbered()? || self.parts()?.1.is_empty())
    }

    /// Removes for good what an account has in it, and the folder itself where nothing else lies there. Answers what does.
    pub fn remove(&self) -> Result<Vec<PathBuf>, StoreError> {
        let (own, foreign) = self.parts()?;
        // The metadata goes last: until then, what is left is told to be an account's.
        for path in own.iter().rev() {
            let is_folder = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir());
            let removed = if is_folder { fs::remove_dir_all(path) } else { fs::remove_file(path) };
            removed.map_err(StoreError::file("removed", path))?;
        }
        if foreign.is_empty() {
            fs::remove_dir(&self.path).map_err(StoreError::file("removed", &self.path))?;
        }
        Ok(foreign)
    }

    /// What lies in it: what an account's folder has, and what it has not.
    fn parts(&self) -> Result<(Vec<PathBuf>, Vec<PathBuf>), StoreError> {
        let known = [self.metadata(), self.lock(), self.origin(), self.asked(), self.journal(), self.checkpoints(), self.state()];
        let damaged = self.damaged_states()?;
        let is_own = |path: &PathBuf| known.contains(path) || damaged.contains(path) || private_file::is_unfinished(path);
        Ok(children(&self.path)?.into_iter().partition(is_own))
    }

    /// What was put aside.
    pub fn damaged_states(&self) -> Result<Vec<PathBuf>, StoreError> {
        let mut paths = children(&self.path)?;
        paths.retain(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("state.damaged-")));
        Ok(paths)
    }
}

/// What lies in a directory; nothing, where there is no such directory.
pub(in crate::store) fn children(directory: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let items = match fs::read_dir(directory) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        items => items.map_err(StoreError::file("read", directory))?,
    };
    let mut paths = Vec::new();
    for item in items {
        paths.push(item.map_err(StoreError::file("read", directory))?.path());
    }
    paths.sort();
    Ok(paths)
}

/// The name of a file that belongs to a revision.
pub(super) fn file_name(revision: Revision, extension: &str) -> String {
    format!("{revision:012}.{extension}")
}

/// The files of a directory that are named by a revision, in its order. Others are none of ours.
pub(super) fn numbered_files(directory: &Path, extension: &str) -> Result<Vec<(Revision, PathBuf)>, StoreError> {
    let mut files = Vec::new();
    for path in children(directory)? {
        let revision = path.file_stem().and_then(|stem| stem.to_str()).and_then(|stem| stem.parse::<Revision>().ok());
        if let Some(revision) = revision
            && path.file_name().is_some_and(|name| name.to_string_lossy() == file_name(revision, extension))
        {
            files.push((revision, path));
        }
    }
    files.sort();
    Ok(files)
}
