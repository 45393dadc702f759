//! A request that is made as somebody: by whom, which operation it is, and what comes of it.

use super::ground::Ground;
use super::placeholder::called;
use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::entity::{KeyStatus, Owner, ResourceKind};
use crate::account::estate::{Actor, operation_of};
use crate::account::operation::{OpenSession, Operation};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::Reply;
use crate::awscli::command;
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
    account.operation_for(action, resource).ok_or_else(|| match operation_of(action) {
        Some(spec) => format!(
            "{action} on {resource} is no request that try makes: the resource must say all about it, as arn:aws:s3:::BUCKET/KEY does for \
             s3:GetObject. The command that does it: {}. Whether somebody may: may WHO {action} RESOURCE.",
            command(spec)
        ),
        None => format!(
            "Nothing here does {action} on {resource}: name an action and a resource of the practice estate, as in s3:GetObject arn:aws:s3:::BUCKET/KEY."
        ),
    })
}

/// Who makes a request as somebody: with the credentials that they have, or in a session that is opened for it; or why nobody can.
///
/// # Errors
/// The store's.
pub fn caller_for(ground: &mut dyn Ground, actor: &Actor) -> Result<Result<Caller, Refusal>, StoreError> {
    let principal = match actor {
        Actor::Caller(caller) => return Ok(Ok(caller.clone())),
        Actor::Session(principal) => principal.clone(),
    };
    let opened = ground.submit(&Caller::ROOT, &OpenSession { principal }.into())?;
    Ok(opened.and_then(|reply| match reply {
        Reply::Opened { caller } => Ok(caller),
        _ => Err(Refusal::new(ErrorCode::NoCredentialsError, "No session was opened.")),
    }))
}

/// Makes a request as somebody.
///
/// # Errors
/// The store's.
pub fn try_as(ground: &mut dyn Ground, actor: &Actor, operation: &Operation) -> Result<Tried, StoreError> {
    let caller = match caller_for(ground, actor)? {
        Ok(caller) => caller,
        Err(refusal) => return Ok(Tried::Refused(None, Box::new(refusal))),
    };
    Ok(match ground.attempt(&caller, operation)? {
        Ok(reply) => Tried::Done(Box::new((caller, reply))),
        Err(refusal) => Tried::Refused(Some(caller), Box::new(refusal)),
    })
}

/// As whom something is tried, by the words of `iam-console try --as` and `key/user/NAME`; instances by what they are called, too.
pub(super) fn actor_named(account: &Account, who: &str) -> Result<Actor, String> {
    if let Some(owner) = who.strip_prefix("key/") {
        let caller = account.caller_named(owner, false).map_err(|error| error.to_string())?;
        let keys = caller.owner().map_or_else(Vec::new, |owner: Owner| account.access_keys_of(owner));
        let mut active: Vec<_> = keys.into_iter().filter(|key| key.status == KeyStatus::Active).collect();
        active.sort_by_key(|key| key.created);
        let key = active.first().ok_or_else(|| format!("{owner} has no active access key."))?;
        return Ok(Actor::Caller(Caller::with_key(caller.who, key.id)));
    }
    if who.strip_prefix("account/") == Some(account.partner_id()) {
        return Ok(Actor::Caller(account.partner()));
    }
    account.actor_named(&with_instance_ids(account, who), false).map_err(|error| error.to_string())
}

/// A text with the id of an instance in the place of `i-NAME`, where that is no id itself.
pub(super) fn with_instance_ids(account: &Account, text: &str) -> String {
    let Some((before, name)) = text.rsplit_once("instance/i-") else { return text.to_owned() };
    match called(account, ResourceKind::Instance, name) {
        Some(id) => format!("{before}instance/{id}"),
        None => text.to_owned(),
    }
}
