//! Entries and statements that add nothing to others.

use std::collections::{HashMap, HashSet};

use super::actions::shown;
use super::edits::{remove_entry, remove_statement};
use super::findings::{Finding, Findings};
use super::lists::{Entry, List, Of};
use super::rules;
use super::subject::Subject;
use crate::policy::document::{Patterns, Principals, Statement};

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let statements: Vec<Compared<'_>> = subject.document.statements.iter().map(Compared::of).collect();
    // What an action that there is not is meant to be, no list covers: it is mended first.
    let misspelt = subject.statements.iter().flat_map(|facts| &facts.actions).filter(|entry| entry.names_nothing());
    let misspelt: HashSet<usize> = misspelt.map(|entry| entry.text.span.start).collect();
    for compared in &statements {
        entries(subject, compared.actions.as_ref(), &misspelt, findings);
        entries(subject, compared.resources.as_ref(), &misspelt, findings);
    }
    redundant(subject, &statements, &misspelt, findings);
    super::shadowed::check(subject, &statements, findings);
}

/// A statement, ready to be compared with others.
pub(super) struct Compared<'d> {
    pub statement: &'d Statement,
    pub actions: Option<List<'d>>,
    pub resources: Option<List<'d>>,
    conditions: HashSet<(String, String, String)>,
}

impl<'d> Compared<'d> {
    fn of(statement: &'d Statement) -> Self {
        let list = |patterns: &'d Option<Patterns>, of| patterns.as_ref().map(|patterns| List::of(patterns, of));
        let conditions = statement.conditions.iter().flat_map(|condition| {
            let mut values: Vec<&str> = condition.values.iter().map(|value| value.value.as_str()).collect();
            values.sort_unstable();
            values.dedup();
            std::iter::once((condition.operator.to_string(), condition.key.value.to_ascii_lowercase(), values.join("\n")))
        });
        Self {
            statement,
            actions: list(&statement.actions, Of::Actions),
            resources: list(&statement.resources, Of::Resources),
            conditions: conditions.collect(),
        }
    }

    /// Whether it is about every request that another one is about.
    fn covers(&self, subject: &Subject<'_>, other: &Self) -> bool {
        // Further conditions only make a statement hold for less.
        self.conditions.is_subset(&other.conditions)
            && covers_principals(self.statement.principals.as_ref(), other.statement.principals.as_ref())
            && self.covers_resources(subject, other)
            && both(self.actions.as_ref(), other.actions.as_ref()).is_some_and(|(own, other)| own.covers_all(subject, other))
    }

    /// Whether it is about every resource that another one is about; trust policies have none.
    pub(super) fn covers_resources(&self, subject: &Subject<'_>, other: &Self) -> bool {
        match (&self.resources, &other.resources) {
            (None, None) => true,
            (Some(own), Some(other)) => own.covers_all(subject, other),
            _ => false,
        }
    }

    /// Whether it asks for anything.
    pub(super) fn has_conditions(&self) -> bool {
        !self.conditions.is_empty()
    }
}

fn both<'a, T>(one: Option<&'a T>, other: Option<&'a T>) -> Option<(&'a T, &'a T)> {
    Some((one?, other?))
}

/// Whether one statement is about everyone whom another is about.
pub(super) fn covers_principals(one: Option<&Principals>, other: Option<&Principals>) -> bool {
    let names = |principals: &Principals| -> HashSet<(&'static str, String)> {
        principals.entries.iter().map(|entry| (entry.kind.name(), entry.text.value.clone())).collect()
    };
    match (one, other) {
        (None, None) => true,
        (Some(one), Some(other)) if one.negated == other.negated => {
            if one.negated {
                names(one).is_subset(&names(other))
            } else {
                names(other).is_subset(&names(one))
            }
        }
        _ => false,
    }
}

/// Entries of one list.
fn entries(subject: &Subject<'_>, list: Option<&List<'_>>, misspelt: &HashSet<usize>, findings: &mut Findings) {
    let Some(list) = list else { return };
    let mut seen: HashMap<&str, &str> = HashMap::new();
    let count = list.entries.len();
    let is_meant = |entry: &&Entry<'_>| !misspelt.contains(&entry.text.span.start);
    for entry in list.entries.iter().filter(is_meant).take_while(|_| count > 1 && !subject.is_spent()) {
        let fixed = |finding: Finding| finding.fixed("Leave it out", remove_entry(subject.text, count, entry.text.span));
        if let Some(first) = seen.insert(&entry.key, &entry.text.value) {
            let message = format!("{} stands in the list already; leave it out.", shown(first));
            findings.add(fixed(Finding::new(&rules::DUPLICATE_ENTRY, entry.text.span, message)));
        } else if let Some(covering) = list.covering(subject, entry) {
            // Of two that cover each other the first stays.
            if covering.text.span.start < entry.text.span.start || !entry.covers(subject, covering) {
                let message = format!("{} covers {} already; leave it out.", shown(&covering.text.value), shown(&entry.text.value));
                findings.add(fixed(Finding::new(&rules::COVERED_ENTRY, entry.text.span, message)));
            }
        }
    }
}

/// Statements that another one of the same effect covers.
fn redundant(subject: &Subject<'_>, statements: &[Compared<'_>], misspelt: &HashSet<usize>, findings: &mut Findings) {
    let is_meant = |compared: &Compared<'_>| {
        let entries = compared.actions.iter().flat_map(|list| &list.entries);
        !entries.into_iter().any(|entry| misspelt.contains(&entry.text.span.start))
    };
    let meant = statements.iter().enumerate().filter(|(_, compared)| is_meant(compared));
    for (at, compared) in meant.take_while(|_| !subject.is_spent()) {
        let covering = statements.iter().enumerate().find(|(other_at, other)| {
            *other_at != at
                && other.statement.effect == compared.statement.effect
                && subject.may_take(1)
                && other.covers(subject, compared)
                // Of two that cover each other the first stays.
                && (*other_at < at || !compared.covers(subject, other))
        });
        if let Some((other_at, other)) = covering {
            let message = format!("{} covers all of this one; take one of them out.", capital(&place(other.statement, other_at)));
            let edits = remove_statement(subject.text, subject.document, compared.statement);
            let finding = Finding::new(&rules::REDUNDANT_STATEMENT, compared.statement.span, message);
            findings.add(finding.fixed("Take the statement out", edits));
        }
    }
}

/// A statement in words: by its Sid, else by its number.
pub(super) fn place(statement: &Statement, at: usize) -> String {
    match statement.sid.as_ref().filter(|sid| !sid.value.is_empty()) {
        Some(sid) => format!("statement {}", shown(&sid.value)),
        None => format!("statement {}", at + 1),
    }
}

fn capital(words: &str) -> String {
    words.strip_prefix('s').map_or_else(|| words.to_owned(), |rest| format!("S{rest}"))
}
