//! The ARNs and tags of what the account has, as far as whoever is signed in may list it.

use std::collections::HashSet;

use crate::account::entity::{Entity, PolicyKey, ResourceKind, TagHolder};
use crate::account::operation::{ListRoleTags, ListUserTags, Operation};
use crate::app::cx::Cx;
use crate::app::sight::listed_by;
use crate::catalog::Service;
use crate::policy::completion::{OwnTag, Tagged};
use crate::policy::reach::{Pattern, ResourceTypes};
use crate::screens::sight::needs::{described, tags_of_resource};

/// Identities, the account's own policies, and the practice estate with its objects.
pub(in crate::screens) fn seen_arns(cx: &Cx<'_>) -> Vec<String> {
    let (account, may) = (cx.account, |operation| cx.sight.may(operation));
    let mut arns = Vec::new();
    if may("ListUsers") {
        arns.extend(account.users().map(|user| account.user_arn(user)));
    }
    if may("ListGroups") {
        arns.extend(account.groups().map(|group| account.group_arn(group)));
    }
    if may("ListRoles") {
        arns.extend(account.roles().map(|role| account.role_arn(role)));
    }
    if may("ListPolicies") {
        arns.extend(account.policies().map(|policy| account.policy_arn(&PolicyKey::Customer(policy.id))));
    }
    for kind in ResourceKind::ALL.into_iter().filter(|kind| may(listed_by(*kind))) {
        for key in account.resources(kind).filter_map(Entity::resource) {
            let arn = account.resource_arn(&key);
            let may_list = kind == ResourceKind::Bucket && cx.may(&described(cx, &key, 0));
            let bucket = if may_list { key.name.as_str() } else { "" };
            let objects = account.objects_in(bucket).map(|object| format!("{arn}/{}", object.key)).collect::<Vec<_>>();
            arns.push(arn);
            arns.extend(objects);
        }
    }
    arns
}

/// The tags of users, roles and the practice estate, each once and in no order.
pub(in crate::screens) fn seen_tags(cx: &Cx<'_>) -> Vec<OwnTag> {
    let (account, may) = (cx.account, |operation| cx.sight.may(operation));
    let mut holders: Vec<(Tagged, TagHolder)> = Vec::new();
    if may("ListUsers") {
        holders.extend(account.users().map(|user| (Tagged::Principal, user.id.into())));
    }
    if may("ListRoles") {
        holders.extend(account.roles().map(|role| (Tagged::Principal, role.id.into())));
    }
    for kind in ResourceKind::ALL.into_iter().filter(|kind| may(listed_by(*kind))) {
        holders.extend(account.resources(kind).filter_map(Entity::resource).map(|key| (Tagged::Resource, key.into())));
    }
    // Many have the same tags: nobody is asked about whose tags are known by others.
    let mut seen: HashSet<(bool, &str, &str)> = HashSet::new();
    for (of, holder) in &holders {
        let tags = || account.tags_of(holder).map(|tag| (*of == Tagged::Principal, tag.key.as_str(), tag.value.as_str()));
        if !tags().all(|tag| seen.contains(&tag)) && may_list_tags(cx, holder) {
            seen.extend(tags());
        }
    }
    let told = |(is_principal, key, value): (bool, &str, &str)| OwnTag {
        of: if is_principal { Tagged::Principal } else { Tagged::Resource },
        key: key.to_owned(),
        value: value.to_owned(),
    };
    seen.into_iter().map(told).collect()
}

/// Whether whoever is signed in may list the tags of a user, a role or a resource.
fn may_list_tags(cx: &Cx<'_>, holder: &TagHolder) -> bool {
    let operation: Option<Operation> = match holder {
        TagHolder::Resource(key) => Some(tags_of_resource(cx, key)),
        TagHolder::Entity(id) => match (cx.account.user(*id), cx.account.role(*id)) {
            (Some(user), _) => Some(ListUserTags { user_name: user.name.clone(), ..Default::default() }.into()),
            (None, role) => role.map(|role| ListRoleTags { role_name: role.name.clone(), ..Default::default() }.into()),
        },
        TagHolder::MfaDevice(_) => None,
    };
    operation.is_some_and(|operation| cx.may(&operation))
}

/// Those of them that are of one of these resource types of services.
pub(in crate::screens) fn seen_of<'a>(cx: &Cx<'_>, kinds: impl Iterator<Item = (&'static Service, &'a str)>) -> Vec<String> {
    let kinds: Vec<(&ResourceTypes, &str)> = kinds.filter_map(|(service, kind)| Some((ResourceTypes::known(service)?, kind))).collect();
    let is_of = |arn: &String| {
        let pattern = Pattern::of_resource(arn);
        kinds.iter().any(|(types, kind)| types.may_name(&pattern, kind))
    };
    seen_arns(cx).into_iter().filter(is_of).collect()
}
