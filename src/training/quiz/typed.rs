//! Answers that are typed: `2`, `1 3`, `3 1 2`, `b a c`.

use super::answer::Given;
use super::form::Form;
use super::question::Question;

/// More than this is no answer.
const LONGEST: usize = 200;

impl Question {
    /// How an answer is typed, in a few words.
    pub fn how_to_type(&self) -> String {
        match &self.form {
            Form::Choose { several: false, options } => format!("a number from 1 to {}", options.len()),
            Form::Choose { .. } => "the numbers of all that are right, as in 1 3".to_owned(),
            Form::Arrange { things, .. } => {
                let numbers: Vec<String> = (1..=things.len()).rev().map(|number| number.to_string()).collect();
                format!("the numbers in the right order, as in {}", numbers.join(" "))
            }
            Form::Pair { left, .. } => {
                let letters: Vec<String> = (0..left.len()).rev().map(letter).collect();
                format!("a letter for 1, for 2 and so on, as in {}", letters.join(" "))
            }
        }
    }

    /// The answer that was typed.
    ///
    /// # Errors
    /// It is none: what was expected, in a sentence.
    pub fn typed(&self, text: &str) -> Result<Given, String> {
        let wrong = || format!("That is no answer here: type {}.", self.how_to_type());
        if text.len() > LONGEST {
            return Err(wrong());
        }
        let (count, needed) = (self.form.len(), self.needed());
        let place = |part: &str| self.place(part).filter(|place| *place < count);
        let parts: Vec<&str> = text.split([' ', ',', '\t']).filter(|part| !part.is_empty()).collect();
        let places: Option<Vec<usize>> = match parts[..] {
            // Written together, `dcba` or `312`: each letter stands for one, where all of it does not stand for one.
            [word] if place(word).is_none() => word.split("").filter(|letter| !letter.is_empty()).map(place).collect(),
            _ => parts.into_iter().map(place).collect(),
        };
        let places = places.filter(|places| needed.is_none_or(|needed| places.len() == needed)).ok_or_else(wrong)?;
        let is_twice = (1..places.len()).any(|at| places.get(at).is_some_and(|place| places.get(..at).unwrap_or_default().contains(place)));
        if places.is_empty() || is_twice {
            return Err(wrong());
        }
        Ok(match &self.form {
            Form::Choose { .. } => Given::Chosen(places),
            Form::Arrange { .. } => Given::Arranged(places),
            Form::Pair { .. } => Given::Paired(places),
        })
    }

    /// How many things make an answer; `None` where that is part of the question.
    fn needed(&self) -> Option<usize> {
        match &self.form {
            Form::Choose { several: true, .. } => None,
            Form::Choose { .. } => Some(1),
            Form::Arrange { things, .. } => Some(things.len()),
            Form::Pair { left, .. } => Some(left.len()),
        }
    }

    /// The place of what a word stands for: a number, in pairs a letter.
    fn place(&self, word: &str) -> Option<usize> {
        if matches!(self.form, Form::Pair { .. }) {
            return (0..self.form.len()).find(|place| letter(*place).eq_ignore_ascii_case(word));
        }
        if let Some(number) = word.parse::<usize>().ok().filter(|_| word.bytes().all(|byte| byte.is_ascii_digit())) {
            return number.checked_sub(1);
        }
        // What is either true or false may be answered in words.
        let is_word = |text: &str| text.eq_ignore_ascii_case(word) || text.get(..1).is_some_and(|first| first.eq_ignore_ascii_case(word));
        let texts = self.form.texts();
        if texts == [TRUE, FALSE] { texts.into_iter().position(is_word) } else { None }
    }
}

/// The words of what is so, and of what is not.
pub(super) const TRUE: &str = "True";
/// As [`TRUE`].
pub(super) const FALSE: &str = "False";

/// The letter of a partner: a, b, c.
pub fn letter(place: usize) -> String {
    u8::try_from(place).ok().filter(|place| *place < 26).map_or_else(String::new, |place| char::from(b'a' + place).to_string())
}
