//! What one set of policies grants and another does not.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::clause::{Clause, gated};
use super::demand::{Demand, implies};
use super::reach::{Grant, Reach};
use super::scope::Scope;
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
    /// Whether all of it is gained or lost; otherwise some of it may be.
    pub is_certain: bool,
}

/// What `to` grants that `from` does not. Nothing is left out; what may be granted by `from` after all is not certain.
///
/// Mostly few statements differ: grants that are the same on both sides are not compared with all others.
pub(super) fn shifts(from: &Reach, to: &Reach) -> Vec<Shift> {
    let mut found = Vec::new();
    let before = Before::of(from, to);
    let mut seen = HashSet::new();
    for grant in &to.grants {
        // Through several groups one may have the same statement several times.
        if !seen.insert(Arc::as_ptr(&grant.clause)) || before.has(grant) {
            continue;
        }
        let mut remaining = grant.actions.clone();
        for other in &from.grants {
            if other.clause.has_none_of(&remaining) || other.actions.is_disjoint(&remaining) || !is_at_least(other, grant) {
                continue;
            }
            let covered = remaining.clone().intersection(&other.actions).minus(&bounded_otherwise(from, to, other));
            lifted(from, to, grant, other, &covered, &mut found);
            remaining.subtract(&covered);
        }
        push_remaining(from, to, grant, remaining, &mut found);
    }
    merged(found)
}

/// Whether a grant reaches all that another does, but for what is cut off it.
fn is_at_least(grant: &Grant, other: &Grant) -> bool {
    grant.clause.scope.covers(&other.clause.scope) && implies(&other.clause.demands, &grant.clause.demands)
}

/// The actions of a grant that its boundary lets through in part, where the boundary of the other side is not the same.
fn bounded_otherwise(from: &Reach, to: &Reach, grant: &Grant) -> ActionSet {
    if are_bounded_alike(from, to) { ActionSet::new() } else { grant.bounded.clone() }
}

/// Whether both sides have the same boundary.
fn are_bounded_alike(from: &Reach, to: &Reach) -> bool {
    match (&from.bounds, &to.bounds) {
        (Some(one), Some(other)) => one.len() == other.len() && one.iter().zip(other).all(|(one, other)| Arc::ptr_eq(one, other)),
        (None, None) => true,
        _ => false,
    }
}

/// The grants of before by their statement.
struct Before<'a> {
    from: &'a Reach,
    to: &'a Reach,
    grants: HashMap<*const Clause, &'a Grant>,
    bounded_alike: bool,
}

impl<'a> Before<'a> {
    fn of(from: &'a Reach, to: &'a Reach) -> Self {
        let grants = from.grants.iter().map(|grant| (Arc::as_ptr(&grant.clause), grant)).collect();
        Self { from, to, grants, bounded_alike: are_bounded_alike(from, to) }
    }

    /// Whether this was granted before, and the same was cut off it.
    fn has(&self, grant: &Grant) -> bool {
        let cuts = |reach: &'a Reach, grant: &Grant| -> Vec<*const Clause> {
            grant.excepted.iter().filter_map(|at| reach.denials.get(*at)).map(|denial| Arc::as_ptr(&denial.clause)).collect()
        };
        self.grants.get(&Arc::as_ptr(&grant.clause)).is_some_and(|before| {
            before.actions == grant.actions
                && before.bounded == grant.bounded
                && (self.bounded_alike || grant.bounded.is_empty())
                && cuts(self.from, before) == cuts(self.to, grant)
        })
    }
}

/// The denials that took a part of what both grant, and do so no more.
fn lifted(from: &Reach, to: &Reach, grant: &Grant, other: &Grant, covered: &ActionSet, found: &mut Vec<Shift>) {
    for denial in other.excepted.iter().filter_map(|at| from.denials.get(*at)) {
        let by = &denial.clause;
        if by.actions.is_disjoint(covered) || !by.scope.overlaps(&grant.clause.scope) {
            continue;
        }
        let mut lifted = covered.clone().intersection(&by.actions);
        for still in grant.excepted.iter().filter_map(|at| to.denials.get(*at)).map(|denial| &denial.clause) {
            if still.scope.covers(&by.scope) && implies(&by.demands, &still.demands) {
                lifted.subtract(&still.actions);
            }
        }
        let (scope, is_exact) = if grant.clause.scope.covers(&by.scope) { (&by.scope, true) } else { (&by.scope, false) };
        let (scope, is_exact) =
            if is_exact || !by.scope.covers(&grant.clause.scope) { (scope, is_exact) } else { (&grant.clause.scope, true) };
        let mut unsure = if is_exact && by.demands.is_empty() { unsure_of(to, grant, scope) } else { lifted.clone() };
        unsure.intersect_with(&lifted);
        push(lifted, &unsure, scope, &grant.clause.demands, found);
    }
}

fn push_remaining(from: &Reach, to: &Reach, grant: &Grant, remaining: ActionSet, found: &mut Vec<Shift>) {
    if remaining.is_empty() {
        return;
    }
    let scope = &grant.clause.scope;
    let mut unsure = unsure_of(to, grant, scope);
    for other in from.grants.iter().filter(|other| other.clause.scope.overlaps(scope)) {
        unsure.union_with(&other.actions);
    }
    unsure.intersect_with(&remaining);
    push(remaining, &unsure, scope, &grant.clause.demands, found);
}

/// The actions of a grant that may not be allowed on all of a scope.
fn unsure_of(reach: &Reach, grant: &Grant, scope: &Scope) -> ActionSet {
    // A variable may have no value.
    if !grant.clause.demands.is_empty() || scope.has_variables() {
        return ActionSet::all();
    }
    let mut unsure = grant.bounded.clone().union(gated());
    for denial in grant.excepted.iter().filter_map(|at| reach.denials.get(*at)).filter(|denial| denial.clause.scope.overlaps(scope)) {
        unsure.union_with(&denial.clause.actions);
    }
    unsure
}

fn push(actions: ActionSet, unsure: &ActionSet, scope: &Scope, demands: &[Demand], found: &mut Vec<Shift>) {
    let certain = actions.clone().minus(unsure);
    for (actions, is_certain) in [(certain, true), (actions.intersection(unsure), false)] {
        if !actions.is_empty() {
            found.push(Shift { actions, scope: scope.clone(), demands: demands.to_vec(), is_certain });
        }
    }
}

/// Shifts on the same resources under the same conditions in one.
fn merged(found: Vec<Shift>) -> Vec<Shift> {
    let mut merged: Vec<Shift> = Vec::new();
    for shift in found {
        let same =
            |other: &&mut Shift| (&other.scope, &other.demands, other.is_certain) == (&shift.scope, &shift.demands, shift.is_certain);
        match merged.iter_mut().find(same) {
            Some(other) => other.actions.union_with(&shift.actions),
            None => merged.push(shift),
        }
    }
    merged
}
