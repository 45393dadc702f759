//! Deciding an expression, and finding what decided it.

use std::cmp::Reverse;

use super::argument::Argument;
use super::asked::Asked;
use super::decided::{Answer, compared, turned};
use super::facts::Facts;
use super::names::{Domain, Entity};
use super::predicates;
use super::ruling::Ruling;
use super::typed::{Call, Expr, How};
use super::value::Value;
use super::verdict::{Finding, Place, Tells, Verdict};

/// How a sentence begins about what is not there.
const NOT_THERE: &str = "there is no ";

/// Decides expressions about the same facts.
pub(super) struct Judge<'f> {
    pub(super) facts: &'f Facts<'f>,
    /// What the binders around the expression go over at the moment, the outermost first.
    pub(super) bound: Vec<Entity>,
    /// How much was asked of the account.
    asked: usize,
}

/// More than this one check never asks of an account: it would hold up whoever waits for it. Lessons ask some hundred things.
const MOST_ASKED: usize = 3_000;

/// What a check does that is not decided, in words.
pub(in crate::training) fn asks_too_much() -> String {
    format!("asks more than {MOST_ASKED} things of the account")
}

/// Whether an expression is as it should be, and what decided that.
pub(super) struct Judgement {
    pub holds: bool,
    pub findings: Vec<Finding>,
    /// How many of its parts are as they should be before the first that is not: an author names first what one is known by.
    pub begun: usize,
}

impl Judgement {
    pub(super) fn new(holds: bool, findings: Vec<Finding>) -> Self {
        Self { holds, findings, begun: usize::from(holds) }
    }

    /// How far it is from being as it should be: the one that is known by more comes first, then the one with less amiss.
    pub(super) fn distance(&self) -> (bool, Reverse<usize>, usize) {
        (!self.holds, Reverse(self.begun), self.findings.iter().filter(|finding| !finding.holds).count())
    }
}

impl<'f> Judge<'f> {
    pub(super) const fn new(facts: &'f Facts<'f>) -> Self {
        Self { facts, bound: Vec::new(), asked: 0 }
    }

    /// Whether a whole check holds; not where it asks too much to be decided.
    pub(super) fn verdict(mut self, expr: &Expr) -> Verdict {
        let Judgement { holds, findings, .. } = self.judge(expr, true);
        if !self.is_exhausted() {
            return Verdict { holds, findings };
        }
        let finding = Finding {
            holds: false,
            found: format!("this check {}, and is not decided", asks_too_much()),
            wanted: "a check that goes over fewer".into(),
            tells: Tells::Nothing,
            is_too_much: false,
            place: None,
        };
        Verdict { holds: false, findings: vec![finding] }
    }

    /// Whether it has asked so much that nothing more is decided.
    pub(super) const fn is_exhausted(&self) -> bool {
        self.asked > MOST_ASKED
    }

    /// Whether an expression is true, or where that is wanted false.
    pub(super) fn judge(&mut self, expr: &Expr, want: bool) -> Judgement {
        match expr {
            Expr::Not(inner) => self.judge(inner, !want),
            Expr::And(parts) if want => self.all(parts, want),
            Expr::Or(parts) if !want => self.all(parts, want),
            Expr::And(parts) | Expr::Or(parts) => self.any(parts, want),
            Expr::Binder { how, over, body } => self.binder(*how, over, body, want),
            Expr::Compare { sign, left, right } => self.comparison(left, sign, right, want),
            Expr::Call(call) => self.call(call, "==", &Value::Truth(true), want),
            Expr::Value(value) => Judgement::new((*value == Value::Truth(true)) == want, Vec::new()),
        }
    }

    /// What an expression comes to.
    pub(super) fn value(&mut self, expr: &Expr) -> Value {
        match expr {
            Expr::Value(value) => value.clone(),
            Expr::Call(call) => self.answer(call).map_or(Value::Truth(false), |answer| answer.value),
            Expr::Binder { how: How::Count, over, body } => Value::Number(i64::try_from(self.counted(over, body)).unwrap_or(i64::MAX)),
            _ => Value::Truth(self.judge(expr, true).holds),
        }
    }

    /// What the policies make of the request that a predicate is about.
    pub(super) fn ruling(&self, call: &Call) -> Option<Ruling> {
        predicates::ruling(&self.asked(&call.arguments))
    }

    /// Everything must be as it should; else what is not is found.
    fn all(&mut self, parts: &[Expr], want: bool) -> Judgement {
        let judged: Vec<Judgement> = parts.iter().map(|part| self.judge(part, want)).collect();
        let holds = judged.iter().all(|part| part.holds);
        let begun = judged.iter().take_while(|part| part.holds).count();
        let mut findings: Vec<Finding> = Vec::new();
        for finding in judged.into_iter().filter(|part| holds || !part.holds).flat_map(|part| part.findings) {
            // Of what is not there nothing can be so: that is said once.
            if !(finding.found.starts_with(NOT_THERE) && findings.iter().any(|other| other.found == finding.found)) {
                findings.push(finding);
            }
        }
        Judgement { begun, ..Judgement::new(holds, findings) }
    }

    /// One thing must be as it should; else what is begun is found, or else the first: an author names the usual way first.
    fn any(&mut self, parts: &[Expr], want: bool) -> Judgement {
        let judged = parts.iter().map(|part| self.judge(part, want));
        judged.min_by_key(|part| (!part.holds, Reverse(part.begun))).unwrap_or_else(|| Judgement::new(false, Vec::new()))
    }

    fn comparison(&mut self, left: &Expr, sign: &'static str, right: &Expr, want: bool) -> Judgement {
        match (left, right) {
            (Expr::Call(call), other) => {
                let other = self.value(other);
                self.call(call, sign, &other, want)
            }
            (other, Expr::Call(call)) => {
                let other = self.value(other);
                self.call(call, turned(sign), &other, want)
            }
            (Expr::Binder { how: How::Count, over, .. }, other) => {
                let (value, other) = (self.value(left), self.value(other));
                let of = match over {
                    Domain::Listed(_) => "those named of which it is so".to_owned(),
                    Domain::All(_) => format!("such {}", over.words()),
                };
                let answer = Answer::of(value, format!("the number of {of}"));
                found(&Answer { place: over.sort().map(Place::list_of), ..answer }, sign, &other, want)
            }
            _ => Judgement::new(compared(&self.value(left), sign, &self.value(right)) == want, Vec::new()),
        }
    }

    fn call(&mut self, call: &Call, sign: &'static str, other: &Value, want: bool) -> Judgement {
        let Some(answer) = self.answer(call) else { return Judgement::new(false, Vec::new()) };
        let mut judgement = found(&answer, sign, other, want);
        if !judgement.holds
            && let Some(missing) = self.missing(call)
            && let Some(finding) = judgement.findings.first_mut()
        {
            let found = format!("{NOT_THERE}{}", missing.with_sort());
            // That something is not there says by itself that it should be.
            if finding.found != found {
                finding.found = found;
                (finding.tells, finding.is_too_much) = (Tells::of(false, finding.tells.is_decision()), false);
            }
        }
        judgement
    }

    /// The answer; none where too much was asked.
    fn answer(&mut self, call: &Call) -> Option<Answer> {
        self.asked += 1;
        (!self.is_exhausted()).then(|| (call.predicate.ask)(&self.asked(&call.arguments)))
    }

    pub(super) const fn asked<'a>(&'a self, arguments: &'a [Argument]) -> Asked<'a> {
        Asked { facts: self.facts, bound: self.bound.as_slice(), arguments }
    }

    /// The first entity that a predicate is about and that is not there. What has happened may be about what is gone.
    fn missing(&self, call: &Call) -> Option<Entity> {
        let asked = self.asked(&call.arguments);
        let is_of_past = call.arguments.iter().any(|argument| matches!(argument, Argument::Event(_)));
        let entities = (0..call.arguments.len()).filter(|_| !is_of_past).filter_map(|place| asked.given_entity(place));
        entities.into_iter().find(|entity| !asked.is_there(entity))
    }
}

/// The finding about an answer that should be in a relation to a value, or not.
fn found(answer: &Answer, sign: &'static str, other: &Value, want: bool) -> Judgement {
    let holds = compared(&answer.value, sign, other) == want;
    let finding = Finding {
        holds,
        found: answer.found(),
        wanted: answer.wanted(sign, other, want),
        tells: Tells::of(answer.is_plain(), answer.tells_a_decision()),
        is_too_much: !holds && answer.is_too_much(other),
        place: answer.place.clone(),
    };
    Judgement::new(holds, vec![finding])
}
