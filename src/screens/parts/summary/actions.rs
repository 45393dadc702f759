//! The actions of a service as rows.

use super::services::{condition, in_full};
use crate::catalog::AccessLevel;
use crate::policy::actions::{ActionId, ServiceId};
use crate::policy::summary::Section;
use crate::theme::Role;
use crate::widgets::Line;
use crate::widgets::list::{Column, Listing, Rank};

const COLUMNS: &[Column] = &[
    Column::text("Action", 24, 44, 10),
    Column::fixed("Access level", 22, 8),
    Column::text("Resource", 13, 60, 7),
    Column::text("Request condition", 9, 48, 5).or("Condition"),
];

/// A service's actions by level and name: those that are granted, or those that are not.
pub(super) fn listed(section: &Section, service: ServiceId, remaining: bool) -> Vec<ActionId> {
    let mut actions: Vec<ActionId> =
        if remaining { section.remaining_of(service) } else { section.actions().of_service(service).collect() };
    actions.sort_by_key(|id| (level(*id), *id));
    actions
}

fn level(id: ActionId) -> Option<AccessLevel> {
    id.action().map(|action| action.level)
}

/// What else is to be said of an action.
pub(super) fn notes(section: &Section, id: ActionId) -> Vec<Line> {
    let Some(action) = id.action() else { return Vec::new() };
    let row = section.action(id);
    let unnamed = row.as_ref().map(|row| row.unnamed.as_slice()).unwrap_or_default();
    let unnamed = (!unnamed.is_empty()).then(|| {
        Line::new().with("▲ ", Role::Warning).text(format!("It needs these, too, and no Resource names one: {}", unnamed.join(", ")))
    });
    let dependent = (!action.dependent_actions.is_empty())
        .then(|| Line::new().with("● ", Role::Info).text(format!("It may need besides: {}", action.dependent_actions.join(", "))));
    let in_full = row.iter().flat_map(|row| in_full(&row.resources, &row.wanted));
    unnamed.into_iter().chain(dependent).chain(in_full).collect()
}

/// Actions as rows.
pub(super) struct ActionRows<'a> {
    section: &'a Section,
}

impl<'a> ActionRows<'a> {
    /// Those of a section.
    pub(super) const fn of(section: &'a Section) -> Self {
        Self { section }
    }

    fn told(&self, id: ActionId, column: usize) -> Line {
        match (column, self.section.action(id)) {
            (2, None) => Line::new().quiet("Not granted"),
            (2, Some(row)) if row.unnamed.is_empty() => Line::new().text(row.resources.to_string()),
            (2, Some(row)) => Line::new().with("▲ ", Role::Warning).text(row.resources.to_string()),
            (_, None) => Line::new(),
            (_, Some(row)) => condition(&row.wanted.to_string()),
        }
    }
}

impl Listing for ActionRows<'_> {
    type Key = ActionId;

    fn columns(&self) -> &[Column] {
        COLUMNS
    }

    fn words(&self, id: &ActionId) -> String {
        [0, 1].map(|column| self.cell(id, column).plain()).join(" ")
    }

    fn cell(&self, id: &ActionId, column: usize) -> Line {
        match (column, id.action()) {
            (0, Some(action)) => Line::new().text(action.name),
            (1, Some(action)) => Line::new().quiet(action.level.label()),
            (_, Some(_)) => self.told(*id, column),
            (_, None) => Line::new(),
        }
    }

    fn rank(&self, id: &ActionId, column: usize) -> Rank {
        match (column, level(*id)) {
            (1, Some(level)) => Rank::count(level as usize),
            _ => Rank::words(&self.cell(id, column).plain()),
        }
    }
}
