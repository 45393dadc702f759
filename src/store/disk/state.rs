//! The state in sled: a tree of entities by key, and a tree that says which state it is.
//!
//! An `Ok` of sled's proves little: after damage it may answer with an older state, or with none. So everything is read at
//! opening, and counts only if it adds up to the digest that was written with it.

use std::convert::Infallible;
use std::path::Path;
use std::time::Duration;
use std::{io, thread};

use sled::transaction::{ConflictableTransactionError, TransactionError, Transactional};
use sled::{Config, Db, Tree};

use super::digest::Digest;
use super::guard::guarded;
use super::metadata::Metadata;
use super::snapshot::Snapshot;
use crate::account::Account;
use crate::account::entity::{Entity, EntityKey};
use crate::store::entry::Revision;
use crate::store::error::is_unwritable_place;

/// sled would take a gigabyte.
const CACHE_BYTES: u64 = 32 * 1024 * 1024;

/// How long an earlier opening may take to let go.
const BUSY_TRIES: u32 = 200;
const BUSY_PAUSE: Duration = Duration::from_millis(10);

const REVISION: &[u8] = b"revision";
const DIGEST: &[u8] = b"digest";

/// What is wrong with sled.
#[derive(Debug)]
pub(super) enum Trouble {
    /// Its files are damaged, or it gave up.
    Damaged,
    /// The place can't be written at the moment; sled can't even read then.
    Unwritable(io::ErrorKind),
    /// Somebody holds sled's own lock.
    Busy,
    /// The operating system refused something that has nothing to do with what the files hold: too few file descriptors,
    /// no memory, a disk that does not answer.
    Refused(io::Error),
}

/// The open sled.
pub(super) struct State {
    trees: Option<Trees>,
}

/// A key, and what is to lie under it; `None` where nothing is.
type Image = (String, Option<Vec<u8>>);

struct Trees {
    db: Db,
    entities: Tree,
    meta: Tree,
}

impl Drop for State {
    fn drop(&mut self) {
        let trees = self.trees.take();
        // Letting go of sled makes it write once more. What it could not write is in the journal.
        let _ = guarded(move || drop(trees));
    }
}

impl State {
    /// Opens what is in this directory, or begins anew where nothing is.
    pub fn open(directory: &Path) -> Result<Self, Trouble> {
        let config = Config::new().path(directory).cache_capacity(CACHE_BYTES).flush_every_ms(None);
        let open = || {
            let db = config.open()?;
            let (entities, meta) = (db.open_tree("entities")?, db.open_tree("meta")?);
            Ok(Trees { db, entities, meta })
        };
        // We hold the account's lock, so sled's own is held by an earlier opening of ours whose threads are not done yet.
        for _ in 0..BUSY_TRIES {
            match attempt(open) {
                Err(Trouble::Busy) => thread::sleep(BUSY_PAUSE),
                opened => return opened.map(|trees| Self { trees: Some(trees) }),
            }
        }
        Err(Trouble::Busy)
    }

    /// Reads everything, and checks that it is what was written. Keys of the first format are spelled anew on the way.
    pub fn read(&self, metadata: &Metadata) -> Result<Snapshot, Trouble> {
        let trees = self.trees()?;
        let mut entities = Vec::new();
        let mut digest = Digest::default();
        let mut former: Vec<Image> = Vec::new();
        let items = attempt(|| trees.entities.iter().collect::<sled::Result<Vec<_>>>())?;
        for (key, value) in items {
            let entity: Entity = serde_json::from_slice(&value).map_err(|_| Trouble::Damaged)?;
            let own = entity.key();
            if own.to_string().as_bytes() != &*key {
                let spelled = own.in_first_format().map(|key| key.to_string()).filter(|spelled| spelled.as_bytes() == &*key);
                former.push((spelled.ok_or(Trouble::Damaged)?, None));
                former.push((own.to_string(), Some(value.to_vec())));
            }
            digest = digest.with(&key, &value);
            entities.push(entity);
        }
        let (revision, written) = attempt(|| Ok((trees.meta.get(REVISION)?, trees.meta.get(DIGEST)?)))?;
        let revision = revision.and_then(|bytes| bytes.as_ref().try_into().ok()).map(Revision::from_be_bytes).ok_or(Trouble::Damaged)?;
        if written.and_then(|bytes| Digest::from_bytes(&bytes)) != Some(digest) {
            return Err(Trouble::Damaged);
        }
        let account = Account::of(metadata.account_id, metadata.quotas.clone(), entities).map_err(|_| Trouble::Damaged)?;
        if !former.is_empty() {
            digest = Digest::of(account.entities()).map_err(|_| Trouble::Damaged)?;
            trees.write(&former, revision, digest)?;
        }
        Ok(Snapshot { revision, digest, account })
    }

    /// Writes what these keys hold in the account, and which state that makes, all or nothing.
    pub fn write<'a>(
        &self,
        account: &Account,
        keys: impl IntoIterator<Item = &'a EntityKey>,
        revision: Revision,
        digest: Digest,
    ) -> Result<(), Trouble> {
        let mut images: Vec<Image> = Vec::new();
        for key in keys {
            let image = account.get(key).map(serde_json::to_vec).transpose();
            images.push((key.to_string(), image.map_err(|_| Trouble::Damaged)?));
        }
        self.trees()?.write(&images, revision, digest)
    }

    /// Only one that is being dropped has none.
    fn trees(&self) -> Result<&Trees, Trouble> {
        self.trees.as_ref().ok_or(Trouble::Busy)
    }
}

impl Trees {
    /// Writes and removes, all or nothing.
    fn write(&self, images: &[Image], revision: Revision, digest: Digest) -> Result<(), Trouble> {
        attempt(|| {
            let written = (&self.entities, &self.meta).transaction(|(entities, meta)| {
                for (key, image) in images {
                    match image {
                        Some(image) => entities.insert(key.as_bytes(), image.as_slice())?,
                        None => entities.remove(key.as_bytes())?,
                    };
                }
                meta.insert(REVISION, &revision.to_be_bytes())?;
                meta.insert(DIGEST, &digest.to_bytes())?;
                Ok::<(), ConflictableTransactionError<Infallible>>(())
            });
            match written {
                Ok(()) => self.db.flush().map(|_| ()),
                Err(TransactionError::Storage(error)) => Err(error),
                Err(TransactionError::Abort(never)) => match never {},
            }
        })
    }
}

/// Asks sled for something; whatever way it fails, it is one of the four troubles.
fn attempt<T>(ask: impl FnOnce() -> sled::Result<T>) -> Result<T, Trouble> {
    match guarded(ask) {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(sled::Error::Io(error))) if is_unwritable_place(error.kind()) => Err(Trouble::Unwritable(error.kind())),
        Ok(Err(sled::Error::Io(error))) if error.to_string().contains("could not acquire lock") => Err(Trouble::Busy),
        Ok(Err(sled::Error::Io(error))) if !tells_of_damage(error.kind()) => Err(Trouble::Refused(error)),
        Ok(Err(_)) | Err(_) => Err(Trouble::Damaged),
    }
}

/// Whether sled makes an error of this kind where files are not what they should be. All others are the system's.
const fn tells_of_damage(kind: io::ErrorKind) -> bool {
    use io::ErrorKind::{InvalidData, InvalidInput, IsADirectory, NotADirectory, Other, UnexpectedEof};
    matches!(kind, InvalidData | InvalidInput | IsADirectory | NotADirectory | Other | UnexpectedEof)
}
