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
    /// All of these, each in a place of its own: what belongs to a text on the left, or where there are none, what comes first, then
    /// next.
    Placed {
        left: Vec<String>,
        options: Vec<(String, String)>,
        places: Vec<Option<usize>>,
        /// The places that were filled, key by key: the last one is filled with the one before it.
        filled: Vec<Vec<usize>>,
    },
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
                let places = (0..pairs.len()).map(|at| kept(coach, question, at, &right)).collect();
                Self::Placed { left, options: right, places, filled: Vec::new() }
            }
            AskKind::Order(_) => {
                let items: Vec<String> = coach.things(question).into_iter().map(|(_, item)| item).collect();
                let (options, places) = (shuffled(numbered(&items), chance), vec![None; items.len()]);
                Self::Placed { left: Vec::new(), options, places, filled: Vec::new() }
            }
        }
    }

    /// How many rows one chooses among.
    pub(super) fn rows(&self) -> usize {
        match self {
            Self::One(options) | Self::Placed { options, .. } => options.len(),
            Self::Many(options) => options.len(),
            Self::Typed(..) => 0,
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
            Self::Placed { options, places, .. } => {
                let words: Option<Vec<String>> = places.iter().map(|place| Some(options.get((*place)?)?.0.clone())).collect();
                words.ok_or_else(|| "Each is chosen for one place.".into())
            }
        }
    }

    /// Puts the selected one into the first place that is open, the last one with it; whether there was such a place.
    ///
    /// # Errors
    /// It has a place already.
    pub(super) fn place(&mut self, selected: usize) -> Result<bool, String> {
        let Self::Placed { places, options, filled, .. } = self else { return Ok(false) };
        let Some(open) = places.iter().position(Option::is_none) else { return Ok(false) };
        if places.contains(&Some(selected)) {
            return Err("This one has its place already. backspace takes the last one back.".into());
        }
        let rest: Vec<usize> = (0..options.len()).filter(|at| *at != selected && !places.contains(&Some(*at))).collect();
        if let Some(place) = places.get_mut(open) {
            *place = Some(selected);
        }
        let mut by_key = vec![open];
        if let ([last], Some((at, open))) = (rest.as_slice(), places.iter_mut().enumerate().find(|(_, place)| place.is_none())) {
            *open = Some(*last);
            by_key.push(at);
        }
        filled.push(by_key);
        Ok(true)
    }

    /// Takes the last that was placed back, and what was placed by itself with it. What was kept from an answer before stays.
    pub(super) fn take_back(&mut self) {
        let Self::Placed { places, filled, .. } = self else { return };
        for at in filled.pop().unwrap_or_default() {
            if let Some(place) = places.get_mut(at) {
                *place = None;
            }
        }
    }

    /// What is asked for next, where one is placed after the other.
    pub(super) fn prompt(&self) -> Option<String> {
        let Self::Placed { left, places, .. } = self else { return None };
        Some(match (places.iter().position(Option::is_none), left.is_empty()) {
            (None, _) => "All is chosen: enter answers, backspace takes back.".to_owned(),
            (Some(0), true) => "Which comes first?".to_owned(),
            (Some(_), true) => "Which comes next?".to_owned(),
            (Some(at), false) => format!("What belongs to: {}?", left.get(at).map_or("", String::as_str)),
        })
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

    #[test]
    fn one_is_placed_after_the_other_and_the_last_by_itself() {
        let option = |word: &str| (word.to_owned(), word.to_uppercase());
        let left = ["x", "y", "z"].map(str::to_owned).to_vec();
        let mut placed =
            Answering::Placed { left, options: ["a", "b", "c"].map(option).to_vec(), places: vec![None; 3], filled: Vec::new() };
        assert_eq!(placed.prompt().unwrap(), "What belongs to: x?");
        assert_eq!((placed.place(1), placed.prompt().unwrap()), (Ok(true), "What belongs to: y?".to_owned()));
        assert!(placed.place(1).unwrap_err().contains("already"));
        assert!(placed.answer(0).is_err());
        assert_eq!((placed.place(0), placed.place(0)), (Ok(true), Ok(false)));
        assert_eq!(placed.answer(0).unwrap(), ["b", "a", "c"]);
        placed.take_back();
        assert_eq!(placed.prompt().unwrap(), "What belongs to: y?");
    }

    #[test]
    fn what_was_kept_is_not_taken_back() {
        let option = |word: &str| (word.to_owned(), word.to_uppercase());
        let options = ["a", "b", "c"].map(option).to_vec();
        let mut placed = Answering::Placed { left: Vec::new(), options, places: vec![None, None, Some(2)], filled: Vec::new() };
        assert_eq!((placed.place(1), placed.answer(0).unwrap()), (Ok(true), ["b", "a", "c"].map(str::to_owned).to_vec()));
        placed.take_back();
        placed.take_back();
        assert!(matches!(&placed, Answering::Placed { places, .. } if *places == [None, None, Some(2)]));
    }
}
