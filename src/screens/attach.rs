//! Attaching managed policies to a user, a group or a role: a list to choose several from.

use crate::account::entity::PolicyKey;
use crate::account::id::UniqueId;
use crate::account::operation::Operation;
use crate::app::cx::Cx;
use crate::app::overlay::picker::{Choices, Picker};
use crate::app::step::Step;
use crate::app::words::count;
use crate::screens::policies::attach::Identity;
use crate::screens::policies::rows::{PolicyRows, attachable};
use crate::widgets::Line;

/// The policies that can be attached to a user and are not yet.
pub(super) fn to_user(cx: &Cx<'_>, user: UniqueId) -> Picker<AttachPolicies> {
    let name = cx.account.user(user).map_or("", |user| &user.name);
    picker(cx, user, format!("user {name}"), cx.account.quotas().policies_per_user)
}

/// The policies that can be attached to a group and are not yet.
pub(super) fn to_group(cx: &Cx<'_>, group: UniqueId) -> Picker<AttachPolicies> {
    let name = cx.account.group(group).map_or("", |group| &group.name);
    picker(cx, group, format!("group {name}"), cx.account.quotas().policies_per_group)
}

/// The policies that can be attached to a role and are not yet.
pub(super) fn to_role(cx: &Cx<'_>, role: UniqueId) -> Picker<AttachPolicies> {
    let name = cx.account.role(role).map_or("", |role| &role.name);
    picker(cx, role, format!("role {name}"), cx.account.quotas().policies_per_role)
}

fn picker(cx: &Cx<'_>, to: UniqueId, whom: String, quota: usize) -> Picker<AttachPolicies> {
    let title = format!("Attach policies to {whom} ({} of {quota} so far)", cx.account.attached_count_of(to));
    Picker::new(AttachPolicies { to, whom, title }, cx)
}

/// Policies to choose from; choosing attaches them, all or none.
pub(super) struct AttachPolicies {
    to: UniqueId,
    whom: String,
    title: String,
}

impl AttachPolicies {
    /// Attaches a policy; `None` once the user, group or role is gone.
    fn attach(&self, cx: &Cx<'_>, policy: &PolicyKey) -> Option<Operation> {
        Some(Identity::of(cx.account, self.to)?.attach(cx.account, policy))
    }
}

impl Choices for AttachPolicies {
    type Key = PolicyKey;
    type Rows<'a> = PolicyRows<'a>;

    fn title(&self) -> String {
        self.title.clone()
    }

    fn keys(&self, cx: &Cx<'_>) -> Vec<PolicyKey> {
        attachable(cx).into_iter().filter(|policy| !cx.account.is_attached(policy, self.to)).collect()
    }

    fn rows<'a>(&self, cx: &'a Cx<'a>) -> PolicyRows<'a> {
        PolicyRows { cx }
    }

    fn lists(&self) -> &'static [&'static str] {
        &["ListPolicies"]
    }

    fn empty(&self) -> Vec<Line> {
        vec![Line::new().quiet("Every policy there is, is attached already.")]
    }

    fn chosen(&self, policies: &[PolicyKey], cx: &Cx<'_>) -> Vec<Step> {
        let operations: Vec<Operation> = policies.iter().filter_map(|policy| self.attach(cx, policy)).collect();
        let what = if let [policy] = policies { cx.account.policy_name(policy).to_owned() } else { count(policies.len(), "policy") };
        vec![Step::submit_all(operations, format!("Attached {what} to {}", self.whom))]
    }
}
