//! What one set of policies denies and another does not: a guard that goes, though nobody may do yet what it kept from them.

use std::collections::HashSet;
use std::sync::Arc;

use super::clause::Clause;
use super::demand::implies;
use super::reach::Reach;
use super::shift::{Shift, merged, push};
use crate::policy::actions::ActionSet;

/// What `from` denies and `to` does not, as far as it is not gained by that.
pub(super) fn freed(from: &Reach, to: &Reach, gained: &[Shift]) -> Vec<Shift> {
    let mut found = Vec::new();
    let kept: HashSet<*const Clause> = to.denials.iter().map(|denial| Arc::as_ptr(&denial.clause)).collect();
    for by in from.denials.iter().map(|denial| &denial.clause).filter(|clause| !kept.contains(&Arc::as_ptr(clause))) {
        let (mut actions, mut unsure) = (by.actions.clone(), ActionSet::new());
        for still in to.denials.iter().map(|denial| &denial.clause).filter(|still| still.scope.overlaps(&by.scope)) {
            // Where neither of two conditions holds whenever the other does, their texts don't tell under which more is denied.
            let is_narrower = implies(&still.demands, &by.demands) && !implies(&by.demands, &still.demands);
            if still.scope.covers(&by.scope) && !is_narrower { actions.subtract(&still.actions) } else { unsure.union_with(&still.actions) }
        }
        for gain in gained.iter().filter(|gain| gain.scope.covers(&by.scope)) {
            actions.subtract(&gain.actions);
        }
        unsure.intersect_with(&actions);
        push(actions, &unsure, &by.scope, &by.demands, &mut found);
    }
    merged(found)
}
