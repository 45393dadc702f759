//! What is answered to a question: how it can be, what is chosen so far, and what that is as words of an answer.

use xxhash_rust::xxh3::xxh3_128;

use crate::app::coach::Coach;
use crate::training::check::{Kind, Outcome, Source, Value};
use crate::training::lesson::{Ask, AskKind, Choice};
use crate::widgets::text_input::TextInput;

/// How it is answered.
pub(super) enum Answering {
    /// One of these: a word of the answer, and what is shown of it.
    One(Vec<(String, String)>),
    /// All of these that are marked.
    Many(Vec<(String, String, bool)>),
    /// What is typed.
    Typed(TextInput, Kind),
    /// To each on the left one on the right, by its place there.
    Match { left: Vec<String>, right: Vec<(String, String)>, chosen: Vec<Option<usize>> },
    /// In this order.
    Order(Vec<(String, String)>),
}

impl Answering {
    /// How a question is answered. What has an order that would give the answer away is shown in another, the same throughout an
    /// attempt.
    pub(super) fn of(coach: &Coach, question: &Ask, step: &str) -> Self {
        let chance = xxh3_128(format!("{:016x}/{step}/{}", coach.study.seed, question.id).as_bytes()).to_le_bytes();
        let decisions = [Outcome::Allowed, Outcome::ImplicitDeny, Outcome::ExplicitDeny].map(Value::Decision);
        let one = |values: &[Value]| Self::One(values.iter().map(|value| (value.to_string(), capitalised(&value.words()))).collect());
        let options = |options: &[Choice]| -> Vec<(String, String)> {
            let text = |id: &str| coach.text(&format!("{step}/{}/{id}", question.id)).plain(usize::MAX).join(" ");
            options.iter().map(|option| (option.id.clone(), text(&option.id))).collect()
        };
        match &question.kind {
            AskKind::Value(Kind::Decision) => one(&decisions),
            AskKind::Value(Kind::Truth) => Self::One(["yes", "no"].map(|word| (word.to_owned(), capitalised(word))).into()),
            AskKind::Value(Kind::Source) => one(&Source::ALL.map(Value::Source)),
            AskKind::Value(kind) => Self::Typed(TextInput::default(), *kind),
            AskKind::Choice(choices) => Self::One(shuffled(options(choices), chance)),
            AskKind::Many(choices) => {
                Self::Many(shuffled(options(choices), chance).into_iter().map(|(word, text)| (word, text, false)).collect())
            }
            AskKind::Match(pairs) => {
                let (left, right): (Vec<String>, Vec<String>) = coach.things(question).into_iter().unzip();
                let right = shuffled(numbered(&right), chance);
                let chosen = (0..pairs.len()).map(|at| kept(coach, question, at, &right)).collect();
                Self::Match { left, right, chosen }
            }
            AskKind::Order(_) => {
                let items: Vec<String> = coach.things(question).into_iter().map(|(_, item)| item).collect();
                Self::Order(shuffled(numbered(&items), chance))
            }
        }
    }

    /// How many rows one chooses among.
    pub(super) fn rows(&self) -> usize {
        match self {
            Self::One(options) => options.len(),
            Self::Many(options) => options.len(),
            Self::Typed(..) => 0,
            Self::Match { left, .. } => left.len(),
            Self::Order(items) => items.len(),
        }
    }

    /// The answer, a word for each part, where this row is selected; or what is missing.
    pub(super) fn answer(&self, selected: usize) -> Result<Vec<String>, String> {
        match self {
            Self::One(options) => options.get(selected).map(|(word, _)| vec![word.clone()]).ok_or_else(String::new),
            // Nothing marked is no answer: most of all not from whom enter has answered all questions before.
            Self::Many(options) if options.iter().all(|(_, _, marked)| !marked) => Err("Mark one with space first.".into()),
            Self::Many(options) => Ok(options.iter().filter(|(_, _, marked)| *marked).map(|(word, _, _)| word.clone()).collect()),
            Self::Typed(input, kind) => {
                let text = input.text().trim();
                match Value::read(text, *kind) {
                    Some(_) if !text.is_empty() => Ok(vec![text.to_owned()]),
                    _ => Err(format!("Type {}.", kind.words())),
                }
            }
            Self::Match { right, chosen, left } => {
                let words: Option<Vec<String>> = chosen.iter().map(|place| Some(right.get((*place)?)?.0.clone())).collect();
                let open = chosen.iter().position(Option::is_none).and_then(|at| left.get(at));
                words.ok_or_else(|| format!("Choose one for {} first.", open.map_or("each", String::as_str)))
            }
            Self::Order(items) => Ok(items.iter().map(|(word, _)| word.clone()).collect()),
        }
    }
}

/// What was matched rightly before stays matched, once that was told.
fn kept(coach: &Coach, question: &Ask, at: usize, right: &[(String, String)]) -> Option<usize> {
    let given = coach.record.attempt.answers.get(&question.id).filter(|given| given.right.is_some())?;
    let word = given.last.get(at).filter(|_| !question.misplaced(&given.last).contains(&(at + 1)))?;
    right.iter().position(|(number, _)| number == word)
}

/// Texts with their numbers, from 1, as the words of an answer.
fn numbered<'a>(texts: impl IntoIterator<Item = &'a String>) -> Vec<(String, String)> {
    (1..).zip(texts).map(|(number, text): (usize, _)| (number.to_string(), text.clone())).collect()
}

/// In an order of chance, and never in the one given where there is another.
fn shuffled(mut items: Vec<(String, String)>, chance: [u8; 16]) -> Vec<(String, String)> {
    let before = items.clone();
    for at in (1..items.len()).rev() {
        let other = chance.get(at % chance.len()).map_or(0, |byte| usize::from(*byte) % (at + 1));
        items.swap(at, other);
    }
    if items == before && items.len() > 1 {
        items.rotate_left(1);
    }
    items
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_marked_is_no_answer() {
        let options = |marked| Answering::Many(vec![("a".into(), "A".into(), false), ("b".into(), "B".into(), marked)]);
        assert_eq!(options(false).answer(0), Err("Mark one with space first.".into()));
        assert_eq!(options(true).answer(0), Ok(vec!["b".into()]));
    }
}
