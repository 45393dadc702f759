//! What is told of several patterns alike, in one sentence.

use super::exempt::Exempt;
use super::shift::Shift;
use crate::access::clauses::clause::gated;
use crate::access::clauses::scope::Scope;

/// What is told of several roles or keys alike, or of several patterns because of one denial or grant, in one.
pub(in crate::access) fn joined(shifts: Vec<Shift>) -> Vec<Shift> {
    let mut joined: Vec<(Shift, Vec<Scope>)> = Vec::new();
    for shift in shifts {
        let is_same = |(other, _): &(Shift, Vec<Scope>)| {
            let is_about_same = (&other.actions, &other.demands, other.is_certain) == (&shift.actions, &shift.demands, shift.is_certain);
            let is_by_same = other.denied_under == shift.denied_under && are_same(&other.exempt, &shift.exempt);
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
        let of_all = |exempt: Exempt| if exempt.under.is_empty() { exempt } else { Exempt { scope: scope.clone(), ..exempt } };
        Shift { exempt: shift.exempt.into_iter().map(of_all).collect(), scope: scope.clone(), ..shift }
    };
    joined.into_iter().map(whole).collect()
}

/// Whether the same is exempt. What is so under conditions is so on all that it is told of.
fn are_same(one: &[Exempt], other: &[Exempt]) -> bool {
    let is_same = |(one, other): (&Exempt, &Exempt)| {
        let why = |exempt: &Exempt| (exempt.why, exempt.is_certain, exempt.under.clone());
        why(one) == why(other) && (!one.under.is_empty() || one.scope == other.scope)
    };
    one.len() == other.len() && one.iter().zip(other).all(is_same)
}
