//! Parts, told in patterns: as few as tell them.

use std::collections::BTreeSet;

use super::becomes::{Becomes, When};
use crate::access::asked::division::Division;
use crate::access::change::parts::exemption::{Exempt, Exemption};
use crate::access::clauses::demand::Demand;
use crate::access::clauses::scope::Scope;

/// So many parts that are exempt are told by name.
const EXEMPT: usize = 3;

/// A scope that tells parts, but for what is exempt of it.
#[derive(Clone)]
pub(super) struct Told {
    pub scope: Scope,
    pub parts: Vec<bool>,
    pub exempt: Vec<Exempt>,
}

/// What some parts are to be told by.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'a> {
    /// Those that are to be told.
    pub parts: &'a [bool],
    /// Those that may be told with them.
    pub fine: &'a [bool],
    /// Whether what turns but where a list of conditions is met may be told with them, and that.
    pub with_but: bool,
    /// Whether they are told under the shift's own conditions.
    pub is_perhaps: bool,
    /// Whether what turns in some circumstances may be told to be exempt in part.
    pub soft: bool,
}

/// Why a part is exempt, whether that is certain, and under which list of conditions alone.
type Why = (Exemption, bool, Option<usize>);

/// A scope, and what becomes of the parts into which it is divided.
pub(super) struct Patterns<'a> {
    pub scope: &'a Scope,
    /// The parts that the scope has.
    pub within: Vec<bool>,
    pub division: &'a Division,
    pub becomes: &'a [Becomes],
    /// The lists of conditions that parts may go by.
    pub lists: &'a [Vec<Demand>],
}

impl Told {
    fn cost(&self) -> usize {
        let words = |scope: &Scope| scope.texts().len() + usize::from(scope.is_negated());
        words(&self.scope) + self.exempt.iter().map(|exempt| words(&exempt.scope) + exempt.under.len()).sum::<usize>()
    }
}

/// The parts that are in both of two sets.
pub(super) fn both<'a>(one: &'a [bool], other: &'a [bool]) -> impl Iterator<Item = bool> + 'a {
    one.iter().zip(other).map(|(one, other)| *one && *other)
}

impl Patterns<'_> {
    /// What is wanted, in as few patterns as tell it; `None` where they don't. What is not fine among what they name is told to be
    /// exempt: for certain where it never turns, in part where that is soft.
    pub fn tell(&self, wanted: Wanted<'_>) -> Option<Vec<Told>> {
        let with_exempt = |scope: &Scope, parts: Vec<bool>| {
            let exempt = self.exempted(&parts, wanted)?;
            let has_any = both(&parts, wanted.parts).any(|both| both);
            has_any.then(|| Told { scope: scope.clone(), parts, exempt })
        };
        let whole = with_exempt(self.scope, self.within.clone());
        if let Some(whole) = whole.clone().filter(|whole| whole.exempt.is_empty()) {
            return Some(vec![whole]);
        }
        let inside = self.division.patterns.iter().enumerate().filter(|(_, one)| one.is_inside);
        let mut all: Vec<Told> = inside.filter_map(|(at, one)| with_exempt(&one.scope, self.division.parts_named(at))).collect();
        // Within the scope first: what lies beside it is told only where that is shorter.
        all.sort_by_key(|one| (!self.scope.covers(&one.scope), one.cost()));
        let plain = all.iter().filter(|one| one.exempt.is_empty());
        let several = [chosen(plain, wanted.parts), chosen(whole.iter().chain(&all), wanted.parts)].into_iter().flatten();
        let tells_all = |one: &&Told| one.parts.iter().zip(wanted.parts).all(|(part, wanted)| *part || !wanted);
        let alone = whole.iter().chain(&all).filter(tells_all).map(|one| vec![one.clone()]);
        several.chain(alone).min_by_key(|way| way.iter().map(Told::cost).sum::<usize>()).map(joined)
    }

    /// Patterns that name just what of some parts is not fine; `None` where there are none, or too many. Those come first of which
    /// all is exempt alike.
    fn exempted(&self, parts: &[bool], wanted: Wanted<'_>) -> Option<Vec<Exempt>> {
        let of_parts = || parts.iter().enumerate().filter(|(_, part)| **part).map(|(at, _)| at);
        let mut left: BTreeSet<usize> = of_parts().filter(|at| wanted.fine.get(*at) == Some(&false)).collect();
        if left.is_empty() {
            return Some(Vec::new());
        }
        let all = left.clone();
        let why = |at: usize| self.why_exempt(at, wanted).filter(|_| all.contains(&at));
        let mut candidates: Vec<(BTreeSet<usize>, Exempt)> = Vec::new();
        for (place, pattern) in self.division.patterns.iter().enumerate() {
            let named = self.division.parts_named(place);
            for is_negated in [false, true] {
                let inside: BTreeSet<usize> = of_parts().filter(|at| (named.get(*at) == Some(&true)) != is_negated).collect();
                let whys: Option<BTreeSet<Why>> = inside.iter().map(|at| why(*at)).collect();
                let Some((first, whys)) = whys.and_then(|whys| Some((*whys.first()?, whys))) else { continue };
                let is_one = whys.len() == 1;
                if !is_one && whys.iter().any(|(_, _, list)| list.is_some()) {
                    continue;
                }
                let scope = if is_negated { pattern.scope.others() } else { pattern.scope.clone() };
                let under = first.2.and_then(|list| self.lists.get(list)).cloned().unwrap_or_default();
                let exempt = Exempt { scope, why: first.0, is_certain: first.1 && is_one, under };
                candidates.push((inside, exempt));
            }
        }
        let mut found = Vec::new();
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

    /// Why a part is exempt; `None` where it can't be told to be.
    fn why_exempt(&self, at: usize, wanted: Wanted<'_>) -> Option<Why> {
        match *self.becomes.get(at)? {
            Becomes::Never(Some(why)) => Some((why, true, None)),
            // What is told for certain is told of all conditions.
            Becomes::Elsewhere(Some(why)) => Some((why, wanted.is_perhaps, None)),
            // The same before and then, allowed in some circumstances and denied in others.
            Becomes::Never(None) | Becomes::Elsewhere(None) => Some((Exemption::Denied, false, None)),
            Becomes::But(list, why) if wanted.with_but => Some((why, false, Some(list))),
            becomes if wanted.is_perhaps && wanted.with_but && but(becomes).is_some() => {
                but(becomes).map(|(list, why)| (why, false, Some(list)))
            }
            Becomes::Sometimes(why, _) if wanted.soft => Some((why, false, None)),
            _ => None,
        }
    }
}

/// The list of conditions under which alone a part does not turn, and why not.
pub(super) fn but(becomes: Becomes) -> Option<(usize, Exemption)> {
    match becomes {
        Becomes::But(list, why) => Some((list, why)),
        Becomes::Sometimes(_, When { under: None, but }) => but,
        _ => None,
    }
}

/// Of these those that have all that is wanted together, the greatest first.
fn chosen<'a>(of: impl Iterator<Item = &'a Told>, wanted: &[bool]) -> Option<Vec<Told>> {
    let of: Vec<&Told> = of.collect();
    let (mut left, mut found) = (wanted.to_vec(), Vec::new());
    while left.contains(&true) {
        let has = |one: &&Told| both(&one.parts, &left).filter(|both| *both).count();
        // Of several that have as much the first.
        let best = of.iter().copied().rev().max_by_key(has).filter(|best| has(best) > 0)?;
        left.iter_mut().zip(&best.parts).filter(|(_, part)| **part).for_each(|(left, _)| *left = false);
        found.push(best.clone());
    }
    Some(found)
}

/// Those of which the same is exempt, in one.
fn joined(found: Vec<Told>) -> Vec<Told> {
    let mut joined: Vec<Told> = Vec::new();
    for one in found {
        let is_same = |other: &&mut Told| {
            let are_lists = one.scope.lists_resources() && other.scope.lists_resources();
            are_lists && other.exempt == one.exempt
        };
        match joined.iter_mut().find(is_same) {
            Some(other) => {
                other.parts.iter_mut().zip(&one.parts).for_each(|(part, own)| *part |= own);
                other.scope = other.scope.with(&[one.scope]);
            }
            None => joined.push(one),
        }
    }
    joined
}
