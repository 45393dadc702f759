//! What is lost when users leave a group, or policies do: said before it is done.

use crate::account::entity::{Group, User};
use crate::account::identity::Identity;
use crate::account::operation::{Operation, RemoveUserFromGroup};
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::app::step::Step;
use crate::app::words::{count, listed};
use crate::screens::changes::effect;
use crate::screens::parts::permissions::{Granted, grants, removal};
use crate::screens::sight::reading;
use crate::widgets::Line;

/// Asks before users are removed from a group, and names what each loses and keeps.
pub(in crate::screens) fn remove_users(cx: &Cx<'_>, group: &Group, users: &[&User]) -> Dialog {
    let remove = |user: &&User| RemoveUserFromGroup { group_name: group.name.clone(), user_name: user.name.clone() }.into();
    let what = match users {
        [user] => user.name.clone(),
        users => count(users.len(), "user"),
    };
    let said = format!("Removed {what} from {}", group.name);
    let operations: Vec<Operation> = users.iter().map(remove).collect();
    let submitted = operations.clone();
    let dialog = Dialog::new(format!("Remove {what} from {}?", group.name), "Remove", move |_, _| {
        Ok(vec![Step::submit_all(submitted.clone(), said.clone())])
    });
    let unseen = cx.refusals(&reading::policies_of(Identity::Group(group)));
    if !unseen.is_empty() {
        return effect::told_of_all(dialog.unseen("which policies are lost with the group", unseen), cx, &operations);
    }
    let policies: Vec<Granted> = grants(cx.account, group.id).into_iter().map(|grant| grant.policy).collect();
    if policies.is_empty() {
        return dialog.line("The group has no policies, so nothing is lost.");
    }
    // One user's losses are all named; of several users', the first few each.
    let names = |policies: &[&Granted]| {
        let names: Vec<&str> = policies.iter().map(|policy| policy.name(cx.account)).collect();
        if users.len() == 1 { names.join(", ") } else { listed(&names) }
    };
    let dialog = dialog.lines(users.iter().flat_map(|user| losses_of_user(cx, group, &policies, user, names)));
    effect::told_of_all(dialog, cx, &operations)
}

/// Asks before policies are taken from a group, and names who loses what they grant.
pub(in crate::screens) fn take_policies(cx: &Cx<'_>, group: &Group, policies: &[Granted]) -> Dialog {
    let dialog = removal::question(cx, Identity::Group(group), policies);
    if let Some(refusal) = cx.refusal(&reading::members_of(group)) {
        return dialog.unseen("who is in the group", [refusal]);
    }
    let members = cx.account.members_of(group.id);
    if members.is_empty() {
        return dialog.line("The group has no users, so nobody loses anything now.");
    }
    dialog.lines(policies.iter().flat_map(|policy| losses_of_policy(cx, group, policy, &members)))
}

/// Whether a user has a policy other than through this group: directly, or through another one. What may not be seen is not
/// told.
fn has_elsewhere(cx: &Cx<'_>, user: &User, policy: &Granted, group: &Group) -> bool {
    // An inline policy is its group's alone.
    let Granted::Managed(policy) = policy else { return false };
    let mut others = cx.account.groups_of(user.id).into_iter().filter(|other| other.id != group.id);
    let has = |of: Identity<'_>| reading::sees_attached(cx, policy, of);
    has(Identity::User(user)) || others.any(|other| reading::sees_member(cx, user, other) && has(Identity::Group(other)))
}

/// What is added where not all may be seen by which a user could keep something.
fn unless(cx: &Cx<'_>, user: &User) -> &'static str {
    let lists = [reading::attached_to(Identity::User(user)), reading::groups_of(user)];
    if cx.first_refusal(&lists).is_some() { ", unless it is granted elsewhere, which you may not see" } else { "" }
}

fn losses_of_user(cx: &Cx<'_>, group: &Group, policies: &[Granted], user: &User, names: impl Fn(&[&Granted]) -> String) -> Vec<Line> {
    let (kept, lost): (Vec<&Granted>, Vec<&Granted>) = policies.iter().partition(|policy| has_elsewhere(cx, user, policy, group));
    let mut lines = Vec::new();
    if !lost.is_empty() {
        lines.push(Line::new().text(format!("{} loses {}{}.", user.name, names(&lost), unless(cx, user))));
    }
    if !kept.is_empty() {
        lines.push(Line::new().quiet(format!("{} keeps {}, granted elsewhere as well.", user.name, names(&kept))));
    }
    lines
}

fn losses_of_policy(cx: &Cx<'_>, group: &Group, policy: &Granted, members: &[&User]) -> Vec<Line> {
    let (kept, lost): (Vec<&User>, Vec<&User>) = members.iter().partition(|user| has_elsewhere(cx, user, policy, group));
    let who = |users: &[&User], one: &str, many: &str| {
        let names: Vec<&str> = users.iter().map(|user| user.name.as_str()).collect();
        format!("{} {} {}", listed(&names), if users.len() == 1 { one } else { many }, policy.name(cx.account))
    };
    let mut lines = Vec::new();
    if !lost.is_empty() {
        let unless = lost.iter().map(|user| unless(cx, user)).find(|unless| !unless.is_empty()).unwrap_or_default();
        lines.push(Line::new().text(format!("{}{unless}.", who(&lost, "loses", "lose"))));
    }
    if !kept.is_empty() {
        lines.push(Line::new().quiet(format!("{}, granted elsewhere as well.", who(&kept, "keeps", "keep"))));
    }
    lines
}
