//! Keeps sled's panics from going anywhere: they become errors, and nobody's screen shows them.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;
use std::thread;

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

static QUIET_HOOK: Once = Once::new();

/// How sled names the threads that read and write for it.
const SLED_THREADS: &str = "sled-io-";

/// sled panicked. What it said is not kept: it may quote what it was reading.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Panicked;

/// Whether a panic on this thread is caught and becomes an error of the store. A panic hook should then keep quiet.
pub fn panics_are_caught_here() -> bool {
    GUARDED.get() || thread::current().name().is_some_and(|name| name.starts_with(SLED_THREADS))
}

/// Runs something of sled's; its panic becomes an error.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Panicked> {
    QUIET_HOOK.call_once(|| {
        let loud = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !panics_are_caught_here() {
                loud(panic);
            }
        }));
    });
    let before = GUARDED.replace(true);
    // sled's trees are not reused after a panic: whoever gets the error lets go of them.
    let outcome = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(before);
    outcome.map_err(|_| Panicked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_an_error_and_the_guard_ends_with_it() {
        assert_eq!(guarded(|| 7), Ok(7));
        assert_eq!(guarded(|| -> u8 { panic!("as sled does") }), Err(Panicked));
        assert_eq!(guarded(panics_are_caught_here), Ok(true));
        assert!(!panics_are_caught_here());
    }
}
