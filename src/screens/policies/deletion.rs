//! Deleting a customer managed policy with its versions and attachments.

use crate::account::entity::PolicyKey;
use crate::account::identity::Identity;
use crate::account::operation::DeletePolicy;
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::app::words::listed;
use crate::screens::changes::deletion;
use crate::screens::sight::reading;

/// Why a policy can't be deleted; `None` where it can.
pub(super) fn why_not(cx: &Cx<'_>, policy: &PolicyKey) -> Option<String> {
    let name = cx.account.policy_name(policy);
    if matches!(policy, PolicyKey::AwsManaged(_)) {
        return Some(format!("{name} belongs to AWS: only AWS can delete it."));
    }
    // Whom it bounds is not told to whom that is denied: the deletion itself says what is wrong.
    if !cx.may(&reading::entities_with(cx, policy)) {
        return None;
    }
    let bounded = cx.account.bounded_by(policy).filter_map(|id| Identity::of(cx.account, id));
    let bounded: Vec<&str> = bounded.map(Identity::name).collect();
    let (whom, whose) = match bounded.as_slice() {
        [] => return None,
        [one] => ((*one).to_owned(), "its"),
        several if several.len() <= NAMED => (listed(several), "their"),
        [first, second, others @ ..] => (format!("{first}, {second} and {} others", others.len()), "their"),
    };
    let listing = if bounded.len() > NAMED { " Entities attached lists them." } else { "" };
    Some(format!("{name} limits {whom} as {whose} permissions boundary. Remove the boundary there first.{listing}"))
}

/// So many whom a policy bounds are named; of more the first two, and how many others there are.
const NAMED: usize = 4;

/// Asks before policies are deleted: what loses them is named, and the name is typed. `None` where all are gone.
pub(super) fn dialog(cx: &Cx<'_>, policies: &[PolicyKey]) -> Option<Dialog> {
    let there = policies.iter().filter(|policy| cx.account.policy_detail(policy).is_some());
    let victim = |policy: &PolicyKey| {
        let delete = DeletePolicy { policy_arn: cx.account.policy_arn(policy) };
        (cx.account.policy_name(policy).to_owned(), delete.into())
    };
    deletion::of(cx, "policy", there.map(victim).collect())
}
