//! An account's metadata: what is known of it without reading its state.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::folder::Folder;
use super::sealed;
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
}
