//! Checks that are proposed for what was done, and where it is done.

use crate::account::operation::{Operation, Value};

/// What an operation says under a name of the API.
pub(super) fn text<'a>(operation: &'a Operation, member: &str) -> Option<&'a str> {
    operation.members().into_iter().find_map(|(found, value)| match value {
        Value::Text(text) if found.name == member => Some(text),
        _ => None,
    })
}

/// Checks that tell that an operation was done, by the operations' ids. In braces the members that they name; of an ARN its
/// name is meant.
const PROPOSALS: &[(&str, &str)] = &[
    ("CreateUser", "exists(user:{UserName})"),
    ("DeleteUser", "!exists(user:{UserName})"),
    ("CreateGroup", "exists(group:{GroupName})"),
    ("DeleteGroup", "!exists(group:{GroupName})"),
    ("CreateRole", "exists(role:{RoleName})"),
    ("DeleteRole", "!exists(role:{RoleName})"),
    ("CreatePolicy", "exists(policy:{PolicyName})"),
    ("DeletePolicy", "!exists(policy:{PolicyArn})"),
    ("CreateBucket", "exists(bucket:{Bucket})"),
    ("CreateLoginProfile", "password(user:{UserName})"),
    ("DeleteLoginProfile", "!password(user:{UserName})"),
    ("AddUserToGroup", "member(user:{UserName}, group:{GroupName})"),
    ("RemoveUserFromGroup", "!member(user:{UserName}, group:{GroupName})"),
    ("AttachUserPolicy", "attached(user:{UserName}, {PolicyArn})"),
    ("DetachUserPolicy", "!attached(user:{UserName}, {PolicyArn})"),
    ("AttachGroupPolicy", "attached(group:{GroupName}, {PolicyArn})"),
    ("DetachGroupPolicy", "!attached(group:{GroupName}, {PolicyArn})"),
    ("AttachRolePolicy", "attached(role:{RoleName}, {PolicyArn})"),
    ("DetachRolePolicy", "!attached(role:{RoleName}, {PolicyArn})"),
    ("PutUserPolicy", "inline(user:{UserName}, {PolicyName})"),
    ("DeleteUserPolicy", "!inline(user:{UserName}, {PolicyName})"),
    ("PutGroupPolicy", "inline(group:{GroupName}, {PolicyName})"),
    ("DeleteGroupPolicy", "!inline(group:{GroupName}, {PolicyName})"),
    ("PutRolePolicy", "inline(role:{RoleName}, {PolicyName})"),
    ("DeleteRolePolicy", "!inline(role:{RoleName}, {PolicyName})"),
    ("PutUserPermissionsBoundary", "boundary(user:{UserName}, {PermissionsBoundary})"),
    ("PutRolePermissionsBoundary", "boundary(role:{RoleName}, {PermissionsBoundary})"),
    ("EnableMFADevice", "mfa(user:{UserName}) >= 1"),
];

/// A check that tells that an operation was done; that it was done, where nothing tells more.
pub(super) fn proposal(operation: &Operation) -> String {
    let spec = operation.spec();
    let proposed = PROPOSALS.iter().find(|(id, _)| *id == spec.id).and_then(|(_, check)| named(operation, check));
    proposed.unwrap_or_else(|| match spec.service {
        "iam" => format!("did({})", spec.id),
        service => format!("did({service}:{})", spec.id),
    })
}

/// A check with the names that an operation has; `None` where it has none of them, or one that a check can't say.
fn named(operation: &Operation, check: &str) -> Option<String> {
    let mut filled = String::new();
    let mut rest = check;
    while let Some((before, (member, behind))) = rest.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?))) {
        let name = text(operation, member)?.rsplit('/').next()?;
        let can_be_said = !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric() || "_.@+-".contains(letter));
        filled.push_str(before);
        filled.push_str(Some(name).filter(|_| can_be_said)?);
        rest = behind;
    }
    Some(filled + rest)
}

/// Where on the console an operation is done.
pub(super) fn screen(operation: &Operation) -> Option<&'static str> {
    let screens =
        [("GroupName", "groups"), ("RoleName", "roles"), ("UserName", "users"), ("PolicyArn", "policies"), ("PolicyName", "policies")];
    screens.into_iter().find(|(member, _)| text(operation, member).is_some()).map(|(_, screen)| screen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::operation::{AttachUserPolicy, CreateUser, TagUser};

    #[test]
    fn a_check_is_proposed_for_what_was_done() {
        let create = |name: &str| Operation::from(CreateUser { user_name: name.into(), ..Default::default() });
        let attach = AttachUserPolicy { user_name: "alice".into(), policy_arn: "arn:aws:iam::aws:policy/job-function/Billing".into() };
        assert_eq!(proposal(&create("alice")), "exists(user:alice)");
        assert_eq!(proposal(&create("a,b")), "did(CreateUser)", "a comma would end the name");
        assert_eq!(proposal(&attach.into()), "attached(user:alice, Billing)");
        assert_eq!(proposal(&TagUser::default().into()), "did(TagUser)");
    }

    #[test]
    fn every_operation_of_a_proposal_is_one_and_has_what_it_names() {
        use crate::account::operation::OPERATIONS;
        for (id, check) in PROPOSALS {
            let spec = OPERATIONS.iter().find(|spec| spec.id == *id).unwrap_or_else(|| panic!("there is no {id}"));
            for member in check.split('{').skip(1).filter_map(|rest| rest.split('}').next()) {
                assert!(spec.members.iter().any(|known| known.name == member), "{id} has no {member}");
            }
        }
    }
}
