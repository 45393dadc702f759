//! What a principal's policies come to: grants as sets of actions and patterns of resources, and what is cut off them.
//!
//! Cuts are not worked into the sets where they cut only a part: they stand beside the grant.

use std::collections::HashSet;
use std::sync::Arc;

use super::asks::Asks;
use super::clause::{Clause, Clauses};
use super::demand::implies;
use super::progress::Cancelled;
use super::resource_policies::Said;
use super::scope::Scope;
use crate::policy::actions::{ActionId, ActionSet};
use crate::policy::compiled::Policy;
use crate::policy::decision::{Layer, Place};
use crate::policy::document::Effect;

/// What a principal's policies come to.
#[derive(Default, Debug)]
pub(super) struct Reach {
    pub grants: Vec<Grant>,
    pub denials: Vec<Denial>,
    /// What the boundary allows; `None` without a boundary.
    pub bounds: Option<Vec<Arc<Clause>>>,
}

/// What is cut off what policies grant, where two lists of them are compared.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Cuts {
    /// What is denied, and what the boundary does not allow.
    All,
    /// What is denied.
    Denials,
    /// Nothing.
    None,
}

/// A statement that allows, and what cuts it.
#[derive(Debug)]
pub(super) struct Grant {
    pub clause: Arc<Clause>,
    pub place: Place,
    /// The actions that it grants, at least on some of its resources.
    pub actions: ActionSet,
    /// Of these the ones that the boundary lets through only in part or under conditions.
    pub bounded: ActionSet,
    /// Whether no boundary bounds it, though there may be one: the policy of a resource grants it.
    pub is_unbounded: bool,
    /// The denials that take a part of its resources, or take under conditions.
    pub excepted: Vec<usize>,
    /// The denials that take actions of it altogether.
    pub denied: Vec<usize>,
}

/// A statement that denies.
#[derive(Debug)]
pub(super) struct Denial {
    pub clause: Arc<Clause>,
    pub place: Place,
}

impl Reach {
    /// What these policies come to. `step` is asked for each statement when it is taken apart, and for each that
    /// allows when it is cut, whether to go on.
    ///
    /// # Errors
    /// Where nobody wants to know any more.
    pub(super) fn of(said: Said<'_>, clauses: &mut Clauses, step: &mut impl FnMut() -> Result<(), Cancelled>) -> Result<Self, Cancelled> {
        Statements::of(said, clauses, step)?.reach(step)
    }

    /// What two lists of policies come to that are compared with each other. Where the same is denied and bounded on both sides,
    /// what both sides grant is left out, but for what may cover something that only one side grants. `cuts` is what counts of
    /// what they deny and bound.
    ///
    /// # Errors
    /// Where nobody wants to know any more.
    pub(super) fn compared(
        [one, other]: [Said<'_>; 2],
        cuts: Cuts,
        clauses: &mut Clauses,
        step: &mut impl FnMut() -> Result<(), Cancelled>,
    ) -> Result<[Self; 2], Cancelled> {
        let (one, other) = (Statements::of(one, clauses, step)?, Statements::of(other, clauses, step)?);
        let (mut one, mut other) = (one.by_pattern(), other.by_pattern());
        let consented = [one.consented(&other), other.consented(&one)];
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
        if one.cuts().eq(other.cuts()) && one.bounds.is_some() == other.bounds.is_some() {
            // On both sides the same, or what only one side keeps would seem to be granted there alone.
            let differing = [one.without(&other), other.without(&one)].concat();
            one.keep(&differing);
            other.keep(&differing);
        }
        Ok([one.reach(step)?, other.reach(step)?])
    }

    /// How many steps that takes.
    pub(super) fn steps(Said { policies, heard, .. }: Said<'_>) -> usize {
        let statements = |of: &[Policy], counts: fn(Effect) -> bool| {
            of.iter().flat_map(|policy| policy.rules().statements()).filter(|statement| counts(statement.effect())).count()
        };
        let cut = statements(&policies.identity, |effect| effect == Effect::Allow);
        let granted = heard.iter().filter(|heard| heard.clause.effect == Effect::Allow && !heard.is_consent()).count();
        statements(&policies.identity, |_| true) + statements(&policies.boundary, |_| true) + heard.len() + cut + granted
    }

    /// A grant with what cuts it.
    pub(super) fn cut(&self, Allowing { clause, place, is_unbounded }: Allowing) -> Grant {
        let mut actions = clause.actions.clone();
        let (mut excepted, mut denied) = (Vec::new(), Vec::new());
        for (at, denial) in self.denials.iter().enumerate() {
            let by = &denial.clause;
            if by.is_apart_from(&clause) || by.has_none_of(&actions) || !by.scope.overlaps(&clause.scope) {
                continue;
            }
            // A denial under the same conditions as the grant takes it as a whole, too.
            if by.scope.covers(&clause.scope) && implies(&clause.demands, &by.demands) {
                actions.subtract(&by.actions);
                denied.push(at);
            } else {
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
                let whole = bound.scope.covers(&clause.scope) && implies(&clause.demands, &bound.demands);
                if whole { within.union_with(&bound.actions) } else { partly.union_with(&bound.actions) }
            }
            partly.subtract(&within);
            actions.intersect_with(&within.union(&partly));
            partly.intersection(&actions)
        });
        Grant { clause, place, actions, bounded, is_unbounded, excepted, denied }
    }

    /// Whether of what a grant names nothing but what a scope has is left of an action: all else is denied whatever the
    /// circumstances, or outside the boundary.
    pub(super) fn leaves_only(&self, grant: &Grant, action: ActionId, scope: &Scope) -> bool {
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
    pub(super) fn exceptions<'a>(&'a self, grant: &'a Grant, action: ActionId) -> impl Iterator<Item = &'a Denial> {
        let denials = grant.excepted.iter().filter_map(|at| self.denials.get(*at));
        denials.filter(move |denial| denial.clause.actions.contains(action))
    }
}

/// A statement that allows.
pub(super) struct Allowing {
    pub clause: Arc<Clause>,
    pub place: Place,
    /// Whether no boundary bounds it.
    pub is_unbounded: bool,
}

/// The statements of policies, before it is known what cuts which.
struct Statements {
    allowing: Vec<Allowing>,
    denials: Vec<Denial>,
    bounds: Option<Vec<Arc<Clause>>>,
    /// Statements of resources' policies that leave it to the account's own policies.
    consents: Vec<(Arc<Clause>, Place)>,
}

impl Statements {
    fn of(said: Said<'_>, clauses: &mut Clauses, step: &mut impl FnMut() -> Result<(), Cancelled>) -> Result<Self, Cancelled> {
        let Said { policies, heard, asks } = said;
        let bounds = (!policies.boundary.is_empty()).then(Vec::new);
        let mut statements = Self { allowing: Vec::new(), denials: Vec::new(), bounds, consents: Vec::new() };
        for (layer, of) in [(Layer::Identity, &policies.identity), (Layer::Boundary, &policies.boundary)] {
            for (clause, place) in in_layer(layer, of, asks, clauses) {
                step()?;
                match (clause.effect, layer) {
                    (Effect::Deny, _) => statements.denials.push(Denial { clause, place }),
                    (Effect::Allow, Layer::Boundary) => statements.bounds.iter_mut().for_each(|bounds| bounds.push(clause.clone())),
                    (Effect::Allow, _) => statements.allowing.push(Allowing { clause, place, is_unbounded: false }),
                }
            }
        }
        for heard in heard {
            step()?;
            let (clause, place) = (heard.clause.clone(), heard.place);
            match clause.effect {
                Effect::Deny => statements.denials.push(Denial { clause, place }),
                Effect::Allow if heard.is_consent() => statements.consents.push((clause, place)),
                Effect::Allow => statements.allowing.push(Allowing { clause, place, is_unbounded: heard.is_unbounded() }),
            }
        }
        Ok(statements)
    }

    /// The same told apart by the patterns that actions take.
    fn by_pattern(self) -> Self {
        let allowing = self.allowing.into_iter().flat_map(|Allowing { clause, place, is_unbounded }| {
            clause.by_pattern().into_iter().map(move |clause| Allowing { clause, place, is_unbounded })
        });
        let denials = self.denials.into_iter();
        let denials =
            denials.flat_map(|Denial { clause, place }| clause.by_pattern().into_iter().map(move |clause| Denial { clause, place }));
        let bounds = self.bounds.map(|bounds| bounds.iter().flat_map(Clause::by_pattern).collect());
        Self { allowing: allowing.collect(), denials: denials.collect(), bounds, consents: self.consents }
    }

    fn reach(self, step: &mut impl FnMut() -> Result<(), Cancelled>) -> Result<Reach, Cancelled> {
        let mut reach = Reach { grants: Vec::new(), denials: self.denials, bounds: self.bounds };
        let cut = |allowing| step().map(|()| reach.cut(allowing));
        reach.grants = self.allowing.into_iter().map(cut).collect::<Result<_, _>>()?;
        Ok(reach)
    }

    /// All that cuts grants.
    fn cuts(&self) -> impl Iterator<Item = *const Clause> {
        let denials = self.denials.iter().map(|denial| &denial.clause);
        denials.chain(self.bounds.iter().flatten()).map(Arc::as_ptr)
    }

    /// What it allows that another does not, each statement once.
    fn without(&self, other: &Self) -> Vec<Arc<Clause>> {
        let mut known: HashSet<*const Clause> = other.allowing.iter().map(|one| Arc::as_ptr(&one.clause)).collect();
        self.allowing.iter().map(|one| &one.clause).filter(|clause| known.insert(Arc::as_ptr(clause))).cloned().collect()
    }

    /// What its own policies allow with the consent of resources' policies, as far as something about that is another on one of
    /// the two sides: all else comes to the same on both.
    fn consented(&self, other: &Self) -> Vec<Allowing> {
        let known: HashSet<*const Clause> = other.consents.iter().map(|(clause, _)| Arc::as_ptr(clause)).collect();
        let differing = [self.differing(other), other.differing(self)].concat();
        // A boundary bounds what it does not name.
        let is_bounded_anew = self.bounds.is_some() != other.bounds.is_some();
        let differs = |consent: &Arc<Clause>| {
            let is_about = |clause: &&Clause| !clause.is_apart_from(consent) && clause.scope.overlaps(&consent.scope);
            is_bounded_anew || !known.contains(&Arc::as_ptr(consent)) || differing.iter().any(is_about)
        };
        let mut consented = Vec::new();
        for (consent, place) in self.consents.iter().filter(|(consent, _)| differs(consent)) {
            let own = self.allowing.iter().filter(|one| one.place.layer != Layer::Resource).map(|one| &one.clause);
            let both = own.filter_map(|own| own.within(consent));
            consented.extend(both.map(|clause| Allowing { clause: clause.into(), place: *place, is_unbounded: false }));
        }
        consented
    }

    /// The statements that another has not, but for those that leave it to the account's own policies.
    fn differing(&self, other: &Self) -> Vec<&Clause> {
        let known: HashSet<*const Clause> = other.deciding().map(Arc::as_ptr).collect();
        self.deciding().filter(|clause| !known.contains(&Arc::as_ptr(clause))).map(|clause| &**clause).collect()
    }

    /// What allows, denies and bounds.
    fn deciding(&self) -> impl Iterator<Item = &Arc<Clause>> {
        let allowing = self.allowing.iter().map(|one| &one.clause);
        allowing.chain(self.denials.iter().map(|denial| &denial.clause)).chain(self.bounds.iter().flatten())
    }

    /// Leaves only the statements that allow something which these are about, too.
    fn keep(&mut self, differing: &[Arc<Clause>]) {
        self.allowing.retain(|one| differing.iter().any(|other| !other.is_apart_from(&one.clause)));
    }
}

impl Grant {
    /// Whether the resource's own policy lets it in, which some actions need.
    pub(super) fn has_consent(&self) -> bool {
        self.place.layer == Layer::Resource
    }

    /// Whether it grants an action on all of its resources whatever the circumstances.
    pub(super) fn is_whole(&self, reach: &Reach, action: ActionId) -> bool {
        self.clause.demands.is_empty() && !self.bounded.contains(action) && reach.exceptions(self, action).next().is_none()
    }
}

fn in_layer<'a>(
    layer: Layer,
    policies: &'a [Policy],
    asks: Option<&'a Asks>,
    clauses: &'a mut Clauses,
) -> impl Iterator<Item = (Arc<Clause>, Place)> + 'a {
    policies.iter().zip(0..).flat_map(move |(policy, at)| {
        let of_policy = clauses.asked(policy, asks);
        let places = (0..).map(move |statement| Place { layer, policy: at, statement });
        of_policy.iter().cloned().zip(places).collect::<Vec<_>>()
    })
}
