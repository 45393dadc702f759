//! What is asked of many: of every one, of some, of none, of how many.

use super::judge::{Judge, Judgement};
use super::names::{Domain, Entity};
use super::typed::{Expr, How};
use super::verdict::{Finding, Place, Tells};

/// Of what holds for many, so many are told.
const TOLD: usize = 12;

impl Judge<'_> {
    pub(super) fn binder(&mut self, how: How, over: &Domain, body: &Expr, want: bool) -> Judgement {
        let judged = |judge: &mut Self, want| judge.each(over, |judge| judge.judge(body, want));
        let nothing = Judgement::new(false, Vec::new());
        match (how, want) {
            (How::Some, true) | (How::None, false) => self.one_of(over, body, true),
            (How::Every, false) => self.one_of(over, body, false),
            (How::Every, true) => for_all(judged(self, true)),
            (How::None, true) | (How::Some, false) => for_all(judged(self, false)),
            // A count is compared, and never stands by itself.
            (How::Count, _) => nothing,
        }
    }

    /// One of many must be as it should; which one is nobody's business, and so none is named before something is so of it.
    fn one_of(&mut self, over: &Domain, body: &Expr, want: bool) -> Judgement {
        let judged = self.each(over, |judge| (judge.bound.last().cloned(), judge.judge(body, want)));
        match (judged.into_iter().min_by_key(|(_, judgement)| judgement.distance()), over) {
            (Some((Some(entity), judgement)), Domain::All(sort)) if !judgement.holds && judgement.begun == 0 => {
                let told = |finding: &Finding| of_many(finding, &entity, over.words(), Place::list_of(*sort));
                Judgement { findings: judgement.findings.iter().map(told).collect(), ..judgement }
            }
            (Some((_, judgement)), _) => judgement,
            (None, _) => Self::empty(over),
        }
    }

    /// That there is nobody of whom anything could be so.
    fn empty(over: &Domain) -> Judgement {
        let kind = over.words();
        let finding = Finding {
            holds: false,
            found: format!("there are no {kind} yet"),
            wanted: format!("one of the {kind} is as it should be"),
            tells: Tells::Nothing,
            is_too_much: false,
            place: over.sort().map(Place::list_of),
        };
        Judgement::new(false, vec![finding])
    }

    /// What comes of every entity that a binder goes over.
    fn each<T>(&mut self, over: &Domain, mut decide: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let entities = self.asked(&[]).domain(over);
        let mut each = Vec::with_capacity(entities.len());
        for entity in entities {
            if self.is_exhausted() {
                break;
            }
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

/// What is amiss with one of many, told of all of them, and where they all are. What happens is seen nowhere in particular, and
/// keeps no place.
fn of_many(finding: &Finding, one: &Entity, kind: &str, list: Place) -> Finding {
    let with = |words: &str| {
        let words = format!("{words} of the {kind}");
        named_otherwise(&named_otherwise(&finding.wanted, &one.with_sort(), &words), &one.label(), &words)
    };
    let place = finding.place.is_some().then_some(list);
    // What was not done yet to any of them is said as it is of one.
    let any = named_otherwise(&finding.found, &one.label(), &format!("any of the {kind}"));
    let is_told = finding.found.ends_with(" yet") && any != finding.found && !any.starts_with("any ");
    let (found, wanted) = (if is_told { any } else { format!("{} yet", with("none")) }, with("one"));
    Finding { holds: finding.holds, found, wanted, tells: Tells::Nothing, is_too_much: false, place }
}

/// A sentence with other words, as `one of the groups`, in the place of a name, where that stands as a word.
fn named_otherwise(sentence: &str, name: &str, other: &str) -> String {
    let is_part = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || "-_.@/:=+".contains(letter));
    let mut words = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some((before, behind)) = rest.split_once(name).filter(|_| !name.is_empty()) {
        words.push_str(before);
        if is_part(words.chars().next_back()) || is_part(behind.chars().next()) {
            words.push_str(name);
        } else {
            words.push_str(other);
        }
        rest = behind;
    }
    words + rest
}

/// All must be as they should; of many only some are told.
fn for_all(judged: Vec<Judgement>) -> Judgement {
    let holds = judged.iter().all(|part| part.holds);
    let findings = judged.into_iter().filter(|part| holds || !part.holds).flat_map(|part| part.findings).take(TOLD).collect();
    Judgement::new(holds, findings)
}
