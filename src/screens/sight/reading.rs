//! The operations that read what something has. Whatever a screen tells of it beside its list or page is asked for by them.

use crate::account::entity::{Group, PolicyKey, User};
use crate::account::identity::Identity;
use crate::account::identity::naming::NamingPlace;
use crate::account::operation::{
    GetGroup, GetRole, GetUser, ListAttachedGroupPolicies, ListAttachedRolePolicies, ListAttachedUserPolicies, ListEntitiesForPolicy,
    ListGroupPolicies, ListGroupsForUser, ListRolePolicies, ListUserPolicies, Operation,
};
use crate::app::cx::Cx;
use crate::screens::parts::permissions::Granted;
use crate::screens::sight::needs;

/// Lists the groups that a user is in.
pub(in crate::screens) fn groups_of(user: &User) -> Operation {
    ListGroupsForUser { user_name: user.name.clone(), ..Default::default() }.into()
}

/// Tells who is in a group.
pub(in crate::screens) fn members_of(group: &Group) -> Operation {
    GetGroup { group_name: group.name.clone(), ..Default::default() }.into()
}

/// Lists the managed policies that are attached to a user, group or role itself.
pub(in crate::screens) fn attached_to(of: Identity<'_>) -> Operation {
    match of {
        Identity::User(user) => ListAttachedUserPolicies { user_name: user.name.clone(), ..Default::default() }.into(),
        Identity::Group(group) => ListAttachedGroupPolicies { group_name: group.name.clone(), ..Default::default() }.into(),
        Identity::Role(role) => ListAttachedRolePolicies { role_name: role.name.clone(), ..Default::default() }.into(),
    }
}

/// Lists the inline policies of a user, group or role.
pub(in crate::screens) fn inline_of(of: Identity<'_>) -> Operation {
    match of {
        Identity::User(user) => ListUserPolicies { user_name: user.name.clone(), ..Default::default() }.into(),
        Identity::Group(group) => ListGroupPolicies { group_name: group.name.clone(), ..Default::default() }.into(),
        Identity::Role(role) => ListRolePolicies { role_name: role.name.clone(), ..Default::default() }.into(),
    }
}

/// Lists all policies of a user, group or role itself.
pub(in crate::screens) fn policies_of(of: Identity<'_>) -> [Operation; 2] {
    [attached_to(of), inline_of(of)]
}

/// Lists whom a policy is attached to, and whom it bounds.
pub(in crate::screens) fn entities_with(cx: &Cx<'_>, policy: &PolicyKey) -> Operation {
    ListEntitiesForPolicy { policy_arn: cx.account.policy_arn(policy), ..Default::default() }.into()
}

/// Reads all that can be copied of a user: groups, policies with their documents, and the boundary.
pub(in crate::screens) fn copied_from(cx: &Cx<'_>, user: &User) -> Vec<Operation> {
    let of = Identity::User(user);
    let lists = std::iter::once(groups_of(user)).chain(policies_of(of));
    let documents = cx.account.inline_policies_of(user.id).map(|policy| of.get_inline(&policy.name));
    lists.chain(documents).chain([GetUser { user_name: Some(user.name.clone()) }.into()]).collect()
}

/// Reads a policy that names somebody.
pub(in crate::screens) fn naming(cx: &Cx<'_>, place: &NamingPlace) -> Vec<Operation> {
    match place {
        NamingPlace::Managed(name) => {
            let policy = cx.account.policy_named(name).map(|policy| Granted::Managed(PolicyKey::Customer(policy.id)));
            policy.map(|policy| needs::document(cx, &policy)).unwrap_or_default()
        }
        NamingPlace::Inline { of, name } => Identity::of(cx.account, *of).map(|of| of.get_inline(name)).into_iter().collect(),
        NamingPlace::Trust(role_name) => vec![GetRole { role_name: role_name.clone() }.into()],
        NamingPlace::Resource(key) => vec![needs::policy_of_resource(cx, key)],
    }
}

/// Whether a user is in a group, as far as whoever is signed in may see that.
pub(in crate::screens) fn sees_member(cx: &Cx<'_>, user: &User, group: &Group) -> bool {
    cx.account.is_member(user.id, group.id) && (cx.may(&groups_of(user)) || cx.may(&members_of(group)))
}

/// Whether a policy is attached to a user, group or role, as far as whoever is signed in may see that.
pub(in crate::screens) fn sees_attached(cx: &Cx<'_>, policy: &PolicyKey, to: Identity<'_>) -> bool {
    cx.account.is_attached(policy, to.id()) && (cx.may(&attached_to(to)) || cx.may(&entities_with(cx, policy)))
}
