//! Attaching managed policies to a user, a group or a role: a list to choose several from.

use crate::account::entity::PolicyKey;
use crate::account::id::UniqueId;
use crate::account::identity::Identity;
use crate::account::operation::Operation;
use crate::app::cx::Cx;
use crate::app::overlay::picker::{Choices, Picker};
use crate::app::step::Step;
use crate::app::words::count;
use crate::screens::policies::rows::{PolicyRows, attachable};
use crate::screens::sight::denied::{Asking as _, Unseen};
use crate::screens::sight::reading;
use crate::widgets::Line;

/// The policies that can be attached to a user, a group or a role, and are not yet; or to several of them, and not all have.
pub(in crate::screens) fn to(cx: &Cx<'_>, identities: &[UniqueId]) -> Picker<AttachPolicies> {
    let named: Vec<Identity<'_>> = identities.iter().filter_map(|id| Identity::of(cx.account, *id)).collect();
    let (whom, title) = match named.as_slice() {
        [one] => {
            let whom = one.in_words();
            let counted = cx.may(&reading::attached_to(*one)).then(|| {
                let (attached, quota) = (cx.account.attached_count_of(one.id()), one.policies_quota(cx.account));
                format!(" ({attached} of {quota} so far)")
            });
            let title = format!("Attach policies to {whom}{}", counted.unwrap_or_default());
            (whom, title)
        }
        several => {
            let whom = count(several.len(), several.first().map_or("identity", |first| cx.kind_of(*first)));
            let title = format!("Attach policies to {whom}");
            (whom, title)
        }
    };
    Picker::new(AttachPolicies { to: identities.to_vec(), whom, title }, cx)
}

/// Policies to choose from; choosing attaches them, all or none.
pub(in crate::screens) struct AttachPolicies {
    to: Vec<UniqueId>,
    whom: String,
    title: String,
}

impl Choices for AttachPolicies {
    type Key = PolicyKey;
    type Rows<'a> = PolicyRows<'a>;

    fn title(&self) -> String {
        self.title.clone()
    }

    fn keys(&self, cx: &Cx<'_>) -> Vec<PolicyKey> {
        let identities: Vec<Identity<'_>> = self.to.iter().filter_map(|id| Identity::of(cx.account, *id)).collect();
        let is_wanted = |policy: &PolicyKey| identities.iter().any(|to| !reading::sees_attached(cx, policy, *to));
        attachable(cx).into_iter().filter(is_wanted).collect()
    }

    fn rows<'a>(&self, cx: &'a Cx<'a>) -> PolicyRows<'a> {
        PolicyRows { cx }
    }

    fn lists(&self) -> &'static [&'static str] {
        &["ListPolicies"]
    }

    fn unseen(&self, policy: &PolicyKey, cx: &Cx<'_>) -> Option<Unseen> {
        PolicyRows { cx }.unseen(policy)
    }

    fn empty(&self) -> Vec<Line> {
        vec![Line::new().quiet("Every policy there is, is attached already.")]
    }

    fn chosen(&self, policies: &[PolicyKey], cx: &Cx<'_>) -> Vec<Step> {
        // Who is gone by now gets nothing, and who has it already needs no more.
        let identities: Vec<Identity<'_>> = self.to.iter().filter_map(|id| Identity::of(cx.account, *id)).collect();
        let pairs = policies.iter().flat_map(|policy| identities.iter().map(move |identity| (policy, identity)));
        let lacking = pairs.filter(|(policy, identity)| !reading::sees_attached(cx, policy, **identity));
        let operations: Vec<Operation> = lacking.map(|(policy, identity)| identity.attach(cx.account, policy)).collect();
        let what = if let [policy] = policies { cx.account.policy_name(policy).to_owned() } else { count(policies.len(), "policy") };
        vec![Step::submit_all(operations, format!("Attached {what} to {}", self.whom))]
    }
}
