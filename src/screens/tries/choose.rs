//! What there is to choose: as whom, on what, and what.

use crate::account::entity::{Entity, ResourceKey, ResourceKind};
use crate::account::estate::{ActorChoice, Offer};
use crate::app::cx::Cx;
use crate::app::step::Step;
use crate::awscli;
use crate::screens::table::Table;
use crate::widgets::Line;
use crate::widgets::list::Column;

/// What was chosen.
pub(super) enum Chosen {
    Who(ActorChoice),
    On(Option<ResourceKey>),
    What(Offer),
}

const WHO: &[Column] = &[Column::text("As", 28, 48, 10), Column::text("How", 24, 60, 5)];
const ON: &[Column] = &[Column::text("On", 24, 60, 10), Column::fixed("Service", 14, 5), Column::text("ARN", 30, 80, 2)];
const WHAT: &[Column] = &[Column::text("What", 26, 48, 10), Column::text("Action", 24, 40, 6), Column::text("Command", 30, 90, 2)];

/// Opens a table with the cells of each thing.
fn table<T: Clone + 'static>(
    cx: &Cx<'_>,
    title: &str,
    columns: &'static [Column],
    things: Vec<T>,
    cells: impl Fn(&T) -> Vec<Line>,
    as_chosen: fn(T) -> Chosen,
) -> Step {
    let rows = things.iter().map(cells).collect();
    let chosen = move |places: &[usize]| places.first().and_then(|place| things.get(*place)).cloned().map(as_chosen);
    Table { title: title.to_owned(), columns, rows, empty: "There is nothing to choose from.", marked: None, chosen: Box::new(chosen) }
        .open(cx)
}

/// Asks as whom.
pub(super) fn who(cx: &Cx<'_>) -> Step {
    let cells = |who: &ActorChoice| vec![Line::new().text(who.name.clone()), Line::new().quiet(who.about.clone())];
    table(cx, "Try it as", WHO, cx.account.actors(cx.caller), cells, Chosen::Who)
}

/// Asks on what.
pub(super) fn resource(cx: &Cx<'_>) -> Step {
    let of_kind = |kind| cx.account.resources(kind).filter_map(Entity::resource);
    let things: Vec<Option<ResourceKey>> = ResourceKind::ALL.into_iter().flat_map(of_kind).map(Some).chain([None]).collect();
    let cells = |on: &Option<ResourceKey>| match on {
        Some(key) => vec![
            Line::new().text(cx.account.resource_words(key)),
            Line::new().quiet(key.kind.service()),
            Line::new().quiet(cx.account.resource_arn(key)),
        ],
        None => vec![Line::new().text("none in particular"), Line::new().quiet("-"), Line::new().quiet("*")],
    };
    table(cx, "Try it on", ON, things, cells, Chosen::On)
}

/// Asks what.
pub(super) fn what(cx: &Cx<'_>, on: Option<&ResourceKey>) -> Step {
    let cells = |offer: &Offer| {
        let command = awscli::line(&offer.operation);
        vec![Line::new().text(offer.words.clone()), Line::new().quiet(offer.operation.action()), Line::new().quiet(command)]
    };
    table(cx, "Try to", WHAT, cx.account.offers(on), cells, Chosen::What)
}
