//! What a principal's policies come to: grants as sets of actions and patterns of resources, and what is cut off them.
//!
//! Cuts are not worked into the sets where they cut only a part: they stand beside the grant.

use std::sync::Arc;

use super::clause::{Clause, Clauses};
use super::demand::implies;
use super::resource_policies::Said;
use super::scope::Scope;
use super::statements::{Allowing, Denial, Statements};
use crate::access::progress::Cancelled;
use crate::policy::actions::{ActionId, ActionSet};
use crate::policy::compiled::Policy;
use crate::policy::decision::{Layer, Place};
use crate::policy::document::Effect;

/// What a principal's policies come to.
#[derive(Default, Debug)]
pub(in crate::access) struct Reach {
    pub grants: Vec<Grant>,
    pub denials: Vec<Denial>,
    /// What the boundary allows; `None` without a boundary.
    pub bounds: Option<Vec<Arc<Clause>>>,
    /// Of the grants those that another reach has not, with which it is compared and in which the same is cut; `None` where that is
    /// not known.
    pub alone: Option<Vec<Arc<Clause>>>,
}

/// What is cut off what policies grant, where two lists of them are compared.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::access) enum Cuts {
    /// What is denied, and what the boundary does not allow.
    All,
    /// What is denied.
    Denials,
    /// Nothing.
    None,
}

/// A statement that allows, and what cuts it.
#[derive(Debug)]
pub(in crate::access) struct Grant {
    pub clause: Arc<Clause>,
    pub place: Place,
    /// The actions that it grants, at least on some of its resources.
    pub actions: ActionSet,
    /// Of these the ones that the boundary lets through only in part or under conditions.
    pub bounded: ActionSet,
    /// Whether no boundary bounds it, though there may be one: the policy of a resource grants it.
    pub is_unbounded: bool,
    /// Whether it is what the account's own policies allow with the consent of a resource's policy.
    pub is_consented: bool,
    /// The denials that take a part of its resources, or take under conditions.
    pub excepted: Vec<usize>,
    /// The denials that take actions of it altogether.
    pub denied: Vec<usize>,
}

impl Reach {
    /// What these policies come to. `step` is asked for each statement when it is taken apart, and for each that
    /// allows when it is cut, whether to go on.
    ///
    /// # Errors
    /// Where nobody wants to know any more.
    pub(in crate::access) fn of(
        said: Said<'_>,
        clauses: &mut Clauses,
        step: &mut impl FnMut() -> Result<(), Cancelled>,
    ) -> Result<Self, Cancelled> {
        Self::made(Statements::of(said, clauses, step)?, step)
    }

    /// What two lists of policies come to that are compared with each other. Where the same is denied and bounded on both sides,
    /// what both sides grant is left out, but for what may cover something that only one side grants. `cuts` is what counts of
    /// what they deny and bound.
    ///
    /// # Errors
    /// Where nobody wants to know any more.
    pub(in crate::access) fn compared(
        [one, other]: [Said<'_>; 2],
        cuts: Cuts,
        clauses: &mut Clauses,
        step: &mut impl FnMut() -> Result<(), Cancelled>,
    ) -> Result<[Self; 2], Cancelled> {
        let (one, other) = (Statements::of(one, clauses, step)?, Statements::of(other, clauses, step)?);
        let (mut one, mut other) = (one.by_pattern(), other.by_pattern());
        let consented = [one.consented(&other, clauses), other.consented(&one, clauses)];
        for (statements, consented) in [&mut one, &mut other].into_iter().zip(consented) {
            statements.allowing.extend(consented);
        }
        for statements in [&mut one, &mut other] {
            if cuts != Cuts::All {
                statements.bounds = None;
            }
            if cuts == Cuts::None {
                statements.denials.clear();
            }
        }
        let mut alone = [None, None];
        if one.cuts().eq(other.cuts()) && one.bounds.is_some() == other.bounds.is_some() {
            // On both sides the same, or what only one side keeps would seem to be granted there alone.
            let (of_one, of_other) = (one.without(&other), other.without(&one));
            let differing = [of_one.as_slice(), &of_other].concat();
            one.keep(&differing);
            other.keep(&differing);
            // What a side grants alone is compared with all that the other grants, and with nothing else.
            if of_one.is_empty() {
                other.leave(&of_other);
            }
            if of_other.is_empty() {
                one.leave(&of_one);
            }
            alone = [Some(of_one), Some(of_other)];
        }
        let [of_one, of_other] = alone;
        Ok([Self { alone: of_one, ..Self::made(one, step)? }, Self { alone: of_other, ..Self::made(other, step)? }])
    }

    /// How many steps that takes.
    pub(in crate::access) fn steps(Said { policies, heard, .. }: Said<'_>) -> usize {
        let statements = |of: &[Policy], counts: fn(Effect) -> bool| {
            of.iter().flat_map(|policy| policy.rules().statements()).filter(|statement| counts(statement.effect())).count()
        };
        let cut = statements(&policies.identity, |effect| effect == Effect::Allow);
        let granted = heard.iter().filter(|heard| heard.clause.effect == Effect::Allow && !heard.is_consent()).count();
        statements(&policies.identity, |_| true) + statements(&policies.boundary, |_| true) + heard.len() + cut + granted
    }

    /// What statements come to once it is known what cuts which.
    fn made(statements: Statements, step: &mut impl FnMut() -> Result<(), Cancelled>) -> Result<Self, Cancelled> {
        let mut reach = Self { grants: Vec::new(), denials: statements.denials, bounds: statements.bounds, alone: None };
        let denied = reach.denials.iter().fold(ActionSet::new(), |denied, denial| denied.union(&denial.clause.actions));
        let denials = |clause: &Clause| -> &[Denial] { if clause.has_none_of(&denied) { &[] } else { &reach.denials } };
        let cut = |allowing: Allowing| step().map(|()| reach.cut(denials(&allowing.clause), allowing));
        reach.grants = statements.allowing.into_iter().map(cut).collect::<Result<_, _>>()?;
        Ok(reach)
    }

    /// A grant with what cuts it, of these denials, which are the reach's own or none.
    pub(in crate::access) fn cut(&self, denials: &[Denial], Allowing { clause, place, is_unbounded, is_consented }: Allowing) -> Grant {
        let mut actions = clause.actions.clone();
        let (mut excepted, mut denied) = (Vec::new(), Vec::new());
        for (at, denial) in denials.iter().enumerate() {
            let by = &denial.clause;
            if by.is_apart_from(&clause) || by.has_none_of(&actions) || !by.scope.overlaps(&clause.scope) {
                continue;
            }
            // A denial under the same conditions as the grant takes it as a whole, too.
            let is_implied = implies(&clause.demands, &by.demands);
            if is_implied && by.scope.covers(&clause.scope) {
                actions.subtract(&by.actions);
                denied.push(at);
                continue;
            }
            if is_implied && !actions.is_disjoint(by.on_all()) {
                actions.subtract(by.on_all());
                denied.push(at);
            }
            if !by.has_none_of(&actions) {
                excepted.push(at);
            }
        }
        let bounds = self.bounds.as_ref().filter(|_| !is_unbounded);
        let bounded = bounds.map_or_else(ActionSet::new, |bounds| {
            let (mut within, mut partly) = (ActionSet::new(), ActionSet::new());
            for bound in bounds {
                if bound.is_apart_from(&clause) || bound.has_none_of(&actions) || !bound.scope.overlaps(&clause.scope) {
                    continue;
                }
                let is_implied = implies(&clause.demands, &bound.demands);
                if is_implied && bound.scope.covers(&clause.scope) {
                    within.union_with(&bound.actions);
                } else {
                    partly.union_with(&bound.actions);
                    if is_implied {
                        within.union_with(bound.on_all());
                    }
                }
            }
            partly.subtract(&within);
            actions.intersect_with(&within.union(&partly));
            partly.intersection(&actions)
        });
        Grant { clause, place, actions, bounded, is_unbounded, is_consented, excepted, denied }
    }

    /// Whether of what a grant names nothing but what a scope has is left of an action: all else is denied whatever the
    /// circumstances, or outside the boundary.
    pub(in crate::access) fn leaves_only(&self, grant: &Grant, action: ActionId, scope: &Scope) -> bool {
        let mut denials = self.exceptions(grant, action).filter(|denial| denial.clause.demands.is_empty());
        if denials.any(|denial| denial.clause.scope.opposite().is_some_and(|left| scope.covers(&left))) {
            return true;
        }
        let bounds = self.bounds.as_ref().filter(|_| grant.bounded.contains(action));
        bounds.is_some_and(|bounds| {
            let mut lets_through = bounds.iter().filter(|bound| bound.actions.contains(action));
            lets_through.all(|bound| scope.covers(&bound.scope) || !bound.scope.overlaps(&grant.clause.scope))
        })
    }

    /// The denials that cut a part off an action of a grant.
    pub(in crate::access) fn exceptions<'a>(&'a self, grant: &'a Grant, action: ActionId) -> impl Iterator<Item = &'a Denial> {
        let denials = grant.excepted.iter().filter_map(|at| self.denials.get(*at));
        denials.filter(move |denial| denial.clause.actions.contains(action))
    }
}

impl Grant {
    /// Whether the resource's own policy lets it in, which some actions need.
    pub(in crate::access) fn has_consent(&self) -> bool {
        self.place.layer == Layer::Resource
    }

    /// Whether it grants an action on all of its resources whatever the circumstances.
    pub(in crate::access) fn is_whole(&self, reach: &Reach, action: ActionId) -> bool {
        self.clause.demands.is_empty() && !self.bounded.contains(action) && reach.exceptions(self, action).next().is_none()
    }
}
