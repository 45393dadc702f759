//! Proving items: that the engine can decide them, and does so as a question needs it.

use jiff::Timestamp;
use serde_json::Value;

use super::bank::item::{Asks, Item, Kind, SetUp, filled};
use super::bank::raw::BankError;
use super::bank::read_mark::POLICY;
use super::bank::{Bank, error_at};
use super::examiner::Examiner;
use super::form::Form;
use crate::training::check::{Outcome, Source};
use crate::training::lesson::shipped_lesson;

impl Bank {
    /// What is wrong with items that the engine decides, in the order of the bank: a truth that never varies, more or less than
    /// one right change, lines that can't be run. `files` are those that the bank was made of, by name and text.
    pub fn faults<'t>(&self, files: impl IntoIterator<Item = (&'t str, &'t str)>, now: Timestamp) -> Vec<BankError> {
        let mut examiner = Examiner::new(now);
        let mut found = Vec::new();
        for (name, text) in files {
            for item in self.items().iter().filter(|item| item.file == name) {
                if let Err(why) = prove(item, &mut examiner) {
                    found.push(error_at(name, text, item, why));
                }
            }
        }
        found
    }
}

/// Proves an item.
///
/// # Errors
/// What is wrong with it, in a sentence.
fn prove(item: &Item, examiner: &mut Examiner) -> Result<(), String> {
    if let Some(lesson) = item.lessons.iter().find(|lesson| shipped_lesson(lesson).is_none()) {
        return Err(format!("There is no lesson {lesson}."));
    }
    match &item.kind {
        Kind::Computed { asks, .. } => varies(item, *asks, examiner),
        Kind::Fix { set_up, must, options: remedies } => {
            if examiner.is_fixed_before(set_up, must)? {
                return Err("All of `must` holds before anything is done.".to_owned());
            }
            let Form::Choose { options, .. } = examiner.ask(item, 0)?.form else { return Ok(()) };
            let mut right: Vec<String> =
                options.iter().filter(|option| option.is_right).map(|option| format!("{:?}", option.text)).collect();
            right.sort();
            match right.as_slice() {
                [_] => examiner.strangers_of_fix(set_up, must, remedies)?.into_iter().next().map_or(Ok(()), Err),
                [] => Err(format!("After no option all of `must` holds. Expected one. {}", whys(&options))),
                several => Err(format!("After {} all of `must` holds. Expected one.", several.join(" and "))),
            }
        }
        Kind::Mark { policy, set_up, request, statements } => {
            let set_up = |without: &[&str]| -> Result<SetUp, String> {
                let document = without_statements(policy, without)?;
                let lines = set_up.lines.iter().map(|line| filled(line, &[(POLICY, &document)])).collect();
                Ok(SetUp { fixture: set_up.fixture.clone(), lines })
            };
            let marked = || statements.iter().filter(|one| one.is_right).map(|one| one.text.as_str());
            match request {
                Some(request) => decides(&marked().collect::<Vec<_>>(), &set_up(&[])?, request, examiner),
                None => refused(&marked().collect::<Vec<_>>(), set_up, examiner),
            }
        }
        _ => Ok(()),
    }
}

/// That the engine decides a request by the statement that is to be marked.
fn decides(marked: &[&str], set_up: &SetUp, request: &str, examiner: &mut Examiner) -> Result<(), String> {
    let ruling = examiner.ruling(set_up, request, &[])?;
    if let Some(stranger) = examiner.strangers(set_up, request, &[])?.into_iter().next() {
        return Err(stranger);
    }
    let to_be = marked.join(" and ");
    match ruling.statement.as_deref() {
        Some(sid) if marked == [sid] => Ok(()),
        Some(sid) => Err(format!("The engine decides the request by {sid}, and {to_be} is to be marked.")),
        None => Err(format!("No statement decides the request, and {to_be} is to be marked: {}", ruling.reasons.join(" "))),
    }
}

/// That AWS refuses the policy for each statement that is to be marked, and for no other.
fn refused(marked: &[&str], set_up: impl Fn(&[&str]) -> Result<SetUp, String>, examiner: &mut Examiner) -> Result<(), String> {
    examiner.can_be(&set_up(marked)?).map_err(|why| format!("Without what is to be marked the policy is refused, too: {why}"))?;
    for one in marked {
        let others: Vec<&str> = marked.iter().copied().filter(|other| other != one).collect();
        if examiner.can_be(&set_up(&others)?).is_ok() {
            return Err(format!("The policy is taken with {one} in it. Expected one that AWS refuses, or a `request` that it decides."));
        }
    }
    Ok(())
}

/// A policy without some of its statements, in one line.
fn without_statements(policy: &str, without: &[&str]) -> Result<String, String> {
    let mut policy: Value = serde_json::from_str(policy).map_err(|error| error.to_string())?;
    if let Some(statements) = policy.get_mut("Statement").and_then(Value::as_array_mut) {
        statements.retain(|statement| !statement.get("Sid").and_then(Value::as_str).is_some_and(|sid| without.contains(&sid)));
    }
    Ok(policy.to_string())
}

fn whys(options: &[super::Choice]) -> String {
    options.iter().map(|option| format!("{:?}: {}", option.text, option.why)).collect::<Vec<_>>().join(" ")
}

/// All variants can be asked, and the truth is not the same in all of them.
fn varies(item: &Item, asks: Asks, examiner: &mut Examiner) -> Result<(), String> {
    let Kind::Computed { set_up, request, .. } = &item.kind else { return Ok(()) };
    let mut truths: Vec<(Outcome, Source)> = Vec::new();
    for variant in 0..item.variants() {
        let values = item.variant(variant);
        let told = |why: String| {
            let values: Vec<String> = values.iter().map(|(name, value)| format!("${name} = {value:?}")).collect();
            format!("With {}: {why}", values.join(", "))
        };
        examiner.ask_variant(item, variant, 0).map_err(told)?;
        let ruling = examiner.ruling(set_up, request, &values).map_err(told)?;
        truths.push((ruling.outcome, ruling.source));
        if let Some(stranger) = examiner.strangers(set_up, request, &values).map_err(told)?.into_iter().next() {
            return Err(told(stranger));
        }
    }
    let differs = |one: &(Outcome, Source), other: &(Outcome, Source)| match asks {
        Asks::Decision => one.0 != other.0,
        Asks::Source => one.1 != other.1,
    };
    match truths.first() {
        Some(first) if !truths.iter().any(|other| differs(first, other)) => Err(match asks {
            Asks::Decision => format!("The decision is {} in all variants. Expected two that differ.", first.0.name()),
            Asks::Source => format!("The source is {} in all variants. Expected two that differ.", first.1.name()),
        }),
        _ => Ok(()),
    }
}
