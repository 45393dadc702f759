//! What would be decided with changes made, told from what an explanation found, without making them.

use std::cell::Cell;

use super::circumstances::Circumstances;
use super::consequences::{Added, Consequences, Scope, Turned};
use super::{Change, Loosening};
use crate::policy::compiled::{Asked, Named, NoPrincipal, Outcome, Principals, Statement, WithoutPrincipal};
use crate::policy::condition::{Condition, Unmet};
use crate::policy::decision::supposition::Supposition;
use crate::policy::decision::{Decision, Explanation, Layer, Place, Policies, StatementFinding, explain};
use crate::policy::document::Effect;
use crate::policy::pattern::Resources;
use crate::policy::request::{Context, ContextKey, Request};

/// The key that tells who asks. Principals are compared with it as well, and some layers ask it whom they bind.
const WHO_ASKS: &str = "aws:PrincipalArn";

/// An explanation to try changes on. No policy is copied, and only statements that read what changes are asked again.
pub struct Trial<'a> {
    request: &'a Request,
    policies: &'a Policies,
    explanation: &'a Explanation,
    /// Made when they are first wanted, and kept for the next time.
    circumstances: Cell<Option<Circumstances>>,
    /// The same.
    supposition: Cell<Option<Supposition<'a>>>,
}

impl<'a> Trial<'a> {
    /// Of an explanation, with the request and the policies that it was made from.
    pub const fn new(request: &'a Request, policies: &'a Policies, explanation: &'a Explanation) -> Self {
        Self { request, policies, explanation, circumstances: Cell::new(None), supposition: Cell::new(None) }
    }

    /// What the decision is with the changes made, each of which is named once. Places are those before the first of them.
    pub fn decision<'c>(&self, changes: impl Iterator<Item = &'c Change> + Clone) -> Decision {
        self.consequences(changes).decision
    }

    /// What the changes come to, each of which is named once.
    pub(super) fn consequences<'c>(&self, changes: impl Iterator<Item = &'c Change> + Clone) -> Consequences {
        if changes.clone().all(|change| change.key().is_none()) {
            return self.found(changes, &[], &self.request.context);
        }
        self.in_circumstances(|circumstances| {
            changes.clone().for_each(|change| circumstances.make(change));
            let (context, keys) = (circumstances.context(), circumstances.keys());
            if keys.iter().any(|key| key.name().eq_ignore_ascii_case(WHO_ASKS)) {
                let request = self.request.clone().with_context(context.clone());
                let explanation = explain(&request, self.policies);
                let found = Trial::new(&request, self.policies, &explanation).found(changes, &[], context);
                Consequences { scope: Scope::Caller, ..found }
            } else {
                self.found(changes, keys, context)
            }
        })
    }

    /// What the decision is with the changes of both made; `None` where that does not follow from what each come to.
    pub(super) fn decision_of_both(&self, one: &Consequences, other: &Consequences) -> Option<Decision> {
        one.can_join(other).then(|| self.supposed(&[one, other]))
    }

    fn supposed(&self, all: &[&Consequences]) -> Decision {
        if self.explanation.decision == Decision::ExplicitDeny && !all.iter().any(|each| each.lifts()) {
            return Decision::ExplicitDeny;
        }
        let mut supposed = self.supposition.take().unwrap_or_else(|| Supposition::of(self.explanation));
        supposed.suppose(all);
        let decision = supposed.decision(self.request);
        supposed.restore();
        self.supposition.set(Some(supposed));
        decision
    }

    /// Lends the circumstances of the request to be changed.
    pub(super) fn in_circumstances<T>(&self, told: impl FnOnce(&mut Circumstances) -> T) -> T {
        let mut circumstances = self.circumstances.take().unwrap_or_else(|| Circumstances::of(&self.request.context));
        let told = told(&mut circumstances);
        circumstances.restore();
        self.circumstances.set(Some(circumstances));
        told
    }

    /// What the changes come to beside what was found. Those of the context are made in it already; they are of these keys.
    fn found<'c>(&self, changes: impl Iterator<Item = &'c Change> + Clone, keys: &[ContextKey], context: &Context) -> Consequences {
        let was_bound = !self.policies.boundary.is_empty();
        let loses_boundary = changes.clone().any(|change| *change == Change::RemoveBoundary);
        let gains_boundary = changes.clone().any(|change| matches!(change, Change::Add { layer: Layer::Boundary, .. }));
        let is_bound = gains_boundary || (was_bound && !loses_boundary);
        let asked = Asked::in_context(self.request, context, is_bound);
        let is_of_statements = keys.is_empty() && !loses_boundary && !gains_boundary;
        let scope = if is_of_statements { Scope::Statements } else { Scope::Circumstances };
        let mut found = Consequences { decision: self.explanation.decision, scope, turned: Vec::new(), loses_boundary, added: Vec::new() };
        if was_bound != is_bound || !keys.is_empty() {
            for finding in self.explanation.statements().iter().filter(|finding| may_turn(finding.outcome)) {
                let turns_by_boundary = was_bound != is_bound && hinges_on_boundary(finding.outcome);
                let turns = |statement: &&Statement| turns_by_boundary || hinges_on(keys, statement, finding.outcome);
                if (turns_by_boundary || !keys.is_empty())
                    && let Some(statement) = self.policies.statement(finding.place).filter(turns)
                {
                    found.turned.push(Turned::new(finding, Some(asked_again(statement, finding, keys, &asked))));
                }
            }
        }
        for change in changes {
            match change {
                Change::Remove(place) => {
                    let finding = self.explanation.finding(*place);
                    found.turned.extend(finding.map(|finding| Turned::new(finding, None)));
                }
                Change::Add { layer, effect, .. } => {
                    found.added.push(Added { layer: *layer, effect: *effect, named: named(change, *layer, &asked) });
                }
                Change::Loosen(place) => found.turned.extend(self.loosened(*place, &asked)),
                Change::RemoveBoundary | Change::SetKey { .. } | Change::DropKey { .. } => {}
            }
        }
        found.decision = self.supposed(&[&found]);
        found
    }
}

impl Trial<'_> {
    /// What statements come to where one is loosened.
    fn loosened(&self, place: Place, asked: &Asked<'_>) -> Vec<Turned> {
        if self.policies.statement(place).is_some_and(|statement| Loosening::is_by_version(statement, self.request)) {
            return self.in_current_version(place, asked);
        }
        self.let_through(place, asked).into_iter().collect()
    }

    /// All statements of the document at a place, once it is of the version that knows variables.
    fn in_current_version(&self, place: Place, asked: &Asked<'_>) -> Vec<Turned> {
        let Some(policy) = self.policies.of(place.layer).get(place.policy as usize) else { return Vec::new() };
        let then = |(own, statement): (&Statement, u32)| {
            let finding = self.explanation.finding(Place { statement, ..place })?;
            let outcome = own.with_variables()?.check(asked, place.layer.without_principal());
            Some(Turned::new(finding, Some(outcome)))
        };
        policy.statements().iter().zip(0..).filter_map(then).collect()
    }

    /// A statement that comes to allow, or to deny no longer.
    fn let_through(&self, place: Place, asked: &Asked<'_>) -> Option<Turned> {
        let (finding, statement) = (self.explanation.finding(place)?, self.policies.statement(place)?);
        let named = statement.named(asked, place.layer.without_principal()).ok()?;
        let becomes = match finding.effect {
            Effect::Allow => Outcome::Matched(named),
            Effect::Deny => Outcome::Condition(0, Unmet::Values),
        };
        Some(Turned::new(finding, Some(becomes)))
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
    match outcome {
        Outcome::Principal(_) | Outcome::Action(_) => false,
        Outcome::Resource(_) => is_about(keys, statement),
        Outcome::Condition(at, _) => statement.conditions().get(at as usize).is_some_and(|condition| reads(keys, condition.context_keys())),
        Outcome::Matched(_) => is_about(keys, statement) || reads(keys, statement.conditions().iter().flat_map(Condition::context_keys)),
    }
}

/// Whether the resources of a statement hinge on these keys.
fn is_about(keys: &[ContextKey], statement: &Statement) -> bool {
    reads(keys, statement.resources().into_iter().flat_map(Resources::variables))
}

fn reads<'k>(keys: &[ContextKey], mut read: impl Iterator<Item = &'k ContextKey>) -> bool {
    read.any(|read| keys.iter().any(|key| key.is(read)))
}

/// What a statement comes to where these keys have changed.
fn asked_again(statement: &Statement, finding: &StatementFinding, keys: &[ContextKey], asked: &Asked<'_>) -> Outcome {
    let without = finding.place.layer.without_principal();
    let matched_resource = matches!(finding.outcome, Outcome::Condition(..) | Outcome::Matched(_)) && !is_about(keys, statement);
    match statement.named(asked, without) {
        Ok(named) if matched_resource => statement.check_conditions(asked.context, named),
        _ => statement.check(asked, without),
    }
}
