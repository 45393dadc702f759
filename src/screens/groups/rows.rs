//! Groups as rows of a list, with the console's columns.

use crate::account::entity::Group;
use crate::account::id::UniqueId;
use crate::account::operation::{GetGroup, ListAttachedGroupPolicies, ListGroupPolicies, Operation};
use crate::app::cx::Cx;
use crate::app::words::ago;
use crate::screens::sight::denied::{Asking, CELL};
use crate::widgets::Line;
use crate::widgets::list::{Column, Listing, Rank, columns};

columns! {
    GROUP_NAME: Column::text("Group name", 18, 44, 10),
    USERS: Column::number("Users", 6, 9),
    PERMISSIONS: Column::fixed("Permissions", 22, 8),
    CREATION_TIME: Column::fixed("Creation time", 16, 3),
}

/// Groups as rows.
pub(in crate::screens) struct GroupRows<'a> {
    /// What is seen of them.
    pub cx: &'a Cx<'a>,
}

impl GroupRows<'_> {
    fn group(&self, id: UniqueId) -> Option<&Group> {
        self.cx.account.group(id)
    }

    /// How many policies are attached to a group, and how many are inline: both grant.
    fn policies(&self, group: &Group) -> (usize, usize) {
        (self.cx.account.attached_count_of(group.id), self.cx.account.inline_count_of(group.id))
    }
}

/// The list of groups tells names; who is in them and what they have are lists of their own.
impl Asking for GroupRows<'_> {
    fn cx(&self) -> &Cx<'_> {
        self.cx
    }

    fn needs(&self, id: &UniqueId, column: usize) -> Vec<Operation> {
        let Some(group_name) = self.group(*id).map(|group| group.name.clone()) else {
            return Vec::new();
        };
        match column {
            USERS => vec![GetGroup { group_name, ..Default::default() }.into()],
            PERMISSIONS => vec![
                ListAttachedGroupPolicies { group_name: group_name.clone(), ..Default::default() }.into(),
                ListGroupPolicies { group_name, ..Default::default() }.into(),
            ],
            _ => Vec::new(),
        }
    }
}

impl Listing for GroupRows<'_> {
    type Key = UniqueId;

    fn columns(&self) -> &[Column] {
        COLUMNS
    }

    fn words(&self, id: &UniqueId) -> String {
        self.group(*id).map_or_else(String::new, |group| format!("{} {}", group.name, group.path))
    }

    fn cell(&self, id: &UniqueId, column: usize) -> Line {
        let Some(group) = self.group(*id) else { return Line::new() };
        if !self.may_see(id, column) {
            return Line::new().quiet(CELL);
        }
        match column {
            GROUP_NAME => Line::new().text(group.name.clone()),
            USERS => Line::new().text(self.cx.account.member_count_of(group.id).to_string()),
            PERMISSIONS => match self.policies(group) {
                (0, 0) => Line::new().quiet("Not defined"),
                (attached, 0) => Line::new().text("Defined").quiet(format!(" ({attached})")),
                (0, inline) => Line::new().text("Defined").quiet(format!(" ({inline} inline)")),
                (attached, inline) => Line::new().text("Defined").quiet(format!(" ({attached}, {inline} inline)")),
            },
            CREATION_TIME => Line::new().quiet(ago(group.created, self.cx.now)),
            _ => Line::new(),
        }
    }

    fn rank(&self, id: &UniqueId, column: usize) -> Rank {
        let Some(group) = self.group(*id) else { return Rank::Number(0) };
        // The order would tell what the cells don't.
        if !self.may_see(id, column) {
            return Rank::Number(i64::MIN);
        }
        match column {
            USERS => Rank::count(self.cx.account.member_count_of(group.id)),
            PERMISSIONS => {
                let (attached, inline) = self.policies(group);
                Rank::count(attached + inline)
            }
            CREATION_TIME => Rank::Number(self.cx.now.as_second() - group.created.as_second()),
            _ => Rank::words(&group.name),
        }
    }
}
