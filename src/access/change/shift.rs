//! Actions on resources that are gained, or lost.

use std::collections::HashMap;

use super::exempt::Exempt;
use crate::access::clauses::demand::{Demand, implies};
use crate::access::clauses::scope::Scope;
use crate::policy::actions::ActionSet;

/// Actions on resources that are gained, or lost.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Shift {
    /// The actions.
    pub actions: ActionSet,
    /// The resources.
    pub scope: Scope,
    /// The conditions under which the access holds, or held.
    pub demands: Vec<Demand>,
    /// The conditions of the denial that goes, or comes, where it is by that.
    pub denied_under: Vec<Demand>,
    /// The parts of the resources of which that is not so.
    pub exempt: Vec<Exempt>,
    /// Whether all of it is gained or lost; otherwise some of it may be.
    pub is_certain: bool,
}

/// Tells actions on a scope, those that are not certain apart. Of these it is not told what is exempt perhaps, too.
pub(in crate::access) fn push(
    actions: ActionSet,
    unsure: &ActionSet,
    scope: &Scope,
    demands: &[Demand],
    exempt: &[Exempt],
    found: &mut Vec<Shift>,
) {
    let certain = actions.clone().minus(unsure);
    for (actions, is_certain) in [(certain, true), (actions.intersection(unsure), false)] {
        if !actions.is_empty() {
            let exempt = exempt.iter().filter(|exempt| is_certain || exempt.is_certain).cloned().collect();
            found.push(Shift { actions, scope: scope.clone(), demands: demands.to_vec(), denied_under: Vec::new(), exempt, is_certain });
        }
    }
}

/// Shifts on the same resources under the same conditions in one.
pub(in crate::access) fn merged(found: Vec<Shift>) -> Vec<Shift> {
    let mut merged: Vec<Shift> = Vec::new();
    let mut places: HashMap<Shift, usize> = HashMap::with_capacity(found.len());
    for shift in found {
        let same = Shift { actions: ActionSet::new(), ..shift.clone() };
        let place = *places.entry(same).or_insert(merged.len());
        match merged.get_mut(place) {
            Some(other) => other.actions.union_with(&shift.actions),
            None => merged.push(shift),
        }
    }
    merged
}

/// The same without the perhaps of what is told for certain besides.
pub(super) fn without_told(shifts: Vec<Shift>) -> Vec<Shift> {
    let told = |shift: &Shift| {
        let has = |other: &&Shift| {
            let is_whole = other.is_certain && other.exempt.is_empty();
            is_whole && other.scope.covers(&shift.scope) && implies(&shift.demands, &other.demands)
        };
        shifts.iter().filter(has).fold(ActionSet::new(), |told, other| told.union(&other.actions))
    };
    let told: Vec<ActionSet> = shifts.iter().map(|shift| if shift.is_certain { ActionSet::new() } else { told(shift) }).collect();
    let left = shifts.into_iter().zip(told).map(|(shift, told)| Shift { actions: shift.actions.clone().minus(&told), ..shift });
    left.filter(|shift| !shift.actions.is_empty()).collect()
}
