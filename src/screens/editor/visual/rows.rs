//! The rows of the cards.

use super::values;
use crate::catalog::{AccessLevel, Service};
use crate::policy::actions::{ActionSet, ServiceId};
use crate::policy::document::{ConditionOutline, Effect, Element, Entries, OtherOutline, Outline, StatementOutline, StatementPart};
use crate::policy::lint::{Finding, Severity};
use crate::screens::editor::findings::{role, sign};
use crate::theme::Role;
use crate::widgets::Line;

/// A row.
pub(in crate::screens::editor) struct Row {
    /// The statement's place, from 0.
    pub statement: usize,
    /// What it is about.
    pub part: Part,
    /// The worst that is to be said about it, by its place among the findings.
    pub finding: Option<(usize, Severity)>,
    label: String,
    line: Line,
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
    /// Another element, by its name, which is kept as it is or removed.
    Element(String),
    /// Nothing: the row between two statements.
    Gap,
}

impl Part {
    /// Whether this part of the text is shown in a row about it.
    pub(super) fn shows(&self, part: Option<&StatementPart>) -> bool {
        match (self, part) {
            (Self::Statement, None)
            | (Self::Service(_) | Self::Action(_), Some(StatementPart::Entries(Element::Action)))
            | (Self::Resource(_), Some(StatementPart::Entries(Element::Resource))) => true,
            (Self::Service(service), Some(StatementPart::Entry(Element::Action, text))) => prefix(text).as_ref() == Some(service),
            (Self::Action(own), Some(StatementPart::Entry(Element::Action, text)))
            | (Self::Resource(own), Some(StatementPart::Entry(Element::Resource, text))) => own == text,
            (Self::Condition(own), Some(StatementPart::Condition(operator, key))) => (&own.operator, &own.key) == (operator, key),
            (Self::Element(own), Some(StatementPart::Other(name))) => own == name,
            _ => false,
        }
    }
}

impl Row {
    /// What stands before it, on its first line: the sign of what is to be said about it, and what it is.
    pub fn lead(&self) -> Line {
        if self.label.is_empty() {
            return Line::new();
        }
        let label = format!("{:<LABEL$}", self.label);
        match self.finding {
            Some((_, severity)) => Line::new().with(format!("{} ", sign(severity)), role(severity)).quiet(label),
            None => Line::new().quiet(format!("  {label}")),
        }
    }

    /// How it is shown, on as many lines as it takes. A row without a label says behind its words what is to be said about it.
    pub fn line(&self) -> Line {
        let line = self.line.clone();
        match self.finding {
            Some((_, severity)) if self.label.is_empty() => {
                line.with(format!("   {} {}", sign(severity), severity.label().to_lowercase()), role(severity))
            }
            _ => line,
        }
    }
}

/// Labels take so many columns, with the blank behind the longest.
const LABEL: usize = 8;

/// All rows of a document, each with the worst that is to be said about it.
pub(super) fn rows(outline: &Outline, findings: &[Finding]) -> Vec<Row> {
    let mut rows = Vec::new();
    for (at, statement) in outline.statements.iter().enumerate() {
        let mut add = |part, label: &str, line| rows.push(Row { statement: at, part, finding: None, label: label.to_owned(), line });
        if at > 0 {
            add(Part::Gap, "", Line::new());
        }
        add(Part::Statement, "", heading(at, statement));
        for other in &statement.others {
            add(Part::Element(other.name.clone()), element_label(&other.name), element_line(other));
        }
        action_rows(statement.actions.as_ref(), &mut add);
        resource_rows(statement.resources.as_ref(), &mut add);
        for condition in &statement.conditions {
            let words = format!("{} {} {}", condition.operator, condition.key, values::written(&condition.values));
            add(Part::Condition(condition.clone()), "if", Line::new().text(words));
        }
    }
    for (place, finding) in findings.iter().enumerate() {
        let is_around = |statement: &StatementOutline| statement.span.start <= finding.span.start && finding.span.end <= statement.span.end;
        let Some((at, statement)) = outline.statements.iter().enumerate().find(|(_, statement)| is_around(statement)) else { continue };
        let part = statement.part_around(finding.span);
        let row = rows.iter_mut().find(|row| row.statement == at && row.part.shows(part));
        if let Some(row) = row.filter(|row| row.finding.is_none_or(|(_, worst)| finding.severity < worst)) {
            row.finding = Some((place, finding.severity));
        }
    }
    rows
}

fn element_label(name: &str) -> &'static str {
    match name {
        "Principal" => "who",
        "NotPrincipal" => "not who",
        _ => "also",
    }
}

fn element_line(other: &OtherOutline) -> Line {
    match (element_label(&other.name), other.texts.as_slice()) {
        ("also", _) => Line::new().quiet(format!("{}, kept as it is", other.name)),
        (_, []) => Line::new().with("nobody yet", Role::Warning),
        (_, [all]) if all == "*" => Line::new().text("everybody"),
        (_, texts) => Line::new().text(texts.join(", ")),
    }
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
