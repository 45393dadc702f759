//! What is told of a shift once it is decided what becomes of its parts.

use super::becomes::{Becomes, Turn, When};
use super::patterns::{Patterns, Told, Wanted, both, but};
use crate::access::asked::division::Division;
use crate::access::asked::who::Who;
use crate::access::change::gains::shift::Shift;
use crate::access::change::parts::exemption::{Exempt, Exemption};
use crate::access::clauses::demand::{Demand, implies};
use crate::access::clauses::scope::Scope;

/// A shift of some actions, and what becomes of its parts.
pub(super) struct Telling<'a> {
    pub who: &'a Who<'a>,
    pub shift: &'a Shift,
    pub turn: Turn,
    pub division: &'a Division,
    pub becomes: &'a [Becomes],
    /// The lists of conditions that parts may go by; the first is the shift's own.
    pub lists: &'a [Vec<Demand>],
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
        let (becomes, lists) = (self.becomes, self.lists);
        let patterns = Patterns { scope: &self.shift.scope, within: within.clone(), division: self.division, becomes, lists };
        // What is told for certain, and what is left open, as far as no sentence tells it yet.
        let (mut certain, mut open) = (within, self.those(Becomes::is_open, &patterns.within));
        let mut told = Vec::new();
        for becoming in self.certain(&certain) {
            let fine: Vec<bool> = becomes.iter().map(|becomes| *becomes == becoming).collect();
            let parts: Vec<bool> = both(&fine, &certain).collect();
            if !parts.contains(&true) {
                continue;
            }
            let with_but = becoming == Becomes::Always;
            let tell = |soft: bool| patterns.tell(Wanted { parts: &parts, fine: &fine, with_but, is_perhaps: false, soft });
            let surely = if self.shift.is_certain { None } else { tell(false) };
            for one in surely.or_else(|| tell(true))? {
                let is_told = |at: usize| with_but && becomes.get(at).is_some_and(|becomes| matches!(becomes, Becomes::But(..)));
                strike(&mut certain, &one.parts, is_told);
                // What is told to be exempt in part needs no perhaps of its own, unless that tells when.
                strike(&mut open, &one.parts, |_| self.shift.is_certain);
                told.push(self.certainly(one, becoming));
            }
        }
        for when in self.whens(&open) {
            told.extend(self.perhaps(&patterns, when, &mut open));
        }
        Some(told)
    }

    /// Of some parts those of which this becomes.
    fn those(&self, is_one: impl Fn(Becomes) -> bool, of: &[bool]) -> Vec<bool> {
        self.becomes.iter().zip(of).map(|(becomes, of)| *of && is_one(*becomes)).collect()
    }

    /// What of some parts is told for certain, each once.
    fn certain(&self, of: &[bool]) -> Vec<Becomes> {
        let mut found: Vec<Becomes> = Vec::new();
        for (becomes, _) in self.becomes.iter().zip(of).filter(|(_, of)| **of) {
            if matches!(becomes, Becomes::Always | Becomes::But(..)) && !found.contains(becomes) {
                found.push(*becomes);
            }
        }
        // What needs fewer words comes first.
        found.sort_by_key(|becomes| *becomes != Becomes::Always);
        found
    }

    fn certainly(&self, Told { scope, mut exempt, .. }: Told, becomes: Becomes) -> Shift {
        if let Becomes::But(list, why) = becomes {
            exempt.push(self.exempt_under(&scope, list, why));
        }
        // What was denied under conditions is told of these alone.
        let demands = if self.turn == Turn::Freed { self.shift.demands.clone() } else { Vec::new() };
        Shift { scope, exempt, is_certain: true, demands, denied_under: Vec::new(), ..self.shift.clone() }
    }

    fn exempt_under(&self, scope: &Scope, list: usize, why: Exemption) -> Exempt {
        let under = self.lists.get(list).cloned().unwrap_or_default();
        Exempt { scope: scope.clone(), why, is_certain: false, under }
    }

    /// What decides of some parts whether they turn, each once.
    fn whens(&self, of: &[bool]) -> Vec<When> {
        let mut found: Vec<When> = Vec::new();
        for (becomes, _) in self.becomes.iter().zip(of).filter(|(_, of)| **of) {
            let when = when(*becomes);
            if !found.contains(&when) {
                found.push(when);
            }
        }
        // What needs fewer words comes first.
        found.sort_by_key(|when| *when != When::default());
        found
    }

    /// What is told of the parts of which this decides.
    fn perhaps(&self, patterns: &Patterns<'_>, by: When, open: &mut [bool]) -> Vec<Shift> {
        let parts = self.those(|becomes| becomes.is_open() && when(becomes) == by, open);
        if !parts.contains(&true) {
            return Vec::new();
        }
        // What is told for certain under conditions would be taken back.
        let is_fine = |becomes: &Becomes| match becomes {
            Becomes::Always => true,
            Becomes::But(..) | Becomes::Never(_) | Becomes::Elsewhere(_) => false,
            Becomes::Sometimes(..) | Becomes::Open => when(*becomes) == by,
        };
        let fine: Vec<bool> = self.becomes.iter().map(is_fine).collect();
        let with_but = by == When::default();
        let tell = |soft: bool| patterns.tell(Wanted { parts: &parts, fine: &fine, with_but, is_perhaps: true, soft });
        let told = tell(false).or_else(|| tell(true));
        for one in told.iter().flatten().filter(|_| with_but) {
            strike(open, &one.parts, |at| self.becomes.get(at).is_some_and(|becomes| but(*becomes).is_some()));
        }
        let is_whole = told.is_none();
        let whole = || Told { scope: self.shift.scope.clone(), parts: patterns.within.clone(), exempt: Vec::new() };
        let under = by.under.filter(|_| !is_whole).and_then(|list| self.lists.get(list));
        let mut demands = self.shift.demands.clone();
        demands.extend(under.into_iter().flatten().filter(|demand| !implies(&self.shift.demands, std::slice::from_ref(demand))).cloned());
        demands.sort();
        let shift = |Told { scope, mut exempt, .. }: Told| {
            exempt.extend(by.but.filter(|_| !is_whole).map(|(list, why)| self.exempt_under(&scope, list, why)));
            Shift { scope, exempt, demands: demands.clone(), is_certain: false, ..self.shift.clone() }
        };
        told.unwrap_or_else(|| vec![whole()]).into_iter().map(shift).collect()
    }

    /// Whether the shift is told as it is.
    fn is_right(&self, within: &[bool]) -> bool {
        let (of_parts, of_all): (Vec<&Exempt>, Vec<_>) = self.shift.exempt.iter().partition(|exempt| exempt.under.is_empty());
        let mut rest = within.to_vec();
        for exempt in of_parts {
            let Some(named) = self.division.parts_of(self.who, &exempt.scope) else { return false };
            let parts: Vec<bool> = both(&named, within).collect();
            let mut found = self.becomes.iter().zip(&parts).filter(|(_, part)| **part).map(|(becomes, _)| *becomes).peekable();
            let is_so = if exempt.is_certain {
                found.peek().is_some() && found.all(Becomes::is_never)
            } else {
                found.any(|becomes| becomes.is_open() || matches!(becomes, Becomes::Never(None) | Becomes::Elsewhere(None)))
            };
            if !is_so {
                return false;
            }
            rest.iter_mut().zip(parts).filter(|(_, part)| *part).for_each(|(rest, _)| *rest = false);
        }
        let mut rest = self.becomes.iter().zip(&rest).filter(|(_, rest)| **rest).map(|(becomes, _)| *becomes).peekable();
        let is_told = |becomes: Becomes| match becomes {
            Becomes::But(list, _) => {
                let list = self.lists.get(list);
                self.shift.is_certain && of_all.iter().any(|exempt| Some(&exempt.under) == list)
            }
            Becomes::Always => self.shift.is_certain && of_all.is_empty(),
            Becomes::Sometimes(_, when) => !self.shift.is_certain && of_all.is_empty() && when == When::default(),
            Becomes::Open => !self.shift.is_certain && of_all.is_empty(),
            Becomes::Never(_) | Becomes::Elsewhere(_) => false,
        };
        rest.peek().is_some() && rest.all(is_told)
    }
}

/// Strikes those of some parts that others have and of which this holds.
fn strike(parts: &mut [bool], others: &[bool], holds: impl Fn(usize) -> bool) {
    parts.iter_mut().zip(others).enumerate().filter(|(at, (_, other))| **other && holds(*at)).for_each(|(_, (part, _))| *part = false);
}

/// What decides whether an open part turns.
fn when(becomes: Becomes) -> When {
    if let Becomes::Sometimes(_, when) = becomes { when } else { When::default() }
}
