//! What is decided of the parts of a shift, told in patterns: as few as tell it.

use std::collections::BTreeSet;

use super::asking::{Decided, Who};
use super::division::Division;
use crate::access::change::exempt::{Exempt, Exemption};
use crate::access::change::shift::Shift;
use crate::access::clauses::demand::Demand;
use crate::access::clauses::scope::Scope;

/// So many parts that are exempt are told by name.
const EXEMPT: usize = 3;

/// What becomes of a part.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Becomes {
    /// It is gained or lost, whatever the circumstances.
    Always,
    /// It is so but for where a list of conditions, by its place, is met: there it is allowed before and then.
    But(usize),
    /// It never is, and why.
    Never(Option<Exemption>),
    /// It depends on the circumstances; why it is not in others.
    Sometimes(Exemption),
    /// It can't be told.
    Open,
}

/// What becomes of a part of which this is decided. The first list of conditions is that under which it is told.
pub(super) fn becomes(decided: Option<&[Decided]>, gives: bool) -> Becomes {
    let Some(decided) = decided else { return Becomes::Open };
    let of = |one: &Decided| if gives { one.allowed } else { [one.allowed[1], one.allowed[0]] };
    let turns = |one: &Decided| of(one) == [false, true];
    let is_kept = |one: &Decided| of(one) == [true, true];
    if !decided.is_empty() && decided.iter().all(turns) {
        return Becomes::Always;
    }
    let asked = || decided.iter().filter(|one| one.met.first() == Some(&true));
    let mut others = asked().filter(|one| !turns(one)).peekable();
    let is_there = others.peek().is_some();
    let why =
        if others.clone().all(is_kept) { Some(Exemption::Allowed) } else { others.all(|one| !of(one)[1]).then_some(Exemption::Denied) };
    if !asked().any(turns) {
        return Becomes::Never(why.filter(|_| is_there));
    }
    let lists = decided.first().map_or(0, |one| one.met.len());
    let tells = |list: &usize| {
        let is_met = |one: &Decided| one.met.get(*list) == Some(&true);
        decided.iter().all(|one| if is_met(one) { is_kept(one) } else { turns(one) })
    };
    match (1..lists).find(tells) {
        Some(list) => Becomes::But(list),
        None => Becomes::Sometimes(why.unwrap_or(Exemption::Denied)),
    }
}

/// A shift of some actions, and what becomes of its parts.
pub(super) struct Telling<'a> {
    pub who: &'a Who<'a>,
    pub shift: &'a Shift,
    pub division: &'a Division,
    pub becomes: &'a [Becomes],
    /// The lists of conditions that parts may go by; the first is the shift's own.
    pub lists: &'a [Vec<Demand>],
}

/// What is told of a scope.
#[derive(Clone)]
struct Candidate {
    scope: Scope,
    parts: Vec<bool>,
    exempt: Vec<Exempt>,
}

impl Candidate {
    fn cost(&self) -> usize {
        let words = |scope: &Scope| scope.texts().len() + usize::from(scope.is_negated());
        words(&self.scope) + self.exempt.iter().map(|exempt| words(&exempt.scope)).sum::<usize>()
    }

    fn has_any(&self, wanted: &[bool]) -> bool {
        both(&self.parts, wanted).any(|both| both)
    }
}

/// The parts that are in both of two sets.
fn both<'a>(one: &'a [bool], other: &'a [bool]) -> impl Iterator<Item = bool> + 'a {
    one.iter().zip(other).map(|(one, other)| *one && *other)
}

impl Telling<'_> {
    /// What there is to tell instead of the shift; `None` where that is no better.
    pub fn told(&self) -> Option<Vec<Shift>> {
        if Division::is_nothing(self.who, &self.shift.scope) {
            return Some(Vec::new());
        }
        let within = self.division.parts_of(self.who, &self.shift.scope)?;
        if !within.contains(&true) || self.is_right(&within) {
            return None;
        }
        let of = |is_one: &dyn Fn(Becomes) -> bool| -> Vec<bool> {
            self.becomes.iter().zip(&within).map(|(becomes, within)| *within && is_one(*becomes)).collect()
        };
        let all = |is_one: &dyn Fn(Becomes) -> bool| -> Vec<bool> { self.becomes.iter().map(|becomes| is_one(*becomes)).collect() };
        let is_open = |becomes: Becomes| matches!(becomes, Becomes::Sometimes(_) | Becomes::Open);
        let mut open = of(&is_open);
        let mut told = Vec::new();
        for list in 0..self.lists.len() {
            let is_one = |becomes: Becomes| if list == 0 { becomes == Becomes::Always } else { becomes == Becomes::But(list) };
            let wanted = of(&is_one);
            if !wanted.contains(&true) {
                continue;
            }
            let under = self.lists.get(list).filter(|_| list > 0);
            let fine = all(&is_one);
            let surely = if self.shift.is_certain { None } else { self.expressed(&wanted, &fine, false) };
            for candidate in surely.or_else(|| self.expressed(&wanted, &fine, true))? {
                // What is told to be exempt in part needs no perhaps of its own, unless that tells when.
                let names = |at: usize| self.shift.is_certain && candidate.parts.get(at) == Some(&true);
                open.iter_mut().enumerate().filter(|(at, _)| names(*at)).for_each(|(_, open)| *open = false);
                let (scope, mut exempt) = (candidate.scope, candidate.exempt);
                let under =
                    under.map(|under| Exempt { scope: scope.clone(), why: Exemption::Allowed, is_certain: false, under: under.clone() });
                exempt.extend(under);
                told.push(Shift { scope, exempt, is_certain: true, demands: Vec::new(), denied_under: Vec::new(), ..self.shift.clone() });
            }
        }
        if open.contains(&true) {
            let is_fine = |becomes: Becomes| !matches!(becomes, Becomes::Never(_));
            let whole = || Candidate { scope: self.shift.scope.clone(), parts: within.clone(), exempt: Vec::new() };
            for candidate in self.expressed(&open, &all(&is_fine), false).unwrap_or_else(|| vec![whole()]) {
                let Candidate { scope, exempt, .. } = candidate;
                told.push(Shift { scope, exempt, is_certain: false, ..self.shift.clone() });
            }
        }
        Some(told)
    }

    /// Whether the shift is told as it is.
    fn is_right(&self, within: &[bool]) -> bool {
        let mut rest = within.to_vec();
        let becomes = |parts: &[bool]| -> Vec<Becomes> {
            parts.iter().zip(self.becomes).filter(|(part, _)| **part).map(|(_, becomes)| *becomes).collect()
        };
        let is_open = |becomes: &Becomes| matches!(becomes, Becomes::Sometimes(_) | Becomes::Open);
        for exempt in self.shift.exempt.iter().filter(|exempt| exempt.under.is_empty()) {
            let Some(parts) = self.division.parts_of(self.who, &exempt.scope) else { return false };
            let parts: Vec<bool> = both(&parts, within).collect();
            let found = becomes(&parts);
            let is_so = if exempt.is_certain {
                !found.is_empty() && found.iter().all(|becomes| matches!(becomes, Becomes::Never(_)))
            } else {
                found.iter().any(|becomes| is_open(becomes) || *becomes == Becomes::Never(None))
            };
            if !is_so {
                return false;
            }
            rest.iter_mut().zip(parts).filter(|(_, part)| *part).for_each(|(rest, _)| *rest = false);
        }
        let rest = becomes(&rest);
        let under = |list: &usize| {
            let list = self.lists.get(*list);
            self.shift.exempt.iter().any(|exempt| !exempt.under.is_empty() && Some(&exempt.under) == list)
        };
        let is_but = |becomes: &Becomes| matches!(becomes, Becomes::But(list) if under(list));
        if self.shift.exempt.iter().any(|exempt| !exempt.under.is_empty()) {
            return self.shift.is_certain && !rest.is_empty() && rest.iter().all(is_but);
        }
        let is_told = |one: &Becomes| if self.shift.is_certain { *one == Becomes::Always } else { is_open(one) };
        rest.iter().all(is_told) && !rest.is_empty()
    }

    /// The parts that are wanted, in as few patterns as tell them. Only parts that are fine are among what they name, or they are told
    /// to be exempt: for certain where they never are what is told, in part where that is `soft`.
    fn expressed(&self, wanted: &[bool], fine: &[bool], soft: bool) -> Option<Vec<Candidate>> {
        let whole = self.division.parts_of(self.who, &self.shift.scope)?;
        let candidate = |(scope, parts): (Scope, Vec<bool>)| {
            let exempt = self.exempted(&parts, fine, soft)?;
            Some(Candidate { scope, parts, exempt }).filter(|candidate| candidate.has_any(wanted))
        };
        let whole = candidate((self.shift.scope.clone(), whole));
        if let Some(whole) = whole.clone().filter(|whole| whole.exempt.is_empty()) {
            return Some(vec![whole]);
        }
        let patterns = self.division.patterns.iter().enumerate().filter(|(_, one)| one.is_inside);
        let patterns = patterns.filter_map(|(at, one)| candidate((one.scope.clone(), self.division.parts_named(at))));
        // Within the scope first: what lies beside it is told only where that is shorter.
        let mut all: Vec<Candidate> = patterns.collect();
        all.sort_by_key(|one| (!self.shift.scope.covers(&one.scope), one.cost()));
        let plain = all.iter().filter(|one| one.exempt.is_empty());
        let ways = [chosen(plain, wanted), chosen(whole.iter().chain(&all), wanted)].into_iter().flatten();
        let alone = whole.iter().chain(&all).filter(|one| one.parts.iter().zip(wanted).all(|(part, wanted)| *part || !wanted));
        let ways = ways.chain(alone.map(|one| vec![one.clone()]));
        ways.min_by_key(|way| way.iter().map(Candidate::cost).sum::<usize>()).map(joined)
    }

    /// Patterns that name just what of some parts is not fine; `None` where there are none, or too many. Those come first of which
    /// all is exempt alike.
    fn exempted(&self, parts: &[bool], fine: &[bool], soft: bool) -> Option<Vec<Exempt>> {
        let why = |at: usize| match self.becomes.get(at)? {
            // The same before and then, allowed in some circumstances and denied in others.
            Becomes::Never(why) => Some(why.map_or((Exemption::Denied, false), |why| (why, true))),
            Becomes::Sometimes(why) if soft => Some((*why, false)),
            _ => None,
        };
        let of_parts = || parts.iter().enumerate().filter(|(_, part)| **part).map(|(at, _)| at);
        let all: BTreeSet<usize> = of_parts().filter(|at| fine.get(*at) == Some(&false)).collect();
        if all.is_empty() {
            return Some(Vec::new());
        }
        let mut candidates: Vec<(BTreeSet<usize>, Exempt)> = Vec::new();
        for (place, pattern) in self.division.patterns.iter().enumerate() {
            let named = self.division.parts_named(place);
            for is_negated in [false, true] {
                let inside: BTreeSet<usize> = of_parts().filter(|at| (named.get(*at) == Some(&true)) != is_negated).collect();
                let whys: Option<BTreeSet<(Exemption, bool)>> = inside.iter().map(|at| why(*at).filter(|_| all.contains(at))).collect();
                let Some((first, whys)) = whys.and_then(|whys| Some((*whys.first()?, whys))) else { continue };
                let scope = if is_negated { pattern.scope.others() } else { pattern.scope.clone() };
                let is_certain = first.1 && whys.len() == 1;
                candidates.push((inside, Exempt { scope, why: first.0, is_certain, under: Vec::new() }));
            }
        }
        let (mut left, mut found) = (all, Vec::new());
        while !left.is_empty() {
            let has = |(inside, exempt): &&(BTreeSet<usize>, Exempt)| {
                let new = inside.intersection(&left).count();
                (new > 0 && exempt.is_certain, new, !exempt.scope.is_negated())
            };
            // Of several that have as much the first.
            let best = candidates.iter().rev().max_by_key(has).filter(|best| has(best).1 > 0 && found.len() < EXEMPT)?;
            left.retain(|at| !best.0.contains(at));
            found.push(best.1.clone());
        }
        Some(found)
    }
}

/// Of candidates those that have all that is wanted together, the greatest first.
fn chosen<'a>(candidates: impl Iterator<Item = &'a Candidate>, wanted: &[bool]) -> Option<Vec<Candidate>> {
    let candidates: Vec<&Candidate> = candidates.collect();
    let (mut left, mut found) = (wanted.to_vec(), Vec::new());
    while left.contains(&true) {
        let has = |one: &&Candidate| both(&one.parts, &left).filter(|both| *both).count();
        // Of several that have as much the first.
        let best = candidates.iter().copied().rev().max_by_key(has).filter(|best| has(best) > 0)?;
        left.iter_mut().zip(&best.parts).filter(|(_, part)| **part).for_each(|(left, _)| *left = false);
        found.push(best.clone());
    }
    Some(found)
}

/// Patterns of which nothing is exempt, in one; where one is exempt of what another names, each by itself.
fn joined(found: Vec<Candidate>) -> Vec<Candidate> {
    let is_plain = |one: &Candidate| one.exempt.is_empty() && one.scope.lists_resources();
    if found.len() < 2 || !found.iter().all(is_plain) {
        return found;
    }
    let mut found = found.into_iter();
    let Some(first) = found.next() else { return Vec::new() };
    let (mut parts, mut scopes) = (first.parts, Vec::new());
    for one in found {
        parts.iter_mut().zip(&one.parts).for_each(|(part, other)| *part |= other);
        scopes.push(one.scope);
    }
    vec![Candidate { scope: first.scope.with(&scopes), parts, exempt: Vec::new() }]
}
