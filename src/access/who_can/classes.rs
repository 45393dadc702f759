//! Principals taken together: those who have equal policies.

use std::collections::HashMap;
use std::sync::Arc;

use crate::access::progress::{Cancelled, Progress};
use crate::account::Account;
use crate::account::authorization::{Asker, Authority, HoldingKey};
use crate::account::id::UniqueId;

/// Users or roles who have equal policies.
#[derive(Clone)]
pub(in crate::access) struct Class {
    /// Who they are, by name. Never empty.
    pub askers: Vec<Asker>,
    /// Their policies.
    pub authority: Arc<Authority>,
}

/// All users and roles of an account by what policies they have, in the order of the first of each.
///
/// # Errors
/// Where nobody wants the answer any more.
pub(in crate::access) fn classes(account: &Account, progress: &Progress) -> Result<Vec<Class>, Cancelled> {
    let users = account.users().map(|user| (user.id, Asker::User(user.id)));
    let roles = account.roles().map(|role| (role.id, account.unnamed_session_of(role.id)));
    of(account, users.chain(roles), progress)
}

/// These users and roles by what policies they have. Users and roles are kept apart: a session is decided otherwise.
fn of(account: &Account, askers: impl Iterator<Item = (UniqueId, Asker)>, progress: &Progress) -> Result<Vec<Class>, Cancelled> {
    let mut places: HashMap<(bool, HoldingKey<'_>), usize> = HashMap::new();
    let mut classes: Vec<Class> = Vec::new();
    for (id, asker) in askers {
        progress.go_on()?;
        let key = (matches!(asker, Asker::User(_)), account.holding_key(id));
        if let Some(class) = places.get(&key).and_then(|at| classes.get_mut(*at)) {
            class.askers.push(asker);
        } else {
            places.insert(key, classes.len());
            classes.push(Class { authority: account.policies_of_principal(id).into(), askers: vec![asker] });
        }
    }
    Ok(classes)
}
