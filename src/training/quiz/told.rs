//! Questions and what is right about answers as plain lines: without columns, signs or colours, for whoever listens to them.

use super::answer::{Given, Judged};
use super::form::Form;
use super::question::Question;
use super::typed::letter;

impl Question {
    /// The question, a line for each thing that can be chosen. Not escaped.
    pub fn in_lines(&self) -> Vec<String> {
        let mut lines: Vec<String> = self.stem.lines().map(str::to_owned).collect();
        if let Some(policy) = &self.policy {
            lines.extend(policy.lines().map(|line| format!("    {line}")));
        }
        let numbered =
            |texts: &[String]| -> Vec<String> { texts.iter().enumerate().map(|(at, text)| format!("{}. {text}", at + 1)).collect() };
        match &self.form {
            Form::Choose { options, .. } => lines.extend(numbered(&options.iter().map(|option| option.text.clone()).collect::<Vec<_>>())),
            Form::Arrange { things, .. } => lines.extend(numbered(things)),
            Form::Pair { left, right, .. } => {
                lines.extend(numbered(left));
                lines.push("Belongs to one of:".to_owned());
                lines.extend(right.iter().enumerate().map(|(at, text)| format!("{}. {text}", letter(at))));
            }
        }
        lines
    }

    /// Whether an answer was right, why, and why the others are wrong. Not escaped.
    pub fn judged_in_lines(&self, judged: &Judged) -> Vec<String> {
        let mut lines = vec![self.verdict(judged)];
        for (at, told) in judged.told.iter().enumerate() {
            let name = if matches!(self.form, Form::Choose { .. }) { format!("{}. {}", at + 1, told.text) } else { told.text.clone() };
            let name = name.trim_end_matches('.');
            // An option that is wrong may have been left alone rightly: who hears the line must know which it was.
            let mark = match (&self.form, told.is_right, told.was_given) {
                (Form::Choose { .. }, true, true) => "Right answer, and yours",
                (Form::Choose { .. }, true, false) => "Right answer",
                (Form::Choose { .. }, false, true) => "Wrong answer, and yours",
                (Form::Choose { .. }, false, false) => "Wrong answer",
                (_, true, _) => "Right",
                (_, false, _) => "Wrong",
            };
            let why = if told.why.is_empty() { String::new() } else { format!(" {}", told.why) };
            lines.push(format!("{mark}: {name}.{why}"));
        }
        lines.extend(judged.why.clone());
        lines.extend(self.today.as_ref().map(|today| format!("Today: {today}")));
        lines
    }

    /// Whether an answer was right, in a sentence with the right one.
    pub fn verdict(&self, judged: &Judged) -> String {
        if judged.is_right {
            return "Right.".to_owned();
        }
        match judged.parts {
            (right, all) if all > 1 => format!("Wrong; {right} of {all} parts are right. The answer is {}.", self.in_short(&self.truth())),
            _ => format!("Wrong. The answer is {}.", self.in_short(&self.truth())),
        }
    }

    /// An answer as it would be typed.
    pub fn in_short(&self, given: &Given) -> String {
        let (Given::Chosen(places) | Given::Arranged(places) | Given::Paired(places)) = given;
        let one = |place: &usize| if matches!(given, Given::Paired(_)) { letter(*place) } else { (place + 1).to_string() };
        places.iter().map(one).collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::bank::Bank;
    use super::*;

    #[test]
    fn a_question_in_lines_and_its_answer() {
        let bank = Bank::shipped().unwrap();
        let question = bank.item("notes-2-attach-except").unwrap().question(1).unwrap();
        let lines = question.in_lines();
        assert_eq!(lines.len(), 5);
        let Given::Chosen(truth) = question.truth() else { panic!() };
        let wrong = question.typed(if truth == [0] { "2" } else { "1" }).unwrap();
        let judged = question.judge(&wrong);
        assert_eq!(question.verdict(&judged), format!("Wrong. The answer is {}.", truth[0] + 1));
        assert_eq!(question.judged_in_lines(&judged).len(), 5);
    }

    #[test]
    fn true_and_false_are_words_too() {
        let bank = Bank::shipped().unwrap();
        let question = bank.item("notes-1-root-mfa").unwrap().question(1).unwrap();
        for right in ["1", "true", "T", "t", " 1 "] {
            assert!(question.judge(&question.typed(right).unwrap()).is_right, "{right}");
        }
        for wrong in ["2", "False", "f"] {
            assert!(!question.judge(&question.typed(wrong).unwrap()).is_right, "{wrong}");
        }
        for none in ["", "3", "0", "1 2", "x", "tru", "-1", "+1", "1.", "99999999999999999999999"] {
            assert!(question.typed(none).unwrap_err().starts_with("That is no answer here: type a number from 1 to 2."), "{none}");
        }
    }

    #[test]
    fn what_has_an_order_may_be_written_together() {
        let bank = Bank::shipped().unwrap();
        let is_long = |question: &Question| !matches!(question.form, Form::Choose { several: false, .. }) && question.form.len() > 2;
        let questions = bank.items().iter().filter_map(|item| item.question(7)).filter(is_long);
        let mut count = 0;
        for question in questions {
            let truth = question.truth();
            let short = question.in_short(&truth);
            let written: Vec<String> = [short.replace(' ', ""), short.replace(' ', ", "), short.clone()].into();
            assert!(written.iter().all(|text| question.typed(text).as_ref() == Ok(&truth)), "{written:?}");
            count += 1;
        }
        assert!(count > 9, "{count}");
    }

    #[test]
    fn every_question_has_its_answer_shuffled_as_it_may_be() {
        for item in Bank::shipped().unwrap().items() {
            for chance in 0..5 {
                let Some(question) = item.question(chance) else { continue };
                let truth = question.truth();
                assert!(question.judge(&truth).is_right, "{}", item.id);
                assert_eq!(question.typed(&question.in_short(&truth)).unwrap(), truth, "{}", item.id);
                let judged = question.judge(&truth);
                assert!(judged.why.is_some() || judged.told.iter().all(|told| !told.why.is_empty()), "{}", item.id);
            }
        }
    }

    proptest! {
        #[test]
        fn anything_typed_is_an_answer_or_none(text in ".{0,40}", digits in "[0-9a-e ,]{0,12}", chance: u64) {
            for item in Bank::shipped().unwrap().items().iter().step_by(9) {
                let Some(question) = item.question(chance) else { continue };
                for text in [&text, &digits] {
                    if let Ok(given) = question.typed(text) {
                        let judged = question.judge(&given);
                        prop_assert_eq!(judged.is_right, judged.parts.0 == judged.parts.1);
                    }
                }
            }
        }
    }
}
