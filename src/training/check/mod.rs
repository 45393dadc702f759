//! The language in which a lesson says what must be so: small, typed, total.
//!
//! A [`Check`] is parsed once and decided as often as the account changes; it reads and never writes, ends always, and says
//! with every [`Verdict`] what it found, what it looks for and where to look. A [`Term`] is the same for what a question asks.
//! `reading` makes an expression of a text, which `judge` decides with the `predicates`.

mod argument;
mod asked;
mod binder;
mod decided;
mod deeds;
mod facts;
mod judge;
mod looked_up;
mod names;
mod past;
mod predicate;
mod predicates;
mod reading;
mod ruling;
mod told;
mod typed;
mod value;
mod verdict;

#[cfg(test)]
mod tests;

pub(super) use facts::is_false;
pub use facts::{Attempt, Counted, Facts, Given, Made, Marks, Scene};
pub(super) use judge::asks_too_much;
pub use looked_up::LookedUp;
pub(super) use names::actions::no_such_action;
pub use names::found::instance_named;
pub use names::named::Stranger;
pub(super) use predicates::TASKS;
pub use reading::error::CheckError;
pub use ruling::Ruling;
pub use value::{Kind, Outcome, Source, Value};
pub use verdict::{Finding, Place, Verdict};

use argument::Argument;
use judge::Judge;
use predicate::Predicate;
use reading::{syntax, typing};
use typed::Expr;

/// What checks can ask, by what it is about, each as it is written.
pub fn predicates_in_words() -> impl Iterator<Item = (&'static str, Vec<String>)> {
    predicates::FAMILIES.iter().map(|(about, family)| (*about, family.iter().map(Predicate::usage_in_full).collect()))
}

/// Something that must be so, or not.
#[derive(Clone, Debug)]
pub struct Check(Expr);

/// Something that a question asks for.
#[derive(Clone, Debug)]
pub struct Term(Expr);

impl Check {
    /// Reads a check: `exists(user:alice) && password(user:alice)`.
    ///
    /// # Errors
    /// The first thing that is no part of the language, where it stands, and what was expected.
    pub fn parse(text: &str) -> Result<Self, CheckError> {
        typing::typed(&syntax::read(text)?, Kind::Truth).map(Self)
    }

    /// Reads a check that something must be done for.
    ///
    /// # Errors
    /// As [`Check::parse`]; and where it holds whatever is done, or never.
    pub fn demand(text: &str) -> Result<Self, CheckError> {
        let check = Self::parse(text)?;
        if check.0.asks_nothing() { Err(CheckError::new(0..text.len(), typing::ASKS_NOTHING)) } else { Ok(check) }
    }

    /// Reads a request that the policies must allow, or deny: `user:bob s3:GetObject arn:aws:s3:::reports/q1.csv {mfa: true}`.
    ///
    /// # Errors
    /// As [`Check::parse`].
    pub fn request(text: &str, allowed: bool) -> Result<Self, CheckError> {
        typing::typed_request(syntax::read_request(text)?, allowed).map(Self)
    }

    /// Whether it asks too much of an account to be decided.
    pub fn asks_too_much(&self, facts: &Facts<'_>) -> bool {
        let mut judge = Judge::new(facts);
        judge.judge(&self.0, true);
        judge.is_exhausted()
    }

    /// Whether it asks what somebody may do at most, or on what.
    pub fn limits(&self) -> bool {
        let mut limits = false;
        self.0.each_call(&mut |call| {
            limits |= ["only", "only_on", "trusts_only", "lets_in_only", "unchanged"].contains(&call.predicate.name);
        });
        limits
    }

    /// Whether it holds, and what decided that.
    pub fn holds(&self, facts: &Facts<'_>) -> Verdict {
        Judge::new(facts).verdict(&self.0)
    }

    /// What the policies make of a request that was read by [`Check::request`], and why; `None` where who asks is not there, and of
    /// any other check.
    pub fn ruling(&self, facts: &Facts<'_>) -> Option<Ruling> {
        match &self.0 {
            Expr::Call(call) if matches!(call.predicate.name, "can" | "cannot") => Judge::new(facts).ruling(call),
            _ => None,
        }
    }

    /// What of it an account shows by itself: of parts that must all be so, those that ask neither the learner nor, unless there is
    /// a history, what has happened. `None` where nothing is left.
    pub fn of_account(&self, has_history: bool) -> Option<Self> {
        self.but_for(|part| part.asks_learner() || !has_history && part.asks_history())
    }

    /// What of it stays so once it was: what was tried was tried, whatever is tried later. `None` where nothing is left.
    pub fn but_for_tries(&self) -> Option<Self> {
        self.but_for(Self::asks_tries)
    }

    /// It without the parts of which something is so, where all parts must be so.
    fn but_for(&self, is_left_out: impl Fn(&Self) -> bool) -> Option<Self> {
        let all = if let Expr::And(parts) = &self.0 { parts.as_slice() } else { std::slice::from_ref(&self.0) };
        let kept = all.iter().cloned().map(Self).filter(|part| !is_left_out(part)).map(|part| part.0);
        let mut kept: Vec<Expr> = kept.collect();
        match kept.len() {
            0 | 1 => kept.pop().map(Self),
            _ => Some(Self(Expr::And(kept))),
        }
    }

    /// The questions whose answers it looks at.
    pub fn asks(&self) -> Vec<&str> {
        let mut asks = Vec::new();
        self.0.each_call(&mut |call| {
            if ["right", "wrong", "first_right", "answered"].contains(&call.predicate.name) {
                asks.extend(call.arguments.iter().filter_map(|argument| match argument {
                    Argument::Word(question) => Some(question.as_str()),
                    _ => None,
                }));
            }
        });
        asks
    }

    /// Whether it wants the answer to a question to be right, or its first answer.
    pub fn wants(&self, question: &str) -> bool {
        self.asks_of(question, &["right", "first_right"])
    }

    /// Whether it wants a question to be answered, rightly or not.
    pub fn wants_answered(&self, question: &str) -> bool {
        self.asks_of(question, &["right", "first_right", "answered"])
    }

    fn asks_of(&self, question: &str, predicates: &[&str]) -> bool {
        let mut asks = false;
        self.0.each_call(&mut |call| {
            let is_it = |argument: &Argument| matches!(argument, Argument::Word(word) if word == question);
            asks |= predicates.contains(&call.predicate.name) && call.arguments.iter().any(is_it);
        });
        asks
    }

    /// Whether it looks at what has happened: a copy of the account, or one that was imported, has no history.
    pub fn asks_history(&self) -> bool {
        let mut asks = false;
        self.0.each_call(&mut |call| asks |= ["did", "did_by", "order", "signed_in"].contains(&call.predicate.name));
        asks
    }

    /// Whether it looks at what came of a request that was tried.
    pub fn asks_tries(&self) -> bool {
        let mut asks = false;
        self.0.each_call(&mut |call| asks |= call.predicate.name == "tried");
        asks
    }

    /// Whether it looks at something that the account does not know: answers, screens looked at, requests that only read.
    pub fn asks_learner(&self) -> bool {
        let mut asks = false;
        self.0.each_call(&mut |call| {
            asks |= ["right", "wrong", "first_right", "answered", "viewed", "quiz", "tried"].contains(&call.predicate.name);
        });
        asks
    }
}

impl Term {
    /// Reads what a question asks for, of a kind.
    ///
    /// # Errors
    /// As [`Check::parse`].
    pub fn parse(text: &str, wanted: Kind) -> Result<Self, CheckError> {
        typing::typed(&syntax::read(text)?, wanted).map(Self)
    }

    /// What it comes to; `None` where it asks too much of the account to be decided.
    pub fn value(&self, facts: &Facts<'_>) -> Option<Value> {
        let mut judge = Judge::new(facts);
        let value = judge.value(&self.0);
        (!judge.is_exhausted()).then_some(value)
    }
}
