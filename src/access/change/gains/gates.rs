//! Roles and KMS keys, whose own policies must let in whomever the policies of users and roles let.

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
