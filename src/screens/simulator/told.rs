//! What an answer says where policies are switched off: they are not told of as if they were not there.

use super::policies::Playing;
use crate::app::words::listed;
use crate::policy::decision::{Decision, Explanation, Layer, Policies, Telling};

/// What there is to say of the policy of the resource that is asked about.
#[derive(Clone, Copy)]
pub(super) struct OfResource<'a> {
    /// The name of the one that it has, where that is switched off.
    pub off: Option<&'a str>,
    /// Nobody wrote it: it is what a simulation takes for one that is not known.
    pub is_assumed: bool,
}

/// The decision and what decided, in a sentence or two.
pub(super) fn decision(
    playing: &Playing,
    of_resource: OfResource<'_>,
    policies: &Policies,
    explanation: &Explanation,
    telling: &Telling<'_>,
) -> String {
    let denying = explanation.deciding_layer().filter(|_| explanation.decision != Decision::Allowed);
    match denying.filter(|layer| policies.of(*layer).is_empty() && !off(playing, of_resource, *layer).is_empty()) {
        Some(of) => format!("Denied: {}", layer(playing, of_resource, policies, of, telling)),
        None => telling.decision(),
    }
}

/// The names of those that are switched off of a layer, of the resource that is asked about as well.
fn off<'a>(playing: &'a Playing, of_resource: OfResource<'a>, layer: Layer) -> Vec<&'a str> {
    let mut names = playing.off(layer);
    names.extend(of_resource.off.filter(|_| layer == Layer::Resource));
    names
}

/// How a layer stands, in a sentence.
pub(super) fn layer(playing: &Playing, of_resource: OfResource<'_>, policies: &Policies, layer: Layer, telling: &Telling<'_>) -> String {
    if layer == Layer::Resource && of_resource.is_assumed {
        return "It is not known here, and taken to leave it to the account's own policies, as AWS's simulator takes it.".to_owned();
    }
    let told = telling.layer(layer);
    let is_empty = policies.of(layer).is_empty();
    match (off(playing, of_resource, layer).as_slice(), is_empty) {
        ([], _) => told,
        ([name], true) => format!("{name} is switched off, and there is no other here."),
        (names, true) => format!("All {} policies here are switched off.", names.len()),
        ([name], false) => format!("{told} {name} is switched off."),
        (names, false) => format!("{told} {} are switched off.", listed(names)),
    }
}
