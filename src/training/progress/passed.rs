//! That an exam was passed: it stays known, whatever attempt comes after it.

use std::cmp::Reverse;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// An attempt at an exam that was passed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Passed {
    /// When its last step was done, in real time.
    pub finished: Timestamp,
    /// How many steps were solved.
    pub solved: usize,
    /// For how many seconds the learner was at it.
    pub seconds: u64,
    /// By how many minutes its time was extended.
    #[serde(default)]
    pub extended: u32,
    /// What its names, ids and secrets were drawn from.
    pub seed: u64,
}

impl Passed {
    /// The best of several: the one with the most steps, then the least time more, then the quickest.
    pub fn best(all: impl IntoIterator<Item = Self>) -> Option<Self> {
        all.into_iter().min_by_key(|passed| (Reverse(passed.solved), passed.extended, passed.seconds, passed.finished))
    }
}
