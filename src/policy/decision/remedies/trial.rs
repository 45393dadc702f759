//! What would be decided with changes made, told from what an explanation found, without making them.

use std::cell::Cell;

use super::Change;
use super::circumstances::Circumstances;
use crate::policy::compiled::{Asked, Named, NoPrincipal, Outcome, Principals, Statement, WithoutPrincipal};
use crate::policy::condition::Condition;
use crate::policy::decision::supposition::Supposition;
use crate::policy::decision::{Decision, Explanation, Layer, Policies, explain};
use crate::policy::pattern::Resources;
use crate::policy::request::{ContextKey, Request};

/// The key that tells who asks. Principals are compared with it as well, and some layers ask it whom they bind.
const WHO_ASKS: &str = "aws:PrincipalArn";

/// An explanation to try changes on. No policy is copied, and only statements that read what changes are asked again.
pub struct Trial<'a> {
    request: &'a Request,
    policies: &'a Policies,
    explanation: &'a Explanation,
    /// Made when they are first wanted, and kept for the next time.
    circumstances: Cell<Option<Circumstances>>,
}

impl<'a> Trial<'a> {
    /// Of an explanation, with the request and the policies that it was made from.
    pub const fn new(request: &'a Request, policies: &'a Policies, explanation: &'a Explanation) -> Self {
        Self { request, policies, explanation, circumstances: Cell::new(None) }
    }

    /// What the decision is with the changes made, each of which is named once. Places are those before the first of them.
    pub fn decision<'c>(&self, changes: impl Iterator<Item = &'c Change> + Clone) -> Decision {
        if changes.clone().all(|change| change.key().is_none()) {
            return self.decided(changes, &[], self.request, self.explanation);
        }
        self.in_circumstances(|circumstances| {
            changes.clone().for_each(|change| circumstances.make(change));
            let (request, keys) = (circumstances.request(), circumstances.keys());
            if keys.iter().any(|key| key.name().eq_ignore_ascii_case(WHO_ASKS)) {
                self.decided(changes, &[], request, &explain(request, self.policies))
            } else {
                self.decided(changes, keys, request, self.explanation)
            }
        })
    }

    /// Lends the circumstances of the request to be changed.
    pub(super) fn in_circumstances<T>(&self, told: impl FnOnce(&mut Circumstances) -> T) -> T {
        let mut circumstances = self.circumstances.take().unwrap_or_else(|| Circumstances::of(self.request));
        let told = told(&mut circumstances);
        circumstances.restore(self.request);
        self.circumstances.set(Some(circumstances));
        told
    }

    /// What the decision is with the changes made to what was found. Those of the context are made in the request already; they
    /// are of these keys.
    fn decided<'c>(
        &self,
        changes: impl Iterator<Item = &'c Change> + Clone,
        keys: &[ContextKey],
        request: &Request,
        explanation: &Explanation,
    ) -> Decision {
        let was_bound = !self.policies.boundary.is_empty();
        let loses_boundary = changes.clone().any(|change| *change == Change::RemoveBoundary);
        let gains_boundary = changes.clone().any(|change| matches!(change, Change::Add { layer: Layer::Boundary, .. }));
        let is_bound = gains_boundary || (was_bound && !loses_boundary);
        let asked = Asked::new(request, is_bound);
        let mut supposed = Supposition::of(explanation);
        if was_bound != is_bound || !keys.is_empty() {
            for finding in explanation.statements() {
                let turns_by_boundary = was_bound != is_bound && hinges_on_boundary(finding.outcome);
                let turns = |statement: &&Statement| turns_by_boundary || hinges_on(keys, statement, finding.outcome);
                if may_turn(finding.outcome)
                    && let Some(statement) = self.policies.statement(finding.place).filter(turns)
                    && !changes.clone().any(|change| *change == Change::Remove(finding.place))
                {
                    let layer = finding.place.layer;
                    supposed.take(layer, finding.effect, finding.outcome);
                    supposed.add(layer, finding.effect, statement.check(&asked, layer.without_principal()));
                }
            }
        }
        for change in changes.clone() {
            if let Change::Remove(place) = change
                && let Some(finding) = explanation.finding(*place)
            {
                supposed.take(place.layer, finding.effect, finding.outcome);
            }
        }
        if loses_boundary {
            supposed.clear(Layer::Boundary);
        }
        for change in changes {
            if let Change::Add { layer, effect, .. } = change {
                supposed.add_policy(*layer);
                if let Some(named) = named(change, *layer, &asked) {
                    supposed.add(*layer, *effect, Outcome::Matched(named));
                }
            }
        }
        supposed.decision(request)
    }
}

/// How a statement that is added names the caller; `None` where it does not. It is about the action and the resource.
fn named(change: &Change, layer: Layer, asked: &Asked<'_>) -> Option<Named> {
    match change {
        Change::Add { principal: Some(whom), .. } => Principals::named(whom.kind, &whom.principal, asked),
        _ => (layer.without_principal() == WithoutPrincipal::Applies).then_some(Named::Unasked),
    }
}

/// Whether a statement with this outcome may come to something else by itself, as nobody else asks and nothing else is asked.
const fn may_turn(outcome: Outcome) -> bool {
    !matches!(outcome, Outcome::Action(_) | Outcome::Principal(NoPrincipal::NotListed | NoPrincipal::Missing))
}

/// Whether the outcome may be another where the caller has a permissions boundary, or has none: that of `NotPrincipal`.
const fn hinges_on_boundary(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Matched(Named::Bounded) | Outcome::Principal(NoPrincipal::Excluded(_)))
}

/// Whether a statement may come to something else where these keys change: where it reads one of them, in the first part of it
/// that does not match, or in any where all match.
fn hinges_on(keys: &[ContextKey], statement: &Statement, outcome: Outcome) -> bool {
    let changes = |read: &ContextKey| keys.iter().any(|key| key.is(read));
    match outcome {
        Outcome::Principal(_) | Outcome::Action(_) => false,
        Outcome::Resource(_) => statement.resources().into_iter().flat_map(Resources::variables).any(changes),
        Outcome::Condition(at, _) => statement.conditions().get(at as usize).into_iter().flat_map(Condition::context_keys).any(changes),
        Outcome::Matched(_) => statement.context_keys().any(changes),
    }
}
