//! A lesson under way: lines that are run, checks that are judged, answers that are taken down.
//!
//! A [`Course`] is a lesson as one learner has it. It judges a [`Scene`](super::check::Scene), wherever that comes from: the coach's is of a real
//! account, a [`Stage`]'s is in memory. A [`Runner`] runs lines on a [`Ground`], which both are.

mod course;
mod ground;
mod helping;
mod judged;
mod line;
mod noting;
mod placeholder;
mod run;
#[allow(clippy::module_inception, reason = "the stage itself, which what lies beside it is made for")]
mod stage;
mod trying;
mod variables;

pub use course::Course;
pub(super) use course::no_such_name;
pub use ground::Ground;
pub use judged::{Demanded, Judged};
pub use line::{Line, seconds};
pub use placeholder::{as_planned, as_typed, dollar_escaped, is_plain_argument, lacks_id, made_before};
pub use run::{LineError, Runner};
pub use stage::{Stage, StageError};
pub use trying::{Tried, caller_for, operation_tried, try_as};
pub use variables::Variables;
pub(super) use variables::{ACCOUNT, LESSON_ACCOUNT, names_in};
