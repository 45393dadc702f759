//! What an operation uses: the access key that it is called with, and its service.

use super::Planning;
use crate::account::authorization::Asker;
use crate::account::entity::{KeyUse, ServiceUse};
use crate::account::estate::HOME_REGION;
use crate::account::operation::Operation;

impl Planning<'_> {
    /// Takes note of the use of a key and of a service. What the account's owner does as somebody else uses neither.
    pub(super) fn note_use(&mut self, operation: &Operation) {
        let Some(key) = self.caller.key else { return };
        let (at, action) = (self.env.now, operation.action());
        let Some((service, action)) = action.split_once(':').filter(|(service, _)| !matches!(*service, "signin" | "practice")) else {
            return;
        };
        let region = HOME_REGION.to_owned();
        if !key.is_temporary() {
            self.put(KeyUse { of: key, at, service: service.into(), region: region.clone() });
        }
        if let Asker::User(by) | Asker::RoleSession { role: by, .. } = self.caller.who {
            self.put(ServiceUse { by, service: service.into(), at, region, action: action.into() });
        }
    }
}
