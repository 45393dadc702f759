//! One change to policies or to the circumstances of a request, and what it comes to.

use std::collections::BTreeSet;

use super::grant;
use crate::policy::compiled::Policy;
use crate::policy::decision::{Layer, Place, Policies};
use crate::policy::document::{Document, Effect};
use crate::policy::request::{Request, Value};

/// One change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change {
    /// A statement is added to a layer: to a policy of it, or in a new one.
    Add {
        /// The layer.
        layer: Layer,
        /// Whether the statement allows or denies.
        effect: Effect,
        /// Whom it names; where the layer is the resource's policy.
        principal: Option<grant::Whom>,
    },
    /// A statement goes, or no longer reaches the request.
    Remove(Place),
    /// The caller has no permissions boundary any more.
    RemoveBoundary,
    /// A condition key of the request has another value.
    SetKey {
        /// The key, as policies spell it.
        key: String,
        /// The value that makes conditions hold, or fail, as they must.
        value: Value,
    },
    /// A condition key of the request is absent.
    DropKey {
        /// The key, as policies spell it.
        key: String,
    },
}

impl Change {
    /// A statement that allows what is asked, or denies it.
    pub(super) const fn add(layer: Layer, effect: Effect) -> Self {
        Self::Add { layer, effect, principal: None }
    }

    /// The policy document with the statement that is added, ready to be put in; none for other changes.
    pub fn document(&self, request: &Request) -> Option<String> {
        self.addition(request).map(|document| format!("{document:#}"))
    }

    fn addition(&self, request: &Request) -> Option<Document> {
        match self {
            Self::Add { effect, principal, .. } => Some(grant::document(request, *effect, principal.as_ref())),
            Self::Remove(_) | Self::RemoveBoundary | Self::SetKey { .. } | Self::DropKey { .. } => None,
        }
    }

    /// The resource of the statement that is added, and a wider pattern that is usual for such resources, where there is one.
    pub fn resource(&self, request: &Request) -> Option<(String, Option<String>)> {
        matches!(self, Self::Add { .. }).then(|| (grant::resource(request), grant::wider(request)))
    }
}

/// Makes changes. Places are those before the first of them.
pub(super) fn apply(changes: &[Change], request: &mut Request, policies: &mut Policies) {
    let mut gone = BTreeSet::new();
    for change in changes {
        match change {
            Change::Remove(place) => _ = gone.insert(*place),
            Change::SetKey { key, value } => _ = request.context.insert(key, value.clone()),
            Change::DropKey { key } => _ = request.context.remove(key),
            Change::Add { .. } | Change::RemoveBoundary => {}
        }
    }
    let touched: BTreeSet<(Layer, u32)> = gone.iter().map(|place: &Place| (place.layer, place.policy)).collect();
    for (layer, at) in touched {
        if let Some(policy) = policies.of_mut(layer).get_mut(at as usize) {
            let goes =
                |statement: usize| u32::try_from(statement).is_ok_and(|statement| gone.contains(&Place { layer, policy: at, statement }));
            *policy = policy.without_all(goes);
        }
    }
    if changes.contains(&Change::RemoveBoundary) {
        policies.boundary.clear();
    }
    for change in changes {
        if let Change::Add { layer, .. } = change
            && let Some(document) = change.addition(request)
        {
            add(*layer, &Policy::compile("new", &document), policies);
        }
    }
}

fn add(layer: Layer, policy: &Policy, policies: &mut Policies) {
    match layer {
        Layer::ServiceControl(at) => {
            if let Some(level) = policies.service_control.get_mut(at as usize) {
                level.policies.push(policy.clone());
            }
        }
        Layer::ResourceControl(at) => {
            if let Some(level) = policies.resource_control.get_mut(at as usize) {
                level.policies.push(policy.clone());
            }
        }
        Layer::Endpoint => policies.endpoint.push(policy.clone()),
        Layer::Resource => {
            policies.resource = Some(policies.resource.as_ref().map_or_else(|| policy.clone(), |old| old.with(policy)));
        }
        Layer::Identity => policies.identity.push(policy.clone()),
        Layer::Boundary => policies.boundary.push(policy.clone()),
        Layer::Session => policies.session.push(policy.clone()),
    }
}
