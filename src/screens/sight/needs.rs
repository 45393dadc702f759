//! What must be allowed so that a screen may be shown: the operations of the API whose answers stand there.
//!
//! Access, the simulator, *Try it*, history, the authenticator, help, settings and the accounts need nothing: they are tools of the
//! account's owner, who is the learner, whoever is signed in.

use crate::account::entity::{Owner, PolicyKey, PolicyVersion, ResourceKey, ResourceKind};
use crate::account::id::UniqueId;
use crate::account::identity::Identity;
use crate::account::operation::{
    DescribeInstances, DescribeKey, DescribeTags, GenerateServiceLastAccessedDetails, GetAccountPasswordPolicy, GetBucketTagging,
    GetCredentialReport, GetFunction, GetGroup, GetOpenIDConnectProvider, GetPolicy, GetPolicyVersion, GetQueueAttributes, GetRole,
    GetSAMLProvider, GetServiceLastAccessedDetails, GetUser, ListEntitiesForPolicy, ListFunctionTags, ListGroups, ListGroupsForUser,
    ListInstanceProfileTags, ListMFADeviceTags, ListObjectsV2, ListOpenIDConnectProviderTags, ListPolicies, ListPolicyTags,
    ListPolicyVersions, ListQueueTags, ListResourceTags, ListRoleTags, ListRoles, ListSAMLProviderTags, ListSecrets, ListTagsOfResource,
    ListUserTags, ListUsers, Operation, ReceiveMessage, Scan,
};
use crate::app::cx::Cx;
use crate::app::route::{Route, Subject, TagsOf};
use crate::screens::parts::permissions::Granted;
use crate::screens::resources::Tab;
use crate::screens::sight::reading;
use crate::screens::{groups, policies, providers, roles, users};

/// A screen that shows nothing of the account, or is the owner's.
pub(in crate::screens) const fn nothing(_: &Route, _: usize, _: &Cx<'_>) -> Vec<Operation> {
    Vec::new()
}

pub(in crate::screens) fn users(_: &Route, _: usize, _: &Cx<'_>) -> Vec<Operation> {
    vec![ListUsers::default().into()]
}

pub(in crate::screens) fn groups(_: &Route, _: usize, _: &Cx<'_>) -> Vec<Operation> {
    vec![ListGroups::default().into()]
}

pub(in crate::screens) fn roles(_: &Route, _: usize, _: &Cx<'_>) -> Vec<Operation> {
    vec![ListRoles::default().into()]
}

pub(in crate::screens) fn policies(_: &Route, _: usize, _: &Cx<'_>) -> Vec<Operation> {
    vec![ListPolicies::default().into()]
}

pub(in crate::screens) fn provider(route: &Route, tab: usize, cx: &Cx<'_>) -> Vec<Operation> {
    let Some(Subject::Provider(id)) = route.subject else { return Vec::new() };
    let (page, tags): (Operation, Operation) = if let Some(provider) = cx.account.saml_provider(id) {
        let saml_provider_arn = cx.account.saml_provider_arn(provider);
        let tags = ListSAMLProviderTags { saml_provider_arn: saml_provider_arn.clone(), ..Default::default() };
        (GetSAMLProvider { saml_provider_arn }.into(), tags.into())
    } else if let Some(provider) = cx.account.oidc_provider(id) {
        let open_id_connect_provider_arn = cx.account.oidc_provider_arn(provider);
        let arn = open_id_connect_provider_arn.clone();
        let tags = ListOpenIDConnectProviderTags { open_id_connect_provider_arn: arn, ..Default::default() };
        (GetOpenIDConnectProvider { open_id_connect_provider_arn }.into(), tags.into())
    } else {
        return Vec::new();
    };
    match providers::page::Tab::ALL.get(tab) {
        // Which roles trust it is said in their trust policies.
        Some(providers::page::Tab::Roles) => vec![page, ListRoles::default().into()],
        Some(providers::page::Tab::Tags) => vec![page, tags],
        Some(providers::page::Tab::Trust) | None => vec![page],
    }
}

pub(in crate::screens) fn password_policy(_: &Route, _: usize, _: &Cx<'_>) -> Vec<Operation> {
    vec![GetAccountPasswordPolicy::default().into()]
}

pub(in crate::screens) fn credential_report(_: &Route, _: usize, _: &Cx<'_>) -> Vec<Operation> {
    vec![GetCredentialReport {}.into()]
}

pub(in crate::screens) fn user(route: &Route, tab: usize, cx: &Cx<'_>) -> Vec<Operation> {
    let Some(Subject::User(id)) = route.subject else { return Vec::new() };
    let Some(user_name) = cx.account.user(id).map(|user| user.name.clone()) else { return Vec::new() };
    let page = GetUser { user_name: Some(user_name.clone()) }.into();
    let of_tab: Vec<Operation> = match users::page::Tab::ALL.get(tab) {
        // Each section asks for itself; who one is, one knows.
        Some(users::page::Tab::SecurityCredentials) if cx.caller.owner() == Some(Owner::User(id)) => return Vec::new(),
        // Each list of policies asks for itself, too.
        Some(users::page::Tab::SecurityCredentials | users::page::Tab::Permissions) | None => Vec::new(),
        Some(users::page::Tab::Groups) => vec![ListGroupsForUser { user_name, ..Default::default() }.into()],
        Some(users::page::Tab::Tags) => vec![ListUserTags { user_name, ..Default::default() }.into()],
        Some(users::page::Tab::LastAccessed) => last_accessed_by(cx, id),
    };
    std::iter::once(page).chain(of_tab).collect()
}

pub(in crate::screens) fn group(route: &Route, tab: usize, cx: &Cx<'_>) -> Vec<Operation> {
    let Some(Subject::Group(id)) = route.subject else { return Vec::new() };
    let Some(group_name) = cx.account.group(id).map(|group| group.name.clone()) else { return Vec::new() };
    let mut needs: Vec<Operation> = vec![GetGroup { group_name, ..Default::default() }.into()];
    if groups::page::Tab::ALL.get(tab) == Some(&groups::page::Tab::LastAccessed) {
        needs.extend(last_accessed_by(cx, id));
    }
    needs
}

pub(in crate::screens) fn role(route: &Route, tab: usize, cx: &Cx<'_>) -> Vec<Operation> {
    let Some(Subject::Role(id)) = route.subject else { return Vec::new() };
    let Some(role_name) = cx.account.role(id).map(|role| role.name.clone()) else { return Vec::new() };
    let page: Operation = GetRole { role_name: role_name.clone() }.into();
    let of_tab: Vec<Operation> = match roles::page::Tab::ALL.get(tab) {
        Some(roles::page::Tab::Tags) => vec![ListRoleTags { role_name, ..Default::default() }.into()],
        Some(roles::page::Tab::LastAccessed) => last_accessed_by(cx, id),
        Some(roles::page::Tab::Permissions | roles::page::Tab::Trust | roles::page::Tab::Revoke) | None => Vec::new(),
    };
    std::iter::once(page).chain(of_tab).collect()
}

pub(in crate::screens) fn policy(route: &Route, tab: usize, cx: &Cx<'_>) -> Vec<Operation> {
    let Some(Subject::Policy(key)) = &route.subject else { return Vec::new() };
    let policy_arn = cx.account.policy_arn(key);
    let page: Operation = GetPolicy { policy_arn: policy_arn.clone() }.into();
    let of_tab: Vec<Operation> = match policies::page::Tab::of(Some(key)).get(tab) {
        Some(policies::page::Tab::Permissions) => vec![version(cx, key)],
        Some(policies::page::Tab::Entities) => vec![ListEntitiesForPolicy { policy_arn, ..Default::default() }.into()],
        Some(policies::page::Tab::Tags) => vec![ListPolicyTags { policy_arn, ..Default::default() }.into()],
        Some(policies::page::Tab::Versions) => vec![ListPolicyVersions { policy_arn, ..Default::default() }.into()],
        Some(policies::page::Tab::LastAccessed) => last_accessed(policy_arn),
        None => Vec::new(),
    };
    std::iter::once(page).chain(of_tab).collect()
}

/// Asking for a report on used services, and reading it.
fn last_accessed(arn: String) -> Vec<Operation> {
    vec![GenerateServiceLastAccessedDetails { arn, granularity: None }.into(), GetServiceLastAccessedDetails::default().into()]
}

/// The same of what a user, group or role may use.
fn last_accessed_by(cx: &Cx<'_>, id: UniqueId) -> Vec<Operation> {
    Identity::of(cx.account, id).map_or_else(Vec::new, |identity| last_accessed(identity.arn(cx.account)))
}

/// Reading the document of a policy that an identity has: an inline one of itself, a managed one by its default version.
pub(in crate::screens) fn document(cx: &Cx<'_>, policy: &Granted) -> Vec<Operation> {
    match policy {
        Granted::Managed(key) => vec![GetPolicy { policy_arn: cx.account.policy_arn(key) }.into(), version(cx, key)],
        Granted::Inline { of, name } => Identity::of(cx.account, *of).map(|of| of.get_inline(name)).into_iter().collect(),
    }
}

/// Reading the default version of a managed policy.
pub(in crate::screens) fn version(cx: &Cx<'_>, key: &PolicyKey) -> Operation {
    let own = match key {
        PolicyKey::Customer(id) => cx.account.default_version_of(*id).map(PolicyVersion::version_id),
        PolicyKey::AwsManaged(_) => key.in_catalog().map(|policy| policy.default_version_id.to_owned()),
    };
    GetPolicyVersion { policy_arn: cx.account.policy_arn(key), version_id: own.unwrap_or_else(|| "v1".into()) }.into()
}

pub(in crate::screens) fn edited_policy(route: &Route, _: usize, cx: &Cx<'_>) -> Vec<Operation> {
    match route.about_what() {
        Some(Subject::Policy(key)) => vec![version(cx, key)],
        Some(Subject::InlinePolicy { of, name: Some(policy_name) }) => {
            Identity::of(cx.account, *of).map(|of| of.get_inline(policy_name)).into_iter().collect()
        }
        Some(Subject::TrustPolicy(id)) => {
            cx.account.role(*id).map(|role| GetRole { role_name: role.name.clone() }.into()).into_iter().collect()
        }
        Some(Subject::Resource(key)) => vec![policy_of_resource(cx, key)],
        _ => Vec::new(),
    }
}

pub(in crate::screens) fn tags(route: &Route, _: usize, cx: &Cx<'_>) -> Vec<Operation> {
    let Some(Subject::Tags(of)) = &route.subject else { return Vec::new() };
    let operation: Option<Operation> = match of {
        TagsOf::MfaDevice { name, .. } => cx.account.mfa_device_named(name).map(|device| {
            let serial_number = cx.account.serial_number(device);
            ListMFADeviceTags { serial_number, ..Default::default() }.into()
        }),
        TagsOf::InstanceProfile { id, .. } => cx.account.instance_profile(*id).map(|profile| {
            let instance_profile_name = profile.name.clone();
            ListInstanceProfileTags { instance_profile_name, ..Default::default() }.into()
        }),
    };
    operation.into_iter().collect()
}

pub(in crate::screens) fn resource(route: &Route, tab: usize, cx: &Cx<'_>) -> Vec<Operation> {
    let Some(Subject::Resource(key)) = &route.subject else { return Vec::new() };
    vec![match Tab::at(key.kind, tab) {
        Tab::Details | Tab::Contents => described(cx, key, tab),
        Tab::Policy => policy_of_resource(cx, key),
        Tab::Tags => tags_of_resource(cx, key),
    }]
}

pub(in crate::screens) fn described(cx: &Cx<'_>, ResourceKey { kind, name }: &ResourceKey, tab: usize) -> Operation {
    let name = name.clone();
    match kind {
        ResourceKind::Bucket => ListObjectsV2 { bucket: name, ..Default::default() }.into(),
        ResourceKind::Instance => DescribeInstances { instance_ids: Some(vec![name]) }.into(),
        ResourceKind::Function => GetFunction { function_name: name }.into(),
        ResourceKind::Queue if tab == 0 => GetQueueAttributes { queue_url: cx.account.queue_url(&name), attribute_names: None }.into(),
        ResourceKind::Queue => ReceiveMessage { queue_url: cx.account.queue_url(&name), max_number_of_messages: None }.into(),
        ResourceKind::Table => Scan { table_name: name }.into(),
        ResourceKind::Key => DescribeKey { key_id: name }.into(),
        ResourceKind::Secret => ListSecrets {}.into(),
    }
}

pub(in crate::screens) fn policy_of_resource(cx: &Cx<'_>, key: &ResourceKey) -> Operation {
    reading::policy_of_resource(cx.account, key)
}

pub(in crate::screens) fn tags_of_resource(cx: &Cx<'_>, key: &ResourceKey) -> Operation {
    let (name, arn) = (key.name.clone(), || cx.account.resource_arn(key));
    match key.kind {
        ResourceKind::Bucket => GetBucketTagging { bucket: name }.into(),
        ResourceKind::Instance => DescribeTags {}.into(),
        ResourceKind::Function => ListFunctionTags { resource: arn() }.into(),
        ResourceKind::Queue => ListQueueTags { queue_url: cx.account.queue_url(&name) }.into(),
        ResourceKind::Table => ListTagsOfResource { resource_arn: arn() }.into(),
        ResourceKind::Key => ListResourceTags { key_id: name }.into(),
        // The list of secrets tells their tags.
        ResourceKind::Secret => ListSecrets {}.into(),
    }
}
