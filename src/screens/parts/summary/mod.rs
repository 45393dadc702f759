//! A policy's summary to walk through: its services, a service's actions, the resources of an action. A part of every screen
//! that shows a policy.

mod actions;
mod resources;
mod services;

use crate::app::action::Action;
use crate::app::words::count;
use crate::policy::actions::{ActionId, ServiceId};
use crate::policy::document::{Document, Effect};
use crate::policy::summary::{ResourceRow, Section, Summary};
use crate::screens::parts::narrowing;
use crate::theme::Role;
use crate::widgets::list::{AnyList, List};
use crate::widgets::{Canvas, Line};
use actions::ActionRows;
use resources::ResourceRows;
pub(in crate::screens) use services::why_nothing;
use services::{Entry, ServiceRows};

/// A summary, and how deep one is in it.
pub(in crate::screens) struct SummaryView {
    /// What there is to see; where the document can't be read, why.
    summary: Result<Summary, String>,
    shown: Shown,
    services: List<Entry>,
    inside: Option<Inside>,
}

/// Which part of the services is listed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Everything,
    Of(Effect),
    Uncategorized,
}

/// A service that was opened.
struct Inside {
    effect: Effect,
    service: ServiceId,
    /// Whether the actions are listed that are *not* granted.
    remaining: bool,
    actions: List<ActionId>,
    action: Option<(ActionId, List<ResourceRow>)>,
}

impl SummaryView {
    /// The summary of a document, from its text.
    pub fn of(text: &str) -> Self {
        let summary = Document::read(text).map(|document| Summary::of(&document)).map_err(|faults| {
            let first = faults.into_iter().next().map(|fault| fault.about);
            first.unwrap_or_else(|| "It is empty.".into())
        });
        let mut view = Self { summary, shown: Shown::Everything, services: List::new("summary services"), inside: None };
        view.list_services();
        view
    }

    fn list_services(&mut self) {
        let Ok(summary) = &self.summary else { return };
        self.services.refresh(services::entries(summary, self.shown), &ServiceRows { summary });
    }

    /// The list that has the keys.
    pub fn list(&mut self) -> &mut dyn AnyList {
        match &mut self.inside {
            Some(Inside { action: Some((_, resources)), .. }) => resources.as_any(),
            Some(inside) => inside.actions.as_any(),
            None => self.services.as_any(),
        }
    }

    /// Arranges the list that has the keys, after its filter or order has changed.
    pub fn rearrange(&mut self) {
        let Ok(summary) = &self.summary else { return };
        match &mut self.inside {
            Some(Inside { action: Some((_, resources)), .. }) => resources.arrange(&ResourceRows),
            Some(inside) => inside.actions.arrange(&ActionRows::of(summary.section(inside.effect))),
            None => self.services.arrange(&ServiceRows { summary }),
        }
    }

    /// Why an action can't be done: [`Action::Open`] and [`Action::Narrow`] are what there is.
    pub fn why_not(&self, action: Action) -> Option<String> {
        match (action, &self.inside) {
            (Action::Narrow, None) if self.kinds().len() < 2 => Some("There is one kind of rows only.".into()),
            (Action::Narrow, Some(Inside { action: Some(_), .. })) => Some("There is one kind of rows only. esc leads back.".into()),
            (Action::Open, None) if self.services.selected().is_none() => Some(self.services.why_none("There is nothing to open.").into()),
            (Action::Open, Some(inside)) => inside.why_not_open(),
            _ => None,
        }
    }

    /// What opening does where one is.
    pub fn label(&self) -> &'static str {
        match (&self.inside, self.services.selected()) {
            (Some(Inside { action: None, remaining: false, .. }), _) => "resources",
            (None, Some(Entry::Service(..))) => "actions",
            _ => "statement",
        }
    }

    /// Goes one deeper; at the end of the way, tells the statement to show, by its place in the document.
    pub fn open(&mut self) -> Option<usize> {
        let Ok(summary) = &self.summary else { return None };
        match &mut self.inside {
            Some(Inside { action: Some((_, resources)), .. }) => return resources.selected().map(|row| row.statement),
            Some(inside) => inside.open(summary),
            None => match self.services.selected()? {
                Entry::Odd(at) => return summary.uncategorized().get(*at).map(|odd| odd.statement),
                Entry::Service(effect, service) => self.inside = Some(Inside::of(summary, *effect, *service)),
            },
        }
        None
    }

    /// Goes one up; tells whether there was a way up.
    pub fn close(&mut self) -> bool {
        match &mut self.inside {
            Some(Inside { action: action @ Some(_), .. }) => *action = None,
            Some(_) => self.inside = None,
            None => return false,
        }
        true
    }

    /// Lists the next kind of rows only.
    pub fn narrow(&mut self) {
        let Ok(summary) = &self.summary else { return };
        if let Some(inside) = &mut self.inside {
            inside.remaining = !inside.remaining;
            inside.list(summary);
            return;
        }
        let kinds = self.kinds();
        let at = kinds.iter().position(|(shown, _)| *shown == self.shown).unwrap_or(0);
        self.shown = kinds.get((at + 1) % kinds.len().max(1)).map_or(Shown::Everything, |(shown, _)| *shown);
        self.list_services();
    }

    /// The kinds of rows that there are, with their counts.
    fn kinds(&self) -> Vec<(Shown, String)> {
        let Ok(summary) = &self.summary else { return Vec::new() };
        let services = ServiceId::all().count();
        let denied = (Shown::Of(Effect::Deny), format!("Explicit deny ({})", count(summary.deny().reached(), "service")));
        let allowed = (Shown::Of(Effect::Allow), format!("Allow ({} of {services} services)", summary.allow().reached()));
        let odd = (Shown::Uncategorized, format!("Uncategorized ({})", summary.uncategorized().len()));
        let sections =
            [(denied, summary.deny().is_empty()), (allowed, summary.allow().is_empty()), (odd, summary.uncategorized().is_empty())];
        let mut kinds: Vec<_> = sections.into_iter().filter(|(_, is_empty)| !is_empty).map(|(kind, _)| kind).collect();
        if kinds.len() > 1 {
            kinds.insert(0, (Shown::Everything, "All".into()));
        }
        kinds
    }

    /// Draws what one is in.
    pub fn draw(&self, canvas: &mut Canvas<'_>) {
        match (&self.summary, &self.inside) {
            (Err(why), _) => {
                canvas.line(0, &Line::new().with("▲ ", Role::Warning).text("This document can't be summarised."));
                canvas.paragraph(1, why, Role::Quiet);
            }
            (Ok(summary), Some(inside)) => inside.draw(summary, canvas),
            (Ok(summary), None) => self.draw_services(summary, canvas),
        }
    }

    fn draw_services(&self, summary: &Summary, canvas: &mut Canvas<'_>) {
        let kinds = self.kinds();
        let words: Vec<&str> = kinds.iter().map(|(_, words)| words.as_str()).collect();
        let at = kinds.iter().position(|(shown, _)| *shown == self.shown).unwrap_or(0);
        match words.as_slice() {
            [] => {}
            [one] => {
                canvas.line_at(1, 2, &Line::new().quiet((*one).to_owned()));
            }
            several => narrowing::draw(canvas, 1, several, at),
        }
        let empty = [Line::new().text("This policy grants nothing."), Line::new().quiet("It names no action that any service has.")];
        let note = self.services.selected().map_or_else(Vec::new, |entry| services::notes(summary, entry));
        with_notes(canvas, &note, |canvas| self.services.draw(canvas, "Services", &ServiceRows { summary }, &empty, true));
    }
}

/// Draws a list, and notes on the selected row below the list.
fn with_notes(canvas: &mut Canvas<'_>, notes: &[Line], list: impl FnOnce(&mut Canvas<'_>)) {
    let height = canvas.height();
    let room = match height {
        12.. => 2,
        8..12 => 1,
        _ => notes.len().min(1),
    };
    list(&mut canvas.rows(0, height.saturating_sub(room)));
    let mut below = canvas.rows(height.saturating_sub(room), room);
    let mut below = below.inset(2);
    let width = below.width();
    let lines: Vec<Line> = notes.iter().flat_map(|note| note.wrapped(width)).collect();
    for (at, line) in lines.iter().take(room).enumerate() {
        // What finds no room is at least told to be there.
        let goes_on = at + 1 == room && lines.len() > room;
        below.line(at, &if goes_on { line.clone().quiet(" …") } else { line.clone() });
    }
}

impl Inside {
    fn of(summary: &Summary, effect: Effect, service: ServiceId) -> Self {
        let mut inside = Self { effect, service, remaining: false, actions: List::new("summary actions"), action: None };
        // Of a service that gets nothing there is only what it does not get.
        inside.remaining = !summary.section(effect).actions().has_any_of(service);
        inside.list(summary);
        inside
    }

    fn list(&mut self, summary: &Summary) {
        let section = summary.section(self.effect);
        self.actions.refresh(actions::listed(section, self.service, self.remaining), &ActionRows::of(section));
    }

    fn why_not_open(&self) -> Option<String> {
        match &self.action {
            Some((_, resources)) => resources.selected().is_none().then(|| resources.why_none("There is nothing to open.").into()),
            None if self.actions.selected().is_none() => Some(self.actions.why_none("There is no action here. f shows the others.").into()),
            None if self.remaining => Some("This action is not granted, so it has no resources here.".into()),
            None => None,
        }
    }

    fn open(&mut self, summary: &Summary) {
        let Some(action) = self.actions.selected().copied().filter(|_| !self.remaining) else { return };
        let mut resources = List::new("summary resources");
        resources.refresh(summary.section(self.effect).resources_of(action), &ResourceRows);
        self.action = Some((action, resources));
    }

    fn draw(&self, summary: &Summary, canvas: &mut Canvas<'_>) {
        let section = summary.section(self.effect);
        let service = self.service.service().map_or("", |service| service.short_name);
        let place = format!("{} › {service}", self.effect.name());
        if let Some((action, resources)) = &self.action {
            let title = format!("{place} › {}", action.action().map_or("", |action| action.name));
            canvas.line_at(1, 2, &Line::new().key("esc", "back"));
            let notes = resources.selected().map_or_else(Vec::new, resources::notes);
            return with_notes(canvas, &notes, |canvas| resources.draw(canvas, &title, &ResourceRows, &[], true));
        }
        self.draw_kinds(section, canvas);
        let notes = self.actions.selected().map_or_else(Vec::new, |action| actions::notes(section, *action));
        let empty = [Line::new().quiet("Every action of the service is listed on the other side: f.")];
        with_notes(canvas, &notes, |canvas| self.actions.draw(canvas, &place, &ActionRows::of(section), &empty, true));
    }

    fn draw_kinds(&self, section: &Section, canvas: &mut Canvas<'_>) {
        let Some(row) = section.service(self.service) else { return };
        let granted = match self.effect {
            Effect::Allow => "Allowed",
            Effect::Deny => "Denied",
        };
        let kinds = [format!("{granted} ({})", row.access.granted()), format!("Remaining ({})", row.access.remaining())];
        narrowing::draw(canvas, 1, &kinds, usize::from(self.remaining));
    }
}
