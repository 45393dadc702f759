//! Attaching managed policies to a user, a group or a role: a list to choose several from.

use crate::account::entity::PolicyKey;
use crate::account::id::UniqueId;
use crate::account::identity::Identity;
use crate::account::operation::Operation;
use crate::app::cx::Cx;
use crate::app::overlay::picker::Picker;
use crate::app::step::Step;
use crate::app::words::count;
use crate::screens::policies::choices::PolicyChoices;
use crate::screens::sight::reading;

/// The policies that can be attached to a user, a group or a role, and are not yet; or to several of them, and not all have.
pub(in crate::screens) fn to(cx: &Cx<'_>, identities: &[UniqueId]) -> Picker<PolicyChoices> {
    let named: Vec<Identity<'_>> = all(cx, identities).collect();
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
    let to = identities.to_vec();
    let wanting = to.clone();
    let is_wanted = move |policy: &PolicyKey, cx: &Cx<'_>| all(cx, &wanting).any(|to| !reading::sees_attached(cx, policy, to));
    let chosen = move |policies: &[PolicyKey], cx: &Cx<'_>| {
        // Who has it already needs no more.
        let pairs = policies.iter().flat_map(|policy| all(cx, &to).map(move |to| (policy, to)));
        let lacking = pairs.filter(|(policy, to)| !reading::sees_attached(cx, policy, *to));
        let operations: Vec<Operation> = lacking.map(|(policy, to)| to.attach(cx.account, policy)).collect();
        let what = if let [policy] = policies { cx.account.policy_name(policy).to_owned() } else { count(policies.len(), "policy") };
        vec![Step::submit_all(operations, format!("Attached {what} to {whom}"))]
    };
    Picker::new(PolicyChoices::new(title, "Every policy there is, is attached already.", is_wanted, chosen), cx)
}

/// Those of them who are still there.
fn all<'a>(cx: &Cx<'a>, of: &[UniqueId]) -> impl Iterator<Item = Identity<'a>> {
    of.iter().filter_map(|id| Identity::of(cx.account, *id))
}
