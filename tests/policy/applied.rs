//! Changes made in earnest, to the policies and the request themselves: what the engine tells without making them is held
//! against it.

use iam_console::policy::compiled::{Policy, Statement};
use iam_console::policy::decision::{Change, Decision, Layer, Loosening, Place, Policies, PolicyElement, decide};
use iam_console::policy::document::{Document, Effect};
use iam_console::policy::request::Request;
use serde_json::json;

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
    let mut let_off: Vec<Place> = Vec::new();
    let mut added: Vec<(Layer, Policy)> = Vec::new();
    for change in changes {
        let Change::Loosen(place) = change else { continue };
        let policy = &mut layer(&mut policies, place.layer)[place.policy as usize];
        let statement = &policy.statements()[place.statement as usize];
        match (statement.effect(), Loosening::of(statement, &request).unwrap().element) {
            (_, PolicyElement::Version) => *policy = policy.with_variables(),
            // It is about this request no longer.
            (Effect::Deny, _) => let_off.push(*place),
            (Effect::Allow, PolicyElement::Action | PolicyElement::Resource) => added.push((place.layer, as_asked(statement, &request))),
            // All but the one condition that changes hold as it is.
            (Effect::Allow, PolicyElement::Condition { .. }) => *policy = policy.unconditional(place.statement as usize),
        }
    }
    // From behind, so that the places of the others stay.
    let mut gone: Vec<Place> =
        changes.iter().filter_map(|change| if let Change::Remove(place) = change { Some(*place) } else { None }).collect();
    gone.extend(let_off);
    gone.sort_unstable();
    gone.dedup();
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
    for (layer, policy) in added {
        add(&mut policies, layer, policy);
    }
    decide(&request, &policies)
}

/// What a statement says of the action and the resource, once it has both.
fn as_asked(statement: &Statement, request: &Request) -> Policy {
    let mut one = json!({ "Effect": "Allow", "Action": request.action.text(), "Resource": request.effective_resource().unwrap_or("*") });
    if let Some(principals) = statement.principals() {
        let element = if principals.is_negated() { "NotPrincipal" } else { "Principal" };
        // A text names somebody of one kind alone, whichever that is.
        let texts: Vec<&str> = principals.texts().collect();
        one[element] = json!({ "AWS": texts, "Service": texts, "Federated": texts });
    }
    Policy::compile("new", &Document::read(&json!({ "Statement": one }).to_string()).unwrap())
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
