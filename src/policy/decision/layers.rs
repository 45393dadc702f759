//! The policies that have a say in a request, by layer, and which layers apply to whom.

use crate::policy::compiled::{Policy, WithoutPrincipal};
use crate::policy::request::{Arn, CallerKind, Request, Value};

/// Every policy that has a say.
#[derive(Clone, Default, Debug)]
pub struct Policies {
    /// The caller's identity policies: direct, inline and through groups.
    pub identity: Vec<Policy>,
    /// The caller's permissions boundary; empty: none.
    pub boundary: Vec<Policy>,
    /// The session policies of a role's or federated user's session; empty: none.
    pub session: Vec<Policy>,
    /// The resource's own policy: of a bucket, queue, key, … or the trust policy of a role.
    pub resource: Option<Policy>,
    /// The service control policies of the caller's account, from the root of the organization to the account; empty: no
    /// organization.
    pub service_control: Vec<Level>,
    /// The resource control policies of the resource's account, without `RCPFullAWSAccess`, which is always there.
    pub resource_control: Vec<Level>,
    /// The policy of the VPC endpoint that the request comes through; empty: none.
    pub endpoint: Vec<Policy>,
}

/// The policies at one level of an organization.
#[derive(Clone, Debug)]
pub struct Level {
    /// The root, unit or account.
    pub name: std::sync::Arc<str>,
    /// Its policies.
    pub policies: Vec<Policy>,
}

/// A layer, in the order in which answers show them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Layer {
    /// The resource control policies of a level.
    ResourceControl(u32),
    /// The service control policies of a level.
    ServiceControl(u32),
    /// The VPC endpoint's policies.
    Endpoint,
    /// The resource's policy.
    Resource,
    /// Identity policies.
    Identity,
    /// The permissions boundary.
    Boundary,
    /// Session policies.
    Session,
}

impl Policies {
    /// All layers that have policies or could have, in order.
    pub fn layers(&self) -> impl Iterator<Item = Layer> + use<> {
        let control = (0..count(&self.service_control)).map(Layer::ServiceControl);
        let resource_control = (0..count(&self.resource_control)).map(Layer::ResourceControl);
        resource_control.chain(control).chain([Layer::Endpoint, Layer::Resource, Layer::Identity, Layer::Boundary, Layer::Session])
    }

    /// How many layers that is.
    pub(super) const fn count_layers(&self) -> usize {
        const SINGLE: usize = 5;
        SINGLE + self.service_control.len() + self.resource_control.len()
    }

    /// How many statements they have.
    pub(super) fn count_statements(&self) -> usize {
        let of = |policies: &[Policy]| policies.iter().map(|policy| policy.statements().len()).sum::<usize>();
        let levels = self.service_control.iter().chain(&self.resource_control).map(|level| of(&level.policies)).sum::<usize>();
        let single = [self.endpoint.as_slice(), self.resource.as_slice(), &self.identity, &self.boundary, &self.session];
        levels + single.into_iter().map(of).sum::<usize>()
    }

    /// The policies of a layer.
    pub fn of(&self, layer: Layer) -> &[Policy] {
        match layer {
            Layer::ServiceControl(at) => self.service_control.get(at as usize).map_or(&[], |level| &level.policies),
            Layer::ResourceControl(at) => self.resource_control.get(at as usize).map_or(&[], |level| &level.policies),
            Layer::Endpoint => &self.endpoint,
            Layer::Resource => self.resource.as_slice(),
            Layer::Identity => &self.identity,
            Layer::Boundary => &self.boundary,
            Layer::Session => &self.session,
        }
    }
}

fn count(levels: &[Level]) -> u32 {
    u32::try_from(levels.len()).unwrap_or(u32::MAX)
}

impl Layer {
    /// Whether the layer's policies have a say in what this caller does, allowing or denying.
    ///
    /// # Errors
    /// Why they have none.
    pub(super) fn applies(self, request: &Request) -> Result<(), NotApplicable> {
        let kind = request.principal.kind();
        match self {
            Self::ServiceControl(_) | Self::ResourceControl(_) if is_service_linked_role(request) => Err(NotApplicable::ServiceLinkedRole),
            Self::ServiceControl(_) => match kind {
                CallerKind::Service | CallerKind::Provider | CallerKind::Anonymous => Err(NotApplicable::NoMember),
                _ => Ok(()),
            },
            Self::ResourceControl(_) if !request.action.has_rcps() => Err(NotApplicable::ServiceWithoutRcps),
            Self::ResourceControl(_) | Self::Endpoint | Self::Resource => Ok(()),
            Self::Identity | Self::Boundary if kind == CallerKind::Root => Err(NotApplicable::Root),
            Self::Identity | Self::Boundary | Self::Session => match kind {
                CallerKind::Service | CallerKind::Provider | CallerKind::Anonymous => Err(NotApplicable::NoIdentity),
                _ => Ok(()),
            },
        }
    }

    /// What a statement without principals means here.
    pub(super) const fn without_principal(self) -> WithoutPrincipal {
        match self {
            Self::Resource => WithoutPrincipal::AppliesToNobody,
            _ => WithoutPrincipal::Applies,
        }
    }
}

/// Why a layer has no say.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum NotApplicable {
    /// Organization policies do not bind service-linked roles.
    ServiceLinkedRole,
    /// Service control policies bind the members of the organization's accounts; the caller is none.
    NoMember,
    /// Resource control policies do not cover the service.
    ServiceWithoutRcps,
    /// The root user has no identity policies and no boundary.
    Root,
    /// The caller is no IAM identity.
    NoIdentity,
}

/// Whether the caller is a session of a service-linked role.
fn is_service_linked_role(request: &Request) -> bool {
    let is_one = |arn: &str| Arn::parse(arn).is_ok_and(|arn| arn.service == "iam" && arn.resource.starts_with("role/aws-service-role/"));
    match request.principal.kind() {
        CallerKind::Role => is_one(request.principal.text()),
        CallerKind::RoleSession => {
            matches!(request.context.value_of("aws:PrincipalArn"), Some(Value::Single(arn)) if is_one(arn))
        }
        _ => false,
    }
}
