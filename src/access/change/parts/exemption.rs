//! A part of which something is not gained or lost.

use crate::access::clauses::demand::Demand;
use crate::access::clauses::scope::Scope;

/// A part of the resources of a shift that is not gained or lost.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Exempt {
    /// The part.
    pub scope: Scope,
    /// Why it is not.
    pub why: Exemption,
    /// Whether none of it is; otherwise some of it may be, under conditions or for some of the actions.
    pub is_certain: bool,
    /// The conditions under which it is not, where these alone make it uncertain.
    pub under: Vec<Demand>,
}

impl Exempt {
    /// Whether it is exempt under conditions on all of a scope.
    pub(in crate::access) fn is_of_all(&self, scope: &Scope) -> bool {
        !self.under.is_empty() && self.scope == *scope
    }
}

/// Why a part is not gained or lost.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Exemption {
    /// Something else allows it, before or still.
    Allowed,
    /// It is denied there, still or before.
    Denied,
}

/// Without what is exempt in part where all of it is for another reason.
pub(in crate::access) fn without_parts_of_exempt(exempt: Vec<Exempt>) -> Vec<Exempt> {
    let certain: Vec<Scope> = exempt.iter().filter(|exempt| exempt.is_certain).map(|exempt| exempt.scope.clone()).collect();
    let is_exempt = |scope: &Scope| certain.iter().any(|certain| certain.covers(scope));
    let each = |scope: &Scope| !scope.is_negated() && (0..scope.patterns().len()).all(|at| is_exempt(&scope.part(&[at])));
    let is_told = |one: &Exempt| one.is_certain || !one.under.is_empty() || !(is_exempt(&one.scope) || each(&one.scope));
    exempt.into_iter().filter(is_told).collect()
}
