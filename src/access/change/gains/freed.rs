//! What one set of policies denies and another does not: a guard that goes, though nobody may do yet what it kept from them.

use std::borrow::Cow;
use std::sync::Arc;

use super::shift::{Shift, merged, push};
use crate::access::change::parts::exempt::ByExempt;
use crate::access::change::parts::part::{Part, undenied};
use crate::access::clauses::address::Addresses;
use crate::access::clauses::clause::Clause;
use crate::access::clauses::demand::implies;
use crate::access::clauses::one_resource::OneResource;
use crate::access::clauses::reach::Reach;
use crate::access::clauses::scope::Scope;
use crate::account::Account;
use crate::account::entity::EntityKey;

/// The resources and roles of a change that are not there then: of these it does not count that anything is denied no longer.
pub(in crate::access) fn gone(before: &Account, after: &Account, changed: &[EntityKey]) -> Vec<Scope> {
    let is_there = |on: &OneResource| on.arns.first().is_some_and(|arn| after.resource_with_arn(arn).is_some());
    let of = |key: &EntityKey| match key {
        EntityKey::Role(id) if after.role(*id).is_none() => Some(OneResource::of_role(before, before.role(*id)?)),
        EntityKey::Resource(key) => Some(OneResource::of_estate(before, key)).filter(|on| !is_there(on)),
        _ => None,
    };
    changed.iter().filter_map(of).map(|on| on.scope()).collect()
}

/// What `from` denies and `to` does not, as far as it is not gained by that.
pub(in crate::access) fn freed(from: &Reach, to: &Reach, gained: &[Shift]) -> Vec<Shift> {
    let mut found = Vec::new();
    let kept: Addresses<*const Clause> = to.denials.iter().map(|denial| Arc::as_ptr(&denial.clause)).collect();
    for by in from.denials.iter().map(|denial| &denial.clause).filter(|clause| !kept.contains(&Arc::as_ptr(clause))) {
        let still: Vec<&Clause> = to.denials.iter().map(|denial| &*denial.clause).filter(|still| still.scope.overlaps(&by.scope)).collect();
        let mut actions = by.actions.clone();
        for still in &still {
            // Where what stays is denied under a condition of its own, it is settled what is denied no longer.
            if still.scope.covers(&by.scope) && implies(&by.demands, &still.demands) {
                actions.subtract(&still.actions);
            }
        }
        let part = Part { actions, scope: Cow::Borrowed(&by.scope), demands: by.demands.clone() };
        for mut part in undenied(still.iter().copied(), part) {
            let is_exempt = |gain: &Shift| gain.exempt.iter().any(|exempt| exempt.is_certain && exempt.scope.overlaps(&part.scope));
            for gain in gained.iter().filter(|gain| gain.scope.covers(&part.scope) && !is_exempt(gain)) {
                part.actions.subtract(&gain.actions);
            }
            let mut by_exempt = ByExempt::new(part.actions, &part.scope, &part.demands);
            by_exempt.denied(still.iter().copied());
            let unsure = by_exempt.unsure().clone();
            for (actions, exempt) in by_exempt.parts() {
                push(actions, &unsure, &part.scope, &part.demands, &exempt, &mut found);
            }
        }
    }
    merged(found)
}
