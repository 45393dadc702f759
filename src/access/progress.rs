//! How far a long question has come, and whether anybody still wants the answer.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Shared between whoever answers and whoever waits.
#[derive(Default)]
pub struct Progress {
    cancelled: AtomicBool,
    done: AtomicUsize,
    of: AtomicUsize,
    tell: Option<Tell>,
}

/// Takes how many steps are done, and of how many.
type Tell = Box<dyn Fn(usize, usize) + Send + Sync>;

/// Nobody wants the answer any more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cancelled;

impl Progress {
    /// One that tells at every step how many are done, and of how many. Steps are many and short: telling must be quick.
    pub fn telling(tell: impl Fn(usize, usize) + Send + Sync + 'static) -> Self {
        Self { tell: Some(Box::new(tell)), ..Self::default() }
    }

    /// Stops whoever answers at the next step.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    pub(super) fn expect(&self, steps: usize) {
        self.of.store(steps, Ordering::Relaxed);
        self.done.store(0, Ordering::Relaxed);
    }

    /// Counts steps that are done.
    ///
    /// # Errors
    /// Where it was cancelled.
    pub(super) fn step(&self, steps: usize) -> Result<(), Cancelled> {
        let done = self.done.fetch_add(steps, Ordering::Relaxed) + steps;
        if let Some(tell) = &self.tell {
            tell(done, self.of.load(Ordering::Relaxed));
        }
        self.go_on()
    }

    /// Goes on within a step.
    ///
    /// # Errors
    /// Where it was cancelled.
    pub(super) fn go_on(&self) -> Result<(), Cancelled> {
        if self.cancelled.load(Ordering::Relaxed) { Err(Cancelled) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    #[test]
    fn every_step_is_told_and_none_is_taken_once_it_is_cancelled() {
        let told = Arc::new(Mutex::new(Vec::new()));
        let heard = told.clone();
        let progress = Progress::telling(move |done, of| heard.lock().unwrap().push((done, of)));
        progress.expect(6);
        assert_eq!((progress.step(1), progress.step(5)), (Ok(()), Ok(())));
        progress.cancel();
        assert_eq!((progress.step(1), progress.go_on()), (Err(Cancelled), Err(Cancelled)));
        assert_eq!(told.lock().unwrap()[..2], [(1, 6), (6, 6)]);
    }
}
