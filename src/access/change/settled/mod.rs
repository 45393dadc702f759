//! What patterns leave open of what is gained and lost: settled by asking the engine about a resource of every part.

mod becomes;
mod members;
mod patterns;
mod telling;

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

pub(in crate::access) use becomes::Turn;
use becomes::{Becomes, becomes};
use members::by_variables;
use telling::Telling;

use super::gains::shift::{Shift, merged, without_told};
use super::whom::alike::Alike;
use crate::access::asked::demanded::Met;
use crate::access::asked::division::{Division, scopes};
use crate::access::asked::units::{Unit, units};
use crate::access::asked::who::Who;
use crate::access::clauses::clause::{Clause, Clauses};
use crate::access::clauses::demand::Demand;
use crate::access::clauses::resource_policies::Said;
use crate::access::clauses::scope::Scope;
use crate::access::progress::{Cancelled, Progress};
use crate::account::Account;
use crate::account::id::UniqueId;
use crate::policy::decision::Policies;

/// So many decisions a review takes at most, however many groups of principals there are. Of 60,000 a review of a full account took
/// two to three seconds longer, by the bench.
const DECISIONS: usize = 10_000;

/// So many a group takes at most.
const OF_GROUP: usize = 6_000;

/// With fewer a group is hardly ever settled.
const FEWEST: usize = 40;

/// What it takes to divide an area, in decisions.
const DIVISION: usize = 8;

/// So many actions are sorted into units while one request is decided.
const SORTED: usize = 32;

/// So many units of actions are asked about for a shift.
const UNITS: usize = 48;

/// So many lists of conditions that may decide are tried.
const LISTS: usize = 12;

/// How many decisions each of some groups may take; `None` where that is too few to settle anything.
pub(in crate::access) fn share(groups: usize) -> Option<usize> {
    Some((DECISIONS / groups.max(1)).min(OF_GROUP)).filter(|share| *share >= FEWEST)
}

/// Whether nothing of a shift is open: what is told under conditions may never be. What variables stand for is asked where only some of
/// its patterns have them.
pub(in crate::access) fn is_settled(shift: &Shift) -> bool {
    let has_variables = shift.scope.has_variables();
    let is_certain = shift.is_certain && shift.demands.is_empty();
    is_certain && shift.exempt.iter().all(|exempt| exempt.is_certain && exempt.scope.has_variables() == has_variables)
}

/// What settles the shifts of one who asks, who stands for all that have equal policies.
pub(in crate::access) struct Settling<'a> {
    who: &'a Who<'a>,
    clauses: Vec<Arc<Clause>>,
    progress: &'a Progress,
    left: usize,
}

impl<'a> Settling<'a> {
    /// For one of whom all this is said, before and after, and who may take so many decisions.
    pub fn new(who: &'a Who<'a>, said: [Said<'_>; 2], clauses: &mut Clauses, left: usize, progress: &'a Progress) -> Self {
        Self { who, clauses: all_clauses(said, clauses), progress, left }
    }

    /// The shifts, with what was open of them settled as far as that can be.
    ///
    /// # Errors
    /// Where nobody wants to know any more.
    pub fn settle(&mut self, shifts: Vec<Shift>, turn: Turn) -> Result<Vec<Shift>, Cancelled> {
        if shifts.iter().all(is_settled) {
            return Ok(shifts);
        }
        let mut found = Vec::new();
        for shift in shifts {
            self.progress.go_on()?;
            let settled = if is_settled(&shift) { None } else { self.settled(&shift, turn) };
            match settled {
                Some(settled) => found.extend(settled),
                None => found.push(shift),
            }
        }
        Ok(without_told(merged(found)))
    }

    /// What is told instead of a shift; `None` where it stays as it is.
    fn settled(&mut self, shift: &Shift, turn: Turn) -> Option<Vec<Shift>> {
        let about: Vec<Arc<Clause>> = self.clauses.iter().filter(|clause| !clause.has_none_of(&shift.actions)).cloned().collect();
        self.left = self.left.checked_sub(shift.actions.len() / SORTED)?;
        let units = units(&shift.actions, &about, shift.scope.is_everything(), UNITS)?;
        let lists = lists(shift, &about);
        let met: Vec<Met> = lists.iter().map(|list| Met::of(list)).collect::<Option<_>>()?;
        let mut found = Vec::new();
        for unit in units {
            let part = Shift { actions: unit.actions.clone(), ..shift.clone() };
            match self.of_unit(&part, &unit, &about, (&lists, &met), turn) {
                Some(told) => found.extend(told),
                None => found.push(part),
            }
        }
        Some(found)
    }

    fn of_unit(
        &mut self,
        shift: &Shift,
        unit: &Unit,
        about: &[Arc<Clause>],
        (lists, met): (&[Vec<Demand>], &[Met]),
        turn: Turn,
    ) -> Option<Vec<Shift>> {
        let about: Vec<Arc<Clause>> = about.iter().filter(|clause| clause.actions.contains(unit.one)).cloned().collect();
        let others = scopes(&about);
        let exempt = shift.exempt.iter().map(|exempt| &exempt.scope);
        let others: Vec<&Scope> = exempt.chain(&others).collect();
        self.left = self.left.checked_sub(DIVISION)?;
        let division = Division::of(self.who, unit.one, &shift.scope, &others)?;
        // What is told under conditions that these never meet is nothing, though nobody knows what else decides.
        let is_nobodys = met.first().is_some_and(|own| own.conditions.iter().any(|condition| self.who.never_meets(condition)));
        if is_nobodys {
            return Some(Vec::new());
        }
        let mut of_parts: Vec<Becomes> = Vec::new();
        for part in &division.parts {
            let decided = self.who.decided(unit.one, part, met, &mut self.left);
            // What is certain by its patterns stays so where it can't be decided.
            let is_open = decided.is_none() && shift.is_certain && shift.exempt.is_empty();
            of_parts.push(if is_open { Becomes::Always } else { becomes(decided.as_deref(), turn, denied_list(shift)) });
        }
        Telling { who: self.who, shift, turn, division: &division, becomes: &of_parts, lists }.told()
    }
}

/// The place of the conditions of the denial by which a shift is told, among its lists.
fn denied_list(shift: &Shift) -> Option<usize> {
    (!shift.denied_under.is_empty()).then_some(1)
}

/// A shift's own conditions, and others that may decide it.
fn lists(shift: &Shift, about: &[Arc<Clause>]) -> Vec<Vec<Demand>> {
    let own = std::iter::once(&shift.demands).chain(Some(&shift.denied_under).filter(|list| !list.is_empty()));
    let of_exempt = shift.exempt.iter().map(|exempt| &exempt.under);
    let of_clauses = about.iter().filter(|clause| clause.scope.overlaps(&shift.scope)).map(|clause| &clause.demands);
    let others: BTreeSet<&Vec<Demand>> =
        of_exempt.chain(of_clauses).filter(|list| !list.is_empty() && !own.clone().any(|own| own == *list)).collect();
    own.clone().chain(others.into_iter().take(LISTS)).cloned().collect()
}

/// All statements that have a say, before and after, each once.
fn all_clauses(said: [Said<'_>; 2], clauses: &mut Clauses) -> Vec<Arc<Clause>> {
    let mut all: Vec<Arc<Clause>> = Vec::new();
    for said in said {
        let Policies { identity, boundary, .. } = said.policies;
        let mut asked = clauses.asked_by(said.asks);
        for policy in identity.iter().chain(boundary) {
            all.extend(asked.of(policy).iter().cloned());
        }
        all.extend(said.heard.iter().map(|heard| heard.clause.clone()));
    }
    let mut seen = HashSet::new();
    all.retain(|clause| seen.insert(Arc::as_ptr(clause)));
    all
}

/// The members of a group, those together of whom the same is told.
pub(in crate::access) fn members(accounts: [&Account; 2], group: &Alike, clauses: &mut Clauses) -> Vec<Vec<UniqueId>> {
    if group.ids.len() < 2 {
        return vec![group.ids.clone()];
    }
    by_variables(accounts, &group.ids, &all_clauses(group.said(), clauses))
}
