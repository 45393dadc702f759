//! The account: a pure model of IAM's entities, the operations on them and the rules they obey.
//!
//! Everything that happens to an account is an [`operation::Operation`] planned by [`Account::plan`], which reads and
//! never writes; the [`change::Change`] it may give is made durable by a ledger and then applied. Time, chance and the
//! cost of hashing come in through [`env::Env`], so every outcome can be repeated. Knows the catalogue and nothing of
//! terminals, files or stores.

pub mod arn;
pub mod authorization;
pub mod caller;
pub mod change;
mod credentials;
pub mod entity;
pub mod env;
pub mod estate;
pub mod id;
pub mod identity;
mod lookup;
pub mod obstacle;
pub mod operation;
pub mod origin;
pub mod plan;
pub mod quotas;
pub mod refusal;
pub mod reply;
pub mod security_status;
pub mod shape;
pub mod tagged;
mod wording;

pub use credentials::{mfa, password, secret};
pub use wording::{csv, display, words};

use std::sync::Arc;

use imbl::OrdMap;
use jiff::Timestamp;

use change::Edit;
use entity::{Entity, EntityKey};
use id::AccountId;
pub use lookup::Absent;
use lookup::index::{self, IndexKey};
use obstacle::Obstacle;
use quotas::Quotas;

/// An account's whole state at one moment.
///
/// Cloning is cheap: clones share what they have in common. A front end holds one while the store makes the next, and a
/// plan of several operations tries them on a clone.
#[derive(Clone, Debug)]
pub struct Account {
    id: AccountId,
    quotas: Arc<Quotas>,
    entities: OrdMap<EntityKey, Entity>,
    index: OrdMap<IndexKey, EntityKey>,
    counts: Counts,
}

/// How many of each kind that is listed and limited.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Counts {
    users: usize,
    groups: usize,
    roles: usize,
    policies: usize,
    instance_profiles: usize,
}

impl Counts {
    const fn of(&mut self, entity: &Entity) -> Option<&mut usize> {
        match entity {
            Entity::User(_) => Some(&mut self.users),
            Entity::Group(_) => Some(&mut self.groups),
            Entity::Role(_) => Some(&mut self.roles),
            Entity::ManagedPolicy(_) => Some(&mut self.policies),
            Entity::InstanceProfile(_) => Some(&mut self.instance_profiles),
            _ => None,
        }
    }
}

impl Account {
    /// An account without anything in it; [`origin`] fills a new one.
    pub fn empty(id: AccountId, quotas: Quotas) -> Self {
        Self { id, quotas: Arc::new(quotas), entities: OrdMap::new(), index: OrdMap::new(), counts: Counts::default() }
    }

    /// The account that holds these entities.
    ///
    /// # Errors
    /// The first entity that is there twice, lacks another it needs, or takes another's name.
    pub fn of(id: AccountId, quotas: Quotas, entities: impl IntoIterator<Item = Entity>) -> Result<Self, Obstacle> {
        let mut account = Self::empty(id, quotas);
        for entity in entities {
            let key = entity.key();
            if account.entities.contains_key(&key) {
                return Err(Obstacle::Twice(key));
            }
            account.insert(entity);
        }
        account.check_whole(account.entities.keys())?;
        Ok(account)
    }

    /// The twelve-digit account id.
    pub const fn id(&self) -> AccountId {
        self.id
    }

    /// What the account may hold at most.
    pub fn quotas(&self) -> &Quotas {
        &self.quotas
    }

    /// When the account was made.
    pub fn created(&self) -> Timestamp {
        self.root().map_or(Timestamp::UNIX_EPOCH, |root| root.created)
    }

    /// Everything the account holds, by key.
    pub fn entities(&self) -> impl Iterator<Item = (&EntityKey, &Entity)> {
        self.entities.iter()
    }

    /// What is held under this key.
    pub fn get(&self, key: &EntityKey) -> Option<&Entity> {
        self.entities.get(key)
    }

    /// Makes the account what the edits say. They are durable already, or never will be and the account is a trial.
    pub fn apply(&mut self, edits: &[Edit]) {
        // All of the old goes before any of the new comes: two users may have exchanged names.
        for edit in edits {
            self.remove(edit.key());
        }
        for edit in edits {
            self.remove(edit.key());
            if let Some(after) = edit.after() {
                self.insert(after.clone());
            }
        }
    }

    /// Whoever has a name keeps it: that another wants it, too, is for [`Self::check_whole`] to find.
    fn insert(&mut self, entity: Entity) {
        let key = entity.key();
        if let Some(index_key) = index::key_of(&entity) {
            self.index.entry(index_key).or_insert_with(|| key.clone());
        }
        if let Some(count) = self.counts.of(&entity) {
            *count += 1;
        }
        self.entities.insert(key, entity);
    }

    fn remove(&mut self, key: &EntityKey) {
        let Some(entity) = self.entities.remove(key) else { return };
        if let Some(count) = self.counts.of(&entity) {
            *count -= 1;
        }
        if let Some(index_key) = index::key_of(&entity).filter(|index_key| self.index.get(index_key) == Some(key)) {
            self.index.remove(&index_key);
        }
    }
}
