//! Asking any item, those that the engine decides as well.

use super::item::Item;
use super::question::{Form, Question};

/// Makes questions from items.
#[derive(Default)]
pub struct Examiner {}

impl Examiner {
    /// The question of an item, shuffled by chance; of a computed one, a variant by chance.
    ///
    /// # Errors
    /// The item's lines can't be run, in a sentence.
    pub fn ask(&mut self, item: &Item, chance: u64) -> Result<Question, String> {
        item.question(chance).ok_or_else(|| "the engine is not asked yet".to_owned())
    }
}

impl Question {
    /// What helps, without giving the answer away: what is so about the misconception, or one option that is wrong.
    pub fn hint(&self) -> String {
        match &self.form {
            Form::Choose { options, several: false } if options.len() > 2 && !self.is_computed => {
                let wrong = options.iter().enumerate().find(|(_, option)| !option.is_right);
                wrong.map_or_else(String::new, |(at, option)| format!("It is not {}: {}", at + 1, option.why))
            }
            _ => format!("Remember: {}", self.misconception.truth()),
        }
    }
}
