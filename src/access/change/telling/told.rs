//! What a change gives and takes, as it is told: shortly, or with all names.

use crate::access::change::difference::Difference;
use crate::access::clauses::spelled::Spelled;

/// What there is to say of a change.
pub struct Told {
    sentences: Vec<String>,
    first: Option<&'static str>,
    difference: Option<Box<Difference>>,
}

impl Told {
    /// What is said first, and what is known of what the change gives and takes.
    pub(in crate::access) fn of(first: Option<&'static str>, difference: Option<Difference>) -> Self {
        let sentences = spelled(first, difference.as_ref(), Spelled::First);
        Self { sentences, first, difference: difference.map(Box::new) }
    }

    /// The sentences, of many names with the first.
    pub fn sentences(&self) -> &[String] {
        &self.sentences
    }

    /// The same with all names.
    pub fn in_full(&self) -> Vec<String> {
        spelled(self.first, self.difference.as_deref(), Spelled::All)
    }
}

fn spelled(first: Option<&'static str>, difference: Option<&Difference>, spelled: Spelled) -> Vec<String> {
    let told = difference.map(|difference| difference.told_spelled(spelled)).unwrap_or_default();
    first.map(str::to_owned).into_iter().chain(told).collect()
}
