//! As whom a command runs: `--as` and `--mfa`.

use crate::account::Account;
use crate::account::authorization::AskerError;
use crate::account::caller::Caller;

/// As whom a command is to run.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Principal {
    /// The principal; root where none is named.
    pub named: Option<String>,
    /// Whether as one who has given an MFA code.
    pub mfa: bool,
}

impl Principal {
    /// Whether anything was said about it.
    pub(super) const fn is_given(&self) -> bool {
        self.named.is_some() || self.mfa
    }

    /// The caller in an account.
    ///
    /// # Errors
    /// Who is not there.
    pub(super) fn caller(&self, account: &Account) -> Result<Caller, AskerError> {
        account.caller_named(self.named.as_deref().unwrap_or("root"), self.mfa).map(|caller| account.signing(caller))
    }
}
