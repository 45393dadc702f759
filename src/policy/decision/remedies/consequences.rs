//! What changes come to, kept so that it is told what they come to with others.

use crate::policy::compiled::{Named, Outcome};
use crate::policy::decision::supposition::Supposition;
use crate::policy::decision::{Decision, Layer, Place, StatementFinding};
use crate::policy::document::Effect;

/// What changes come to.
pub(super) struct Consequences {
    /// The decision with them.
    pub decision: Decision,
    /// What they reach.
    pub scope: Scope,
    /// The statements that come to something else, or go.
    pub turned: Vec<Turned>,
    /// Whether the caller has no permissions boundary any more.
    pub loses_boundary: bool,
    /// The statements that are added.
    pub added: Vec<Added>,
}

/// What changes reach beyond the statements that they add or remove.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Scope {
    /// Nothing.
    Statements,
    /// What other statements ask for: the context, or whether there is a permissions boundary.
    Circumstances,
    /// Who asks, so that everything is found anew.
    Caller,
}

/// A statement that comes to something else, or goes.
pub(super) struct Turned {
    place: Place,
    effect: Effect,
    was: Outcome,
    /// `None` where it goes.
    becomes: Option<Outcome>,
}

/// A statement that is added.
pub(super) struct Added {
    pub layer: Layer,
    pub effect: Effect,
    /// How it names the caller; `None` where it does not.
    pub named: Option<Named>,
}

impl Turned {
    pub(super) const fn new(finding: &StatementFinding, becomes: Option<Outcome>) -> Self {
        Self { place: finding.place, effect: finding.effect, was: finding.outcome, becomes }
    }
}

impl Consequences {
    /// Whether these and others together are what each are: what is asked in circumstances that both change is neither's.
    pub(super) fn can_join(&self, other: &Self) -> bool {
        matches!(
            (self.scope, other.scope),
            (Scope::Statements, Scope::Statements | Scope::Circumstances) | (Scope::Circumstances, Scope::Statements)
        )
    }

    /// Whether a statement that denies may do so no longer. Where none does, all else changes nothing of a denial.
    pub(super) fn lifts(&self) -> bool {
        let lifts = |turned: &Turned| turned.effect == Effect::Deny && matches!(turned.was, Outcome::Matched(_));
        self.loses_boundary || self.turned.iter().any(lifts)
    }

    fn removes(&self, place: Place) -> bool {
        self.turned.iter().any(|turned| turned.place == place && turned.becomes.is_none())
    }
}

impl Supposition<'_> {
    /// All of these come about. A statement that goes comes to nothing else, and what is added outlasts a boundary that goes.
    pub(super) fn suppose(&mut self, all: &[&Consequences]) {
        for turned in all.iter().flat_map(|each| &each.turned) {
            let layer = turned.place.layer;
            match turned.becomes {
                None => self.take(layer, turned.effect, turned.was),
                Some(outcome) if !all.iter().any(|each| each.removes(turned.place)) => {
                    self.take(layer, turned.effect, turned.was);
                    self.add(layer, turned.effect, outcome);
                }
                Some(_) => {}
            }
        }
        if all.iter().any(|each| each.loses_boundary) {
            self.clear(Layer::Boundary);
        }
        for added in all.iter().flat_map(|each| &each.added) {
            self.add_policy(added.layer, added.effect, added.named);
        }
    }
}
