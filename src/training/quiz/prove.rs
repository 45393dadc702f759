//! Proving items: that the engine can decide them, and does so as a question needs it.

use jiff::Timestamp;

use super::bank::{Bank, error_at};
use super::examiner::Examiner;
use super::item::{Asks, Item, Kind};
use super::question::Form;
use super::raw::BankError;
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
        _ => Ok(()),
    }
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
