//! The place where all accounts are: `accounts/NAME/`, and `trash/NAME-TIME/` for what was thrown away.
//!
//! Knows where an account's folder is and who may touch it; what lies in it is the business of [`super::disk`].

mod name;
mod upkeep;

pub use name::DEFAULT_ACCOUNT;
pub use upkeep::Emptied;

use std::path::PathBuf;

use etcetera::BaseStrategy;
use jiff::Timestamp;

use super::disk::{self, DiskLedger, Folder, Metadata, children};
use super::entry::Revision;
use super::error::StoreError;
use super::ledger::Access;
use super::open_account::{EnvSource, OpenAccount};
use crate::account::id::AccountId;
use crate::account::secret::Secret;

/// The directory that holds all accounts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Home {
    root: PathBuf,
    access: Access,
}

/// An account of the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// What is known of it without opening it; or why nothing is.
    pub summary: Result<Summary, StoreError>,
}

/// What is known of an account without opening it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Summary {
    /// The twelve-digit account id.
    pub account_id: AccountId,
    /// When the account was made.
    pub created: Timestamp,
    /// How much was done to it.
    pub revision: Revision,
}

/// An account that was opened, or made because there was none.
pub struct Opened {
    /// The account.
    pub account: OpenAccount,
    /// If it was made just now, root's password. It is kept nowhere.
    pub root_password: Option<Secret>,
}

impl Home {
    /// The environment variable that says where accounts are.
    pub const VARIABLE: &str = "IAM_CONSOLE_HOME";

    /// The user's own: what [`Home::VARIABLE`] says, or else `iam-console` in the platform's data directory.
    ///
    /// # Errors
    /// The user has no home directory.
    pub fn find() -> Result<Self, StoreError> {
        if let Some(root) = std::env::var_os(Self::VARIABLE).filter(|root| !root.is_empty()) {
            return Ok(Self::at(root));
        }
        let strategy = etcetera::base_strategy::choose_native_strategy().map_err(|_| StoreError::NoHome)?;
        Ok(Self::at(strategy.data_dir().join("iam-console")))
    }

    /// The accounts in this directory, which is made when the first account is.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into(), access: Access::ReadWrite }
    }

    /// The same accounts, to be looked at only: whatever would change one of them is refused.
    #[must_use]
    pub fn read_only(self) -> Self {
        Self { access: Access::ReadOnly, ..self }
    }

    /// Checks that accounts may be made, changed and thrown away.
    ///
    /// # Errors
    /// They are open to read only.
    pub fn check_access(&self) -> Result<(), StoreError> {
        match self.access {
            Access::ReadWrite => Ok(()),
            Access::ReadOnly | Access::Beside => Err(StoreError::ReadOnlyHome),
        }
    }

    /// Whether an account can have this name.
    ///
    /// # Errors
    /// No account can have it.
    pub fn check_name(name: &str) -> Result<(), StoreError> {
        name::check(name)
    }

    /// Where the user's settings are kept, beside the accounts.
    pub fn settings_path(&self) -> PathBuf {
        self.root.join("settings.toml")
    }

    /// Where learners' progress is kept, beside the accounts.
    pub fn progress_folder(&self) -> PathBuf {
        self.root.join("progress")
    }

    /// The accounts that a learner's lessons are gone through on: laid out as this home is, and none of its own.
    #[must_use]
    pub fn of_lessons(&self, learner: &str) -> Self {
        Self { root: self.lessons().join(learner), access: self.access }
    }

    /// Where the account of this name is, or would be.
    pub fn folder_of(&self, name: &str) -> PathBuf {
        self.accounts().join(name)
    }

    /// The accounts by name, and folders that should be accounts and are none.
    ///
    /// # Errors
    /// The directory can't be read.
    pub fn list(&self) -> Result<Vec<Listed>, StoreError> {
        let mut accounts = Vec::new();
        for path in children(&self.accounts())? {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            // What no account can be called is none.
            if name::check(&name).is_ok() {
                let summary = disk::summary(&Folder::new(name.clone(), path));
                let summary = summary.map(|(Metadata { account_id, created, .. }, revision)| Summary { account_id, created, revision });
                accounts.push(Listed { name, summary });
            }
        }
        Ok(accounts)
    }

    /// Opens an account.
    ///
    /// # Errors
    /// There is none of this name, another process has it, a later version wrote it, or it is damaged beyond repair.
    pub fn open(&self, name: &str, access: Access, mut env: EnvSource) -> Result<OpenAccount, StoreError> {
        let at = env().real_now;
        OpenAccount::load(Box::new(self.ledger(name, access, at)?), env)
    }

    /// The ledger of an account, not loaded yet. `at` is the real time.
    ///
    /// # Errors
    /// No account can have this name.
    pub fn ledger(&self, name: &str, access: Access, at: Timestamp) -> Result<DiskLedger, StoreError> {
        let access = if self.access == Access::ReadOnly { self.access } else { access };
        Ok(DiskLedger::new(self.folder(name)?, access, at))
    }

    /// Opens an account, and makes it first if it is the default one and is not there yet.
    ///
    /// # Errors
    /// As [`Home::open`] and [`Home::create`]; to read only, nothing is made.
    pub fn open_or_create(&self, name: &str, access: Access, mut env: EnvSource) -> Result<Opened, StoreError> {
        let mut root_password = None;
        let may_make = name == DEFAULT_ACCOUNT && access == Access::ReadWrite && self.access == Access::ReadWrite;
        let folder = self.folder(name)?;
        // Where one may not look, something may be there.
        if may_make && !folder.path().try_exists().map_err(StoreError::file("looked for", folder.path()))? {
            match self.create(name, &mut env()) {
                Ok(made) => root_password = Some(made.root_password),
                // Another process was quicker.
                Err(StoreError::AccountExists { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        let account = self.open(name, access, env)?;
        Ok(Opened { account, root_password })
    }

    fn accounts(&self) -> PathBuf {
        self.root.join("accounts")
    }

    /// Where each learner's lessons have a home of their own.
    fn lessons(&self) -> PathBuf {
        self.root.join("lessons")
    }

    fn trash(&self) -> PathBuf {
        self.root.join("trash")
    }

    fn folder(&self, name: &str) -> Result<Folder, StoreError> {
        name::check(name)?;
        Ok(Folder::new(name, self.folder_of(name)))
    }
}
