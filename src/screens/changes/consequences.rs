//! What a deletion comes to besides what is named: for who may still give permissions, and for what acts with a role. AWS lets all of it happen and says nothing; here it is said before.

use super::naming;
use crate::access::Inquiry;
use crate::account::authorization::Asker;
use crate::account::caller::Caller;
use crate::account::entity::{Function, Instance, ResourceKind, Role};
use crate::account::id::UniqueId;
use crate::account::identity::naming::Naming;
use crate::account::operation::Operation;
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::app::overlay::gives_and_takes::OF_OTHERS;
use crate::app::words::count;
use crate::screens::sight::reading;
use crate::theme::Role as Look;
use crate::widgets::Line;

/// Of more resources than these only the number is told.
const MOST_NAMED: usize = 3;

/// Says what is to be said before operations that delete something are done.
pub(super) fn told(dialog: Dialog, cx: &Cx<'_>, operations: &[Operation]) -> Dialog {
    let unseen = cx.refusal_of_whole();
    let last_administrator = if unseen.is_none() { last_administrator(cx, operations) } else { None };
    let dialog = match last_administrator {
        Some(inquiry) => dialog.foretelling_of(inquiry),
        None => dialog,
    };
    let in_use = roles_in_use(cx, operations, unseen.is_none());
    let dialog = dialog.lines(in_use.into_iter().map(|text| Line::new().with("▲ ", Look::Warning).text(text)));
    match unseen {
        None => dialog.lines(naming::left_behind(cx, &named(cx, operations))),
        Some(refusal) => dialog.unseen(OF_OTHERS, [refusal]),
    }
}

/// Whether a user is left who may give permissions, where whoever is signed in is refused. What can be done is told with all else
/// that it takes.
fn last_administrator(cx: &Cx<'_>, operations: &[Operation]) -> Option<Inquiry> {
    if cx.plan_all(operations).is_ok() {
        return None;
    }
    // What the owner may do decides: whether it is denied to whoever is signed in comes later.
    let after = cx.account.plan_all(&Caller::ROOT, operations, &mut cx.env()).ok()?.after;
    Some(Inquiry::administrators(cx.account.clone(), after, cx.now))
}

/// The policies that name users, groups and roles which are deleted.
fn named(cx: &Cx<'_>, operations: &[Operation]) -> Vec<Naming> {
    let account = cx.account;
    let id = |operation: &Operation| match operation {
        Operation::DeleteUser(op) => account.user_named(&op.user_name).map(|user| user.id),
        Operation::DeleteGroup(op) => account.group_named(&op.group_name).map(|group| group.id),
        Operation::DeleteRole(op) => account.role_named(&op.role_name).map(|role| role.id),
        _ => None,
    };
    let gone: Vec<UniqueId> = operations.iter().filter_map(id).collect();
    account.policies_naming_all(&gone)
}

/// What acts with roles that are deleted: resources, as far as they may be listed, and sessions, where those are to be told.
fn roles_in_use(cx: &Cx<'_>, operations: &[Operation], with_sessions: bool) -> Vec<String> {
    let role_of = |operation: &Operation| match operation {
        Operation::DeleteRole(op) => cx.account.role_named(&op.role_name),
        _ => None,
    };
    operations.iter().filter_map(role_of).filter_map(|role| used(cx, role, with_sessions)).collect()
}

/// That resources act with a role, or sessions of it are open.
fn used(cx: &Cx<'_>, role: &Role, with_sessions: bool) -> Option<String> {
    let account = cx.account;
    let functions = || account.resources(ResourceKind::Function).filter_map(|entity| <&Function>::try_from(entity).ok());
    let instances = || account.resources(ResourceKind::Instance).filter_map(|entity| <&Instance>::try_from(entity).ok());
    // Instances tell of their profiles; which role those have is read of the role.
    let profiles = reading::profiles_of(role);
    let may_see_profiles = cx.may(&profiles);
    let has_role = |instance: &Instance| {
        let found = instance.profile.as_ref().and_then(|profile| account.role_in_profile(profile.id));
        may_see_profiles && found.is_some_and(|found| found.id == role.id)
    };
    let mut users: Vec<String> = Vec::new();
    users.extend(cx.listed("ListFunctions", || {
        functions().filter(|function| function.role.id == role.id).map(|function| account.resource_words(&function.resource())).collect()
    }));
    users.extend(cx.listed("DescribeInstances", || {
        instances().filter(|instance| has_role(instance)).map(|instance| account.resource_words(&instance.resource())).collect()
    }));
    let sessions = account.sessions().filter(|session| matches!(session.of, Asker::RoleSession { role: of, .. } if of == role.id));
    let open = sessions.filter(|session| session.expires.is_none_or(|expires| expires > cx.now)).count();
    if open > 0 && with_sessions {
        users.push(count(open, "open session"));
    }
    let named = match users.len() {
        0 => return None,
        1..=MOST_NAMED => users.join(", "),
        more => format!("{}, and {} more", users.iter().take(MOST_NAMED).cloned().collect::<Vec<_>>().join(", "), more - MOST_NAMED),
    };
    Some(format!("In use: {named}. Without the role {} nothing of that may do anything.", role.name))
}
