//! The parts of what is gained or lost of which that is not so: where something else grants it too, and where it is denied.

use super::exemption::{Exempt, Exemption};
use super::exemptions::{Exemptions, Found, together};
use super::recalled::{Key, Recalled};
use crate::access::clauses::clause::{Clause, PATTERNS, gated, reachable};
use crate::access::clauses::demand::{Demand, implies};
use crate::access::clauses::reach::{Grant, Reach};
use crate::access::clauses::scope::Scope;
use crate::policy::actions::ActionSet;
use crate::policy::decision::Layer;

/// Actions with different exempt parts are told apart in so many sentences; of more, the parts are told together.
const KINDS: usize = 3;

/// What so many statements grant is worth recalling.
const MUCH: usize = 16;

/// Actions on a scope by the parts that are exempt.
pub(in crate::access) struct ByExempt<'a> {
    scope: &'a Scope,
    demands: &'a [Demand],
    /// All of them.
    actions: ActionSet,
    /// The denials that were looked at, by where they lie.
    denied_by: Vec<usize>,
    found: Found,
}

/// What a grant comes to as its boundary lets it through: all of some actions, or what one statement of the boundary lets through.
struct Piece<'a> {
    actions: ActionSet,
    scope: &'a Scope,
    demands: [&'a [Demand]; 2],
    /// Whether it is granted on all of the scope.
    is_whole: bool,
}

impl<'a> ByExempt<'a> {
    pub fn new(actions: ActionSet, scope: &'a Scope, demands: &'a [Demand]) -> Self {
        let parts = vec![(actions.clone(), Exemptions::default())];
        Self { scope, demands, actions, denied_by: Vec::new(), found: Found { parts, unsure: ActionSet::new(), is_together: false } }
    }

    /// Actions, and the parts that are exempt for each of them.
    pub fn parts(self) -> impl Iterator<Item = (ActionSet, Vec<Exempt>)> {
        self.found.parts.into_iter().map(|(actions, exempt)| (actions, exempt.iter().cloned().collect()))
    }

    /// The actions that may be exempt on all of the scope.
    pub const fn unsure(&self) -> &ActionSet {
        &self.found.unsure
    }

    /// Exempts what policies grant of what a grant does. What somebody's own policies grant of much is worked out once for all who
    /// have these.
    pub fn allowed(&mut self, from: &Reach, others: &[&Grant], grant: &Grant, recalled: &mut Recalled) {
        let own = others.iter().take_while(|other| other.place.layer == Layer::Identity).count();
        let (own, by_resources) = others.split_at(own);
        if own.len() < MUCH {
            self.allowed_by(from, own, grant);
        } else {
            let part = (self.actions.clone(), self.scope.clone(), self.demands.to_vec());
            let key = Key::of(part, &self.denied_by, from, own, grant);
            let found = recalled.of(key, || {
                self.allowed_by(from, own, grant);
                self.found.clone()
            });
            self.found = found;
        }
        self.allowed_by(from, by_resources, grant);
    }

    fn allowed_by(&mut self, from: &Reach, others: &[&Grant], grant: &Grant) {
        for other in others {
            if other.actions.is_disjoint(&self.actions) || !other.clause.scope.overlaps(self.scope) {
                continue;
            }
            for piece in pieces(from, other) {
                let mut granted = piece.actions.intersection(&self.actions);
                granted.subtract(&without_consent(other, grant));
                granted.subtract(&denied_on(from, other, self.scope, self.demands));
                let is_whole = piece.is_whole && piece.demands.iter().all(|asked| implies(self.demands, asked));
                let on = if piece.scope.covers(self.scope) { self.scope } else { piece.scope };
                let certain = if is_whole { granted.clone().minus(&excepted(from, other, on)) } else { ActionSet::new() };
                if piece.is_whole && !is_whole && piece.scope.covers(self.scope) && !piece.scope.may_lack() {
                    let under = granted.clone().minus(&excepted(from, other, on));
                    granted.subtract(&under);
                    self.allowed_under(&under, piece.demands.concat());
                }
                self.exempt(&granted, &certain, piece.scope, Exemption::Allowed);
            }
        }
    }

    /// Exempts what is granted on all of the scope under conditions.
    fn allowed_under(&mut self, actions: &ActionSet, mut under: Vec<Demand>) {
        under.sort();
        under.dedup();
        let exempt = Exempt { scope: self.scope.clone(), why: Exemption::Allowed, is_certain: false, under };
        if !actions.is_empty() {
            self.split(actions, &exempt);
        }
    }

    /// Exempts what is denied.
    pub fn denied<'b>(&mut self, denials: impl Iterator<Item = &'b Clause>) {
        for denial in denials {
            self.denied_by.push(std::ptr::from_ref(denial).addr());
            let denied = denial.actions.clone().intersection(&self.actions);
            let certain = if implies(self.demands, &denial.demands) { denied.clone() } else { ActionSet::new() };
            self.exempt(&denied, &certain, &denial.scope, Exemption::Denied);
        }
    }

    fn exempt(&mut self, actions: &ActionSet, certain: &ActionSet, scope: &Scope, why: Exemption) {
        if actions.is_empty() || !scope.overlaps(self.scope) {
            return;
        }
        let certain = if scope.may_lack() { &ActionSet::new() } else { certain };
        if scope.covers(self.scope) {
            return self.exempt_altogether(actions, certain);
        }
        // Of all but what is named, only what takes something of that is left.
        if let Some(left) = scope.opposite() {
            let taking = reachable(actions.clone(), &left.meeting(self.scope));
            if !actions.is_subset(&taking) {
                self.exempt_altogether(&actions.clone().minus(&taking), certain);
                return self.exempt(&taking, &certain.clone().intersection(&taking), scope, why);
            }
        }
        for (actions, is_certain) in [(actions.clone().minus(certain), false), (certain.clone(), true)] {
            if !actions.is_empty() {
                let exempt = Exempt { scope: within(scope, self.scope, &actions), why, is_certain, under: Vec::new() };
                self.split(&actions, &exempt);
            }
        }
    }

    /// Takes in that all of it is exempt for some of the actions: of what is surely so nothing is told.
    fn exempt_altogether(&mut self, actions: &ActionSet, certain: &ActionSet) {
        let surely = actions.clone().intersection(certain);
        self.found.parts.iter_mut().for_each(|(actions, _)| actions.subtract(&surely));
        self.found.parts.retain(|(actions, _)| !actions.is_empty());
        self.found.unsure.union_with(actions);
    }

    /// Takes in that a part is exempt for some of the actions.
    fn split(&mut self, of: &ActionSet, exempt: &Exempt) {
        if self.found.is_together {
            return self.take_in(of, exempt);
        }
        let mut parts: Vec<(ActionSet, Exemptions)> = Vec::new();
        let mut put = |actions: ActionSet, exempt: Exemptions| match parts.iter_mut().find(|(_, other)| *other == exempt) {
            Some((other, _)) => other.union_with(&actions),
            None => parts.push((actions, exempt)),
        };
        for (actions, mut known) in std::mem::take(&mut self.found.parts) {
            let with = of.clone().intersection(&actions);
            if with.is_empty() {
                put(actions, known);
                continue;
            }
            let without = actions.minus(of);
            if !without.is_empty() {
                put(without, known.clone());
            }
            known.add(exempt);
            put(with, known);
        }
        let (mut with, mut parts): (Vec<_>, Vec<_>) = parts.into_iter().partition(|(_, exempt)| !exempt.is_empty());
        if with.len() > KINDS {
            with = vec![together(with)];
            self.found.is_together = true;
        }
        parts.extend(with);
        self.found.parts = parts;
    }

    /// The same where those that have exempt parts are told together.
    fn take_in(&mut self, of: &ActionSet, exempt: &Exempt) {
        for (actions, known) in &mut self.found.parts {
            if known.is_empty() {
                actions.subtract(of);
            } else {
                actions.union_with(of);
                known.add(&Exempt { is_certain: false, ..exempt.clone() });
            }
        }
        self.found.parts.retain(|(actions, _)| !actions.is_empty());
    }
}

/// The actions of a grant for which it needs the consent of a resource's own policy, where it is compared with a grant that has it.
pub(in crate::access) fn without_consent(grant: &Grant, other: &Grant) -> ActionSet {
    if other.has_consent() && !grant.has_consent() { gated().clone() } else { ActionSet::new() }
}

fn pieces<'a>(reach: &'a Reach, grant: &'a Grant) -> Vec<Piece<'a>> {
    let (own, bounded) = (&*grant.clause, &grant.bounded);
    let unbounded = grant.actions.clone().minus(bounded);
    let mut pieces = vec![Piece { actions: unbounded, scope: &own.scope, demands: [&own.demands, &[]], is_whole: true }];
    for bound in reach.bounds.iter().flatten().filter(|bound| !bound.has_none_of(bounded)) {
        let is_narrower = own.scope.covers(&bound.scope);
        let scope = if is_narrower { &bound.scope } else { &own.scope };
        let is_whole = is_narrower || bound.scope.covers(&own.scope);
        if bound.scope.overlaps(&own.scope) {
            let actions = bound.actions.clone().intersection(bounded);
            pieces.push(Piece { actions, scope, demands: [&own.demands, &bound.demands], is_whole });
        }
    }
    pieces
}

/// The actions of a grant of which a denial takes a part of a scope.
pub(in crate::access) fn excepted(reach: &Reach, grant: &Grant, scope: &Scope) -> ActionSet {
    let mut excepted = ActionSet::new();
    let denials = grant.excepted.iter().filter_map(|at| reach.denials.get(*at)).map(|denial| &denial.clause);
    denials.filter(|clause| clause.scope.overlaps(scope)).for_each(|clause| excepted.union_with(&clause.actions));
    excepted
}

/// The actions of a grant that are denied on all of a scope wherever these demands are met.
fn denied_on(reach: &Reach, grant: &Grant, scope: &Scope, demands: &[Demand]) -> ActionSet {
    let denials = grant.excepted.iter().filter_map(|at| reach.denials.get(*at)).map(|denial| &denial.clause);
    let whole = denials.filter(|clause| implies(demands, &clause.demands) && clause.scope.covers(scope));
    whole.fold(ActionSet::new(), |denied, clause| denied.union(&clause.actions))
}

/// What of a scope lies in another and is taken by actions, all of which take something of the scope. Of few patterns each is taken
/// by all of them: so statements are told apart.
fn within(scope: &Scope, other: &Scope, actions: &ActionSet) -> Scope {
    let meeting = scope.meeting(other);
    if meeting.is_negated() || scope.patterns().len() <= PATTERNS {
        return meeting;
    }
    let is_taken = |at: &usize| !reachable(actions.clone(), &meeting.part(&[*at])).is_empty();
    meeting.part(&(0..meeting.patterns().len()).filter(is_taken).collect::<Vec<_>>())
}
