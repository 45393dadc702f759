//! What one set of policies grants and another does not, where many compare the same: of what is granted with the consent of
//! resources' policies it is worked out once for all of whom all that counts is the same. Most have no policy that is about roles.

use std::collections::HashMap;
use std::sync::Arc;

use super::before::Before;
use super::shift::{Shift, merged, without_told};
use super::shifts::granted_anew;
use crate::access::change::parts::recalled::Recalled;
use crate::access::clauses::clause::Clause;
use crate::access::clauses::reach::{Grant, Reach};
use crate::access::clauses::scope::Scope;
use crate::access::clauses::statements::Denial;
use crate::policy::actions::ActionSet;

/// What was worked out, by what it was worked out from.
#[derive(Default)]
pub(in crate::access) struct Consented {
    known: HashMap<Key, Known>,
}

/// What counts for what is granted anew with consent.
#[derive(PartialEq, Eq, Hash)]
struct Key {
    /// What is granted so.
    grants: Vec<*const Clause>,
    /// The other grants of the same actions on some of the same resources, with what makes one count otherwise, before and after.
    others: [Vec<(*const Clause, [bool; 3])>; 2],
    denials: [Vec<*const Clause>; 2],
    bounds: [Option<Vec<*const Clause>>; 2],
}

struct Known {
    shifts: Vec<Shift>,
    /// The same without what others of them tell.
    untold: Vec<Shift>,
    /// Held, since the key goes by where they lie.
    _clauses: Vec<Arc<Clause>>,
}

impl Consented {
    /// What `to` grants that `from` does not, as [`shifts`](super::shifts::shifts) finds it.
    pub fn shifts(&mut self, from: &Reach, to: &Reach, recalled: &mut Recalled) -> Vec<Shift> {
        let before = Before::of(from, to);
        let (consented, own): (Vec<&Grant>, Vec<&Grant>) =
            to.grants.iter().filter(|grant| !before.has(grant)).partition(|grant| grant.is_consented);
        let own = merged(granted_anew(from, to, own.into_iter(), recalled));
        if consented.is_empty() {
            return without_told(own);
        }
        let new = || {
            let shifts = merged(granted_anew(from, to, consented.iter().copied(), recalled));
            let untold = without_told(shifts.clone());
            Known { shifts, untold, _clauses: clauses(&[from, to]).cloned().collect() }
        };
        let known = self.known.entry(key([from, to], &consented)).or_insert_with(new);
        let is_apart = |own: &Shift| {
            known.shifts.iter().all(|shift| !own.tells(shift) && !shift.tells(own) && own.but_actions() != shift.but_actions())
        };
        if own.iter().all(is_apart) {
            return [without_told(own), known.untold.clone()].concat();
        }
        without_told(merged([own, known.shifts.clone()].concat()))
    }
}

/// All that counts for what is granted with consent.
fn key(sides: [&Reach; 2], consented: &[&Grant]) -> Key {
    let actions = consented.iter().fold(ActionSet::new(), |actions, grant| actions.union(&grant.clause.actions));
    let is_about = |clause: &Clause| !clause.has_none_of(&actions);
    let meets = |scope: &Scope| consented.iter().any(|grant| grant.clause.scope.overlaps(scope));
    let others = |reach: &Reach| {
        let about = reach.grants.iter().filter(|grant| is_about(&grant.clause) && (grant.is_consented || meets(&grant.clause.scope)));
        about.map(|grant| (Arc::as_ptr(&grant.clause), [grant.is_unbounded, grant.has_consent(), grant.is_consented])).collect()
    };
    let denials = |reach: &Reach| {
        let about = reach.denials.iter().filter(|denial| is_about(&denial.clause));
        about.map(|denial| Arc::as_ptr(&denial.clause)).collect()
    };
    let bounds = |reach: &Reach| reach.bounds.as_ref().map(|bounds| bounds.iter().map(Arc::as_ptr).collect());
    Key {
        grants: consented.iter().map(|grant| Arc::as_ptr(&grant.clause)).collect(),
        others: sides.map(others),
        denials: sides.map(denials),
        bounds: sides.map(bounds),
    }
}

fn clauses<'a>(sides: &[&'a Reach; 2]) -> impl Iterator<Item = &'a Arc<Clause>> {
    sides.iter().flat_map(|reach| {
        let granting = reach.grants.iter().map(|grant| &grant.clause);
        let denying = reach.denials.iter().map(|Denial { clause, .. }| clause);
        granting.chain(denying).chain(reach.bounds.iter().flatten())
    })
}
