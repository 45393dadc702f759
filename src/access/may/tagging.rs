//! Tags that turn a decision, as the operations that put them on and take them off.

use super::Answer;
use crate::account::Account;
use crate::account::entity::TagHolder;
use crate::account::operation::{Operation, Tag};
use crate::account::tagged::Tagged;
use crate::policy::decision::Change;
use crate::policy::request::Value;

impl Answer {
    /// What has the tag that a change of the request is about, and the tag's key; `None` for other changes, and where the account does
    /// not hold what has it.
    pub fn tag(&self, account: &Account, change: &Change) -> Option<(TagHolder, String)> {
        match change {
            Change::SetKey { key, .. } | Change::DropKey { key } => self.tag_behind(account, key.name()),
            Change::Add { .. } | Change::Remove(_) | Change::Loosen(_) | Change::RemoveBoundary => None,
        }
    }

    /// What has the tag that a condition key tells, and the tag's key as it has it.
    pub(super) fn tag_behind(&self, account: &Account, key: &str) -> Option<(TagHolder, String)> {
        let (holder, name) = account.tag_behind(self.asker.as_ref()?, &self.request.resource, key)?;
        let spelt = account.tags_of(&holder).find(|tag| tag.key.eq_ignore_ascii_case(&name)).map(|tag| tag.key.clone());
        Some((holder, spelt.unwrap_or(name)))
    }

    /// The operation that puts a tag on, or takes one off, so that the request comes as a change has it.
    pub(super) fn tagging(&self, account: &Account, change: &Change) -> Option<Operation> {
        let (holder, key) = self.tag(account, change)?;
        let tagged = Tagged::of(account, &holder)?;
        match change {
            Change::SetKey { value, .. } => match &**value {
                Value::Single(value) => Some(tagged.tag(account, Tag { key, value: value.clone() })),
                Value::Multi(_) => None,
            },
            _ => Some(tagged.untag(account, key)),
        }
    }
}
