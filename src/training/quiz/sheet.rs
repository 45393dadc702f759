//! An answer under way: what has been picked so far.

use super::answer::Given;
use super::form::Form;
use super::question::Question;

/// What has been picked so far, counted from 0 in the order in which things are shown.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Sheet {
    picks: Vec<usize>,
}

impl Sheet {
    /// Picks something, or where several can be right, takes it back. Of things to arrange the last falls into its place by itself.
    pub fn pick(&mut self, question: &Question, place: usize) {
        let count = question.form.len();
        if place >= count {
            return;
        }
        match &question.form {
            Form::Choose { several: false, .. } => self.picks = vec![place],
            Form::Choose { .. } if self.picks.contains(&place) => self.picks.retain(|picked| *picked != place),
            _ if self.picks.contains(&place) => {}
            Form::Choose { .. } => self.picks.push(place),
            Form::Arrange { .. } | Form::Pair { .. } => {
                self.picks.push(place);
                if self.picks.len() + 1 == count {
                    self.picks.extend((0..count).find(|left| !self.picks.contains(left)));
                }
            }
        }
    }

    /// Takes back what was picked last, with what fell into its place because of it.
    pub fn take_back(&mut self, question: &Question) {
        let by_itself = matches!(question.form, Form::Arrange { .. } | Form::Pair { .. }) && self.picks.len() == question.form.len();
        self.picks.truncate(self.picks.len().saturating_sub(if by_itself { 2 } else { 1 }));
    }

    /// Whether nothing is picked.
    pub const fn is_empty(&self) -> bool {
        self.picks.is_empty()
    }

    /// The answer, once it is one.
    pub fn given(&self, question: &Question) -> Option<Given> {
        let picks = || self.picks.clone();
        match &question.form {
            Form::Choose { .. } => (!self.picks.is_empty()).then(|| Given::Chosen(picks())),
            Form::Arrange { things, .. } => (self.picks.len() == things.len()).then(|| Given::Arranged(picks())),
            Form::Pair { left, .. } => (self.picks.len() == left.len()).then(|| Given::Paired(picks())),
        }
    }

    /// As the how-manyth something was picked, from 0; `None` where it was not.
    pub fn place_of(&self, thing: usize) -> Option<usize> {
        self.picks.iter().position(|picked| *picked == thing)
    }

    /// What is asked for next; `None` once all is said.
    pub fn prompt(&self, question: &Question) -> Option<String> {
        let next = self.picks.len();
        match &question.form {
            Form::Choose { several: false, .. } => Some("Which is right?".to_owned()),
            Form::Choose { .. } => Some("Which are right? All of them, and no other.".to_owned()),
            Form::Arrange { things, .. } => (next < things.len()).then(|| format!("Which comes {}?", ordinal(next))),
            Form::Pair { left, .. } => left.get(next).map(|left| format!("What belongs to: {left}?")),
        }
    }
}

fn ordinal(place: usize) -> String {
    let words = ["first", "second", "third", "fourth", "fifth", "sixth"];
    words.get(place).map_or_else(|| format!("as number {}", place + 1), |word| (*word).to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::bank::Bank;
    use super::*;

    fn question(kind: &str) -> Question {
        let bank = Bank::shipped().unwrap();
        bank.items().iter().find(|item| item.kind.name() == kind).unwrap().question(1).unwrap()
    }

    #[test]
    fn one_several_and_all_of_them_are_picked() {
        let single = question("single");
        let mut sheet = Sheet::default();
        assert_eq!(sheet.given(&single), None);
        sheet.pick(&single, 2);
        sheet.pick(&single, 0);
        sheet.pick(&single, 99);
        assert_eq!(sheet.given(&single), Some(Given::Chosen(vec![0])));
        let multiple = question("multiple");
        let mut sheet = Sheet::default();
        for place in [0, 2, 0] {
            sheet.pick(&multiple, place);
        }
        assert_eq!(sheet.given(&multiple), Some(Given::Chosen(vec![2])));
        for kind in ["order", "match"] {
            let question = question(kind);
            let mut sheet = Sheet::default();
            for place in 0..question.form.len() - 1 {
                assert!(sheet.given(&question).is_none() && sheet.prompt(&question).is_some());
                sheet.pick(&question, place);
                sheet.pick(&question, place);
            }
            assert!(sheet.given(&question).is_some() && sheet.prompt(&question).is_none());
            sheet.take_back(&question);
            assert_eq!(sheet.place_of(question.form.len() - 2), None);
            for _ in 0..9 {
                sheet.take_back(&question);
            }
            assert!(sheet.is_empty());
        }
    }
}
