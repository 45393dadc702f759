//! Taking away what denies: the policy where it holds, the group that it comes through, the boundary.

use super::giving::new_version;
use super::trial::Trial;
use super::{Help, Identity};
use crate::account::Account;
use crate::account::authorization::{Origin, Source};
use crate::account::entity::{Group, PolicyKey};
use crate::account::operation::{
    DeleteGroupPolicy, DeleteRolePermissionsBoundary, DeleteRolePolicy, DeleteUserPermissionsBoundary, DeleteUserPolicy, DetachGroupPolicy,
    DetachRolePolicy, DetachUserPolicy, PutGroupPolicy, PutRolePolicy, PutUserPolicy, RemoveUserFromGroup,
};

/// Every way to take a policy away that denies, or to write it anew.
pub(super) fn taking_away(account: &Account, from: &Identity, origin: &Origin, trial: &Trial) -> Vec<Help> {
    let group = origin.group.and_then(|group| account.group(group));
    let leaving = group.filter(|_| from.is_user).and_then(|group| {
        let remove = RemoveUserFromGroup { group_name: group.name.clone(), user_name: from.name.clone() };
        Help::of(account, remove, format!("remove {} from the group {}", from.name, group.name))
    });
    let [taken, rewritten] = match (&origin.source, group) {
        (Source::Inline { name, .. }, None) => own_inline(account, from, name),
        (Source::Inline { name, .. }, Some(group)) => inline_of(account, group, name),
        (Source::Managed(policy), group) => [detached(account, from, group, policy), rewritten(account, policy)],
        (Source::PasswordPolicy | Source::Trust(_) | Source::Resource(_), _) => [None, None],
    };
    let taken = taken.map(|help| help.lacking(trial.without(|other| other == origin)));
    let rewritten = rewritten.map(|help| help.lacking(trial.rewritten(account, |other| other == origin)));
    let leaving = leaving.map(|help| help.lacking(trial.without(|other| other.group == origin.group)));
    taken.into_iter().chain(rewritten).chain(leaving).collect()
}

/// Taking the permissions boundary away.
pub(super) fn unbinding(account: &Account, from: &Identity, trial: &Trial) -> Option<Help> {
    let operation =
        from.either(|user_name| DeleteUserPermissionsBoundary { user_name }, |role_name| DeleteRolePermissionsBoundary { role_name });
    Some(Help::of(account, operation, format!("remove the boundary of {}", from.name))?.lacking(trial.unbound()))
}

fn own_inline(account: &Account, from: &Identity, name: &str) -> [Option<Help>; 2] {
    let deleted = from.either(
        |user_name| DeleteUserPolicy { user_name, policy_name: name.to_owned() },
        |role_name| DeleteRolePolicy { role_name, policy_name: name.to_owned() },
    );
    let written = from.either(
        |user_name| PutUserPolicy { user_name, policy_name: name.to_owned(), policy_document: String::new() },
        |role_name| PutRolePolicy { role_name, policy_name: name.to_owned(), policy_document: String::new() },
    );
    [
        Help::of(account, deleted, format!("delete {name} of {}", from.name)),
        Help::of(account, written, format!("write {name} of {} anew", from.name)),
    ]
}

fn inline_of(account: &Account, group: &Group, name: &str) -> [Option<Help>; 2] {
    let (group_name, policy_name) = (group.name.clone(), name.to_owned());
    let deleted = DeleteGroupPolicy { group_name: group_name.clone(), policy_name: policy_name.clone() };
    let written = PutGroupPolicy { group_name, policy_name, policy_document: String::new() };
    [
        Help::of(account, deleted, format!("delete {name} of the group {}", group.name)),
        Help::of(account, written, format!("write {name} of the group {} anew", group.name)),
    ]
}

fn detached(account: &Account, from: &Identity, group: Option<&Group>, policy: &PolicyKey) -> Option<Help> {
    let (policy_arn, name) = (account.policy_arn(policy), account.policy_name(policy));
    if let Some(group) = group {
        let detach = DetachGroupPolicy { group_name: group.name.clone(), policy_arn };
        return Help::of(account, detach, format!("detach {name} from the group {}", group.name));
    }
    let operation = from.either(
        |user_name| DetachUserPolicy { user_name, policy_arn: policy_arn.clone() },
        |role_name| DetachRolePolicy { role_name, policy_arn: policy_arn.clone() },
    );
    Help::of(account, operation, format!("detach {name} from {}", from.name))
}

/// A new version of a policy, which AWS's own have none of.
fn rewritten(account: &Account, policy: &PolicyKey) -> Option<Help> {
    if matches!(policy, PolicyKey::Customer(_)) { new_version(account, policy) } else { None }
}
