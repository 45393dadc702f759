//! What would have to go for an allowance to end.

use super::{Change, Remedy, grant};
use crate::policy::decision::{Decision, Explanation, Layer, Policies, explain};
use crate::policy::document::Effect;
use crate::policy::request::Request;

/// How many levels of an organization are looked at, from the root down; none has more than seven.
const LEVELS: u32 = 48;

/// The ways to take an allowance away: for each layer that must allow everything in it that does, or where two layers each are
/// enough, everything in both; then an explicit deny, which is always enough. None where the request is denied, or where
/// nothing can deny it.
pub fn revocations(request: &Request, policies: &Policies) -> Vec<Remedy> {
    let explanation = explain(request, policies);
    if explanation.decision != Decision::Allowed {
        return Vec::new();
    }
    let revokes = |changes: &[Change]| Remedy { changes: changes.to_vec() }.decision(request, policies) != Decision::Allowed;
    let mut found: Vec<Vec<Change>> = Vec::new();
    let tried = policies.layers().filter(|layer| !matches!(layer, Layer::ServiceControl(level) if *level >= LEVELS));
    let by_layer: Vec<(Layer, Vec<Change>)> =
        tried.map(|layer| (layer, allowing(&explanation, layer))).filter(|(_, changes)| !changes.is_empty()).collect();
    found.extend(by_layer.iter().map(|(_, changes)| changes.clone()).filter(|changes| revokes(changes)));
    let alternatives = |layer: Layer| matches!(layer, Layer::Identity | Layer::Resource);
    let identity_and_resource: Vec<Change> =
        by_layer.iter().filter(|(layer, _)| alternatives(*layer)).flat_map(|(_, changes)| changes.clone()).collect();
    let alone = by_layer.iter().any(|(layer, changes)| alternatives(*layer) && revokes(changes));
    if !alone && revokes(&identity_and_resource) {
        found.insert(0, identity_and_resource);
    }
    let mut remedies: Vec<Remedy> = found.into_iter().map(|changes| Remedy { changes: reduced(changes, revokes) }).collect();
    remedies.extend(denials(request, policies).map(|change| Remedy { changes: vec![change] }).find(|deny| revokes(&deny.changes)));
    remedies
}

/// Taking out every statement of a layer that allows.
fn allowing(explanation: &Explanation, layer: Layer) -> Vec<Change> {
    let statements = explanation.statements_of(layer).iter();
    statements.filter(|finding| finding.effect == Effect::Allow && finding.matches()).map(|finding| Change::Remove(finding.place)).collect()
}

/// How many changes are tried for whether they can be left out.
const TRIED: usize = 200;

/// Leaves out what need not go.
fn reduced(mut changes: Vec<Change>, revokes: impl Fn(&[Change]) -> bool) -> Vec<Change> {
    let mut at = changes.len();
    while at > 0 && changes.len() <= TRIED {
        at -= 1;
        let removed = changes.remove(at);
        if !revokes(&changes) {
            changes.insert(at, removed);
        }
    }
    changes
}

/// Statements that deny it, where they would be put first.
fn denials<'a>(request: &'a Request, policies: &Policies) -> impl Iterator<Item = Change> + use<'a> {
    let identity = request.principal.has_identity().then(|| Change::add(Layer::Identity, Effect::Deny));
    let names = grant::names(request).into_iter();
    let resource = names.map(|principal| Change::Add { layer: Layer::Resource, effect: Effect::Deny, principal: Some(principal) });
    let control = policies.layers().filter(|layer| matches!(layer, Layer::ServiceControl(_))).last();
    identity.into_iter().chain(resource).chain(control.map(|layer| Change::add(layer, Effect::Deny)))
}
