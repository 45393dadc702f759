//! The file that a learner's progress is kept in: changed under a lock, replaced whole, kept aside where it is damaged.

use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::error::ProgressError;
use super::export::{as_json, from_json};
use super::learner::Learner;
use super::record::Progress;
use crate::account::display::visible;
use crate::store::{Home, private_file};
use crate::training::given;

/// So long another process may keep the lock, which it needs for a moment only.
const PATIENCE: Duration = Duration::from_secs(3);
/// So often the lock is tried meanwhile.
const BETWEEN: Duration = Duration::from_millis(10);

/// Where a learner's progress is kept.
#[derive(Clone, Debug)]
pub struct ProgressFile {
    folder: PathBuf,
    learner: Learner,
    is_read_only: bool,
}

/// What was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Read {
    /// The progress; none, where there was no file yet.
    pub progress: Progress,
    /// What had to be repaired, in a sentence.
    pub notice: Option<String>,
    /// Whether the file is damaged, and nothing that was kept before it can take its place.
    pub is_lost: bool,
}

impl ProgressFile {
    /// A learner's file in a home.
    pub fn new(home: &Home, learner: Learner) -> Self {
        Self { folder: home.progress_folder(), learner, is_read_only: home.check_access().is_err() }
    }

    /// Whose it is.
    pub const fn learner(&self) -> &Learner {
        &self.learner
    }

    /// The file.
    pub fn path(&self) -> PathBuf {
        self.folder.join(format!("{}.json", self.learner))
    }

    /// The last one but one, for when the last is damaged. A learner's own file ends otherwise, whatever they are called.
    fn before(&self) -> PathBuf {
        self.folder.join(format!("{}.before", self.learner))
    }

    /// Reads what is kept. A damaged file is not touched; what was kept before it takes its place.
    ///
    /// # Errors
    /// It can't be read, or a later version wrote it.
    pub fn read(&self) -> Result<Read, ProgressError> {
        match Self::load(&self.path())? {
            Loaded::Whole(progress) => Ok(Read { progress, notice: None, is_lost: false }),
            Loaded::Missing => {
                let progress = self.earlier()?.unwrap_or_else(|| Progress::of(self.learner.as_str()));
                Ok(Read { progress, notice: None, is_lost: false })
            }
            Loaded::Damaged(why) => {
                let earlier = self.earlier()?;
                let path = visible(&self.path().display().to_string());
                let then = if earlier.is_some() { "what was kept before it counts" } else { "progress begins anew" };
                let notice = format!(
                    "The progress in {path} is damaged ({}); {then}. The file is given another name as soon as progress is kept again.",
                    visible(&why)
                );
                let is_lost = earlier.is_none();
                Ok(Read { progress: earlier.unwrap_or_else(|| Progress::of(self.learner.as_str())), notice: Some(notice), is_lost })
            }
        }
    }

    /// Changes what is kept: reads it anew, so that what other processes kept meanwhile stays (of one lesson, what was kept last),
    /// and replaces the file whole.
    /// Answers what is kept then.
    ///
    /// # Errors
    /// It can't be read or written, or a later version wrote it; then what was kept stays.
    pub fn change(&self, change: impl FnOnce(&mut Progress)) -> Result<Read, ProgressError> {
        if self.is_read_only {
            return Err(ProgressError::ReadOnly);
        }
        let path = self.path();
        private_file::create_directory(&self.folder).map_err(ProgressError::file("written", &self.folder))?;
        let _lock = self.lock()?;
        let mut read = self.read()?;
        let was = read.progress.clone();
        change(&mut read.progress);
        read.is_lost = false;
        if let Some(notice) = &mut read.notice {
            *notice = format!(
                "The progress was damaged, and is kept again. The damaged file is now {}.",
                visible(&self.put_aside()?.display().to_string())
            );
        } else if read.progress == was {
            return Ok(read);
        } else {
            self.keep_before(&path);
        }
        if read.progress.ids.is_empty() {
            read.progress.ids.insert(format!("{:016x}", rand::random::<u64>()));
        }
        let text = as_json(&read.progress).map_err(|error| ProgressError::file("written", &path)(error.into()))?;
        private_file::replace(&path, text.as_bytes()).map_err(ProgressError::file("written", &path))?;
        Ok(read)
    }

    fn load(path: &Path) -> Result<Loaded, ProgressError> {
        let bytes = match given::bytes(path, u64::MAX) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Loaded::Missing),
            Err(error) => return Err(ProgressError::file("read", path)(error)),
        };
        let Ok(text) = String::from_utf8(bytes) else { return Ok(Loaded::Damaged("it is no text".into())) };
        match from_json(&path.display().to_string(), &text) {
            Ok(progress) => Ok(Loaded::Whole(progress)),
            Err(ProgressError::Unreadable { why, .. }) => Ok(Loaded::Damaged(why)),
            Err(error) => Err(error),
        }
    }

    /// What was kept before; nothing, where that is damaged as well.
    fn earlier(&self) -> Result<Option<Progress>, ProgressError> {
        match Self::load(&self.before())? {
            Loaded::Whole(progress) => Ok(Some(progress)),
            Loaded::Missing | Loaded::Damaged(_) => Ok(None),
        }
    }

    /// Leaves the present file under the name of the one before. The new one never depends on it: where the file system has no
    /// links, there is no earlier one to fall back to.
    fn keep_before(&self, path: &Path) {
        let before = self.before();
        let _ = fs::remove_file(&before);
        let _ = fs::hard_link(path, &before);
    }

    /// Gives a damaged file another name: it is not ours to lose.
    fn put_aside(&self) -> Result<PathBuf, ProgressError> {
        let path = self.path();
        let aside = private_file::damaged(&self.folder.join(self.learner.as_str()), Timestamp::now());
        fs::rename(&path, &aside).map_err(ProgressError::file("moved", &path))?;
        Ok(aside)
    }

    /// Waits for the lock; it is let go when what is answered is dropped, however the process ends.
    fn lock(&self) -> Result<File, ProgressError> {
        let path = self.folder.join(format!("{}.lock", self.learner));
        let file = private_file::open_to_write(&path).map_err(ProgressError::file("locked", &path))?;
        let begun = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(TryLockError::WouldBlock) if begun.elapsed() < PATIENCE => thread::sleep(BETWEEN),
                Err(TryLockError::WouldBlock) => return Err(ProgressError::Busy { path: self.path() }),
                Err(TryLockError::Error(error)) => return Err(ProgressError::file("locked", &path)(error)),
            }
        }
    }
}

/// What a file turned out to be.
enum Loaded {
    Whole(Progress),
    Missing,
    Damaged(String),
}
