//! Changes: what an operation does to an account, and how that is taken back.

use std::collections::BTreeMap;

use imbl::ordmap::DiffItem;
use serde::{Deserialize, Deserializer, Serialize, de};

use super::Account;
use super::entity::{Entity, EntityKey};
use super::operation::Operation;

/// One key's image before and after.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Edit {
    key: EntityKey,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<Entity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<Entity>,
}

/// An edit as it lies on disk, not yet known to make sense.
#[derive(Deserialize)]
struct EditImage {
    key: EntityKey,
    before: Option<Entity>,
    after: Option<Entity>,
}

impl EditImage {
    /// The edits that it stands for: one, or two where the first format held under one key what has two now.
    fn edits(self) -> Result<impl Iterator<Item = Edit>, String> {
        let Self { key, before, after } = self;
        let is_of_key = |entity: &Entity| {
            let own = entity.key();
            own == key || own.in_first_format().as_ref() == Some(&key)
        };
        if ![&before, &after].into_iter().flatten().all(is_of_key) {
            return Err(format!("an image under {key} is of another key"));
        }
        let keys = [&before, &after].map(|image| image.as_ref().map(Entity::key));
        let edits = match keys {
            [Some(old), Some(new)] if old != new => {
                [Some(Edit { key: old, before, after: None }), Some(Edit { key: new, before: None, after })]
            }
            [Some(key), _] | [None, Some(key)] => [Some(Edit { key, before, after }), None],
            [None, None] => [Some(Edit { key, before, after }), None],
        };
        Ok(edits.into_iter().flatten())
    }
}

/// Reads edits as any format wrote them.
///
/// # Errors
/// They are not edits, or an image lies under the key of another entity.
pub fn read_edits<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Edit>, D::Error> {
    let mut edits = Vec::new();
    for image in Vec::<EditImage>::deserialize(from)? {
        edits.extend(image.edits().map_err(de::Error::custom)?);
    }
    Ok(edits)
}

impl Edit {
    /// An edit from one image to another. `None` if there is neither, or if they are alike.
    pub fn between(before: Option<Entity>, after: Option<Entity>) -> Option<Self> {
        let key = before.as_ref().or(after.as_ref())?.key();
        (before != after).then_some(Self { key, before, after })
    }

    /// The key that changes.
    pub const fn key(&self) -> &EntityKey {
        &self.key
    }

    /// What was there.
    pub const fn before(&self) -> Option<&Entity> {
        self.before.as_ref()
    }

    /// What is there then.
    pub const fn after(&self) -> Option<&Entity> {
        self.after.as_ref()
    }

    /// The edit that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self { key: self.key.clone(), before: self.after.clone(), after: self.before.clone() }
    }
}

/// What an operation did: the operation and its edits.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Change {
    /// The operation; serialised, its secrets are masked.
    pub operation: Operation,
    /// What it did, key by key.
    #[serde(deserialize_with = "read_edits")]
    pub edits: Vec<Edit>,
}

/// What changes did together: one edit a key, from the first image to the last.
pub fn net(changes: &[Change]) -> Vec<Edit> {
    merged(changes.iter().flat_map(|change| &change.edits))
}

/// The same of edits that come one after the other.
pub fn merged<'a>(edits: impl IntoIterator<Item = &'a Edit>) -> Vec<Edit> {
    let mut together: BTreeMap<&EntityKey, (Option<&Entity>, Option<&Entity>)> = BTreeMap::new();
    for edit in edits {
        together.entry(edit.key()).or_insert((edit.before(), None)).1 = edit.after();
    }
    together.into_values().filter_map(|(before, after)| Edit::between(before.cloned(), after.cloned())).collect()
}

/// The edits that take these back. Usage stays: undo can't revive a used code.
pub fn inverse(edits: &[Edit]) -> Vec<Edit> {
    edits.iter().filter(|edit| !edit.key.is_usage()).map(Edit::inverse).collect()
}

impl Account {
    /// The keys of all that is other than it was, or was not there, or is no more.
    pub fn keys_changed_since(&self, before: &Self) -> Vec<EntityKey> {
        let changed = before.entities.diff(&self.entities);
        changed
            .map(|item| match item {
                DiffItem::Add(key, _) | DiffItem::Remove(key, _) | DiffItem::Update { new: (key, _), .. } => key.clone(),
            })
            .collect()
    }
}
