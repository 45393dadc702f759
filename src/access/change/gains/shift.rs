//! Actions on resources that are gained, or lost.

use std::collections::HashMap;
use std::hash::Hash;

use crate::access::change::parts::exemption::Exempt;
use crate::access::clauses::beginnings::Beginnings;
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
    if found.len() < 2 {
        return found;
    }
    let mut known = HashMap::with_capacity(found.len());
    let places: Vec<usize> = found
        .iter()
        .map(|shift| {
            let next = known.len();
            *known.entry(shift.but_actions()).or_insert(next)
        })
        .collect();
    let mut merged: Vec<Shift> = Vec::with_capacity(known.len());
    drop(known);
    for (shift, place) in found.into_iter().zip(places) {
        match merged.get_mut(place) {
            Some(other) => other.actions.union_with(&shift.actions),
            None => merged.push(shift),
        }
    }
    merged
}

impl Shift {
    /// All that it says but of which actions.
    pub(super) fn but_actions(&self) -> impl Eq + Hash + use<'_> {
        (&self.scope, &self.demands, &self.denied_under, &self.exempt, self.is_certain)
    }
}

impl Shift {
    /// Whether some of another's actions need not be told beside this: it tells as much of them, of all those resources, and as
    /// surely.
    pub(super) fn tells(&self, other: &Self) -> bool {
        let is_same = |own: &Exempt, by: &Exempt| (own.why, own.is_certain, &own.under) == (by.why, by.is_certain, &by.under);
        let leaves_out = |exempt: &Exempt| {
            // What is so in part, the other may tell.
            let is_in_part = !exempt.is_certain && exempt.under.is_empty() && !other.is_certain;
            let has_all = |own: &Exempt| own.scope.covers(&exempt.scope) || own.scope.covers(&other.scope);
            !is_in_part && exempt.scope.overlaps(&other.scope) && !other.exempt.iter().any(|own| is_same(own, exempt) && has_all(own))
        };
        let is_about = !self.actions.is_disjoint(&other.actions) && self.has_all_of(other);
        is_about && self.is_as_sure_as(other) && !self.exempt.iter().any(leaves_out)
    }

    /// Whether it has all resources that another tells something of.
    fn has_all_of(&self, other: &Self) -> bool {
        let is_left = |exempt: &Exempt| exempt.is_certain && exempt.scope.opposite().is_some_and(|left| self.scope.covers(&left));
        self.scope.covers(&other.scope) || other.exempt.iter().any(is_left)
    }

    /// Whether it is as certain as another, wherever that is. Of what is not, the conditions are those of one grant or denial, be it
    /// there or gone.
    fn is_as_sure_as(&self, other: &Self) -> bool {
        if self.is_certain {
            return implies(&other.demands, &self.demands);
        }
        let is_asked = |demand: &Demand| {
            let demand = std::slice::from_ref(demand);
            implies(&other.demands, demand) || implies(&other.denied_under, demand)
        };
        !other.is_certain && self.demands.iter().chain(&self.denied_under).all(is_asked)
    }
}

/// The same without what another tells for certain besides, of more.
pub(in crate::access) fn without_told(shifts: Vec<Shift>) -> Vec<Shift> {
    let beginnings = Beginnings::of(shifts.iter().map(|shift| &shift.scope));
    let told = |(at, shift): (usize, &Shift)| {
        // Of two that tell the same the first is kept.
        let tells = |(place, one): &(usize, &Shift)| *place != at && one.tells(shift) && (*place < at || !shift.tells(one));
        let meeting = beginnings.may_meet(&shift.scope).into_iter().filter_map(|place| Some((place, shifts.get(place)?)));
        meeting.filter(tells).fold(ActionSet::new(), |told, (_, one)| told.union(&one.actions))
    };
    let told: Vec<ActionSet> = shifts.iter().enumerate().map(told).collect();
    let left = shifts.into_iter().zip(told).map(|(shift, told)| Shift { actions: shift.actions.clone().minus(&told), ..shift });
    left.filter(|shift| !shift.actions.is_empty()).collect()
}
