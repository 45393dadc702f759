//! Decisions with their reasons: what every statement came to, how every layer stands, and what decided.
//!
//! Only small values are kept; the words for them are made when somebody asks.

use std::ops::Range;

use super::findings::{Findings, Record};
use super::layers::NotApplicable;
use super::tally::Tally;
use super::{Decision, Layer, Policies, Reason, Standing};
use crate::policy::compiled::{Outcome, Statement};
use crate::policy::document::Effect;
use crate::policy::request::Request;

/// A decision and how it came about. Its places are those of the policies it was made from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Explanation {
    /// The decision: what [`decide`](super::decide) answers.
    pub decision: Decision,
    /// What decided.
    pub reason: Reason,
    layers: Vec<LayerFinding>,
    statements: Vec<StatementFinding>,
}

/// Where a statement stands among the policies.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Place {
    /// The layer.
    pub layer: Layer,
    /// Which of the layer's policies, from 0.
    pub policy: u32,
    /// Which of the policy's statements, from 0.
    pub statement: u32,
}

/// How a layer stands to the request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LayerFinding {
    /// The layer.
    pub layer: Layer,
    /// What it says, and whether that counts.
    pub standing: Standing,
    /// What its statements say together.
    pub(super) tally: Tally,
    /// Its statements among all.
    statements: Range<usize>,
}

/// What a statement came to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct StatementFinding {
    /// Where it stands.
    pub place: Place,
    /// Whether it allows or denies what it matches.
    pub effect: Effect,
    /// Whether it matches, or the first part of it that does not.
    pub outcome: Outcome,
}

impl StatementFinding {
    /// How near it came to deciding: the further down the statement the first thing is that did not match, the nearer.
    pub const fn closeness(&self) -> u8 {
        match self.outcome {
            Outcome::Matched(_) => 4,
            Outcome::Condition(..) => 3,
            Outcome::Resource(_) => 2,
            Outcome::Action(_) => 1,
            Outcome::Principal(_) => 0,
        }
    }

    /// Whether it matches.
    pub const fn matches(&self) -> bool {
        matches!(self.outcome, Outcome::Matched(_))
    }
}

/// Decides a request and keeps the reasons.
pub fn explain(request: &Request, policies: &Policies) -> Explanation {
    let mut seen = Seen::default();
    let findings = Findings::gather(request, policies, &mut seen);
    let mut from = 0;
    let finding = |closed: Closed| {
        let Closed { layer, says, end } = closed;
        let statements = std::mem::replace(&mut from, end)..end;
        let standing = Standing::of(layer, request, &findings, says);
        LayerFinding { layer, standing, tally: says.unwrap_or_default(), statements }
    };
    let layers: Vec<LayerFinding> = seen.layers.into_iter().map(finding).collect();
    let decision = findings.decision(request);
    let reason = Reason::of(decision, request, &findings, &layers, &seen.statements);
    Explanation { decision, reason, layers, statements: seen.statements }
}

/// Keeps what it is told.
#[derive(Default)]
struct Seen {
    layers: Vec<Closed>,
    statements: Vec<StatementFinding>,
}

/// A layer whose statements have been asked.
struct Closed {
    layer: Layer,
    says: Result<Tally, NotApplicable>,
    /// Where its statements end among all.
    end: usize,
}

impl Record for Seen {
    const ALL: bool = true;

    #[inline]
    fn expect(&mut self, layers: usize, statements: usize) {
        self.layers.reserve_exact(layers);
        self.statements.reserve_exact(statements);
    }

    #[inline]
    fn record(&mut self, place: Place, effect: Effect, outcome: Outcome) {
        self.statements.push(StatementFinding { place, effect, outcome });
    }

    #[inline]
    fn close(&mut self, layer: Layer, says: Result<Tally, NotApplicable>) {
        self.layers.push(Closed { layer, says, end: self.statements.len() });
    }
}

impl Explanation {
    /// Every layer, in the order of [`Policies::layers`].
    pub fn layers(&self) -> &[LayerFinding] {
        &self.layers
    }

    /// What became of the statement at a place; `None` where its layer has no say.
    pub fn finding(&self, place: Place) -> Option<&StatementFinding> {
        self.statements.get(self.statements.binary_search_by_key(&place, |finding| finding.place).ok()?)
    }

    /// How a layer stands.
    pub fn standing(&self, layer: Layer) -> Option<Standing> {
        self.of_layer(layer).map(|finding| finding.standing)
    }

    /// Every statement of the layers that have a say, in the order of the layers and policies.
    pub fn statements(&self) -> &[StatementFinding] {
        &self.statements
    }

    /// The statements of a layer; none where the layer has no say.
    pub fn statements_of(&self, layer: Layer) -> &[StatementFinding] {
        self.of_layer(layer).map(|finding| self.statements_in(finding)).unwrap_or_default()
    }

    pub(super) fn statements_in(&self, layer: &LayerFinding) -> &[StatementFinding] {
        self.statements.get(layer.statements.clone()).unwrap_or_default()
    }

    /// Layers are in the order of their names, levels by their numbers.
    fn of_layer(&self, layer: Layer) -> Option<&LayerFinding> {
        self.layers.get(self.layers.binary_search_by_key(&layer, |finding| finding.layer).ok()?)
    }

    /// The statement that decided; none where nothing allows, or where no statement was needed.
    pub fn decided_by(&self) -> Option<Place> {
        self.reason.places().next()
    }

    /// The layer that decided.
    pub fn deciding_layer(&self) -> Option<Layer> {
        self.reason.layer()
    }

    /// The layers that would have to allow and do not, or that deny: everything that keeps the request from being allowed.
    pub fn obstacles(&self) -> impl Iterator<Item = &LayerFinding> {
        self.layers.iter().filter(|finding| finding.standing.is_obstacle())
    }
}

impl Policies {
    /// The statement at a place.
    pub fn statement(&self, place: Place) -> Option<&Statement> {
        self.of(place.layer).get(place.policy as usize)?.statements().get(place.statement as usize)
    }

    /// The name of the level of an organization that a layer is.
    pub fn level_name(&self, layer: Layer) -> Option<&str> {
        match layer {
            Layer::ServiceControl(at) => self.service_control.get(at as usize),
            Layer::ResourceControl(at) => self.resource_control.get(at as usize),
            _ => None,
        }
        .map(|level| &*level.name)
    }

    /// The name of the policy at a place.
    pub fn policy_name(&self, place: Place) -> Option<&str> {
        self.of(place.layer).get(place.policy as usize).map(crate::policy::compiled::Policy::name)
    }
}
