//! Completion of `aws iam …` lines: what the AWS CLI's language offers, and the names that the account has.

use super::Candidate;
use crate::account::entity::{Entity, EntityKey, Owner, PolicyKey, PolicyVersion, ResourceKind};
use crate::account::operation::{
    ListAccessKeys, ListGroupPolicies, ListObjectsV2, ListPolicyVersions, ListRolePolicies, ListUserPolicies, Operation,
};
use crate::app::cx::Cx;
use crate::awscli::{self, Completions};
use crate::catalog::AWS_MANAGED_POLICIES;

/// Names offered at most.
const MOST: usize = 50;

/// What a partly typed `aws iam …` line may become.
pub(super) fn of_aws_line(line: &str, cx: &Cx<'_>) -> Vec<Candidate> {
    let completions = awscli::complete(line);
    let head = line.get(..completions.from).unwrap_or(line);
    let candidate = |word: &str, about: &str| Candidate {
        line: format!("{head}{word} "),
        label: word.to_owned(),
        about: about.to_owned(),
        route: None,
        key: None,
        action: None,
    };
    let mut candidates: Vec<Candidate> = completions.candidates.iter().map(|offered| candidate(&offered.word, &offered.about)).collect();
    if let Some((_, member)) = completions.value_of {
        let typed = completions.typed.to_lowercase();
        let names = names_for(member.name, &completions, cx).into_iter().filter(|name| name.to_lowercase().contains(&typed));
        candidates.extend(names.take(MOST).map(|name| candidate(&awscli::quote(&name), "")));
    }
    candidates
}

/// The values that an entity's member may have in this account.
fn names_for(member: &str, completions: &Completions, cx: &Cx<'_>) -> Vec<String> {
    let account = cx.account;
    if list_of(member).is_some_and(|list| !cx.sight.may(list)) {
        return Vec::new();
    }
    match member {
        "UserName" => account.users().map(|user| user.name.clone()).collect(),
        "GroupName" => account.groups().map(|group| group.name.clone()).collect(),
        "RoleName" => account.roles().map(|role| role.name.clone()).collect(),
        "RoleArn" => account.roles().map(|role| account.role_arn(role)).collect(),
        "PolicyArn" | "PermissionsBoundary" => {
            let own = account.policies().map(|policy| account.policy_arn(&PolicyKey::Customer(policy.id)));
            own.chain(AWS_MANAGED_POLICIES.all().iter().map(|policy| policy.arn.to_owned())).collect()
        }
        "VersionId" => versions_of(completions.given("PolicyArn").unwrap_or_default(), cx),
        "PolicyName" => inline_policies_of(completions, cx),
        "AccessKeyId" => access_keys_of(completions.given("UserName"), cx),
        "SerialNumber" => account.mfa_devices().map(|device| account.serial_number(device)).collect(),
        "Bucket" => resources(ResourceKind::Bucket, cx),
        "FunctionName" => resources(ResourceKind::Function, cx),
        "TableName" => resources(ResourceKind::Table, cx),
        "KeyId" | "TargetKeyId" => resources(ResourceKind::Key, cx),
        "SecretId" => resources(ResourceKind::Secret, cx),
        "InstanceId" | "InstanceIds" => resources(ResourceKind::Instance, cx),
        "QueueUrl" => resources(ResourceKind::Queue, cx).iter().map(|name| account.queue_url(name)).collect(),
        "Key" => objects_in(completions.given("Bucket").unwrap_or_default(), cx),
        "Role" => account.roles().map(|role| account.role_arn(role)).collect(),
        "AccountAlias" => account.alias().map(str::to_owned).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// The operation, by its name, that lists what a member names: whoever may not list it is offered no names. What is listed for
/// one holder alone, such as a bucket's objects, is asked for where the holder is known.
fn list_of(member: &str) -> Option<&'static str> {
    Some(match member {
        "UserName" => "ListUsers",
        "SerialNumber" => "ListVirtualMFADevices",
        "GroupName" => "ListGroups",
        "RoleName" | "RoleArn" | "Role" => "ListRoles",
        "PolicyArn" | "PermissionsBoundary" => "ListPolicies",
        "Bucket" => "ListBuckets",
        "FunctionName" => "ListFunctions",
        "TableName" => "ListTables",
        "KeyId" | "TargetKeyId" => "ListKeys",
        "SecretId" => "ListSecrets",
        "InstanceId" | "InstanceIds" => "DescribeInstances",
        "QueueUrl" => "ListQueues",
        "AccountAlias" => "ListAccountAliases",
        _ => return None,
    })
}

/// Whether whoever is signed in may do this.
fn may(operation: impl Into<Operation>, cx: &Cx<'_>) -> bool {
    cx.account.authorise(cx.caller, &operation.into(), cx.now).is_ok()
}

/// The access keys of the user that the line names; where it names none, of all whose keys may be listed.
fn access_keys_of(user: Option<&str>, cx: &Cx<'_>) -> Vec<String> {
    let account = cx.account;
    let mut ids = Vec::new();
    if user.is_none() && cx.caller.is_root() {
        ids.extend(account.access_keys_of(Owner::Root).iter().map(|key| key.id.to_string()));
    }
    for of in account.users().filter(|of| user.is_none_or(|name| of.name.eq_ignore_ascii_case(name))) {
        let keys = account.access_keys_of(Owner::User(of.id));
        // Whether they may be listed is asked only where there are any: an account may have many users.
        if !keys.is_empty() && may(ListAccessKeys { user_name: Some(of.name.clone()), ..Default::default() }, cx) {
            ids.extend(keys.iter().map(|key| key.id.to_string()));
        }
    }
    ids
}

/// The keys of a bucket's objects.
fn objects_in(bucket: &str, cx: &Cx<'_>) -> Vec<String> {
    if !may(ListObjectsV2 { bucket: bucket.to_owned(), delimiter: None, prefix: None }, cx) {
        return Vec::new();
    }
    cx.account.objects_in(bucket).map(|object| object.key.clone()).collect()
}

/// The resources of a kind by their names.
fn resources(kind: ResourceKind, cx: &Cx<'_>) -> Vec<String> {
    let keys = cx.account.resources(kind).map(Entity::key);
    keys.filter_map(|key| if let EntityKey::Resource(resource) = key { Some(resource.name) } else { None }).collect()
}

/// The versions of the managed policy that an ARN names.
fn versions_of(arn: &str, cx: &Cx<'_>) -> Vec<String> {
    if !may(ListPolicyVersions { policy_arn: arn.to_owned(), ..Default::default() }, cx) {
        return Vec::new();
    }
    match cx.account.policy_with_arn(arn, str::to_owned) {
        Ok(PolicyKey::Customer(id)) => cx.account.versions_of(id).map(PolicyVersion::version_id).collect(),
        Ok(key @ PolicyKey::AwsManaged(_)) => key.in_catalog().map(|policy| policy.default_version_id.to_owned()).into_iter().collect(),
        Err(_) => Vec::new(),
    }
}

/// The inline policies of the user, group or role that the line names.
fn inline_policies_of(completions: &Completions, cx: &Cx<'_>) -> Vec<String> {
    let account = cx.account;
    let user = completions.given("UserName").and_then(|name| account.user_named(name)).map(|user| {
        let list = ListUserPolicies { user_name: user.name.clone(), ..Default::default() };
        (user.id, Operation::from(list))
    });
    let group = completions.given("GroupName").and_then(|name| account.group_named(name)).map(|group| {
        let list = ListGroupPolicies { group_name: group.name.clone(), ..Default::default() };
        (group.id, Operation::from(list))
    });
    let role = completions.given("RoleName").and_then(|name| account.role_named(name)).map(|role| {
        let list = ListRolePolicies { role_name: role.name.clone(), ..Default::default() };
        (role.id, Operation::from(list))
    });
    let Some((of, list)) = user.or(group).or(role) else { return Vec::new() };
    if !may(list, cx) {
        return Vec::new();
    }
    account.inline_policies_of(of).map(|policy| policy.name.clone()).collect()
}
