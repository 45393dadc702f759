//! Whether a change leaves a user who may give permissions.

use jiff::Timestamp;

use crate::access::change::affected::affected;
use crate::access::progress::{Cancelled, Progress};
use crate::access::question::Question;
use crate::account::Account;
use crate::account::authorization::{Asker, Circumstances};
use crate::account::entity::{PolicyKey, User};
use crate::account::id::UniqueId;
use crate::catalog::ADMINISTRATOR_ACCESS;
use crate::policy::decision::Decision;
use crate::policy::request::{Action, RequestError, Resource, Value};

/// What is said of a change that leaves none.
pub const NO_ADMINISTRATOR: &str = "No user is left then who may give permissions. Only the root user can, and undo brings back what goes.";

/// What who may do it to themselves may give permissions by.
pub(super) const GIVING: &str = "iam:AttachUserPolicy";

/// Whether a change, however it is made, takes it from the last user who may give permissions, with an MFA code if need be.
///
/// # Errors
/// Where nobody wants the answer any more.
pub fn leaves_no_administrator(before: &Account, after: &Account, now: Timestamp, progress: &Progress) -> Result<bool, Cancelled> {
    let changed = affected(before, after, &after.keys_changed_since(before), progress)?;
    is_last_of(before, after, changed.iter().flat_map(|group| &group.ids).copied(), (now, progress))
}

/// The same where it is known who loses anything by the change.
pub(super) fn is_last_of(
    before: &Account,
    after: &Account,
    mut losers: impl Iterator<Item = UniqueId>,
    (now, progress): (Timestamp, &Progress),
) -> Result<bool, Cancelled> {
    let gives = |account: &Account, id: UniqueId| account.user(id).is_some_and(|user| gives_permissions(account, user, now));
    if !losers.any(|id| gives(before, id) && !gives(after, id)) {
        return Ok(false);
    }
    for user in after.users() {
        progress.go_on()?;
        if gives_permissions(after, user, now) {
            return Ok(false);
        }
    }
    Ok(true)
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
