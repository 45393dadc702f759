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
        let before = self.ground.account().clone();
        let answer = self.ground.submit(caller, operation)?;
        let now = before.time_at(self.ground.real_now());
        self.learner.note(&before, caller, operation, answer.as_ref().err(), now);
        Ok(answer)
    }
}
