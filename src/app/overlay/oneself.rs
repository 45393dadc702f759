//! What a change takes from whoever is signed in, said before it is done: AWS lets people lock themselves out and says nothing.

use crate::account::Account;
use crate::account::authorization::Asker;
use crate::account::caller::Caller;
use crate::account::entity::{Owner, SessionKind};
use crate::account::id::UniqueId;
use crate::account::operation::Operation;
use crate::app::cx::Cx;
use crate::app::sight::Sight;
use crate::app::step::Step;
use crate::app::words::listed;

/// The way out for who is locked out.
pub const fn way_out(caller: &Caller) -> &'static str {
    if caller.is_root() { "u (undo) gets you out." } else { "u (undo) or root gets you out." }
}

/// What these steps take from whoever is signed in, in a sentence; `None` where they take nothing.
pub(super) fn told(steps: &[Step], cx: &Cx<'_>) -> Option<String> {
    let submissions = steps.iter().filter_map(|step| if let Step::Submit(submission) = step { Some(submission) } else { None });
    let operations: Vec<Operation> = submissions.flat_map(|submission| submission.operations.iter().cloned()).collect();
    // Most changes take nothing from anybody, and what sets a password takes its time to plan.
    if cx.caller.is_root() || !operations.iter().any(takes) || operations.iter().any(sets_password) {
        return None;
    }
    deleted(cx, &operations).or_else(|| denied(cx, &operations)).or_else(|| credentials(cx, &operations))
}

/// Whether an operation may take permissions or credentials from somebody.
const fn takes(operation: &Operation) -> bool {
    matches!(
        operation,
        Operation::DeleteUser(_)
            | Operation::DeleteGroup(_)
            | Operation::DeleteRole(_)
            | Operation::DeletePolicy(_)
            | Operation::DetachUserPolicy(_)
            | Operation::DetachGroupPolicy(_)
            | Operation::DetachRolePolicy(_)
            | Operation::DeleteUserPolicy(_)
            | Operation::DeleteGroupPolicy(_)
            | Operation::DeleteRolePolicy(_)
            | Operation::PutUserPolicy(_)
            | Operation::PutGroupPolicy(_)
            | Operation::PutRolePolicy(_)
            | Operation::AttachUserPolicy(_)
            | Operation::AttachGroupPolicy(_)
            | Operation::AttachRolePolicy(_)
            | Operation::PutUserPermissionsBoundary(_)
            | Operation::PutRolePermissionsBoundary(_)
            | Operation::SetDefaultPolicyVersion(_)
            | Operation::CreatePolicyVersion(_)
            | Operation::AddUserToGroup(_)
            | Operation::RemoveUserFromGroup(_)
            | Operation::DeleteLoginProfile(_)
            | Operation::DeactivateMFADevice(_)
            | Operation::UpdateAccessKey(_)
            | Operation::DeleteAccessKey(_)
    )
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

/// That whoever is signed in may do less than before.
fn denied(cx: &Cx<'_>, operations: &[Operation]) -> Option<String> {
    // What the owner may do decides: whether it is denied to whoever is signed in comes later.
    let after = cx.account.plan_all(&Caller::ROOT, operations, &mut cx.env()).ok()?.after;
    let lost = Sight::of(&after, cx.caller, cx.now).denied_since(cx.sight);
    let again = operations.iter().filter(|operation| cx.may(operation));
    let again = again.filter(|operation| after.authorise(cx.caller, operation, cx.now).is_err()).map(Operation::action);
    let mut actions: Vec<String> = again.chain(lost).collect();
    actions.dedup();
    if actions.is_empty() {
        return None;
    }
    let named: Vec<&str> = actions.iter().map(String::as_str).collect();
    Some(format!("This is you: afterwards you may not {}. {}", listed(&named), way_out(cx.caller)))
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
