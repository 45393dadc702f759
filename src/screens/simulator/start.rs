//! A policy of the account or of AWS to begin an own one with.

use super::handed::Handed;
use crate::account::entity::PolicyKey;
use crate::app::cx::Cx;
use crate::app::overlay::picker::{Choices, Picker};
use crate::app::step::Step;
use crate::screens::policies::rows::{PolicyRows, all};

/// Asks for a policy to begin with.
pub(super) fn picker(cx: &Cx<'_>) -> Picker<Beginnings> {
    Picker::one(Beginnings, cx)
}

/// All managed policies.
pub(super) struct Beginnings;

impl Choices for Beginnings {
    type Key = PolicyKey;
    type Rows<'a> = PolicyRows<'a>;

    fn title(&self) -> String {
        "Begin with which policy".into()
    }

    fn keys(&self, cx: &Cx<'_>) -> Vec<PolicyKey> {
        all(cx)
    }

    fn rows<'a>(&self, cx: &'a Cx<'a>) -> PolicyRows<'a> {
        PolicyRows { cx }
    }

    fn chosen(&self, keys: &[PolicyKey], cx: &Cx<'_>) -> Vec<Step> {
        let Some(policy) = keys.first() else { return Vec::new() };
        let text = cx.account.policy_document(policy).unwrap_or_default().to_owned();
        vec![Handed::Start { name: cx.account.policy_name(policy).to_owned(), text }.step()]
    }
}
