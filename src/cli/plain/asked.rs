//! The questions of a step: how they are told, and what an answer in numbers means.

use crate::app::coach::Coach;
use crate::training::check::{Kind, Outcome, Source};
use crate::training::lesson::{Ask, AskKind};

/// A question with what can be answered.
pub(super) struct Told {
    /// What can be chosen, each with the word that it stands for in an answer.
    options: Vec<(String, String)>,
    /// How one answers, in a sentence.
    pub how: String,
}

/// By how much lists that are to be put in order are turned, so that they do not tell it themselves.
fn turn(seed: u64, count: usize) -> usize {
    let others = u64::try_from(count.saturating_sub(1)).unwrap_or(1).max(1);
    usize::try_from(seed % others).unwrap_or(0) + 1
}

impl Told {
    /// Of a question of the step that is shown.
    pub(super) fn of(coach: &Coach, ask: &Ask) -> Self {
        let step = coach.id(coach.at());
        let pairs = |options: &[(&str, &str)]| options.iter().map(|(said, word)| ((*said).to_owned(), (*word).to_owned())).collect();
        let turned = |items: Vec<String>| {
            let by = turn(coach.course().seed(), items.len());
            let count = items.len().max(1);
            (0..items.len()).map(|at| (at + by) % count).filter_map(|at| Some((items.get(at)?.clone(), (at + 1).to_string()))).collect()
        };
        let things = || coach.things(ask).into_iter();
        let (options, how): (Vec<(String, String)>, String) = match &ask.kind {
            AskKind::Value(Kind::Truth) => (pairs(&[("yes", "true"), ("no", "false")]), "answer and a number".into()),
            AskKind::Value(Kind::Decision) => {
                let words = |outcome: &Outcome| crate::training::check::Value::Decision(*outcome).words();
                let decisions = [Outcome::Allowed, Outcome::ImplicitDeny, Outcome::ExplicitDeny];
                (decisions.iter().map(|outcome| (words(outcome), outcome.name().to_owned())).collect(), "answer and a number".into())
            }
            AskKind::Value(Kind::Source) => {
                let words = |source: &Source| crate::training::check::Value::Source(*source).words();
                (Source::ALL.iter().map(|source| (words(source), source.name().to_owned())).collect(), "answer and a number".into())
            }
            AskKind::Value(Kind::Number) => (Vec::new(), "answer and how many".into()),
            AskKind::Value(Kind::Text) => (Vec::new(), "answer and a name".into()),
            AskKind::Choice(choices) | AskKind::Many(choices) => {
                let text = |id: &str| coach.text(&format!("{step}/{}/{id}", ask.id)).plain(usize::MAX).join(" ");
                let how =
                    if matches!(ask.kind, AskKind::Many(_)) { "answer and all numbers that are right" } else { "answer and a number" };
                (choices.iter().map(|choice| (text(&choice.id), choice.id.clone())).collect(), how.into())
            }
            AskKind::Match(_) => {
                let lefts: Vec<String> = things().map(|(left, _)| left).collect();
                let how = format!("answer and, for each of {} in this order, the number that goes with it", lefts.join(", "));
                (turned(things().map(|(_, right)| right).collect()), how)
            }
            AskKind::Order(_) => (turned(things().map(|(_, item)| item).collect()), "answer and the numbers in the right order".into()),
        };
        Self { options, how }
    }

    /// What can be chosen, with its numbers.
    pub(super) fn lines(&self) -> impl Iterator<Item = String> {
        (1..).zip(&self.options).map(|(number, (said, _))| format!("{number}. {said}"))
    }

    /// The words of an answer, numbers put into what they stand for.
    pub(super) fn words(&self, given: &[String]) -> Vec<String> {
        let word = |given: &String| {
            let option = given.parse::<usize>().ok().and_then(|number| self.options.get(number.checked_sub(1)?));
            option.map_or_else(|| given.clone(), |(_, word)| word.clone())
        };
        given.iter().map(word).collect()
    }
}
