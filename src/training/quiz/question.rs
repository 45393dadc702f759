//! A question as it is put to somebody.

use super::answer::{Given, Judged, judge};
use super::bank::item::Item;
use super::bank::misconception::Misconception;
use super::form::Form;
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
