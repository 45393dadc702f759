//! Learning on a practice account: lessons, what they check, and how far a learner has come.
//!
//! Knows accounts and the store that keeps them, and nothing of screens: the coach, the plain mode and the command line all
//! show what is decided here.

pub mod certificate;
pub mod check;
mod draft;
pub mod given;
pub mod lesson;
mod plain_words;
pub mod progress;
pub mod proof;
pub mod quiz;
mod shelf;
pub mod stage;
mod study;
mod tally;

pub use draft::{NoDraft, Played};
pub use shelf::{Own, Shelf};
pub use study::{CHANGED, Study};
pub use tally::LessonTally;
