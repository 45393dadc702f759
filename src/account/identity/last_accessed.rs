//! Which services somebody's policies allow, by which of them, and when they were last used.
//!
//! As on AWS only permissions policies count: what a boundary, a resource's policy or a session takes away or adds is not asked.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::Identity;
use super::holdings::{HeldPolicy, Holding};
use crate::account::Account;
use crate::account::entity::{Accessor, ActionUse, ServiceUse};
use crate::account::id::{IdKind, UniqueId};
use crate::account::operation::{OPERATIONS, OperationSpec};
use crate::catalog::ServiceAction;
use crate::policy::actions::{ActionSet, ServiceId};
use crate::policy::compiled::Rules;
use crate::policy::document::Effect;

/// The actions that can be asked for here. The use of others is never seen, so nothing is told of it.
static TRACKED: LazyLock<BTreeSet<String>> = LazyLock::new(|| OPERATIONS.iter().map(|spec: &&OperationSpec| spec.action()).collect());

/// A service that is allowed, and its use.
pub struct ServiceAccess<'a> {
    /// The service.
    pub service: ServiceId,
    /// Who used it, the last first.
    pub uses: Vec<&'a ServiceUse>,
}

impl ServiceAccess<'_> {
    /// The last use.
    pub fn last(&self) -> Option<&ServiceUse> {
        self.uses.first().copied()
    }

    /// When an action was last used, and by whom.
    pub fn last_use_of(&self, action: &str) -> Option<(UniqueId, ActionUse)> {
        let uses = self.uses.iter().filter_map(|service_use| Some((service_use.by, service_use.last_use_of(action)?)));
        uses.max_by_key(|(_, action_use)| action_use.at)
    }
}

/// The actions that a policy's statements allow, whatever its others deny.
pub fn allowed_by(rules: &Rules) -> ActionSet {
    let mut set = ActionSet::new();
    let allowing = rules.statements().iter().filter(|statement| statement.effect() == Effect::Allow);
    allowing.filter_map(|statement| statement.actions()).for_each(|actions| set.union_with(&actions.set()));
    set
}

/// The actions of a service among those that are allowed whose use is seen here, by name.
pub fn tracked(allowed: &ActionSet, service: ServiceId) -> impl Iterator<Item = &'static ServiceAction> {
    let is_tracked = |action: &crate::policy::actions::ActionId| TRACKED.contains(&action.full_name());
    allowed.of_service(service).filter(is_tracked).filter_map(crate::policy::actions::ActionId::action)
}

impl Account {
    /// Whether whom or what is told of is still there.
    pub fn has_accessor(&self, about: &Accessor) -> bool {
        match about {
            Accessor::Identity(id) => Identity::of(self, *id).is_some(),
            Accessor::Policy(policy) => self.policy_rules(policy).is_some(),
        }
    }

    /// The policies that count, each with what it allows. A policy counts once, whatever it comes through.
    pub fn allowing_policies(&self, identity: UniqueId) -> Vec<(Holding<'_>, ActionSet)> {
        let mut found: Vec<(Holding<'_>, ActionSet)> = Vec::new();
        for holding in self.holdings_of(identity).policies {
            if found.iter().all(|(other, _)| other.policy != holding.policy) {
                let rules = match holding.policy {
                    HeldPolicy::Managed(policy) => self.policy_rules(policy),
                    HeldPolicy::Inline(policy) => policy.document.rules().cloned(),
                };
                found.extend(rules.map(|rules| (holding, allowed_by(&rules))));
            }
        }
        found
    }

    /// The actions that are allowed.
    pub fn allowed_to(&self, about: &Accessor) -> ActionSet {
        match about {
            Accessor::Policy(policy) => self.policy_rules(policy).map(|rules| allowed_by(&rules)).unwrap_or_default(),
            Accessor::Identity(id) => {
                let mut set = ActionSet::new();
                self.allowing_policies(*id).iter().for_each(|(_, allowed)| set.union_with(allowed));
                set
            }
        }
    }

    /// The users and roles whose use counts, users before roles, each by name.
    pub fn users_and_roles_of(&self, about: &Accessor) -> Vec<UniqueId> {
        let members = |group: UniqueId| self.members_of(group).into_iter().map(|user| user.id).collect::<Vec<_>>();
        let mut ids = match about {
            Accessor::Identity(id) if id.kind() == Some(IdKind::Group) => members(*id),
            Accessor::Identity(id) => vec![*id],
            Accessor::Policy(policy) => {
                let of = |id: UniqueId| if id.kind() == Some(IdKind::Group) { members(id) } else { vec![id] };
                self.attachments_of_policy(policy).flat_map(of).collect()
            }
        };
        let place = |id: &UniqueId| match (self.user(*id), self.role(*id)) {
            (Some(user), _) => (0, user.name.to_ascii_lowercase()),
            (_, role) => (1, role.map(|role| role.name.to_ascii_lowercase()).unwrap_or_default()),
        };
        ids.sort_by_cached_key(place);
        ids.dedup();
        ids
    }

    /// The services among actions that are allowed, by prefix, with their use by these users and roles.
    pub fn services_accessed(&self, allowed: &ActionSet, by: &[UniqueId]) -> Vec<ServiceAccess<'_>> {
        let mut found: Vec<ServiceAccess<'_>> = allowed.services().map(|service| ServiceAccess { service, uses: Vec::new() }).collect();
        for service_use in by.iter().flat_map(|id| self.services_used_by(*id)) {
            let Some(service) = ServiceId::of_prefix(&service_use.service) else { continue };
            // They are in the order of their services.
            if let Ok(at) = found.binary_search_by_key(&service, |access| access.service)
                && let Some(access) = found.get_mut(at)
            {
                access.uses.push(service_use);
            }
        }
        for access in &mut found {
            access.uses.sort_by_key(|service_use| std::cmp::Reverse(service_use.at));
        }
        found
    }
}
