//! What has happened since the lesson began, in order. What was undone has not happened.

use super::argument::{Event, EventOf, KeyWas, Manner};
use super::facts::{Facts, Scene, outcome_of, with_key};
use super::names::found::{arn_named, instance_named};
use super::names::{Entity, Sort};
use super::value::Outcome;
use crate::account::Account;
use crate::account::authorization::Asker;
use crate::account::caller::Caller;
use crate::account::entity::KeyStatus;
use crate::account::id::AccessKeyId;
use crate::account::identity::revocation::{REVOCATION_POLICY, revoked_before};
use crate::account::operation::{Operation, Value};
use crate::store::{HistoryDeed, HistoryItem, Note};
use jiff::Timestamp;

/// An operation that was done, or refused.
pub(super) struct Happened<'a> {
    facts: &'a Facts<'a>,
    item: &'a HistoryItem,
    operation: &'a Operation,
    /// The error code of a refusal.
    refused: Option<&'a str>,
}

/// Everything since the lesson began, the oldest first.
pub(super) fn past<'a>(facts: &'a Facts<'a>) -> impl Iterator<Item = Happened<'a>> {
    let Scene { history, counted, .. } = facts.scene;
    let counts = history.items().filter(move |item| counted.counts(item.revision) && !history.is_undone(item.revision));
    counts.flat_map(move |item| {
        let (operations, refused) = match &item.deed {
            HistoryDeed::Changed(operations) => (operations.as_slice(), None),
            HistoryDeed::Noted(Note::Refused { operation, code, .. }) => (std::slice::from_ref(operation.as_ref()), Some(code.as_str())),
            HistoryDeed::Undid(_) | HistoryDeed::Redid(_) => (&[] as &[Operation], None),
        };
        operations.iter().map(move |operation| Happened { facts, item, operation, refused })
    })
}

impl Happened<'_> {
    /// Whether it is such an event, about this entity, by this caller.
    pub(super) fn is(&self, event: &EventOf, about: Option<&Entity>, by: Option<&Entity>) -> bool {
        self.is_event(&event.event)
            && event.key.iter().all(|was| self.key_was(*was))
            && by.is_none_or(|by| is_caller(self.account(), &self.item.caller, by))
            && about.is_none_or(|about| self.is_about(about))
    }

    /// Whether it is the first half of such an event: of deleting a key that was turned off, turning it off.
    pub(super) fn is_half(&self, event: &EventOf, about: Option<&Entity>) -> bool {
        event.key.contains(&KeyWas::Inactive)
            && self.refused.is_none()
            && self.is_event(&Event::KeyDeactivated)
            && event.key.iter().filter(|was| **was != KeyWas::Inactive).all(|was| self.key_was(*was))
            && about.is_none_or(|about| self.is_about(about))
    }

    fn account(&self) -> &Account {
        self.facts.scene.account
    }

    /// The access key that it is about: the one that is turned off or deleted, or else the one that it was done with.
    fn key(&self) -> Option<AccessKeyId> {
        match self.operation {
            Operation::UpdateAccessKey(update) => update.access_key_id.parse().ok(),
            Operation::DeleteAccessKey(delete) => delete.access_key_id.parse().ok(),
            _ => self.item.caller.key,
        }
    }

    fn key_was(&self, was: KeyWas) -> bool {
        let Some(id) = self.key() else { return false };
        let at_start = self.facts.scene.start.access_key(id);
        match was {
            KeyWas::Old => at_start.is_some(),
            KeyWas::New => at_start.is_none(),
            KeyWas::Inactive => {
                let before = past(self.facts).take_while(|happened| happened.item.revision < self.item.revision);
                let of_it = before.filter(|happened| happened.refused.is_none() && happened.key() == Some(id));
                let last = of_it.filter_map(|happened| match happened.operation {
                    Operation::UpdateAccessKey(update) => Some(update.status == "Inactive"),
                    _ => None,
                });
                last.last().unwrap_or_else(|| at_start.is_some_and(|key| key.status == KeyStatus::Inactive))
            }
        }
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
            Event::SessionRevoked => match self.operation {
                Operation::PutRolePolicy(put) => put.policy_name == REVOCATION_POLICY && self.ends_what_keys_opened(&put.policy_document),
                _ => false,
            },
            Event::SetDefaultVersion => matches!(self.operation, Operation::SetDefaultPolicyVersion(_)),
            Event::Operation(id) => self.operation.spec().id == *id,
        }
    }

    /// Whether a document revokes the sessions that were opened until the last key was turned off or deleted, to the second.
    fn ends_what_keys_opened(&self, policy_document: &str) -> bool {
        let Some(before) = revoked_before(policy_document) else { return false };
        let ended = past(self.facts)
            .take_while(|happened| happened.item.revision < self.item.revision)
            .filter(|happened| happened.is_event(&Event::KeyDeactivated) || happened.is_event(&Event::KeyDeleted));
        ended.last().is_none_or(|ended| ended.item.at.as_second() <= before.as_second())
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
                None => named("Email").is_none() && is_caller(self.account(), &self.item.caller, entity),
            },
            _ => {
                let instance =
                    instance_named(self.account(), &entity.name).filter(|_| entity.sort == Sort::Instance).map(|found| found.id.as_str());
                // A policy is about whom it names as well.
                let arn = arn_named(self.account(), entity).map(|arn| format!("\"{arn}\""));
                let is_it = |text: &str| {
                    let end = text.rsplit(['/', ':']).next().unwrap_or(text);
                    [text, end].into_iter().any(|text| text.eq_ignore_ascii_case(&entity.name) || Some(text) == instance)
                        || arn.as_ref().is_some_and(|arn| text.contains(arn.as_str()) && is_json(text))
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

/// Whether a document can be read at all: what is refused before that says nothing of whom it names.
fn is_json(text: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
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

/// What came of it when somebody last made a request, in this manner; on `*`, on whatever.
pub(super) fn last_outcome(facts: &Facts<'_>, who: &Entity, (action, on): (&str, &str), manner: Manner) -> Outcome {
    let scene = facts.scene;
    let is_change = |item: &&HistoryItem| item.is_change || matches!(item.deed, HistoryDeed::Undid(_) | HistoryDeed::Redid(_));
    // A step that is begun anew has changed the account back: what was tried before that is of how it was.
    let last_change = scene.history.items().rfind(|item| scene.counted.is_of_lesson(item.revision) && is_change(item)).map(|item| item.at);
    let changed = last_change.filter(|_| manner.since_change);
    let is_older = |by: &Caller| {
        let session = scene.account.session_of(by);
        session.is_some_and(|session| match last_change {
            Some(change) => session.issued < change,
            None => scene.start.session(session.key).is_some(),
        })
    };
    let is_by = |by: &Caller| {
        is_caller(scene.account, by, who)
            && manner.with_key.is_none_or(|wanted| with_key(by) == wanted)
            && (!manner.in_older_session || is_older(by))
    };
    let is_same = |asked: &str, resource: &str| asked.eq_ignore_ascii_case(action) && (on == "*" || resource == on);
    let made = scene.learner.requests.iter().filter(|made| is_by(&made.by) && is_same(&made.action, &made.resource));
    let made = made.map(|made| (made.at, made.outcome));
    let done = past(facts).filter_map(|happened| {
        let by = &happened.item.caller;
        let asked = is_by(by).then(|| scene.account.requests_of(by, happened.operation))?;
        asked.iter().any(|asked| is_same(&asked.action, &asked.resource)).then(|| (happened.item.at, happened.outcome()))
    });
    let counts = |(at, outcome): &(Timestamp, Outcome)| *outcome != Outcome::None && changed.is_none_or(|changed| *at >= changed);
    done.chain(made).filter(counts).max_by_key(|(at, _)| *at).map_or(Outcome::None, |(_, outcome)| outcome)
}

impl Happened<'_> {
    /// What the policies made of it.
    fn outcome(&self) -> Outcome {
        match &self.item.deed {
            HistoryDeed::Noted(Note::Refused { code, message, is_explicit_deny, .. }) => {
                // Before entries said so, AWS's sentence did, which a resource may be called like.
                outcome_of(code, is_explicit_deny.unwrap_or_else(|| message.contains("with an explicit deny")))
            }
            _ => Outcome::Allowed,
        }
    }
}
