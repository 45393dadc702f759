//! What commands write: answers to standard output, complaints to standard error; and what becomes of a command that fails.

use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use crate::account::display::visible;
use crate::store::{Failure, StoreError};
use crate::training::progress::ProgressError;

/// A negative verdict: denied, refused, not passed, not all complete, not as it should be.
pub(super) const NEGATIVE: u8 = 1;
/// Bad usage or input.
pub(super) const USAGE: u8 = 2;
/// Something could not be opened, read or written.
const STORE: u8 = 3;
/// The program itself is at fault (`EX_SOFTWARE`); the report says where it lies.
pub(super) const SOFTWARE: u8 = 70;

/// Why a command did not do all that it was asked. Displays as a sentence, escaped.
pub(super) enum Trouble {
    /// The store failed, or refused a name.
    Store(StoreError),
    /// What a learner has done could not be read or kept.
    Progress(ProgressError),
    /// An account did not do what it was told to.
    Undone(Failure),
    /// A lesson's id was given for its account, and several lessons of that id were begun.
    Ambiguous {
        /// The id.
        id: String,
        /// The accounts that they are gone through on.
        accounts: Vec<String>,
    },
    /// A file that it was given could not be read.
    Input(String, io::Error),
    /// What it had to say could not be written.
    Output(io::Error),
}

impl Trouble {
    /// Says it, and answers the exit code.
    pub(super) fn tell(&self) -> ExitCode {
        complain(&self.to_string());
        ExitCode::from(match self {
            Self::Store(StoreError::BadName { .. } | StoreError::AccountExists { .. })
            | Self::Progress(ProgressError::Unreadable { .. } | ProgressError::Newer { .. })
            | Self::Ambiguous { .. } => USAGE,
            Self::Input(_, error) if is_about_name(error) => USAGE,
            Self::Store(_) | Self::Progress(_) | Self::Undone(_) | Self::Input(..) | Self::Output(_) => STORE,
        })
    }
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Store(error) => error.fmt(f),
            Self::Progress(error) => error.fmt(f),
            Self::Undone(failure) => f.write_str(&visible(&failure.to_string())),
            Self::Ambiguous { id, accounts } => write!(
                f,
                "Several lessons of the id {} were begun, each on an account of its own: give the account's name, which is one of {}; \
                 or name the folder of the one that is meant by --lessons.",
                visible(id),
                visible(&accounts.join(", "))
            ),
            Self::Input(name, error) => write!(f, "{} could not be read: {}.", visible(name), visible(&error.to_string())),
            Self::Output(error) => write!(f, "The output could not be written: {}.", visible(&error.to_string())),
        }
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Store(error) => Self::Store(error),
            other => Self::Undone(other),
        }
    }
}

impl From<ProgressError> for Trouble {
    fn from(error: ProgressError) -> Self {
        Self::Progress(error)
    }
}

/// Whether the name is to blame: there is no such file, or none that may be read.
fn is_about_name(error: &io::Error) -> bool {
    use ErrorKind::{InvalidFilename, InvalidInput, IsADirectory, NotADirectory, NotFound, PermissionDenied};
    matches!(error.kind(), InvalidFilename | InvalidInput | IsADirectory | NotADirectory | NotFound | PermissionDenied)
}

/// Writes text to standard output; a reader that has gone away is no error.
///
/// # Errors
/// There is no room for it, or nowhere to write it to.
pub(super) fn print(text: &str) -> Result<(), Trouble> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Trouble::Output(error)),
        _ => Ok(()),
    }
}

/// Writes a sentence to standard error.
pub(super) fn complain(sentence: &str) {
    say(&format!("iam-console: {sentence}"));
}

/// Writes a line to standard error. Where nobody listens any more, as behind a closed terminal, there is nothing to do.
pub(super) fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}
