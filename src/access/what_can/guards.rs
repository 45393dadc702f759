//! What the trust policies of roles and the policies of keys withhold, which must let in beside somebody's own policies.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::access::clauses::clause::{Clause, gated};
use crate::access::clauses::demand::{Demand, implies};
use crate::access::clauses::reach::Grant;
use crate::access::clauses::resource_policies::{Heard, ResourcePolicies};
use crate::access::clauses::scope::Scope;
use crate::policy::actions::ActionSet;
use crate::policy::document::Effect;
use crate::policy::reach::ResourceTypes;

/// The roles and keys of an account, and what their policies let in of somebody.
pub(in crate::access) struct Guards(Vec<Guard>);

struct Guard {
    scope: Scope,
    /// The actions that its policy must let in.
    actions: ActionSet,
    letting: Vec<Arc<Clause>>,
}

/// Actions of a grant that policies of roles or keys withhold at least in part.
#[derive(Clone, Debug)]
pub(in crate::access) struct Withheld {
    pub actions: ActionSet,
    pub let_in: Arc<[LetIn]>,
}

/// Where the policies of roles or keys let in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LetIn {
    /// The roles or keys.
    pub scope: Scope,
    /// The conditions under which they do.
    pub demands: Vec<Demand>,
}

impl Guards {
    pub(in crate::access) fn of(policies: &ResourcePolicies, heard: &[Heard]) -> Self {
        let mut letting: BTreeMap<u32, Vec<Arc<Clause>>> = BTreeMap::new();
        for heard in heard.iter().filter(|heard| heard.clause.effect == Effect::Allow) {
            letting.entry(heard.place.policy).or_default().push(heard.clause.clone());
        }
        let guard = |((scope, actions), at): ((Scope, ActionSet), u32)| {
            let actions = actions.intersection(gated());
            (!actions.is_empty()).then(|| Guard { scope, actions, letting: letting.remove(&at).unwrap_or_default() })
        };
        Self(policies.scopes().zip(0..).filter_map(guard).collect())
    }

    /// What is withheld of a grant of somebody's own policies, by where it is let in: nothing where each role and key that it names
    /// lets in whatever the grant itself does.
    pub(in crate::access) fn withheld(&self, grant: &Grant) -> Vec<Withheld> {
        let own = &grant.clause;
        let named = on_gates(&grant.actions.clone().intersection(gated()), &own.scope);
        if grant.has_consent() || named.is_empty() {
            return Vec::new();
        }
        let about: Vec<&Guard> = self.0.iter().filter(|guard| guard.scope.overlaps(&own.scope)).collect();
        let (mut guarded, mut withheld) = (ActionSet::new(), ActionSet::new());
        for guard in &about {
            let mut left = guard.actions.clone();
            guarded.union_with(&left);
            for clause in guard.letting.iter().filter(|clause| implies(&own.demands, &clause.demands)) {
                left.subtract(&clause.actions);
            }
            withheld.union_with(&left);
        }
        // Where nothing of this account is named, nothing lets in.
        let withheld = named.clone().minus(&guarded).union(&withheld).intersection(&named);
        let letting: Vec<&Arc<Clause>> = about.iter().flat_map(|guard| &guard.letting).collect();
        let mut by_letting: BTreeMap<Vec<usize>, ActionSet> = BTreeMap::new();
        for action in withheld.iter() {
            let lets = (0..letting.len()).filter(|at| letting.get(*at).is_some_and(|clause| clause.actions.contains(action)));
            by_letting.entry(lets.collect()).or_default().insert(action);
        }
        let of = |(lets, actions): (Vec<usize>, ActionSet)| {
            let clauses: Vec<&Arc<Clause>> = lets.iter().filter_map(|at| letting.get(*at)).copied().collect();
            // What is done to aliases, too, no key's policy withholds on these.
            beside_gates(&actions, &own.scope).into_iter().map(move |(beside, actions)| Withheld {
                actions,
                let_in: let_in(clauses.iter().map(|clause| (clause.demands.as_slice(), clause.scope.clone())), beside).into(),
            })
        };
        by_letting.into_iter().flat_map(of).collect()
    }
}

/// Some actions by what else than roles and keys they take that a scope reaches, and of which no policy must let in: for what is
/// done to an alias, that alias.
fn beside_gates(actions: &ActionSet, scope: &Scope) -> BTreeMap<Vec<String>, ActionSet> {
    let mut beside: BTreeMap<Vec<String>, ActionSet> = BTreeMap::new();
    for action in actions.iter() {
        let service = action.service_id().service();
        let taken = action.action().into_iter().flat_map(|action| &action.resources).map(|taken| taken.resource_type);
        let others = taken.filter(|kind| !is_gate(kind)).filter_map(|kind| Some(service?.resource_type(kind)?.any()));
        let reached = others.filter(|form| scope.overlaps(&Scope::any_of(form))).collect();
        beside.entry(reached).or_default().insert(action);
    }
    beside
}

/// Whether the policies of a type's resources must let in.
fn is_gate(kind: &str) -> bool {
    matches!(kind, "role" | "key")
}

/// Those of some actions for which a scope may name a role or key: an alias has no policy that must let in.
fn on_gates(actions: &ActionSet, scope: &Scope) -> ActionSet {
    if scope.is_negated() {
        return actions.clone();
    }
    let mut kept = ActionSet::new();
    for service in actions.services() {
        let Some(types) = service.service().and_then(ResourceTypes::known) else { continue };
        let mut named = scope.patterns().iter().flat_map(|pattern| types.named_by(pattern));
        if scope.is_everything() || named.any(is_gate) {
            actions.of_service(service).for_each(|action| kept.insert(action));
        }
    }
    kept
}

/// Where clauses let in, by their conditions, and where no policy must.
fn let_in<'a>(clauses: impl Iterator<Item = (&'a [Demand], Scope)>, beside: Vec<String>) -> Vec<LetIn> {
    let mut by_demands: BTreeMap<&[Demand], Vec<Scope>> = BTreeMap::new();
    for (demands, scope) in clauses {
        by_demands.entry(demands).or_default().push(scope);
    }
    let of = |(demands, scopes): (&[Demand], Vec<Scope>)| {
        let (first, others) = scopes.split_first()?;
        Some(LetIn { scope: first.with(others), demands: demands.to_vec() })
    };
    let beside = beside.into_iter().map(|form| LetIn { scope: Scope::any_of(&form), demands: Vec::new() });
    by_demands.into_iter().filter_map(of).chain(beside).collect()
}
