//! The second step: policies, and perhaps a boundary.

use crate::account::entity::PolicyKey;
use crate::account::refusal::Refusal;
use crate::app::cx::Cx;
use crate::app::overlay::picker::denied_or;
use crate::screens::parts::wizard::{self, Marking};
use crate::screens::policies::rows::{PolicyRows, attachable};
use crate::screens::sight::denied::{Asking as _, Unseen};
use crate::widgets::list::{AnyList, List};
use crate::widgets::{Canvas, Hit, Key, Line};

const BOUND: Key = Key::char('b');

/// What is chosen second.
pub(super) struct Chosen {
    pub policies: List<PolicyKey>,
    boundary: List<PolicyKey>,
    /// Whether the boundary is being chosen.
    pub is_bounding: bool,
}

impl Chosen {
    pub(super) fn new() -> Self {
        Self { policies: List::marking("policies of a new role"), boundary: List::choosing("boundary of a new role"), is_bounding: false }
    }

    pub(super) fn refresh(&mut self, cx: &Cx<'_>) {
        self.policies.refresh(cx.listed("ListPolicies", || attachable(cx)), &PolicyRows { cx });
        self.boundary.refresh(cx.listed("ListPolicies", || attachable(cx)), &PolicyRows { cx });
    }

    pub(super) fn arrange(&mut self, cx: &Cx<'_>) {
        if self.is_bounding { &mut self.boundary } else { &mut self.policies }.arrange(&PolicyRows { cx });
    }

    pub(super) fn list(&mut self) -> &mut dyn AnyList {
        if self.is_bounding { self.boundary.as_any() } else { self.policies.as_any() }
    }

    /// Takes the policy that the selection is on for the boundary, and goes back to the policies.
    pub(super) fn take_boundary(&mut self) {
        self.boundary.mark_selected();
        self.is_bounding = false;
    }

    /// What may not be seen of the selected policy.
    pub(super) fn unseen(&self, cx: &Cx<'_>) -> Vec<Unseen> {
        let list = if self.is_bounding { &self.boundary } else { &self.policies };
        PolicyRows { cx }.unseen_of(list.selected())
    }

    pub(super) fn boundary(&self) -> Option<&PolicyKey> {
        self.boundary.marks().first()
    }

    pub(super) fn is_touched(&self) -> bool {
        !self.policies.marks().is_empty() || self.boundary().is_some()
    }

    /// The door's answer to too many policies, before there is a name to ask it with.
    pub(super) fn too_many(&self, cx: &Cx<'_>) -> Option<String> {
        let quota = cx.account.quotas().policies_per_role;
        let refusal = Refusal::quota("PoliciesPerRole", quota).remedy("Choose fewer.");
        (self.policies.marks().len() > quota).then(|| wizard::words(&refusal))
    }

    pub(super) fn draw(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let refusal = self.too_many(cx);
        let name = self.boundary().map(|policy| cx.account.policy_name(policy).to_owned());
        let line = Line::new().quiet("Permissions boundary  ");
        let line = name.map_or_else(|| line.clone().quiet("not set"), |name| line.clone().text(name));
        let key = Line::new().key(BOUND.to_string(), if self.is_bounding { "back to the policies" } else { "choose" });
        let at = canvas.line(0, &line) + 3;
        canvas.hit(0, at, key.width(), Hit::Key(BOUND));
        canvas.line_at(0, at, &key);
        let empty = denied_or(cx, "ListPolicies", &[]);
        let marking = if self.is_bounding {
            Marking { title: "Permissions boundary – optional", empty: &empty, chosen: None, refusal: None, then: "take this one" }
        } else {
            let chosen = Some((self.policies.marks().len(), cx.account.quotas().policies_per_role));
            Marking { title: "Policies – optional", empty: &empty, chosen, refusal: refusal.as_deref(), then: "next: name" }
        };
        let list = if self.is_bounding { &self.boundary } else { &self.policies };
        let gap = usize::from(canvas.height() >= 16);
        marking.draw(&mut canvas.rows(1 + gap, usize::MAX), list, &PolicyRows { cx });
    }
}
