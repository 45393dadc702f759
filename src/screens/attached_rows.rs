//! The policies attached to a group or role as rows of a list, with the console's columns.

use crate::account::entity::PolicyKey;
use crate::app::cx::Cx;
use crate::screens::policies::rows::type_of;
use crate::widgets::Line;
use crate::widgets::list::{Column, Listing, Rank};

const COLUMNS: &[Column] =
    &[Column::text("Policy name", 44, 70, 10), Column::fixed("Type", 26, 9), Column::number("Attached entities", 17, 5)];

/// Attached policies as rows.
pub(super) struct AttachedRows<'a> {
    /// What is seen of them.
    pub cx: &'a Cx<'a>,
}

impl AttachedRows<'_> {
    /// How many users, groups and roles a policy is attached to.
    fn entities(&self, policy: &PolicyKey) -> usize {
        self.cx.account.attachments_of_policy(policy).count()
    }
}

impl Listing for AttachedRows<'_> {
    type Key = PolicyKey;

    fn columns(&self) -> &[Column] {
        COLUMNS
    }

    fn words(&self, policy: &PolicyKey) -> String {
        format!("{} {}", self.cx.account.policy_name(policy), type_of(policy))
    }

    fn cell(&self, policy: &PolicyKey, column: usize) -> Line {
        match column {
            0 => Line::new().text(self.cx.account.policy_name(policy).to_owned()),
            1 => Line::new().quiet(type_of(policy)),
            _ => Line::new().text(self.entities(policy).to_string()),
        }
    }

    fn rank(&self, policy: &PolicyKey, column: usize) -> Rank {
        match column {
            2 => Rank::count(self.entities(policy)),
            _ => Rank::words(&self.cell(policy, column).plain()),
        }
    }
}
