//! The practice clock.

use jiff::SignedDuration;

use super::{Plan, Planning};
use crate::account::entity::Clock;
use crate::account::operation::AdvanceClock;
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::Reply;

/// The furthest that it goes ahead of the real one: a thousand years. Times end with the year 9999, and what has an age or a term
/// is reckoned from the practice clock's.
const FURTHEST: i64 = 1_000 * 365 * 86_400;

impl Plan for AdvanceClock {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let ahead = planning.account.clock_ahead().saturating_add(i64::from(self.seconds));
        if ahead > FURTHEST {
            let refusal = Refusal::new(ErrorCode::InvalidInput, "The practice clock goes a thousand years ahead of the real one at most.");
            return Err(refusal.member("Seconds").remedy("Advance it by less, or take earlier moves back with undo."));
        }
        planning.put(Clock { ahead });
        // What is gone by then belongs to the move: taking that back brings it back.
        let moved = planning.env.now.checked_add(SignedDuration::from_secs(i64::from(self.seconds))).unwrap_or(planning.env.now);
        planning.edits.extend(planning.account.due(moved));
        Ok(Reply::Nothing {})
    }
}
