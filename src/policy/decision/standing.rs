//! How each layer stands to a request.

use super::Layer;
use super::findings::{Findings, Gate, is_always_allowed, is_own_account, is_sole_gate};
use super::layers::NotApplicable;
use super::tally::Tally;
use crate::policy::request::{CallerKind, Request};

/// What a layer says to a request, and whether that counts.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Standing {
    /// It has no say in what this caller does.
    NotApplicable(NotApplicable),
    /// It has no policies, which keeps nobody from anything.
    NoPolicies,
    /// A statement denies the request.
    Denies,
    /// A statement allows the request.
    Allows,
    /// The resource's policy names the caller's account alone: it consents, and leaves it to the account's own policies.
    Delegates,
    /// No statement denies it, and more is not asked of this layer.
    DeniesNothing,
    /// It would have to allow the request, and no statement does.
    AllowsNothing,
    /// No statement allows the request, and none has to.
    NotNeeded(NotNeeded),
}

/// Why a layer that allows nothing need not allow.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum NotNeeded {
    /// Nothing can deny this action.
    AlwaysAllowed,
    /// The action needs no permission.
    NoPermission,
    /// The resource's policy names the caller itself, or everyone, in the caller's own account.
    GrantedByResource,
    /// The resource's policy names the caller's role, in the caller's own account.
    GrantedToRole,
    /// The resource's policy must let the caller in and does not yet; once it names the caller itself, that is enough.
    OnceNamed,
    /// The resource's policy must let the caller's role in and does not yet; once it names the role, that is enough, within the
    /// session's caps.
    OnceRoleNamed,
    /// Resource and caller are of one account, where the caller's own policies are enough.
    OwnAccount,
    /// The root user may do everything in its own account.
    Root,
}

impl Standing {
    /// Whether it keeps the request from being allowed.
    pub const fn is_obstacle(self) -> bool {
        matches!(self, Self::Denies | Self::AllowsNothing)
    }

    /// Whether it allows nothing and would have to, or would have to where the resource's policy lets the caller in by naming
    /// the account alone.
    pub(super) const fn lacks(self) -> bool {
        matches!(self, Self::AllowsNothing | Self::NotNeeded(NotNeeded::OnceNamed | NotNeeded::OnceRoleNamed))
    }

    /// Whether it lets the request through by allowing it.
    pub const fn allows(self) -> bool {
        matches!(self, Self::Allows | Self::Delegates)
    }

    /// Whether it has a say in what the caller does.
    pub(super) const fn has_say(self) -> bool {
        !matches!(self, Self::NotApplicable(_))
    }

    /// How a layer stands that says this, or why it has no say.
    pub(super) fn of(layer: Layer, request: &Request, findings: &Findings, says: Result<Tally, NotApplicable>) -> Self {
        let says = match says {
            Ok(says) => says,
            Err(why) => return Self::NotApplicable(why),
        };
        let always = is_always_allowed(request);
        if says.denies() && !always {
            return Self::Denies;
        }
        if says.allows() && !matches!(layer, Layer::ResourceControl(_)) {
            let grants = says.grants();
            return if layer == Layer::Resource && !grants.caller && !grants.role { Self::Delegates } else { Self::Allows };
        }
        let has_policies = says.has_policies;
        let is_open = match layer {
            Layer::ResourceControl(_) if has_policies && !always => return Self::DeniesNothing,
            Layer::ResourceControl(_) | Layer::Endpoint | Layer::Boundary => true,
            Layer::Session => request.principal.kind() != CallerKind::FederatedUser,
            // A level without policies allows nothing.
            Layer::ServiceControl(_) | Layer::Resource | Layer::Identity => false,
        };
        if is_open && !has_policies {
            return Self::NoPolicies;
        }
        match not_needed(layer, request, findings) {
            Some(why) if has_policies || !matches!(why, NotNeeded::OwnAccount | NotNeeded::Root | NotNeeded::NoPermission) => {
                Self::NotNeeded(why)
            }
            Some(_) => Self::NoPolicies,
            None => Self::AllowsNothing,
        }
    }
}

/// Why a layer need not allow, if so.
fn not_needed(layer: Layer, request: &Request, findings: &Findings) -> Option<NotNeeded> {
    if is_always_allowed(request) {
        return Some(NotNeeded::AlwaysAllowed);
    }
    if request.needs_no_permission {
        return Some(NotNeeded::NoPermission);
    }
    let is_own = is_own_account(request);
    match layer {
        Layer::Resource if !is_own || is_sole_gate(request) || !has_own_policies(request) => None,
        Layer::Resource if request.principal.kind() == CallerKind::Root => Some(NotNeeded::Root),
        // Neither is needed, one of both is: where neither allows, it is the identity that is told to lack.
        Layer::Resource => Some(NotNeeded::OwnAccount),
        // What caps a session of the root user caps it whatever the resource's policy says.
        Layer::Session if request.principal.kind() == CallerKind::Root => None,
        Layer::Identity | Layer::Boundary | Layer::Session if is_own && findings.grants.caller => Some(NotNeeded::GrantedByResource),
        Layer::Identity if is_own && findings.grants.role => Some(NotNeeded::GrantedToRole),
        Layer::Session if findings.session == Gate::Open && is_own && findings.grants.role => Some(NotNeeded::GrantedToRole),
        // Nothing but the resource's policy has to change: it is not told as if all of them had to.
        Layer::Identity | Layer::Boundary | Layer::Session if is_own && is_sole_gate(request) && !findings.grants.any() => {
            match (request.principal.kind(), layer) {
                (CallerKind::RoleSession, Layer::Identity) => Some(NotNeeded::OnceRoleNamed),
                (CallerKind::RoleSession, _) => None,
                _ => Some(NotNeeded::OnceNamed),
            }
        }
        _ => None,
    }
}

fn has_own_policies(request: &Request) -> bool {
    request.principal.has_identity() || request.principal.kind() == CallerKind::Root
}
