//! What edits from elsewhere must leave as it is: a whole account, in which each entity has what it needs and a name of its own.

use std::collections::BTreeSet;
use std::fmt;

use super::Account;
use super::change::Edit;
use super::entity::EntityKey;
use super::lookup::index;
use super::quotas::counted::Exceeded;

/// Why edits don't fit an account.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Obstacle {
    /// The entity is no longer as the edit found or left it.
    Changed(EntityKey),
    /// An entity would be left without another that it needs.
    Missing {
        /// What needs it.
        key: EntityKey,
        /// What would be gone.
        missing: EntityKey,
    },
    /// Another entity has the name by now.
    NameTaken {
        /// What wants the name.
        key: EntityKey,
        /// What has it.
        by: EntityKey,
    },
    /// Two entities have one key.
    Twice(EntityKey),
    /// There would be more than a quota allows.
    Quota(Exceeded),
}

impl Obstacle {
    /// The keys that stand in the way: whoever changed one of them last is the one to undo first.
    pub fn keys(&self) -> Vec<&EntityKey> {
        match self {
            Self::Changed(key) | Self::Twice(key) => vec![key],
            Self::Missing { key, missing } => vec![key, missing],
            Self::NameTaken { by, key } => vec![by, key],
            Self::Quota(exceeded) => exceeded.keys.iter().collect(),
        }
    }
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed(key) => write!(f, "{key} was changed since"),
            Self::Missing { key, missing } => write!(f, "{key} needs {missing}"),
            Self::NameTaken { by, .. } => write!(f, "{by} has the name now"),
            Self::Twice(key) => write!(f, "{key} is there twice"),
            Self::Quota(exceeded) => exceeded.fmt(f),
        }
    }
}

impl std::error::Error for Obstacle {}

impl Account {
    /// Applies edits from elsewhere (an undo, a redo, a journal) if they fit what is there and leave the account whole;
    /// otherwise changes nothing.
    pub fn try_apply(&mut self, edits: &[Edit]) -> Result<(), Obstacle> {
        if let Some(edit) = edits.iter().find(|edit| !edit.key().is_usage() && self.get(edit.key()) != edit.before()) {
            return Err(Obstacle::Changed(edit.key().clone()));
        }
        self.check_quotas(edits).map_err(Obstacle::Quota)?;
        let mut trial = self.clone();
        trial.apply(edits);
        trial.check_whole(edits.iter().map(Edit::key))?;
        let removed: BTreeSet<&EntityKey> = edits.iter().filter(|edit| edit.after().is_none()).map(Edit::key).collect();
        if !removed.is_empty() {
            trial.check_needs_none_of(&removed)?;
        }
        *self = trial;
        Ok(())
    }

    /// Checks that the entities under these keys have what they need and share no name with another.
    pub(super) fn check_whole<'a>(&self, keys: impl IntoIterator<Item = &'a EntityKey>) -> Result<(), Obstacle> {
        for key in keys {
            let Some(entity) = self.entities.get(key) else { continue };
            if let Some(missing) = entity.needs().into_iter().find(|needed| !self.entities.contains_key(needed)) {
                return Err(Obstacle::Missing { key: key.clone(), missing });
            }
            if let Some(index_key) = index::key_of(entity) {
                match self.index.get(&index_key) {
                    Some(holder) if holder == key => {}
                    holder => return Err(Obstacle::NameTaken { key: key.clone(), by: holder.cloned().unwrap_or_else(|| key.clone()) }),
                }
            }
        }
        Ok(())
    }

    fn check_needs_none_of(&self, removed: &BTreeSet<&EntityKey>) -> Result<(), Obstacle> {
        for (key, entity) in self.entities() {
            if let Some(missing) = entity.needs().into_iter().find(|needed| removed.contains(needed)) {
                return Err(Obstacle::Missing { key: key.clone(), missing });
            }
        }
        Ok(())
    }
}
