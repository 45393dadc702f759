//! The rows of the cards.

use crate::catalog::{AccessLevel, Service};
use crate::policy::actions::{ActionSet, ServiceId};
use crate::policy::document::{ConditionOutline, Effect, Entries, Outline, StatementOutline};
use crate::theme::Role;
use crate::widgets::Line;

/// A row.
pub(in crate::screens::editor) struct Row {
    /// The statement's place, from 0.
    pub statement: usize,
    /// What it is about.
    pub part: Part,
    /// What stands before it, on its first line.
    pub lead: Line,
    /// How it is shown, on as many lines as it takes.
    pub line: Line,
}

/// What a row is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::screens::editor) enum Part {
    /// The statement as a whole.
    Statement,
    /// All actions of a service.
    Service(String),
    /// A pattern of actions that belongs to no one service.
    Action(String),
    /// A resource.
    Resource(String),
    /// A condition.
    Condition(ConditionOutline),
    /// What is kept and can't be changed here.
    Other,
}

/// Labels take so many columns.
const LABEL: usize = 7;

/// All rows of a document.
pub(super) fn rows(outline: &Outline) -> Vec<Row> {
    let mut rows = Vec::new();
    for (at, statement) in outline.statements.iter().enumerate() {
        let mut add = |part, label: &str, line| rows.push(Row { statement: at, part, lead: lead(label), line });
        if at > 0 {
            add(Part::Other, "", Line::new());
        }
        add(Part::Statement, "", heading(at, statement));
        action_rows(statement.actions.as_ref(), &mut add);
        resource_rows(statement.resources.as_ref(), &mut add);
        for condition in &statement.conditions {
            let words = format!("{} {} {}", condition.operator, condition.key, condition.values.join(", "));
            add(Part::Condition(condition.clone()), "if", Line::new().text(words));
        }
        if !statement.others.is_empty() {
            add(Part::Other, "also", Line::new().quiet(format!("{}, kept as it is", statement.others.join(", "))));
        }
    }
    rows
}

fn lead(label: &str) -> Line {
    if label.is_empty() { Line::new() } else { Line::new().quiet(format!("  {label:<LABEL$}")) }
}

fn heading(at: usize, statement: &StatementOutline) -> Line {
    let (sign, role, word) = match statement.effect {
        Some(Effect::Allow) => ("✔", Role::Good, "Allow"),
        Some(Effect::Deny) => ("✖", Role::Bad, "Deny"),
        None => ("!", Role::Warning, "No effect"),
    };
    let line = Line::new().quiet(format!("{} ", at + 1)).with(format!("{sign} {word}"), role);
    match &statement.sid {
        Some(sid) if !sid.is_empty() => line.title(format!("  {sid}")),
        _ => line,
    }
}

/// The service that a pattern names, in lower case; `None` where it may be any.
pub(super) fn prefix(pattern: &str) -> Option<String> {
    let (prefix, _) = pattern.split_once(':')?;
    (!prefix.contains(['*', '?'])).then(|| prefix.to_ascii_lowercase())
}

fn action_rows(entries: Option<&Entries>, add: &mut impl FnMut(Part, &str, Line)) {
    let Some(entries) = entries else {
        return add(Part::Action(String::new()), "do", Line::new().with("no actions", Role::Warning));
    };
    let label = if entries.negated { "not" } else { "do" };
    if entries.texts.is_empty() {
        add(Part::Action(String::new()), label, Line::new().with("no actions yet", Role::Warning));
    }
    let mut services: Vec<String> = Vec::new();
    for text in &entries.texts {
        match prefix(text) {
            None => add(Part::Action(text.clone()), label, Line::new().text(any_service(text))),
            Some(prefix) if services.contains(&prefix) => {}
            Some(prefix) => services.push(prefix),
        }
    }
    for service in services {
        let patterns = entries.texts.iter().filter(|text| prefix(text).as_ref() == Some(&service));
        let line = service_line(&service, &patterns.map(String::as_str).collect::<Vec<_>>());
        add(Part::Service(service), label, line);
    }
}

fn any_service(pattern: &str) -> String {
    if pattern == "*" { "every action of every service".to_owned() } else { pattern.to_owned() }
}

/// A service with how many of its actions are meant, by level: `S3  List 3 of 11, Read 4 of 60`.
fn service_line(prefix: &str, patterns: &[&str]) -> Line {
    let Some(service) = ServiceId::of_prefix(prefix).and_then(ServiceId::service) else {
        return Line::new().text(patterns.join(", ")).with("  unknown service", Role::Warning);
    };
    let mut set = ActionSet::new();
    for pattern in patterns {
        set.union_with(&ActionSet::matching(pattern));
    }
    let name = Line::new().text(service.short_name);
    if set.is_empty() {
        return name.with("  no known action", Role::Warning);
    }
    if set.len() == service.actions().len() {
        return name.quiet(format!("  all {} actions", set.len()));
    }
    name.quiet(format!("  {}", levels(service, &set)))
}

fn levels(service: &Service, set: &ActionSet) -> String {
    let of_level = |level: AccessLevel| {
        let meant = set.iter().filter(|id| id.action().is_some_and(|action| action.level == level)).count();
        let all = service.actions().iter().filter(|action| action.level == level).count();
        match meant {
            0 => None,
            meant if meant == all => Some(format!("all {} {all}", level.label())),
            meant => Some(format!("{} {meant} of {all}", level.label())),
        }
    };
    AccessLevel::ALL.into_iter().filter_map(of_level).collect::<Vec<_>>().join(", ")
}

fn resource_rows(entries: Option<&Entries>, add: &mut impl FnMut(Part, &str, Line)) {
    let Some(entries) = entries else {
        return add(Part::Resource(String::new()), "on", Line::new().with("no resources", Role::Warning));
    };
    let label = if entries.negated { "not on" } else { "on" };
    if entries.texts.is_empty() {
        add(Part::Resource(String::new()), label, Line::new().with("no resources yet", Role::Warning));
    }
    for text in &entries.texts {
        let words = if text == "*" { "all resources".to_owned() } else { text.clone() };
        add(Part::Resource(text.clone()), label, Line::new().text(words));
    }
}
