//! What is told of several patterns alike, in one sentence.

use super::shift::Shift;
use crate::access::change::parts::exemption::{Exempt, without_parts_of_exempt};
use crate::access::clauses::clause::gated;
use crate::access::clauses::demand::implies;
use crate::access::clauses::scope::Scope;

/// What is told of several roles or keys alike, or of several patterns because of one denial or grant, in one.
pub(in crate::access) fn joined(shifts: Vec<Shift>) -> Vec<Shift> {
    let mut joined: Vec<(Shift, Vec<Scope>)> = Vec::new();
    for shift in shifts {
        let is_same = |(other, _): &(Shift, Vec<Scope>)| {
            let is_about_same = (&other.actions, &other.demands, other.is_certain) == (&shift.actions, &shift.demands, shift.is_certain);
            let is_by_same = other.denied_under == shift.denied_under && are_same(other, &shift);
            is_about_same && is_by_same && other.scope.lists_resources()
        };
        let has_cause = !shift.exempt.is_empty() || !shift.denied_under.is_empty();
        let is_listed = shift.scope.lists_resources() && (has_cause || shift.actions.is_subset(gated()));
        match joined.iter_mut().find(|other| is_listed && is_same(other)) {
            Some((_, others)) => others.push(shift.scope),
            None => joined.push((shift, Vec::new())),
        }
    }
    let whole = |(shift, others): (Shift, Vec<Scope>)| {
        let scope = shift.scope.with(&others);
        let of_all = |exempt: Exempt| if exempt.is_of_all(&shift.scope) { Exempt { scope: scope.clone(), ..exempt } } else { exempt };
        let exempt = without_parts_of_exempt(shift.exempt.into_iter().map(of_all).collect());
        by_values(Shift { exempt, scope: scope.clone(), ..shift })
    };
    joined.into_iter().map(whole).collect()
}

/// The same by the values of a condition that are new or gone, where it is told but for where another list of them is met.
fn by_values(mut shift: Shift) -> Shift {
    let own = [shift.demands.as_slice(), &shift.denied_under].concat();
    let values = |exempt: &Exempt| {
        let mut besides = exempt.under.iter().filter(|other| !implies(&own, std::slice::from_ref(*other)));
        let (Some(other), None) = (besides.next(), besides.next()) else { return None };
        own.iter().find_map(|demand| Some((demand.clone(), demand.but(other)?))).filter(|_| exempt.is_of_all(&shift.scope))
    };
    if let Some((at, (demand, by))) = shift.exempt.iter().enumerate().find_map(|(at, exempt)| Some((at, values(exempt)?))) {
        shift.exempt.remove(at);
        shift.denied_under.retain(|one| *one != demand);
        shift.demands.retain(|one| *one != demand);
        shift.demands.push(by);
        shift.demands.sort();
    }
    shift
}

/// Whether the same is exempt. What is so under conditions on all of the one is so on all of the other.
fn are_same(one: &Shift, other: &Shift) -> bool {
    let is_same = |(own, by): (&Exempt, &Exempt)| {
        let why = |exempt: &Exempt| (exempt.why, exempt.is_certain, exempt.under.clone());
        why(own) == why(by) && (own.scope == by.scope || own.is_of_all(&one.scope) && by.is_of_all(&other.scope))
    };
    one.exempt.len() == other.exempt.len() && one.exempt.iter().zip(&other.exempt).all(is_same)
}
