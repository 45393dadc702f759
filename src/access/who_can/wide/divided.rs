//! The parts into which policies divide what a pattern covers.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Concerning, Wide, gated};
use crate::access::clauses::address::Addresses;
use crate::access::clauses::demand::Demand;
use crate::access::who_can::statement_about::{About, Names, StatementsAbout};
use crate::account::estate::HOME_REGION;
use crate::policy::decision::{Layer, Policies};
use crate::policy::document::Effect;
use crate::policy::reach::{Part, Shape};
use crate::policy::request::{Arn, Context, Resource};

/// Statements that name the same part, as far as a decision goes.
pub(in crate::access) struct Group {
    pub layer: Layer,
    pub effect: Effect,
    /// Whether they name all but what is listed.
    pub negated: bool,
    /// Whether their conditions are met.
    pub is_met: bool,
    /// Whether it is the account's resources of one policy, rather than what statements name.
    pub is_place: bool,
    pub texts: Vec<String>,
}

/// The parts of what a pattern covers, for somebody.
pub(in crate::access) struct Divided {
    pub groups: Vec<Group>,
    pub parts: Vec<Sample>,
    pub is_complete: bool,
}

/// A part, and a resource of it.
pub(in crate::access) struct Sample {
    pub resource: Resource,
    /// The groups that name it.
    pub named_by: Vec<usize>,
}

impl Wide {
    /// The statements of resources' policies that look at who asks beyond naming them.
    pub(in crate::access) fn personal(&self, about: &mut StatementsAbout) -> Vec<Arc<[About]>> {
        let found = self.known.iter().filter_map(|known| known.rules.as_ref()).map(|rules| about.of(rules, &self.area));
        found.filter(|statements| statements.iter().any(|one| one.is_personal)).collect()
    }

    /// The parts into which these policies and those of the account's resources divide it.
    pub(in crate::access) fn divided(
        &self,
        policies: &Policies,
        of: &Concerning,
        about: &mut StatementsAbout,
        context: &Context,
    ) -> Divided {
        let known = || of.own.iter().filter_map(|at| self.known.get(*at));
        let mut sets = Sets::default();
        // What tags of the resource name is another part for each resource: it is not told as a whole.
        let mut is_of_resource = false;
        for (layer, held) in [(Layer::Identity, &policies.identity), (Layer::Boundary, &policies.boundary)] {
            // Through several groups one may have the same policy several times.
            let mut seen = Addresses::default();
            for policy in held.iter().filter(|policy| seen.insert(Arc::as_ptr(policy.rules()))) {
                for statement in about.of(policy.rules(), &self.area).iter() {
                    is_of_resource |= statement.names_by_tags();
                    sets.add(layer, statement, context);
                }
            }
        }
        for rules in known().filter_map(|known| known.rules.as_ref()) {
            for statement in about.of(rules, &self.area).iter() {
                is_of_resource |= statement.names_by_tags();
                sets.add(Layer::Resource, statement, context);
            }
        }
        let own = sets.groups.len();
        for known in known() {
            let (layer, effect, texts) = (Layer::Resource, Effect::Allow, known.texts.clone());
            sets.groups.push(Group { layer, effect, negated: false, is_met: true, is_place: true, texts });
            sets.shapes.push(known.shapes.clone());
        }
        // Nobody can have a role or a key that is not there, whatever the policies: those are parts of their own.
        let gate = sets.shapes.len();
        sets.shapes.extend(gated(&self.action).map(|pattern| vec![Shape::asked(pattern)]));
        let parts = self.area.parts(&sets.shapes);
        let sample = |mut part: Part| {
            let is_known = part.named_by.iter().any(|at| (own..gate).contains(at));
            if part.named_by.contains(&gate) && !is_known {
                return None;
            }
            let text = self.in_home_region(&part.example, &part.named_by, &sets.shapes).unwrap_or(part.example);
            part.named_by.retain(|at| *at != gate);
            Some(Sample { resource: Resource::parse(&text).ok()?, named_by: part.named_by })
        };
        let is_complete = parts.is_complete && !is_of_resource;
        let mut samples: Vec<Sample> = parts.parts.into_iter().filter_map(sample).collect();
        // Into what is shut leads no policy, whatever it names: it is told of none that all of it is allowed.
        let shut = of.shut.and_then(|at| self.known.get(at)).and_then(|known| known.texts.first());
        if let Some(resource) = shut.and_then(|text| Resource::parse(text).ok()) {
            let names = |at: &usize| sets.groups.get(*at).is_some_and(|group| !(group.negated && group.effect == Effect::Allow));
            samples.push(Sample { resource, named_by: (0..own).filter(names).collect() });
        }
        Divided { groups: sets.groups, parts: samples, is_complete }
    }

    /// The same resource in the region of the practice estate, where it is of the same part there.
    fn in_home_region(&self, example: &str, named_by: &[usize], sets: &[Vec<Shape>]) -> Option<String> {
        let region = Arn::parse(example).ok()?.region;
        let mut parts: Vec<&str> = example.splitn(6, ':').collect();
        *parts.get_mut(3).filter(|_| region.chars().count() == 1)? = HOME_REGION;
        let moved = parts.join(":");
        (self.area.named_by(&moved, sets)? == named_by).then_some(moved)
    }
}

/// Statements by what they are to a decision, and the shapes that they name.
#[derive(Default)]
struct Sets {
    groups: Vec<Group>,
    shapes: Vec<Vec<Shape>>,
    places: HashMap<(Layer, bool, Vec<Demand>), usize>,
}

impl Sets {
    fn add(&mut self, layer: Layer, statement: &About, context: &Context) {
        let Names::Some { negated, entries } = &statement.names else { return };
        let named: Vec<(String, Shape)> =
            entries.iter().filter_map(|entry| Some((entry.text().to_owned(), entry.shape(context)?))).collect();
        // What is left out by one statement is named by another: such are told apart. So are a resource policy's, which may be
        // about different principals.
        let is_shareable = !*negated && layer != Layer::Resource;
        let key = (layer, statement.effect == Effect::Allow, statement.demands.clone());
        let shared = if is_shareable { self.places.get(&key).copied() } else { None };
        let at = shared.unwrap_or_else(|| {
            let (effect, negated, is_met) = (statement.effect, *negated, statement.is_met(context));
            self.groups.push(Group { layer, effect, negated, is_met, is_place: false, texts: Vec::new() });
            self.shapes.push(Vec::new());
            self.groups.len() - 1
        });
        if is_shareable {
            self.places.insert(key, at);
        }
        if let (Some(group), Some(shapes)) = (self.groups.get_mut(at), self.shapes.get_mut(at)) {
            for (text, shape) in named {
                group.texts.push(text);
                shapes.push(shape);
            }
        }
    }
}
