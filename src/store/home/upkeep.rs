//! Making, copying, resetting and throwing away accounts. Whatever is thrown away goes to the trash first.

use std::path::{Path, PathBuf};
use std::{fmt, fs, process};

use jiff::Timestamp;
use rand::SeedableRng;
use rand::rngs::StdRng;

use super::Home;
use crate::account::Account;
use crate::account::display::visible;
use crate::account::env::Env;
use crate::account::origin::{NewAccount, new_account};
use crate::account::words::count;
use crate::store::disk::{self, Folder, Lock, children, create_directory, sync_parent};
use crate::store::error::StoreError;
use crate::store::ledger::Access;
use crate::store::open_account::EnvSource;
use crate::store::private_file;

/// What became of the trash.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Emptied {
    /// Accounts that are gone for good.
    pub accounts: usize,
    /// What lay there and is no account's.
    pub left: Vec<PathBuf>,
}

impl fmt::Display for Emptied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Deleted {} for good.", count(self.accounts, "account"))?;
        if self.left.is_empty() {
            return Ok(());
        }
        let names: Vec<String> = self.left.iter().map(|path| visible(&path.display().to_string())).collect();
        write!(f, " Left where it is, since it is no account's: {}.", names.join(", "))
    }
}

/// Checks that a folder is itself here: what a link leads to may be anybody's, and moving the link would leave secrets there.
fn check_is_no_link(path: &Path) -> Result<(), StoreError> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_symlink() => Err(StoreError::Linked { path: path.to_owned() }),
        _ => Ok(()),
    }
}

impl Home {
    /// Makes a new account. Root's password is answered here and kept nowhere.
    ///
    /// # Errors
    /// No account can have this name, or one has it already.
    pub fn create(&self, name: &str, env: &mut Env) -> Result<NewAccount, StoreError> {
        self.check_access()?;
        let folder = self.vacancy(name)?;
        let made = new_account(name, env).map_err(|refusal| StoreError::NotMade { account: name.into(), why: refusal.message })?;
        self.found(&folder, &made.account)?;
        Ok(made)
    }

    /// Makes an account that begins with this state: a lesson's.
    ///
    /// # Errors
    /// No account can have this name, or one has it already.
    pub fn create_from(&self, name: &str, account: &Account) -> Result<(), StoreError> {
        self.check_access()?;
        let folder = self.vacancy(name)?;
        self.found(&folder, account)
    }

    /// Makes an account here that begins with the present state of one of another home, as [`Home::copy`] does within one. `at`
    /// is the real time.
    ///
    /// # Errors
    /// There is no such account or it can't be read; or the new name can't be had.
    pub fn copy_from(&self, other: &Self, from: &str, to: &str, at: Timestamp) -> Result<Vec<String>, StoreError> {
        self.check_access()?;
        let folder = self.vacancy(to)?;
        // Without a lock on it, an account that is open elsewhere is read as its journal has it.
        let env = || -> EnvSource { Box::new(move || Env::at(at, StdRng::from_rng(&mut rand::rng()))) };
        let source = match other.open(from, Access::ReadWrite, env()) {
            Err(StoreError::Locked { .. }) => other.open(from, Access::ReadOnly, env())?,
            opened => opened?,
        };
        self.found(&folder, source.account())?;
        let notices = source.notices().to_vec();
        source.close()?;
        Ok(notices)
    }

    /// What an account began with.
    ///
    /// # Errors
    /// There is no such account, or what it began with is gone or damaged.
    pub fn origin(&self, name: &str) -> Result<Account, StoreError> {
        let folder = self.folder(name)?;
        disk::read_origin(&folder, &disk::read_metadata(&folder)?.metadata)
    }

    /// Makes an account that begins with another's present state, under the same account id: ARNs stay as they are
    /// written, and entries in authenticator apps go on working. Its history is its own. `at` is the real time. Answers
    /// what was found wrong with the other account, a sentence each.
    ///
    /// # Errors
    /// There is no such account or it can't be read; or the new name can't be had.
    pub fn copy(&self, from: &str, to: &str, at: Timestamp) -> Result<Vec<String>, StoreError> {
        self.copy_from(self, from, to, at)
    }

    /// Makes an account what it was at first, under the same account id. What was done to it goes to the trash. `at` is
    /// the real time.
    ///
    /// # Errors
    /// There is no such account, another process has it, or what it began with can't be read.
    pub fn reset(&self, name: &str, at: Timestamp) -> Result<(), StoreError> {
        self.check_access()?;
        let folder = self.folder(name)?;
        disk::read_metadata(&folder)?;
        let _lock = Lock::take(&folder)?;
        let metadata = disk::read_metadata(&folder)?.metadata;
        disk::check_origin(&folder, &metadata)?;
        disk::unwind(&folder, &self.place_in_trash(name, at)?)
    }

    /// Throws an account away, to the trash. `at` is the real time.
    ///
    /// # Errors
    /// There is no such account, another process has it, or its folder is a link.
    pub fn delete(&self, name: &str, at: Timestamp) -> Result<(), StoreError> {
        self.check_access()?;
        let folder = self.folder(name)?;
        disk::check_is_account(&folder)?;
        check_is_no_link(folder.path())?;
        // Windows moves no folder in which a file is open, nor needs the lock: it refuses where another process has one open.
        let _lock = cfg!(unix).then_some(Lock::take(&folder)?);
        let place = self.place_in_trash(name, at)?;
        fs::rename(folder.path(), &place).map_err(StoreError::file("moved", folder.path()))?;
        sync_parent(folder.path())?;
        sync_parent(&place)
    }

    /// Removes the accounts that were thrown away, for good; accounts of lessons that began anew among them. What is being made
    /// there stays, and so does what is no account's: nobody threw it away with this program.
    ///
    /// # Errors
    /// Something can't be removed, or the trash is a link.
    pub fn empty_trash(&self) -> Result<Emptied, StoreError> {
        self.check_access()?;
        let trash = self.trash();
        check_is_no_link(&trash)?;
        let mut emptied = Emptied::default();
        for path in children(&trash)? {
            let folder = Folder::new("", &path);
            if !folder.is_an_accounts()? {
                emptied.left.push(path);
            } else if !Lock::is_held(&folder) {
                emptied.left.extend(folder.remove()?);
                emptied.accounts += 1;
            }
        }
        for root in children(&self.lessons())? {
            let theirs = Self { root, access: self.access }.empty_trash()?;
            emptied.accounts += theirs.accounts;
            emptied.left.extend(theirs.left);
        }
        Ok(emptied)
    }

    /// The folder of an account that is not there yet.
    fn vacancy(&self, name: &str) -> Result<Folder, StoreError> {
        let folder = self.folder(name)?;
        match fs::symlink_metadata(folder.path()) {
            Ok(_) => Err(StoreError::AccountExists { account: name.into() }),
            Err(_) => Ok(folder),
        }
    }

    /// Makes the folder in the trash, where what a crash leaves of it is cleared away, and moves it to its place.
    fn found(&self, folder: &Folder, account: &Account) -> Result<(), StoreError> {
        create_directory(&self.accounts())?;
        create_directory(&self.trash())?;
        let making = private_file::vacant(&self.trash().join(format!("{}-making-{}", folder.account(), process::id())));
        disk::found(folder, account, &making)
    }

    fn place_in_trash(&self, name: &str, at: Timestamp) -> Result<PathBuf, StoreError> {
        create_directory(&self.trash())?;
        Ok(private_file::vacant(&self.trash().join(format!("{name}-{}", private_file::stamp(at)))))
    }
}
