//! What screens see when they act and when they are drawn.

use std::collections::BTreeSet;
use std::rc::Rc;

use jiff::Timestamp;
use rand::SeedableRng;
use rand::rngs::StdRng;

use super::coach::{Coach, Surroundings};
use super::inquiry::Work;
use super::labels::Label;
use super::notice::PastNotice;
use super::places::Place;
use super::screen::Screens;
use super::settings::Settings;
use super::sight::Sight;
use super::sight::policy_behind::policy_behind;
use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::entity::{ResourceKey, ResourceKind};
use crate::account::env::Env;
use crate::account::identity::Identity;
use crate::account::operation::{DescribeKey, GetAccountAuthorizationDetails, ListAliases, Operation};
use crate::account::plan::{PlannedBatch, RefusedAt};
use crate::account::refusal::Refusal;
use crate::account::security_status::Reading;
use crate::awscli::Files;
use crate::store::{History, Listed};
use crate::training::Shelf;
use crate::training::lesson::Lesson;
use crate::training::progress::Progress;

/// What screens see. All of it to look at, nothing to change.
#[derive(Clone, Copy)]
pub struct Cx<'a> {
    /// The account.
    pub account: &'a Account,
    /// The account's own name on this machine: `practice`.
    pub account_name: &'a str,
    /// What happened in it.
    pub history: &'a History,
    /// What was said in this session.
    pub notices: &'a [PastNotice],
    /// Why nothing in it can be changed, if so.
    pub read_only: Option<&'a str>,
    /// The accounts on this machine.
    pub accounts: &'a [Listed],
    /// Why none of them can be made, changed or thrown away, if so.
    pub accounts_read_only: Option<&'a str>,
    /// Who is signed in.
    pub caller: &'a Caller,
    /// What of the account that one may not see.
    pub sight: &'a Sight,
    /// How far the learner has come.
    pub progress: &'a Progress,
    /// The accounts of lessons that were begun on another machine, and are not on this one.
    pub elsewhere: &'a BTreeSet<String>,
    /// The lessons that there are.
    pub shelf: &'a Shelf,
    /// The lesson that is gone through, if one is.
    pub coach: Option<&'a Coach>,
    /// Where one is; not while a screen does something.
    pub here: Option<&'a Place>,
    /// All screens.
    pub screens: Screens,
    /// How things are to look.
    pub settings: &'a Settings,
    /// The time in the account.
    pub now: Timestamp,
    /// The real time, for MFA codes.
    pub real_now: Timestamp,
    /// Thirty-two random bytes, others each time.
    pub chance: [u8; 32],
    /// Reads what `file://` names in a line typed behind `:`.
    pub files: &'a dyn Files,
    /// Columns and rows of the whole screen, without the coach's card.
    pub size: (u16, u16),
    /// Whether the terminal shows letters beyond ASCII.
    pub unicode: bool,
    /// Whether others look on, or the screen is recorded: then secrets are masked.
    pub hides_secrets: bool,
    /// For who is drawn: how far it is what it waits for, once that has taken more than a moment.
    pub work: Option<Work>,
}

impl<'a> Cx<'a> {
    /// What a lesson's checks look at.
    pub const fn surroundings(&self) -> Surroundings<'a> {
        Surroundings { account: self.account, history: self.history, caller: self.caller, now: self.now }
    }

    /// Whether an operation is allowed to whoever is signed in.
    pub fn may(&self, operation: &Operation) -> bool {
        self.refusal(operation).is_none()
    }

    /// Why an operation is denied to whoever is signed in.
    pub fn refusal(&self, operation: &Operation) -> Option<Rc<Refusal>> {
        self.sight.answer(self, operation)
    }

    /// Why the first of several operations is denied that is.
    pub fn first_refusal(&self, operations: &[Operation]) -> Option<Rc<Refusal>> {
        operations.iter().find_map(|operation| self.refusal(operation))
    }

    /// Why each of several operations is denied that is.
    pub fn refusals(&self, operations: &[Operation]) -> Vec<Rc<Refusal>> {
        operations.iter().filter_map(|operation| self.refusal(operation)).collect()
    }

    /// Why whoever is signed in may not read the whole account, all policies of all identities: what follows from them for others
    /// is told to nobody else.
    pub fn refusal_of_whole(&self) -> Option<Rc<Refusal>> {
        self.refusal(&GetAccountAuthorizationDetails::default().into())
    }

    /// Why whoever is signed in may not read what operations give and take: it follows from all policies of all identities, and from
    /// those of the resources that the operations change, which are read apart.
    pub fn refusals_of_change(&self, operations: &[Operation]) -> Vec<Rc<Refusal>> {
        let of_resources = operations.iter().filter_map(policy_behind).filter_map(|read| self.refusal(&read));
        self.refusal_of_whole().into_iter().chain(of_resources).collect()
    }

    /// Keys of a list, where the operation that lists them, by its name, is allowed; else none.
    pub fn listed<T>(&self, operation: &str, keys: impl FnOnce() -> Vec<T>) -> Vec<T> {
        if self.sight.may(operation) { keys() } else { Vec::new() }
    }

    /// What a resource is called beside its name, where that may be seen: a key's aliases and description are read apart from it.
    pub fn nickname(&self, key: &ResourceKey) -> Option<String> {
        let reads = || [ListAliases {}.into(), DescribeKey { key_id: key.name.clone() }.into()];
        let is_seen = key.kind != ResourceKind::Key || self.first_refusal(&reads()).is_none();
        self.account.nickname(key).filter(|_| is_seen)
    }

    /// A resource in words: `bucket reports`, `instance web`.
    pub fn resource_words(&self, key: &ResourceKey) -> String {
        format!("{} {}", key.kind.word(), self.nickname(key).as_deref().unwrap_or(&key.name))
    }

    /// The account's alias, where it has one that may be seen.
    pub fn alias(&self) -> Option<&'a str> {
        self.account.alias().filter(|_| self.sight.may("ListAccountAliases"))
    }

    /// Where the account's users sign in, by the alias where that may be seen.
    pub fn sign_in_link(&self) -> String {
        if self.alias().is_some() { self.account.sign_in_link() } else { self.account.sign_in_link_by_id() }
    }

    /// A word in the chosen skin.
    pub const fn label(&self, label: Label) -> &'static str {
        label.of(self.settings.labels)
    }

    /// The console's word for the kind of an identity.
    pub const fn kind_of(&self, identity: Identity<'_>) -> &'static str {
        if matches!(identity, Identity::Group(_)) { self.label(Label::Group) } else { identity.kind() }
    }

    /// How strictly the five tasks are read. In a lesson that is as its checks read them, whatever is set.
    pub fn reading(&self) -> Reading {
        let is_strict = self.coach.map_or(self.settings.strict, |coach| is_strict(coach.lesson()));
        if is_strict { Reading::Strict } else { Reading::Classic }
    }

    /// What operations would come to, without doing any: a form knows before it is sent what would be refused. Not for
    /// operations with passwords, whose hashing takes its time.
    ///
    /// # Errors
    /// The first that would be refused, and why.
    pub fn plan_all(&self, operations: &[Operation]) -> Result<PlannedBatch, RefusedAt> {
        self.account.plan_all(self.caller, operations, &mut self.env())
    }

    /// The surroundings of a plan that is only looked at.
    pub fn env(&self) -> Env {
        Env { now: self.now, ..Env::at(self.real_now, StdRng::from_seed(self.chance)) }
    }

    /// Whether there is little room.
    pub const fn is_narrow(&self) -> bool {
        self.size.0 < 100
    }
}

/// Whether a lesson asks for the five tasks in their strict reading.
fn is_strict(lesson: &Lesson) -> bool {
    let checks = lesson.steps.iter().filter_map(|step| step.check.as_ref());
    let challenge = lesson.challenge.iter().flat_map(|challenge| challenge.invariant.iter());
    checks.chain(challenge).any(|check| check.text.contains("checklist_done") && check.text.contains("strict"))
}
