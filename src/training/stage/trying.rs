//! A request that is made as somebody: by whom, which operation it is, and what comes of it.

use super::ground::Ground;
use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::estate::Actor;
use crate::account::operation::{OpenSession, Operation};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::Reply;
use crate::store::StoreError;

/// What came of a request.
#[derive(Debug)]
pub enum Tried {
    /// It was done, by this caller.
    Done(Box<(Caller, Reply)>),
    /// It was refused; without a caller, nobody could be found to make it.
    Refused(Option<Caller>, Box<Refusal>),
}

/// The operation that an action on a resource is.
///
/// # Errors
/// Nothing in the practice world is that.
pub fn operation_tried(account: &Account, action: &str, resource: &str) -> Result<Operation, String> {
    account.operation_for(action, resource).ok_or_else(|| {
        format!(
            "Nothing here does {action} on {resource}: name an action and a resource of the practice estate, as in s3:GetObject arn:aws:s3:::BUCKET/KEY."
        )
    })
}

/// Makes a request as somebody: with the credentials that they have, or in a session that is opened for it.
///
/// # Errors
/// The store's.
pub fn try_as(ground: &mut dyn Ground, actor: &Actor, operation: &Operation) -> Result<Tried, StoreError> {
    let caller = match actor {
        Actor::Caller(caller) => caller.clone(),
        Actor::Session(principal) => match ground.submit(&Caller::ROOT, &OpenSession { principal: principal.clone() }.into())? {
            Ok(Reply::Opened { caller }) => caller,
            Ok(_) => {
                let refusal = Refusal::new(ErrorCode::NoCredentialsError, "No session was opened.");
                return Ok(Tried::Refused(None, Box::new(refusal)));
            }
            Err(refusal) => return Ok(Tried::Refused(None, Box::new(refusal))),
        },
    };
    Ok(match ground.attempt(&caller, operation)? {
        Ok(reply) => Tried::Done(Box::new((caller, reply))),
        Err(refusal) => Tried::Refused(Some(caller), Box::new(refusal)),
    })
}
