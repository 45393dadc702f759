//! Opening sled, and bringing it to where the journal is: by what it lacks, or anew.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

use jiff::Timestamp;

use super::folder::{Folder, children};
use super::metadata::Metadata;
use super::private;
use super::snapshot::Snapshot;
use super::state::{State, Trouble};
use crate::account::entity::EntityKey;
use crate::store::error::{StoreError, shown};

/// Opens sled, if need be without its snapshots, which it can do without, and reads a state that adds up; whether it is
/// the right one, the journal tells. `None` where nothing is, or nothing that can be read.
///
/// # Errors
/// The place can't be written, which sled must even to read; or another process uses it.
pub(super) fn find(folder: &Folder, metadata: &Metadata, notices: &mut Vec<String>) -> Result<Option<(State, Snapshot)>, StoreError> {
    let directory = folder.state();
    if !directory.is_dir() {
        return Ok(None);
    }
    // sled reads an unfinished snapshot as if it were the newest one, and then refuses to open for ever.
    if remove_snapshots(&directory, |name| name.ends_with(".generating"))? {
        notices.push("A snapshot that an interrupted start had left unfinished was removed; nothing is lost.".into());
    }
    match open_and_read(&directory, metadata) {
        Err(Trouble::Damaged) => {}
        found => return report(folder, found),
    }
    if !remove_snapshots(&directory, |_| true)? {
        return Ok(None);
    }
    let found = report(folder, open_and_read(&directory, metadata))?;
    if found.is_some() {
        notices.push("The state's snapshot was damaged and has been made anew; nothing is lost.".into());
    }
    Ok(found)
}

/// Lets a sled that was behind catch up, and takes it only if it then keeps what it was given: one that fell behind because
/// it is damaged may lose it again and say nothing. `None` where it does not.
///
/// # Errors
/// As [`find`].
pub(super) fn catch_up(
    folder: &Folder,
    metadata: &Metadata,
    state: State,
    present: &Snapshot,
    touched: &BTreeSet<EntityKey>,
) -> Result<Option<State>, StoreError> {
    let written = state.write(&present.account, touched, present.revision, present.digest);
    drop(state);
    let found = match written {
        Ok(()) => report(folder, open_and_read(&folder.state(), metadata))?,
        Err(Trouble::Damaged) => None,
        Err(trouble) => return Err(error_of(&trouble, folder)),
    };
    let kept = found.filter(|(_, snapshot)| (snapshot.revision, snapshot.digest) == (present.revision, present.digest));
    Ok(kept.map(|(state, _)| state))
}

/// Puts aside what lies there, and begins anew with this state.
pub(super) fn rebuild(folder: &Folder, snapshot: &Snapshot, at: Timestamp) -> Result<State, StoreError> {
    let directory = folder.state();
    if fs::symlink_metadata(&directory).is_ok() {
        fs::rename(&directory, folder.damaged_state(at)).map_err(StoreError::file("moved", &directory))?;
        private::sync_directory(folder.path())?;
        forget_all_but_the_last(&folder.damaged_states()?)?;
    }
    private::create_directory(&directory)?;
    let Snapshot { account, revision, digest } = snapshot;
    let state = State::open(&directory).and_then(|state| {
        state.write(account, account.entities().map(|(key, _)| key), *revision, *digest)?;
        Ok(state)
    });
    let state = state.map_err(|trouble| error_of(&trouble, folder))?;
    private::restrict_all(&directory)?;
    private::sync_directory(folder.path())?;
    Ok(state)
}

/// How many states that were put aside are kept.
const PUT_ASIDE: usize = 2;

/// What was put aside is there to be looked at; where a disk damages one state after the other, the last tell as much as all.
fn forget_all_but_the_last(damaged: &[PathBuf]) -> Result<(), StoreError> {
    for path in &damaged[..damaged.len().saturating_sub(PUT_ASIDE)] {
        let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
        removed.map_err(StoreError::file("removed", path))?;
    }
    Ok(())
}

fn open_and_read(directory: &Path, metadata: &Metadata) -> Result<(State, Snapshot), Trouble> {
    let state = State::open(directory)?;
    let snapshot = state.read(metadata)?;
    Ok((state, snapshot))
}

fn report(folder: &Folder, found: Result<(State, Snapshot), Trouble>) -> Result<Option<(State, Snapshot)>, StoreError> {
    match found {
        Ok((state, snapshot)) => {
            private::restrict_all(&folder.state())?;
            Ok(Some((state, snapshot)))
        }
        Err(Trouble::Damaged) => Ok(None),
        Err(trouble) => Err(error_of(&trouble, folder)),
    }
}

/// What sled's trouble means for the account.
pub(super) fn error_of(trouble: &Trouble, folder: &Folder) -> StoreError {
    let directory = folder.state();
    match trouble {
        Trouble::Unwritable(kind) => StoreError::file("written", &directory)((*kind).into()),
        Trouble::Refused(error) => StoreError::file("read", &directory)(io::Error::new(error.kind(), error.to_string())),
        Trouble::Busy => StoreError::Locked { account: folder.account().into(), pid: None },
        Trouble::Damaged => {
            StoreError::Stopped { account: folder.account().into(), why: format!("the state in {} can't be written", shown(&directory)) }
        }
    }
}

/// Removes sled's snapshots of these names, and tells whether there were any.
fn remove_snapshots(directory: &Path, which: impl Fn(&str) -> bool) -> Result<bool, StoreError> {
    let mut removed = false;
    for path in children(directory)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with("snap.") && which(&name) {
            fs::remove_file(&path).map_err(StoreError::file("removed", &path))?;
            removed = true;
        }
    }
    Ok(removed)
}
