//! Checks that are proposed for what was done, and where it is done.

use super::left_open::account_left_open;
use super::said::{is_unspoken, text};
use crate::account::Account;
use crate::account::operation::Operation;

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

/// Checks that tell by how things are that an operation was done.
pub(super) fn proposals(account: &Account, operation: &Operation) -> Vec<String> {
    let spec = operation.spec();
    let proposed = match operation {
        Operation::ConsoleLogin(login) => {
            let who = login.user_name.as_deref().map_or_else(|| Some("root".to_owned()), |name| Some(format!("user:{}", sayable(name)?)));
            let mfa = if login.mfa_code.is_some() { ", {mfa: true}" } else { "" };
            who.map(|who| format!("signed_in({who}{mfa})"))
        }
        Operation::SwitchRole(switch) => sayable(&switch.role_name).map(|name| format!("signed_in(role:{name})")),
        _ => PROPOSALS.iter().find(|(id, _)| *id == spec.id).and_then(|(_, check)| named(operation, check)),
    };
    proposed.map(|check| account_left_open(account, &check)).into_iter().collect()
}

/// Checks that tell that operations were done, or refused, whatever came of it: the plainest first.
pub(super) fn attempts(operations: &[Operation], by: Option<&str>, refused: Option<&str>) -> Vec<String> {
    let by = by.filter(|by| by.rsplit('/').next().and_then(sayable).is_some()).map(|by| by.replacen('/', ":", 1));
    let mut attempts = Vec::new();
    for operation in operations.iter().filter(|operation| !is_unspoken(operation)) {
        let user = text(operation, "UserName").and_then(sayable);
        let spec = operation.spec();
        let event = match (refused, operation) {
            (Some(_), Operation::ConsoleLogin(login)) if login.mfa_code.is_some() => "code_failed".to_owned(),
            (Some(_), Operation::ConsoleLogin(_)) => "signin_failed".to_owned(),
            (Some(code), _) => format!("rejected({})", sayable(code).unwrap_or("AccessDenied")),
            (None, _) if spec.service == "iam" => spec.id.to_owned(),
            (None, _) => format!("{}:{}", spec.service, spec.id),
        };
        attempts.push(format!("did({event})"));
        attempts.extend(user.map(|name| format!("did({event}, user:{name})")));
        attempts.extend(by.as_ref().map(|by| format!("did_by({by}, {event})")));
    }
    attempts
}

/// A name, where a check can say it.
fn sayable(name: &str) -> Option<&str> {
    let is_sayable = !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric() || "_.@+-".contains(letter));
    Some(name).filter(|_| is_sayable)
}

/// A check with the names that an operation has; `None` where it has none of them, or one that a check can't say.
fn named(operation: &Operation, check: &str) -> Option<String> {
    let mut filled = String::new();
    let mut rest = check;
    while let Some((before, (member, behind))) = rest.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?))) {
        let name = text(operation, member)?.rsplit('/').next()?;
        filled.push_str(before);
        filled.push_str(sayable(name)?);
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
    use crate::account::operation::{AttachUserPolicy, ConsoleLogin, CreateBucket, CreateUser, TagUser};
    use crate::account::quotas::Quotas;

    #[test]
    fn checks_are_proposed_for_what_was_done() {
        let account = Account::empty("123456789012".parse().unwrap(), Quotas::default());
        let create = |name: &str| Operation::from(CreateUser { user_name: name.into(), ..Default::default() });
        let attach = AttachUserPolicy { user_name: "alice".into(), policy_arn: "arn:aws:iam::aws:policy/job-function/Billing".into() };
        let bucket = CreateBucket { bucket: "things-123456789012".into(), ..Default::default() };
        for (operation, check) in [
            (create("alice"), Some("exists(user:alice)")),
            // A comma would end the name.
            (create("a,b"), None),
            (attach.into(), Some("attached(user:alice, Billing)")),
            (bucket.into(), Some("exists(bucket:things-$account)")),
            (TagUser::default().into(), None),
            (ConsoleLogin { user_name: Some("alice".into()), ..Default::default() }.into(), Some("signed_in(user:alice)")),
        ] {
            assert_eq!(proposals(&account, &operation), check.into_iter().collect::<Vec<_>>());
        }
        let attempts = |operation: Operation, refused| attempts(&[operation], Some("user/bob"), refused);
        assert_eq!(attempts(create("a,b"), None), ["did(CreateUser)", "did_by(user:bob, CreateUser)"]);
        let refused = ["did(rejected(EntityAlreadyExists))", "did(rejected(EntityAlreadyExists), user:alice)"];
        assert_eq!(attempts(create("alice"), Some("EntityAlreadyExists"))[..2], refused);
        assert_eq!(attempts(ConsoleLogin::default().into(), Some("AccessDenied"))[0], "did(signin_failed)");
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
