//! Operations as lines of a lesson: what is another in each account is left open, secrets are put in anew.

use super::left_open::{account_left_open, ids};
use super::passwords::Passwords;
use super::said::{is_unspoken, text, who};
use crate::account::Account;
use crate::account::authorization::Asker;
use crate::account::caller::Caller;
use crate::account::entity::Owner;
use crate::account::id::AccessKeyId;
use crate::account::operation::{ConsoleLogin, Operation};
use crate::account::secret::MASK;
use crate::awscli;
use crate::training::stage::dollar_escaped;

/// What stands for a secret of the practice estate.
const ESTATE_SECRET: &str = "an-example-secret";
/// A code that no device shows, but once in a million.
const WRONG_CODE: &str = "000000";

/// A line, and as whom it runs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Spoken {
    /// `root`, `user/NAME` or `role/NAME`; `None` where the line itself says it, or it does not matter.
    pub(super) who: Option<String>,
    /// The line.
    pub(super) line: String,
}

/// What an operation is written down with: the account as it was before it, and the passwords that lines have set so far.
pub(super) struct Scribe<'a> {
    account: &'a Account,
    passwords: &'a Passwords,
    /// Whether it was refused.
    is_refused: bool,
    /// Ids that are others in each account, and what stands for them.
    ids: Vec<(String, String)>,
}

impl<'a> Scribe<'a> {
    /// `keys` are the access keys that were made, the oldest first.
    pub(super) fn new(account: &'a Account, (passwords, keys): (&'a Passwords, &[AccessKeyId]), is_refused: bool) -> Self {
        Self { account, passwords, is_refused, ids: ids(account, keys) }
    }

    /// The line of an operation; `None` where none does it.
    pub(super) fn line(&self, caller: &Caller, operation: &Operation) -> Option<Spoken> {
        let fails = if self.is_refused { "fails " } else { "" };
        let by_itself = |line: String| Some(Spoken { who: None, line: format!("{fails}{line}") });
        match operation {
            Operation::AdvanceClock(by) => by_itself(format!("clock +{}m", by.seconds.div_ceil(60).max(1))),
            Operation::ConsoleLogin(login) => by_itself(self.sign_in(login)),
            Operation::SwitchRole(switch) => by_itself(format!("switch-role {}", awscli::quote(&switch.role_name))),
            Operation::ExitRole(_) => by_itself("switch-back".into()),
            Operation::Logout(_) => by_itself("sign-out".into()),
            operation if is_unspoken(operation) => None,
            operation => {
                let who = who(self.account, caller);
                let line = self.command(who.as_deref().unwrap_or_default(), operation)?;
                Some(Spoken { who, line: format!("{fails}{line}") })
            }
        }
    }

    fn sign_in(&self, login: &ConsoleLogin) -> String {
        let who = login.user_name.as_ref().map_or_else(|| "root".to_owned(), |name| format!("user/{name}"));
        let password = if self.is_refused { Passwords::WRONG.to_owned() } else { self.passwords.of(&who) };
        let code = login.mfa_code.as_ref().map(|_| self.device_of(&who).map_or(WRONG_CODE.into(), |device| format!("$code({device})")));
        let new = login.new_password.as_ref().map(|_| format!("new {}", self.passwords.next()));
        let who = awscli::quote(&who);
        [Some("sign-in".to_owned()), Some(who), Some(password), code, new].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// The device whose codes somebody signs in with.
    fn device_of(&self, who: &str) -> Option<String> {
        let owner = match self.account.asker_named(who).ok()? {
            Asker::Root => Owner::Root,
            Asker::User(id) => Owner::User(id),
            _ => return None,
        };
        self.account.mfa_devices_of(owner).next().map(|device| device.name.clone())
    }

    fn command(&self, caller: &str, operation: &Operation) -> Option<String> {
        let words = awscli::split_words(&awscli::line(operation))?;
        let mut line = Vec::new();
        let mut option = "";
        for word in &words {
            line.push(self.word((caller, operation), option, word));
            option = word;
        }
        Some(line.join(" "))
    }

    /// A word of a line as a lesson has it.
    fn word(&self, (caller, operation): (&str, &Operation), option: &str, word: &str) -> String {
        let device = || text(operation, "SerialNumber").and_then(|arn| arn.rsplit('/').next()).unwrap_or_default();
        let code = |placeholder: String| if self.is_refused { WRONG_CODE.to_owned() } else { placeholder };
        match option {
            "--old-password" if word == MASK => self.passwords.of(caller),
            "--password" | "--new-password" if word == MASK && self.is_refused => Passwords::WEAK.into(),
            "--password" | "--new-password" if word == MASK => self.passwords.next(),
            "--authentication-code1" => code(format!("$code1({})", device())),
            "--authentication-code2" => code(format!("$code2({})", device())),
            "--token-code" => code(format!("$code({})", device())),
            _ if word == MASK => ESTATE_SECRET.into(),
            _ => awscli::quote(&self.left_open(word)),
        }
    }

    /// A text with all ids left open that are others in a lesson's account.
    fn left_open(&self, text: &str) -> String {
        let mut text = dollar_escaped(text);
        for (id, placeholder) in &self.ids {
            if text.contains(id) {
                text = text.replace(id, placeholder);
            }
        }
        account_left_open(self.account, &text)
    }
}
