//! Completion of `aws iam …` lines: what the AWS CLI's language offers, and the names that the account has.

use super::Candidate;
use crate::account::entity::{Entity, EntityKey, PolicyKey, PolicyVersion, ResourceKind};
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
        "AccessKeyId" => account.access_keys().map(|key| key.id.to_string()).collect(),
        "SerialNumber" => account.mfa_devices().map(|device| account.serial_number(device)).collect(),
        "Bucket" => resources(ResourceKind::Bucket, cx),
        "FunctionName" => resources(ResourceKind::Function, cx),
        "TableName" => resources(ResourceKind::Table, cx),
        "KeyId" | "TargetKeyId" => resources(ResourceKind::Key, cx),
        "SecretId" => resources(ResourceKind::Secret, cx),
        "InstanceId" | "InstanceIds" => resources(ResourceKind::Instance, cx),
        "QueueUrl" => resources(ResourceKind::Queue, cx).iter().map(|name| account.queue_url(name)).collect(),
        "Key" => {
            let bucket = completions.given("Bucket").unwrap_or_default();
            account.objects_in(bucket).map(|object| object.key.clone()).collect()
        }
        "Role" => account.roles().map(|role| account.role_arn(role)).collect(),
        "AccountAlias" => account.alias().map(str::to_owned).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// The operation, by its name, that lists what a member names: whoever may not list it is offered no names. What an identity
/// holds is offered where the identity itself may be seen.
fn list_of(member: &str) -> Option<&'static str> {
    Some(match member {
        "UserName" | "AccessKeyId" => "ListUsers",
        "SerialNumber" => "ListVirtualMFADevices",
        "GroupName" => "ListGroups",
        "RoleName" | "RoleArn" | "Role" => "ListRoles",
        "PolicyArn" | "PermissionsBoundary" | "VersionId" | "PolicyName" => "ListPolicies",
        "Bucket" | "Key" => "ListBuckets",
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

/// The resources of a kind by their names.
fn resources(kind: ResourceKind, cx: &Cx<'_>) -> Vec<String> {
    let keys = cx.account.resources(kind).map(Entity::key);
    keys.filter_map(|key| if let EntityKey::Resource(resource) = key { Some(resource.name) } else { None }).collect()
}

/// The versions of the managed policy that an ARN names.
fn versions_of(arn: &str, cx: &Cx<'_>) -> Vec<String> {
    match cx.account.policy_with_arn(arn, str::to_owned) {
        Ok(PolicyKey::Customer(id)) => cx.account.versions_of(id).map(PolicyVersion::version_id).collect(),
        Ok(key @ PolicyKey::AwsManaged(_)) => key.in_catalog().map(|policy| policy.default_version_id.to_owned()).into_iter().collect(),
        Err(_) => Vec::new(),
    }
}

/// The inline policies of the user, group or role that the line names.
fn inline_policies_of(completions: &Completions, cx: &Cx<'_>) -> Vec<String> {
    let account = cx.account;
    let user = completions.given("UserName").and_then(|name| account.user_named(name)).map(|user| user.id);
    let group = completions.given("GroupName").and_then(|name| account.group_named(name)).map(|group| group.id);
    let role = completions.given("RoleName").and_then(|name| account.role_named(name)).map(|role| role.id);
    let named = user.or(group).or(role);
    named.into_iter().flat_map(|of| account.inline_policies_of(of)).map(|policy| policy.name.clone()).collect()
}
