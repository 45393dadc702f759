//! A second way to the same counts: every action of every service by itself, without sets.

use std::collections::HashMap;

use super::{CATALOGUE, service};
use iam_console::catalog::{AccessLevel, SERVICE_REFERENCE, Service, ServiceAction};
use iam_console::policy::document::{Document, Effect, Patterns, Statement};
use iam_console::policy::reach::{Pattern, ResourceTypes};

/// Whether a pattern matches, one character after the other.
fn matches(pattern: &[u8], text: &[u8]) -> bool {
    match (pattern.split_first(), text.split_first()) {
        (None, None) => true,
        (Some((b'*', rest)), _) if matches(rest, text) => true,
        (Some((b'*', _)), Some((_, behind))) => matches(pattern, behind),
        (Some((wanted, rest)), Some((letter, behind))) => (*wanted == b'?' || wanted == letter) && matches(rest, behind),
        _ => false,
    }
}

/// Whether an entry matches a resource of a type with a name that nobody has thought of.
fn takes_sample(entry: &str, service: &Service, kind: &str) -> bool {
    let template = service.resource_type(kind).unwrap().arn.replace("${Partition}", "aws");
    let mut sample = String::new();
    let mut rest = template.as_str();
    while let Some((before, behind)) = rest.split_once("${") {
        sample = sample + before + "Qq7";
        rest = behind.split_once('}').unwrap().1;
    }
    matches(entry.as_bytes(), (sample + rest).as_bytes())
}

/// What was found out of resources, kept because the same ones come again and again.
#[derive(Default)]
struct Naive {
    types: HashMap<&'static str, ResourceTypes>,
    named: HashMap<(String, &'static str, &'static str), bool>,
}

impl Naive {
    fn names(&mut self, entry: &str, service: &'static Service, kind: &'static str) -> bool {
        let Self { types, named } = self;
        let types = types.entry(service.prefix).or_insert_with(|| ResourceTypes::of(service));
        *named.entry((entry.to_owned(), service.prefix, kind)).or_insert_with(|| types.may_name(&Pattern::of_resource(entry), kind))
    }

    /// Whether the resources of a statement leave an action something.
    fn leaves(&mut self, resources: &Patterns, service: &'static Service, action: &'static ServiceAction) -> bool {
        if resources.entries.iter().any(|entry| entry.value == "*") {
            return !resources.negated;
        }
        let kinds = action.resources.iter().map(|taken| taken.resource_type);
        if resources.negated {
            let spared = |kind| !resources.entries.iter().any(|entry| takes_sample(&entry.value, service, kind));
            return action.resources.is_empty() || kinds.into_iter().any(spared);
        }
        let mut pairs = kinds.flat_map(|kind| resources.entries.iter().map(move |entry| (kind, entry)));
        pairs.any(|(kind, entry)| self.names(&entry.value, service, kind))
    }

    /// How many of a service's actions statements of one effect reach, by level.
    fn counts(&mut self, statements: &[(&Statement, Vec<String>)], service: &'static Service) -> [usize; 5] {
        let mut counts = [0; 5];
        for action in service.actions() {
            let name = format!("{}:{}", service.prefix, action.name).to_lowercase();
            let reaches = |naive: &mut Self, (statement, patterns): &(&Statement, Vec<String>)| {
                let (Some(actions), Some(resources)) = (&statement.actions, &statement.resources) else { return false };
                let listed = patterns.iter().any(|pattern| matches(pattern.as_bytes(), name.as_bytes()));
                listed != actions.negated && naive.leaves(resources, service, action)
            };
            if statements.iter().any(|statement| reaches(self, statement)) {
                counts[AccessLevel::ALL.iter().position(|level| *level == action.level).unwrap()] += 1;
            }
        }
        counts
    }
}

/// The statements of one effect, with their patterns in lower case.
fn statements(document: &Document, effect: Effect) -> Vec<(&Statement, Vec<String>)> {
    let of_effect = document.statements.iter().filter(|statement| statement.effect == effect);
    let lowered =
        |statement: &Statement| statement.actions.iter().flat_map(|all| &all.entries).map(|text| text.value.to_lowercase()).collect();
    of_effect.map(|statement| (statement, lowered(statement))).collect()
}

/// Those that may be about a service.
fn about<'d>(statements: &[(&'d Statement, Vec<String>)], service: &Service) -> Vec<(&'d Statement, Vec<String>)> {
    let may_match = |pattern: &String| match pattern.split_once(':') {
        Some((prefix, _)) => matches(prefix.as_bytes(), service.prefix.as_bytes()),
        None => true,
    };
    let narrowed = statements.iter().filter_map(|(statement, patterns)| {
        let patterns: Vec<String> = patterns.iter().filter(|pattern| may_match(pattern)).cloned().collect();
        let is_negated = statement.actions.as_ref().is_some_and(|actions| actions.negated);
        (is_negated || !patterns.is_empty()).then_some((*statement, patterns))
    });
    narrowed.collect()
}

#[test]
fn every_catalogue_policy_comes_to_the_same_counts() {
    let mut naive = Naive::default();
    for (policy, document, summary) in &*CATALOGUE {
        for effect in [Effect::Allow, Effect::Deny] {
            let section = summary.section(effect);
            let statements = statements(document, effect);
            let mut reached = 0;
            for of_service in SERVICE_REFERENCE.services() {
                let about = about(&statements, of_service);
                let counts = if about.is_empty() { [0; 5] } else { naive.counts(&about, of_service) };
                let found = section.actions().len_by_level(service(of_service.prefix));
                assert_eq!(found, counts, "{} {effect:?} {}", policy.name, of_service.prefix);
                reached += usize::from(counts != [0; 5]);
                let row = section.service(service(of_service.prefix));
                assert_eq!(row.map_or(0, |row| row.access.granted()), counts.iter().sum::<usize>());
                if let Some(row) = row {
                    assert_eq!(section.actions_of(row.id).len(), row.access.granted());
                    assert_eq!(section.remaining_of(row.id).len(), row.access.remaining());
                }
            }
            assert_eq!(section.reached(), reached, "{}", policy.name);
        }
    }
}

#[test]
fn every_action_of_the_catalogue_can_be_opened() {
    for (policy, _, summary) in CATALOGUE.iter().filter(|(policy, ..)| policy.document().len() < 20_000) {
        assert!(!summary.line().is_empty());
        for section in [summary.allow(), summary.deny()] {
            for row in section.services().iter().filter(|row| row.access.granted() < 40) {
                for action in section.actions_of(row.id) {
                    let rows = section.resources_of(action.id);
                    let is_left_out = action.resources.to_string() == "All resources";
                    assert!(is_left_out || !rows.is_empty(), "{} {}", policy.name, action.id.full_name());
                }
            }
        }
    }
}
