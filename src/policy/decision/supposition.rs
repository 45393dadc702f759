//! What would be decided if statements said otherwise than they do.

use super::findings::Findings;
use super::tally::Tally;
use super::{Decision, Explanation, Layer, LayerFinding};
use crate::policy::compiled::{Named, Outcome};
use crate::policy::document::Effect;
use crate::policy::request::Request;

/// What the layers of an explanation say, to be changed. No statement is asked again.
pub(super) struct Supposition<'e> {
    layers: &'e [LayerFinding],
    tallies: Vec<Tally>,
}

impl<'e> Supposition<'e> {
    /// All as it was found.
    pub(super) fn of(explanation: &'e Explanation) -> Self {
        let layers = explanation.layers();
        Self { layers, tallies: layers.iter().map(|finding| finding.tally).collect() }
    }

    /// All as it was found again.
    pub(super) fn restore(&mut self) {
        for (tally, finding) in self.tallies.iter_mut().zip(self.layers) {
            *tally = finding.tally;
        }
    }

    fn tally(&mut self, layer: Layer) -> Option<&mut Tally> {
        let at = self.layers.binary_search_by_key(&layer, |finding| finding.layer).ok()?;
        self.tallies.get_mut(at)
    }

    /// A layer has a statement more that comes to this.
    pub(super) fn add(&mut self, layer: Layer, effect: Effect, outcome: Outcome) {
        if let (Outcome::Matched(named), Some(tally)) = (outcome, self.tally(layer)) {
            tally.add(effect, named);
        }
    }

    /// A layer no longer has a statement that came to this.
    pub(super) fn take(&mut self, layer: Layer, effect: Effect, outcome: Outcome) {
        if let (Outcome::Matched(named), Some(tally)) = (outcome, self.tally(layer)) {
            tally.take(effect, named);
        }
    }

    /// A layer has a policy more, of a statement that names the caller in this way, or does not.
    pub(super) fn add_policy(&mut self, layer: Layer, effect: Effect, named: Option<Named>) {
        if let Some(tally) = self.tally(layer) {
            tally.has_policies = true;
            if let Some(named) = named {
                tally.add(effect, named);
            }
        }
    }

    /// A layer has no policies any more.
    pub(super) fn clear(&mut self, layer: Layer) {
        if let Some(tally) = self.tally(layer) {
            *tally = Tally::default();
        }
    }

    /// The decision then.
    pub(super) fn decision(&self, request: &Request) -> Decision {
        let mut findings = Findings::default();
        for (finding, tally) in self.layers.iter().zip(&self.tallies).filter(|(finding, _)| finding.standing.has_say()) {
            findings.hear(finding.layer, tally);
        }
        findings.decision(request)
    }
}
