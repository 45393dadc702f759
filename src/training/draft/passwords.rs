//! Passwords that stand in the place of those that were typed, which nobody may read.

use std::collections::BTreeMap;

use super::said::who;
use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::operation::Operation;

/// What stands before the number of a password: a policy that asks for everything takes it.
const STEM: &str = "Correct-horse-";
/// Root's, as every lesson's account begins.
const OF_ROOT: &str = "$rootpassword";
/// The number of the first.
const FIRST: usize = 7;

/// Whose password is which; no two are the same, so that none counts as used before.
#[derive(Clone, Default)]
pub(super) struct Passwords {
    given: BTreeMap<String, usize>,
    count: usize,
}

impl Passwords {
    /// One that no policy takes.
    pub(super) const WEAK: &'static str = "weak";
    /// One that nobody has.
    pub(super) const WRONG: &'static str = "Wrong-password-0";

    /// The password that somebody has.
    pub(super) fn of(&self, who: &str) -> String {
        match self.given.get(who) {
            Some(number) => format!("{STEM}{number}"),
            None if who == "root" => OF_ROOT.into(),
            None => Self::WRONG.into(),
        }
    }

    /// The one that is given next.
    pub(super) fn next(&self) -> String {
        format!("{STEM}{}", self.count + FIRST)
    }

    /// Takes note of the passwords that an operation has given.
    pub(super) fn note(&mut self, account: &Account, caller: &Caller, operation: &Operation) {
        let of_user = |name: &str| Some(format!("user/{name}"));
        let whose = match operation {
            Operation::CreateLoginProfile(create) if create.password.is_some() => create.user_name.as_deref().and_then(of_user),
            Operation::UpdateLoginProfile(update) if update.password.is_some() => of_user(&update.user_name),
            Operation::ChangePassword(_) => who(account, caller),
            Operation::ConsoleLogin(login) if login.new_password.is_some() => login.user_name.as_deref().and_then(of_user),
            _ => None,
        };
        if let Some(whose) = whose {
            self.given.insert(whose, self.count + FIRST);
            self.count += 1;
        }
    }
}
