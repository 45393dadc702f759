//! Finding the account's metadata, and its present state: from sled or a checkpoint, and from there by the journal.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::checkpoint;
use super::folder::Folder;
use super::metadata::Metadata;
use super::scan::Scan;
use super::sealed::{self, FORMAT, Unread};
use super::snapshot::Snapshot;
use crate::account::entity::EntityKey;
use crate::store::entry::Revision;
use crate::store::error::StoreError;

/// An account's metadata.
pub(in crate::store) struct Found {
    pub metadata: Metadata,
    /// What is wrong with the file, where it had to come from a checkpoint: `missing`, `damaged`.
    pub trouble: Option<&'static str>,
}

/// Reads the account's metadata: from a checkpoint where the file is missing or damaged.
///
/// # Errors
/// There is no such account, it has a newer format, or the folder is no account's.
pub(in crate::store) fn read_metadata(folder: &Folder) -> Result<Found, StoreError> {
    let no_account = || StoreError::NotAnAccount { path: folder.path().to_owned() };
    let trouble = match sealed::read(&folder.metadata()) {
        Ok(metadata) => return Ok(Found { metadata, trouble: None }),
        Err(Unread::Newer(format)) => {
            return Err(StoreError::NewerFormat { account: folder.account().into(), format, known: FORMAT });
        }
        Err(Unread::Refused(error)) => return Err(error),
        Err(Unread::Damaged) => "damaged",
        Err(Unread::Missing) if folder.path().is_dir() => "missing",
        Err(Unread::Missing) if folder.path().exists() => return Err(no_account()),
        Err(Unread::Missing) => return Err(StoreError::NoSuchAccount { account: folder.account().into() }),
    };
    let metadata = checkpoint::any_metadata(folder)?.ok_or_else(no_account)?;
    Ok(Found { metadata, trouble: Some(trouble) })
}

/// Checks that this is an account's folder, though nothing in it can be read any more.
///
/// # Errors
/// As [`read_metadata`].
pub(in crate::store) fn check_is_account(folder: &Folder) -> Result<(), StoreError> {
    match read_metadata(folder) {
        Err(StoreError::NotAnAccount { .. }) if folder.origin().is_file() || folder.journal().is_dir() => Ok(()),
        found => found.map(|_| ()),
    }
}

/// The account's present state, and the way there.
pub(super) struct Reached {
    /// The state.
    pub snapshot: Snapshot,
    /// What the journal added to where the way began.
    pub touched: BTreeSet<EntityKey>,
    /// The revision that sled has, if the way began there and sled is worth keeping.
    pub sled_at: Option<Revision>,
}

/// Finds the furthest state that can be vouched for. `None` where there is none.
pub(super) fn reach(
    scan: &Scan,
    checkpoints: &[(Revision, PathBuf)],
    metadata: &Metadata,
    sled: Option<Snapshot>,
) -> Result<Option<Reached>, StoreError> {
    let end = scan.history.revision();
    let mut best = match sled {
        Some(snapshot) if fits_origin(&snapshot, checkpoints, metadata)? => {
            let sled_at = Some(snapshot.revision);
            follow(snapshot, scan)?.map(|reached| Reached { sled_at, ..reached })
        }
        _ => None,
    };
    for (revision, path) in checkpoints {
        let goal = end.max(*revision);
        if best.as_ref().is_some_and(|best| best.snapshot.revision >= goal) {
            break;
        }
        let Some(snapshot) = checkpoint::read(path, *revision, metadata)? else { continue };
        if let Some(reached) = follow(snapshot, scan)?
            && best.as_ref().is_none_or(|best| best.snapshot.revision < reached.snapshot.revision)
        {
            best = Some(reached);
        }
    }
    Ok(best)
}

/// Why the account must not be written any more, as a clause: acknowledged entries are missing from the journal. `None`
/// where it may be written.
pub(super) fn hole(scan: &Scan, checkpoints: &[(Revision, PathBuf)], reached: &Reached) -> Option<String> {
    let end = scan.history.revision();
    let acknowledged = checkpoint::newest(checkpoints).max(reached.snapshot.revision);
    let what = match &scan.damage {
        Some(damage) => damage.clone(),
        None if acknowledged > end => format!("the journal ends with revision {end}, though revision {acknowledged} was acknowledged"),
        None => return None,
    };
    Some(format!("{what}, so the history has a hole; copy the account to go on with its present state"))
}

/// Leads a state on to the journal's end.
fn follow(snapshot: Snapshot, scan: &Scan) -> Result<Option<Reached>, StoreError> {
    let followed = snapshot.follow(&scan.journal, scan.history.revision())?;
    Ok(followed.map(|(snapshot, touched)| Reached { snapshot, touched, sled_at: None }))
}

/// A state before the first entry has no line of the journal to be compared with, only the origin.
fn fits_origin(snapshot: &Snapshot, checkpoints: &[(Revision, PathBuf)], metadata: &Metadata) -> Result<bool, StoreError> {
    let Some((_, path)) = checkpoints.last().filter(|_| snapshot.revision == 0) else { return Ok(true) };
    let origin = checkpoint::read(path, 0, metadata)?;
    Ok(origin.is_none_or(|origin| origin.digest == snapshot.digest))
}
