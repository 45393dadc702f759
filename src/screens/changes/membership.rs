//! Adding users to groups, from either side: a list of groups for a user, a list of users for a group.

use crate::account::id::UniqueId;
use crate::account::operation::{AddUserToGroup, Operation};
use crate::app::cx::Cx;
use crate::app::overlay::picker::{Choices, Picker};
use crate::app::step::Step;
use crate::app::words::count;
use crate::screens::groups::rows::GroupRows;
use crate::screens::sight::denied::{Asking as _, Unseen};
use crate::screens::sight::reading;
use crate::screens::users::rows::UserRows;
use crate::widgets::Line;

/// The groups that a user, or one of several, is not in yet.
pub(in crate::screens) fn groups_for(cx: &Cx<'_>, users: Vec<UniqueId>) -> Picker<AddToGroups> {
    let title = if let [user] = users[..] {
        let user = cx.account.user(user);
        let name = user.map_or("", |user| &user.name);
        let counted = user.filter(|user| cx.may(&reading::groups_of(user))).map(|user| {
            let (groups, quota) = (cx.account.group_count_of(user.id), cx.account.quotas().groups_per_user);
            format!(" ({groups} of {quota} so far)")
        });
        format!("Add {name} to groups{}", counted.unwrap_or_default())
    } else {
        format!("Add {} to groups", count(users.len(), "user"))
    };
    Picker::new(AddToGroups { users, title }, cx)
}

/// The users that are not in a group yet.
pub(in crate::screens) fn users_for(cx: &Cx<'_>, group: UniqueId) -> Picker<AddUsers> {
    let name = cx.account.group(group).map_or("", |group| &group.name);
    Picker::new(AddUsers { group, title: format!("Add users to {name}") }, cx)
}

/// Groups to choose from; choosing adds the users to them, all or none.
pub(in crate::screens) struct AddToGroups {
    users: Vec<UniqueId>,
    title: String,
}

/// Users to choose from; choosing adds them to the group, all or none.
pub(in crate::screens) struct AddUsers {
    group: UniqueId,
    title: String,
}

/// Whether a user is not in a group, as far as may be seen: who is in it already and is added again stays in it.
fn is_lacking(cx: &Cx<'_>, user: UniqueId, group: UniqueId) -> bool {
    cx.account.user(user).zip(cx.account.group(group)).is_some_and(|(user, group)| !reading::sees_member(cx, user, group))
}

/// Adds a user to a group; `None` once either is gone.
fn add(cx: &Cx<'_>, user: UniqueId, group: UniqueId) -> Option<AddUserToGroup> {
    let (user, group) = (cx.account.user(user)?, cx.account.group(group)?);
    Some(AddUserToGroup { group_name: group.name.clone(), user_name: user.name.clone() })
}

/// Submits the additions, which say for themselves what they do where there is but one.
fn submit(additions: Vec<AddUserToGroup>, said: impl Fn(&AddUserToGroup, usize) -> String) -> Vec<Step> {
    match &additions[..] {
        [] => Vec::new(),
        [one] => vec![Step::submit(one.clone())],
        [first, ..] => {
            let said = said(first, additions.len());
            vec![Step::submit_all(additions.into_iter().map(Operation::from).collect(), said)]
        }
    }
}

impl Choices for AddToGroups {
    type Key = UniqueId;
    type Rows<'a> = GroupRows<'a>;

    fn title(&self) -> String {
        self.title.clone()
    }

    fn keys(&self, cx: &Cx<'_>) -> Vec<UniqueId> {
        let is_wanted = |group: &UniqueId| self.users.iter().any(|user| is_lacking(cx, *user, *group));
        cx.account.groups().map(|group| group.id).filter(is_wanted).collect()
    }

    fn rows<'a>(&self, cx: &'a Cx<'a>) -> GroupRows<'a> {
        GroupRows { cx }
    }

    fn lists(&self) -> &'static [&'static str] {
        &["ListGroups"]
    }

    fn unseen(&self, group: &UniqueId, cx: &Cx<'_>) -> Vec<Unseen> {
        GroupRows { cx }.unseen(group)
    }

    fn empty(&self) -> Vec<Line> {
        vec![
            Line::new().text(if self.users.len() == 1 {
                "There is no group that the user is not in already."
            } else {
                "There is no group that not all of them are in already."
            }),
            Line::new().quiet("Groups are created on their own screen, :groups."),
        ]
    }

    fn chosen(&self, groups: &[UniqueId], cx: &Cx<'_>) -> Vec<Step> {
        let pairs = groups.iter().flat_map(|group| self.users.iter().map(|user| (*user, *group)));
        let lacking = pairs.filter(|(user, group)| is_lacking(cx, *user, *group));
        let additions = lacking.filter_map(|(user, group)| add(cx, user, group)).collect();
        submit(additions, |first, _| {
            let who = if self.users.len() == 1 { first.user_name.clone() } else { count(self.users.len(), "user") };
            let what = if groups.len() == 1 { first.group_name.clone() } else { count(groups.len(), "group") };
            format!("Added {who} to {what}")
        })
    }
}

impl Choices for AddUsers {
    type Key = UniqueId;
    type Rows<'a> = UserRows<'a>;

    fn title(&self) -> String {
        self.title.clone()
    }

    fn keys(&self, cx: &Cx<'_>) -> Vec<UniqueId> {
        cx.account.users().map(|user| user.id).filter(|user| is_lacking(cx, *user, self.group)).collect()
    }

    fn rows<'a>(&self, cx: &'a Cx<'a>) -> UserRows<'a> {
        UserRows { cx }
    }

    fn lists(&self) -> &'static [&'static str] {
        &["ListUsers"]
    }

    fn unseen(&self, user: &UniqueId, cx: &Cx<'_>) -> Vec<Unseen> {
        UserRows { cx }.unseen(user)
    }

    fn empty(&self) -> Vec<Line> {
        vec![
            Line::new().text("There is no user who is not in the group already."),
            Line::new().quiet("Users are created on their own screen, :users."),
        ]
    }

    fn chosen(&self, users: &[UniqueId], cx: &Cx<'_>) -> Vec<Step> {
        let additions = users.iter().filter_map(|user| add(cx, *user, self.group)).collect();
        submit(additions, |first, users| format!("Added {} to {}", count(users, "user"), first.group_name))
    }
}
