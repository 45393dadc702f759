//! Users and groups that get another ARN while policies name the one that they have.

use crate::account::Account;
use crate::account::entity::EntityKey;
use crate::account::identity::naming::{NamedBy, Naming, NamingPlace};

/// The ARNs that nobody has any more after a change, though policies say something of them: about whoever is asked for, or of who
/// may assume a role. What policies say of who asks is worked out by itself.
pub(in crate::access) fn left_behind(before: &Account, after: &Account, changed: &[EntityKey]) -> Vec<String> {
    let is_left = |naming: &Naming| match naming.by {
        NamedBy::Resource => true,
        NamedBy::Condition => matches!(naming.place, NamingPlace::Trust(_)),
        NamedBy::Principal | NamedBy::Variable => false,
    };
    let of_change = |key: &EntityKey| {
        let (old, new) = match key {
            EntityKey::User(id) => (before.user_arn(before.user(*id)?), after.user_arn(after.user(*id)?)),
            EntityKey::Group(id) => (before.group_arn(before.group(*id)?), after.group_arn(after.group(*id)?)),
            _ => return None,
        };
        let naming = || match key {
            EntityKey::User(id) => before.user(*id).map(|user| before.policies_naming_user(user)).unwrap_or_default(),
            _ => before.policies_naming_group(old.clone()),
        };
        (old != new && naming().iter().any(is_left)).then_some(old)
    };
    changed.iter().filter_map(of_change).collect()
}
