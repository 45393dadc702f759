//! A section of a summary: what a document denies, or what it allows, by service, by action, by resource.

use std::fmt;

use super::access::Access;
use super::grant::{Entry, Grant, Grants, Reach};
use super::resource;
use crate::catalog::{ResourceType, Service, ServiceAction};
use crate::policy::actions::{ActionId, ActionSet, ServiceId};

/// What a document denies, or what it allows.
#[derive(Clone, Debug)]
pub struct Section {
    grants: Vec<Grant>,
    /// What any of them reaches.
    actions: ActionSet,
    /// What some of them reach without asking for anything else.
    open: ActionSet,
    rows: Vec<ServiceRow>,
}

/// A service in a section.
#[derive(Clone, Debug)]
pub struct ServiceRow {
    /// Its place in the reference.
    pub id: ServiceId,
    /// The service.
    pub service: &'static Service,
    /// How much of it.
    pub access: Access,
    /// On which resources.
    pub resources: Resources,
    /// Under which conditions.
    pub wanted: Wanted,
    /// Actions that are named and not reached: no `Resource` entry names a resource that they take.
    pub without_resource: Vec<ActionId>,
}

/// An action in a section.
#[derive(Clone, Debug)]
pub struct ActionRow {
    /// Its place in the reference.
    pub id: ActionId,
    /// The action.
    pub action: &'static ServiceAction,
    /// On which resources.
    pub resources: Resources,
    /// Under which conditions.
    pub wanted: Wanted,
    /// Resource types that it needs, too, and of which no entry names a resource.
    pub unnamed: Vec<&'static str>,
}

/// What one statement says of an action's resources.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ResourceRow {
    /// The resource type, where the entry is about one.
    pub kind: Option<&'static str>,
    /// In words.
    pub words: String,
    /// The entry as written; none where every resource is meant.
    pub entry: Option<String>,
    /// The statement's place in the document, from 0.
    pub statement: usize,
    /// The statement's conditions in words; all of them must hold.
    pub conditions: Vec<String>,
}

/// The *Resource* column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Resources {
    /// Nothing is reached.
    None,
    /// Every resource there is.
    All,
    /// More than one, and not all.
    Multiple,
    /// One, in words.
    One(String),
}

/// The *Request condition* column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Wanted {
    /// No condition.
    Nothing,
    /// More than one, or one here and none there.
    Multiple,
    /// One, in words.
    One(String),
}

impl Section {
    pub(super) fn of(Grants { grants, spelled }: Grants) -> Self {
        let (mut actions, mut open) = (ActionSet::new(), ActionSet::new());
        for grant in &grants {
            actions.union_with(&grant.actions);
            if grant.is_open() {
                open.union_with(&grant.actions);
            }
        }
        let missed = spelled.minus(&actions);
        let mut section = Self { grants, actions, open, rows: Vec::new() };
        let mentioned = section.actions.clone().union(&missed);
        section.rows = mentioned.services().filter_map(|id| section.row(id, missed.of_service(id).collect())).collect();
        section.rows.sort_by_cached_key(|row| (row.service.short_name.to_ascii_lowercase(), row.id));
        section
    }

    fn row(&self, id: ServiceId, without_resource: Vec<ActionId>) -> Option<ServiceRow> {
        let service = id.service()?;
        let access = Access::of(service, self.actions.len_by_level(id));
        let mut seen = Seen::default();
        for grant in &self.grants {
            // What is open elsewhere is not limited here.
            let limited = |action: &ActionId| grant.is_open() || !self.open.contains(*action);
            seen.grant(grant, grant.actions.of_service(id).filter(limited).filter_map(|id| Some((id, id.action()?))));
        }
        Some(ServiceRow { id, service, access, resources: seen.resources(), wanted: seen.wanted, without_resource })
    }

    /// The services, by name. Those of which nothing is reached are among them.
    pub fn services(&self) -> &[ServiceRow] {
        &self.rows
    }

    /// A service's row, where the document mentions it.
    pub fn service(&self, id: ServiceId) -> Option<&ServiceRow> {
        self.rows.iter().find(|row| row.id == id)
    }

    /// How many services it reaches: the *n* of *n of 457 services*.
    pub fn reached(&self) -> usize {
        self.rows.iter().filter(|row| row.access.granted() > 0).count()
    }

    /// All actions that it reaches.
    pub const fn actions(&self) -> &ActionSet {
        &self.actions
    }

    /// Whether the document has nothing to say here.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The actions of a service that it reaches, by name.
    pub fn actions_of(&self, service: ServiceId) -> Vec<ActionRow> {
        self.actions.of_service(service).filter_map(|id| self.action(id)).collect()
    }

    /// The actions of a service that it does not reach, by name.
    pub fn remaining_of(&self, service: ServiceId) -> Vec<ActionId> {
        let mut all = ActionSet::new();
        all.insert_service(service);
        all.minus(&self.actions).iter().collect()
    }

    /// An action's row; `None` where it is not reached.
    pub fn action(&self, id: ActionId) -> Option<ActionRow> {
        let action = id.action().filter(|_| self.actions.contains(id))?;
        let mut seen = Seen::default();
        let grants = self.grants.iter().filter(|grant| grant.actions.contains(id));
        let is_open = self.open.contains(id);
        for grant in grants.clone().filter(|grant| grant.is_open() || !is_open) {
            seen.grant(grant, std::iter::once((id, action)));
        }
        let names = |kind: &str| {
            grants.clone().any(|grant| match &grant.reach {
                Reach::Only(entries) => entries.iter().any(|entry| entry.types_for(id.service_id(), action).any(|named| named == kind)),
                Reach::All | Reach::Except(_) => true,
            })
        };
        let needed = action.resources.iter().filter(|taken| taken.required).map(|taken| taken.resource_type);
        let unnamed = needed.filter(|kind| !names(kind)).collect();
        Some(ActionRow { id, action, resources: seen.resources(), wanted: seen.wanted, unnamed })
    }

    /// What each statement says of an action's resources and conditions.
    pub fn resources_of(&self, id: ActionId) -> Vec<ResourceRow> {
        let Some(action) = id.action() else { return Vec::new() };
        let mut rows = Vec::new();
        for grant in self.grants.iter().filter(|grant| grant.actions.contains(id)) {
            let row = |kind, words, entry: Option<&Entry>| ResourceRow {
                kind,
                words,
                entry: entry.map(|entry| entry.text.clone()),
                statement: grant.statement,
                conditions: grant.conditions.clone(),
            };
            match &grant.reach {
                Reach::All => rows.push(row(None, Resources::All.to_string(), None)),
                reach => {
                    for entry in reach.entries_for(id.service_id(), action) {
                        let kind = entry.types_for(id.service_id(), action).next();
                        rows.push(row(kind, told(grant, entry, id, action), Some(entry)));
                    }
                }
            }
        }
        rows
    }
}

/// An entry in words, as a resource that an action takes.
fn told(grant: &Grant, entry: &Entry, id: ActionId, action: &ServiceAction) -> String {
    let kind = |name: &str| -> Option<&'static ResourceType> { id.service_id().service()?.resource_type(name) };
    let words = resource::words(&entry.text, entry.types_for(id.service_id(), action).filter_map(kind));
    if matches!(grant.reach, Reach::Except(_)) { format!("All but {words}") } else { words }
}

/// What has been seen of several statements.
struct Seen {
    everything: bool,
    entries: Vec<String>,
    words: Option<String>,
    wanted: Wanted,
    is_first: bool,
}

impl Default for Seen {
    fn default() -> Self {
        Self { everything: false, entries: Vec::new(), words: None, wanted: Wanted::Nothing, is_first: true }
    }
}

impl Seen {
    /// Takes note of what a statement says of some actions.
    fn grant<'a>(&mut self, grant: &Grant, actions: impl Iterator<Item = (ActionId, &'a ServiceAction)>) {
        let mut actions = actions.peekable();
        if actions.peek().is_none() {
            return;
        }
        let wanted = Wanted::of(grant);
        if self.is_first {
            self.wanted = wanted;
            self.is_first = false;
        } else if self.wanted != wanted {
            self.wanted = Wanted::Multiple;
        }
        if matches!(grant.reach, Reach::All) {
            self.everything = true;
            return;
        }
        for (id, action) in actions {
            let mut entries = grant.reach.entries_for(id.service_id(), action).peekable();
            // What is left out leaves this action alone.
            self.everything |= entries.peek().is_none();
            for entry in entries {
                if !self.entries.contains(&entry.text) {
                    self.entries.push(entry.text.clone());
                    self.words = Some(told(grant, entry, id, action));
                }
                if self.entries.len() > 1 {
                    return;
                }
            }
        }
    }

    fn resources(&self) -> Resources {
        match (self.everything, self.entries.len(), &self.words) {
            (true, 0, _) => Resources::All,
            (false, 1, Some(words)) => Resources::One(words.clone()),
            (false, 0, _) => Resources::None,
            _ => Resources::Multiple,
        }
    }
}

impl Wanted {
    fn of(grant: &Grant) -> Self {
        match grant.conditions.as_slice() {
            [] => Self::Nothing,
            [one] => Self::One(one.clone()),
            _ => Self::Multiple,
        }
    }
}

/// The console's words.
impl fmt::Display for Resources {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "None",
            Self::All => "All resources",
            Self::Multiple => "Multiple",
            Self::One(words) => words,
        })
    }
}

/// The console's words.
impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Nothing => "None",
            Self::Multiple => "Multiple",
            Self::One(words) => words,
        })
    }
}
