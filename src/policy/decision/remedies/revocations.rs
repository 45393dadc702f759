//! What would have to go for an allowance to end.

use super::{Change, Remedy, Trial, grant};
use crate::policy::decision::{Decision, Explanation, Layer, LayerFinding, Policies};
use crate::policy::document::Effect;
use crate::policy::request::Request;

/// How many levels of an organization are looked at, from the root down; none has more than seven.
const LEVELS: u32 = 48;

impl Explanation {
    /// The ways to take an allowance away: for each layer that must allow everything in it that does, or where two layers each
    /// are enough, everything in both; then an explicit deny, which is always enough. None where the request is denied, or where
    /// nothing can deny it: the action can't be denied, or no policy that could is about the caller or the resource. `request` and `policies` are those that the explanation was made from.
    pub fn revocations(&self, request: &Request, policies: &Policies) -> Vec<Remedy> {
        if self.decision != Decision::Allowed {
            return Vec::new();
        }
        let trial = Trial::new(request, policies, self);
        let revokes = |changes: &[Change]| trial.decision(changes.iter()) != Decision::Allowed;
        let mut found: Vec<Remedy> = Vec::new();
        let mut both: Vec<Change> = Vec::new();
        let mut is_one_enough = false;
        for finding in self.layers().iter().filter(|finding| is_looked_at(finding.layer) && finding.tally.allows()) {
            let changes = self.allowing(finding);
            let is_enough = revokes(&changes);
            if matches!(finding.layer, Layer::Identity | Layer::Resource) {
                is_one_enough |= is_enough;
                both.extend(changes.iter().cloned());
            }
            if is_enough {
                found.push(Remedy { changes: reduced(changes, revokes) });
            }
        }
        if !is_one_enough && revokes(&both) {
            found.insert(0, Remedy { changes: reduced(both, revokes) });
        }
        let denial = denials(request, policies).map(|change| vec![change]).find(|changes| revokes(changes));
        found.extend(denial.map(|changes| Remedy { changes }));
        found
    }

    /// Taking out every statement of a layer that allows.
    fn allowing(&self, finding: &LayerFinding) -> Vec<Change> {
        let statements = self.statements_of(finding.layer).iter();
        statements
            .filter(|finding| finding.effect == Effect::Allow && finding.matches())
            .map(|finding| Change::Remove(finding.place))
            .collect()
    }
}

const fn is_looked_at(layer: Layer) -> bool {
    !matches!(layer, Layer::ServiceControl(LEVELS..))
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
    let takes_policy = policies.resource.is_some() || grant::takes_policies(request);
    let names = takes_policy.then(|| grant::names(request)).into_iter().flatten();
    let resource = names.map(|principal| Change::Add { layer: Layer::Resource, effect: Effect::Deny, principal: Some(principal) });
    let control = policies.layers().filter(|layer| matches!(layer, Layer::ServiceControl(_))).last();
    identity.into_iter().chain(resource).chain(control.map(|layer| Change::add(layer, Effect::Deny)))
}
