//! Checkpoints: whole states as JSON. They are backups, with secrets, and as private as the rest.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::digest::Digest;
use super::folder::{Folder, children, file_name, numbered_files};
use super::metadata::Metadata;
use super::private;
use super::sealed::{self, Unread};
use super::snapshot::Snapshot;
use crate::account::Account;
use crate::account::entity::Entity;
use crate::store::entry::Revision;
use crate::store::error::{StoreError, shown};
use crate::store::private_file::is_unfinished;

const EXTENSION: &str = "json";

/// How many checkpoints are kept.
const KEPT: usize = 5;

#[derive(Serialize, Deserialize)]
struct Checkpoint<E> {
    metadata: Metadata,
    revision: Revision,
    digest: Digest,
    entities: Vec<E>,
}

/// A checkpoint without its entities, which are passed over unread.
#[derive(Deserialize)]
struct Heading {
    metadata: Metadata,
    revision: Revision,
}

/// The checkpoints of an account, by revision, the newest first; the origin is the last.
pub(super) struct Listed {
    /// The newest of them is as it was written.
    pub files: Vec<(Revision, PathBuf)>,
    /// Those before it, which are not.
    pub damaged: Vec<PathBuf>,
    /// Whether the origin can be read.
    pub is_origin_sound: bool,
}

/// The revision of the newest checkpoint.
pub(super) fn newest(files: &[(Revision, PathBuf)]) -> Revision {
    files.first().map_or(0, |(revision, _)| *revision)
}

/// Finds the account's checkpoints. Those before the newest sound one don't count: a file that can't be read acknowledges
/// nothing.
pub(super) fn find(folder: &Folder, metadata: &Metadata) -> Result<Listed, StoreError> {
    let mut damaged = list(folder)?;
    let mut count = 0;
    for (revision, path) in &damaged {
        if *revision == 0 || is_sound(path, *revision, metadata)? {
            break;
        }
        count += 1;
    }
    let files = damaged.split_off(count);
    let damaged = damaged.into_iter().map(|(_, path)| path).collect();
    Ok(Listed { files, damaged, is_origin_sound: is_sound(&folder.origin(), 0, metadata)? })
}

/// Whether a checkpoint is as it was written, by its checksum; its entities are not looked at.
fn is_sound(path: &Path, revision: Revision, metadata: &Metadata) -> Result<bool, StoreError> {
    match sealed::read::<Heading>(path) {
        Ok(heading) => Ok(heading.revision == revision && heading.metadata.account_id == metadata.account_id),
        Err(Unread::Refused(error)) => Err(error),
        Err(Unread::Missing | Unread::Newer(_) | Unread::Damaged) => Ok(false),
    }
}

/// Leaves a checkpoint of the account's state, and removes those that are too many.
pub(super) fn leave(folder: &Folder, account: &Account, revision: Revision) -> Result<(), StoreError> {
    let directory = folder.checkpoints();
    private::create_directory(&directory)?;
    remove_unfinished(&directory)?;
    write(&directory.join(file_name(revision, EXTENSION)), account, revision)?;
    let mut kept = numbered_files(&directory, EXTENSION)?;
    for (_, path) in kept.drain(..kept.len().saturating_sub(KEPT)) {
        fs::remove_file(&path).map_err(StoreError::file("removed", &path))?;
    }
    Ok(())
}

/// Removes what a crash has left half written.
fn remove_unfinished(directory: &Path) -> Result<(), StoreError> {
    for path in children(directory)? {
        if is_unfinished(&path) {
            fs::remove_file(&path).map_err(StoreError::file("removed", &path))?;
        }
    }
    Ok(())
}

/// Removes checkpoints that can't be read: the state that they held is vouched for otherwise by now.
pub(super) fn remove(damaged: &[PathBuf]) -> Result<(), StoreError> {
    damaged.iter().try_for_each(|path| fs::remove_file(path).map_err(StoreError::file("removed", path)))
}

/// Writes the state that an account begins with, and that `reset` goes back to.
pub(super) fn write_origin(folder: &Folder, account: &Account) -> Result<(), StoreError> {
    write(&folder.origin(), account, 0)
}

fn write(path: &Path, account: &Account, revision: Revision) -> Result<(), StoreError> {
    let digest = Digest::of(account.entities()).map_err(|_| StoreError::Unencodable { place: shown(path) })?;
    let entities = account.entities().map(|(_, entity)| entity).collect();
    sealed::write(path, &Checkpoint { metadata: Metadata::of(account), revision, digest, entities })
}

/// The account's checkpoints by revision, the newest first; the origin is the last. Unread.
fn list(folder: &Folder) -> Result<Vec<(Revision, PathBuf)>, StoreError> {
    let mut files = numbered_files(&folder.checkpoints(), EXTENSION)?;
    files.reverse();
    files.push((0, folder.origin()));
    Ok(files)
}

/// Reads a checkpoint. `None` where it is not as it was written, or of another revision or account.
pub(super) fn read(path: &Path, revision: Revision, metadata: &Metadata) -> Result<Option<Snapshot>, StoreError> {
    let checkpoint: Checkpoint<Entity> = match sealed::read(path) {
        Ok(checkpoint) => checkpoint,
        Err(Unread::Refused(error)) => return Err(error),
        Err(Unread::Missing | Unread::Newer(_) | Unread::Damaged) => return Ok(None),
    };
    if checkpoint.revision != revision || checkpoint.metadata.account_id != metadata.account_id {
        return Ok(None);
    }
    let account = Account::of(metadata.account_id, metadata.quotas.clone(), checkpoint.entities).ok();
    let digest = account.as_ref().and_then(|account| Digest::of(account.entities()).ok());
    let Some((account, digest)) = account.zip(digest) else { return Ok(None) };
    let is_sound = checkpoint.digest == digest || digest.in_first_format(account.entities()).ok() == Some(checkpoint.digest);
    Ok(is_sound.then_some(Snapshot { revision, digest, account }))
}

/// The account's metadata as the newest checkpoint that can be read has it.
pub(super) fn any_metadata(folder: &Folder) -> Result<Option<Metadata>, StoreError> {
    for (_, path) in list(folder)? {
        match sealed::read(&path) {
            Ok(Heading { metadata, .. }) => return Ok(Some(metadata)),
            Err(Unread::Refused(error)) => return Err(error),
            Err(Unread::Missing | Unread::Newer(_) | Unread::Damaged) => {}
        }
    }
    Ok(None)
}
