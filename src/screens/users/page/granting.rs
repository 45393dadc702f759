//! Giving a user permissions, and taking them away.

use crate::account::entity::User;
use crate::app::cx::Cx;
use crate::app::overlay::Overlay;
use crate::app::overlay::dialog::Dialog;
use crate::app::step::Step;
use crate::screens::groups::leaving;
use crate::screens::permissions::{Grant, Granted, losses, removal};
use crate::screens::policies::attach::Identity;
use crate::screens::{attach, membership};
use crate::widgets::Line;
use crate::widgets::form::{ChoiceOption, Field};

use super::copying;

/// The ways to give a user permissions, in the console's order and words.
const WAYS: [(&str, &str); 3] = [
    (
        "Add user to group",
        "A group carries policies for all its users. The best way: one change there reaches everybody who does the same work.",
    ),
    ("Copy permissions", "Another user's groups and directly attached policies, as they are now. What that user gets later is not copied."),
    ("Attach policies directly", "Policies for this user alone. With more than a few users nobody keeps track of who may do what."),
];

/// Asks how the user is to get permissions; the answer opens what there is to choose from.
pub(super) fn add(cx: &Cx<'_>, user: &User) -> Dialog {
    let id = user.id;
    let options = WAYS.map(|(label, _)| ChoiceOption { label: label.into(), about: String::new() });
    let dialog = Dialog::new(format!("Add permissions to {}", user.name), "Next", move |form, cx| {
        let next: Box<dyn Overlay> = match form.chosen(0) {
            0 => Box::new(membership::groups_for(cx, id)),
            1 => Box::new(copying::from_users(cx, id)),
            _ => Box::new(attach::to_user(cx, id)),
        };
        Ok(vec![Step::Ask(next)])
    });
    dialog.fields(vec![Field::choice(0, "How", options.into(), 0)]).following(cx, |form, _| {
        let about = WAYS.get(form.chosen(0)).map_or("", |(_, about)| about);
        form.set_hint(0, about);
    })
}

/// Asks before a policy is taken from a user. One that comes through a group goes only with the group.
pub(super) fn remove(cx: &Cx<'_>, user: &User, grant: &Grant) -> Option<Dialog> {
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
    let groups = cx.account.groups_of(user.id).into_iter().filter(|group| cx.account.is_attached(policy, group.id));
    let through: Vec<&str> = groups.map(|group| group.name.as_str()).collect();
    let then = if through.is_empty() {
        format!("{} loses what only this policy allows.", user.name)
    } else {
        format!("{} keeps what it allows, through {}.", user.name, through.join(", "))
    };
    let detach = Identity::User(user).detach(cx.account, policy);
    let operations = [detach.clone()];
    let dialog = Dialog::new(format!("Remove {name} from {}?", user.name), "Remove", move |_, _| Ok(vec![Step::submit(detach.clone())]));
    let dialog = losses::told(dialog.line(Line::new().text(then)), cx, &operations);
    Some(dialog.line(Line::new().quiet("The policy itself stays, and can be attached again.")))
}
