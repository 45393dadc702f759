//! What one statement reaches: the actions for which a `Resource` entry names a resource that they take.

use std::collections::{BTreeMap, BTreeSet};

use super::uncategorized::Uncategorized;
use super::{condition, resource};
use crate::catalog::{ActionResource, ServiceAction};
use crate::policy::actions::{ActionId, ActionSet, ServiceId};
use crate::policy::document::{Effect, Patterns, Statement};
use crate::policy::reach::{Pattern, ResourceTypes};

/// A statement's part in a summary.
#[derive(Clone, Debug)]
pub(super) struct Grant {
    /// Its place in the document.
    pub statement: usize,
    /// What it reaches.
    pub actions: ActionSet,
    /// On what.
    pub reach: Reach,
    /// Each of its conditions in words.
    pub conditions: Vec<String>,
}

/// The resources of a statement.
#[derive(Clone, Debug)]
pub(super) enum Reach {
    /// All there are.
    All,
    /// Those that entries name.
    Only(Vec<Entry>),
    /// All but those that entries name.
    Except(Vec<Entry>),
}

/// An entry of `Resource` or `NotResource`.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// As written.
    pub text: String,
    /// The types of the services that the statement is about, of which it may name a resource.
    named: BTreeMap<ServiceId, Vec<&'static str>>,
}

/// What the statements of one effect reach.
#[derive(Default)]
pub(super) struct Grants {
    /// Statement by statement.
    pub grants: Vec<Grant>,
    /// The actions that they name with their service written out, reached or not.
    pub spelled: ActionSet,
}

/// A document as it is read, statement by statement.
#[derive(Default)]
pub(super) struct Reading {
    pub allowed: Grants,
    pub denied: Grants,
    pub uncategorized: Vec<Uncategorized>,
}

impl Grant {
    /// Whether it asks for nothing else: every resource, no condition.
    pub fn is_open(&self) -> bool {
        matches!(self.reach, Reach::All) && self.conditions.is_empty()
    }
}

impl Reach {
    /// The entries that matter for an action of a service.
    pub fn entries_for<'a>(&'a self, service: ServiceId, action: &'a ServiceAction) -> impl Iterator<Item = &'a Entry> {
        let entries = match self {
            Self::All => [].as_slice(),
            Self::Only(entries) | Self::Except(entries) => entries.as_slice(),
        };
        entries.iter().filter(move |entry| entry.types_for(service, action).next().is_some())
    }
}

impl Entry {
    /// An entry with the types of these services that it may name.
    fn new(text: &str, services: &[ServiceId]) -> Self {
        let pattern = Pattern::of_resource(text);
        let mut named = BTreeMap::new();
        for (id, service) in services.iter().filter_map(|id| Some((*id, id.service()?))) {
            let types: Vec<&str> = ResourceTypes::known(service).into_iter().flat_map(|known| known.named_by(&pattern)).collect();
            if !types.is_empty() {
                named.insert(id, types);
            }
        }
        Self { text: text.to_owned(), named }
    }

    /// The types of a resource that it may name and that an action takes.
    pub fn types_for<'a>(&'a self, service: ServiceId, action: &'a ServiceAction) -> impl Iterator<Item = &'static str> {
        let named = self.named.get(&service).map(Vec::as_slice).unwrap_or_default();
        named.iter().copied().filter(|named| action.resources.iter().any(|taken| taken.resource_type == *named))
    }
}

impl Reading {
    /// Reads a statement.
    pub fn statement(&mut self, at: usize, statement: &Statement) {
        let (named, spelled) = self.actions(at, statement);
        let (actions, reach) = match &statement.resources {
            None => (named, Reach::All),
            Some(resources) if resources.entries.iter().any(|entry| entry.value == "*") => {
                if resources.negated {
                    (ActionSet::new(), Reach::Except(Vec::new()))
                } else {
                    (named, Reach::All)
                }
            }
            Some(resources) => self.narrowed(at, &named, resources),
        };
        let of_effect = match statement.effect {
            Effect::Allow => &mut self.allowed,
            Effect::Deny => &mut self.denied,
        };
        of_effect.spelled.union_with(&spelled);
        let conditions = statement.conditions.iter().map(condition::words).collect();
        of_effect.grants.push(Grant { statement: at, actions, reach, conditions });
    }

    /// The actions that a statement names, and of these those whose service is written out in an `Action` entry.
    fn actions(&mut self, at: usize, statement: &Statement) -> (ActionSet, ActionSet) {
        let (mut named, mut spelled) = (ActionSet::new(), ActionSet::new());
        let Some(patterns) = &statement.actions else { return (named, spelled) };
        for pattern in &patterns.entries {
            let matching = ActionSet::matching(&pattern.value);
            if matching.is_empty() {
                self.uncategorized.push(Uncategorized::action(at, &pattern.value));
            } else if pattern.value.split_once(':').is_some_and(|(service, _)| !service.contains(['*', '?'])) {
                spelled.union_with(&matching);
            }
            named.union_with(&matching);
        }
        if patterns.negated { (named.complement(), ActionSet::new()) } else { (named, spelled) }
    }

    /// What is left of actions on resources that are not all.
    fn narrowed(&mut self, at: usize, named: &ActionSet, resources: &Patterns) -> (ActionSet, Reach) {
        let services: Vec<ServiceId> = named.services().collect();
        let entries: Vec<Entry> = resources.entries.iter().map(|text| Entry::new(&text.value, &services)).collect();
        if resources.negated {
            let covered = covered(&entries);
            let spares = |service, taken: &ActionResource| !covered.contains(&(service, taken.resource_type));
            let is_left = |service, action: &ServiceAction| {
                action.resources.is_empty() || action.resources.iter().any(|taken| spares(service, taken))
            };
            let actions = named.iter().filter(|id| id.action().is_some_and(|action| is_left(id.service_id(), action))).collect();
            return (actions, Reach::Except(entries));
        }
        let is_named = |id: &ActionId| {
            let named_for = |action| entries.iter().any(|entry| entry.types_for(id.service_id(), action).next().is_some());
            id.action().is_some_and(named_for)
        };
        let actions: ActionSet = named.iter().filter(is_named).collect();
        let is_taken = |entry: &Entry| {
            let taken = |id: ActionId| id.action().is_some_and(|action| entry.types_for(id.service_id(), action).next().is_some());
            entry.named.keys().any(|service| named.of_service(*service).any(taken))
        };
        let strangers = entries.iter().filter(|entry| !named.is_empty() && !is_taken(entry));
        self.uncategorized.extend(strangers.map(|entry| Uncategorized::resource(at, &entry.text)));
        (actions, Reach::Only(entries))
    }
}

/// The types of which entries surely name every resource.
fn covered(entries: &[Entry]) -> BTreeSet<(ServiceId, &'static str)> {
    let mut covered = BTreeSet::new();
    for entry in entries {
        let pattern = Pattern::of_resource(&entry.text);
        for (id, types) in &entry.named {
            let covers = |kind: &&str| {
                let kind = id.service().and_then(|service| service.resource_type(kind));
                kind.is_some_and(|kind| pattern.covers(&Pattern::of_resource(&resource::widest(kind.arn))))
            };
            covered.extend(types.iter().copied().filter(covers).map(|kind| (*id, kind)));
        }
    }
    covered
}
