//! The services of a summary as rows: what is denied, what is allowed, what is not known.

use super::Shown;
use crate::policy::actions::{ActionId, ServiceId};
use crate::policy::document::Effect;
use crate::policy::summary::{Resources, ServiceRow, Summary, Uncategorized, Wanted};
use crate::theme::Role;
use crate::widgets::Line;
use crate::widgets::list::{Column, Listing};

const COLUMNS: &[Column] = &[
    Column::fixed("Effect", 7, 9),
    Column::text("Service", 15, 34, 10),
    Column::text("Access level", 24, 48, 8),
    Column::text("Resource", 13, 56, 7),
    Column::text("Request condition", 9, 48, 5).or("Condition"),
];

/// Names in a note.
const NAMES: usize = 4;

/// A row of the first list.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    /// A service under an effect.
    Service(Effect, ServiceId),
    /// Something that is not known, by its place.
    Odd(usize),
}

/// The rows in the console's order.
pub(super) fn entries(summary: &Summary, shown: Shown) -> Vec<Entry> {
    let mut entries = Vec::new();
    for effect in [Effect::Deny, Effect::Allow] {
        if matches!(shown, Shown::Everything) || shown == Shown::Of(effect) {
            entries.extend(summary.section(effect).services().iter().map(|row| Entry::Service(effect, row.id)));
        }
    }
    if matches!(shown, Shown::Everything | Shown::Uncategorized) {
        entries.extend((0..summary.uncategorized().len()).map(Entry::Odd));
    }
    entries
}

/// An effect with its sign.
pub(super) fn sign(effect: Effect) -> Line {
    match effect {
        Effect::Allow => Line::new().with("✔ Allow", Role::Good),
        Effect::Deny => Line::new().with("✖ Deny", Role::Bad),
    }
}

/// What else is to be said of a row.
pub(super) fn notes(summary: &Summary, entry: &Entry) -> Vec<Line> {
    let warning = |words: String| Line::new().with("▲ ", Role::Warning).text(words);
    match *entry {
        Entry::Odd(at) => summary.uncategorized().get(at).map(|odd| warning(reason(odd))).into_iter().collect(),
        Entry::Service(effect, id) => {
            let Some(row) = summary.section(effect).service(id) else { return Vec::new() };
            let both = if effect == Effect::Allow { summary.allowed_and_denied(id) } else { 0 };
            let denied =
                (both > 0).then(|| warning(format!("{} denied here, too, which counts for more.", are(both, row.access.granted()))));
            let missed = (!row.without_resource.is_empty()).then(|| {
                let named = match row.access.granted() {
                    0 => why_nothing(row),
                    _ => format!("No Resource here is one that these take, so nothing comes of them: {}.", names(&row.without_resource)),
                };
                warning(named)
            });
            missed.into_iter().chain(denied).chain(in_full(&row.resources, &row.wanted)).collect()
        }
    }
}

/// Why nothing comes of what is said of a service.
pub(in crate::screens) fn why_nothing(row: &ServiceRow) -> String {
    let takes = if row.without_resource.len() == 1 { "takes" } else { "take" };
    let names = names(&row.without_resource);
    if row.without_resource.iter().filter_map(|id| id.action()).all(|action| action.resources.is_empty()) {
        return format!("{names} {takes} only \"*\" as the Resource.");
    }
    format!("no Resource of the statement is one that {names} {takes}.")
}

/// What there may be no room for in a row.
pub(super) fn in_full(resources: &Resources, wanted: &Wanted) -> impl Iterator<Item = Line> {
    let resource = match resources {
        Resources::One(words) => Some(Line::new().quiet("Resource  ").text(words.clone())),
        _ => None,
    };
    let condition = match wanted {
        Wanted::One(words) => Some(Line::new().quiet("Condition  ").text(words.clone())),
        _ => None,
    };
    resource.into_iter().chain(condition)
}

fn are(some: usize, all: usize) -> String {
    match (some, all) {
        (some, all) if some == all => "All of this is".into(),
        (1, _) => "1 of these actions is".into(),
        (some, _) => format!("{some} of these actions are"),
    }
}

fn names(actions: &[ActionId]) -> String {
    let mut names: Vec<&str> = actions.iter().filter_map(|id| id.action()).map(|action| action.name).take(NAMES).collect();
    let more = actions.len().saturating_sub(NAMES);
    let more = format!("{more} more");
    if actions.len() > NAMES {
        names.push(&more);
    }
    names.join(", ")
}

fn reason(odd: &Uncategorized) -> String {
    use crate::policy::summary::Oddity::{MismatchedResource, UnknownAction, UnknownService};
    let reason = match odd.what {
        UnknownService => "No service has this prefix, as far as is known here.",
        UnknownAction => "The service has no such action, as far as is known here.",
        MismatchedResource => "None of the statement's actions takes such a resource.",
    };
    format!("Statement {}: {reason}", odd.statement + 1)
}

/// Services as rows.
pub(super) struct ServiceRows<'a> {
    /// What they are of.
    pub summary: &'a Summary,
}

impl ServiceRows<'_> {
    fn service_cell(row: &ServiceRow, column: usize) -> Line {
        match column {
            1 => Line::new().text(row.service.short_name),
            2 if row.without_resource.is_empty() => Line::new().text(row.access.to_string()),
            2 => Line::new().with("▲ ", Role::Warning).text(row.access.to_string()),
            3 => Line::new().text(row.resources.to_string()),
            _ => condition(&row.wanted.to_string()),
        }
    }

    fn odd_cell(odd: &Uncategorized, column: usize) -> Line {
        match column {
            0 => Line::new().with("▲ ?", Role::Warning),
            1 => Line::new().text(odd.text.clone()),
            2 => Line::new().quiet(odd.what.to_string()),
            _ => Line::new(),
        }
    }
}

/// A condition; that there is none is said more quietly.
pub(super) fn condition(words: &str) -> Line {
    if words == "None" { Line::new().quiet("None") } else { Line::new().text(words.to_owned()) }
}

impl Listing for ServiceRows<'_> {
    type Key = Entry;

    fn columns(&self) -> &[Column] {
        COLUMNS
    }

    fn words(&self, entry: &Entry) -> String {
        let prefix = match entry {
            Entry::Service(_, id) => id.service().map_or("", |service| service.prefix),
            Entry::Odd(_) => "",
        };
        let cells = (0..COLUMNS.len()).map(|column| self.cell(entry, column).plain());
        cells.chain([prefix.to_owned()]).collect::<Vec<_>>().join(" ")
    }

    fn cell(&self, entry: &Entry, column: usize) -> Line {
        match *entry {
            Entry::Odd(at) => self.summary.uncategorized().get(at).map_or_else(Line::new, |odd| Self::odd_cell(odd, column)),
            Entry::Service(effect, id) if column == 0 => {
                let comes = self.summary.section(effect).service(id).is_some_and(|row| row.access.granted() > 0);
                if comes { sign(effect) } else { Line::new().with(format!("▲ {}", effect.name()), Role::Warning) }
            }
            Entry::Service(effect, id) => {
                self.summary.section(effect).service(id).map_or_else(Line::new, |row| Self::service_cell(row, column))
            }
        }
    }
}
