//! Managed policies as rows of a list, with the console's columns.

use crate::account::entity::PolicyKey;
use crate::app::cx::Cx;
use crate::catalog::AWS_MANAGED_POLICIES;
use crate::widgets::Line;
use crate::widgets::list::{Column, Listing, Rank};

const COLUMNS: &[Column] = &[Column::text("Policy name", 30, 70, 10), Column::fixed("Type", 26, 5), Column::fixed("Used as", 24, 8)];

/// Managed policies as rows.
pub(in crate::screens) struct PolicyRows<'a> {
    /// What is seen of them.
    pub cx: &'a Cx<'a>,
}

/// All policies of the catalogue, by name.
pub(in crate::screens) fn all() -> Vec<PolicyKey> {
    AWS_MANAGED_POLICIES.all().iter().map(PolicyKey::from).collect()
}

/// All policies that can be attached to a user, group or role.
pub(in crate::screens) fn attachable() -> Vec<PolicyKey> {
    AWS_MANAGED_POLICIES.all().iter().filter(|policy| policy.is_attachable()).map(PolicyKey::from).collect()
}

/// The console's words for a policy's type.
pub(in crate::screens) fn type_of(policy: &PolicyKey) -> &'static str {
    policy.in_catalog().map_or("AWS managed", |policy| policy.policy_type().label())
}

impl PolicyRows<'_> {
    fn uses(&self, policy: &PolicyKey) -> (usize, usize) {
        let account = self.cx.account;
        (account.attachments_of_policy(policy).count(), account.bounded_by(policy).count())
    }
}

impl Listing for PolicyRows<'_> {
    type Key = PolicyKey;

    fn columns(&self) -> &[Column] {
        COLUMNS
    }

    fn words(&self, policy: &PolicyKey) -> String {
        let used = if self.uses(policy) == (0, 0) { "" } else { "used" };
        format!("{} {} {used}", policy.name(), type_of(policy))
    }

    fn cell(&self, policy: &PolicyKey, column: usize) -> Line {
        match column {
            0 => Line::new().text(policy.name().to_owned()),
            1 => Line::new().quiet(type_of(policy)),
            _ => match self.uses(policy) {
                (0, 0) => Line::new().quiet("None"),
                (0, _) => Line::new().text("Boundary"),
                (attached, _) => Line::new().text(format!("Permissions policy ({attached})")),
            },
        }
    }

    fn rank(&self, policy: &PolicyKey, column: usize) -> Rank {
        match column {
            // The most used first.
            2 => {
                let (attached, bounding) = self.uses(policy);
                Rank::Number(-i64::try_from(attached + bounding).unwrap_or(i64::MAX))
            }
            _ => Rank::words(&self.cell(policy, column).plain()),
        }
    }
}
