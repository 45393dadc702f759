//! What an operation uses: the access key that it is called with, and its service.

use jiff::{SignedDuration, Timestamp};

use super::Planning;
use crate::account::authorization::Asker;
use crate::account::change::Edit;
use crate::account::entity::{ActionUse, EntityKey, KeyUse, ServiceUse};
use crate::account::estate::HOME_REGION;
use crate::account::operation::Operation;
use crate::account::refusal::Refusal;

/// For so long, the same use is not noted again.
const NOTED_FOR: SignedDuration = SignedDuration::from_mins(15);

impl Planning<'_> {
    /// A refusal with what was used all the same: AWS counts what was asked for, not what came of it. Credentials that are no good
    /// are used by nobody.
    pub(super) fn attempted(&mut self, operation: &Operation, refusal: Refusal) -> Refusal {
        self.edits.clear();
        if self.account.check_credentials(self.caller, self.env.now).is_ok() {
            self.note_use(operation);
        }
        let mut edits = std::mem::take(&mut self.edits);
        for used in refusal.used() {
            if edits.iter().all(|edit| edit.key() != used.key()) {
                edits.extend(Edit::between(self.account.get(used.key()).cloned(), used.after().cloned()));
            }
        }
        refusal.uses(edits)
    }

    /// Takes note of the use of a key and of a service. What the account's owner does as somebody else uses neither.
    pub(super) fn note_use(&mut self, operation: &Operation) {
        let Some(key) = self.caller.key else { return };
        let (at, action) = (self.env.now, operation.action());
        let Some((service, action)) = action.split_once(':').filter(|(service, _)| !matches!(*service, "signin" | "practice")) else {
            return;
        };
        let account = self.account;
        let region = HOME_REGION.to_owned();
        // As on AWS, use is told to the quarter of an hour: who asks a hundred times leaves one note.
        let is_noted = |noted: Timestamp| at.duration_since(noted) < NOTED_FOR && noted <= at;
        let key_is_noted = account.key_last_used(key).is_some_and(|noted| noted.service == service && is_noted(noted.at));
        if !key.is_temporary() && !key_is_noted {
            self.put(KeyUse { of: key, at, service: service.into(), region: region.clone() });
        }
        if let Asker::User(by) | Asker::RoleSession { role: by, .. } = self.caller.who {
            let noted: Option<&ServiceUse> = account.entity(&EntityKey::ServiceUse { by, service: service.into() });
            if noted.and_then(|noted| noted.last_use_of(action)).is_some_and(|noted| is_noted(noted.at)) {
                return;
            }
            let mut actions = noted.map(|noted| noted.actions.clone()).unwrap_or_default();
            // What was noted before actions were kept has one at least.
            actions.extend(noted.map(|noted| (noted.action.clone(), ActionUse { at: noted.at, region: noted.region.clone() })));
            actions.insert(action.into(), ActionUse { at, region: region.clone() });
            self.put(ServiceUse { by, service: service.into(), at, region, action: action.into(), actions });
        }
    }
}
