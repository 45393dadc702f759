//! Statements about an action, and what of a pattern they name.

use std::sync::Arc;

use crate::access::clauses::address::{ByAddress, address};
use crate::access::clauses::demand::{Demand, demands_of};
use crate::access::clauses::reads::is_resource_tag;
use crate::account::authorization::is_of_principal;
use crate::policy::compiled::{Rules, Statement};
use crate::policy::document::Effect;
use crate::policy::pattern::{Resources, Template};
use crate::policy::reach::{Area, Shape};
use crate::policy::request::{Action, Context, ContextKey, Value};

/// A statement about the action.
pub(in crate::access) struct About {
    pub effect: Effect,
    pub demands: Vec<Demand>,
    pub names: Names,
    /// Whether it looks at who asks.
    pub is_personal: bool,
    /// Whether it looks at the tags of a resource.
    pub asks_for_tags: bool,
    statement: Statement,
}

/// What a statement names of what is asked about.
pub(in crate::access) enum Names {
    /// All of it.
    All,
    /// What is listed, or all but that.
    Some { negated: bool, entries: Vec<Named> },
}

/// An entry that names something of what is asked about, and not all of it.
pub(in crate::access) enum Named {
    /// It is the same whoever asks.
    Fixed(String, Shape),
    /// It has variables.
    Open(Template),
}

impl Named {
    pub fn text(&self) -> &str {
        match self {
            Self::Fixed(text, _) => text,
            Self::Open(template) => template.text(),
        }
    }

    /// The pattern for a request; `None` where a variable has no value.
    pub fn shape(&self, context: &Context) -> Option<Shape> {
        match self {
            Self::Fixed(_, shape) => Some(shape.clone()),
            Self::Open(template) => Shape::of(template, context),
        }
    }
}

/// What a part of a statement comes to for who asks.
#[derive(PartialEq, Eq, Hash)]
pub(in crate::access) enum Comes {
    /// Whether a condition that looks at nothing else holds.
    Holds(bool),
    /// The value of a key that is looked at beside something else.
    Value(Option<Value>),
}

impl About {
    /// What it comes to for who asks. Those for whom it is the same are told the same by it.
    pub fn come_to(&self, context: &Context) -> Vec<Comes> {
        let value = |key: &ContextKey| Comes::Value(context.value_of(key.name()).cloned());
        let is_of_asker = |key: &&ContextKey| is_of_principal(key.name());
        let mut comes = Vec::new();
        for condition in self.statement.conditions() {
            if condition.context_keys().all(|key| is_of_principal(key.name())) {
                comes.push(Comes::Holds(condition.check(context).is_ok()));
            } else {
                comes.extend(condition.context_keys().filter(is_of_asker).map(value));
            }
        }
        let variables = self.statement.resources().into_iter().flat_map(Resources::variables);
        comes.extend(variables.filter(is_of_asker).map(value));
        comes
    }

    /// Whether its conditions are met.
    pub fn is_met(&self, context: &Context) -> bool {
        self.statement.conditions().iter().all(|condition| condition.check(context).is_ok())
    }

    /// Whether it names resources by what is in their own tags.
    pub fn names_by_tags(&self) -> bool {
        let Names::Some { entries, .. } = &self.names else { return false };
        let mut variables = entries.iter().filter_map(|entry| if let Named::Open(template) = entry { Some(template) } else { None });
        variables.any(|template| template.variables().any(|key| is_resource_tag(key.name())))
    }

    /// `None` where it names nothing of what is asked about.
    fn of(statement: &Statement, area: &Area) -> Option<Self> {
        let names = names(statement, area)?;
        let keys = || statement.context_keys().map(|key| key.name().to_ascii_lowercase());
        Some(Self {
            effect: statement.effect(),
            demands: demands_of(statement),
            names,
            is_personal: keys().any(|key| is_of_principal(&key)),
            asks_for_tags: keys().any(|key| is_resource_tag(&key)),
            statement: statement.clone(),
        })
    }
}

fn names(statement: &Statement, area: &Area) -> Option<Names> {
    let Some(resources) = statement.resources() else { return Some(Names::All) };
    let negated = resources.is_negated();
    let mut entries = Vec::new();
    for template in resources.templates() {
        if template.has_variables() {
            entries.push(Named::Open(template.clone()));
            continue;
        }
        let Some(shape) = Shape::of(template, &Context::default()) else { continue };
        let found = area.parts(&[vec![shape.clone()]]);
        let named = found.parts.iter().filter(|part| !part.named_by.is_empty()).count();
        if found.is_complete && named == found.parts.len() {
            return if negated { None } else { Some(Names::All) };
        }
        if named > 0 || !found.is_complete {
            entries.push(Named::Fixed(template.text().to_owned(), shape));
        }
    }
    match (entries.is_empty(), negated) {
        (true, true) => Some(Names::All),
        (true, false) => None,
        _ => Some(Names::Some { negated, entries }),
    }
}

/// The statements of rules that are about an action; each document is looked through once for a question.
#[derive(Clone)]
pub(in crate::access) struct StatementsAbout {
    action: Action,
    /// The rules are held: others could otherwise come to lie where they lay, and be taken for them.
    found: ByAddress<usize, (Arc<Rules>, Arc<[About]>)>,
}

impl StatementsAbout {
    pub(in crate::access) fn new(action: &Action) -> Self {
        Self { action: action.clone(), found: ByAddress::default() }
    }

    /// Those of some rules that name anything of what is asked about.
    pub(in crate::access) fn of(&mut self, rules: &Arc<Rules>, area: &Area) -> Arc<[About]> {
        let action = &self.action;
        let about = || {
            let is_about = |statement: &&Statement| statement.actions().is_some_and(|actions| actions.check(action).is_ok());
            rules.statements().iter().filter(is_about).filter_map(|statement| About::of(statement, area)).collect()
        };
        self.found.entry(address(rules)).or_insert_with(|| (rules.clone(), about())).1.clone()
    }
}
