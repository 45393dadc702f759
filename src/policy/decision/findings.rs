//! What the layers say, and the decision that follows from it.

use super::tally::{Grants, Tally};
use super::{Decision, Layer, NotApplicable, Place, Policies};
use crate::policy::compiled::{Asked, Outcome, Policy};
use crate::policy::document::Effect;
use crate::policy::request::{CallerKind, Request};

/// What a layer says that must allow where it is there.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) enum Gate {
    /// It is not there, or does not apply.
    #[default]
    Open,
    /// A statement allows.
    Allows,
    /// Nothing in it allows.
    AllowsNothing,
}

impl Gate {
    /// What a layer says. A level of an organization without policies allows nothing.
    const fn of(layer: Layer, tally: &Tally) -> Self {
        match (tally.allows(), tally.has_policies, layer) {
            (true, ..) => Self::Allows,
            (false, true, _) | (false, false, Layer::ServiceControl(_)) => Self::AllowsNothing,
            (false, false, _) => Self::Open,
        }
    }

    /// Whether it lets the request through.
    pub(super) const fn passes(self) -> bool {
        !matches!(self, Self::AllowsNothing)
    }
}

/// What all layers say.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Findings {
    /// How many layers have a statement that denies.
    denying: u32,
    /// How many levels of service control policies do not allow; every one must.
    closed: u32,
    pub endpoint: Gate,
    pub grants: Grants,
    pub identity: Gate,
    pub boundary: Gate,
    pub session: Gate,
}

/// Is told each statement's outcome, and what each layer's statements say together.
pub(super) trait Record {
    /// Whether every statement must be looked at, though the decision is clear without it.
    const ALL: bool;

    /// So many layers and statements are about to be looked at, at most.
    fn expect(&mut self, layers: usize, statements: usize);

    /// The statement at this place has this outcome.
    fn record(&mut self, place: Place, effect: Effect, outcome: Outcome);

    /// The layer whose statements those were says this, or has no say.
    fn close(&mut self, layer: Layer, says: Result<Tally, NotApplicable>);
}

/// Whom it does not interest.
impl Record for () {
    const ALL: bool = false;

    #[inline]
    fn expect(&mut self, _: usize, _: usize) {}

    #[inline]
    fn record(&mut self, _: Place, _: Effect, _: Outcome) {}

    #[inline]
    fn close(&mut self, _: Layer, _: Result<Tally, NotApplicable>) {}
}

impl Findings {
    /// Asks all layers.
    pub(super) fn gather<R: Record>(request: &Request, policies: &Policies, record: &mut R) -> Self {
        let asked = Asked::new(request, !policies.boundary.is_empty());
        let mut findings = Self::default();
        if R::ALL {
            record.expect(policies.count_layers(), policies.count_statements());
        }
        for layer in policies.layers() {
            let says = layer.applies(request).map(|()| tally(&asked, layer, policies.of(layer), record));
            if let Ok(tally) = &says {
                findings.hear(layer, tally);
                if !R::ALL && findings.is_denied() {
                    break;
                }
            }
            record.close(layer, says);
        }
        findings
    }

    /// Takes in what a layer says.
    #[inline]
    pub(super) fn hear(&mut self, layer: Layer, tally: &Tally) {
        self.denying += u32::from(tally.denies());
        match layer {
            Layer::ServiceControl(_) => self.closed += u32::from(!Gate::of(layer, tally).passes()),
            Layer::ResourceControl(_) => {}
            Layer::Resource => self.grants = tally.grants(),
            Layer::Endpoint => self.endpoint = Gate::of(layer, tally),
            Layer::Identity => self.identity = Gate::of(layer, tally),
            Layer::Boundary => self.boundary = Gate::of(layer, tally),
            Layer::Session => self.session = Gate::of(layer, tally),
        }
    }

    /// Takes back what a layer said, which says something else then.
    pub(super) fn forget(&mut self, layer: Layer, tally: &Tally) {
        self.denying -= u32::from(tally.denies());
        if matches!(layer, Layer::ServiceControl(_)) {
            self.closed -= u32::from(!Gate::of(layer, tally).passes());
        }
    }

    /// Whether a statement denies, in any layer.
    pub(super) const fn is_denied(&self) -> bool {
        self.denying > 0
    }

    /// The decision.
    pub(super) fn decision(&self, request: &Request) -> Decision {
        if let Some(decision) = without_policies(request) {
            return decision;
        }
        if self.is_denied() {
            return Decision::ExplicitDeny;
        }
        let allowed = request.needs_no_permission || self.closed == 0 && self.endpoint.passes() && self.is_granted(request);
        if allowed { Decision::Allowed } else { Decision::ImplicitDeny }
    }

    /// Whether the caller has the permission, organization and endpoint apart.
    fn is_granted(&self, request: &Request) -> bool {
        let is_gate = is_sole_gate(request);
        let is_own = is_own_account(request);
        match request.principal.kind() {
            CallerKind::Service | CallerKind::Provider | CallerKind::Anonymous => self.grants.any(),
            CallerKind::Root => {
                let granted = if is_own && !is_gate { true } else { self.grants.any() };
                granted && self.session.passes() && !is_role_for_root(request)
            }
            _ if is_own => self.is_granted_by_resource() || ((!is_gate || self.grants.account) && self.is_allowed_by_identity(request)),
            _ => self.grants.any() && self.is_allowed_by_identity(request),
        }
    }

    /// Whether the resource's policy alone is enough within its account: it names the caller, or the caller's role.
    pub(super) const fn is_granted_by_resource(&self) -> bool {
        self.grants.caller || (self.grants.role && self.is_within_caps())
    }

    /// Whether boundary and session policies let it through.
    const fn is_within_caps(&self) -> bool {
        self.boundary.passes() && self.session.passes()
    }

    /// Whether the caller's own policies allow it: identity policies, as far as boundary and session policies let them.
    pub(super) fn is_allowed_by_identity(&self, request: &Request) -> bool {
        // A federated user's session has what its session policies pass on, without them nothing.
        let has_session = request.principal.kind() != CallerKind::FederatedUser || self.session == Gate::Allows;
        self.identity == Gate::Allows && self.is_within_caps() && has_session
    }
}

/// The decision where policies have no say: of what the credentials do not reach, and of what is always allowed.
pub(super) fn without_policies(request: &Request) -> Option<Decision> {
    if request.out_of_reach.is_some() {
        return Some(Decision::ImplicitDeny);
    }
    is_always_allowed(request).then_some(Decision::Allowed)
}

/// Asks the statements of a layer.
#[inline]
fn tally<R: Record>(asked: &Asked<'_>, layer: Layer, policies: &[Policy], record: &mut R) -> Tally {
    let without = layer.without_principal();
    let mut tally = Tally::new(policies);
    for (policy, policy_at) in policies.iter().zip(0..) {
        if !R::ALL && (tally.denies() || (tally.is_settled(layer) && !policy.denies())) {
            continue;
        }
        for (statement, at) in policy.statements().iter().zip(0..) {
            let effect = statement.effect();
            if !R::ALL && effect == Effect::Allow && tally.is_settled(layer) {
                continue;
            }
            let outcome = statement.check(asked, without);
            record.record(Place { layer, policy: policy_at, statement: at }, effect, outcome);
            if let Outcome::Matched(named) = outcome {
                tally.add(effect, named);
            }
        }
    }
    tally
}

/// `sts:GetCallerIdentity` is allowed to everyone who has signed, whatever denies it.
pub(super) fn is_always_allowed(request: &Request) -> bool {
    request.action.lower_case() == "sts:getcalleridentity"
        && !matches!(request.principal.kind(), CallerKind::Anonymous | CallerKind::Provider)
}

/// Whether caller and resource are of one account.
pub(super) fn is_own_account(request: &Request) -> bool {
    request.principal.account() == request.owner()
}

/// Whether the resource's policy must allow even within one account: the trust policy of a role, the policy of a KMS key.
pub(super) fn is_sole_gate(request: &Request) -> bool {
    let (action, resource) = (&request.action, &request.resource);
    !action.takes_no_resource() && ((action.service() == "sts" && resource.is_role()) || (action.service() == "kms" && resource.is_key()))
}

/// Whether it is the root user who wants to take a role, which no root user can, or what is a part of that: tags and a source identity
/// for its session. Tags are passed to federated users as well, whom root may name.
pub(super) fn is_role_for_root(request: &Request) -> bool {
    const OF_ASSUMING: [&str; 3] = ["sts:setcontext", "sts:setsourceidentity", "sts:tagsession"];
    let action = request.action.lower_case();
    let is_assuming = action == "sts:assumerole" || request.resource.is_role() && OF_ASSUMING.contains(&action);
    request.principal.kind() == CallerKind::Root && is_assuming
}
