//! Policies of an identity as rows of a list, with the console's columns.

use super::grant::{Grant, Granted};
use super::summaries::Summaries;
use crate::account::id::{IdKind, UniqueId};
use crate::account::operation::{GetPolicy, Operation};
use crate::app::cx::Cx;
use crate::screens::policies::rows::short_type_of;
use crate::screens::sight::denied::{Asking, CELL};
use crate::screens::sight::needs;
use crate::widgets::Line;
use crate::widgets::list::{Column, Listing, Rank, columns};

columns! {
    POLICY_NAME: Column::text("Policy name", 28, 60, 10),
    TYPE: Column::fixed("Type", 26, 5),
    ATTACHED: Column::text("Attached via", 16, 40, 9),
    // What it grants, which its document says.
    ACCESS: Column::text("Access", 24, 60, 4),
}
/// The policies of others than users come through no group: how many have them is told instead.
const OTHERS: &[Column] =
    &[COLUMNS[POLICY_NAME], Column::fixed("Type", 26, 9), Column::number("Attached entities", 17, 5), COLUMNS[ACCESS]];

/// What stands in the place of what a policy grants, where its document may not be read.
const NOT_SHOWN: &str = "not shown";

/// Policies as rows.
pub(super) struct GrantRows<'a> {
    /// What is seen of them.
    pub cx: &'a Cx<'a>,
    /// Whose they are.
    pub of: UniqueId,
    /// What they grant.
    pub summaries: &'a Summaries,
}

impl GrantRows<'_> {
    fn is_user(&self) -> bool {
        self.of.kind() == Some(IdKind::User)
    }

    fn via(&self, grant: &Grant) -> String {
        match (grant.group.and_then(|group| self.cx.account.group(group)), &grant.policy) {
            (Some(group), _) => format!("Group {}", group.name),
            (None, Granted::Managed(_)) => "Directly".into(),
            (None, Granted::Inline { .. }) => "Inline".into(),
        }
    }

    /// How many users, groups and roles have it; an inline policy is in one alone.
    fn entities(&self, grant: &Grant) -> usize {
        match &grant.policy {
            Granted::Managed(policy) => self.cx.account.attachments_of_policy(policy).count(),
            Granted::Inline { .. } => 1,
        }
    }

    /// What the policy grants, in words; that it is not shown where its document may not be read.
    pub fn access(&self, grant: &Grant) -> String {
        if !self.may_see(grant, ACCESS) {
            return NOT_SHOWN.into();
        }
        let summary = grant.policy.document(self.cx.account).and_then(|text| self.summaries.of(text));
        summary.map_or_else(String::new, |summary| summary.line())
    }
}

/// Lists of policies tell their names; what they grant is read of each by itself.
impl Asking for GrantRows<'_> {
    fn cx(&self) -> &Cx<'_> {
        self.cx
    }

    fn needs(&self, grant: &Grant, column: usize) -> Vec<Operation> {
        match (column, &grant.policy) {
            (ATTACHED, Granted::Managed(key)) if !self.is_user() => {
                vec![GetPolicy { policy_arn: self.cx.account.policy_arn(key) }.into()]
            }
            (ACCESS, policy) => needs::document(self.cx, policy),
            _ => Vec::new(),
        }
    }
}

impl Listing for GrantRows<'_> {
    type Key = Grant;

    fn columns(&self) -> &[Column] {
        if self.is_user() { COLUMNS } else { OTHERS }
    }

    fn words(&self, grant: &Grant) -> String {
        let via = if self.is_user() { self.via(grant) } else { String::new() };
        format!("{} {} {via}", grant.policy.name(self.cx.account), grant.policy.type_words())
    }

    fn cell(&self, grant: &Grant, column: usize) -> Line {
        match column {
            POLICY_NAME => Line::new().text(grant.policy.name(self.cx.account).to_owned()),
            TYPE => Line::new().quiet(grant.policy.type_words()),
            ATTACHED if self.is_user() => Line::new().text(self.via(grant)),
            ATTACHED if !self.may_see(grant, ATTACHED) => Line::new().quiet(CELL),
            ATTACHED => Line::new().text(self.entities(grant).to_string()),
            _ => Line::new().text(self.access(grant)),
        }
    }

    fn short(&self, grant: &Grant, column: usize) -> Option<Line> {
        match &grant.policy {
            Granted::Managed(policy) if column == TYPE => Some(Line::new().quiet(short_type_of(policy))),
            _ => None,
        }
    }

    fn rank(&self, grant: &Grant, column: usize) -> Rank {
        match column {
            // The order would tell what the cells don't.
            ATTACHED if !self.may_see(grant, ATTACHED) => Rank::Number(i64::MIN),
            ATTACHED if !self.is_user() => Rank::count(self.entities(grant)),
            _ => Rank::words(&self.cell(grant, column).plain()),
        }
    }
}
