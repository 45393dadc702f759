//! An account's metadata: what is known of it without reading its state.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::checkpoint;
use super::folder::Folder;
use super::sealed::{self, FORMAT, Unread};
use crate::account::Account;
use crate::account::id::AccountId;
use crate::account::quotas::Quotas;
use crate::store::error::StoreError;

/// What `account.json` holds, and every checkpoint with it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(in crate::store) struct Metadata {
    /// The version of the program that made the account.
    pub app: String,
    /// The twelve-digit account id.
    pub account_id: AccountId,
    /// When the account was made.
    pub created: Timestamp,
    /// What it may hold at most.
    #[serde(default)]
    pub quotas: Quotas,
}

impl Metadata {
    /// The metadata of an account that this program keeps.
    pub fn of(account: &Account) -> Self {
        Self {
            app: env!("CARGO_PKG_VERSION").into(),
            account_id: account.id(),
            created: account.created(),
            quotas: account.quotas().clone(),
        }
    }

    /// Writes the account's metadata.
    pub fn write(&self, folder: &Folder) -> Result<(), StoreError> {
        sealed::write(&folder.metadata(), self)
    }

    /// Reads the account's metadata, and tells whether it had to come from a checkpoint, because the file is damaged.
    ///
    /// # Errors
    /// There is no such account, it has a newer format, or the folder is no account's.
    pub fn read(folder: &Folder) -> Result<(Self, bool), StoreError> {
        match sealed::read(&folder.metadata()) {
            Ok(metadata) => Ok((metadata, false)),
            Err(Unread::Newer(format)) => Err(StoreError::NewerFormat { account: folder.account().into(), format, known: FORMAT }),
            Err(Unread::Refused(error)) => Err(error),
            Err(Unread::Damaged) => {
                checkpoint::any_metadata(folder)?.map_or_else(|| Err(no_account(folder)), |metadata| Ok((metadata, true)))
            }
            Err(Unread::Missing) if folder.path().exists() => Err(no_account(folder)),
            Err(Unread::Missing) => Err(StoreError::NoSuchAccount { account: folder.account().into() }),
        }
    }
}

fn no_account(folder: &Folder) -> StoreError {
    StoreError::NotAnAccount { path: folder.path().to_owned() }
}
