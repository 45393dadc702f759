//! Condition keys that tell what a resource is, which no request brings about.

use crate::catalog::{ActionResource, SERVICE_REFERENCE, Service, ServiceAction};
use crate::policy::reach::{Pattern, ResourceTypes};
use crate::policy::request::{Request, Resource};

/// Keys that the reference lists with the action and that tell of what it is about, with the actions that give it that.
const OF_WHAT_IS_THERE: [(&str, &[&str]); 6] = [
    ("iam:PermissionsBoundary", &["CreateRole", "CreateUser", "PutRolePermissionsBoundary", "PutUserPermissionsBoundary"]),
    ("lambda:FunctionUrlAuthType", &["AddPermission", "CreateFunctionUrlConfig", "UpdateFunctionUrlConfig"]),
    ("s3:AccessPointNetworkOrigin", &["CreateAccessPoint"]),
    ("s3:DataAccessPointAccount", &[]),
    ("s3:DataAccessPointArn", &[]),
    ("secretsmanager:SecretPrimaryRegion", &[]),
];

/// How the names of keys begin that the reference lists with the resource and that the request tells: what is to become of it.
const OF_REQUEST: [&str; 6] =
    ["ec2:Add/", "ec2:Attribute", "ec2:IsLaunchTemplateResource", "ec2:LaunchTemplate", "ec2:NewInstanceProfile", "ec2:Remove/"];

/// What AWS alone says of what is made, beside the ids that it gives.
const GIVEN_BY_AWS: [&str; 4] = ["ec2:CreateDate", "ec2:ManagedResourceOperator", "ec2:Owner", "ec2:SnapshotTime"];

/// Whether a request tells a key of its service by itself, and not what it is about: the reference lists it with the action, or with what
/// the action makes.
pub(super) fn is_told_by_request(request: &Request, key: &str) -> bool {
    let Some((service, action)) = SERVICE_REFERENCE.action(request.action.text()) else { return true };
    let Some(key) = service.condition_key(key).map(|known| known.key) else { return true };
    let named = key.split_once(':').map_or(key, |(_, named)| named).to_ascii_lowercase();
    if named.starts_with("resource/") || named.starts_with("existing") || GIVEN_BY_AWS.contains(&key) {
        return false;
    }
    if let Some((_, givers)) = OF_WHAT_IS_THERE.iter().find(|(of, _)| *of == key) {
        return givers.contains(&action.name);
    }
    if action.condition_keys.contains(&key) {
        return true;
    }
    let is_asked = named.starts_with("request/") || OF_REQUEST.iter().any(|start| key.starts_with(start));
    let makes = request.action.makes();
    sending(request, service, action, key)
        .any(|(taken, is_of_type)| is_asked || !is_of_type || is_made(taken, makes) && !key.ends_with("ID"))
}

/// Whether a request for such a resource sends a key of its service: the reference lists it with the action, or with what that takes.
pub(super) fn is_sent_with_resource(request: &Request, key: &str) -> bool {
    let Some((service, action)) = SERVICE_REFERENCE.action(request.action.text()) else { return true };
    let Some(key) = service.condition_key(key).map(|known| known.key) else { return true };
    action.condition_keys.contains(&key) || sending(request, service, action, key).next().is_some()
}

/// What an action takes that the resource may be and that a key goes with, and whether it is a key of the type.
fn sending<'a>(
    request: &'a Request,
    service: &'static Service,
    action: &'static ServiceAction,
    key: &'a str,
) -> impl Iterator<Item = (&'static ActionResource, bool)> + 'a {
    let (types, pattern) = (ResourceTypes::known(service), request.resource.arn().map(Pattern::of_resource));
    let may_be = move |kind: &str| types.zip(pattern.as_ref()).is_none_or(|(types, pattern)| types.may_name(pattern, kind));
    action.resources.iter().filter(move |taken| may_be(taken.resource_type)).filter_map(move |taken| {
        let is_of_type = service.resource_type(taken.resource_type).is_some_and(|kind| kind.condition_keys.contains(&key));
        // Where the reference says which keys of a type go with the action, only those do.
        let is_sent = taken.condition_keys.contains(&key) || is_of_type && taken.condition_keys.is_empty();
        is_sent.then_some((taken, is_of_type))
    })
}

/// Whether an action may be about a resource, by the types that it takes; a pattern of actions always.
pub fn may_be_done_to(action: &str, resource: &Resource) -> bool {
    let Some((service, action)) = SERVICE_REFERENCE.action(action) else { return true };
    let pattern = resource.arn().map(Pattern::of_resource);
    let takes = |types: &ResourceTypes, pattern| action.resources.iter().any(|taken| types.may_name(pattern, taken.resource_type));
    ResourceTypes::known(service).zip(pattern.as_ref()).is_none_or(|(types, pattern)| takes(types, pattern))
}

/// Whether an action makes what it takes: what is new has tags of the request alone.
fn is_made(taken: &ActionResource, makes: bool) -> bool {
    let has = |start: &str| taken.condition_keys.iter().any(|key| key.starts_with(start));
    match (has("aws:RequestTag/"), has("aws:ResourceTag/")) {
        (gives, false) => gives || makes,
        (_, true) => false,
    }
}
