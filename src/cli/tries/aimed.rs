//! On what `try` makes its request: what an alias stands for, and whether the action is made on such a thing at all.

use crate::access::{Misfit, decided_on};
use crate::account::Account;
use crate::account::display::visible;
use crate::account::estate::HOME_REGION;
use crate::catalog::ResourceType;
use crate::policy::request::{Action, Resource};

/// The resource that AWS would decide about where this one is named.
///
/// # Errors
/// A sentence, where nothing is named so, or the action is made on resources of another kind, so that no answer about this one
/// would mean anything.
pub(super) fn aimed(account: &Account, action: &str, resource: &str) -> Result<String, String> {
    let resource = decided_on(account, action, resource)?;
    // What can't be read is refused where it is tried.
    let (Ok(action), Ok(named)) = (Action::parse(action), Resource::parse(&resource)) else { return Ok(resource) };
    let (action_name, shown) = (action.spelling(), visible(&resource));
    match Misfit::of(&action, &named) {
        None => Ok(resource),
        Some(Misfit::Nothing) => Err(format!("{action_name} takes no resource: leave {shown} out.")),
        Some(Misfit::Other(kind)) => {
            Err(format!("{action_name} is not made on {shown}, but on what is called {}.", example(kind, account)))
        }
    }
}

/// The ARN of a kind, with this account's number and capitals for what is to be filled in: `arn:aws:s3:::BUCKETNAME/OBJECTNAME`.
fn example(kind: &ResourceType, account: &Account) -> String {
    let filled = kind.filled(HOME_REGION, account.id().as_str());
    let mut shown = String::with_capacity(filled.len());
    let mut rest = filled.as_str();
    while let Some((before, inside)) = rest.split_once("${") {
        let (name, behind) = inside.split_once('}').unwrap_or((inside, ""));
        shown.push_str(before);
        shown.push_str(&name.to_uppercase());
        rest = behind;
    }
    shown + rest
}
