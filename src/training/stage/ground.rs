//! What lines are run on: an account at work, and its clock.

use jiff::Timestamp;

use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::operation::Operation;
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::Reply;
use crate::store::{Done, Failure, History, OpenAccount, StoreError};

/// An account at work, for lines to be run on.
pub trait Ground {
    /// The account as it is.
    fn account(&self) -> &Account;

    /// What was done to it.
    fn history(&self) -> &History;

    /// The real time; codes of MFA devices follow it.
    fn real_now(&self) -> Timestamp;

    /// Lets so many seconds of real time pass, where that takes no time; elsewhere answers `false`.
    fn wait(&mut self, seconds: i64) -> bool;

    /// Has an operation done: what it answers, or why it is refused.
    ///
    /// # Errors
    /// The store's.
    fn submit(&mut self, caller: &Caller, operation: &Operation) -> Result<Result<Reply, Refusal>, StoreError>;

    /// The same for what somebody tries, which history may keep though nothing has changed.
    ///
    /// # Errors
    /// The store's.
    fn attempt(&mut self, caller: &Caller, operation: &Operation) -> Result<Result<Reply, Refusal>, StoreError>;
}

/// What came of one operation.
fn answered(done: Result<Done, Failure>) -> Result<Result<Reply, Refusal>, StoreError> {
    match done {
        Ok(done) => Ok(Ok(done.replies.into_iter().next().unwrap_or(Reply::Nothing {}))),
        Err(Failure::Refused(refused)) => Ok(Err(refused.refusal)),
        Err(Failure::Store(error)) => Err(error),
        Err(Failure::NotUndoable(why)) => Ok(Err(Refusal::new(ErrorCode::InvalidInput, why))),
    }
}

impl Ground for OpenAccount {
    fn account(&self) -> &Account {
        self.account()
    }

    fn history(&self) -> &History {
        self.history()
    }

    fn real_now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn wait(&mut self, _: i64) -> bool {
        false
    }

    fn submit(&mut self, caller: &Caller, operation: &Operation) -> Result<Result<Reply, Refusal>, StoreError> {
        answered(self.submit(caller, std::slice::from_ref(operation)))
    }

    fn attempt(&mut self, caller: &Caller, operation: &Operation) -> Result<Result<Reply, Refusal>, StoreError> {
        answered(self.attempt(caller, std::slice::from_ref(operation)))
    }
}
