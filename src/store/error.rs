//! What can go wrong with the store, each in one sentence with the rule and the remedy.

use std::path::{Path, PathBuf};
use std::{fmt, io};

use super::entry::Revision;
use crate::account::display::visible;

/// Why the store did not do what it was asked.
///
/// Shown, it is one sentence in which everything from outside is escaped. It never holds what a file holds: that may be
/// a secret.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum StoreError {
    /// No account can have this name.
    BadName {
        /// The name.
        name: String,
    },
    /// There is no place for accounts.
    NoHome,
    /// There is no account of this name.
    NoSuchAccount {
        /// The name.
        account: String,
    },
    /// The name is taken.
    AccountExists {
        /// The name.
        account: String,
    },
    /// The account's first state could not be made.
    NotMade {
        /// The name.
        account: String,
        /// Why.
        why: String,
    },
    /// The folder holds something else, or an account's metadata beyond repair.
    NotAnAccount {
        /// The folder.
        path: PathBuf,
    },
    /// A later version of the program wrote the account.
    NewerFormat {
        /// The account.
        account: String,
        /// The format it has.
        format: u64,
        /// The latest format that this program knows.
        known: u64,
    },
    /// Another process has the account open.
    Locked {
        /// The account.
        account: String,
        /// The process, where it said so.
        pid: Option<u32>,
    },
    /// A link stands where the program's own folder should be.
    Linked {
        /// The link.
        path: PathBuf,
    },
    /// The account can be looked at and not changed.
    ReadOnly {
        /// The account.
        account: String,
        /// Why, as a clause.
        why: String,
    },
    /// All accounts can be looked at and not changed.
    ReadOnlyHome,
    /// The account's files are damaged beyond what can be rebuilt.
    Damaged {
        /// The account.
        account: String,
        /// What is damaged, as a clause.
        what: String,
    },
    /// What an account began with is gone or damaged.
    NoOrigin {
        /// The file.
        path: PathBuf,
    },
    /// What is written to the account would be lost: this file is not where it was when the account was opened.
    Gone {
        /// The file.
        path: PathBuf,
    },
    /// A write failed; until the account is opened again, nothing more is written.
    Stopped {
        /// The account.
        account: String,
        /// What failed, as a clause.
        why: String,
    },
    /// The account is not loaded, or closed already.
    Closed {
        /// The account.
        account: String,
    },
    /// The change was planned on another state of the account.
    OutOfStep {
        /// The key that is not as the change has it.
        key: String,
    },
    /// Something can't be written down in a way that can be read again.
    Unencodable {
        /// Where it was to go.
        place: String,
    },
    /// What is asked for beside the account takes more room than it may.
    Full {
        /// The file that it is left in.
        path: PathBuf,
    },
    /// History has no such entry.
    NoEntry {
        /// Its number.
        revision: Revision,
    },
    /// The operating system refused a file.
    File {
        /// What was tried: `read`, `written`.
        tried: &'static str,
        /// The file.
        path: PathBuf,
        /// The kind of refusal.
        kind: io::ErrorKind,
        /// The operating system's words.
        why: String,
    },
}

impl StoreError {
    /// Gives an error of the operating system its context: which file, and what was tried with it.
    pub(super) fn file(tried: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |error| Self::File { tried, path: path.to_owned(), kind: error.kind(), why: error.to_string() }
    }

    /// What failed, as a clause without a remedy.
    pub(super) fn clause(&self) -> String {
        match self {
            Self::File { tried, path, why, .. } => format!("{} can't be {tried} ({why})", path.display()),
            Self::Stopped { why, .. } => why.clone(),
            other => other.to_string(),
        }
    }

    /// Whether the place can't be written at the moment, though it may be read: no rights, no room.
    pub(super) fn is_unwritable_place(&self) -> bool {
        matches!(self, Self::File { kind, .. } if is_unwritable_place(*kind))
    }
}

/// Whether an error of this kind says that a place can't be written, not that what lies there is damaged.
pub(super) const fn is_unwritable_place(kind: io::ErrorKind) -> bool {
    use io::ErrorKind::{FileTooLarge, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    matches!(kind, PermissionDenied | ReadOnlyFilesystem | StorageFull | QuotaExceeded | FileTooLarge)
}

/// Why nothing can be changed where the user wants it so, as a clause.
pub const ASKED_FOR: &str = "--read-only was asked for";

/// Why nothing can be changed beside whoever has the account open, as a clause.
pub const OPEN_ELSEWHERE: &str = "it is open in another window or command";

/// A path, escaped.
pub(super) fn shown(path: &Path) -> String {
    visible(&path.to_string_lossy())
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadName { name } => write!(
                f,
                "\"{}\" can't be the name of an account: use 1 to 63 of a-z, 0-9, dot, underscore and hyphen, and begin with a letter or digit.",
                visible(name)
            ),
            Self::NoHome => f.write_str("There is no home directory to keep accounts in: set IAM_CONSOLE_HOME to a directory of yours."),
            Self::NoSuchAccount { account } => write!(
                f,
                "There is no account {0}: choose one of the list (iam-console accounts list), or make it (iam-console accounts new {0}).",
                visible(account)
            ),
            Self::AccountExists { account } => {
                write!(f, "There is an account {} already: choose another name, or delete that one first.", visible(account))
            }
            Self::NotMade { account, why } => write!(f, "The account {} could not be made: {}", visible(account), visible(why)),
            Self::NotAnAccount { path } => write!(
                f,
                "{} is no account of this program, or its account.json is gone or damaged beyond repair: \
                 restore that file from a backup, or move the folder away.",
                shown(path)
            ),
            Self::NewerFormat { account, format, known } => write!(
                f,
                "The account {} was written by a later version of this program (format {format}, this one knows up to {known}) \
                 and is left as it is: update the program.",
                visible(account)
            ),
            Self::Locked { account, pid } => {
                write!(f, "The account {} is open in another window or command", visible(account))?;
                if let Some(pid) = pid {
                    write!(f, " (process {pid})")?;
                }
                f.write_str(", and only one can write: end that one, or open the account to read only.")
            }
            Self::Linked { path } => write!(
                f,
                "{} is a link, and what it leads to is not this program's to remove: put the folder itself there, or remove the link by hand.",
                shown(path)
            ),
            Self::ReadOnly { account, why } => {
                write!(f, "The account {} is open to read only, so nothing was changed: {}.", visible(account), visible(why))
            }
            Self::ReadOnlyHome => write!(f, "The accounts are open to read only, so nothing was changed: {ASKED_FOR}."),
            Self::Damaged { account, what } => write!(
                f,
                "The account {} can't be opened, because {}: restore its folder from a backup, or reset it.",
                visible(account),
                visible(what)
            ),
            Self::NoOrigin { path } => {
                write!(f, "{} is gone or damaged, so the account can't begin again: restore that file from a backup.", shown(path))
            }
            Self::Stopped { account, why } => write!(
                f,
                "{}, so the account {} takes no more changes: everything acknowledged is safe; make room or mend the disk, \
                 then open the account again.",
                visible(why),
                visible(account)
            ),
            Self::Gone { path } => write!(
                f,
                "{} was moved or removed while the account was open, so the account takes no more changes: \
                 put its folder back, then open the account again.",
                shown(path)
            ),
            Self::Closed { account } => write!(f, "The account {} is closed: open it again.", visible(account)),
            Self::OutOfStep { key } => {
                write!(f, "Nothing was changed, because {} is not as the change expects it: try again.", visible(key))
            }
            Self::Unencodable { place } => {
                write!(
                    f,
                    "What was to go to {} can't be written so that it can be read again, so nothing was: please report this.",
                    visible(place)
                )
            }
            Self::Full { path } => write!(
                f,
                "{} is too full: end the window or command that has the account open, which counts what is in it. Where that is this one, \
                 remove the file; what was asked for beside it is lost then.",
                shown(path)
            ),
            Self::NoEntry { revision } => write!(f, "The history has no readable entry {revision}: choose another."),
            Self::File { .. } => write!(f, "{}: check the disk and who may use the folder, then try again.", visible(&self.clause())),
        }
    }
}

impl std::error::Error for StoreError {}
