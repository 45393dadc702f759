//! Attaching a policy to users, groups and roles, and detaching it: who can have it, and what the API calls it.

use crate::account::Account;
use crate::account::entity::PolicyKey;
use crate::account::id::UniqueId;
use crate::account::identity::Identity;
use crate::account::operation::Operation;
use crate::app::cx::Cx;
use crate::app::overlay::Overlay;
use crate::app::overlay::picker::{Choices, Picker};
use crate::app::step::Step;
use crate::app::words::{count, listed};
use crate::screens::sight::denied::{Asking, CELL, Unseen};
use crate::screens::sight::reading;
use crate::theme;
use crate::widgets::Line;
use crate::widgets::list::{Column, Listing, Rank, columns};

/// Why nobody can have a policy; `None` where someone can.
pub(super) fn why_not(account: &Account, policy: &PolicyKey) -> Option<String> {
    let name = account.policy_name(policy);
    (!account.is_attachable(policy)).then(|| format!("{name} is for a service-linked role: only its AWS service can attach it."))
}

/// Asks whom to attach policies to.
pub(super) fn picker(policies: Vec<PolicyKey>, cx: &Cx<'_>) -> Box<dyn Overlay> {
    let what = if let [policy] = &policies[..] { cx.account.policy_name(policy).to_owned() } else { count(policies.len(), "policy") };
    Box::new(Picker::new(Candidates { policies, what }, cx))
}

/// Who can have policies and lacks one of them.
struct Candidates {
    policies: Vec<PolicyKey>,
    what: String,
}

impl Choices for Candidates {
    type Key = UniqueId;
    type Rows<'a> = CandidateRows<'a>;

    fn title(&self) -> String {
        format!("Attach {}", self.what)
    }

    /// Groups first: that is where permissions belong.
    fn keys(&self, cx: &Cx<'_>) -> Vec<UniqueId> {
        let groups = cx.listed("ListGroups", || cx.account.groups().map(|group| group.id).collect());
        let users = cx.listed("ListUsers", || cx.account.users().map(|user| user.id).collect());
        let roles = cx.listed("ListRoles", || cx.account.roles().map(|role| role.id).collect());
        let lacks_one = |of: Identity<'_>| self.policies.iter().any(|policy| !reading::sees_attached(cx, policy, of));
        let all = [groups, users, roles].into_iter().flatten();
        all.filter(|id: &UniqueId| Identity::of(cx.account, *id).is_some_and(lacks_one)).collect()
    }

    fn rows<'a>(&self, cx: &'a Cx<'a>) -> CandidateRows<'a> {
        CandidateRows { cx }
    }

    fn lists(&self) -> &'static [&'static str] {
        &["ListGroups", "ListUsers", "ListRoles"]
    }

    fn unseen(&self, id: &UniqueId, cx: &Cx<'_>) -> Vec<Unseen> {
        CandidateRows { cx }.unseen(id)
    }

    fn empty(&self) -> Vec<Line> {
        vec![
            Line::new().text("There is no user, group or role that could have it and has it not."),
            Line::new().quiet("Create one first: esc, then m shows where."),
        ]
    }

    fn at_once(&self) -> Option<&'static str> {
        None
    }

    fn chosen(&self, keys: &[UniqueId], cx: &Cx<'_>) -> Vec<Step> {
        let identities: Vec<Identity<'_>> = keys.iter().filter_map(|id| Identity::of(cx.account, *id)).collect();
        let pairs = identities.iter().flat_map(|identity| self.policies.iter().map(move |policy| (identity, policy)));
        let lacking = pairs.filter(|(identity, policy)| !reading::sees_attached(cx, policy, **identity));
        let operations: Vec<Operation> = lacking.map(|(identity, policy)| identity.attach(cx.account, policy)).collect();
        match operations.as_slice() {
            [] => Vec::new(),
            [one] => vec![Step::submit(one.clone())],
            _ => {
                let names: Vec<&str> = identities.iter().map(|identity| identity.name()).collect();
                vec![Step::submit_all(operations, format!("Attached {} to {}", self.what, listed(&names)))]
            }
        }
    }
}

columns! {
    NAME: Column::text("Name", 18, 60, 10),
    KIND: Column::fixed("Kind", 10, 9),
    POLICIES: Column::number("Policies", 10, 5),
}

/// Users, groups and roles as rows, with how many policies they have already.
struct CandidateRows<'a> {
    cx: &'a Cx<'a>,
}

impl Asking for CandidateRows<'_> {
    fn cx(&self) -> &Cx<'_> {
        self.cx
    }

    fn needs(&self, id: &UniqueId, column: usize) -> Vec<Operation> {
        let of = Identity::of(self.cx.account, *id).filter(|_| column == POLICIES);
        of.map(reading::attached_to).into_iter().collect()
    }
}

impl Listing for CandidateRows<'_> {
    type Key = UniqueId;

    fn columns(&self) -> &[Column] {
        COLUMNS
    }

    fn words(&self, id: &UniqueId) -> String {
        Identity::of(self.cx.account, *id).map_or_else(String::new, |identity| format!("{} {}", identity.name(), self.cx.kind_of(identity)))
    }

    fn cell(&self, id: &UniqueId, column: usize) -> Line {
        let Some(identity) = Identity::of(self.cx.account, *id) else { return Line::new() };
        match column {
            NAME => Line::new().text(identity.name().to_owned()),
            KIND => Line::new().quiet(self.cx.kind_of(identity)),
            _ if !self.may_see(id, column) => Line::new().quiet(CELL),
            _ => {
                let (attached, quota) = (self.cx.account.attached_count_of(*id), identity.policies_quota(self.cx.account));
                let role = if attached < quota { theme::Role::Quiet } else { theme::Role::Warning };
                Line::new().with(format!("{attached} of {quota}"), role)
            }
        }
    }

    fn rank(&self, id: &UniqueId, column: usize) -> Rank {
        match column {
            // The order would tell what the cells don't.
            POLICIES if !self.may_see(id, column) => Rank::Number(i64::MIN),
            POLICIES => Rank::count(self.cx.account.attached_count_of(*id)),
            _ => Rank::words(&self.cell(id, column).plain()),
        }
    }
}
