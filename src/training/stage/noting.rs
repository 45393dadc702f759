//! Requests noted down as the learner's: reading leaves no trace in an account.

use jiff::Timestamp;

use super::ground::Ground;
use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::operation::Operation;
use crate::account::refusal::Refusal;
use crate::account::reply::Reply;
use crate::store::{History, StoreError};
use crate::training::check::Attempt;

/// An account at work whose requests are noted: who only reads leaves nothing in the history.
pub(super) struct Noting<'a> {
    pub(super) ground: &'a mut dyn Ground,
    pub(super) learner: &'a mut Attempt,
}

impl Noting<'_> {
    /// Has something done, and notes the request as made before it.
    fn note(
        &mut self,
        (caller, operation): (&Caller, &Operation),
        done: impl FnOnce(&mut dyn Ground) -> Result<Result<Reply, Refusal>, StoreError>,
    ) -> Result<Result<Reply, Refusal>, StoreError> {
        let before = self.ground.account().clone();
        let answer = done(&mut *self.ground)?;
        let now = before.time_at(self.ground.real_now());
        self.learner.note(&before, caller, operation, answer.as_ref().err(), now);
        Ok(answer)
    }
}

impl Ground for Noting<'_> {
    fn account(&self) -> &Account {
        self.ground.account()
    }

    fn history(&self) -> &History {
        self.ground.history()
    }

    fn real_now(&self) -> Timestamp {
        self.ground.real_now()
    }

    fn wait(&mut self, seconds: i64) -> bool {
        self.ground.wait(seconds)
    }

    fn submit(&mut self, caller: &Caller, operation: &Operation) -> Result<Result<Reply, Refusal>, StoreError> {
        self.note((caller, operation), |ground| ground.submit(caller, operation))
    }

    fn attempt(&mut self, caller: &Caller, operation: &Operation) -> Result<Result<Reply, Refusal>, StoreError> {
        self.note((caller, operation), |ground| ground.attempt(caller, operation))
    }
}
