//! Policies to choose from: to attach them, or for a boundary.

use crate::account::entity::PolicyKey;
use crate::app::cx::Cx;
use crate::app::overlay::picker::Choices;
use crate::app::step::Step;
use crate::screens::policies::rows::{PolicyRows, attachable};
use crate::screens::sight::denied::{Asking as _, Unseen};
use crate::widgets::Line;

/// Whether a policy is one to choose.
type IsWanted = Box<dyn Fn(&PolicyKey, &Cx<'_>) -> bool>;

/// What choosing policies does.
type Chosen = Box<dyn Fn(&[PolicyKey], &Cx<'_>) -> Vec<Step>>;

/// The policies that can be attached, as far as they are wanted.
pub(in crate::screens) struct PolicyChoices {
    title: String,
    empty: &'static str,
    is_wanted: IsWanted,
    chosen: Chosen,
}

impl PolicyChoices {
    /// `empty` is said where there are none.
    pub fn new(
        title: String,
        empty: &'static str,
        is_wanted: impl Fn(&PolicyKey, &Cx<'_>) -> bool + 'static,
        chosen: impl Fn(&[PolicyKey], &Cx<'_>) -> Vec<Step> + 'static,
    ) -> Self {
        Self { title, empty, is_wanted: Box::new(is_wanted), chosen: Box::new(chosen) }
    }
}

impl Choices for PolicyChoices {
    type Key = PolicyKey;
    type Rows<'a> = PolicyRows<'a>;

    fn title(&self) -> String {
        self.title.clone()
    }

    fn keys(&self, cx: &Cx<'_>) -> Vec<PolicyKey> {
        attachable(cx).into_iter().filter(|policy| (self.is_wanted)(policy, cx)).collect()
    }

    fn rows<'a>(&self, cx: &'a Cx<'a>) -> PolicyRows<'a> {
        PolicyRows { cx }
    }

    fn lists(&self) -> &'static [&'static str] {
        &["ListPolicies"]
    }

    fn unseen(&self, policy: &PolicyKey, cx: &Cx<'_>) -> Vec<Unseen> {
        PolicyRows { cx }.unseen(policy)
    }

    fn empty(&self) -> Vec<Line> {
        vec![Line::new().quiet(self.empty)]
    }

    fn chosen(&self, policies: &[PolicyKey], cx: &Cx<'_>) -> Vec<Step> {
        (self.chosen)(policies, cx)
    }
}
