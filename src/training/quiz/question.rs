//! A question as it is put to somebody.

use super::answer::{Given, Judged, judge};
use super::bank::item::Item;
use super::bank::misconception::Misconception;
use crate::training::lesson::Level;

/// A question as it is put to somebody. None of its texts is escaped.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Question {
    /// The item that it was made from.
    pub item: String,
    /// The item's topic.
    pub topic: String,
    /// What it is to dispel.
    pub misconception: Misconception,
    /// How much it asks for.
    pub level: Level,
    /// Which variant of a computed item it is.
    pub variant: usize,
    /// Whether the engine has decided what is right.
    pub is_computed: bool,
    /// The question.
    pub stem: String,
    /// A policy that is asked about.
    pub policy: Option<String>,
    /// Today's practice, where the classic answer is another.
    pub today: Option<String>,
    /// What there is to answer.
    pub form: Form,
}

/// What there is to answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Form {
    /// Options.
    Choose {
        /// In the order in which they are shown.
        options: Vec<Choice>,
        /// Whether more than one may be chosen.
        several: bool,
    },
    /// Things to put in order.
    Arrange {
        /// In the order in which they are shown.
        things: Vec<String>,
        /// Which of them is first, second, and so on.
        order: Vec<usize>,
        /// Why each of them is where it belongs, in the order in which they are shown.
        reasons: Vec<String>,
        /// Why in this order.
        why: String,
    },
    /// Things to put together.
    Pair {
        /// What partners are looked for.
        left: Vec<String>,
        /// The partners, in the order in which they are shown.
        right: Vec<String>,
        /// Each left one's partner.
        partners: Vec<usize>,
        /// Why each left one has that partner.
        reasons: Vec<String>,
        /// Why they belong together.
        why: String,
    },
}

/// An option.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// What it says.
    pub text: String,
    /// Whether it is right.
    pub is_right: bool,
    /// Why it is right, or wrong.
    pub why: String,
}

impl Question {
    /// What is the same however an item is asked.
    pub(super) fn about(item: &Item, form: Form) -> Self {
        Self {
            item: item.id.clone(),
            topic: item.topic.clone(),
            misconception: item.misconception,
            level: item.level,
            variant: 0,
            is_computed: item.kind.is_decided_by_engine(),
            stem: item.stem.clone(),
            policy: None,
            today: item.today.clone(),
            form,
        }
    }

    /// Whether an answer is right, how much of it, and why.
    pub fn judge(&self, given: &Given) -> Judged {
        judge(&self.form, given)
    }

    /// The right answer.
    pub fn truth(&self) -> Given {
        match &self.form {
            Form::Choose { options, .. } => {
                Given::Chosen(options.iter().enumerate().filter(|(_, option)| option.is_right).map(|(at, _)| at).collect())
            }
            Form::Arrange { order, .. } => Given::Arranged(order.clone()),
            Form::Pair { partners, .. } => Given::Paired(partners.clone()),
        }
    }
}

impl Form {
    /// How many things there are to choose from.
    pub const fn len(&self) -> usize {
        match self {
            Self::Choose { options, .. } => options.len(),
            Self::Arrange { things, .. } => things.len(),
            Self::Pair { right, .. } => right.len(),
        }
    }

    /// Whether there is nothing to choose from; then it is no question.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What can be chosen, as it is shown.
    pub fn texts(&self) -> Vec<&str> {
        match self {
            Self::Choose { options, .. } => options.iter().map(|option| option.text.as_str()).collect(),
            Self::Arrange { things, .. } => things.iter().map(String::as_str).collect(),
            Self::Pair { right, .. } => right.iter().map(String::as_str).collect(),
        }
    }
}
