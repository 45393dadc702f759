//! What an answer says where policies are switched off: they are not told of as if they were not there.

use super::policies::Playing;
use crate::app::words::listed;
use crate::policy::decision::{Decision, Explanation, Layer, Policies, Telling};

/// The decision and what decided, in a sentence or two.
pub(super) fn decision(
    playing: &Playing,
    of_resource: Option<&str>,
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

/// The names of those that are switched off of a layer; of the resource that is asked about the name is given, if its is.
fn off<'a>(playing: &'a Playing, of_resource: Option<&'a str>, layer: Layer) -> Vec<&'a str> {
    let mut names = playing.off(layer);
    names.extend(of_resource.filter(|_| layer == Layer::Resource));
    names
}

/// How a layer stands, in a sentence.
pub(super) fn layer(playing: &Playing, of_resource: Option<&str>, policies: &Policies, layer: Layer, telling: &Telling<'_>) -> String {
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
