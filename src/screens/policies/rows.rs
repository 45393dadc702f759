//! Managed policies as rows of a list, with the console's columns.

use crate::account::entity::{ManagedPolicy, PolicyKey};
use crate::account::operation::{GetPolicy, Operation};
use crate::app::cx::Cx;
use crate::catalog::{AWS_MANAGED_POLICIES, AwsManagedPolicy, PolicyType};
use crate::screens::sight::denied::{Asking, CELL};
use crate::widgets::Line;
use crate::widgets::list::{Column, Listing, Rank, columns};

columns! {
    // Names differ at their ends.
    POLICY_NAME: Column::arns("Policy name", 40, 70, 10),
    TYPE: Column::fixed("Type", 26, 5),
    USED_AS: Column::fixed("Used as", 34, 8),
    DESCRIPTION: Column::text("Description", 24, 80, 4),
}
/// The longest names have room beside descriptions from so many columns on.
const ROOMY: u16 = 160;

/// Managed policies as rows.
pub(in crate::screens) struct PolicyRows<'a> {
    /// What is seen of them.
    pub cx: &'a Cx<'a>,
}

/// All managed policies: the account's own by name, then those of the catalogue.
pub(in crate::screens) fn all(cx: &Cx<'_>) -> Vec<PolicyKey> {
    own(cx).chain(AWS_MANAGED_POLICIES.all().iter().map(PolicyKey::from)).collect()
}

/// All policies that can be attached to a user, group or role.
pub(in crate::screens) fn attachable(cx: &Cx<'_>) -> Vec<PolicyKey> {
    let of_aws = AWS_MANAGED_POLICIES.all().iter().filter(|policy| policy.is_attachable());
    own(cx).chain(of_aws.map(PolicyKey::from)).collect()
}

fn own(cx: &Cx<'_>) -> impl Iterator<Item = PolicyKey> {
    cx.account.policies().map(|policy| PolicyKey::Customer(policy.id))
}

/// The console's words for a policy's type.
pub(in crate::screens) fn type_of(policy: &PolicyKey) -> &'static str {
    match policy {
        PolicyKey::Customer(_) => "Customer managed",
        PolicyKey::AwsManaged(_) => policy.in_catalog().map_or("AWS managed", |policy| policy.policy_type().label()),
    }
}

/// The same in fewer words.
pub(in crate::screens) fn short_type_of(policy: &PolicyKey) -> &'static str {
    match policy.in_catalog().map(AwsManagedPolicy::policy_type) {
        Some(PolicyType::JobFunction) => "Job function",
        _ => type_of(policy),
    }
}

impl PolicyRows<'_> {
    const fn is_roomy(&self) -> bool {
        self.cx.size.0 >= ROOMY
    }

    /// What it is for; AWS's own descriptions are not held.
    fn description(&self, policy: &PolicyKey) -> Option<&str> {
        match policy {
            PolicyKey::Customer(id) => self.cx.account.policy(*id)?.description.as_deref(),
            PolicyKey::AwsManaged(_) => None,
        }
    }

    fn uses(&self, policy: &PolicyKey) -> (usize, usize) {
        let account = self.cx.account;
        (account.attachments_of_policy(policy).count(), account.bounded_by(policy).count())
    }

    /// What it is used as, an attached one in these words.
    fn used_as(&self, policy: &PolicyKey, attached_as: &str) -> Line {
        match self.uses(policy) {
            (0, 0) => Line::new().quiet("None"),
            (0, _) => Line::new().text("Boundary"),
            (attached, 0) => Line::new().text(format!("{attached_as} ({attached})")),
            (attached, _) => Line::new().text(format!("{attached_as} ({attached}), boundary")),
        }
    }
}

/// The list of policies tells all but what they are for.
impl Asking for PolicyRows<'_> {
    fn cx(&self) -> &Cx<'_> {
        self.cx
    }

    fn needs(&self, policy: &PolicyKey, column: usize) -> Vec<Operation> {
        let is_told = column == DESCRIPTION && matches!(policy, PolicyKey::Customer(_));
        if is_told { vec![GetPolicy { policy_arn: self.cx.account.policy_arn(policy) }.into()] } else { Vec::new() }
    }
}

impl Listing for PolicyRows<'_> {
    type Key = PolicyKey;

    fn columns(&self) -> &[Column] {
        if self.is_roomy() { COLUMNS } else { &COLUMNS[..DESCRIPTION] }
    }

    /// The name alone: nearly all have the same type, and types have a key of their own.
    fn words(&self, policy: &PolicyKey) -> String {
        self.cx.account.policy_name(policy).to_owned()
    }

    fn cell(&self, policy: &PolicyKey, column: usize) -> Line {
        match column {
            POLICY_NAME => Line::new().text(self.cx.account.policy_name(policy).to_owned()),
            TYPE => Line::new().quiet(type_of(policy)),
            USED_AS => self.used_as(policy, "Permissions policy"),
            _ if !self.may_see(policy, column) => Line::new().quiet(CELL),
            _ => Line::new().quiet(self.description(policy).unwrap_or_default().to_owned()),
        }
    }

    fn short(&self, policy: &PolicyKey, column: usize) -> Option<Line> {
        match column {
            TYPE => Some(Line::new().quiet(short_type_of(policy))),
            USED_AS => Some(self.used_as(policy, "Policy")),
            _ => None,
        }
    }

    fn rank(&self, policy: &PolicyKey, column: usize) -> Rank {
        match column {
            // The most used first.
            USED_AS => {
                let (attached, bounding) = self.uses(policy);
                Rank::Number(-i64::try_from(attached + bounding).unwrap_or(i64::MAX))
            }
            // The order would tell what the cells don't.
            _ if !self.may_see(policy, column) => Rank::Number(i64::MIN),
            _ => Rank::words(&self.cell(policy, column).plain()),
        }
    }
}

/// The same rows in a list that is short enough for what the account's own policies say that they are for, where any says it.
/// Among all of AWS's there would be nothing to read in its column, and no room for the ends of their names.
pub(super) struct DescribedRows<'a> {
    pub rows: PolicyRows<'a>,
    /// Whether the list is of what the account has or uses, not of the catalogue.
    pub is_of_account: bool,
}

impl Asking for DescribedRows<'_> {
    fn cx(&self) -> &Cx<'_> {
        self.rows.cx
    }

    fn needs(&self, policy: &PolicyKey, column: usize) -> Vec<Operation> {
        self.rows.needs(policy, column)
    }
}

impl Listing for DescribedRows<'_> {
    type Key = PolicyKey;

    fn columns(&self) -> &[Column] {
        // Where what one is for may not be seen, whether it says so may not either.
        let says =
            |policy: &ManagedPolicy| policy.description.is_some() || !self.rows.may_see(&PolicyKey::Customer(policy.id), DESCRIPTION);
        if self.is_of_account && self.rows.cx.account.policies().any(says) { COLUMNS } else { self.rows.columns() }
    }

    fn words(&self, policy: &PolicyKey) -> String {
        self.rows.words(policy)
    }

    fn cell(&self, policy: &PolicyKey, column: usize) -> Line {
        self.rows.cell(policy, column)
    }

    fn short(&self, policy: &PolicyKey, column: usize) -> Option<Line> {
        self.rows.short(policy, column)
    }

    fn rank(&self, policy: &PolicyKey, column: usize) -> Rank {
        self.rows.rank(policy, column)
    }
}
