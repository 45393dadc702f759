//! As whom a command runs: `--as` and `--mfa`.

use super::arguments::Command;
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

    /// Why a command does not run as anybody, where it doesn't, in a sentence; without a command the console is opened.
    pub(super) const fn why_not(command: Option<&Command>) -> Option<&'static str> {
        Some(match command {
            Some(Command::Aws { .. } | Command::Status { .. } | Command::Try(_)) => return None,
            Some(Command::Simulate(arguments)) if arguments.cases.is_none() => return None,
            Some(Command::Simulate(_)) => "Cases bring their principals and policies along: nobody is asked in the account.",
            Some(Command::Accounts { .. }) => "Accounts are yours, whatever the policies in them say.",
            Some(Command::Verify(_)) => "An account is graded by its owner, who sees all of it.",
            Some(Command::Lessons { .. }) => "A lesson's own lines say as whom they run.",
            Some(Command::Quiz(_) | Command::Progress { .. } | Command::Certificate(_) | Command::Class { .. }) => {
                "This is about what was learned: nothing is asked of an account."
            }
            None => "In the console one signs in, with :sign-in, and switches roles, with :switch-role.",
        })
    }

    /// The caller in an account.
    ///
    /// # Errors
    /// Who is not there.
    pub(super) fn caller(&self, account: &Account) -> Result<Caller, AskerError> {
        account.caller_named(self.named.as_deref().unwrap_or("root"), self.mfa).map(|caller| account.signing(caller))
    }
}
