//! *What can?*: what somebody's policies come to, by service, access level and grant.

mod details;
mod files;
mod vain;

use self::details::gate_of;
use self::vain::Entry;
use super::export::APART;
use crate::access::{Cut, CutBy, Demand, InVain, Row, Scope, WhatCan, actions_in_words};
use crate::account::authorization::Origin;
use crate::app::cx::Cx;
use crate::app::words::{count, listed};
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

/// The answer as rows, and behind them what is granted in vain.
pub(super) struct WhatRows<'a> {
    pub cx: &'a Cx<'a>,
    pub what: &'a WhatCan,
    pub rows: &'a [Row],
    pub vain: &'a [InVain],
}

/// An answer, its rows by the services' names.
pub(super) struct FoundWhat {
    what: WhatCan,
    rows: Vec<Row>,
    vain: Vec<InVain>,
}

impl FoundWhat {
    /// An answer with its rows.
    pub(super) fn new(what: WhatCan, mut rows: Vec<Row>) -> Self {
        rows.sort_by_cached_key(|row| row.service.service().map(|service| service.short_name.to_lowercase()));
        let vain = what.in_vain();
        Self { what, rows, vain }
    }

    /// Whether a row is about what is granted in vain.
    pub(super) const fn is_of_vain(&self, key: usize) -> bool {
        key >= self.rows.len()
    }

    /// The same as rows of a table.
    pub(super) fn rows<'a>(&'a self, cx: &'a Cx<'a>) -> WhatRows<'a> {
        WhatRows { cx, what: &self.what, rows: &self.rows, vain: &self.vain }
    }
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
        let conditions = Some(self.text(key, CONDITION)).filter(|conditions| !conditions.is_empty())?;
        Some(Line::new().quiet("Condition  ").text(conditions))
    }

    /// Whether some row turns on a condition.
    pub(super) fn has_conditions(&self) -> bool {
        self.keys().into_iter().any(|key| !self.demands(key).is_empty())
    }

    fn demands(&self, key: usize) -> &[Demand] {
        match self.entry(key) {
            Some(Entry::Granted(row)) => self.what.demands(row),
            Some(Entry::Vain(vain)) => self.what.vain_scope(vain).map_or(&[], |(_, demands)| demands),
            Some(Entry::Against(cut)) => &cut.demands,
            None => &[],
        }
    }

    fn text(&self, key: usize, column: usize) -> String {
        let row = match self.entry(key) {
            Some(Entry::Granted(row)) => row,
            Some(entry) => return self.text_in_vain(&entry, column),
            None => return String::new(),
        };
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
}

impl Listing for WhatRows<'_> {
    type Key = usize;

    fn columns(&self) -> &[Column] {
        let is_cut = !self.vain.is_empty() || self.rows.iter().any(|row| row.is_cut);
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
        let key_first = || self.demands(*key).first().map(|demand| demand.key.clone());
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
            (ACTIONS, None) => Rank::count(0),
            _ => Rank::words(&self.text(*key, column)),
        }
    }
}
