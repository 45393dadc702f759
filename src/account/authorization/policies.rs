//! The policies that have a say in a request of one of the account's principals.

use std::sync::Arc;

use super::{Asker, Origin, Origins, Source};
use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::entity::{Owner, PolicyKey, Session, SessionKind};
use crate::account::id::{AccessKeyId, UniqueId};
use crate::account::identity::holdings::{HeldPolicy, Holding};
use crate::catalog::ADMINISTRATOR_ACCESS;
use crate::policy::compiled::{Policy, Rules};
use crate::policy::decision::Policies;

/// The policies that have a say, each with its origin.
#[derive(Clone, Default, Debug)]
pub struct Authority {
    /// The policies.
    pub policies: Policies,
    /// Where they come from, in the same order.
    pub origins: Origins,
    /// Policies that should have a say and whose documents can't be read, or that AWS has retired. What they would allow or
    /// deny is not known.
    pub unread: Vec<Origin>,
}

/// A policy that holds, by origin, with its rules; `None` where they can't be read.
type Found = (Origin, Option<Arc<Rules>>);

impl Account {
    /// The policies of somebody who asks: identity policies and boundary. Root and outsiders have none. A federated user has
    /// those of the user who opened the session.
    pub fn policies_for(&self, asker: &Asker) -> Authority {
        match asker {
            Asker::User(id) | Asker::RoleSession { role: id, .. } | Asker::FederatedUser { by: Owner::User(id), .. } => {
                self.policies_of_principal(*id)
            }
            Asker::FederatedUser { by: Owner::Root, .. } => self.policy_by_itself(&PolicyKey::aws_managed(ADMINISTRATOR_ACCESS)),
            // Of another account nothing is known but that it lets its own principals do what they ask for here.
            Asker::Outsider(principal) if principal.has_identity() && principal.account() != Some(self.id().as_str()) => {
                self.policy_by_itself(&PolicyKey::aws_managed(ADMINISTRATOR_ACCESS))
            }
            // A federated user of this account has the policies of its session, which need not be open.
            Asker::Root | Asker::Outsider(_) => Authority::default(),
        }
    }

    /// The policies of a caller: those of whom it is, and those of its session.
    pub fn policies_of(&self, caller: &Caller) -> Authority {
        self.policies_with(&caller.who, caller.key)
    }

    /// The policies of somebody who signs with a key: where it is that of a session, with the session's own.
    pub(super) fn policies_with(&self, asker: &Asker, key: Option<AccessKeyId>) -> Authority {
        let mut authority = self.policies_for(asker);
        if let Some(session) = key.and_then(|key| self.session(key)) {
            authority.narrow(self, session);
        }
        authority
    }

    /// The policies of a user, group or role, with its boundary.
    pub fn policies_of_identity(&self, identity: UniqueId) -> Authority {
        let holdings = self.holdings_of(identity);
        let mut authority = Authority::default();
        for holding in &holdings.policies {
            let (origin, rules) = self.found(holding);
            if let Some(policy) = authority.read(self, &origin, rules) {
                authority.policies.identity.push(policy);
                authority.origins.identity.push(origin);
            }
        }
        if let Some(key) = holdings.boundary {
            authority.bind(self, key);
        }
        authority
    }

    /// The rules of the identity policies of a user, group or role, as far as they can be read.
    pub fn rules_of_identity(&self, identity: UniqueId) -> Vec<Arc<Rules>> {
        self.holdings_of(identity).policies.iter().filter_map(|holding| self.found(holding).1).collect()
    }

    /// A managed policy by itself, as if it were all that somebody has.
    pub fn policy_by_itself(&self, policy: &PolicyKey) -> Authority {
        let mut authority = Authority::default();
        let origin = Origin { source: Source::Managed(policy.clone()), group: None };
        if let Some(read) = authority.read(self, &origin, self.policy_rules(policy)) {
            authority.policies.identity.push(read);
            authority.origins.identity.push(origin);
        }
        authority
    }

    fn found(&self, holding: &Holding<'_>) -> Found {
        let group = holding.group.map(|group| group.id);
        match holding.policy {
            HeldPolicy::Managed(key) => (Origin { source: Source::Managed(key.clone()), group }, self.policy_rules(key)),
            HeldPolicy::Inline(policy) => {
                let source = Source::Inline { of: policy.of, name: policy.name.clone() };
                (Origin { source, group }, policy.document.rules().cloned())
            }
        }
    }
}

impl Authority {
    /// A policy of these rules; a note where they can't be read.
    fn read(&mut self, account: &Account, origin: &Origin, rules: Option<Arc<Rules>>) -> Option<Policy> {
        let Some(rules) = rules else {
            self.unread.push(origin.clone());
            return None;
        };
        Some(Policy::new(account.name_where_it_holds(origin).into(), rules))
    }

    /// Adds the boundary. One that can't be read allows nothing.
    fn bind(&mut self, account: &Account, key: &PolicyKey) {
        let origin = Origin { source: Source::Managed(key.clone()), group: None };
        let policy = self.read(account, &origin, account.policy_rules(key));
        let name = || account.name_where_it_holds(&origin).into();
        self.policies.boundary.push(policy.unwrap_or_else(|| Policy::new(name(), Arc::new(Rules::none()))));
        self.origins.boundary.push(origin);
    }

    /// Adds a session's own policies. One that can't be read allows nothing.
    fn narrow(&mut self, account: &Account, session: &Session) {
        let passed = session.policy.iter().map(|text| ("session policy", text.rules().cloned()));
        let managed = session.managed_policies.iter().map(|key| (account.policy_name(key), account.policy_rules(key)));
        for (name, rules) in passed.chain(managed) {
            self.policies.session.push(Policy::new(name.into(), rules.unwrap_or_else(|| Arc::new(Rules::none()))));
        }
        // Without a policy of its own, such a session has no more than what resources grant it.
        if session.kind == SessionKind::FederationToken && self.policies.session.is_empty() {
            self.policies.session.push(Policy::new("session policy".into(), Arc::new(Rules::none())));
        }
    }

    /// Puts the resource's policy in.
    pub(super) fn on(&mut self, account: &Account, origin: Origin, rules: Option<Arc<Rules>>) {
        self.policies.resource = self.read(account, &origin, rules);
        self.origins.resource = self.policies.resource.is_some().then_some(origin);
    }
}
