//! What of policies is about an action, and what of that comes to something else for each who asks.

use std::sync::Arc;

use crate::access::clauses::address::{Addresses, ByAddress};
use crate::account::authorization::is_of_principal;
use crate::policy::compiled::{Outcome, Policy, Rules, Statement};
use crate::policy::condition::Condition;
use crate::policy::decision::{Policies, explain};
use crate::policy::request::{Action, Request};

/// What policies say of an action; each document is looked through once.
pub(in crate::access) struct OfAction<'a> {
    action: &'a Action,
    /// The rules are held: others could otherwise come to lie where they lay, and be taken for them.
    found: ByAddress<*const Rules, (Arc<Rules>, Said)>,
}

/// What rules say of an action.
struct Said {
    /// Whether a statement is about it.
    is_about: bool,
    /// Those that are about it and look at who asks.
    personal: Option<Arc<Rules>>,
}

impl Said {
    fn of(rules: &Arc<Rules>, action: &Action) -> Self {
        let is_about = |statement: &Statement| statement.actions().is_some_and(|actions| actions.check(action).is_ok());
        let is_personal = |statement: &Statement| is_about(statement) && statement.context_keys().any(|key| is_of_principal(key.name()));
        let places: Vec<bool> = rules.statements().iter().map(is_personal).collect();
        let personal = places.contains(&true).then(|| {
            let policy = Policy::new("".into(), rules.clone());
            policy.without_all(|at| places.get(at) != Some(&true)).rules().clone()
        });
        Self { is_about: rules.statements().iter().any(is_about), personal }
    }
}

impl<'a> OfAction<'a> {
    pub(in crate::access) fn new(action: &'a Action) -> Self {
        Self { action, found: ByAddress::default() }
    }

    fn said(&mut self, policy: &Policy) -> &Said {
        let (rules, action) = (policy.rules(), self.action);
        &self.found.entry(Arc::as_ptr(rules)).or_insert_with(|| (rules.clone(), Said::of(rules, action))).1
    }

    /// Whether any statement of policies is about it.
    pub(in crate::access) fn is_in(&mut self, policies: &Policies) -> bool {
        policies.resource.is_some() || policies.identity.iter().chain(&policies.boundary).any(|policy| self.said(policy).is_about)
    }

    /// What of policies comes to something else for each who asks; all of the resource's policy, which names principals.
    pub(in crate::access) fn personal(&mut self, policies: &Policies) -> Personal {
        // Through several groups one may have the same policy several times.
        let mut seen = Addresses::default();
        let mut of = |policies: &[Policy]| -> Vec<Policy> {
            let found = policies.iter().filter_map(|policy| self.said(policy).personal.clone());
            found.filter(|rules| seen.insert(Arc::as_ptr(rules))).map(|rules| Policy::new("".into(), rules)).collect()
        };
        let identity = [of(&policies.identity), of(&policies.boundary)].concat();
        // Whether there is a boundary makes a difference for whom a policy of a resource names.
        Personal(Policies { identity, boundary: policies.boundary.clone(), resource: policies.resource.clone(), ..Policies::default() })
    }
}

/// Statements that come to something else for each who asks.
pub(in crate::access) struct Personal(Policies);

impl Personal {
    /// Whether there are none.
    pub(in crate::access) fn is_empty(&self) -> bool {
        self.0.identity.is_empty() && self.0.resource.is_none()
    }

    /// What they come to for a request: the outcome of each, and whether each of its conditions holds. Who have the same policies
    /// otherwise, and for whom this is the same, are answered the same.
    pub(in crate::access) fn come_to(&self, request: &Request) -> Vec<(Outcome, Vec<bool>)> {
        let holds = |condition: &Condition| condition.check(&request.context).is_ok();
        let explanation = explain(request, &self.0);
        let statements = explanation.statements().iter();
        let conditions = |place| self.0.statement(place).map(|one| one.conditions().iter().map(holds).collect()).unwrap_or_default();
        statements.map(|finding| (finding.outcome, conditions(finding.place))).collect()
    }
}
