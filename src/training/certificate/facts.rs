//! What a certificate says.

use std::fmt;

use jiff::Timestamp;
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_128;

use crate::training::progress::{LessonRecord, Outcome};

/// What was passed, by whom and how.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// The learner's name.
    pub learner: String,
    /// The lesson's id.
    pub lesson: String,
    /// The lesson's title.
    pub title: String,
    /// When its last step was done.
    pub finished: Timestamp,
    /// How many steps it has.
    pub steps: usize,
    /// How many of them the learner did alone.
    pub solved: usize,
    /// For how many seconds the learner was at it.
    pub seconds: u64,
    /// By how many minutes the exam's time was extended; nothing where it was not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub more_minutes: Option<u32>,
    /// What the lesson's names and secrets were drawn from: another learner has another.
    pub seed: u64,
}

/// Why there is no certificate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoCertificate {
    /// The lesson is not finished.
    Unfinished {
        /// How many steps are done.
        done: usize,
        /// Of how many.
        of: usize,
    },
    /// The coach helped, or steps were left out: an exam is passed unaided.
    Aided {
        /// How many steps were done with help or left out.
        steps: usize,
    },
}

impl fmt::Display for NoCertificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unfinished { done, of } => write!(f, "The exam is not finished: {done} of {of} steps are done."),
            Self::Aided { steps } => {
                write!(f, "An exam is passed unaided, and {steps} of its steps were helped with or left out. Begin it anew.")
            }
        }
    }
}

impl std::error::Error for NoCertificate {}

/// The command line that prints the certificate of a lesson as a page, for a learner; the name on it is still to be put in.
pub fn command(lesson: &str, learner: &str) -> String {
    let of = if learner.is_empty() { String::new() } else { format!(" --learner {learner}") };
    format!("iam-console certificate {lesson}{of} --name \"Your Name\" --format html > certificate.html")
}

impl Certificate {
    /// The certificate of a lesson of so many steps, of the best attempt that was passed.
    ///
    /// # Errors
    /// Where it is not finished, or not without help.
    pub fn of(learner: &str, (id, title): (&str, &str), steps: usize, record: &LessonRecord) -> Result<Self, NoCertificate> {
        if let Some(passed) = record.best_pass().filter(|passed| passed.solved >= steps) {
            return Ok(Self {
                learner: learner.to_owned(),
                lesson: id.to_owned(),
                title: title.to_owned(),
                finished: passed.finished,
                steps,
                solved: passed.solved,
                seconds: passed.seconds,
                more_minutes: Some(passed.extended).filter(|minutes| *minutes > 0),
                seed: passed.seed,
            });
        }
        let done = record.done();
        let aided = record.count(Outcome::Assisted) + record.count(Outcome::Skipped);
        if aided > 0 { Err(NoCertificate::Aided { steps: aided }) } else { Err(NoCertificate::Unfinished { done, of: steps }) }
    }

    /// The day on which it was passed, in world time: `2026-11-29`.
    pub fn day(&self) -> String {
        Offset::UTC.to_datetime(self.finished).date().to_string()
    }

    /// What stands for all that it says: two certificates that differ in a letter have different ones.
    pub fn digest(&self) -> String {
        let facts = serde_json::to_vec(self).unwrap_or_default();
        format!("{:032x}", xxh3_128(&facts))
    }
}
