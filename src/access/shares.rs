//! Work that is shared out among the machine's processors.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::access::progress::Cancelled;

/// So few pieces of work are sooner done than shared out.
const FEW: usize = 16;

/// What comes of each piece of work, in order. Whoever works has something of its own that it works with, and takes the next piece
/// once it is done with one: some take much longer than others.
///
/// # Errors
/// Where nobody wants the answer any more.
pub(in crate::access) fn shared_out<T: Sync, W, R: Send>(
    work: &[T],
    tool: impl Fn() -> W + Sync,
    done: impl Fn(&T, &mut W) -> Result<R, Cancelled> + Sync,
) -> Result<Vec<R>, Cancelled> {
    let workers = if work.len() < FEW { 1 } else { thread::available_parallelism().map_or(1, NonZero::get) };
    let next = AtomicUsize::new(0);
    let share = || {
        let (mut tool, mut all) = (tool(), Vec::new());
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(one) = work.get(at) else { return Ok(all) };
            all.push((at, done(one, &mut tool)?));
        }
    };
    let share = &share;
    thread::scope(|scope| {
        let others: Vec<_> = (1..workers).map(|_| scope.spawn(share)).collect();
        let mut all = share()?;
        for other in others {
            all.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
        }
        all.sort_unstable_by_key(|(at, _)| *at);
        Ok(all.into_iter().map(|(_, done)| done).collect())
    })
}
