//! The smallest changes that allow what is denied.

use std::cell::OnceCell;

use super::consequences::Consequences;
use super::{Change, Loosening, Remedy, Trial, grant};
use crate::policy::decision::findings::is_role_for_root;
use crate::policy::decision::{Decision, Explanation, Layer, LayerFinding, Place, Policies, Standing, StatementFinding};
use crate::policy::document::Effect;
use crate::policy::request::{Request, is_tag};

/// How many ways of each sort are tried; nobody reads more.
pub(super) const TRIED: usize = 48;

/// So many ways are mostly tried.
const FEW: usize = 8;

/// How many ways are tried in pairs.
const PAIRED: usize = 24;

/// How many changes may be left out of a set one by one: an organization has at most seven levels, and each attempt hears all.
const REDUCED: usize = 64;

impl Explanation {
    /// The smallest changes that allow a request: every single change that does, else pairs of them, else one set of which
    /// nothing can be left out, unless it is very large. None where the request is allowed, and none where nothing can allow it:
    /// the credentials do not reach it, or a root user can't assume roles. `request` and `policies` are those that the explanation was made from.
    pub fn remedies(&self, request: &Request, policies: &Policies) -> Vec<Remedy> {
        self.remedies_among(request, policies, |_| true)
    }

    /// The smallest changes that allow a request, as [`Self::remedies`] finds them, of those that `can_be` tells; a boundary to which
    /// no statement can be added can go as a whole. None where no such change does.
    pub fn remedies_among(&self, request: &Request, policies: &Policies, can_be: impl Fn(&Change) -> bool) -> Vec<Remedy> {
        if self.decision == Decision::Allowed || request.out_of_reach.is_some() || is_role_for_root(request) {
            return Vec::new();
        }
        let search = Search { request, policies, explanation: self, trial: Trial::new(request, policies, self), can_be };
        let mut found = search.smallest();
        found.sort_by_key(Remedy::size);
        found
    }
}

pub(super) struct Search<'a, T> {
    pub(super) request: &'a Request,
    pub(super) policies: &'a Policies,
    pub(super) explanation: &'a Explanation,
    pub(super) trial: Trial<'a>,
    can_be: T,
}

/// Changes that each may help, and what they come to, once that is asked for.
struct Tried {
    way: Vec<Change>,
    consequences: OnceCell<Consequences>,
}

impl Tried {
    const fn new(way: Vec<Change>) -> Self {
        Self { way, consequences: OnceCell::new() }
    }
}

impl<T: Fn(&Change) -> bool> Search<'_, T> {
    fn allows<'c>(&self, changes: impl Iterator<Item = &'c Change> + Clone) -> bool {
        self.trial.decision(changes) == Decision::Allowed
    }

    fn consequences<'t>(&self, tried: &'t Tried) -> &'t Consequences {
        tried.consequences.get_or_init(|| self.trial.consequences(tried.way.iter()))
    }

    /// Whether changes are enough.
    fn is_enough(&self, tried: &Tried) -> bool {
        !self.is_in_vain(tried) && self.consequences(tried).decision == Decision::Allowed
    }

    /// Whether it is denied whatever they allow: no statement that is added takes back a denial.
    fn is_in_vain(&self, tried: &Tried) -> bool {
        let adds = |change: &Change| matches!(change, Change::Add { .. });
        self.explanation.decision == Decision::ExplicitDeny && tried.way.iter().all(adds)
    }

    fn is_remedy_alone(&self, tried: &Tried) -> bool {
        tried.way.len() == 1 && self.is_enough(tried)
    }

    fn both_allow(&self, one: &Tried, other: &Tried) -> bool {
        // What loosens a condition is found for the circumstances as they are.
        let loosens = |tried: &Tried| tried.way.iter().any(|change| matches!(change, Change::Loosen(_)));
        let turns = |tried: &Tried| tried.way.iter().any(|change| change.key().is_some());
        if loosens(one) && turns(other) || turns(one) && loosens(other) {
            return false;
        }
        if self.is_in_vain(one) && self.is_in_vain(other) || self.is_of_one_document(one, other) {
            return false;
        }
        let apart = self.trial.decision_of_both(self.consequences(one), self.consequences(other));
        apart.map_or_else(|| self.allows(joined(&one.way, &other.way)), |decision| decision == Decision::Allowed)
    }

    /// How the statement at a place is loosened.
    fn loosening(&self, place: Place) -> Option<Loosening> {
        Loosening::of(self.policies.statement(place)?, self.request)
    }

    /// Whether two changes loosen statements of one document, and one of them by its version: that is all of it already.
    fn is_of_one_document(&self, one: &Tried, other: &Tried) -> bool {
        let loosened = |tried: &Tried| match tried.way[..] {
            [Change::Loosen(place)] => Some(place),
            _ => None,
        };
        let Some((one, other)) = loosened(one).zip(loosened(other)) else { return false };
        let is_by_version =
            |place| self.policies.statement(place).is_some_and(|statement| Loosening::is_by_version(statement, self.request));
        (one.layer, one.policy) == (other.layer, other.policy) && (is_by_version(one) || is_by_version(other))
    }

    /// Whether a statement that allows can be added to a layer.
    fn takes(&self, layer: Layer) -> bool {
        (self.can_be)(&Change::add(layer, Effect::Allow))
    }

    fn smallest(&self) -> Vec<Remedy> {
        let has_boundary = !self.policies.boundary.is_empty();
        let mut ways = self.ways();
        if has_boundary && !self.takes(Layer::Boundary) {
            ways.push(vec![Change::RemoveBoundary]);
        }
        ways.retain(|way| way.iter().all(|change| (self.can_be)(change)));
        let mut tried: Vec<Tried> = ways.into_iter().map(Tried::new).collect();
        // Without its boundary a caller gains more than by one statement: that is told where no statement alone will do.
        let is_boundary_told = tried.iter().filter(|tried| self.is_remedy_alone(tried)).flat_map(|tried| &tried.way).any(is_in_boundary);
        if has_boundary && !is_boundary_told && self.is_boundary_felt() {
            tried.extend(Some(Tried::new(vec![Change::RemoveBoundary])).filter(|tried| self.is_enough(tried)));
        }
        if tried.iter().any(|tried| self.is_remedy_alone(tried)) {
            // A policy that compares two tags is not to be got round where neither is there.
            let is_told = |tried: &Tried| self.is_remedy_alone(tried) || are_tags(&tried.way) && self.is_enough(tried);
            return without_repetition(tried.into_iter().filter(is_told).map(|tried| tried.way).collect());
        }
        self.of_several(&tried)
    }

    /// Whether the boundary has a part in the denial: it does not allow, or a `NotPrincipal` denies whoever has one.
    fn is_boundary_felt(&self) -> bool {
        self.explanation.standing(Layer::Boundary).is_some_and(|standing| !standing.allows())
            || self.explanation.layers().iter().any(|finding| finding.tally.denies_bounded())
    }

    /// Where no change alone is enough: pairs, or else as few as can be.
    fn of_several(&self, tried: &[Tried]) -> Vec<Remedy> {
        let paired = tried.get(..PAIRED).unwrap_or(tried).iter();
        let pairs = paired.clone().enumerate().flat_map(|(at, one)| paired.clone().skip(at + 1).map(move |other| (one, other)));
        let enough = pairs.filter(|(one, other)| self.both_allow(one, other));
        let enough = enough.map(|(one, other)| {
            let mut way = Vec::with_capacity(one.way.len() + other.way.len());
            way.extend(joined(&one.way, &other.way).cloned());
            way
        });
        let found = tried.iter().filter(|tried| self.is_enough(tried)).map(|tried| tried.way.clone());
        let mut small: Vec<Vec<Change>> = found.chain(enough).collect();
        let least = small.iter().map(Vec::len).min().unwrap_or(usize::MAX);
        small.retain(|way| way.len() == least);
        if least <= 2 {
            return without_repetition(small);
        }
        let least = small.into_iter().take(1).chain(self.reduced(self.everything())).min_by_key(Vec::len);
        least.map(|changes| Remedy { changes }).into_iter().collect()
    }

    /// Everything that stands in the way, dealt with in the plainest manner.
    fn everything(&self) -> Vec<Change> {
        let denying = self.denying().map(|finding| Change::Remove(finding.place));
        let mut all: Vec<Change> = denying.chain(self.lacking().filter_map(|layer| self.allowances(layer).next())).collect();
        if all.iter().any(|change| is_in_boundary(change) && !(self.can_be)(change)) {
            all.push(Change::RemoveBoundary);
        }
        all.retain(|change| (self.can_be)(change));
        all
    }

    /// Leaves out of a set the statements that it allows without; `None` where the whole does not allow. Statements that deny
    /// must go in any case.
    fn reduced(&self, mut changes: Vec<Change>) -> Option<Vec<Change>> {
        if !self.allows(changes.iter()) {
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
            if !self.allows(changes.iter()) {
                changes.insert(at, removed);
            }
        }
        Some(changes)
    }

    /// The statements that deny.
    fn denying(&self) -> impl Iterator<Item = &StatementFinding> {
        let layers = self.explanation.layers().iter().filter(|finding| finding.tally.denies());
        let statements = layers.flat_map(|finding| self.explanation.statements_in(finding));
        statements.filter(|finding| finding.effect == Effect::Deny && finding.matches())
    }

    /// The layers that lack an allowance.
    fn lacking(&self) -> impl Iterator<Item = Layer> {
        let lacks = |finding: &&LayerFinding| match (finding.standing, finding.layer) {
            (standing, _) if standing.lacks() => true,
            // Denying hides whether the layer would allow.
            (Standing::Denies, Layer::ResourceControl(_)) => false,
            (Standing::Denies, _) => !finding.tally.allows(),
            _ => false,
        };
        self.explanation.layers().iter().filter(lacks).map(|finding| finding.layer)
    }

    /// The ways to add an allowance to a layer.
    fn allowances(&self, layer: Layer) -> impl Iterator<Item = Change> {
        let named = if layer == Layer::Resource { grant::names(self.request) } else { Vec::new() };
        let unnamed = (layer != Layer::Resource).then(|| Change::add(layer, Effect::Allow));
        unnamed.into_iter().chain(named.into_iter().map(move |principal| Change::Add {
            layer,
            effect: Effect::Allow,
            principal: Some(principal),
        }))
    }

    /// Changes that each may help: one change each, or several that one statement needs.
    fn ways(&self) -> Vec<Vec<Change>> {
        let single = |change: Change| vec![change];
        let (slips, loosenings) = self.loosenings();
        let (mut ways, mut has_grant): (Vec<Vec<Change>>, _) = (Vec::with_capacity(FEW), false);
        ways.extend(slips.into_iter().map(single));
        // Where more than two lack an allowance, none of them is enough, but there may be other ways.
        for layer in self.lacking().take(TRIED) {
            has_grant |= layer == Layer::Resource;
            ways.extend(self.allowances(layer).map(single));
        }
        ways.extend(loosenings.into_iter().map(single));
        // More than two that deny are beyond what one change or two can remove.
        let denying: Vec<Place> = self.denying().map(|finding| finding.place).take(3).collect();
        if denying.len() <= 2 {
            // What an organization keeps out is a guard-rail for all, to which nobody adds what one request has.
            let is_own = |place: &Place| !matches!(place.layer, Layer::ServiceControl(_) | Layer::ResourceControl(_));
            ways.extend(
                denying.iter().copied().filter(is_own).filter(|place| self.loosening(*place).is_some()).map(Change::Loosen).map(single),
            );
            ways.extend(denying.into_iter().map(Change::Remove).map(single));
        }
        // Where identity, boundary or session lack, a grant to the caller by the resource may be enough.
        if !has_grant && (self.policies.resource.is_some() || grant::takes_policies(self.request)) {
            ways.extend(self.allowances(Layer::Resource).map(single));
        }
        ways.extend(self.circumstances());
        ways
    }
}

/// Whether two changes put tags on, of who asks and of what is asked about.
fn are_tags(way: &[Change]) -> bool {
    way.len() == 2 && way.iter().all(|change| matches!(change, Change::SetKey { key, .. } if is_tag(key.name())))
}

/// Whether a change is made to the boundary itself.
const fn is_in_boundary(change: &Change) -> bool {
    matches!(
        change,
        Change::Add { layer: Layer::Boundary, .. }
            | Change::Remove(Place { layer: Layer::Boundary, .. })
            | Change::Loosen(Place { layer: Layer::Boundary, .. })
    )
}

/// The changes of both, each once.
fn joined<'c>(one: &'c [Change], other: &'c [Change]) -> impl Iterator<Item = &'c Change> + Clone {
    one.iter().chain(other.iter().filter(|change| !one.contains(change)))
}

/// As remedies, each once.
fn without_repetition(mut ways: Vec<Vec<Change>>) -> Vec<Remedy> {
    let mut kept = 0;
    while let Some(way) = ways.get(kept) {
        if ways.iter().take(kept).any(|other| other == way) {
            ways.remove(kept);
        } else {
            kept += 1;
        }
    }
    ways.into_iter().map(|changes| Remedy { changes }).collect()
}
