//! Copying permissions: the groups, policies and boundary of other users.

use std::rc::Rc;

use crate::account::id::UniqueId;
use crate::account::identity::Identity;
use crate::account::operation::{AddUserToGroup, AttachUserPolicy, Operation, PutUserPermissionsBoundary, PutUserPolicy};
use crate::account::refusal::Refusal;
use crate::app::cx::Cx;
use crate::app::notice::{Notice, Tone};
use crate::app::overlay::picker::{Choices, Picker};
use crate::app::step::Step;
use crate::app::words::count;
use crate::screens::sight::denied::{Asking, CELL, Unseen};
use crate::screens::sight::reading;
use crate::widgets::Line;
use crate::widgets::list::{Column, Listing, Rank};

/// The users that a user's permissions can be copied from.
pub(super) fn from_users(cx: &Cx<'_>, to: UniqueId) -> Picker<CopyPermissions> {
    let name = cx.account.user(to).map_or("", |user| &user.name);
    Picker::new(CopyPermissions { to, title: format!("Copy permissions to {name}") }, cx)
}

/// Users to choose from; choosing gives the user what they have and it lacks.
pub(super) struct CopyPermissions {
    to: UniqueId,
    title: String,
}

impl CopyPermissions {
    /// What the user lacks of what another has; `None` once the user is gone.
    fn copy(&self, cx: &Cx<'_>, from: UniqueId) -> Option<Vec<Operation>> {
        let user = cx.account.user(self.to)?;
        let groups = cx.account.groups_of(from).into_iter().filter(|group| !cx.account.is_member(user.id, group.id));
        let groups = groups.map(|group| AddUserToGroup { group_name: group.name.clone(), user_name: user.name.clone() }.into());
        let policies = cx.account.attached_to(from).into_iter().filter(|policy| !cx.account.is_attached(policy, user.id));
        let policies =
            policies.map(|policy| AttachUserPolicy { user_name: user.name.clone(), policy_arn: cx.account.policy_arn(policy) }.into());
        // What it has itself under the same name stays as it is; so does its boundary.
        let inline = cx.account.inline_policies_of(from).filter(|policy| cx.account.inline_policy(user.id, &policy.name).is_none());
        let inline = inline.map(|policy| {
            let (policy_name, policy_document) = (policy.name.clone(), policy.document.to_string());
            PutUserPolicy { user_name: user.name.clone(), policy_name, policy_document }.into()
        });
        let boundary = cx.account.boundary_of(from).filter(|_| cx.account.boundary_of(user.id).is_none());
        let boundary = boundary.map(|policy| {
            PutUserPermissionsBoundary { user_name: user.name.clone(), permissions_boundary: cx.account.policy_arn(policy) }.into()
        });
        Some(groups.chain(policies).chain(inline).chain(boundary).collect())
    }
}

impl Choices for CopyPermissions {
    type Key = UniqueId;
    type Rows<'a> = SourceRows<'a>;

    fn title(&self) -> String {
        self.title.clone()
    }

    fn keys(&self, cx: &Cx<'_>) -> Vec<UniqueId> {
        cx.account.users().map(|user| user.id).filter(|user| *user != self.to).collect()
    }

    fn rows<'a>(&self, cx: &'a Cx<'a>) -> SourceRows<'a> {
        SourceRows { cx }
    }

    fn lists(&self) -> &'static [&'static str] {
        &["ListUsers"]
    }

    fn unseen(&self, user: &UniqueId, cx: &Cx<'_>) -> Vec<Unseen> {
        SourceRows { cx }.unseen(user)
    }

    /// What may not be read can't be copied.
    fn refusal(&self, users: &[UniqueId], cx: &Cx<'_>) -> Option<Refusal> {
        let users = users.iter().filter_map(|id| cx.account.user(*id));
        let refusal = users.flat_map(|user| reading::copied_from(cx, user)).find_map(|read| cx.refusal(&read));
        refusal.map(Rc::unwrap_or_clone)
    }

    fn empty(&self) -> Vec<Line> {
        vec![Line::new().quiet("There is no other user to copy from.")]
    }

    fn chosen(&self, users: &[UniqueId], cx: &Cx<'_>) -> Vec<Step> {
        let mut operations: Vec<Operation> = Vec::new();
        for operation in users.iter().filter_map(|user| self.copy(cx, *user)).flatten() {
            // Of several users the first gives what only one can give.
            if !operations.iter().any(|other| is_same(other, &operation)) {
                operations.push(operation);
            }
        }
        let name = |id: UniqueId| cx.account.user(id).map_or("", |user| &user.name);
        let from = if let [user] = users { name(*user).to_owned() } else { count(users.len(), "user") };
        if operations.is_empty() {
            let words = format!("{} has all the groups and policies of {from} already.", name(self.to));
            return vec![Step::Say(Notice::new(Tone::Info, words))];
        }
        vec![Step::submit_all(operations, format!("Copied the permissions of {from} to {}", name(self.to)))]
    }
}

/// Whether two operations give the same, or would give the user two of what it has one of.
fn is_same(one: &Operation, other: &Operation) -> bool {
    match (one, other) {
        (Operation::PutUserPermissionsBoundary(_), Operation::PutUserPermissionsBoundary(_)) => true,
        (Operation::PutUserPolicy(one), Operation::PutUserPolicy(other)) => one.policy_name.eq_ignore_ascii_case(&other.policy_name),
        _ => one == other,
    }
}

const COLUMNS: &[Column] = &[Column::text("User name", 14, 32, 10), Column::text("Groups", 14, 40, 9), Column::text("Policies", 18, 60, 8)];

/// Users with what would be copied, as rows.
pub(super) struct SourceRows<'a> {
    cx: &'a Cx<'a>,
}

/// The columns of what is listed of each user by itself.
const GROUPS: usize = 1;
const POLICIES: usize = 2;

impl Asking for SourceRows<'_> {
    fn cx(&self) -> &Cx<'_> {
        self.cx
    }

    fn needs(&self, id: &UniqueId, column: usize) -> Vec<Operation> {
        let Some(user) = self.cx.account.user(*id) else { return Vec::new() };
        match column {
            GROUPS => vec![reading::groups_of(user)],
            POLICIES => reading::policies_of(Identity::User(user)).into(),
            _ => Vec::new(),
        }
    }
}

impl Listing for SourceRows<'_> {
    type Key = UniqueId;

    fn columns(&self) -> &[Column] {
        COLUMNS
    }

    fn words(&self, id: &UniqueId) -> String {
        (0..COLUMNS.len()).map(|column| self.cell(id, column).plain()).collect::<Vec<_>>().join(" ")
    }

    fn cell(&self, id: &UniqueId, column: usize) -> Line {
        let account = self.cx.account;
        let listed = |names: Vec<&str>| if names.is_empty() { Line::new().quiet("-") } else { Line::new().text(names.join(", ")) };
        match column {
            0 => Line::new().text(account.user(*id).map_or_else(String::new, |user| user.name.clone())),
            _ if !self.may_see(id, column) => Line::new().quiet(CELL),
            GROUPS => listed(account.groups_of(*id).into_iter().map(|group| group.name.as_str()).collect()),
            _ => {
                let attached = account.attached_to(*id).into_iter().map(|policy| account.policy_name(policy));
                listed(attached.chain(account.inline_policies_of(*id).map(|policy| policy.name.as_str())).collect())
            }
        }
    }

    fn rank(&self, id: &UniqueId, column: usize) -> Rank {
        match column {
            // The order would tell what the cells don't.
            _ if !self.may_see(id, column) => Rank::Number(i64::MIN),
            GROUPS => Rank::count(self.cx.account.group_count_of(*id)),
            POLICIES => Rank::count(self.cx.account.attached_count_of(*id) + self.cx.account.inline_count_of(*id)),
            _ => Rank::words(&self.cell(id, column).plain()),
        }
    }
}
