//! What has happened since the lesson began, in order. What was undone has not happened.

use super::facts::{Facts, outcome_of_code};
use super::found::instance_named;
use super::names::{Entity, Sort};
use super::typed::Event;
use super::value::Outcome;
use crate::account::Account;
use crate::account::authorization::Asker;
use crate::account::caller::Caller;
use crate::account::operation::{Operation, Value};
use crate::account::revocation::REVOCATION_POLICY;
use crate::store::{HistoryDeed, HistoryItem, Note};
use jiff::Timestamp;

/// An operation that was done, or refused.
pub(super) struct Happened<'a> {
    account: &'a Account,
    item: &'a HistoryItem,
    operation: &'a Operation,
    /// The error code of a refusal.
    refused: Option<&'a str>,
}

/// Everything since the lesson began, the oldest first.
pub(super) fn past<'a>(facts: &'a Facts<'a>) -> impl Iterator<Item = Happened<'a>> {
    let since =
        facts.scene.history.items().filter(move |item| item.revision > facts.scene.since && !facts.scene.history.is_undone(item.revision));
    since.flat_map(move |item| {
        let (operations, refused) = match &item.deed {
            HistoryDeed::Changed(operations) => (operations.as_slice(), None),
            HistoryDeed::Noted(Note::Refused { operation, code, .. }) => (std::slice::from_ref(operation.as_ref()), Some(code.as_str())),
            HistoryDeed::Undid(_) | HistoryDeed::Redid(_) => (&[] as &[Operation], None),
        };
        operations.iter().map(move |operation| Happened { account: facts.scene.account, item, operation, refused })
    })
}

impl Happened<'_> {
    /// Whether it is such an event, about this entity, by this caller.
    pub(super) fn is(&self, event: &Event, about: Option<&Entity>, by: Option<&Entity>) -> bool {
        self.is_event(event)
            && by.is_none_or(|by| is_caller(self.account, &self.item.caller, by))
            && about.is_none_or(|about| self.is_about(about))
    }

    fn is_event(&self, event: &Event) -> bool {
        match (event, self.refused) {
            (Event::Rejected(code), Some(found)) => return code.as_deref().is_none_or(|code| code == found),
            (Event::SignInFailed, Some(_)) => return matches!(self.operation, Operation::ConsoleLogin(_)),
            (Event::CodeFailed, Some(_)) => return matches!(self.operation, Operation::ConsoleLogin(login) if login.mfa_code.is_some()),
            (_, Some(_)) => return false,
            _ => {}
        }
        match event {
            Event::Rejected(_) | Event::SignInFailed | Event::CodeFailed => false,
            Event::MfaStart => matches!(self.operation, Operation::CreateVirtualMFADevice(_)),
            Event::MfaEnrolled => matches!(self.operation, Operation::EnableMFADevice(_)),
            Event::PasswordChanged => match self.operation {
                Operation::ChangePassword(_) => true,
                Operation::ConsoleLogin(login) => login.new_password.is_some(),
                _ => false,
            },
            Event::KeyCreated => matches!(self.operation, Operation::CreateAccessKey(_)),
            Event::KeyUsed => self.item.caller.key.is_some_and(|key| !key.is_temporary()),
            Event::KeyDeactivated => matches!(self.operation, Operation::UpdateAccessKey(update) if update.status == "Inactive"),
            Event::KeyDeleted => matches!(self.operation, Operation::DeleteAccessKey(_)),
            Event::Assumed => matches!(self.operation, Operation::AssumeRole(_) | Operation::SwitchRole(_)),
            Event::SessionRevoked => {
                matches!(self.operation, Operation::PutRolePolicy(put) if put.policy_name == REVOCATION_POLICY)
            }
            Event::SetDefaultVersion => matches!(self.operation, Operation::SetDefaultPolicyVersion(_)),
            Event::Operation(id) => self.operation.spec().id == *id,
        }
    }

    /// Whether an operation is about an entity: it names it, or of credentials where it names nobody, its caller owns them.
    fn is_about(&self, entity: &Entity) -> bool {
        let named = |member: &str| self.operation.members().into_iter().find(|(found, _)| found.name == member).map(|(_, value)| value);
        let is_name = |value: Value<'_>| matches!(value, Value::Text(text) if text.eq_ignore_ascii_case(&entity.name));
        match entity.sort {
            Sort::Root => match named("UserName") {
                Some(_) => false,
                None => named("Email").is_some() || (self.item.caller.is_root() && !matches!(self.operation, Operation::ConsoleLogin(_))),
            },
            Sort::User => match named("UserName") {
                Some(name) => is_name(name),
                None => named("Email").is_none() && is_caller(self.account, &self.item.caller, entity),
            },
            _ => {
                let instance =
                    instance_named(self.account, &entity.name).filter(|_| entity.sort == Sort::Instance).map(|found| found.id.as_str());
                let is_it = |text: &str| {
                    let end = text.rsplit(['/', ':']).next().unwrap_or(text);
                    [text, end].into_iter().any(|text| text.eq_ignore_ascii_case(&entity.name) || Some(text) == instance)
                };
                self.operation.members().into_iter().any(|(_, value)| match value {
                    Value::Text(text) => is_it(text),
                    Value::Texts(texts) => texts.iter().any(|text| is_it(text)),
                    _ => false,
                })
            }
        }
    }
}

/// Whether a caller is this principal. An instance's and a function's session has their name.
pub(super) fn is_caller(account: &Account, caller: &Caller, who: &Entity) -> bool {
    match (&caller.who, who.sort) {
        (Asker::Root, Sort::Root) => true,
        (Asker::User(id), Sort::User) => account.user_named(&who.name).is_some_and(|user| user.id == *id),
        (Asker::RoleSession { role, .. }, Sort::Role) => account.role_named(&who.name).is_some_and(|found| found.id == *role),
        (Asker::RoleSession { session, .. }, Sort::Instance) => {
            instance_named(account, &who.name).is_some_and(|found| found.id == *session)
        }
        (Asker::RoleSession { session, .. }, Sort::Function) => *session == who.name,
        (Asker::Outsider(principal), Sort::Account) => principal.account() == Some(who.name.as_str()),
        (asker @ Asker::Outsider(_), Sort::Anonymous) => *asker == Asker::anonymous(),
        _ => false,
    }
}

/// What came of it when somebody last made a request; on `*`, on whatever.
pub(super) fn last_outcome(facts: &Facts<'_>, who: &Entity, action: &str, on: &str) -> Outcome {
    let is_same = |by: &Caller, asked: &str, resource: &str| {
        is_caller(facts.scene.account, by, who) && asked.eq_ignore_ascii_case(action) && (on == "*" || resource == on)
    };
    let made = facts
        .scene
        .learner
        .requests
        .iter()
        .filter(|made| is_same(&made.by, &made.action, &made.resource))
        .map(|made| (made.at, made.outcome));
    let done = past(facts).filter_map(|happened| {
        let by = &happened.item.caller;
        let asked = is_caller(facts.scene.account, by, who).then(|| facts.scene.account.requests_of(by, happened.operation))?;
        asked.iter().any(|asked| is_same(by, &asked.action, &asked.resource)).then(|| (happened.item.at, happened.outcome()))
    });
    let all = done.chain(made).filter(|(_, outcome)| *outcome != Outcome::None);
    all.max_by_key(|(at, _): &(Timestamp, Outcome)| *at).map_or(Outcome::None, |(_, outcome)| outcome)
}

impl Happened<'_> {
    /// What the policies made of it.
    fn outcome(&self) -> Outcome {
        match &self.item.deed {
            HistoryDeed::Noted(Note::Refused { code, message, .. }) => outcome_of_code(code, message),
            _ => Outcome::Allowed,
        }
    }
}
