//! What was granted before in the same way.

use std::sync::Arc;

use crate::access::clauses::address::{Addresses, ByAddress};
use crate::access::clauses::clause::Clause;
use crate::access::clauses::reach::{Grant, Reach};

/// The grants of before by their statement.
pub(in crate::access) struct Before<'a> {
    from: &'a Reach,
    to: &'a Reach,
    /// The statements of the grants that were not there before, where that is known.
    alone: Option<Addresses<*const Clause>>,
    /// Those of before, where it is not.
    grants: ByAddress<*const Clause, &'a Grant>,
    bounded_alike: bool,
}

impl<'a> Before<'a> {
    pub fn of(from: &'a Reach, to: &'a Reach) -> Self {
        let alone = to.alone.as_ref().map(|alone| alone.iter().map(Arc::as_ptr).collect());
        let grants = from.grants.iter().filter(|_| alone.is_none());
        let grants = grants.map(|grant| (Arc::as_ptr(&grant.clause), grant)).collect();
        Self { from, to, alone, grants, bounded_alike: are_bounded_alike(from, to) }
    }

    /// Whether this was granted before, and the same was cut off it: by the same denials, and within the same boundary or one
    /// that lets it through altogether.
    pub fn has(&self, grant: &Grant) -> bool {
        if let Some(alone) = &self.alone {
            return !alone.contains(&Arc::as_ptr(&grant.clause));
        }
        let clause = |reach: &'a Reach, at: &usize| reach.denials.get(*at).map(|denial| Arc::as_ptr(&denial.clause));
        let are_same =
            |before: &[usize], now: &[usize]| before.iter().map(|at| clause(self.from, at)).eq(now.iter().map(|at| clause(self.to, at)));
        let is_bounded_alike =
            |before: &Grant| self.bounded_alike || before.bounded.is_empty() && grant.bounded.is_empty() && before.actions == grant.actions;
        self.grants.get(&Arc::as_ptr(&grant.clause)).is_some_and(|before| {
            are_same(&before.excepted, &grant.excepted) && are_same(&before.denied, &grant.denied) && is_bounded_alike(before)
        })
    }
}

/// Whether both sides have the same boundary.
pub(in crate::access) fn are_bounded_alike(from: &Reach, to: &Reach) -> bool {
    match (&from.bounds, &to.bounds) {
        (Some(one), Some(other)) => one.len() == other.len() && one.iter().zip(other).all(|(one, other)| Arc::ptr_eq(one, other)),
        (None, None) => true,
        _ => false,
    }
}
