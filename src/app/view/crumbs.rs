//! The breadcrumb: the way from the top to where one is, and what the places on it are called.

use crate::account::entity::Owner;
use crate::app::cx::Cx;
use crate::app::model::Model;
use crate::app::places::Place;
use crate::app::route::{Route, Subject};
use crate::app::screen::spec;
use crate::app::sight::list_of;

/// A part of the breadcrumb.
pub struct Crumb {
    /// What it says.
    pub label: String,
    /// Where a click on it leads; the last part is where one is.
    pub route: Option<Route>,
}

/// The breadcrumb from the top to where one is: the way that closing leads back.
pub fn crumbs(model: &Model, cx: &Cx<'_>) -> Vec<Crumb> {
    let Some(place) = model.places.current() else { return Vec::new() };
    let mut crumbs = vec![Crumb { label: name_here(model, place, cx), route: None }];
    let came_from = model.places.behind().filter(|_| place.is_aside).map(|behind| behind.route.clone());
    let mut above = came_from.or_else(|| place.above(cx));
    while let Some(route) = above {
        let Some(spec) = spec(model.screens, route.screen) else { break };
        let Some(parent) = spec.parent else { break };
        // The page of one thing knows its name; a list need not be opened for its title.
        let page = route.subject.as_ref().map(|_| (spec.open)(&route, cx));
        let label = page.as_ref().and_then(|page| page.crumb(cx)).unwrap_or_else(|| (spec.title)(cx));
        above = page.and_then(|page| page.parent(cx)).or(Some(Route::to(parent)));
        crumbs.push(Crumb { label, route: Some(route) });
    }
    crumbs.reverse();
    crumbs
}

/// What the screen is called where one is. The name of what may not be seen is told to those alone who may list such names; and who
/// one is, one knows.
pub(super) fn name_here(model: &Model, place: &Place, cx: &Cx<'_>) -> String {
    let is_listed = || {
        let Some(subject) = &place.route.subject else { return false };
        let is_oneself = matches!(subject, Subject::User(id) if cx.caller.owner() == Some(Owner::User(*id)));
        is_oneself || list_of(cx.account, subject).is_some_and(|list| cx.sight.may(list))
    };
    let name = place.screen.crumb(cx).filter(|_| model.denied.is_none() || model.is_tab_denied || is_listed());
    name.unwrap_or_else(|| (place.spec.title)(cx))
}
