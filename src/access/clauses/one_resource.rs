//! A resource, and what can be said about it.

use super::scope::Scope;
use crate::account::Account;
use crate::account::entity::{ResourceKey, ResourceKind, Role};
use crate::policy::actions::{ActionSet, ServiceId};
use crate::policy::reach::Pattern;

/// A resource by its ARNs, and the services that have actions on it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(in crate::access) struct OneResource {
    pub arns: Vec<String>,
    pub services: Vec<String>,
}

impl OneResource {
    /// One of the practice estate's.
    pub fn of_estate(account: &Account, key: &ResourceKey) -> Self {
        Self { arns: arns(account, key), services: vec![key.kind.service().to_owned()] }
    }

    /// A role, as what is assumed.
    pub fn of_role(account: &Account, role: &Role) -> Self {
        Self { arns: vec![account.role_arn(role)], services: vec!["sts".to_owned()] }
    }

    /// All that it is.
    pub fn scope(&self) -> Scope {
        Scope::named(self.arns.iter().map(|arn| (arn.clone(), Pattern::of_resource(arn))).collect(), false)
    }

    /// All actions of its services.
    pub fn actions(&self) -> ActionSet {
        let mut actions = ActionSet::new();
        self.services.iter().filter_map(|service| ServiceId::of_prefix(service)).for_each(|service| actions.insert_service(service));
        actions
    }
}

/// All that a resource's policy can be about.
pub(in crate::access) fn arns(account: &Account, key: &ResourceKey) -> Vec<String> {
    let arn = account.resource_arn(key);
    match key.kind {
        ResourceKind::Bucket => vec![arn.clone(), format!("{arn}/*")],
        ResourceKind::Function => vec![arn.clone(), format!("{arn}:*")],
        _ => vec![arn],
    }
}
