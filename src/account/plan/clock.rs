//! The practice clock.

use super::{Plan, Planning};
use crate::account::entity::Clock;
use crate::account::operation::AdvanceClock;
use crate::account::refusal::Refusal;
use crate::account::reply::Reply;

impl Plan for AdvanceClock {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let ahead = planning.account.clock_ahead().saturating_add(i64::from(self.seconds));
        planning.put(Clock { ahead });
        Ok(Reply::Nothing {})
    }
}
