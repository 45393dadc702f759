//! Where a test keeps its account, and short ways to say what is done to it.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use iam_console::account::Account;
use iam_console::account::caller::Caller;
use iam_console::account::entity::{Entity, EntityKey};
use iam_console::account::env::{Env, HashingCost};
use iam_console::account::operation::*;
use iam_console::store::*;
use rand::SeedableRng;
use rand::rngs::StdRng;
use tempfile::TempDir;

use super::common::{env, fresh, now};

/// Surroundings that differ from each other and are the same at every run.
pub fn repeatable() -> EnvSource {
    repeatable_of(1)
}

/// As [`repeatable`], and different for each opening of an account.
fn repeatable_of(opening: u64) -> EnvSource {
    let mut seed = opening * 10_000;
    Box::new(move || {
        seed += 1;
        Env { hashing: HashingCost::Least, ..Env::at(now(), StdRng::seed_from_u64(seed)) }
    })
}

/// An account's place: opened again, it has what was acknowledged.
pub enum Place {
    Memory(Arc<Mutex<MemoryLedger>>, Cell<u64>),
    Disk(OnDisk),
}

/// A ledger in memory that outlives its openings.
struct Shared(Arc<Mutex<MemoryLedger>>);

impl Ledger for Shared {
    fn load(&mut self) -> Result<Loaded, StoreError> {
        self.0.lock().unwrap().load()
    }
    fn commit_all(&mut self, entries: Vec<Entry>) -> Result<Vec<Entry>, StoreError> {
        self.0.lock().unwrap().commit_all(entries)
    }
    fn settle(&mut self) -> Result<(), StoreError> {
        self.0.lock().unwrap().settle()
    }
    fn entry(&mut self, revision: Revision) -> Result<Entry, StoreError> {
        self.0.lock().unwrap().entry(revision)
    }
    fn close(&mut self) -> Result<(), StoreError> {
        self.0.lock().unwrap().close()
    }
}

impl Place {
    /// A new account on each kind of ledger; the two are the same account.
    pub fn both() -> [Self; 2] {
        [Self::Memory(Arc::new(Mutex::new(MemoryLedger::new(fresh()))), Cell::new(1)), Self::Disk(OnDisk::new())]
    }

    pub fn ledger(&self) -> Box<dyn Ledger> {
        match self {
            Self::Memory(ledger, _) => Box::new(Shared(Arc::clone(ledger))),
            Self::Disk(disk) => Box::new(disk.home.ledger(DEFAULT_ACCOUNT, Access::ReadWrite, now()).unwrap()),
        }
    }

    pub fn open(&self) -> OpenAccount {
        let openings = match self {
            Self::Memory(_, openings) | Self::Disk(OnDisk { openings, .. }) => openings,
        };
        openings.set(openings.get() + 1);
        OpenAccount::load(self.ledger(), repeatable_of(openings.get())).unwrap()
    }
}

/// A home on disk with a new account in it.
pub struct OnDisk {
    pub directory: TempDir,
    pub home: Home,
    openings: Cell<u64>,
}

impl OnDisk {
    pub fn new() -> Self {
        let directory = TempDir::new().unwrap();
        let home = Home::at(directory.path().join("home"));
        home.create(DEFAULT_ACCOUNT, &mut env()).unwrap();
        Self { directory, home, openings: Cell::new(1) }
    }

    pub fn open(&self) -> OpenAccount {
        self.try_open(Access::ReadWrite).unwrap()
    }

    pub fn try_open(&self, access: Access) -> Result<OpenAccount, StoreError> {
        self.openings.set(self.openings.get() + 1);
        self.home.open(DEFAULT_ACCOUNT, access, repeatable_of(self.openings.get()))
    }

    /// The same home somewhere else, to be damaged.
    pub fn copy(&self) -> Self {
        let directory = TempDir::new().unwrap();
        copy_tree(self.directory.path(), directory.path());
        Self { home: Home::at(directory.path().join("home")), directory, openings: self.openings.clone() }
    }

    /// A path in the account's folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.home.folder_of(DEFAULT_ACCOUNT).join(name)
    }

    /// The file names in a directory of the account's folder.
    pub fn names(&self, directory: &str) -> Vec<String> {
        let Ok(items) = fs::read_dir(self.path(directory)) else { return Vec::new() };
        let mut names: Vec<String> = items.map(|item| item.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

/// All files below a directory.
pub fn walk(directory: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for item in fs::read_dir(directory).unwrap() {
        let path = item.unwrap().path();
        if path.is_dir() { files.extend(walk(&path)) } else { files.push(path) }
    }
    files.sort();
    files
}

/// Copies a directory with all in it.
pub fn copy_tree(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for item in fs::read_dir(from).unwrap() {
        let path = item.unwrap().path();
        let place = to.join(path.file_name().unwrap());
        if path.is_dir() { copy_tree(&path, &place) } else { fs::copy(&path, &place).map(|_| ()).unwrap() }
    }
}

/// What an account holds.
pub fn entities(account: &Account) -> BTreeMap<EntityKey, Entity> {
    account.entities().map(|(key, entity)| (key.clone(), entity.clone())).collect()
}

pub fn items(history: &History) -> Vec<HistoryItem> {
    history.items().cloned().collect()
}

pub fn create_user(name: &str) -> Operation {
    CreateUser { user_name: name.into(), ..Default::default() }.into()
}

pub fn delete_user(name: &str) -> Operation {
    DeleteUser { user_name: name.into() }.into()
}

pub fn create_group(name: &str) -> Operation {
    CreateGroup { group_name: name.into(), path: None }.into()
}

pub fn add(user: &str, group: &str) -> Operation {
    AddUserToGroup { group_name: group.into(), user_name: user.into() }.into()
}

pub fn tag(user: &str, key: &str, value: &str) -> Operation {
    TagUser { user_name: user.into(), tags: vec![Tag { key: key.into(), value: value.into() }] }.into()
}

/// Does one operation as root, and answers the revision.
pub fn run(open: &mut OpenAccount, operation: Operation) -> Revision {
    open.submit(&Caller::ROOT, &[operation]).unwrap().entry.expect("a change")
}
