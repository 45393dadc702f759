//! What is asked of many: of every one, of some, of none, of how many.

use std::cmp::Reverse;

use super::judge::{Asked, Judge, Judgement, nearest};
use super::names::{Domain, Entity};
use super::typed::{Expr, How};
use super::verdict::{Finding, Place};

/// Of what holds for many, so many are told.
const TOLD: usize = 3;

impl Judge<'_> {
    pub(super) fn binder(&mut self, how: How, over: &Domain, body: &Expr, want: bool) -> Judgement {
        let judged = |judge: &mut Self, want| judge.each(over, |judge| judge.judge(body, want));
        let nothing = Judgement { holds: false, findings: Vec::new() };
        match (how, want) {
            (How::Some, true) | (How::None, false) => self.one_of(over, body, true),
            (How::Every, false) => self.one_of(over, body, false),
            (How::Every, true) => for_all(judged(self, true)),
            (How::None, true) | (How::Some, false) => for_all(judged(self, false)),
            // A count is compared, and never stands by itself.
            (How::Count, _) => nothing,
        }
    }

    /// One of many must be as it should; which one is nobody's business, and so none is named that comes no nearer than others.
    fn one_of(&mut self, over: &Domain, body: &Expr, want: bool) -> Judgement {
        let judged = self.each(over, |judge| (judge.bound.last().cloned(), judge.judge(body, want)));
        if judged.iter().any(|(_, judgement)| judgement.holds) {
            return nearest(judged.into_iter().map(|(_, judgement)| judgement).collect()).unwrap_or_else(|| Self::empty(over));
        }
        let ahead = self.each(over, |judge| judge.ahead(body, want));
        let rank = |part: &(usize, (Option<Entity>, Judgement))| (Reverse(part.0), part.1.1.findings.len());
        let ranked: Vec<_> = ahead.into_iter().zip(judged).collect();
        let is_near = ranked.iter().map(rank).min() < ranked.iter().map(rank).max();
        match (ranked.into_iter().min_by_key(rank), over) {
            (Some((_, (Some(entity), judgement))), Domain::All(sort)) => {
                let told = |finding| of_many(finding, &entity, over.words(), (!is_near).then(|| Place::list_of(*sort)));
                Judgement { holds: false, findings: judgement.findings.into_iter().map(told).collect() }
            }
            (Some((_, (_, judgement))), _) => judgement,
            (None, _) => Self::empty(over),
        }
    }

    /// How many of the things that must all be so are, up to the first that is not: what a check asks first says what is meant.
    fn ahead(&mut self, body: &Expr, want: bool) -> usize {
        match body {
            Expr::And(parts) if want => parts.iter().take_while(|part| self.judge(part, want).holds).count(),
            Expr::Or(parts) if !want => parts.iter().take_while(|part| self.judge(part, want).holds).count(),
            _ => 0,
        }
    }

    /// That there is nobody of whom anything could be so.
    fn empty(over: &Domain) -> Judgement {
        let kind = over.words();
        let finding = Finding {
            holds: false,
            found: format!("there are no {kind}"),
            wanted: format!("one of the {kind} is as it should be"),
            place: over.sort().map(Place::list_of),
        };
        Judgement { holds: false, findings: vec![finding] }
    }

    /// What comes of every entity that a binder goes over.
    fn each<T>(&mut self, over: &Domain, mut decide: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let entities = Asked { facts: self.facts, bound: &self.bound, arguments: &[] }.domain(over);
        let mut each = Vec::with_capacity(entities.len());
        for entity in entities {
            self.bound.push(entity);
            each.push(decide(self));
            self.bound.pop();
        }
        each
    }

    pub(super) fn counted(&mut self, over: &Domain, body: &Expr) -> usize {
        self.each(over, |judge| judge.judge(body, true).holds).into_iter().filter(|holds| *holds).count()
    }
}

/// What is amiss with one of many, told of all of them; with a place, without the one.
fn of_many(finding: Finding, one: &Entity, kind: &str, instead: Option<Place>) -> Finding {
    let wanted = named_otherwise(&named_otherwise(&finding.wanted, &one.with_sort(), kind), &one.label(), kind);
    match instead {
        Some(place) => Finding { found: format!("none of the {kind} yet"), wanted, place: Some(place), ..finding },
        None => Finding { found: format!("the nearest of the {kind}: {}", finding.found), wanted, ..finding },
    }
}

/// A sentence with `one of the groups` in the place of a name, where that stands as a word.
fn named_otherwise(sentence: &str, name: &str, kind: &str) -> String {
    let is_part = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || "-_.@/:=+".contains(letter));
    let mut words = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some((before, behind)) = rest.split_once(name).filter(|_| !name.is_empty()) {
        words.push_str(before);
        if is_part(words.chars().next_back()) || is_part(behind.chars().next()) {
            words.push_str(name);
        } else {
            words.push_str("one of the ");
            words.push_str(kind);
        }
        rest = behind;
    }
    words + rest
}

/// All must be as they should; of many only some are told.
fn for_all(judged: Vec<Judgement>) -> Judgement {
    let holds = judged.iter().all(|part| part.holds);
    let findings = judged.into_iter().filter(|part| holds || !part.holds).flat_map(|part| part.findings).take(TOLD).collect();
    Judgement { holds, findings }
}
