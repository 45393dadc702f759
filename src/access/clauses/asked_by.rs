//! Clauses as they come to something else for one who asks.

use std::sync::Arc;

use super::asks::Asks;
use super::clause::{Clause, Clauses};
use super::reads::Reads;
use crate::policy::compiled::Policy;

/// Clauses for one who asks. What policies look at of that is read once for all that look at the same.
pub(in crate::access) struct AskedBy<'a> {
    clauses: &'a mut Clauses,
    asks: Option<&'a Asks>,
    readings: Vec<(Arc<Reads>, usize)>,
}

impl AskedBy<'_> {
    /// The clauses of a policy, in the order of its statements.
    pub(in crate::access) fn of(&mut self, policy: &Policy) -> Arc<[Arc<Clause>]> {
        let Some(asks) = self.asks else { return self.clauses.of(policy) };
        let reads = self.clauses.reads.of(policy.rules());
        let known = self.readings.iter().find(|(known, _)| Arc::ptr_eq(known, &reads)).map(|(_, reading)| *reading);
        let reading = known.unwrap_or_else(|| {
            let next = self.clauses.readings.len();
            let reading = *self.clauses.readings.entry((asks.reading(&reads), asks.on.clone())).or_insert(next);
            self.readings.push((reads, reading));
            reading
        });
        self.clauses.asked(policy, asks, reading)
    }
}

impl Clauses {
    /// The same for somebody who asks.
    pub(in crate::access) fn asked_by<'a>(&'a mut self, asks: Option<&'a Asks>) -> AskedBy<'a> {
        AskedBy { clauses: self, asks, readings: Vec::new() }
    }
}
