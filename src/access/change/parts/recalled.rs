//! What somebody's own policies exempt of a grant, for others who have the same: these hear something else of the policies of
//! resources, or are told apart by who they are.

use std::collections::HashMap;

use super::exemptions::Found;
use crate::access::clauses::address::address;
use crate::access::clauses::demand::Demand;
use crate::access::clauses::reach::{Grant, Reach};
use crate::access::clauses::scope::Scope;
use crate::policy::actions::ActionSet;

/// What was exempt for one of several who have the same policies, whose clauses are held as long as it is recalled.
#[derive(Default)]
pub(in crate::access) struct Recalled(HashMap<Key, Found>);

/// All that counts for what own policies exempt: clauses by where they lie.
#[derive(PartialEq, Eq, Hash)]
pub(super) struct Key {
    grant: usize,
    has_consent: bool,
    /// The part of the grant, and what it is denied by.
    part: (ActionSet, Scope, Vec<Demand>),
    denied_by: Vec<usize>,
    /// What is granted, and what cuts that.
    own: Vec<usize>,
    denials: Vec<usize>,
    bounds: Option<Vec<usize>>,
}

impl Recalled {
    /// What is exempt, worked out where it is not known yet.
    pub(super) fn of(&mut self, key: Key, new: impl FnOnce() -> Found) -> Found {
        self.0.entry(key).or_insert_with(new).clone()
    }
}

impl Key {
    /// Of a part of a grant with what it is denied by, and what own policies granted before.
    pub fn of(part: (ActionSet, Scope, Vec<Demand>), denied_by: &[usize], from: &Reach, own: &[&Grant], grant: &Grant) -> Self {
        Self {
            grant: address(&grant.clause),
            has_consent: grant.has_consent(),
            part,
            denied_by: denied_by.to_vec(),
            own: own.iter().map(|own| address(&own.clause)).collect(),
            denials: from.denials.iter().map(|denial| address(&denial.clause)).collect(),
            bounds: from.bounds.as_ref().map(|bounds| bounds.iter().map(address).collect()),
        }
    }
}
