//! What of policies has to do with what changes: all else comes to the same before and after.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::access::clauses::clause::{Clause, Clauses};
use crate::access::clauses::resource_policies::Heard;
use crate::policy::actions::ActionSet;
use crate::policy::compiled::{Policy, Rules};
use crate::policy::decision::Policies;

/// Leaves of policies what has to do with statements that are there before or after alone. Each document is looked through once for
/// the same such statements.
#[derive(Default)]
pub(in crate::access) struct Relevant {
    clauses: Clauses,
    /// By the statements that differ, which are held.
    left: HashMap<Vec<*const Clause>, (Vec<Arc<Clause>>, Left)>,
}

/// What is left of rules, which are held; `None` for nothing.
type Left = HashMap<*const Rules, (Arc<Rules>, Option<Arc<Rules>>)>;

impl Relevant {
    /// What of policies before and after has to do with what differs of them and of what is heard, each policy once. The boundary is left
    /// as it is, and everything is where there is none before or after: it bounds what it does not name.
    pub fn of(&mut self, policies: &[Policies; 2], heard: &[Arc<[Heard]>; 2]) -> [Policies; 2] {
        let [old, new] = policies;
        if old.boundary.is_empty() != new.boundary.is_empty() {
            return policies.clone();
        }
        let mut differing = self.differing([&old.identity, &new.identity]);
        differing.extend(self.differing([&old.boundary, &new.boundary]));
        let [was, is] = heard;
        let lacks =
            |heard: &[Heard], one: &Heard| !heard.iter().any(|other| Arc::ptr_eq(&other.clause, &one.clause) && other.named == one.named);
        if !Arc::ptr_eq(was, is) {
            let (gone, new) = (was.iter().filter(|one| lacks(is, one)), is.iter().filter(|one| lacks(was, one)));
            differing.extend(gone.chain(new).map(|one| one.clause.clone()));
        }
        // What gives or takes everything has to do with all: nothing needs to be looked through.
        let is_about_all = differing.iter().any(|clause| clause.scope.is_everything() && clause.actions == ActionSet::all());
        let key = differing.iter().map(Arc::as_ptr).collect();
        let Self { clauses, left } = self;
        let (differing, left) = left.entry(key).or_insert_with(|| (differing, Left::new()));
        let unnamed: Arc<str> = "".into();
        policies.each_ref().map(|policies| {
            let mut seen = HashSet::new();
            let once = policies.identity.iter().filter(|policy| seen.insert(Arc::as_ptr(policy.rules())));
            let of_policy = |policy: &Policy| {
                let rules = policy.rules();
                let new = || (rules.clone(), about(policy, &clauses.of(policy), differing));
                let left = if is_about_all { Some(rules) } else { left.entry(Arc::as_ptr(rules)).or_insert_with(new).1.as_ref() };
                Some(Policy::new(unnamed.clone(), left?.clone()))
            };
            Policies { identity: once.filter_map(of_policy).collect(), boundary: policies.boundary.clone(), ..Policies::default() }
        })
    }

    /// The statements that are in one of two lists of policies alone.
    fn differing(&mut self, [old, new]: [&[Policy]; 2]) -> Vec<Arc<Clause>> {
        let mut of_other = |own: &[Policy], other: &[Policy]| -> Vec<Arc<Clause>> {
            let mut seen: HashSet<*const Rules> = other.iter().map(|policy| Arc::as_ptr(policy.rules())).collect();
            let lacking = own.iter().filter(|policy| seen.insert(Arc::as_ptr(policy.rules())));
            lacking.flat_map(|policy| self.clauses.of(policy).to_vec()).collect()
        };
        let (gone, new) = (of_other(old, new), of_other(new, old));
        let lacks = |clauses: &[Arc<Clause>], one: &Clause| !clauses.iter().any(|other| other.says_the_same(one));
        gone.iter().filter(|one| lacks(&new, one)).chain(new.iter().filter(|one| lacks(&gone, one))).cloned().collect()
    }
}

/// What of a policy is about the same as these statements.
fn about(policy: &Policy, clauses: &[Arc<Clause>], differing: &[Arc<Clause>]) -> Option<Arc<Rules>> {
    let is_about = |clause: &Clause| differing.iter().any(|other| !other.is_apart_from(clause) && other.scope.overlaps(&clause.scope));
    // What the reference does not know is in no set.
    let kept: Vec<bool> = clauses.iter().map(|clause| is_about(clause) || !clause.unknown.is_empty()).collect();
    match kept.iter().filter(|kept| **kept).count() {
        0 => None,
        all if all == kept.len() => Some(policy.rules().clone()),
        _ => Some(policy.without_all(|at| kept.get(at) == Some(&false)).rules().clone()),
    }
}
