//! Choosing actions as the console does: first a service, then all of a level or one by one.

use super::actions;
use super::handed::Handed;
use crate::app::cx::Cx;
use crate::app::overlay::picker::{Choices, Picker};
use crate::app::step::Step;
use crate::app::words::count;
use crate::catalog::{AccessLevel, Service};
use crate::policy::actions::{ActionId, ActionSet, ServiceId};
use crate::widgets::Line;
use crate::widgets::list::{Column, Listing};

/// Asks for a service, and then for its actions.
pub(super) fn by_service(cx: &Cx<'_>) -> Picker<Services> {
    Picker::one(Services, cx)
}

/// Asks for actions of a service.
pub(super) fn of_service(service: ServiceId, cx: &Cx<'_>) -> Picker<OfService> {
    Picker::new(OfService(service), cx)
}

/// All services.
pub(super) struct Services;

impl Choices for Services {
    type Key = ServiceId;
    type Rows<'a> = ServiceRows;

    fn title(&self) -> String {
        "Actions of which service".into()
    }

    fn keys(&self, _cx: &Cx<'_>) -> Vec<ServiceId> {
        ServiceId::all().collect()
    }

    fn rows<'a>(&self, _cx: &'a Cx<'a>) -> ServiceRows {
        ServiceRows
    }

    fn chosen(&self, keys: &[ServiceId], cx: &Cx<'_>) -> Vec<Step> {
        keys.first().map(|service| Step::Ask(Box::new(of_service(*service, cx)))).into_iter().collect()
    }
}

/// Services as rows.
pub(super) struct ServiceRows;

const SERVICE_COLUMNS: &[Column] = &[Column::text("Service", 18, 30, 10), Column::text("Name", 30, 60, 6)];

impl Listing for ServiceRows {
    type Key = ServiceId;

    fn columns(&self) -> &[Column] {
        SERVICE_COLUMNS
    }

    fn words(&self, service: &ServiceId) -> String {
        service.service().map_or_else(String::new, |service| format!("{} {} {}", service.prefix, service.name, service.short_name))
    }

    fn cell(&self, service: &ServiceId, column: usize) -> Line {
        let Some(service) = service.service() else { return Line::new() };
        if column == 0 { Line::new().text(service.prefix) } else { Line::new().quiet(service.name) }
    }
}

/// The actions of a service: all of a level, or one.
pub(super) struct OfService(ServiceId);

/// What can be chosen of a service's actions.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Pick {
    /// All of them.
    All(ServiceId),
    /// All of a level.
    Level(ServiceId, AccessLevel),
    /// One.
    One(ActionId),
}

impl Pick {
    fn actions(self) -> Vec<ActionId> {
        let of = |service: ServiceId| {
            let prefix = service.service().map_or("", |service| service.prefix);
            ActionSet::matching(&format!("{prefix}:*")).of_service(service).collect::<Vec<_>>()
        };
        match self {
            Self::All(service) => of(service),
            Self::Level(service, level) => {
                of(service).into_iter().filter(|action| action.action().is_some_and(|action| action.level == level)).collect()
            }
            Self::One(action) => vec![action],
        }
    }
}

impl Choices for OfService {
    type Key = Pick;
    type Rows<'a> = PickRows;

    fn title(&self) -> String {
        format!("Actions of {}", self.0.service().map_or("", |service: &Service| service.name))
    }

    fn keys(&self, _cx: &Cx<'_>) -> Vec<Pick> {
        let service = self.0;
        let levels = AccessLevel::ALL.into_iter().map(|level| Pick::Level(service, level)).filter(|pick| !pick.actions().is_empty());
        let each = Pick::All(service).actions().into_iter().map(Pick::One);
        [Pick::All(service)].into_iter().chain(levels).chain(each).collect()
    }

    fn rows<'a>(&self, _cx: &'a Cx<'a>) -> PickRows {
        PickRows
    }

    fn chosen(&self, keys: &[Pick], _cx: &Cx<'_>) -> Vec<Step> {
        vec![Handed::Actions(keys.iter().flat_map(|pick| pick.actions()).collect()).step()]
    }
}

/// What can be chosen, as rows.
pub(super) struct PickRows;

const PICK_COLUMNS: &[Column] =
    &[Column::text("Action", 34, 44, 10), Column::fixed("Level", 22, 8), Column::text("Resource types", 20, 44, 4)];

impl Listing for PickRows {
    type Key = Pick;

    fn columns(&self) -> &[Column] {
        PICK_COLUMNS
    }

    fn words(&self, pick: &Pick) -> String {
        format!("{} {}", self.cell(pick, 0).plain(), self.cell(pick, 1).plain())
    }

    fn cell(&self, pick: &Pick, column: usize) -> Line {
        match (pick, column) {
            (Pick::All(_), 0) => Line::new().title(format!("All {}", count(pick.actions().len(), "action"))),
            (Pick::Level(..), 0) => Line::new().title(format!("All {} of level", count(pick.actions().len(), "action"))),
            (Pick::Level(_, level), 1) => Line::new().quiet(level.label()),
            (Pick::All(_) | Pick::Level(..), _) => Line::new(),
            (Pick::One(action), 0) => Line::new().text(action.action().map_or("", |action| action.name)),
            (Pick::One(action), 1) => Line::new().quiet(action.action().map_or("", |action| action.level.label())),
            (Pick::One(action), _) => Line::new().quiet(actions::types(*action)),
        }
    }
}
