//! Work that is shared out among the machine's processors.

use std::num::NonZero;
use std::thread;

use crate::access::progress::Cancelled;

/// So few pieces of work are sooner done than shared out.
const FEW: usize = 16;

/// What comes of each piece of work, in order. Each share has something of its own that it works with.
///
/// # Errors
/// Where nobody wants the answer any more.
pub(in crate::access) fn shared_out<T: Sync, W, R: Send>(
    work: &[T],
    tool: impl Fn() -> W + Sync,
    done: impl Fn(&T, &mut W) -> Result<R, Cancelled> + Sync,
) -> Result<Vec<R>, Cancelled> {
    let workers = if work.len() < FEW { 1 } else { thread::available_parallelism().map_or(1, NonZero::get) };
    let share = |work: &[T]| {
        let mut tool = tool();
        work.iter().map(|one| done(one, &mut tool)).collect::<Result<Vec<_>, _>>()
    };
    let share = &share;
    let mut shares = work.chunks(work.len().div_ceil(workers).max(1));
    let own = shares.next().unwrap_or_default();
    thread::scope(|scope| {
        let others: Vec<_> = shares.map(|work| scope.spawn(move || share(work))).collect();
        let mut all = share(own)?;
        for other in others {
            all.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
        }
        Ok(all)
    })
}
