//! What stands at a cursor: the actions that a pattern stands for, what an action takes, what a key or operator is.

use super::actions::details;
use super::conditions::{about, type_name};
use super::place::{Place, Role, place};
use super::statement::Around;
use crate::catalog::{AccessLevel, ConditionKey, SERVICE_REFERENCE, Service, ServiceAction};
use crate::policy::actions::ActionSet;
use crate::policy::document::{Operator, Span};
use crate::policy::reach::{Pattern, ResourceTypes};

/// So many names of a level are told; the count is exact.
const NAMES: usize = 300;
/// Longer texts are not explained.
const LONGEST: usize = 2_048;

/// What an action pattern stands for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Expansion {
    /// Where the pattern stands, its quotes left out.
    pub span: Span,
    /// The pattern.
    pub pattern: String,
    /// How many actions it matches.
    pub actions: usize,
    /// Of how many services.
    pub services: usize,
    /// Those of each access level that has any.
    pub levels: Vec<LevelNames>,
    /// What the reference says of it, where it is one action written out.
    pub action: Option<&'static ServiceAction>,
}

/// The actions of one access level.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LevelNames {
    /// The level.
    pub level: AccessLevel,
    /// How many there are.
    pub count: usize,
    /// Their names as policies write them, sorted; of very many the first.
    pub names: Vec<String>,
}

/// What the action pattern under a cursor stands for; `None` where the cursor is at none.
pub fn expansion(text: &str, cursor: usize) -> Option<Expansion> {
    let place = place_told(text, cursor);
    let pattern = action_at(text, &place)?;
    let set = ActionSet::matching(pattern);
    let mut levels: Vec<LevelNames> = AccessLevel::ALL.map(|level| LevelNames { level, count: 0, names: Vec::new() }).into();
    for id in set.services() {
        for (own, count) in levels.iter_mut().zip(set.len_by_level(id)) {
            own.count += count;
        }
        let prefix = id.service().map_or("", |service| service.prefix);
        for action in set.details_of(id) {
            if let Some(own) = levels.iter_mut().find(|own| own.level == action.level && own.names.len() < NAMES) {
                own.names.push(format!("{prefix}:{}", action.name));
            }
        }
    }
    levels.retain(|own| own.count > 0);
    let action = if pattern.contains(['*', '?']) { None } else { SERVICE_REFERENCE.action(pattern).map(|(_, action)| action) };
    Some(Expansion { span: place.word, pattern: pattern.to_owned(), actions: set.len(), services: set.services().count(), levels, action })
}

/// The place that is told of at a cursor: right before a text, that in it. Both quotes belong to a text, and who is led to one
/// stands there.
fn place_told(text: &str, cursor: usize) -> Place<'_> {
    let (before, cursor) = place(text, cursor);
    let is_free = before.quotes.is_none() && before.word.start == before.word.end;
    let is_at_text = is_free && text.get(cursor..).is_some_and(|rest| rest.starts_with('"'));
    if is_at_text { place(text, cursor + 1).0 } else { before }
}

/// The action pattern at a place, where that is an action's.
fn action_at<'t>(text: &'t str, place: &Place<'t>) -> Option<&'t str> {
    let is_action = matches!(place.path.as_slice(), ["Statement", "Action" | "NotAction"]) && place.role == Role::Value;
    let pattern = text.get(place.word.start..place.word.end)?;
    (is_action && !pattern.is_empty() && pattern.len() <= LONGEST).then_some(pattern)
}

/// What stands at a cursor, in one line; `None` where there is nothing to say.
pub fn describe(text: &str, cursor: usize) -> Option<String> {
    let place = place_told(text, cursor);
    let word = text.get(place.word.start..place.word.end).filter(|word| !word.is_empty() && word.len() <= LONGEST)?;
    match (place.path.as_slice(), place.role) {
        (["Statement", "Action" | "NotAction"], Role::Value) => action(word),
        (["Statement", "Resource" | "NotResource"], Role::Value) => resource(word, &Around::of(text, &place)),
        (["Statement", "Condition"], Role::Key) => Operator::named(word).map(|operator| format!("{operator}: {}", about(operator))),
        (["Statement", "Condition", _], Role::Key) | (["Statement", "Condition", _, _], Role::Value) => {
            let name = if place.role == Role::Key { word } else { place.path.last()? };
            key(name, &Around::of(text, &place))
        }
        _ => None,
    }
}

fn action(pattern: &str) -> Option<String> {
    let service = pattern.split_once(':').and_then(|(prefix, _)| SERVICE_REFERENCE.service(prefix));
    if let (Some(service), false) = (service, pattern.contains(['*', '?'])) {
        return SERVICE_REFERENCE.action(pattern).map(|(_, action)| {
            let needs = if action.dependent_actions.is_empty() {
                String::new()
            } else {
                format!(" · also needs {}", action.dependent_actions.join(", "))
            };
            format!("{}:{} · {}{needs}", service.prefix, action.name, details(action))
        });
    }
    let set = ActionSet::matching(pattern);
    let mut counts = [0; 5];
    let mut services = 0;
    for id in set.services() {
        services += 1;
        counts.iter_mut().zip(set.len_by_level(id)).for_each(|(own, count)| *own += count);
    }
    let levels = AccessLevel::ALL.iter().zip(counts).filter(|(_, count)| *count > 0);
    let levels = levels.map(|(level, count)| format!("{} {count}", level.label())).collect::<Vec<_>>().join(", ");
    match (set.len(), services) {
        (0, _) => None,
        (1, _) => Some(format!("{pattern} is one action: {levels}")),
        (count, 1) => Some(format!("{pattern} is {count} actions: {levels}")),
        (count, _) => Some(format!("{pattern} is {count} actions of {services} services: {levels}")),
    }
}

/// Which types of resources an ARN names.
fn resource(text: &str, around: &Around<'_>) -> Option<String> {
    if text == "*" {
        return Some("every resource".to_owned());
    }
    let own = text.split(':').nth(2).and_then(|prefix| SERVICE_REFERENCE.service(prefix));
    let pattern = Pattern::of_resource(text);
    let mut services: Vec<&'static Service> = around.services();
    services.extend(own.filter(|_| services.is_empty()));
    let of_service = |service: &'static Service| {
        let types = ResourceTypes::known(service)?.named_by(&pattern).take(4).collect::<Vec<_>>().join(", ");
        (!types.is_empty()).then(|| format!("{} {types}", service.short_name))
    };
    let named: Vec<String> = services.into_iter().take(4).filter_map(of_service).collect();
    (!named.is_empty()).then(|| named.join(" · "))
}

fn key(name: &str, around: &Around<'_>) -> Option<String> {
    let own = around.services().into_iter().find_map(|service| service.condition_key(name));
    let key = own.or_else(|| ConditionKey::named(name))?;
    let values = if key.kind.is_multivalued() { "several values" } else { "one value" };
    Some(format!("{} · {} · {values}", key.key, type_name(key.kind)))
}
