//! What can go wrong with a learner's progress, each in one sentence.

use std::path::{Path, PathBuf};
use std::{fmt, io};

use crate::account::display::visible;

/// Why progress could not be read or kept. Displays as a sentence, escaped.
#[derive(Debug)]
pub enum ProgressError {
    /// The operating system refused a file.
    File {
        /// What was tried: `read`, `written`.
        tried: &'static str,
        /// The file.
        path: PathBuf,
        /// The operating system's words.
        why: io::Error,
    },
    /// A later version of the program wrote it.
    Newer {
        /// The file, or where else it comes from.
        of: String,
        /// The format it has.
        format: u64,
    },
    /// It is no learner's progress, or damaged.
    Unreadable {
        /// The file, or where else it comes from.
        of: String,
        /// Why, as a clause.
        why: String,
    },
    /// Another process keeps it locked.
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// The home is open to read only.
    ReadOnly,
}

impl ProgressError {
    /// Gives an error of the operating system its context.
    pub(super) fn file(tried: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |why| Self::File { tried, path: path.to_owned(), why }
    }
}

impl fmt::Display for ProgressError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |path: &Path| visible(&path.display().to_string());
        match self {
            Self::File { tried, path, why } => {
                write!(f, "The progress in {} can't be {tried}: {}.", shown(path), visible(&why.to_string()))
            }
            Self::Newer { of, format } => {
                write!(f, "{} was written by a later version of iam-console (format {format}); this one leaves it alone.", visible(of))
            }
            Self::Unreadable { of, why } => write!(f, "{} is no learner's progress: {}.", visible(of), visible(why)),
            Self::Busy { path } => write!(f, "The progress in {} is being changed by another process; try again.", shown(path)),
            Self::ReadOnly => f.write_str("Progress is not kept: the home is open to read only."),
        }
    }
}

impl std::error::Error for ProgressError {}
