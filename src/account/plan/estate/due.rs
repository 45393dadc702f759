//! Deletions that had to wait: once their day is over, what they are of is gone as the practice clock is moved.

use jiff::Timestamp;

use crate::account::entity::{EntityKey, KmsKey, ResourceKind, StoredSecret};
use crate::account::plan::Planning;

impl Planning<'_> {
    /// Removes the keys and secrets whose deletion is due at a time that the clock is moved to. It belongs to the move: taking that
    /// back brings them back, and making it again takes them again.
    pub(in crate::account::plan) fn remove_due(&mut self, now: Timestamp) {
        let account = self.account;
        let is_due = |deletion: Option<Timestamp>| deletion.is_some_and(|deletion| deletion <= now);
        let keys = account.resources(ResourceKind::Key).filter_map(|entity| <&KmsKey>::try_from(entity).ok());
        for key in keys.filter(|key| is_due(key.deletion)) {
            for alias in account.key_aliases().filter(|alias| alias.key == key.id) {
                self.remove(&EntityKey::KeyAlias(alias.name.clone()));
            }
            self.remove_resource(&key.resource());
        }
        let secrets = account.resources(ResourceKind::Secret).filter_map(|entity| <&StoredSecret>::try_from(entity).ok());
        for secret in secrets.filter(|secret| is_due(secret.deletion)) {
            self.remove_secret(secret);
        }
    }
}
