//! As whom an operation is asked for, where this or that is whose credentials there are.

use super::Operation;
use crate::account::Account;
use crate::account::authorization::Asker;
use crate::account::caller::Caller;

impl Operation {
    /// Who asks for it where this is whose credentials there are: who signs in does so themselves, or nobody where nobody has the
    /// name.
    pub fn asked_by(&self, credentials: &Caller, account: &Account) -> Caller {
        let Self::ConsoleLogin(login) = self else { return credentials.clone() };
        let is_here = login.account.as_deref().is_none_or(|given| given == account.id().as_str() || Some(given) == account.alias());
        let user = login.user_name.as_deref().filter(|_| is_here).and_then(|name| account.user_named(name));
        let is_root = account.root().is_some_and(|root| login.email.as_deref() == Some(&root.email));
        match user {
            Some(user) => Caller::owner_as(Asker::User(user.id)),
            None if is_root => Caller::ROOT,
            None => Caller::nobody().clone(),
        }
    }
}

impl Caller {
    /// Who calls these operations where this is who is signed in to the console: whoever that is, the owner's tools are the
    /// owner's.
    #[must_use]
    pub fn at_console(self, operations: &[Operation]) -> Self {
        let is_owners = !operations.is_empty() && operations.iter().all(|operation| operation.spec().is_owners());
        if is_owners { Self::ROOT } else { self }
    }
}
