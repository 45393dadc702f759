//! The account that a lesson begins with, as a learner's own is made.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::lesson::shipped_lesson;
use super::stage::{Course, Stage};
use crate::account::Account;

/// The fixture's lines take a second of real time each: so long before now they are begun.
const LEAD: SignedDuration = SignedDuration::from_mins(10);

/// The account that a shipped lesson begins with, made with a learner's seed, as of now.
///
/// # Errors
/// There is no such lesson, or it can't begin, in a sentence.
pub fn begun(lesson: &str, seed: u64, real_now: Timestamp) -> Result<Account, String> {
    let found = shipped_lesson(lesson).ok_or_else(|| format!("There is no lesson {lesson}."))?;
    let course = Course::new(Arc::clone(found), seed);
    let course = course.map_err(|errors| errors.first().map(ToString::to_string).unwrap_or_default())?;
    let begins = real_now.checked_sub(LEAD).unwrap_or(real_now);
    let stage = Stage::new(Arc::new(course), begins).map_err(|error| error.to_string())?;
    Ok(stage.account().clone())
}
