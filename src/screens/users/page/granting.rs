//! Giving a user permissions, and taking them away.

use crate::account::entity::{Group, User};
use crate::account::id::UniqueId;
use crate::account::identity::Identity;
use crate::app::cx::Cx;
use crate::app::overlay::Overlay;
use crate::app::overlay::dialog::Dialog;
use crate::app::step::Step;
use crate::app::words::count;
use crate::screens::changes::effect;
use crate::screens::changes::{attach, membership};
use crate::screens::groups::leaving;
use crate::screens::parts::permissions::{Grant, Granted, removal};
use crate::screens::sight::reading;
use crate::widgets::Line;
use crate::widgets::form::{ChoiceOption, Field};

use super::copying;

/// A way to give a user permissions.
#[derive(Clone, Copy)]
enum Way {
    Group,
    Copy,
    Attach,
}

impl Way {
    /// The console's words, and what it is good for.
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Group => (
                "Add user to group",
                "A group carries policies for all its users. The best way: one change there reaches everybody who does the same work.",
            ),
            Self::Copy => (
                "Copy permissions",
                "Another user's groups and directly attached policies, as they are now. What that user gets later is not copied.",
            ),
            Self::Attach => (
                "Attach policies directly",
                "Policies for this user alone. With more than a few users nobody keeps track of who may do what.",
            ),
        }
    }
}

/// Asks how users are to get permissions; the answer opens what there is to choose from. What is copied is copied to one.
pub(in crate::screens::users) fn add(cx: &Cx<'_>, users: &[&User]) -> Dialog {
    let ids: Vec<UniqueId> = users.iter().map(|user| user.id).collect();
    let (whom, ways) = match users {
        [user] => (user.name.clone(), vec![Way::Group, Way::Copy, Way::Attach]),
        users => (count(users.len(), "user"), vec![Way::Group, Way::Attach]),
    };
    let options = ways.iter().map(|way| ChoiceOption { label: way.words().0.into(), about: String::new() }).collect();
    let chosen = ways.clone();
    let dialog = Dialog::new(format!("Add permissions to {whom}"), "Next", move |form, cx| {
        let next: Box<dyn Overlay> = match (chosen.get(form.chosen(0)), ids.as_slice()) {
            (Some(Way::Copy), [id]) => Box::new(copying::from_users(cx, *id)),
            (Some(Way::Attach), ids) => Box::new(attach::to(cx, ids)),
            _ => Box::new(membership::groups_for(cx, ids.clone())),
        };
        Ok(vec![Step::Ask(next)])
    });
    dialog.fields(vec![Field::choice(0, "How", options, 0)]).following(cx, move |form, _| {
        let about = ways.get(form.chosen(0)).map_or("", |way| way.words().1);
        form.set_hint(0, about);
    })
}

/// Asks before policies are taken from a user. What comes through a group goes only with the group, and stays where own ones are
/// taken at once with it.
pub(super) fn remove(cx: &Cx<'_>, user: &User, grants: &[Grant]) -> Option<Dialog> {
    let own: Vec<Granted> = grants.iter().filter(|grant| grant.group.is_none()).map(|grant| grant.policy.clone()).collect();
    match (grants, own.as_slice()) {
        ([], _) => None,
        ([one], _) => remove_one(cx, user, one),
        (several, []) => remove_groups(cx, user, several),
        (_, own) => {
            let dialog = removal::question(cx, Identity::User(user), own);
            let stays = format!("What comes through a group stays: it goes only with {}'s membership.", user.name);
            Some(if own.len() < grants.len() { dialog.line(Line::new().quiet(stays)) } else { dialog })
        }
    }
}

/// Where all of several policies come through groups, one membership is asked about, and said what goes with it and what stays.
fn remove_groups(cx: &Cx<'_>, user: &User, grants: &[Grant]) -> Option<Dialog> {
    let first = cx.account.group(grants.iter().find_map(|grant| grant.group)?)?;
    let (with_it, others): (Vec<&Grant>, Vec<&Grant>) = grants.iter().partition(|grant| grant.group == Some(first.id));
    let names = |grants: &[&Grant]| grants.iter().map(|grant| grant.policy.name(cx.account)).collect::<Vec<_>>().join(", ");
    let (name, group) = (&user.name, &first.name);
    let goes = match with_it.as_slice() {
        [_] => format!("{} is {group}'s, not {name}'s: it goes only with the membership.", names(&with_it)),
        _ => format!("{} are {group}'s, not {name}'s: they go only with the membership.", names(&with_it)),
    };
    let dialog = leaving::remove_users(cx, first, &[user]).line(Line::new().quiet(goes));
    if others.is_empty() {
        return Some(dialog);
    }
    let mut through: Vec<&str> =
        others.iter().filter_map(|grant| cx.account.group(grant.group?)).map(|group| group.name.as_str()).collect();
    through.dedup();
    Some(dialog.line(Line::new().quiet(format!("What comes through {} stays, until that is left as well.", through.join(", ")))))
}

fn remove_one(cx: &Cx<'_>, user: &User, grant: &Grant) -> Option<Dialog> {
    let name = grant.policy.name(cx.account);
    if let Some(group) = grant.group {
        let group = cx.account.group(group)?;
        let why = match grant.policy {
            Granted::Managed(_) => format!("{name} is attached to the group, not to {}: it goes only with the membership.", user.name),
            Granted::Inline { .. } => format!("{name} is part of the group, not of {}: it goes only with the membership.", user.name),
        };
        return Some(leaving::remove_users(cx, group, &[user]).line(Line::new().quiet(why)));
    }
    let Granted::Managed(policy) = &grant.policy else {
        return Some(removal::question(cx, Identity::User(user), std::slice::from_ref(&grant.policy)));
    };
    let sees = |group: &&Group| reading::sees_member(cx, user, group) && reading::sees_attached(cx, policy, Identity::Group(group));
    let groups = cx.account.groups_of(user.id).into_iter().filter(sees);
    let through: Vec<&str> = groups.map(|group| group.name.as_str()).collect();
    let then = if through.is_empty() {
        format!("{} loses what only this policy allows.", user.name)
    } else {
        format!("{} keeps what it allows, through {}.", user.name, through.join(", "))
    };
    let detach = Identity::User(user).detach(cx.account, policy);
    let operations = [detach.clone()];
    let dialog = Dialog::new(format!("Remove {name} from {}?", user.name), "Remove", move |_, _| Ok(vec![Step::submit(detach.clone())]));
    let dialog = effect::told_of_all(dialog.line(Line::new().text(then)), cx, &operations);
    Some(dialog.line(Line::new().quiet("The policy itself stays, and can be attached again.")))
}
