//! What statements grant in vain, and what stands against each.

use std::collections::{BTreeMap, BTreeSet};

use super::WhatCan;
use super::cuts::{Cut, CutBy};
use crate::access::clauses::reach::Grant;
use crate::catalog::AccessLevel;
use crate::policy::actions::{ActionId, ActionSet, ServiceId};
use crate::policy::decision::Place;

/// Actions that a statement grants and that nobody has by it, whatever the circumstances.
#[derive(Clone, Debug)]
pub struct InVain {
    /// The statement.
    pub place: Place,
    /// The actions.
    pub actions: ActionSet,
    /// What stands against it; never nothing.
    pub by: Vec<Cut>,
    /// A grant of the statement.
    pub(super) grant: usize,
}

impl WhatCan {
    /// What is granted in vain, by statement: denied altogether, or kept back under all its conditions, so that no row of the statement
    /// tells of it. What a boundary does not name at all is not told so.
    pub fn in_vain(&self) -> Vec<InVain> {
        let mut by_place: BTreeMap<Place, Vec<(usize, &Grant)>> = BTreeMap::new();
        for (at, grant) in self.reach.grants.iter().enumerate() {
            by_place.entry(grant.place).or_default().push((at, grant));
        }
        by_place.into_values().filter_map(|grants| self.in_vain_of(&grants)).collect()
    }

    /// The same of one statement, by its grants.
    fn in_vain_of(&self, grants: &[(usize, &Grant)]) -> Option<InVain> {
        let (at, first) = *grants.first()?;
        let all =
            |of: &dyn Fn(usize, &Grant) -> ActionSet| grants.iter().fold(ActionSet::new(), |all, (at, grant)| all.union(&of(*at, grant)));
        let never = all(&|at, _| self.never.get(at).cloned().unwrap_or_default());
        let left = all(&|at, grant| self.given(at, grant));
        let mut standing: Vec<usize> = grants.iter().flat_map(|(_, grant)| grant.denied.iter().chain(&grant.excepted)).copied().collect();
        standing.sort_unstable();
        standing.dedup();
        let denials = || standing.iter().filter_map(|at| self.reach.denials.get(*at));
        let of_grants = &first.clause.actions;
        let denied = grants.iter().flat_map(|(_, grant)| &grant.denied).filter_map(|at| self.reach.denials.get(*at));
        let denied = denied.fold(ActionSet::new(), |denied, denial| denied.union(&denial.clause.actions));
        let vain = denied.intersection(of_grants).union(&never).minus(&left);
        let told: BTreeSet<_> = vain.services().flat_map(|service| left.of_service(service)).map(level_of).collect();
        let actions: ActionSet = vain.iter().filter(|action| !told.contains(&level_of(*action))).collect();
        let against = denials().filter_map(|denial| {
            let clause = &denial.clause;
            let cut = clause.actions.clone().intersection(&actions);
            (!cut.is_empty()).then(|| Cut {
                by: CutBy::Statement(denial.place),
                actions: cut,
                scope: Some(clause.scope.clone()),
                demands: clause.demands.clone(),
                is_whole: true,
            })
        });
        let kept_back = all(&|_, grant| grant.bounded.clone()).intersection(&never).intersection(&actions);
        let kept_back = (!kept_back.is_empty()).then_some(Cut {
            by: CutBy::Boundary,
            actions: kept_back,
            scope: None,
            demands: Vec::new(),
            is_whole: true,
        });
        let by: Vec<Cut> = against.chain(kept_back).collect();
        (!by.is_empty()).then_some(InVain { place: first.place, actions, by, grant: at })
    }
}

/// What is one row.
fn level_of(action: ActionId) -> (ServiceId, Option<AccessLevel>) {
    (action.service_id(), action.action().map(|action| action.level))
}
