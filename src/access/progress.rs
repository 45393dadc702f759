//! How far a long question has come, and whether anybody still wants the answer.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Shared between whoever answers and whoever waits.
#[derive(Default, Debug)]
pub struct Progress {
    cancelled: AtomicBool,
    done: AtomicUsize,
    of: AtomicUsize,
}

/// Nobody wants the answer any more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cancelled;

impl Progress {
    /// Stops whoever answers at the next step.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// How many steps are done, and of how many.
    pub fn so_far(&self) -> (usize, usize) {
        (self.done.load(Ordering::Relaxed), self.of.load(Ordering::Relaxed))
    }

    pub(super) fn expect(&self, steps: usize) {
        self.of.store(steps, Ordering::Relaxed);
        self.done.store(0, Ordering::Relaxed);
    }

    /// Counts a step.
    ///
    /// # Errors
    /// Where it was cancelled.
    pub(super) fn step(&self) -> Result<(), Cancelled> {
        self.done.fetch_add(1, Ordering::Relaxed);
        self.step_within()
    }

    /// Goes on within a step.
    ///
    /// # Errors
    /// Where it was cancelled.
    pub(super) fn step_within(&self) -> Result<(), Cancelled> {
        if self.cancelled.load(Ordering::Relaxed) { Err(Cancelled) } else { Ok(()) }
    }
}
