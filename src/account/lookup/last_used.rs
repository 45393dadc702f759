//! What was used last: passwords, access keys, services.

use jiff::Timestamp;

use super::index::range;
use crate::account::Account;
use crate::account::entity::{AccessJob, CredentialReport, EntityKey, KeyUse, Owner, PasswordUse, ServiceUse};
use crate::account::id::{AccessKeyId, UniqueId};

impl Account {
    /// When somebody last signed in with a password.
    pub fn password_last_used(&self, of: Owner) -> Option<Timestamp> {
        self.entity(&EntityKey::PasswordUse(of)).map(|password_use: &PasswordUse| password_use.at)
    }

    /// When somebody signed in with a password before that.
    pub fn password_used_before(&self, of: Owner) -> Option<Timestamp> {
        self.entity(&EntityKey::PasswordUse(of)).and_then(|password_use: &PasswordUse| password_use.before)
    }

    /// When an access key was last used, and for what.
    pub fn key_last_used(&self, key: AccessKeyId) -> Option<&KeyUse> {
        self.entity(&EntityKey::KeyUse(key))
    }

    /// The services that a user or role has used, by name.
    pub fn services_used_by(&self, by: UniqueId) -> impl Iterator<Item = &ServiceUse> {
        self.entities.range(range::service_uses_of(by)).filter_map(|(_, entity)| entity.try_into().ok())
    }

    /// What a user or role did last.
    pub fn last_activity(&self, by: UniqueId) -> Option<&ServiceUse> {
        self.services_used_by(by).max_by_key(|service_use| service_use.at)
    }

    /// The report on used services with this id.
    pub fn access_job(&self, id: &str) -> Option<&AccessJob> {
        self.entity(&EntityKey::AccessJob(id.to_owned()))
    }

    /// All reports on used services.
    pub(in crate::account) fn access_jobs(&self) -> impl Iterator<Item = &AccessJob> {
        self.entities.range(range::access_jobs()).filter_map(|(_, entity)| entity.try_into().ok())
    }

    /// The credential report that was made last.
    pub fn credential_report(&self) -> Option<&CredentialReport> {
        self.entity(&EntityKey::CredentialReport)
    }
}
