//! What one set of policies grants and another does not.

use std::borrow::Cow;
use std::sync::Arc;

use super::before::{Before, are_bounded_alike};
use super::shift::{Shift, merged, push, without_told};
use crate::access::change::parts::exempt::{ByExempt, excepted, without_consent};
use crate::access::change::parts::part::{Part, bounded_parts, denials, undenied};
use crate::access::change::parts::recalled::Recalled;
use crate::access::clauses::address::Addresses;
use crate::access::clauses::beginnings::Beginnings;
use crate::access::clauses::clause::{PATTERNS, gated, reachable};
use crate::access::clauses::demand::{besides, implies};
use crate::access::clauses::reach::{Grant, Reach};
use crate::access::clauses::scope::Scope;
use crate::policy::actions::ActionSet;

/// So many lists of patterns by actions are told apart where all of it is new.
const LISTS: usize = 4;

/// What `to` grants that `from` does not. Nothing is left out; what may be granted by `from` after all is not certain.
pub(in crate::access) fn shifts(from: &Reach, to: &Reach) -> Vec<Shift> {
    let before = Before::of(from, to);
    without_told(merged(granted_anew(from, to, to.grants.iter().filter(|grant| !before.has(grant)), &mut Recalled::default())))
}

/// What these of the grants of `to` grant that `from` does not.
///
/// Mostly few statements differ: grants that are the same on both sides are not compared with all others.
pub(super) fn granted_anew<'a>(from: &Reach, to: &Reach, grants: impl Iterator<Item = &'a Grant>, recalled: &mut Recalled) -> Vec<Shift> {
    let mut found = Vec::new();
    let mut seen = Addresses::default();
    // Many have the same actions: assuming one role after the other.
    let mut sharing = Sharing::default();
    for grant in grants {
        // Through several groups one may have the same statement several times.
        if !seen.insert(Arc::as_ptr(&grant.clause)) {
            continue;
        }
        if sharing.actions != grant.actions {
            sharing = Sharing::of(from, &grant.actions);
        }
        let sides = Sides { from, to, others: &sharing.meeting(&grant.clause.scope) };
        let mut remaining = grant.actions.clone();
        for other in sides.others {
            if other.actions.is_disjoint(&remaining) || !is_at_least(other, grant) {
                continue;
            }
            let covered = other.actions.clone().intersection(&remaining).minus(&granted_otherwise(from, to, other, grant));
            lifted(from, to, grant, other, &covered, &mut found);
            remaining.subtract(&covered);
        }
        push_remaining(sides, grant, remaining, recalled, &mut found);
    }
    found
}

/// The grants that have some of the same actions.
#[derive(Default)]
struct Sharing<'a> {
    actions: ActionSet,
    grants: Vec<&'a Grant>,
    /// Made for the second that is asked about: for one alone it would take longer than to look at all.
    beginnings: Option<Beginnings>,
    is_asked: bool,
}

impl<'a> Sharing<'a> {
    fn of(reach: &'a Reach, actions: &ActionSet) -> Self {
        let grants = reach.grants.iter().filter(|grant| !grant.actions.is_disjoint(actions)).collect();
        Self { actions: actions.clone(), grants, beginnings: None, is_asked: false }
    }

    /// Those that may have something of a scope.
    fn meeting(&mut self, scope: &Scope) -> Vec<&'a Grant> {
        if !std::mem::replace(&mut self.is_asked, true) {
            return self.grants.clone();
        }
        let grants = &self.grants;
        let beginnings = self.beginnings.get_or_insert_with(|| Beginnings::of(grants.iter().map(|grant| &grant.clause.scope)));
        beginnings.may_meet(scope).into_iter().filter_map(|at| grants.get(at).copied()).collect()
    }
}

/// What is compared.
#[derive(Clone, Copy)]
struct Sides<'a> {
    from: &'a Reach,
    to: &'a Reach,
    /// Of what `from` grants all that has actions of the grant in question and may have something of its resources.
    others: &'a [&'a Grant],
}

/// Whether a grant reaches all that another does, but for what is cut off it.
fn is_at_least(grant: &Grant, other: &Grant) -> bool {
    grant.clause.scope.covers(&other.clause.scope) && implies(&other.clause.demands, &grant.clause.demands)
}

/// The actions of a grant of before that its boundary lets through in part, where the boundary of the grant that it is compared with
/// is not the same, or there is none; and those for which that one has the consent of the resource's policy.
fn granted_otherwise(from: &Reach, to: &Reach, other: &Grant, grant: &Grant) -> ActionSet {
    let bounded = if are_bounded_alike(from, to) && !grant.is_unbounded { ActionSet::new() } else { other.bounded.clone() };
    bounded.union(&without_consent(other, grant))
}

/// The denials that took a part of what both grant, and do so no more.
fn lifted(from: &Reach, to: &Reach, grant: &Grant, other: &Grant, covered: &ActionSet, found: &mut Vec<Shift>) {
    for denial in other.excepted.iter().filter_map(|at| from.denials.get(*at)) {
        let by = &denial.clause;
        if by.actions.is_disjoint(covered) || !by.scope.overlaps(&grant.clause.scope) {
            continue;
        }
        let mut lifted = covered.clone().intersection(&by.actions);
        for still in grant.excepted.iter().filter_map(|at| to.denials.get(*at)).map(|denial| &denial.clause) {
            if still.scope.covers(&by.scope) && implies(&by.demands, &still.demands) {
                lifted.subtract(&still.actions);
            }
        }
        let is_narrower = by.scope.covers(&grant.clause.scope) && !grant.clause.scope.covers(&by.scope);
        let scope = if is_narrower { &grant.clause.scope } else { &by.scope };
        lifted.intersect_with(&let_through(to, grant, scope));
        let unsure = |scope: &Scope| {
            let unsure = if grant.clause.scope.covers(scope) { unsure_of(to, grant, scope) } else { ActionSet::all() };
            if by.demands.is_empty() { unsure.minus(&surely_granted(to, scope, covered)) } else { ActionSet::all() }
        };
        let part = Part { actions: lifted, scope: Cow::Borrowed(scope), demands: grant.clause.demands.clone() };
        let mut freed = Vec::new();
        push_new((None, to), grant, unsure, part, &mut freed);
        found.extend(freed.into_iter().map(|shift| Shift { denied_under: by.demands.clone(), ..shift }));
    }
}

/// Tells what nothing of before covers. What the boundary lets through in part is told by its own statements where they say it
/// more narrowly than the grant.
fn push_remaining(sides: Sides<'_>, grant: &Grant, mut remaining: ActionSet, recalled: &mut Recalled, found: &mut Vec<Shift>) {
    if remaining.is_empty() {
        return;
    }
    for part in bounded_parts(sides.to, grant, &remaining) {
        remaining.subtract(&part.actions);
        let kept = kept(sides, grant, &part, found);
        push_part(sides, grant, Part { actions: part.actions.minus(&kept), ..part }, recalled, found);
    }
    for part in news(sides, grant, remaining, found) {
        push_new((Some((sides, &mut *recalled)), sides.to), grant, |scope| unsure_of(sides.to, grant, scope), part, found);
    }
}

/// Tells a part that is new, but for what of it is denied and for where something of before granted the same.
/// `unsure` tells the actions that are not certain on a scope.
fn push_new(
    (mut sides, to): (Option<(Sides<'_>, &mut Recalled)>, &Reach),
    grant: &Grant,
    unsure: impl Fn(&Scope) -> ActionSet,
    part: Part<'_>,
    found: &mut Vec<Shift>,
) {
    for Part { actions, scope, demands } in undenied(denials(to, grant), part) {
        let mut by_exempt = ByExempt::new(actions, &scope, &demands);
        by_exempt.denied(denials(to, grant));
        if let Some((Sides { from, others, .. }, recalled)) = &mut sides {
            by_exempt.allowed(from, others, grant, recalled);
        }
        let unsure = by_exempt.unsure().clone().union(&unsure(&scope));
        for (actions, exempt) in by_exempt.parts() {
            push(actions, &unsure, &scope, &demands, &exempt, found);
        }
    }
}

/// What is new of a grant of which something was granted before: on the patterns where it was not, and by the values of a
/// condition that were not among those of before.
fn news<'a>(sides: Sides<'_>, grant: &'a Grant, mut remaining: ActionSet, found: &mut Vec<Shift>) -> Vec<Part<'a>> {
    let Sides { from, to, others } = sides;
    let (own, mut news) = (&grant.clause, Vec::new());
    for other in others.iter().filter(|other| other.clause.scope.covers(&own.scope)) {
        let Some(demands) = besides(&own.demands, &other.clause.demands) else { continue };
        let actions = other.actions.clone().intersection(&remaining).minus(&granted_otherwise(from, to, other, grant));
        lifted(from, to, grant, other, &actions, found);
        remaining.subtract(&actions);
        news.push(Part { actions, scope: Cow::Borrowed(&own.scope), demands });
    }
    let by_pattern = by_pattern(sides, grant, remaining, found);
    news.extend(by_pattern.into_iter().map(|(actions, scope)| Part { actions, scope, demands: own.demands.clone() }));
    news
}

/// The actions of a grant by the patterns that they take, and on which they were not granted before.
fn by_pattern<'a>(
    Sides { from, to, others }: Sides<'_>,
    grant: &'a Grant,
    remaining: ActionSet,
    found: &mut Vec<Shift>,
) -> Vec<(ActionSet, Cow<'a, Scope>)> {
    let scope = &grant.clause.scope;
    let count = scope.patterns().len();
    if scope.is_negated() || scope.is_everything() || !(2..=PATTERNS).contains(&count) {
        return vec![(remaining, Cow::Borrowed(scope))];
    }
    let mut parts = vec![(Vec::new(), remaining.clone())];
    let mut is_known = false;
    for at in 0..count {
        let one = scope.part(&[at]);
        let mut new = reachable(remaining.clone(), &one);
        for other in others.iter().filter(|other| other.clause.scope.covers(&one)) {
            if other.actions.is_disjoint(&new) || !implies(&grant.clause.demands, &other.clause.demands) {
                continue;
            }
            let covered = other.actions.clone().intersection(&new).minus(&granted_otherwise(from, to, other, grant));
            lifted(from, to, grant, other, &covered, found);
            is_known |= !covered.is_empty();
            new.subtract(&covered);
        }
        parts = parts
            .into_iter()
            .flat_map(|(places, actions): (Vec<usize>, ActionSet)| {
                let with = actions.clone().intersection(&new);
                let without = actions.minus(&new);
                [([places.as_slice(), &[at]].concat(), with), (places, without)]
            })
            .filter(|(_, actions)| !actions.is_empty())
            .collect();
    }
    // What is granted for the first time is told by the patterns that actions take, unless that would be too much to read.
    if !is_known && parts.len() > LISTS {
        return vec![(remaining, Cow::Borrowed(scope))];
    }
    let parts = parts.into_iter().filter(|(places, _)| !places.is_empty());
    parts.map(|(places, actions)| (actions, Cow::Owned(scope.part(&places)))).collect()
}

/// The actions of a part that were granted and let through before; what was denied of them then, and is no more, is told.
fn kept(Sides { from, to, others }: Sides<'_>, grant: &Grant, part: &Part<'_>, found: &mut Vec<Shift>) -> ActionSet {
    let mut kept = ActionSet::new();
    for other in others.iter().filter(|other| is_at_least(other, grant)) {
        let mut own = other.actions.clone().minus(&other.bounded);
        for bound in from.bounds.iter().flatten().filter(|bound| bound.scope.covers(&part.scope) && implies(&part.demands, &bound.demands))
        {
            own.union_with(&bound.actions.clone().intersection(&other.actions));
        }
        own.intersect_with(&part.actions);
        own.subtract(&without_consent(other, grant));
        own.subtract(&kept);
        lifted(from, to, grant, other, &own, found);
        kept.union_with(&own);
    }
    kept
}

fn push_part(sides: Sides<'_>, grant: &Grant, part: Part<'_>, recalled: &mut Recalled, found: &mut Vec<Shift>) {
    let is_exact = part.demands.is_empty() && !part.scope.may_lack() && !grant.clause.scope.may_lack();
    let unsure = if is_exact { without_own_consent(grant) } else { ActionSet::all() };
    push_new((Some((sides, recalled)), sides.to), grant, |_| unsure.clone(), part, found);
}

/// The actions of a grant that its boundary may let through on a scope.
fn let_through(reach: &Reach, grant: &Grant, scope: &Scope) -> ActionSet {
    let mut own = grant.actions.clone();
    if !grant.bounded.is_empty() {
        let mut let_through = own.clone().minus(&grant.bounded);
        for bound in reach.bounds.iter().flatten().filter(|bound| bound.scope.overlaps(scope)) {
            let_through.union_with(&bound.actions);
        }
        own.intersect_with(&let_through);
    }
    own
}

/// The actions of a grant that may not be allowed on a scope, whatever is denied.
fn unsure_of(reach: &Reach, grant: &Grant, scope: &Scope) -> ActionSet {
    // A variable may have no value.
    if !grant.clause.demands.is_empty() || scope.may_lack() {
        return ActionSet::all();
    }
    let whole = reach.bounds.iter().flatten().filter(|bound| bound.demands.is_empty() && bound.scope.covers(scope));
    let bounded = whole.fold(grant.bounded.clone(), |bounded, bound| bounded.minus(&bound.actions));
    without_own_consent(grant).union(&bounded)
}

/// Those of some actions that policies grant on all of a scope, whatever the circumstances.
fn surely_granted(reach: &Reach, scope: &Scope, actions: &ActionSet) -> ActionSet {
    let granting = reach.grants.iter().filter(|grant| !grant.actions.is_disjoint(actions) && grant.clause.scope.covers(scope));
    granting.fold(ActionSet::new(), |granted, grant| {
        granted.union(&grant.actions.clone().minus(&unsure_of(reach, grant, scope)).minus(&excepted(reach, grant, scope)))
    })
}

/// The actions that need the consent of a resource's policy which a grant has not.
fn without_own_consent(grant: &Grant) -> ActionSet {
    if grant.has_consent() { ActionSet::new() } else { gated().clone() }
}
