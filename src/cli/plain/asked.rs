//! The questions of a step: how they are told, and what an answer in numbers means.

use crate::app::coach::Coach;
use crate::training::check::{Kind, Outcome, Source};
use crate::training::lesson::{Ask, AskKind};
use crate::training::quiz::letter;

/// A question with what can be answered.
pub(super) struct Told {
    /// What can be chosen, each with the word that it stands for in an answer.
    options: Vec<(String, String)>,
    /// Whether they have letters, because what they go with has the numbers.
    is_lettered: bool,
    /// What each of them may go with.
    lefts: Vec<String>,
    /// What is typed behind the word that answers, in a clause.
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
            AskKind::Value(Kind::Truth) => (pairs(&[("yes", "yes"), ("no", "no")]), "and a number".into()),
            AskKind::Value(Kind::Decision) => {
                let words = |outcome: &Outcome| crate::training::check::Value::Decision(*outcome).words();
                let decisions = [Outcome::Allowed, Outcome::ImplicitDeny, Outcome::ExplicitDeny];
                (decisions.iter().map(|outcome| (words(outcome), outcome.name().to_owned())).collect(), "and a number".into())
            }
            AskKind::Value(Kind::Source) => {
                let words = |source: &Source| crate::training::check::Value::Source(*source).words();
                (Source::ALL.iter().map(|source| (words(source), source.name().to_owned())).collect(), "and a number".into())
            }
            AskKind::Value(Kind::Number) => (Vec::new(), "and how many".into()),
            AskKind::Value(Kind::Text) => (Vec::new(), "and a name".into()),
            AskKind::Choice(choices) | AskKind::Many(choices) => {
                let text = |id: &str| coach.text(&format!("{step}/{}/{id}", ask.id)).plain(usize::MAX).join(" ");
                let how = if matches!(ask.kind, AskKind::Many(_)) { "and all numbers that are right" } else { "and a number" };
                (choices.iter().map(|choice| (text(&choice.id), choice.id.clone())).collect(), how.into())
            }
            AskKind::Match(_) => {
                (turned(things().map(|(_, right)| right).collect()), "and a letter for 1, for 2 and so on, as in answer b a".into())
            }
            AskKind::Order(_) => (turned(things().map(|(_, item)| item).collect()), "and the numbers in the right order".into()),
        };
        let is_lettered = matches!(ask.kind, AskKind::Match(_));
        let lefts = if is_lettered { things().map(|(left, _)| left).collect() } else { Vec::new() };
        Self { options, is_lettered, lefts, how }
    }

    /// Whether one chooses from something.
    pub(super) fn is_chosen_from(&self) -> bool {
        !self.options.is_empty()
    }

    /// What can be chosen, with its numbers or letters.
    pub(super) fn lines(&self) -> Vec<String> {
        let numbered =
            |texts: &mut dyn Iterator<Item = &String>| (1..).zip(texts).map(|(number, text)| format!("{number}. {text}")).collect();
        let mut said = self.options.iter().map(|(said, _)| said);
        if !self.is_lettered {
            return numbered(&mut said);
        }
        let lettered = said.enumerate().map(|(place, text)| format!("{}. {text}", letter(place)));
        let mut lines: Vec<String> = numbered(&mut self.lefts.iter());
        lines.push("Belongs to one of:".to_owned());
        lines.extend(lettered);
        lines
    }

    /// The words of an answer, numbers and letters put into what they stand for: `3 1`, `3,1`, and where there are few also `31`.
    pub(super) fn words(&self, given: &[String]) -> Vec<String> {
        let given: Vec<&str> = given.iter().flat_map(|word| word.split(',')).filter(|word| !word.is_empty()).collect();
        let together: Option<Vec<&str>> = match given[..] {
            [word] if self.option(word).is_none() => {
                let parts: Vec<&str> = word.split("").filter(|part| !part.is_empty()).collect();
                parts.iter().all(|part| self.option(part).is_some()).then_some(parts)
            }
            _ => None,
        };
        let word = |given: &str| self.option(given).map_or_else(|| given.to_owned(), str::to_owned);
        together.unwrap_or(given).into_iter().map(word).collect()
    }

    /// What a number or letter stands for.
    fn option(&self, given: &str) -> Option<&str> {
        let place = if self.is_lettered {
            (0..self.options.len()).find(|place| letter(*place).eq_ignore_ascii_case(given))
        } else {
            given.parse::<usize>().ok().and_then(|number| number.checked_sub(1))
        };
        self.options.get(place?).map(|(_, word)| word.as_str())
    }
}
