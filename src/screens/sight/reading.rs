//! The operations that read what something has. Whatever a screen tells of it beside its list or page is asked for by them.

use crate::account::Account;
use crate::account::entity::{Group, PolicyKey, ResourceKey, ResourceKind, Role, User};
use crate::account::identity::Identity;
use crate::account::operation::{
    DescribeInstances, GetBucketPolicy, GetFunctionPolicy, GetGroup, GetKeyPolicy, GetLoginProfile, GetQueueAttributes, GetResourcePolicy,
    GetUser, ListAccessKeys, ListAttachedGroupPolicies, ListAttachedRolePolicies, ListAttachedUserPolicies, ListBuckets,
    ListEntitiesForPolicy, ListFunctions, ListGroupPolicies, ListGroupsForUser, ListInstanceProfilesForRole, ListKeys, ListMFADevices,
    ListPolicyVersions, ListQueues, ListRolePolicies, ListSecrets, ListTables, ListUserPolicies, Operation, Scan,
};
use crate::app::cx::Cx;

/// Lists the groups that a user is in.
pub(crate) fn groups_of(user: &User) -> Operation {
    ListGroupsForUser { user_name: user.name.clone(), ..Default::default() }.into()
}

/// Tells who is in a group.
pub(crate) fn members_of(group: &Group) -> Operation {
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
pub(crate) fn policies_of(of: Identity<'_>) -> [Operation; 2] {
    [attached_to(of), inline_of(of)]
}

/// Lists the instance profiles that a role is in.
pub(crate) fn profiles_of(role: &Role) -> Operation {
    ListInstanceProfilesForRole { role_name: role.name.clone(), ..Default::default() }.into()
}

/// Lists the resources of a kind.
pub(crate) fn resources_of(kind: ResourceKind) -> Operation {
    match kind {
        ResourceKind::Bucket => ListBuckets {}.into(),
        ResourceKind::Instance => DescribeInstances::default().into(),
        ResourceKind::Function => ListFunctions {}.into(),
        ResourceKind::Queue => ListQueues::default().into(),
        ResourceKind::Table => ListTables {}.into(),
        ResourceKind::Key => ListKeys {}.into(),
        ResourceKind::Secret => ListSecrets {}.into(),
    }
}

/// Reads the policy of a resource.
pub(crate) fn policy_of_resource(account: &Account, ResourceKey { kind, name }: &ResourceKey) -> Operation {
    let name = name.clone();
    match kind {
        ResourceKind::Bucket => GetBucketPolicy { bucket: name }.into(),
        ResourceKind::Function => GetFunctionPolicy { function_name: name }.into(),
        ResourceKind::Queue => GetQueueAttributes { queue_url: account.queue_url(&name), attribute_names: None }.into(),
        ResourceKind::Key => GetKeyPolicy { key_id: name, policy_name: None }.into(),
        ResourceKind::Secret => GetResourcePolicy { secret_id: name }.into(),
        // These have none here.
        ResourceKind::Instance => DescribeInstances { instance_ids: Some(vec![name]) }.into(),
        ResourceKind::Table => Scan { table_name: name }.into(),
    }
}

/// Reads all that must go before something is deleted.
pub(in crate::screens) fn holdings(cx: &Cx<'_>, deletion: &Operation) -> Vec<Operation> {
    let account = cx.account;
    let of_user = |user: &User| {
        let user_name = || Some(user.name.clone());
        let credentials = [
            ListAccessKeys { user_name: user_name(), ..Default::default() }.into(),
            GetLoginProfile { user_name: user_name() }.into(),
            ListMFADevices { user_name: user_name(), ..Default::default() }.into(),
        ];
        credentials.into_iter().chain(policies_of(Identity::User(user))).chain([groups_of(user)]).collect()
    };
    let of_group = |group: &Group| policies_of(Identity::Group(group)).into_iter().chain([members_of(group)]).collect();
    let of_role = |role: &Role| policies_of(Identity::Role(role)).into_iter().chain([profiles_of(role)]).collect();
    let reads: Option<Vec<Operation>> = match deletion {
        Operation::DeleteUser(op) => account.user_named(&op.user_name).map(of_user),
        Operation::DeleteGroup(op) => account.group_named(&op.group_name).map(of_group),
        Operation::DeleteRole(op) => account.role_named(&op.role_name).map(of_role),
        Operation::DeletePolicy(op) => {
            let policy_arn = op.policy_arn.clone();
            Some(vec![
                ListEntitiesForPolicy { policy_arn: policy_arn.clone(), ..Default::default() }.into(),
                ListPolicyVersions { policy_arn, ..Default::default() }.into(),
            ])
        }
        _ => None,
    };
    reads.unwrap_or_default()
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

/// Whether a user is in a group, as far as whoever is signed in may see that.
pub(in crate::screens) fn sees_member(cx: &Cx<'_>, user: &User, group: &Group) -> bool {
    cx.account.is_member(user.id, group.id) && (cx.may(&groups_of(user)) || cx.may(&members_of(group)))
}

/// Whether a policy is attached to a user, group or role, as far as whoever is signed in may see that.
pub(in crate::screens) fn sees_attached(cx: &Cx<'_>, policy: &PolicyKey, to: Identity<'_>) -> bool {
    cx.account.is_attached(policy, to.id()) && (cx.may(&attached_to(to)) || cx.may(&entities_with(cx, policy)))
}
