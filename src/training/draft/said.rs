//! What an operation says of itself: who calls it, what it has under a name, and whether a line can do it.

use crate::account::Account;
use crate::account::authorization::Asker;
use crate::account::caller::Caller;
use crate::account::operation::{Operation, Value};

/// As lines name a caller; `None` for whom no line can speak.
pub(super) fn who(account: &Account, caller: &Caller) -> Option<String> {
    match &caller.who {
        Asker::Root => Some("root".into()),
        Asker::User(id) => account.user(*id).map(|user| format!("user/{}", user.name)),
        Asker::RoleSession { role, .. } => account.role(*role).map(|role| format!("role/{}", role.name)),
        Asker::FederatedUser { .. } | Asker::Outsider(_) => None,
    }
}

/// What an operation says under a name of the API.
pub(super) fn text<'a>(operation: &'a Operation, member: &str) -> Option<&'a str> {
    operation.members().into_iter().find_map(|(found, value)| match value {
        Value::Text(text) if found.name == member => Some(text),
        _ => None,
    })
}

/// Whether no line does it, neither a command nor one of the lessons' own.
pub(super) fn is_unspoken(operation: &Operation) -> bool {
    operation.spec().is_owners() && !matches!(operation, Operation::AdvanceClock(_))
}
