//! What a change takes from whoever is signed in, said before it is done: AWS lets people lock themselves out and says nothing.

use crate::account::Account;
use crate::account::authorization::Asker;
use crate::account::caller::Caller;
use crate::account::entity::{Owner, SessionKind};
use crate::account::id::UniqueId;
use crate::account::operation::{
    AddUserToGroup, AttachGroupPolicy, AttachRolePolicy, AttachUserPolicy, DeleteBucketPolicy, DeleteGroupPolicy,
    DeleteRolePermissionsBoundary, DeleteRolePolicy, DeleteUserPermissionsBoundary, DeleteUserPolicy, DetachGroupPolicy, DetachRolePolicy,
    DetachUserPolicy, Operation, PutBucketPolicy, PutGroupPolicy, PutRolePermissionsBoundary, PutRolePolicy, PutUserPermissionsBoundary,
    PutUserPolicy, RemoveUserFromGroup, SetDefaultPolicyVersion, TagRole, TagUser, UntagRole, UntagUser,
};
use crate::app::cx::Cx;
use crate::app::step::Step;
use crate::app::words::listed;

/// The way out for who is locked out.
pub const fn way_out(caller: &Caller) -> &'static str {
    if caller.is_root() { "Undo (u) takes it back." } else { "Undo (u) or root takes it back." }
}

/// What these steps take from whoever is signed in, in a sentence; `None` where they take nothing.
pub(super) fn told(steps: &[Step], cx: &Cx<'_>) -> Option<String> {
    let submissions = steps.iter().filter_map(|step| if let Step::Submit(submission) = step { Some(submission) } else { None });
    let operations: Vec<Operation> = submissions.flat_map(|submission| submission.operations.iter().cloned()).collect();
    told_of(&operations, cx)
}

/// The same of operations that are done together.
pub fn told_of(operations: &[Operation], cx: &Cx<'_>) -> Option<String> {
    // What sets a password takes its time to plan, and takes nothing from anybody.
    if operations.is_empty() || operations.iter().any(sets_password) {
        return None;
    }
    deleted(cx, operations).or_else(|| locked_out(cx, operations)).or_else(|| credentials(cx, operations))
}

const fn sets_password(operation: &Operation) -> bool {
    matches!(operation, Operation::CreateLoginProfile(_) | Operation::UpdateLoginProfile(_) | Operation::ChangePassword(_))
}

/// That somebody deletes who is signed in, or the role that one is in.
fn deleted(cx: &Cx<'_>, operations: &[Operation]) -> Option<String> {
    let account = cx.account;
    let is_deleted = |asker: &Asker| {
        operations.iter().any(|operation| match (asker, operation) {
            (Asker::User(id), Operation::DeleteUser(op)) => is_user(account, *id, &op.user_name),
            (Asker::RoleSession { role, .. }, Operation::DeleteRole(op)) => {
                account.role_named(&op.role_name).is_some_and(|named| named.id == *role)
            }
            _ => false,
        })
    };
    if is_deleted(&cx.caller.who) {
        let text = "This is you: the permissions go first, and what comes after them is denied. Somebody else has to do it, or root.";
        return Some(text.to_owned());
    }
    let opener = account.session_of(cx.caller)?.opened_by.as_ref().filter(|opener| is_deleted(&opener.who))?;
    Some(format!("You signed in as {} before you switched roles: once this session ends, nobody is signed in.", opener.label(account)))
}

/// That whoever is signed in can't put back what is done, which they could if it took nothing from them.
fn locked_out(cx: &Cx<'_>, operations: &[Operation]) -> Option<String> {
    // Whoever is deleted is left in place, with path and tags: what goes before is asked of them, and policies look at those.
    let leaves =
        |operation: &&Operation| !matches!(operation, Operation::DeleteUser(_) | Operation::DeleteGroup(_) | Operation::DeleteRole(_));
    let operations: Vec<Operation> = operations.iter().filter(leaves).cloned().collect();
    // What the owner may do decides: whether it is denied to whoever is signed in comes later.
    let after = cx.account.plan_all(&Caller::ROOT, &operations, &mut cx.env()).ok()?.after;
    let may_then = |operation: &Operation| after.authorise(cx.caller, operation, cx.now).is_ok();
    let mut lost: Vec<String> = Vec::new();
    for ways in operations.iter().map(ways_back).filter(|ways| !ways.iter().any(may_then)) {
        lost.extend(
            ways.iter().filter(|way| cx.may(way)).map(Operation::action).filter(|action| !lost.contains(action)).collect::<Vec<_>>(),
        );
    }
    if lost.is_empty() {
        return None;
    }
    let named: Vec<&str> = lost.iter().map(String::as_str).collect();
    Some(format!("You lose {}: afterwards you can't put this back. {}", listed(&named), way_out(cx.caller)))
}

/// The operations each of which puts back what one has done, with the members that policies look at. None of what makes something
/// or deletes it: that is another thing once it is made anew.
fn ways_back(operation: &Operation) -> Vec<Operation> {
    let again = || operation.clone();
    macro_rules! turned {
        ($op:ident into $other:ident { $($member:ident),* }) => { $other { $($member: $op.$member.clone()),* }.into() };
        ($op:ident into $other:ident { $($member:ident),* ; .. }) => { $other { $($member: $op.$member.clone(),)* ..$other::default() }.into() };
    }
    match operation {
        Operation::AttachUserPolicy(op) => vec![turned!(op into DetachUserPolicy { user_name, policy_arn })],
        Operation::AttachGroupPolicy(op) => vec![turned!(op into DetachGroupPolicy { group_name, policy_arn })],
        Operation::AttachRolePolicy(op) => vec![turned!(op into DetachRolePolicy { role_name, policy_arn })],
        Operation::DetachUserPolicy(op) => vec![turned!(op into AttachUserPolicy { user_name, policy_arn })],
        Operation::DetachGroupPolicy(op) => vec![turned!(op into AttachGroupPolicy { group_name, policy_arn })],
        Operation::DetachRolePolicy(op) => vec![turned!(op into AttachRolePolicy { role_name, policy_arn })],
        Operation::PutUserPolicy(op) => vec![again(), turned!(op into DeleteUserPolicy { user_name, policy_name })],
        Operation::PutGroupPolicy(op) => vec![again(), turned!(op into DeleteGroupPolicy { group_name, policy_name })],
        Operation::PutRolePolicy(op) => vec![again(), turned!(op into DeleteRolePolicy { role_name, policy_name })],
        Operation::DeleteUserPolicy(op) => vec![turned!(op into PutUserPolicy { user_name, policy_name ; .. })],
        Operation::DeleteGroupPolicy(op) => vec![turned!(op into PutGroupPolicy { group_name, policy_name ; .. })],
        Operation::DeleteRolePolicy(op) => vec![turned!(op into PutRolePolicy { role_name, policy_name ; .. })],
        Operation::PutUserPermissionsBoundary(op) => vec![again(), turned!(op into DeleteUserPermissionsBoundary { user_name })],
        Operation::PutRolePermissionsBoundary(op) => vec![again(), turned!(op into DeleteRolePermissionsBoundary { role_name })],
        Operation::DeleteUserPermissionsBoundary(op) => vec![turned!(op into PutUserPermissionsBoundary { user_name ; .. })],
        Operation::DeleteRolePermissionsBoundary(op) => vec![turned!(op into PutRolePermissionsBoundary { role_name ; .. })],
        Operation::AddUserToGroup(op) => vec![turned!(op into RemoveUserFromGroup { group_name, user_name })],
        Operation::RemoveUserFromGroup(op) => vec![turned!(op into AddUserToGroup { group_name, user_name })],
        Operation::CreatePolicyVersion(op) => vec![turned!(op into SetDefaultPolicyVersion { policy_arn ; .. })],
        Operation::TagUser(op) => vec![again(), turned!(op into UntagUser { user_name ; .. })],
        Operation::TagRole(op) => vec![again(), turned!(op into UntagRole { role_name ; .. })],
        Operation::UntagUser(op) => vec![turned!(op into TagUser { user_name ; .. })],
        Operation::UntagRole(op) => vec![turned!(op into TagRole { role_name ; .. })],
        Operation::PutBucketPolicy(op) => vec![again(), turned!(op into DeleteBucketPolicy { bucket })],
        Operation::DeleteBucketPolicy(op) => vec![turned!(op into PutBucketPolicy { bucket ; .. })],
        Operation::SetDefaultPolicyVersion(_)
        | Operation::PutKeyPolicy(_)
        | Operation::PutResourcePolicy(_)
        | Operation::SetQueueAttributes(_)
        | Operation::UpdateAssumeRolePolicy(_) => vec![again()],
        _ => Vec::new(),
    }
}

/// That one takes one's own credentials away.
fn credentials(cx: &Cx<'_>, operations: &[Operation]) -> Option<String> {
    let switched = cx.account.session_of(cx.caller).filter(|session| session.kind == SessionKind::SwitchRole);
    let signed_in = switched.and_then(|session| session.opened_by.as_ref()).unwrap_or(cx.caller);
    let Some(Owner::User(id)) = signed_in.owner() else { return None };
    let is_own = |name: Option<&str>| name.map_or(signed_in == cx.caller, |name| is_user(cx.account, id, name));
    operations.iter().find_map(|operation| match operation {
        Operation::DeleteLoginProfile(op) if is_own(op.user_name.as_deref()) => {
            Some(format!("This is you: once you are signed out, you can't sign in again. {}", way_out(cx.caller)))
        }
        Operation::DeactivateMFADevice(op) if is_own(op.user_name.as_deref()) => {
            Some("This is you: from your next sign-in on, what is allowed with MFA alone is denied to you.".to_owned())
        }
        Operation::UpdateAccessKey(op) if is_own(op.user_name.as_deref()) && op.status == "Inactive" => Some(OWN_KEY.to_owned()),
        Operation::DeleteAccessKey(op) if is_own(op.user_name.as_deref()) => Some(OWN_KEY.to_owned()),
        _ => None,
    })
}

const OWN_KEY: &str = "This is you: what you run with this key is refused from then on.";

fn is_user(account: &Account, id: UniqueId, name: &str) -> bool {
    account.user_named(name).is_some_and(|user| user.id == id)
}
