//! The quiz: the bank of its items, questions made from them, answers and what is right and wrong about them, and what a learner
//! has come to know.
//!
//! An [`Item`] is what the bank holds; a [`Question`] is an item as it is put to somebody: shuffled, and where it is computed, one
//! of its variants with what the policy engine makes of it.

mod answer;
mod ask;
mod bank;
mod examiner;
mod form;
mod learned;
mod mastery;
mod memory;
mod prove;
mod question;
mod reviews;
mod sheet;
mod sitting;
mod told;
mod typed;

pub use answer::{Given, Judged, Told};
pub use bank::item::{Asks, Item, Kind, Remedy, SetUp, Variable};
pub use bank::misconception::Misconception;
pub use bank::raw::BankError;
pub use bank::{Bank, SHIPPED};
pub use examiner::Examiner;
pub use form::{Choice, Form};
pub use learned::{applied, failed_since, shipped_bank};
pub use mastery::{Standing, Strength};
pub use memory::Grade;
pub use question::Question;
pub use reviews::{Answered, Review, Reviews};
pub use sheet::Sheet;
pub use sitting::{NOTES, NOTES_QUIZ, Scope, Sitting, USUAL};
pub use typed::letter;
