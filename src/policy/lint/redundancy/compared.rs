//! Statements, ready to be compared with each other.

use std::collections::HashSet;

use super::lists::{List, Of};
use crate::policy::document::{Document, Patterns, Principals, Statement};
use crate::policy::lint::findings::shown;
use crate::policy::lint::subject::Subject;

/// A statement, its lists prepared.
pub(super) struct Compared<'d> {
    pub statement: &'d Statement,
    pub actions: Option<List<'d>>,
    pub resources: Option<List<'d>>,
    conditions: HashSet<(String, String, String)>,
}

impl<'d> Compared<'d> {
    pub(super) fn of(statement: &'d Statement) -> Self {
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
    pub(super) fn covers(&self, subject: &Subject<'_>, other: &Self) -> bool {
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

/// A statement in words: by its Sid, else by its number; by both where another one has that Sid, too.
pub(super) fn place(document: &Document, at: usize) -> String {
    fn sid(statement: &Statement) -> Option<&str> {
        statement.sid.as_ref().map(|sid| sid.value.as_str()).filter(|sid| !sid.is_empty())
    }
    let number = at + 1;
    let Some(own) = document.statements.get(at).and_then(sid) else { return format!("statement {number}") };
    if document.statements.iter().filter(|statement| sid(statement) == Some(own)).count() > 1 {
        return format!("statement {number} ({})", shown(own));
    }
    format!("statement {}", shown(own))
}
