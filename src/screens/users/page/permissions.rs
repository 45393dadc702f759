//! What a user may do: the policies attached to it, directly and through its groups.

use crate::account::entity::{PolicyKey, User};
use crate::account::id::UniqueId;
use crate::account::operation::DetachUserPolicy;
use crate::app::cx::Cx;
use crate::app::overlay::Overlay;
use crate::app::overlay::dialog::Dialog;
use crate::app::step::Step;
use crate::screens::groups::leaving;
use crate::screens::policies::rows::type_of;
use crate::screens::{attach, membership};
use crate::widgets::Line;
use crate::widgets::form::{ChoiceOption, Field};
use crate::widgets::list::{Column, Listing, Rank};

use super::copying;

/// A policy that a user has, and how.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Grant {
    /// The policy.
    pub policy: PolicyKey,
    /// The group that it comes through; `None` where it is attached directly.
    pub group: Option<UniqueId>,
}

/// All policies that a user has: those attached directly, then each group's.
pub(super) fn grants(cx: &Cx<'_>, user: UniqueId) -> Vec<Grant> {
    let of = |holder: UniqueId, group: Option<UniqueId>| {
        cx.account.attached_to(holder).into_iter().map(move |policy| Grant { policy: policy.clone(), group })
    };
    let through_groups = cx.account.groups_of(user).into_iter().flat_map(|group| of(group.id, Some(group.id)));
    of(user, None).chain(through_groups).collect()
}

const COLUMNS: &[Column] =
    &[Column::text("Policy name", 30, 60, 10), Column::fixed("Type", 26, 5), Column::text("Attached via", 16, 40, 9)];

/// Policies that a user has, as rows.
pub(super) struct GrantRows<'a> {
    /// What is seen of them.
    pub cx: &'a Cx<'a>,
}

impl GrantRows<'_> {
    fn via(&self, grant: &Grant) -> String {
        match grant.group.and_then(|group| self.cx.account.group(group)) {
            Some(group) => format!("Group {}", group.name),
            None => "Directly".into(),
        }
    }
}

impl Listing for GrantRows<'_> {
    type Key = Grant;

    fn columns(&self) -> &[Column] {
        COLUMNS
    }

    fn words(&self, grant: &Grant) -> String {
        format!("{} {} {}", self.cx.account.policy_name(&grant.policy), type_of(&grant.policy), self.via(grant))
    }

    fn cell(&self, grant: &Grant, column: usize) -> Line {
        match column {
            0 => Line::new().text(self.cx.account.policy_name(&grant.policy).to_owned()),
            1 => Line::new().quiet(type_of(&grant.policy)),
            _ => Line::new().text(self.via(grant)),
        }
    }

    fn rank(&self, grant: &Grant, column: usize) -> Rank {
        Rank::words(&self.cell(grant, column).plain())
    }
}

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
    let name = cx.account.policy_name(&grant.policy);
    if let Some(group) = grant.group {
        let group = cx.account.group(group)?;
        let why = format!("{name} is attached to the group, not to {}: it goes only with the membership.", user.name);
        return Some(leaving::remove_users(cx, group, &[user]).line(Line::new().quiet(why)));
    }
    let detach = DetachUserPolicy { user_name: user.name.clone(), policy_arn: cx.account.policy_arn(&grant.policy) };
    let through: Vec<&str> = cx
        .account
        .groups_of(user.id)
        .into_iter()
        .filter(|group| cx.account.is_attached(&grant.policy, group.id))
        .map(|group| group.name.as_str())
        .collect();
    let then = if through.is_empty() {
        format!("{} loses what only this policy allows.", user.name)
    } else {
        format!("{} keeps what it allows, through {}.", user.name, through.join(", "))
    };
    let dialog = Dialog::new(format!("Remove {name} from {}?", user.name), "Remove", move |_, _| Ok(vec![Step::submit(detach.clone())]));
    Some(dialog.line(Line::new().text(then)).line(Line::new().quiet("The policy itself stays, and can be attached again.")))
}
