//! Making a question from an item.

use rand::SeedableRng;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;

use super::bank::item::{Item, Kind};
use super::form::{Choice, Form};
use super::question::Question;
use super::typed::{FALSE, TRUE};

impl Item {
    /// The question of an item that needs no engine, shuffled by chance; `None` where the engine decides.
    pub fn question(&self, chance: u64) -> Option<Question> {
        let mut chance = StdRng::seed_from_u64(chance);
        let mut policy = None;
        let form = match &self.kind {
            Kind::TrueFalse { answer, why, why_not } => true_or_false(*answer, why, why_not),
            Kind::Single(options) => Form::Choose { options: shuffled(options, &mut chance), several: false },
            Kind::Multiple(options) => Form::Choose { options: shuffled(options, &mut chance), several: true },
            Kind::Order { sequence, why } => arranged(sequence, why, &mut chance),
            Kind::Match { pairs, why } => paired(pairs, why, &mut chance),
            Kind::Mark { policy: document, statements, .. } => {
                policy = Some(document.clone());
                // In the order of the document.
                let several = statements.iter().filter(|statement| statement.is_right).count() > 1;
                Form::Choose { options: statements.clone(), several }
            }
            Kind::Fix { .. } | Kind::Computed { .. } => return None,
        };
        Some(Question { policy, ..Question::about(self, form) })
    }
}

fn true_or_false(answer: bool, why: &str, why_not: &str) -> Form {
    let option = |text: &str, is_right: bool| {
        let why = if is_right { why } else { why_not };
        Choice { text: text.to_owned(), is_right, why: why.to_owned() }
    };
    Form::Choose { options: vec![option(TRUE, answer), option(FALSE, !answer)], several: false }
}

pub(super) fn shuffled<T: Clone>(things: &[T], chance: &mut StdRng) -> Vec<T> {
    let mut shuffled = things.to_vec();
    shuffled.shuffle(chance);
    shuffled
}

/// Where each of so many things is shown.
fn places(count: usize, chance: &mut StdRng) -> Vec<usize> {
    shuffled(&(0..count).collect::<Vec<_>>(), chance)
}

/// The things, each put in its place.
fn in_places<T: Clone>(things: &[T], places: &[usize]) -> Vec<T> {
    let mut shown: Vec<(usize, T)> = places.iter().copied().zip(things.iter().cloned()).collect();
    shown.sort_by_key(|(place, _)| *place);
    shown.into_iter().map(|(_, thing)| thing).collect()
}

fn arranged(sequence: &[(String, String)], why: &str, chance: &mut StdRng) -> Form {
    let mut order = places(sequence.len(), chance);
    // What is shown in the right order is no question.
    if order.is_sorted() {
        order.reverse();
    }
    let (things, reasons): (Vec<String>, Vec<String>) = in_places(sequence, &order).into_iter().unzip();
    Form::Arrange { things, order, reasons, why: why.to_owned() }
}

fn paired(pairs: &[((String, String), String)], why: &str, chance: &mut StdRng) -> Form {
    let (pairs, reasons): (Vec<(String, String)>, Vec<String>) = shuffled(pairs, chance).into_iter().unzip();
    let (left, right): (Vec<String>, Vec<String>) = pairs.into_iter().unzip();
    let partners = places(right.len(), chance);
    Form::Pair { left, right: in_places(&right, &partners), partners, reasons, why: why.to_owned() }
}
