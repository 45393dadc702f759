//! On what `try` makes its request: what an alias stands for, and whether the action is made on such a thing at all.

use crate::access::decided_on;
use crate::account::Account;
use crate::account::display::visible;
use crate::account::estate::HOME_REGION;
use crate::catalog::{ResourceType, SERVICE_REFERENCE, Service, ServiceAction};
use crate::policy::reach::{Pattern, ResourceTypes};

/// The resource that AWS would decide about where this one is named.
///
/// # Errors
/// A sentence, where nothing is named so, or the action is made on resources of another kind, so that no answer about this one
/// would mean anything.
pub(super) fn aimed(account: &Account, action: &str, resource: &str) -> Result<String, String> {
    let resource = decided_on(account, action, resource)?;
    let Some((service, known)) = SERVICE_REFERENCE.action(action) else { return Ok(resource) };
    if is_made_on(service, known, &resource) {
        return Ok(resource);
    }
    if known.resources.is_empty() {
        return Err(format!("{}:{} takes no resource: leave {} out.", service.prefix, known.name, visible(&resource)));
    }
    let kinds = known.resources.iter().filter_map(|taken| service.resource_type(taken.resource_type));
    // Of several kinds the plainest one: an object of a bucket before one of an access point.
    let plainest = kinds.map(|kind| example(kind, account)).min_by_key(String::len).unwrap_or_default();
    Err(format!("{}:{} is not made on {}, but on what is called {}.", service.prefix, known.name, visible(&resource), plainest))
}

/// Whether an action is made on such a resource. IAM's operations may name nobody in particular.
fn is_made_on(service: &'static Service, action: &ServiceAction, resource: &str) -> bool {
    let (pattern, types) = (Pattern::of_resource(resource), ResourceTypes::known(service));
    if resource == "*" {
        return service.prefix == "iam" || action.resources.is_empty();
    }
    let fits = |kind: &str| types.is_none_or(|types| types.may_name(&pattern, kind));
    action.resources.iter().any(|taken| fits(taken.resource_type))
}

/// The ARN of a kind, with this account's number and capitals for what is to be filled in: `arn:aws:s3:::BUCKETNAME/OBJECTNAME`.
fn example(kind: &ResourceType, account: &Account) -> String {
    let filled = kind.arn.replace("${Partition}", "aws").replace("${Account}", account.id().as_str());
    let filled = filled.replace("${Region}", HOME_REGION);
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
