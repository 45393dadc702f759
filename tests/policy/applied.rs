//! Changes made in earnest, to the policies and the request themselves: what the engine tells without making them is held
//! against it.

use iam_console::policy::compiled::Policy;
use iam_console::policy::decision::{Change, Decision, Layer, Place, Policies, decide};
use iam_console::policy::document::Document;
use iam_console::policy::request::Request;

/// What is decided once the changes are made.
pub fn decision(changes: &[Change], request: &Request, policies: &Policies) -> Decision {
    let (mut request, mut policies) = (request.clone(), policies.clone());
    for change in changes {
        match change {
            Change::SetKey { key, value } => _ = request.context.replace(key, Some((**value).clone())),
            Change::DropKey { key } => _ = request.context.replace(key, None),
            Change::Add { .. } | Change::Remove(_) | Change::Loosen(_) | Change::RemoveBoundary => {}
        }
    }
    // All but the one condition that changes hold as it is.
    for change in changes {
        if let Change::Loosen(place) = change {
            let policy = &mut layer(&mut policies, place.layer)[place.policy as usize];
            *policy = policy.unconditional(place.statement as usize);
        }
    }
    // From behind, so that the places of the others stay.
    let mut gone: Vec<Place> =
        changes.iter().filter_map(|change| if let Change::Remove(place) = change { Some(*place) } else { None }).collect();
    gone.sort_unstable();
    for place in gone.into_iter().rev() {
        let policy = &mut layer(&mut policies, place.layer)[place.policy as usize];
        *policy = policy.without(place.statement as usize);
    }
    if changes.contains(&Change::RemoveBoundary) {
        policies.boundary.clear();
    }
    for change in changes {
        if let (Change::Add { layer, .. }, Some(text)) = (change, change.document(&request)) {
            add(&mut policies, *layer, Policy::compile("new", &Document::read(&text).unwrap()));
        }
    }
    decide(&request, &policies)
}

fn layer(policies: &mut Policies, layer: Layer) -> &mut [Policy] {
    match layer {
        Layer::ServiceControl(at) => &mut policies.service_control[at as usize].policies,
        Layer::ResourceControl(at) => &mut policies.resource_control[at as usize].policies,
        Layer::Endpoint => &mut policies.endpoint,
        Layer::Resource => policies.resource.as_mut_slice(),
        Layer::Identity => &mut policies.identity,
        Layer::Boundary => &mut policies.boundary,
        Layer::Session => &mut policies.session,
    }
}

fn add(policies: &mut Policies, layer: Layer, policy: Policy) {
    match layer {
        Layer::ServiceControl(at) => policies.service_control[at as usize].policies.push(policy),
        Layer::ResourceControl(at) => policies.resource_control[at as usize].policies.push(policy),
        Layer::Endpoint => policies.endpoint.push(policy),
        Layer::Resource => policies.resource = Some(policies.resource.take().map_or(policy.clone(), |old| old.with(&policy))),
        Layer::Identity => policies.identity.push(policy),
        Layer::Boundary => policies.boundary.push(policy),
        Layer::Session => policies.session.push(policy),
    }
}
