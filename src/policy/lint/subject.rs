//! The document that is looked at, with what all checks want to know of it.

use std::cell::Cell;
use std::collections::HashSet;

use super::conditions::family::takes_any_value;
use crate::catalog::{SERVICE_REFERENCE, Service, ServiceAction};
use crate::policy::actions::{ActionSet, ServiceId};
use crate::policy::document::{Condition, Document, DocumentKind, Effect, Operator, Span, Statement, Test, Text, arn_parts};

/// How much may be compared in one document, in steps of some ten nanoseconds at worst: a document beyond that, which nobody
/// writes, is looked at in part.
const STEPS: usize = 3_000_000;
/// So many names of actions are compared with patterns, and so many are kept that match; further patterns are not looked up.
const LOOKED_UP: usize = 2_000_000;
const KEPT: usize = 500_000;

/// A document and its statements.
pub(super) struct Subject<'d> {
    pub text: &'d str,
    pub kind: DocumentKind,
    /// How many characters it may have, where that is known.
    pub most: Option<usize>,
    pub document: &'d Document,
    pub statements: Vec<Facts<'d>>,
    steps: Cell<usize>,
}

/// A statement, its actions looked up.
pub(super) struct Facts<'d> {
    pub statement: &'d Statement,
    /// The entries of `Action` or `NotAction`.
    pub actions: Vec<Entry<'d>>,
    /// The services of its actions, each once; none where they are not listed.
    pub services: Vec<&'static Service>,
    /// The operators of its condition, with the place of each and the number of its keys.
    pub operators: Vec<(Operator, Span, usize)>,
    /// The keys that a `Null` test asks for, in lower case.
    nulls: HashSet<String>,
}

/// An action pattern and what it stands for.
pub(super) struct Entry<'d> {
    pub text: &'d Text,
    pub named: Named,
    /// The actions it matches; none for `*`, which is not taken apart.
    pub actions: Vec<&'static ServiceAction>,
}

/// The service of an action pattern.
#[derive(Clone, Copy)]
pub(super) enum Named {
    /// `*`: all of them.
    Everything,
    Service(&'static Service),
    /// None that the reference knows.
    Unknown,
    /// Not looked up: there are too many before it.
    Unread,
}

/// How much may still be looked up.
struct Left {
    compared: usize,
    kept: usize,
}

impl<'d> Subject<'d> {
    /// Looks up what a document names.
    pub(super) fn of(text: &'d str, kind: DocumentKind, document: &'d Document) -> Self {
        let mut left = Left { compared: LOOKED_UP, kept: KEPT };
        let statements = document.statements.iter().map(|statement| Facts::of(statement, &mut left)).collect();
        Self { text, kind, most: None, document, statements, steps: Cell::new(STEPS) }
    }

    /// The same where it is known how many characters the document may have.
    pub fn within(self, most: Option<usize>) -> Self {
        Self { most, ..self }
    }

    /// Whether a comparison may still be made.
    pub(super) fn may_take(&self, steps: usize) -> bool {
        let left = self.steps.get().checked_sub(steps.max(1));
        self.steps.set(left.unwrap_or_default());
        left.is_some()
    }

    /// Whether another condition is looked at: a key is looked up in some steps, and where nothing more is told, none is.
    pub(super) fn may_look_at_condition(&self, nothing_is_told: bool) -> bool {
        !nothing_is_told && self.may_take(100)
    }

    /// Whether no comparison is left.
    pub(super) fn is_spent(&self) -> bool {
        self.steps.get() == 0
    }
}

impl<'d> Facts<'d> {
    fn of(statement: &'d Statement, left: &mut Left) -> Self {
        let actions: Vec<Entry<'d>> =
            statement.actions.iter().flat_map(|actions| &actions.entries).map(|text| Entry::of(text, left)).collect();
        let is_listed = statement.actions.as_ref().is_some_and(|actions| !actions.negated);
        let mut services: Vec<&'static Service> = actions.iter().filter(|_| is_listed).filter_map(Entry::service).collect();
        services.sort_by_key(|service| service.prefix);
        services.dedup_by_key(|service| service.prefix);
        let mut operators: Vec<(Operator, Span, usize)> = Vec::new();
        for condition in &statement.conditions {
            match operators.last_mut() {
                Some((_, span, keys)) if *span == condition.operator_span => *keys += 1,
                _ => operators.push((condition.operator, condition.operator_span, 1)),
            }
        }
        let nulls = statement.conditions.iter().filter(|condition| condition.operator.test == Test::Null);
        let nulls = nulls.map(|condition| condition.key.value.to_ascii_lowercase()).collect();
        Self { statement, actions, services, operators, nulls }
    }

    /// Whether it allows.
    pub(super) fn allows(&self) -> bool {
        self.statement.effect == Effect::Allow
    }

    /// Whether its actions are those it lists.
    pub(super) fn lists_actions(&self) -> bool {
        self.statement.actions.as_ref().is_some_and(|actions| !actions.negated)
    }

    /// Whether it holds for every resource: `Resource` with `*`.
    pub(super) fn is_on_everything(&self) -> bool {
        let resources = self.statement.resources.as_ref().filter(|resources| !resources.negated);
        resources.is_some_and(|resources| resources.entries.iter().any(|entry| entry.value == "*"))
    }

    /// Whether it holds for all resources of some kind: `*`, or an ARN whose last part is nothing but wildcards.
    pub(super) fn is_on_all_of_a_kind(&self) -> bool {
        let is_all = |text: &str| {
            let last = text.starts_with("arn:").then(|| arn_parts(text).get(5).copied()).flatten();
            last.is_some_and(|last| last.contains('*') && last.chars().all(|letter| matches!(letter, '*' | '/' | ':')))
        };
        let resources = self.statement.resources.as_ref().filter(|resources| !resources.negated);
        self.is_on_everything() || resources.is_some_and(|resources| resources.entries.iter().any(|entry| is_all(&entry.value)))
    }

    /// Whether its actions are listed and all known, none of them by `*`.
    pub(super) fn names_known_actions(&self) -> bool {
        self.lists_actions() && self.actions.iter().all(|entry| !entry.actions.is_empty())
    }

    /// Whether a `Null` test asks for a key.
    pub(super) fn has_null(&self, key: &str) -> bool {
        !self.nulls.is_empty() && self.nulls.contains(&key.to_ascii_lowercase())
    }

    /// Whether a condition asks for certain values of a key.
    pub(super) fn asks_for(&self, key: &str) -> bool {
        let is_on_key = |condition: &&Condition| condition.key.value.eq_ignore_ascii_case(key);
        self.statement.conditions.iter().filter(is_on_key).any(|condition| !takes_any_value(condition))
    }

    /// Whether a condition is on a key.
    pub(super) fn has_condition_on(&self, key: &str) -> bool {
        self.statement.conditions.iter().any(|condition| condition.key.value.eq_ignore_ascii_case(key))
    }
}

impl<'d> Entry<'d> {
    fn of(text: &'d Text, left: &mut Left) -> Self {
        if text.value == "*" {
            return Self { text, named: Named::Everything, actions: Vec::new() };
        }
        let (prefix, name) = text.value.split_once(':').unwrap_or((&text.value, ""));
        let Some(service) = SERVICE_REFERENCE.service(prefix) else {
            return Self { text, named: Named::Unknown, actions: Vec::new() };
        };
        if left.compared == 0 || left.kept == 0 {
            return Self { text, named: Named::Unread, actions: Vec::new() };
        }
        left.compared = left.compared.saturating_sub(service.actions().len());
        let actions: Vec<&'static ServiceAction> = if name.contains(['*', '?']) {
            let set = ActionSet::matching(&text.value);
            ServiceId::of_prefix(prefix).map(|id| set.details_of(id).collect()).unwrap_or_default()
        } else {
            service.action(name).into_iter().collect()
        };
        left.kept = left.kept.saturating_sub(actions.len());
        Self { text, named: Named::Service(service), actions }
    }

    /// Its service, where it has one that is known.
    pub(super) fn service(&self) -> Option<&'static Service> {
        match self.named {
            Named::Service(service) => Some(service),
            Named::Everything | Named::Unknown | Named::Unread => None,
        }
    }

    /// Whether it is `*`.
    pub(super) fn is_everything(&self) -> bool {
        matches!(self.named, Named::Everything)
    }

    /// Whether it was looked up and there is nothing that it matches.
    pub(super) fn matches_nothing(&self) -> bool {
        self.actions.is_empty() && matches!(self.named, Named::Service(_) | Named::Unknown)
    }

    /// Whether it is written as an action is, and there is none that it matches.
    pub(super) fn names_nothing(&self) -> bool {
        self.matches_nothing() && self.text.value.contains(':')
    }

    /// Whether it has a wildcard.
    pub(super) fn is_wild(&self) -> bool {
        self.text.value.contains(['*', '?'])
    }

    /// Whether it matches an action, given in lower case as `iam:passrole`.
    pub(super) fn matches(&self, action: &str) -> bool {
        let (prefix, name) = action.split_once(':').unwrap_or_default();
        self.is_everything()
            || self.service().is_some_and(|service| service.prefix == prefix)
                && self.actions.iter().any(|action| action.name.eq_ignore_ascii_case(name))
    }
}
