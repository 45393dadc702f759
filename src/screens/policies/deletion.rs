//! Deleting a customer managed policy with its versions and attachments.

use crate::account::entity::PolicyKey;
use crate::account::operation::{DeletePolicy, Operation};
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::screens::deletion;

use super::attach::Identity;

/// Why a policy can't be deleted; `None` where it can.
pub(super) fn why_not(cx: &Cx<'_>, policy: &PolicyKey) -> Option<String> {
    let name = cx.account.policy_name(policy);
    if matches!(policy, PolicyKey::AwsManaged(_)) {
        return Some(format!("{name} belongs to AWS: only AWS can delete it."));
    }
    let bounded = cx.account.bounded_by(policy).find_map(|id| Identity::of(cx.account, id))?;
    Some(format!("{name} limits {} as its permissions boundary. Remove the boundary there first.", bounded.name()))
}

/// Asks before a policy is deleted: what loses it is named, and its name is typed. `None` for a policy that is gone.
pub(super) fn dialog(cx: &Cx<'_>, policy: &PolicyKey) -> Option<Dialog> {
    cx.account.policy_detail(policy)?;
    let delete = Operation::from(DeletePolicy { policy_arn: cx.account.policy_arn(policy) });
    Some(deletion::dialog(cx, "policy", cx.account.policy_name(policy), delete))
}
