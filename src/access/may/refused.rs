//! What policies have to say of an operation that was tried and not done.

use jiff::Timestamp;

use crate::access::{Answer, Question, may};
use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::operation::Operation;
use crate::account::refusal::{Denied, Refusal};

/// Why policies denied an operation, as the answer to the request that failed; `None` where it can't be asked about any more.
pub fn refused(account: &Account, caller: &Caller, denied: &Denied, now: Timestamp) -> Option<(Question, Answer)> {
    let question = Question::denied(account, caller, denied, now).ok()?;
    let answer = may(account, &question).ok()?;
    Some((question, answer))
}

/// Whether policies allow an operation that was refused for something else: that there is no such object, say.
pub fn is_let(account: &Account, caller: &Caller, operation: &Operation, refusal: &Refusal, now: Timestamp) -> bool {
    refusal.denied.is_none() && account.authorise(caller, operation, now).is_ok()
}
