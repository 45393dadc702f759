//! What would be decided if statements said otherwise than they do.

use super::findings::Findings;
use super::tally::Tally;
use super::{Decision, Explanation, Layer, LayerFinding};
use crate::policy::compiled::{Named, Outcome};
use crate::policy::document::Effect;
use crate::policy::request::Request;

/// What the layers of an explanation say, to be changed. Neither a statement nor a layer that stays is asked again.
pub(super) struct Supposition<'e> {
    layers: &'e [LayerFinding],
    tallies: Vec<Tally>,
    findings: Findings,
    /// Both as they were found.
    found: (Vec<Tally>, Findings),
}

impl<'e> Supposition<'e> {
    /// All as it was found.
    pub(super) fn of(explanation: &'e Explanation) -> Self {
        let layers = explanation.layers();
        let mut found = Findings::default();
        for finding in layers.iter().filter(|finding| finding.standing.has_say()) {
            found.hear(finding.layer, &finding.tally);
        }
        let tallies: Vec<Tally> = layers.iter().map(|finding| finding.tally).collect();
        Self { layers, tallies: tallies.clone(), findings: found, found: (tallies, found) }
    }

    /// All as it was found again.
    pub(super) fn restore(&mut self) {
        let (tallies, findings) = &self.found;
        self.tallies.clone_from(tallies);
        self.findings = *findings;
    }

    /// A layer says something else.
    fn change(&mut self, layer: Layer, change: impl FnOnce(&mut Tally)) {
        let Ok(at) = self.layers.binary_search_by_key(&layer, |finding| finding.layer) else { return };
        if let (Some(tally), Some(finding)) = (self.tallies.get_mut(at), self.layers.get(at))
            && finding.standing.has_say()
        {
            self.findings.forget(layer, tally);
            change(tally);
            self.findings.hear(layer, tally);
        }
    }

    /// A layer has a statement more that comes to this.
    pub(super) fn add(&mut self, layer: Layer, effect: Effect, outcome: Outcome) {
        if let Outcome::Matched(named) = outcome {
            self.change(layer, |tally| tally.add(effect, named));
        }
    }

    /// A layer no longer has a statement that came to this.
    pub(super) fn take(&mut self, layer: Layer, effect: Effect, outcome: Outcome) {
        if let Outcome::Matched(named) = outcome {
            self.change(layer, |tally| tally.take(effect, named));
        }
    }

    /// A layer has a policy more, of a statement that names the caller in this way, or does not.
    pub(super) fn add_policy(&mut self, layer: Layer, effect: Effect, named: Option<Named>) {
        self.change(layer, |tally| {
            tally.has_policies = true;
            if let Some(named) = named {
                tally.add(effect, named);
            }
        });
    }

    /// A layer has no policies any more.
    pub(super) fn clear(&mut self, layer: Layer) {
        self.change(layer, |tally| *tally = Tally::default());
    }

    /// The decision then.
    pub(super) fn decision(&self, request: &Request) -> Decision {
        self.findings.decision(request)
    }
}
