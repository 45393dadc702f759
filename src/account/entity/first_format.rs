//! How the first format of accounts spelled a key that is spelled otherwise now.

use super::key::EntityKey;
use super::reference::TagHolder;

impl EntityKey {
    /// The key as the first format had it, where that is another: tags of resources were held in lower case, as IAM's are.
    pub fn in_first_format(&self) -> Option<Self> {
        let Self::Tag { on: on @ TagHolder::Resource(_), key } = self else { return None };
        let lower = key.to_lowercase();
        (lower != *key).then(|| Self::Tag { on: on.clone(), key: lower })
    }
}
