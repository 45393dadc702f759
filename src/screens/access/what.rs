//! *What can?*: what somebody's policies come to, by service, access level and grant.

use super::export::{self, APART, Asked, Cell, all_but};
use crate::access::{Cut, CutBy, Demand, Row, Scope, WhatCan, actions_in_words};
use crate::account::authorization::Origin;
use crate::app::cx::Cx;
use crate::app::overlay::reader::Reader;
use crate::app::step::Step;
use crate::app::words::{count, listed, listed_in_full};
use crate::policy::actions::{ActionId, ActionSet};
use crate::policy::decision::{Layer, Place};
use crate::theme::Role;
use crate::widgets::Line;
use crate::widgets::list::{Column, Listing, Rank, columns};

columns! {
    SERVICE: Column::text("Service", 9, 20, 10),
    LEVEL: Column::fixed("Access level", 15, 9),
    ACTIONS: Column::number("Actions", 7, 5),
    RESOURCE: Column::arns("Resource", 16, 40, 6),
    // Whether there is one must be seen, however little room there is; what it is, is told of the selected row.
    CONDITION: Column::text("Condition", 9, 34, 9),
    POLICY: Column::text("Policy", 14, 34, 7),
    THROUGH: Column::text("Through", 16, 28, 8),
    CUT_BY: Column::fixed("Cut by", 13, 9),
}

/// Where something is cut, on what one may still do it says more than through what.
const CUT: &[Column] = &[
    COLUMNS[SERVICE],
    COLUMNS[LEVEL],
    COLUMNS[ACTIONS],
    Column::arns("Resource", 16, 40, 9),
    COLUMNS[CONDITION],
    COLUMNS[POLICY],
    COLUMNS[THROUGH],
    COLUMNS[CUT_BY],
];

/// The same where nothing turns on a condition.
const CUT_PLAIN: &[Column] =
    &[CUT[SERVICE], CUT[LEVEL], CUT[ACTIONS], CUT[RESOURCE], PLAIN[CONDITION], CUT[POLICY], CUT[THROUGH], CUT[CUT_BY]];

/// Where nothing is cut, the policies' names have the room.
const UNCUT: &[Column] =
    &[COLUMNS[SERVICE], COLUMNS[LEVEL], COLUMNS[ACTIONS], COLUMNS[RESOURCE], COLUMNS[CONDITION], COLUMNS[POLICY], COLUMNS[THROUGH]];

/// Where nothing turns on a condition either, they have more of it.
const PLAIN: &[Column] = &[
    COLUMNS[SERVICE],
    COLUMNS[LEVEL],
    COLUMNS[ACTIONS],
    COLUMNS[RESOURCE],
    Column::fixed("", 0, 0),
    Column::text("Policy", 22, 34, 7),
    COLUMNS[THROUGH],
];

/// The same where the screen is wide: ARNs have more of it.
const WIDE_PLAIN: &[Column] = &[
    COLUMNS[SERVICE],
    COLUMNS[LEVEL],
    COLUMNS[ACTIONS],
    Column::arns("Resource", 27, 70, 6),
    PLAIN[CONDITION],
    COLUMNS[POLICY],
    COLUMNS[THROUGH],
];
/// From so many columns of the whole screen on, ARNs have more room.
const WIDE: u16 = 110;

/// From so many columns of the whole screen on, a condition has room for more than its key.
const ROOMY: u16 = 140;

/// The answer as rows.
pub(super) struct WhatRows<'a> {
    pub cx: &'a Cx<'a>,
    pub what: &'a WhatCan,
    pub rows: &'a [Row],
}

/// The rows in the order of the services' names, as these are told.
pub(super) fn by_name(mut rows: Vec<Row>) -> Vec<Row> {
    rows.sort_by_cached_key(|row| row.service.service().map(|service| service.short_name.to_lowercase()));
    rows
}

impl WhatRows<'_> {
    fn policy_and_through(&self, row: &Row) -> (String, String) {
        self.what.place(row).map(|place| self.told(place)).unwrap_or_default()
    }

    /// The policy at a place, and through what it holds.
    fn told(&self, place: Place) -> (String, String) {
        let account = self.cx.account;
        let told = |origin: &Origin| {
            (account.source_name(&origin.source).to_owned(), account.origin_in_words(origin).replace("via group ", "group "))
        };
        self.what.origin_at(place).map(told).unwrap_or_default()
    }

    fn cut_by(&self, row: &Row) -> Vec<String> {
        if !row.is_cut {
            return Vec::new();
        }
        let by = |cut: &Cut| match cut.by {
            CutBy::Statement(place) if place.layer == Layer::Identity => "explicit deny".to_owned(),
            CutBy::Statement(place) if place.layer == Layer::Resource => self.told(place).0,
            CutBy::Statement(_) | CutBy::Boundary => "boundary".to_owned(),
            CutBy::Gates(_) => gate_of(cut).to_owned(),
        };
        let mut words: Vec<String> = self.what.cuts(row).iter().map(by).collect();
        words.sort_unstable();
        words.dedup();
        words
    }

    fn conditions(&self, row: &Row) -> Vec<String> {
        self.what.demands(row).iter().map(Demand::in_words).collect()
    }

    /// The conditions of a row in full, where its column has room for their beginning at most.
    pub(super) fn condition_of(&self, key: usize) -> Option<Line> {
        let conditions = self.rows.get(key).map(|row| self.conditions(row)).filter(|conditions| !conditions.is_empty())?;
        Some(Line::new().quiet("Condition  ").text(conditions.join(APART)))
    }

    /// Whether some row turns on a condition.
    pub(super) fn has_conditions(&self) -> bool {
        self.rows.iter().any(|row| !self.what.demands(row).is_empty())
    }

    fn text(&self, key: usize, column: usize) -> String {
        let Some(row) = self.rows.get(key) else { return String::new() };
        match column {
            SERVICE => row.service.service().map_or("", |service| service.short_name).to_owned(),
            LEVEL if row.count == row.of => format!("Full: {}", row.level.label()),
            LEVEL => format!("Limited: {}", row.level.label()),
            ACTIONS => format!("{}/{}", row.count, row.of),
            RESOURCE => self.what.scope(row).map(Scope::in_words).unwrap_or_default(),
            CONDITION => self.conditions(row).join(APART),
            POLICY => self.policy_and_through(row).0,
            THROUGH => self.policy_and_through(row).1,
            _ => self.cut_by(row).join(", "),
        }
    }

    fn texts(&self, key: usize) -> Vec<String> {
        (0..COLUMNS.len()).map(|column| self.text(key, column)).collect()
    }

    /// What is to be said beside the rows, and whether it warns: what they leave out, and what no policy decides.
    pub(super) fn notes(&self) -> Vec<(bool, String)> {
        let mut unknown: Vec<&str> = self.what.unknown().map(|(pattern, _)| pattern).collect();
        unknown.sort_unstable();
        unknown.dedup();
        let left_out = format!("Left out, since the reference knows no such actions: {}.", listed(&unknown));
        let left_out = (!unknown.is_empty()).then_some((false, left_out));
        let shut = self.what.shut();
        let need = if shut.len() == 1 { "needs" } else { "need" };
        let not_counted = format!(
            "Not counted: {}, which {need} a role's trust policy or a key's policy that lets in; none of this account does.",
            actions_in_words(&shut)
        );
        let not_counted = (!shut.is_empty()).then_some((true, not_counted));
        let narrowed = format!(
            "The session has {} of its own, which narrows all of this further: May they? answers with it.",
            count(self.what.session_policies, "session policy")
        );
        let narrowed = (self.what.session_policies > 0).then_some((true, narrowed));
        let besides = self.what.besides.iter().map(|sentence| (false, sentence.clone()));
        [left_out, not_counted, narrowed].into_iter().flatten().chain(besides).collect()
    }

    /// Writes all rows in full, each with the names of its actions, and what is to be said beside them.
    pub(super) fn files(&self, asked: &Asked) -> Vec<Step> {
        let columns: Vec<&str> = COLUMNS.iter().map(|column| column.title).chain(["Action names"]).collect();
        let names = |row: &Row| Cell::Several(self.what.actions(row).into_iter().map(ActionId::full_name).collect(), " ");
        let cell = |key: usize, row: &Row, column: usize| match column {
            // A spreadsheet would take 1/12 for a day in January.
            ACTIONS => Cell::One(format!("{} of {}", row.count, row.of)),
            RESOURCE => self.what.scope(row).map_or_else(|| all_but(&[], &[]), resources),
            CONDITION => Cell::Conditions(self.what.demands(row).to_vec()),
            CUT_BY => Cell::list(self.cuts_in_full(row)),
            column => Cell::One(self.text(key, column)),
        };
        let cells = |(key, row): (usize, &Row)| (0..COLUMNS.len()).map(|column| cell(key, row, column)).chain([names(row)]).collect();
        let rows: Vec<Vec<Cell>> = self.rows.iter().enumerate().map(cells).collect();
        let notes = self.notes().into_iter().map(|(_, note)| note).collect::<Vec<_>>().join(" ");
        export::both("what-can", asked, Some(notes.as_str()).filter(|notes| !notes.is_empty()), &columns, &rows)
    }

    /// A row's actions, resources, conditions and cuts, to read.
    pub(super) fn details(&self, key: usize) -> Option<Reader> {
        let row = self.rows.get(key)?;
        let (policy, through) = self.policy_and_through(row);
        let title = [self.text(key, SERVICE), self.text(key, LEVEL)].join(", ");
        let mut lines = vec![Line::new().title("Granted by"), Line::new().text(format!("  {policy}, {through}"))];
        if let Some(scope) = self.what.scope(row) {
            lines.push(Line::new().title(if scope.is_negated() { "On all resources but" } else { "On resources" }));
            lines.extend(scope.each_in_words().iter().map(|text| Line::new().text(format!("  {text}"))));
        }
        let conditions = self.what.demands(row).iter().map(|demand| Line::new().text(format!("  {}", demand.in_full())));
        let conditions: Vec<Line> = conditions.collect();
        if !conditions.is_empty() {
            lines.push(Line::new().title("Where"));
            lines.extend(conditions);
        }
        for cut in &self.what.cuts(row) {
            lines.extend(self.cut_lines(cut));
            lines.extend(Self::counted_lines(cut));
            lines.extend(self.let_through(row, cut).into_iter().map(|told| Line::new().text(format!("      {told}"))));
        }
        lines.push(Line::new().title("Actions, and what each applies to"));
        lines.extend(action_lines(&self.what.actions(row)));
        let text: Vec<String> = lines.iter().map(Line::plain).collect();
        Some(Reader::new(title, text.join("\n"), lines))
    }

    /// What the policies of resources deny the root user, a line each.
    pub(super) fn denied_to_root(&self) -> Vec<Line> {
        self.what.denied_to_root().iter().filter_map(|cut| self.cut_lines(cut).pop()).collect()
    }

    fn cut_lines(&self, cut: &Cut) -> Vec<Line> {
        let by = match &cut.by {
            CutBy::Statement(place) => {
                let (policy, through) = self.told(*place);
                format!("statement {} of {policy} ({through}) denies", place.statement + 1)
            }
            CutBy::Gates(_) if cut.is_whole => format!("no {} of this account allows", gate_of(cut)),
            CutBy::Gates(_) => format!("the {}, which must allow as well, lets through only in part", gate_of(cut)),
            CutBy::Boundary if cut.is_whole => "the permissions boundary leaves out".to_owned(),
            CutBy::Boundary => "the permissions boundary lets through only in part".to_owned(),
        };
        let on = cut.scope.as_ref().map(|scope| format!(" on {}", scope.in_words())).unwrap_or_default();
        let under: Vec<String> = cut.demands.iter().map(Demand::in_full).collect();
        let under = if under.is_empty() { String::new() } else { format!(", where {}", under.join(" and ")) };
        let actions = actions_in_words(&cut.actions);
        vec![
            Line::new().title(if cut.is_whole { "Not left" } else { "Cut" }),
            Line::new().with("  ✖ ", Role::Bad).text(format!("{by} {actions}{on}{under}")),
        ]
    }

    /// What the boundary, or the policies of roles or keys, let through of a cut that they make in part:
    /// `s3:PutObject only on arn:aws:s3:::reports/new.csv`.
    fn let_through(&self, row: &Row, cut: &Cut) -> Vec<String> {
        match &cut.by {
            CutBy::Boundary if !cut.is_whole => {
                let let_through = self.what.let_through(row);
                let_through.iter().map(|through| only_on(&through.actions, &through.scope, &through.demands)).collect()
            }
            CutBy::Gates(let_in) => let_in.iter().map(|let_in| only_on(&cut.actions, &let_in.scope, &let_in.demands)).collect(),
            CutBy::Boundary | CutBy::Statement(_) => Vec::new(),
        }
    }

    /// What takes a part of a row, in full.
    fn cuts_in_full(&self, row: &Row) -> Vec<String> {
        let told = |cut: &Cut| {
            let sentence = self.cut_lines(cut).pop().map(|line| line.plain());
            let sentence = sentence.map(|told| told.trim_start_matches([' ', '✖']).to_owned());
            sentence.into_iter().chain(self.let_through(row, cut)).collect::<Vec<_>>()
        };
        if row.is_cut { self.what.cuts(row).iter().flat_map(told).collect() } else { Vec::new() }
    }

    /// The actions of a cut by name, where its sentence only counts them.
    fn counted_lines(cut: &Cut) -> Vec<Line> {
        let sentence = actions_in_words(&cut.actions);
        let names: Vec<String> = cut.actions.iter().map(ActionId::full_name).collect();
        if names.iter().all(|name| sentence.contains(name)) {
            return Vec::new();
        }
        names.into_iter().map(|name| Line::new().quiet(format!("      {name}"))).collect()
    }
}

/// Where and when actions are let through.
fn only_on(actions: &ActionSet, scope: &Scope, demands: &[Demand]) -> String {
    let under: Vec<String> = demands.iter().map(Demand::in_full).collect();
    let under = if under.is_empty() { String::new() } else { format!(", where {}", under.join(" and ")) };
    let on = listed_in_full(&scope.each_in_words());
    let on = if scope.is_negated() { format!("all but {on}") } else { on };
    format!("{} only on {on}{under}", actions_in_words(actions))
}

/// The patterns of a scope, each by itself.
fn resources(scope: &Scope) -> Cell {
    let texts = scope.each_in_words();
    if scope.is_negated() { all_but(&[], &texts) } else { all_but(&texts, &[]) }
}

/// Which policy must let in as well, beside those of who asks.
fn gate_of(cut: &Cut) -> &'static str {
    let is_assuming = cut.actions.iter().any(|action| action.full_name().starts_with("sts:"));
    if is_assuming { "trust policy" } else { "key policy" }
}

/// Actions in two columns: the name, and the resource types that it can be limited to.
fn action_lines(actions: &[ActionId]) -> Vec<Line> {
    let names: Vec<String> = actions.iter().map(|action| action.full_name()).collect();
    let widest = names.iter().map(String::len).max().unwrap_or_default();
    let line = |(name, action): (&String, &ActionId)| {
        let kinds: Vec<&str> = action.action().into_iter().flat_map(|action| &action.resources).map(|kind| kind.resource_type).collect();
        let kinds = if kinds.is_empty() { "no resource of its own: * alone".to_owned() } else { kinds.join(", ") };
        Line::new().text(format!("  {name:<widest$}  ")).quiet(kinds)
    };
    names.iter().zip(actions).map(line).collect()
}

impl Listing for WhatRows<'_> {
    type Key = usize;

    fn columns(&self) -> &[Column] {
        let is_cut = self.rows.iter().any(|row| row.is_cut);
        match (is_cut, self.has_conditions(), self.cx.size.0 >= WIDE) {
            (true, true, _) => CUT,
            (true, false, _) => CUT_PLAIN,
            (false, true, _) => UNCUT,
            (false, false, false) => PLAIN,
            (false, false, true) => WIDE_PLAIN,
        }
    }

    fn words(&self, key: &usize) -> String {
        self.texts(*key).join(" ")
    }

    fn cell(&self, key: &usize, column: usize) -> Line {
        let text = self.text(*key, column);
        // What is asked about says more than how, where there is no room for both.
        let key_first = || self.rows.get(*key).and_then(|row| self.what.demands(row).first()).map(|demand| demand.key.clone());
        let text = if column == CONDITION { key_first().filter(|_| self.cx.size.0 < ROOMY).unwrap_or(text) } else { text };
        let role = match column {
            SERVICE | LEVEL => Role::Text,
            CUT_BY => Role::Warning,
            _ => Role::Quiet,
        };
        Line::new().with(text, role)
    }

    fn rank(&self, key: &usize, column: usize) -> Rank {
        match (column, self.rows.get(*key)) {
            (ACTIONS, Some(row)) => Rank::count(row.count),
            _ => Rank::words(&self.text(*key, column)),
        }
    }
}
