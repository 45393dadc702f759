//! The smallest changes that allow what is denied.

use super::conditions::change as change_for;
use super::{Change, Remedy, grant};
use crate::policy::compiled::{Asked, Outcome, Statement};
use crate::policy::decision::findings::is_role_for_root;
use crate::policy::decision::{Decision, Explanation, Layer, Place, Policies, Standing, StatementFinding, explain};
use crate::policy::document::Effect;
use crate::policy::request::{Context, Request};

/// How many ways of each sort are tried; nobody reads more.
const TRIED: usize = 48;

/// How many ways are tried in pairs.
const PAIRED: usize = 24;

/// How many circumstances may have to change at once: with more it is no small remedy.
const CIRCUMSTANCES: usize = 8;

/// How many statements with conditions are looked at for circumstances that would do.
const LOOKED_AT: usize = 500;

/// How many changes may be left out of a set one by one: an organization has at most seven levels, and each attempt decides again.
const REDUCED: usize = 64;

/// The smallest changes that allow a request: every single change that does, else pairs of them, else one set of which nothing
/// can be left out, unless it is very large. None where the request is allowed, and none where nothing can allow it: a root user can't assume roles.
pub fn remedies(request: &Request, policies: &Policies) -> Vec<Remedy> {
    remedies_among(request, policies, |_| true)
}

/// The smallest changes that allow a request, as [`remedies`] finds them, where statements can be added only to the layers that
/// `takes` tells; a boundary that takes none can only go as a whole. None where no such change does.
pub fn remedies_among(request: &Request, policies: &Policies, takes: impl Fn(Layer) -> bool) -> Vec<Remedy> {
    let mut found = smallest(request, policies, takes);
    // Who can meet the conditions should not change policies so as to get round them.
    found.sort_by_key(|remedy| !remedy.is_callers_own());
    found
}

fn smallest(request: &Request, policies: &Policies, takes: impl Fn(Layer) -> bool) -> Vec<Remedy> {
    let is_among = |change: &Change| match change {
        Change::Add { layer, .. } => takes(*layer),
        Change::Remove(Place { layer: Layer::Boundary, .. }) => takes(Layer::Boundary),
        _ => true,
    };
    let explanation = explain(request, policies);
    if explanation.decision == Decision::Allowed || is_role_for_root(request) {
        return Vec::new();
    }
    let mut ways = ways(request, policies, &explanation);
    if !policies.boundary.is_empty() && !takes(Layer::Boundary) {
        ways.push(vec![Change::RemoveBoundary]);
    }
    ways.retain(|way| way.iter().all(is_among));
    let allows = |changes: &[Change]| Remedy { changes: changes.to_vec() }.decision(request, policies) == Decision::Allowed;
    let found: Vec<Remedy> = ways.iter().filter(|way| allows(way)).map(|way| Remedy { changes: way.clone() }).collect();
    let mut single: Vec<Remedy> = found.iter().filter(|remedy| remedy.is_single()).cloned().collect();
    // Without its boundary a caller gains more than by one statement: that is told where no statement alone will do.
    if single.iter().flat_map(|remedy| &remedy.changes).all(|change| !is_in_boundary(change)) && !policies.boundary.is_empty() {
        single.extend(Some(vec![Change::RemoveBoundary]).filter(|way| allows(way)).map(|changes| Remedy { changes }));
    }
    if !single.is_empty() {
        return without_repetition(single);
    }
    let paired = ways.get(..PAIRED).unwrap_or(&ways);
    let pairs = paired.iter().enumerate().flat_map(|(at, one)| paired.iter().skip(at + 1).map(|other| joined(one, other)));
    let mut small: Vec<Remedy> = found.into_iter().chain(pairs.filter(|pair| allows(pair)).map(|changes| Remedy { changes })).collect();
    small.sort_by_key(|remedy| remedy.changes.len());
    let least = small.first().map_or(usize::MAX, |remedy| remedy.changes.len());
    if least <= 2 {
        small.retain(|remedy| remedy.changes.len() == least);
        return without_repetition(small);
    }
    let mut all = everything(request, policies, &explanation);
    if all.iter().any(|change| is_in_boundary(change) && !is_among(change)) {
        all.push(Change::RemoveBoundary);
    }
    all.retain(is_among);
    let all = reduced(all, allows);
    small.into_iter().take(1).chain(all.map(|changes| Remedy { changes })).min_by_key(|remedy| remedy.changes.len()).into_iter().collect()
}

/// Whether a change is made to the boundary itself.
const fn is_in_boundary(change: &Change) -> bool {
    matches!(change, Change::Add { layer: Layer::Boundary, .. } | Change::Remove(Place { layer: Layer::Boundary, .. }))
}

fn joined(one: &[Change], other: &[Change]) -> Vec<Change> {
    let mut all = one.to_vec();
    all.extend(other.iter().filter(|change| !one.contains(change)).cloned());
    all
}

fn without_repetition(remedies: Vec<Remedy>) -> Vec<Remedy> {
    let mut kept: Vec<Remedy> = Vec::new();
    for remedy in remedies {
        if !kept.contains(&remedy) {
            kept.push(remedy);
        }
    }
    kept
}

/// Leaves out of a set the statements that it allows without; `None` where the whole does not allow. Statements that deny must
/// go in any case.
fn reduced(mut changes: Vec<Change>, allows: impl Fn(&[Change]) -> bool) -> Option<Vec<Change>> {
    if !allows(&changes) {
        return None;
    }
    if changes.iter().filter(|change| !matches!(change, Change::Remove(_))).count() > REDUCED {
        return Some(changes);
    }
    let mut at = changes.len();
    while at > 0 {
        at -= 1;
        if matches!(changes.get(at), Some(Change::Remove(_))) {
            continue;
        }
        let removed = changes.remove(at);
        if !allows(&changes) {
            changes.insert(at, removed);
        }
    }
    Some(changes)
}

/// Everything that stands in the way, dealt with in the plainest manner.
fn everything(request: &Request, policies: &Policies, explanation: &Explanation) -> Vec<Change> {
    let denying = denying(explanation).map(|finding| Change::Remove(finding.place));
    denying.chain(lacking(request, policies, explanation).into_iter().filter_map(|mut ways| ways.drain(..).next())).collect()
}

fn denying(explanation: &Explanation) -> impl Iterator<Item = &StatementFinding> {
    explanation.statements().iter().filter(|finding| finding.effect == Effect::Deny && finding.matches())
}

/// For each layer that lacks an allowance the ways to add one.
fn lacking(request: &Request, policies: &Policies, explanation: &Explanation) -> Vec<Vec<Change>> {
    let ways = |layer: Layer| match layer {
        Layer::Resource => grants(request),
        layer => vec![Change::add(layer, Effect::Allow)],
    };
    let mut lacking: Vec<Vec<Change>> = Vec::new();
    for finding in explanation.layers() {
        // Denying hides whether the layer would allow.
        let lacks = match finding.standing {
            Standing::AllowsNothing => true,
            Standing::Denies => !matches!(finding.layer, Layer::ResourceControl(_)) && !allows_too(explanation, finding.layer),
            _ => false,
        };
        let is_needed = finding.layer != Layer::Resource || finding.standing == Standing::AllowsNothing || policies.resource.is_some();
        if lacks && is_needed {
            lacking.push(ways(finding.layer));
        }
    }
    lacking
}

fn allows_too(explanation: &Explanation, layer: Layer) -> bool {
    explanation.statements_of(layer).iter().any(|finding| finding.effect == Effect::Allow && finding.matches())
}

/// Statements of the resource's policy that name the caller.
fn grants(request: &Request) -> Vec<Change> {
    let add = |principal| Change::Add { layer: Layer::Resource, effect: Effect::Allow, principal: Some(principal) };
    grant::names(request).into_iter().map(add).collect()
}

/// Changes that each may help: one change each, or several that one statement needs.
fn ways(request: &Request, policies: &Policies, explanation: &Explanation) -> Vec<Vec<Change>> {
    let single = |change: Change| vec![change];
    // Where more than two lack an allowance, none of them is enough, but there may be other ways.
    let lacking = lacking(request, policies, explanation).into_iter().take(TRIED);
    let mut ways: Vec<Vec<Change>> = lacking.flatten().map(single).collect();
    // More than two that deny are beyond what one change or two can remove.
    if denying(explanation).count() <= 2 {
        ways.extend(denying(explanation).map(|finding| vec![Change::Remove(finding.place)]));
    }
    // Where identity, boundary or session lack, a grant to the caller by the resource may be enough.
    let has_grant = ways.iter().flatten().any(|change| matches!(change, Change::Add { layer: Layer::Resource, .. }));
    if !has_grant && (policies.resource.is_some() || grant::takes_policies(request)) {
        ways.extend(grants(request).into_iter().map(single));
    }
    ways.extend(circumstances(request, policies, explanation));
    ways
}

/// Changes of the context that let a statement match which allows, or keep one from matching which denies.
fn circumstances(request: &Request, policies: &Policies, explanation: &Explanation) -> Vec<Vec<Change>> {
    let asked = Asked::new(request, !policies.boundary.is_empty());
    let mut ways: Vec<Vec<Change>> = Vec::new();
    let conditional = |finding: &&StatementFinding| matches!(finding.outcome, Outcome::Condition(..) | Outcome::Matched(_));
    for finding in explanation.statements().iter().filter(conditional).take(LOOKED_AT) {
        if ways.len() >= TRIED {
            break;
        }
        let Some(statement) = policies.statement(finding.place) else { continue };
        let found: Vec<Vec<Change>> = match (finding.effect, finding.outcome) {
            (Effect::Allow, Outcome::Condition(..)) if is_needed(explanation, finding.place) => {
                to_match(statement, &request.context, &asked).into_iter().collect()
            }
            (Effect::Deny, Outcome::Matched(_)) => {
                let breaking = statement.conditions().iter().filter_map(|condition| change_for(condition, &request.context, false));
                breaking.map(|change| vec![change]).collect()
            }
            _ => continue,
        };
        for way in found {
            if !ways.contains(&way) {
                ways.push(way);
            }
        }
    }
    ways
}

/// Whether an allowance at this place could be of use.
fn is_needed(explanation: &Explanation, place: Place) -> bool {
    explanation.standing(place.layer).is_none_or(|standing| !matches!(standing, Standing::Allows))
}

/// The changes of the context with which a statement matches.
fn to_match(statement: &Statement, context: &Context, asked: &Asked<'_>) -> Option<Vec<Change>> {
    let mut request = asked.request.clone();
    let mut changes = Vec::new();
    for condition in statement.conditions() {
        if condition.check(context).is_err() {
            if changes.len() == CIRCUMSTANCES {
                return None;
            }
            let change = change_for(condition, &request.context, true)?;
            match &change {
                Change::SetKey { key, value } => _ = request.context.insert(key, value.clone()),
                Change::DropKey { key } => _ = request.context.remove(key),
                Change::Add { .. } | Change::Remove(_) | Change::RemoveBoundary => {}
            }
            changes.push(change);
        }
    }
    // What one condition needs another may forbid.
    statement.conditions().iter().all(|condition| condition.check(&request.context).is_ok()).then_some(changes)
}
