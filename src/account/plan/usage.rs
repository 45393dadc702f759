//! What an operation uses: the access key that it is called with, and its service.

use jiff::{SignedDuration, Timestamp};

use super::Planning;
use crate::account::Account;
use crate::account::authorization::Asker;
use crate::account::caller::Caller;
use crate::account::change::Edit;
use crate::account::entity::{ActionUse, Entity, EntityKey, KeyUse, ServiceUse};
use crate::account::estate::HOME_REGION;
use crate::account::operation::Operation;
use crate::account::refusal::Refusal;

/// For so long, the same use is not noted again.
const NOTED_FOR: SignedDuration = SignedDuration::from_mins(15);

impl Planning<'_> {
    /// A refusal with what was used all the same.
    pub(super) fn attempted(&self, operation: &Operation, refusal: Refusal) -> Refusal {
        let mut edits = self.account.uses_of(self.caller, operation, self.env.now);
        for used in refusal.used() {
            if edits.iter().all(|edit| edit.key() != used.key()) {
                edits.extend(Edit::between(self.account.get(used.key()).cloned(), used.after().cloned()));
            }
        }
        refusal.uses(edits)
    }

    /// Takes note of what was used.
    pub(super) fn note_use(&mut self, operation: &Operation) {
        self.edits.extend(self.account.uses_of(self.caller, operation, self.env.now));
    }
}

impl Account {
    /// What is used by asking for an operation: the service, and the access key that the call is signed with, if it is. AWS counts
    /// what was asked for, not what came of it; but credentials that are no good are used by nobody. What the account's owner does
    /// as somebody counts as theirs.
    pub fn uses_of(&self, caller: &Caller, operation: &Operation, at: Timestamp) -> Vec<Edit> {
        let action = operation.action();
        let Some((service, action)) = action.split_once(':').filter(|_| operation.spec().is_of_aws()) else {
            return Vec::new();
        };
        if self.check_credentials(caller, at).is_err() {
            return Vec::new();
        }
        let region = HOME_REGION.to_owned();
        let put = |used: Entity| Edit::between(self.get(&used.key()).cloned(), Some(used));
        let mut edits = Vec::new();
        // As on AWS, use is told to the quarter of an hour: who asks a hundred times leaves one note.
        let is_noted = |noted: Timestamp| at.duration_since(noted) < NOTED_FOR && noted <= at;
        let key_is_noted = |key| self.key_last_used(key).is_some_and(|noted| noted.service == service && is_noted(noted.at));
        if let Some(of) = caller.key.filter(|key| !key.is_temporary() && !key_is_noted(*key)) {
            edits.extend(put(KeyUse { of, at, service: service.into(), region: region.clone() }.into()));
        }
        if let Asker::User(by) | Asker::RoleSession { role: by, .. } = caller.who {
            let noted: Option<&ServiceUse> = self.entity(&EntityKey::ServiceUse { by, service: service.into() });
            if noted.and_then(|noted| noted.last_use_of(action)).is_some_and(|noted| is_noted(noted.at)) {
                return edits;
            }
            let mut actions = noted.map(|noted| noted.actions.clone()).unwrap_or_default();
            // What was noted before actions were kept has one at least.
            actions.extend(noted.map(|noted| (noted.action.clone(), ActionUse { at: noted.at, region: noted.region.clone() })));
            actions.insert(action.into(), ActionUse { at, region: region.clone() });
            edits.extend(put(ServiceUse { by, service: service.into(), at, region, action: action.into(), actions }.into()));
        }
        edits
    }
}
