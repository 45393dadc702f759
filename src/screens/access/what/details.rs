//! A row of *What can?* to read, and what cuts it in sentences.

use super::{LEVEL, SERVICE, WhatRows};
use crate::access::{Cut, CutBy, Demand, Row, Scope, actions_in_words};
use crate::app::overlay::reader::Reader;
use crate::app::words::listed_in_full;
use crate::policy::actions::{ActionId, ActionSet};
use crate::theme::Role;
use crate::widgets::Line;

impl WhatRows<'_> {
    /// A row's actions, resources, conditions and cuts, to read.
    pub(in crate::screens::access) fn details(&self, key: usize) -> Option<Reader> {
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
    pub(in crate::screens::access) fn denied_to_root(&self) -> Vec<Line> {
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

    /// What a cut takes, in a sentence.
    pub(super) fn cut_in_full(&self, cut: &Cut) -> Option<String> {
        let sentence = self.cut_lines(cut).pop()?.plain();
        Some(sentence.trim_start_matches([' ', '✖']).to_owned())
    }

    /// What takes a part of a row, in full.
    pub(super) fn cuts_in_full(&self, row: &Row) -> Vec<String> {
        let told = |cut: &Cut| self.cut_in_full(cut).into_iter().chain(self.let_through(row, cut)).collect::<Vec<_>>();
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

/// Which policy must let in as well, beside those of who asks.
pub(super) fn gate_of(cut: &Cut) -> &'static str {
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
