//! What there is to choose: as whom, on what, and what.

use crate::account::entity::ResourceKey;
use crate::account::estate::{ActorChoice, Offer};
use crate::account::operation::Operation;
use crate::account::words::grouped;
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::app::step::Step;
use crate::awscli;
use crate::screens::parts::table::Table;
use crate::widgets::Line;
use crate::widgets::form::{Field, Form};
use crate::widgets::list::Column;

/// What was chosen.
pub(super) enum Chosen {
    Who(ActorChoice),
    On(Option<ResourceKey>),
    What(Offer),
}

const WHO: &[Column] = &[Column::text("As", 28, 48, 10), Column::text("How", 24, 60, 5)];
const ON: &[Column] = &[Column::text("On", 24, 60, 10), Column::fixed("Service", 14, 5), Column::arns("ARN", 30, 80, 2)];
const WHAT: &[Column] = &[Column::text("What", 26, 48, 10), Column::text("Action", 24, 40, 6), Column::text("Command", 30, 90, 2)];

/// Opens a table with the cells of each thing, the selection on the one that is chosen now.
fn table<T: Clone + PartialEq + 'static>(
    cx: &Cx<'_>,
    (title, columns): (&str, &'static [Column]),
    (things, now): (Vec<T>, Option<&T>),
    cells: impl Fn(&T) -> Vec<Line>,
    as_chosen: fn(T) -> Chosen,
) -> Step {
    let at = things.iter().position(|thing| Some(thing) == now);
    let rows = things.iter().map(cells).collect();
    let chosen = move |places: &[usize]| places.first().and_then(|place| things.get(*place)).cloned().map(as_chosen);
    Table { title: title.to_owned(), columns, rows, empty: "There is nothing to choose from.", marked: None, chosen: Box::new(chosen) }
        .open_at(at, cx)
}

/// Asks as whom.
pub(super) fn who(cx: &Cx<'_>, now: &ActorChoice) -> Step {
    let cells = |who: &ActorChoice| vec![Line::new().text(who.name.clone()), Line::new().quiet(who.about.clone())];
    table(cx, ("Try it as", WHO), (cx.account.actors(cx.caller, cx.now), Some(now)), cells, Chosen::Who)
}

/// Asks on what.
pub(super) fn resource(cx: &Cx<'_>, now: Option<&ResourceKey>) -> Step {
    let things: Vec<Option<ResourceKey>> =
        cx.account.all_resources().chain([cx.account.partners_bucket()]).map(Some).chain([None]).collect();
    let cells = |on: &Option<ResourceKey>| match on {
        Some(key) => vec![
            Line::new().text(cx.account.resource_words(key)).quiet(if cx.account.is_partners_bucket(&key.name) {
                "  another account's"
            } else {
                ""
            }),
            Line::new().quiet(key.kind.service()),
            Line::new().quiet(cx.account.resource_arn(key)),
        ],
        None => vec![Line::new().text("none in particular"), Line::new().quiet("-"), Line::new().quiet("*")],
    };
    table(cx, ("Try it on", ON), (things, Some(&now.cloned())), cells, Chosen::On)
}

/// Asks what.
pub(super) fn what(cx: &Cx<'_>, on: Option<&ResourceKey>, now: Option<&Offer>) -> Step {
    let cells = |offer: &Offer| {
        let command = awscli::line(&offer.operation);
        let more = if offer.more == 0 { String::new() } else { format!("  of {} more", grouped(offer.more)) };
        vec![Line::new().text(offer.words.clone()).quiet(more), Line::new().quiet(offer.operation.action()), Line::new().quiet(command)]
    };
    table(cx, ("Try to", WHAT), (cx.account.offers(on), now), cells, Chosen::What)
}

/// Asks for the name of what an offer leaves open, and for what is given beside it.
pub(super) fn name(offer: &Offer) -> Step {
    let (title, _) = offer.words.split_at(offer.words.len() - '…'.len_utf8());
    let name = Field::text_line(NAME, named(offer), offer.some_name());
    let beside = offer.beside().map(|(label, text)| Field::text_line(BESIDE, label, text).optional());
    let offer = offer.clone();
    let confirm = move |form: &Form<usize>, cx: &Cx<'_>| {
        let chosen = cx.account.named_offer(&offer, form.text(NAME), form.text(BESIDE));
        Ok(vec![Step::Hand(Box::new(Some(Chosen::What(chosen))))])
    };
    let title = format!("Try to {title}");
    Step::Ask(Box::new(Dialog::new(title, "Choose", confirm).fields(std::iter::once(name).chain(beside).collect())))
}

const NAME: usize = 0;
const BESIDE: usize = 1;

/// What the name is called that an offer leaves open.
const fn named(offer: &Offer) -> &'static str {
    match offer.operation {
        Operation::GetItem(_) | Operation::PutItem(_) | Operation::DeleteItem(_) => "Key",
        Operation::AssumeRole(_) => "Role name or ARN",
        _ => "Object key",
    }
}
