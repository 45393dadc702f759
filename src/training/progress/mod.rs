//! How far a learner has come: one file a learner, in a folder of its own beside the accounts.
//!
//! A [`ProgressFile`] is read whole and changed under a lock, so that several consoles of one learner keep each other's work;
//! what it holds is a [`Progress`]. What learners hand in is read by [`class`].

pub mod class;
mod error;
mod exam;
mod export;
mod file;
mod learner;
mod merge;
mod passed;
mod record;

pub use error::ProgressError;
pub use export::{as_csv, as_json, from_json};
pub use file::{ProgressFile, Read};
pub use learner::Learner;
pub use passed::Passed;
pub use record::{HintRung, Learned, LessonRecord, Outcome, Progress, StepRecord};
