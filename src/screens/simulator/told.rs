//! What an answer says where policies are switched off: they are not told of as if they were not there.

use super::policies::Playing;
use crate::app::words::listed;
use crate::policy::decision::{Decision, Explanation, Layer, Policies, Telling};

/// The decision and what decided, in a sentence or two.
pub(super) fn decision(playing: &Playing, policies: &Policies, explanation: &Explanation, telling: &Telling<'_>) -> String {
    let denying = explanation.deciding_layer().filter(|_| explanation.decision != Decision::Allowed);
    match denying.filter(|layer| policies.of(*layer).is_empty() && !playing.off(*layer).is_empty()) {
        Some(of) => format!("Denied: {}", layer(playing, policies, of, telling)),
        None => telling.decision(),
    }
}

/// How a layer stands, in a sentence.
pub(super) fn layer(playing: &Playing, policies: &Policies, layer: Layer, telling: &Telling<'_>) -> String {
    let told = telling.layer(layer);
    let is_empty = policies.of(layer).is_empty();
    match (playing.off(layer).as_slice(), is_empty) {
        ([], _) => told,
        ([name], true) => format!("{name} is switched off, and there is no other here."),
        (names, true) => format!("All {} policies here are switched off.", names.len()),
        ([name], false) => format!("{told} {name} is switched off."),
        (names, false) => format!("{told} {} are switched off.", listed(names)),
    }
}
