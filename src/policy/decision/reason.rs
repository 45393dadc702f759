//! What decided a request.

use super::findings::{Findings, is_always_allowed, is_own_account, is_role_for_root, is_sole_gate};
use super::{Decision, Layer, LayerFinding, Place, Standing, StatementFinding};
use crate::policy::compiled::{Named, Outcome};
use crate::policy::document::Effect;
use crate::policy::request::{CallerKind, OutOfReach, Request};

/// What decided a request.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Reason {
    /// Allowed: `sts:GetCallerIdentity` can't be denied.
    AlwaysAllowed,
    /// Allowed: it needs no permission, and nothing denies it.
    NoPermissionNeeded,
    /// Allowed: it is the root user of the account that owns the resource.
    Root,
    /// Allowed: this statement of the resource's policy grants it, and that is enough.
    ResourceGrant(Place),
    /// Allowed: this statement of the caller's policies grants it, and where the resource's policy must consent, this one of it
    /// does.
    IdentityGrant {
        /// The statement of an identity policy.
        identity: Place,
        /// The statement of the resource's policy, where one is needed.
        resource: Option<Place>,
    },
    /// Denied: this statement denies it. There may be others.
    Denied(Place),
    /// Denied: a root user can't assume roles.
    RootCannotAssumeRoles,
    /// Denied: the credentials do not reach the action, whatever allows it.
    OutOfReach(OutOfReach),
    /// Denied: this layer would have to allow it, and nothing in it does. There may be others.
    NothingAllows(Layer),
}

impl Reason {
    pub(super) fn of(
        decision: Decision,
        request: &Request,
        findings: &Findings,
        layers: &[LayerFinding],
        statements: &[StatementFinding],
    ) -> Self {
        match decision {
            Decision::Allowed => Self::of_allowance(request, findings, statements),
            Decision::ExplicitDeny => {
                first(statements, Effect::Deny, |_, _| true).map_or(Self::NothingAllows(Layer::Identity), Self::Denied)
            }
            Decision::ImplicitDeny => match request.out_of_reach {
                Some(why) => Self::OutOfReach(why),
                None if is_role_for_root(request) => Self::RootCannotAssumeRoles,
                None => Self::NothingAllows(lacking(request, layers)),
            },
        }
    }

    fn of_allowance(request: &Request, findings: &Findings, statements: &[StatementFinding]) -> Self {
        if is_always_allowed(request) {
            return Self::AlwaysAllowed;
        }
        if request.needs_no_permission {
            return Self::NoPermissionNeeded;
        }
        let resource = |fits: fn(Named) -> bool| first(statements, Effect::Allow, |layer, named| layer == Layer::Resource && fits(named));
        let identity = first(statements, Effect::Allow, |layer, _| layer == Layer::Identity);
        let by_caller = resource(|named| !matches!(named, Named::Role | Named::Account));
        let by_any = by_caller.or_else(|| resource(|named| named == Named::Role)).or_else(|| resource(|_| true));
        let is_own = is_own_account(request);
        match (request.principal.kind(), by_any) {
            (CallerKind::Root, None) => Self::Root,
            (CallerKind::Root, Some(_)) if is_own && !is_sole_gate(request) => Self::Root,
            (CallerKind::Root | CallerKind::Service | CallerKind::Provider | CallerKind::Anonymous, Some(place)) => {
                Self::ResourceGrant(place)
            }
            // Where the resource's policy must let in and names the caller, nobody else's word is needed.
            (_, Some(place)) if is_own && is_sole_gate(request) && findings.is_granted_by_resource() => Self::ResourceGrant(place),
            // The caller's own policies come first: they are what its administrator looks at.
            (_, any) => match (identity, any) {
                (Some(identity), resource) if findings.is_allowed_by_identity(request) => {
                    let is_asked = !is_own || is_sole_gate(request);
                    Self::IdentityGrant { identity, resource: resource.filter(|_| is_asked) }
                }
                (_, Some(place)) => Self::ResourceGrant(place),
                (Some(identity), None) => Self::IdentityGrant { identity, resource: None },
                (None, None) => Self::Root,
            },
        }
    }

    /// The statements that decided, the first one first.
    pub fn places(self) -> impl Iterator<Item = Place> {
        let places = match self {
            Self::Denied(place) | Self::ResourceGrant(place) => [Some(place), None],
            Self::IdentityGrant { identity, resource } => [Some(identity), resource],
            Self::AlwaysAllowed
            | Self::NoPermissionNeeded
            | Self::Root
            | Self::RootCannotAssumeRoles
            | Self::OutOfReach(_)
            | Self::NothingAllows(_) => [None, None],
        };
        places.into_iter().flatten()
    }

    /// The layer that decided.
    pub fn layer(self) -> Option<Layer> {
        match self {
            Self::NothingAllows(layer) => Some(layer),
            other => other.places().next().map(|place| place.layer),
        }
    }
}

/// The first statement that matches, with this effect.
fn first(statements: &[StatementFinding], effect: Effect, fits: impl Fn(Layer, Named) -> bool) -> Option<Place> {
    let finding = statements.iter().find(|finding| {
        finding.effect == effect && matches!(finding.outcome, Outcome::Matched(named) if fits(finding.place.layer, named))
    })?;
    Some(finding.place)
}

/// The layer that is told to lack an allowance, of all that do: the organization's and the way's first. Of resource and
/// identity it is the one without which the other is of no use, else the identity.
fn lacking(request: &Request, layers: &[LayerFinding]) -> Layer {
    let lacks = |layer: &LayerFinding| layer.standing == Standing::AllowsNothing;
    let first = layers.iter().find(|finding| lacks(finding) && (finding.layer != Layer::Resource || is_sole_gate(request)));
    first.or_else(|| layers.iter().find(|finding| lacks(finding))).map_or(Layer::Identity, |finding| finding.layer)
}
