//! Groups as rows of a list, with the console's columns.

use crate::account::entity::Group;
use crate::account::id::UniqueId;
use crate::account::operation::{GetGroup, ListAttachedGroupPolicies, ListGroupPolicies, Operation};
use crate::app::cx::Cx;
use crate::app::words::ago;
use crate::widgets::Line;
use crate::widgets::list::{Column, Listing, Rank};

const COLUMNS: &[Column] = &[
    Column::text("Group name", 18, 44, 10),
    Column::number("Users", 6, 9),
    Column::fixed("Permissions", 22, 8),
    Column::fixed("Creation time", 16, 3),
];

/// Groups as rows.
pub(in crate::screens) struct GroupRows<'a> {
    /// What is seen of them.
    pub cx: &'a Cx<'a>,
}

impl GroupRows<'_> {
    fn group(&self, id: UniqueId) -> Option<&Group> {
        self.cx.account.group(id)
    }

    /// Whether whoever is signed in may see a cell. The list of groups tells names; who is in them and what they have are lists of
    /// their own.
    fn may_see(&self, group: &Group, column: usize) -> bool {
        let group_name = group.name.clone();
        let operation: Operation = match column {
            1 => GetGroup { group_name, ..Default::default() }.into(),
            2 => ListAttachedGroupPolicies { group_name, ..Default::default() }.into(),
            _ => return true,
        };
        self.cx.caller.is_root() || self.cx.may(&operation) && (column != 2 || self.may_see_inline(group))
    }

    fn may_see_inline(&self, group: &Group) -> bool {
        self.cx.may(&ListGroupPolicies { group_name: group.name.clone(), ..Default::default() }.into())
    }

    /// How many policies are attached to a group, and how many are inline: both grant.
    fn policies(&self, group: &Group) -> (usize, usize) {
        (self.cx.account.attached_count_of(group.id), self.cx.account.inline_count_of(group.id))
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
        if !self.may_see(group, column) {
            return Line::new().quiet("denied");
        }
        match column {
            0 => Line::new().text(group.name.clone()),
            1 => Line::new().text(self.cx.account.member_count_of(group.id).to_string()),
            2 => match self.policies(group) {
                (0, 0) => Line::new().quiet("Not defined"),
                (attached, 0) => Line::new().text("Defined").quiet(format!(" ({attached})")),
                (0, inline) => Line::new().text("Defined").quiet(format!(" ({inline} inline)")),
                (attached, inline) => Line::new().text("Defined").quiet(format!(" ({attached}, {inline} inline)")),
            },
            _ => Line::new().quiet(ago(group.created, self.cx.now)),
        }
    }

    fn rank(&self, id: &UniqueId, column: usize) -> Rank {
        let Some(group) = self.group(*id) else { return Rank::Number(0) };
        // The order would tell what the cells don't.
        if !self.may_see(group, column) {
            return Rank::Number(i64::MIN);
        }
        match column {
            1 => Rank::count(self.cx.account.member_count_of(group.id)),
            2 => {
                let (attached, inline) = self.policies(group);
                Rank::count(attached + inline)
            }
            3 => Rank::Number(self.cx.now.as_second() - group.created.as_second()),
            _ => Rank::words(&group.name),
        }
    }
}
