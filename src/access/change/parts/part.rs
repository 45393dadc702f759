//! A grant in parts: as its boundary lets it through, and as denials leave it.

use std::borrow::Cow;

use crate::access::clauses::clause::{Clause, reachable};
use crate::access::clauses::demand::{Demand, implies};
use crate::access::clauses::reach::{Grant, Reach};
use crate::access::clauses::scope::Scope;
use crate::access::clauses::statements::{Allowing, Denial};
use crate::policy::actions::ActionSet;

/// So many statements of a boundary are told apart; of more, the grant is told with what may come of it.
const BOUNDS: usize = 4;

/// A part of a grant, as a statement of the boundary lets it through, or as it is new.
pub(in crate::access) struct Part<'a> {
    pub actions: ActionSet,
    pub scope: Cow<'a, Scope>,
    pub demands: Vec<Demand>,
}

/// The parts of a grant that its boundary lets through, for actions that it does not let through altogether. Actions for which
/// the two patterns merely overlap are left out, for what both name is no pattern, and so are those of too many statements.
pub(in crate::access) fn bounded_parts<'a>(to: &'a Reach, grant: &'a Grant, remaining: &ActionSet) -> Vec<Part<'a>> {
    let partly = remaining.clone().intersection(&grant.bounded);
    let own = &grant.clause;
    let (mut parts, mut unnamed) = (Vec::new(), ActionSet::new());
    for bound in to.bounds.iter().flatten().filter(|bound| !bound.actions.is_disjoint(&partly) && bound.scope.overlaps(&own.scope)) {
        let actions = partly.clone().intersection(&bound.actions);
        let narrower =
            if own.scope.covers(&bound.scope) { Some(&bound.scope) } else { bound.scope.covers(&own.scope).then_some(&own.scope) };
        match narrower {
            Some(scope) => {
                let mut demands = [own.demands.as_slice(), bound.demands.as_slice()].concat();
                demands.sort();
                demands.dedup();
                parts.push(Part { actions, scope: Cow::Borrowed(scope), demands });
            }
            None => unnamed.union_with(&actions),
        }
    }
    if parts.len() > BOUNDS {
        return Vec::new();
    }
    for part in &mut parts {
        part.actions.subtract(&unnamed);
    }
    parts
}

impl Reach {
    /// Divides grants of which a denial of all but some resources leaves these alone: what it leaves is a grant on these, of the
    /// actions that take one of them.
    pub(in crate::access) fn divide(&mut self) {
        let mut pending = std::mem::take(&mut self.grants);
        pending.reverse();
        while let Some(mut grant) = pending.pop() {
            let left = grant.excepted.iter().enumerate().find_map(|(place, at)| Some((place, left_by(self.denials.get(*at)?, &grant)?)));
            let Some((place, (denied, left))) = left else {
                self.grants.push(grant);
                continue;
            };
            grant.actions.subtract(&denied);
            grant.bounded.subtract(&denied);
            let at = grant.excepted.remove(place);
            grant.denied.push(at);
            pending.extend(left.map(|left| self.cut(&self.denials, left)));
            pending.push(grant);
        }
    }
}

/// What a denial takes of a grant where it leaves some resources alone, and what it leaves.
fn left_by(denial: &Denial, grant: &Grant) -> Option<(ActionSet, Option<Allowing>)> {
    let (own, by) = (&grant.clause, &denial.clause);
    let left = by.scope.opposite().filter(|left| !left.may_lack())?.meeting(&own.scope);
    if !own.scope.covers(&left) || !implies(&own.demands, &by.demands) {
        return None;
    }
    let denied = grant.actions.clone().intersection(&by.actions);
    let clause = Clause::made(own.effect, denied.clone(), left, own.demands.clone());
    let is_any = !clause.actions.is_empty();
    let left = Allowing::of(clause.into(), grant.place, grant.is_unbounded);
    Some((denied, is_any.then_some(left)))
}

/// The denials that take a part of a grant.
pub(in crate::access) fn denials<'a>(reach: &'a Reach, grant: &'a Grant) -> impl Iterator<Item = &'a Clause> {
    grant.excepted.iter().filter_map(|at| reach.denials.get(*at)).map(|denial| &*denial.clause)
}

/// What is left of a part where all but some resources are denied: these.
pub(in crate::access) fn undenied<'a, 'b>(denials: impl Iterator<Item = &'b Clause>, part: Part<'a>) -> Vec<Part<'a>> {
    let mut parts = vec![part];
    for denial in denials {
        let Some(left) = denial.scope.opposite().filter(|left| !left.may_lack()) else { continue };
        let split = |part: Part<'a>| {
            let left = left.meeting(&part.scope);
            if !part.scope.covers(&left) || !implies(&part.demands, &denial.demands) {
                return vec![part];
            }
            let denied = part.actions.clone().intersection(&denial.actions);
            let rest = part.actions.minus(&denied);
            let new = Part { actions: reachable(denied, &left), scope: Cow::Owned(left), demands: part.demands.clone() };
            vec![Part { actions: rest, ..part }, new]
        };
        parts = parts.into_iter().flat_map(split).filter(|part| !part.actions.is_empty()).collect();
    }
    parts
}
