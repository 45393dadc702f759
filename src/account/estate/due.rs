//! Deletions that wait: once their day is over, what they are of is gone, whether or not anybody has done anything since.

use std::iter;

use jiff::Timestamp;

use crate::account::Account;
use crate::account::change::Edit;
use crate::account::entity::{EntityKey, KmsKey, ResourceKey, ResourceKind, StoredSecret, TagHolder};

impl Account {
    /// The account at a time of the practice clock: without what was to be deleted by then. Whoever reads an account reads it so; what
    /// is kept of it follows as the clock is moved, or as something takes its place.
    #[must_use]
    pub fn as_of(&self, now: Timestamp) -> Self {
        let mut account = self.clone();
        account.apply(&self.due(now));
        account
    }

    /// When the next of what waits to be deleted is gone, by the practice clock.
    pub fn next_deletion(&self) -> Option<Timestamp> {
        self.scheduled().map(|(_, deletion)| deletion).min()
    }

    /// The edits that remove what was to be deleted by a time.
    pub(in crate::account) fn due(&self, now: Timestamp) -> Vec<Edit> {
        self.due_parts(now).into_iter().flatten().filter_map(|key| self.removal(&key)).collect()
    }

    /// The same of that alone whose place these edits take.
    pub(in crate::account) fn replaced_by(&self, edits: &[Edit], now: Timestamp) -> Vec<Edit> {
        let is_replaced = |parts: &Vec<EntityKey>| edits.iter().any(|edit| parts.contains(edit.key()));
        self.due_parts(now).into_iter().filter(is_replaced).flatten().filter_map(|key| self.removal(&key)).collect()
    }

    fn removal(&self, key: &EntityKey) -> Option<Edit> {
        Edit::between(self.get(key).cloned(), None)
    }

    /// What was to be deleted by a time, each with what goes with it.
    fn due_parts(&self, now: Timestamp) -> Vec<Vec<EntityKey>> {
        let due = self.scheduled().filter(|(_, deletion)| *deletion <= now);
        due.map(|(resource, _)| self.parts_of_resource(&resource)).collect()
    }

    /// The keys and secrets whose deletion is scheduled, and for when.
    fn scheduled(&self) -> impl Iterator<Item = (ResourceKey, Timestamp)> + use<'_> {
        let keys = self.resources(ResourceKind::Key).filter_map(|entity| <&KmsKey>::try_from(entity).ok());
        let secrets = self.resources(ResourceKind::Secret).filter_map(|entity| <&StoredSecret>::try_from(entity).ok());
        let keys = keys.filter_map(|key| Some((key.resource(), key.deletion?)));
        keys.chain(secrets.filter_map(|secret| Some((secret.resource(), secret.deletion?))))
    }

    /// A resource and what goes with it: its tags, its policy, a key's other names, a secret's value.
    pub(in crate::account) fn parts_of_resource(&self, resource: &ResourceKey) -> Vec<EntityKey> {
        let tags = self.tags_of(&TagHolder::Resource(resource.clone())).map(|tag| EntityKey::tag(tag.on.clone(), &tag.key));
        let aliases = self.key_aliases().filter(|alias| resource.kind == ResourceKind::Key && alias.key == resource.name);
        let aliases = aliases.map(|alias| EntityKey::KeyAlias(alias.name.clone()));
        let value = (resource.kind == ResourceKind::Secret).then(|| EntityKey::SecretValue(resource.name.clone()));
        let own = [EntityKey::PolicyOn(resource.clone()), EntityKey::Resource(resource.clone())];
        iter::empty().chain(tags).chain(aliases).chain(value).chain(own).collect()
    }
}
