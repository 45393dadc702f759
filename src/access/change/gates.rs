//! Roles and KMS keys, whose own policies must let in whomever the policies of users and roles let.

use super::shift::Shift;
use crate::access::clauses::clause::gated;
use crate::access::clauses::reach::{Grant, Reach};
use crate::access::clauses::scope::Scope;
use crate::policy::request::Arn;

impl Reach {
    /// Leaves what a role or key of this account must consent to where it does so: what the policies of users and roles name of
    /// them comes to nothing by itself.
    pub(in crate::access) fn leave_to_gates(&mut self, account: &str) {
        let is_left =
            |grant: &&mut Grant| !grant.has_consent() && !grant.actions.is_disjoint(gated()) && grant.clause.scope.is_of_gates(account);
        for grant in self.grants.iter_mut().filter(is_left) {
            grant.actions.subtract(gated());
            grant.bounded.subtract(gated());
        }
    }
}

impl Scope {
    /// Whether all of it are roles and keys of an account.
    fn is_of_gates(&self, account: &str) -> bool {
        let is_gate = |text: &String| {
            let is_kind = |arn: Arn<'_>| ["role/", "key/"].iter().any(|kind| arn.resource.starts_with(kind));
            Arn::parse(text).is_ok_and(|arn| arn.account == account && is_kind(arn))
        };
        !self.is_negated() && self.texts().iter().all(is_gate)
    }
}

/// What is told of several roles or keys alike, in one.
pub(in crate::access) fn joined(shifts: Vec<Shift>) -> Vec<Shift> {
    let mut joined: Vec<(Shift, Vec<Scope>)> = Vec::new();
    for shift in shifts {
        let is_same = |(other, _): &(Shift, Vec<Scope>)| {
            let is_about_same = (&other.actions, &other.demands, other.is_certain) == (&shift.actions, &shift.demands, shift.is_certain);
            is_about_same && other.denied_under == shift.denied_under && other.exempt.is_empty() && other.scope.lists_resources()
        };
        let is_listed = shift.exempt.is_empty() && shift.scope.lists_resources() && shift.actions.is_subset(gated());
        match joined.iter_mut().find(|other| is_listed && is_same(other)) {
            Some((_, others)) => others.push(shift.scope),
            None => joined.push((shift, Vec::new())),
        }
    }
    joined.into_iter().map(|(shift, others)| Shift { scope: shift.scope.with(&others), ..shift }).collect()
}
