//! A change of an answer as the operation that makes it.

use super::Answer;
use crate::account::Account;
use crate::account::id::UniqueId;
use crate::account::operation::{Operation, PutGroupPolicy, PutRolePolicy, PutUserPolicy};
use crate::policy::decision::{Change, Layer};

impl Answer {
    /// The operation that puts the inline policy of a change that adds one to who lacks it; `None` for other changes, and where
    /// nobody of the account has inline policies.
    pub fn inline_policy(&self, account: &Account, change: &Change) -> Option<Operation> {
        let Change::Add { layer: Layer::Identity, effect, .. } = change else { return None };
        let (of, policy_document) = (self.holder_id()?, change.document(&self.request)?);
        let policy_name = free_name(account, of, &format!("{}-{}", effect.name(), self.request.action.name()));
        let user = account.user(of).map(|user| user.name.clone());
        let group = || account.group(of).map(|group| group.name.clone());
        Some(match (user, account.role(of)) {
            (Some(user_name), _) => PutUserPolicy { user_name, policy_name, policy_document }.into(),
            (None, Some(role)) => PutRolePolicy { role_name: role.name.clone(), policy_name, policy_document }.into(),
            (None, None) => PutGroupPolicy { group_name: group()?, policy_name, policy_document }.into(),
        })
    }
}

/// A name that no inline policy of the identity has.
fn free_name(account: &Account, of: UniqueId, name: &str) -> String {
    let is_free = |name: &String| account.inline_policy(of, name).is_none();
    let numbered = (2..).map(|number| format!("{name}-{number}"));
    std::iter::once(name.to_owned()).chain(numbered).find(is_free).unwrap_or_else(|| name.to_owned())
}
