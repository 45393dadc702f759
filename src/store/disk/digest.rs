//! The digest of a whole state: it tells whether two states are the same without comparing them.
//!
//! The wrapping sum of a hash for each entity: the order doesn't matter, and an edit costs two hashes. How an entity is
//! written is part of it, so a change to that is a new format of the store.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use xxhash_rust::xxh3::Xxh3;

use crate::account::change::Edit;
use crate::account::entity::{Entity, EntityKey};

/// The digest of a state. That of an empty one is 0.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Digest(u128);

impl Digest {
    /// The digest of a state that holds these.
    pub fn of<'a>(entities: impl IntoIterator<Item = (&'a EntityKey, &'a Entity)>) -> serde_json::Result<Self> {
        entities.into_iter().try_fold(Self::default(), |digest, (key, entity)| Ok(digest.with_entity(&hash_of(key, entity)?)))
    }

    /// The digest after these edits.
    pub fn after(self, edits: &[Edit]) -> serde_json::Result<Self> {
        self.after_as(edits, hash_of)
    }

    /// What the first format had as the digest of the state that holds these and has this digest now.
    pub fn in_first_format<'a>(self, entities: impl IntoIterator<Item = (&'a EntityKey, &'a Entity)>) -> serde_json::Result<Self> {
        let mut digest = self;
        for (key, entity) in entities {
            if let Some(former) = key.in_first_format() {
                digest = digest.without_entity(&hash_of(key, entity)?).with_entity(&hash_of(&former, entity)?);
            }
        }
        Ok(digest)
    }

    /// The digest of the first format after these edits.
    pub fn after_in_first_format(self, edits: &[Edit]) -> serde_json::Result<Self> {
        self.after_as(edits, |key, entity| hash_of(key.in_first_format().as_ref().unwrap_or(key), entity))
    }

    fn after_as(self, edits: &[Edit], hash: impl Fn(&EntityKey, &Entity) -> serde_json::Result<Hash>) -> serde_json::Result<Self> {
        let mut digest = self;
        for edit in edits {
            if let Some(before) = edit.before() {
                digest = digest.without_entity(&hash(edit.key(), before)?);
            }
            if let Some(after) = edit.after() {
                digest = digest.with_entity(&hash(edit.key(), after)?);
            }
        }
        Ok(digest)
    }

    /// The digest with one more entity, as its key and value are written.
    pub fn with(self, key: &[u8], value: &[u8]) -> Self {
        self.with_entity(&Hash::new(key, value))
    }

    const fn with_entity(self, hash: &Hash) -> Self {
        Self(self.0.wrapping_add(hash.0))
    }

    const fn without_entity(self, hash: &Hash) -> Self {
        Self(self.0.wrapping_sub(hash.0))
    }

    /// As it is stored.
    pub const fn to_bytes(self) -> [u8; 16] {
        self.0.to_be_bytes()
    }

    /// As it was stored; `None` where that can't be.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(u128::from_be_bytes).map(Self)
    }
}

/// The hash of one entity.
struct Hash(u128);

impl Hash {
    fn new(key: &[u8], value: &[u8]) -> Self {
        let mut hash = Xxh3::new();
        hash.update(key);
        // No key has a NUL, so key and value can't run into each other.
        hash.update(&[0]);
        hash.update(value);
        Self(hash.digest128())
    }
}

fn hash_of(key: &EntityKey, entity: &Entity) -> serde_json::Result<Hash> {
    Ok(Hash::new(key.to_string().as_bytes(), &serde_json::to_vec(entity)?))
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl FromStr for Digest {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        u128::from_str_radix(text, 16).map(Self).map_err(|_| "not a digest")
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}
