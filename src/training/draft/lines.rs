//! Changes as lines of a lesson: what is another in each account is left open, secrets are put in anew.

use super::Played;
use super::proposals::text;
use crate::account::authorization::Asker;
use crate::account::caller::Caller;
use crate::account::entity::{ResourceKey, ResourceKind};
use crate::account::operation::Operation;
use crate::account::secret::MASK;
use crate::awscli;
use crate::store::{HistoryDeed, HistoryItem};

/// The password that stands in the place of whichever was typed: a policy that asks for everything takes it.
const PASSWORD: &str = "Correct-horse-7";
/// The one that it is changed to.
const NEW_PASSWORD: &str = "Battery-staple-8";

impl Played<'_> {
    /// The lines of a change; none where it is the console's own doing.
    pub(super) fn lines(&self, item: &HistoryItem) -> Vec<String> {
        let HistoryDeed::Changed(operations) = &item.deed else { return Vec::new() };
        let mut lines: Vec<String> = operations.iter().filter_map(|operation| self.line(operation)).collect();
        if let Some(who) = self.who(&item.caller).filter(|_| !lines.is_empty()) {
            lines.insert(0, format!("as {who}"));
        }
        lines
    }

    /// As whom a line runs; nothing for root, and for whom the account does not know any more.
    fn who(&self, caller: &Caller) -> Option<String> {
        match &caller.who {
            Asker::User(id) => self.account.user(*id).map(|user| format!("user/{}", user.name)),
            Asker::RoleSession { role, .. } => self.account.role(*role).map(|role| format!("role/{}", role.name)),
            _ => None,
        }
    }

    fn line(&self, operation: &Operation) -> Option<String> {
        if let Operation::AdvanceClock(by) = operation {
            return Some(format!("clock +{}m", by.seconds.div_ceil(60).max(1)));
        }
        if is_of_console(operation) {
            return None;
        }
        let words = awscli::split_words(&awscli::line(operation))?;
        let mut line = Vec::new();
        let mut option = "";
        for word in &words {
            line.push(self.word(operation, option, word));
            option = word;
        }
        Some(line.join(" "))
    }

    /// A word of a line as a lesson has it: what is another in each account is left open, secrets are put in.
    fn word(&self, operation: &Operation, option: &str, word: &str) -> String {
        let user = || text(operation, "UserName").map_or_else(|| "root".to_owned(), |name| format!("user/{name}"));
        let device = || text(operation, "SerialNumber").and_then(|arn| arn.rsplit('/').next()).unwrap_or_default();
        match option {
            "--password" | "--old-password" if word == MASK => PASSWORD.into(),
            "--new-password" if word == MASK => NEW_PASSWORD.into(),
            "--authentication-code1" => format!("$code1({})", device()),
            "--authentication-code2" => format!("$code2({})", device()),
            "--access-key-id" => format!("$key({})", user()),
            _ => match self.instance(word) {
                Some(name) => format!("$instance({name})"),
                None => awscli::quote(&self.filled(word)),
            },
        }
    }

    /// The name of the instance that a word is the id of.
    fn instance(&self, word: &str) -> Option<String> {
        if !word.starts_with("i-") {
            return None;
        }
        self.account.nickname(&ResourceKey { kind: ResourceKind::Instance, name: word.to_owned() })
    }

    /// A text with the account's id left open: lessons' accounts have another.
    pub(super) fn filled(&self, text: &str) -> String {
        text.replace(self.account.id().as_str(), "$account")
    }
}

/// Whether it is the console's own doing: no command does it.
pub(super) fn is_of_console(operation: &Operation) -> bool {
    matches!(operation.spec().service, "signin" | "practice") && !matches!(operation, Operation::AdvanceClock(_))
}
