//! Whether a change leaves a user who may give permissions.

use std::collections::HashMap;

use jiff::Timestamp;

use crate::access::change::whom::affected::affected;
use crate::access::progress::{Cancelled, Progress};
use crate::access::question::Question;
use crate::account::Account;
use crate::account::authorization::{Asker, Circumstances, HoldingKey};
use crate::account::entity::{PolicyKey, User};
use crate::account::id::UniqueId;
use crate::catalog::ADMINISTRATOR_ACCESS;
use crate::policy::compiled::{Rules, Statement};
use crate::policy::decision::Decision;
use crate::policy::document::Effect;
use crate::policy::request::{Action, RequestError, Resource, Value};

/// What is said of a change that leaves none.
pub const NO_ADMINISTRATOR: &str = "No user is left then who may attach AdministratorAccess to themselves. Root may give it still, and undo brings back \
     what goes.";

/// What who may do it to themselves may give permissions by.
pub(super) const GIVING: &str = "iam:AttachUserPolicy";

/// Whether a change, however it is made, takes it from the last user who may give permissions, with an MFA code if need be.
///
/// # Errors
/// Where nobody wants the answer any more.
pub(super) fn leaves_no_administrator(before: &Account, after: &Account, now: Timestamp, progress: &Progress) -> Result<bool, Cancelled> {
    let changed = affected(before, after, &after.keys_changed_since(before), progress)?;
    is_last_of(before, after, changed.iter().flat_map(|group| &group.ids).copied(), (now, progress))
}

/// The same where it is known who loses anything by the change.
pub(super) fn is_last_of(
    before: &Account,
    after: &Account,
    losers: impl Iterator<Item = UniqueId>,
    (now, progress): (Timestamp, &Progress),
) -> Result<bool, Cancelled> {
    let mut losers = losers.peekable();
    if losers.peek().is_none() {
        return Ok(false);
    }
    let mut givers = Givers::of(after, now);
    for user in after.users() {
        progress.go_on()?;
        if givers.has(user) {
            return Ok(false);
        }
    }
    let mut givers = Givers::of(before, now);
    for user in losers.filter_map(|id| before.user(id)) {
        progress.go_on()?;
        if givers.has(user) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Those who may give themselves all permissions.
struct Givers<'a> {
    account: &'a Account,
    now: Timestamp,
    /// Whether policies allow the like at all, by what decides which one has: of most they don't.
    speaking: HashMap<HoldingKey<'a>, bool>,
}

impl<'a> Givers<'a> {
    fn of(account: &'a Account, now: Timestamp) -> Self {
        Self { account, now, speaking: HashMap::new() }
    }

    fn has(&mut self, user: &User) -> bool {
        let account = self.account;
        let speaks = || account.rules_of_identity(user.id).iter().any(|rules| speaks_of_giving(rules));
        *self.speaking.entry(account.holding_key(user.id)).or_insert_with(speaks) && gives_permissions(account, user, self.now)
    }
}

/// Whether a statement allows it somewhere.
fn speaks_of_giving(rules: &Rules) -> bool {
    let is_named = |action: &Action, statement: &Statement| statement.actions().is_some_and(|actions| actions.check(action).is_ok());
    let allows = |action: &Action| rules.statements().iter().any(|one| one.effect() == Effect::Allow && is_named(action, one));
    Action::parse(GIVING).is_ok_and(|action| allows(&action))
}

/// Whether a user may give itself all permissions.
fn gives_permissions(account: &Account, user: &User, now: Timestamp) -> bool {
    let decision = || -> Result<Decision, RequestError> {
        let question = Question {
            asker: Asker::User(user.id),
            action: Action::parse(GIVING)?,
            resource: Resource::parse(&account.user_arn(user))?,
            // Who may attach this to themselves may do everything.
            given: vec![("iam:PolicyARN".to_owned(), Value::Single(account.policy_arn(&PolicyKey::aws_managed(ADMINISTRATOR_ACCESS))))],
            circumstances: Circumstances::with_mfa(now),
        };
        question.decision(account)
    };
    decision().is_ok_and(|decision| decision == Decision::Allowed)
}
