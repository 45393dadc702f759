//! What is lost when users leave a group, or policies do: said before it is done.

use crate::account::entity::{Group, PolicyKey, User};
use crate::account::operation::{DetachGroupPolicy, Operation, RemoveUserFromGroup};
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::app::step::Step;
use crate::app::words::{count, listed};
use crate::widgets::Line;

/// Asks before users are removed from a group, and names what each loses and keeps.
pub(in crate::screens) fn remove_users(cx: &Cx<'_>, group: &Group, users: &[&User]) -> Dialog {
    let remove = |user: &&User| RemoveUserFromGroup { group_name: group.name.clone(), user_name: user.name.clone() }.into();
    let what = match users {
        [user] => user.name.clone(),
        users => count(users.len(), "user"),
    };
    let said = format!("Removed {what} from {}", group.name);
    let dialog = question(format!("Remove {what} from {}?", group.name), "Remove", users.iter().map(remove).collect(), said);
    if cx.account.attached_count_of(group.id) == 0 {
        return dialog.line("The group has no policies, so nothing is lost.");
    }
    // One user's losses are all named; of several users', the first few each.
    let names = |policies: &[&PolicyKey]| {
        let names: Vec<&str> = policies.iter().map(|policy| cx.account.policy_name(policy)).collect();
        if users.len() == 1 { names.join(", ") } else { listed(&names) }
    };
    dialog.lines(users.iter().flat_map(|user| losses_of_user(cx, group, user, names)))
}

/// Asks before policies are detached from a group, and names who loses what they grant.
pub(super) fn detach_policies(cx: &Cx<'_>, group: &Group, policies: &[PolicyKey]) -> Dialog {
    let detach =
        |policy: &PolicyKey| DetachGroupPolicy { group_name: group.name.clone(), policy_arn: cx.account.policy_arn(policy) }.into();
    let what = match policies {
        [policy] => cx.account.policy_name(policy).to_owned(),
        policies => count(policies.len(), "policy"),
    };
    let said = format!("Detached {what} from {}", group.name);
    let dialog = question(format!("Detach {what} from {}?", group.name), "Detach", policies.iter().map(detach).collect(), said);
    let members = cx.account.members_of(group.id);
    if members.is_empty() {
        return dialog.line("The group has no users, so nobody loses anything now.");
    }
    dialog.lines(policies.iter().flat_map(|policy| losses_of_policy(cx, group, policy, &members)))
}

fn question(title: String, label: &'static str, operations: Vec<Operation>, said: String) -> Dialog {
    Dialog::new(title, label, move |_, _| Ok(vec![Step::submit_all(operations.clone(), said.clone())]))
}

/// Whether a user has a policy other than through this group: directly, or through another one.
fn has_elsewhere(cx: &Cx<'_>, user: &User, policy: &PolicyKey, group: &Group) -> bool {
    let others = cx.account.groups_of(user.id).into_iter().filter(|other| other.id != group.id);
    cx.account.is_attached(policy, user.id) || others.into_iter().any(|other| cx.account.is_attached(policy, other.id))
}

fn losses_of_user(cx: &Cx<'_>, group: &Group, user: &User, names: impl Fn(&[&PolicyKey]) -> String) -> Vec<Line> {
    let policies = cx.account.attached_to(group.id).into_iter();
    let (kept, lost): (Vec<&PolicyKey>, Vec<&PolicyKey>) = policies.partition(|policy| has_elsewhere(cx, user, policy, group));
    let mut lines = Vec::new();
    if !lost.is_empty() {
        lines.push(Line::new().text(format!("{} loses {}.", user.name, names(&lost))));
    }
    if !kept.is_empty() {
        lines.push(Line::new().quiet(format!("{} keeps {}, granted elsewhere as well.", user.name, names(&kept))));
    }
    lines
}

fn losses_of_policy(cx: &Cx<'_>, group: &Group, policy: &PolicyKey, members: &[&User]) -> Vec<Line> {
    let (kept, lost): (Vec<&User>, Vec<&User>) = members.iter().partition(|user| has_elsewhere(cx, user, policy, group));
    let who = |users: &[&User], one: &str, many: &str| {
        let names: Vec<&str> = users.iter().map(|user| user.name.as_str()).collect();
        format!("{} {} {}", listed(&names), if users.len() == 1 { one } else { many }, cx.account.policy_name(policy))
    };
    let mut lines = Vec::new();
    if !lost.is_empty() {
        lines.push(Line::new().text(format!("{}.", who(&lost, "loses", "lose"))));
    }
    if !kept.is_empty() {
        lines.push(Line::new().quiet(format!("{}, granted elsewhere as well.", who(&kept, "keeps", "keep"))));
    }
    lines
}
