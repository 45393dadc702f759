//! The rows of *What can?* as files.

use super::vain::Entry;
use super::{ACTIONS, COLUMNS, CONDITION, CUT_BY, RESOURCE, WhatRows};
use crate::access::{InVain, Row, Scope};
use crate::app::step::Step;
use crate::policy::actions::ActionId;
use crate::screens::access::export::{self, Asked, Cell, all_but};

impl WhatRows<'_> {
    /// Writes all rows in full, each with the names of its actions, and what is to be said beside them.
    pub(in crate::screens::access) fn files(&self, asked: &Asked) -> Vec<Step> {
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
        let in_vain = |(key, vain): (usize, &InVain)| {
            let names = Cell::Several(vain.actions.iter().map(ActionId::full_name).collect(), " ");
            let scope = self.what.vain_scope(vain);
            let cell = |column: usize| match column {
                ACTIONS => Cell::One(format!("0 of {}", vain.actions.len())),
                RESOURCE => scope.map_or_else(|| all_but(&[], &[]), |(scope, _)| resources(scope)),
                CONDITION => Cell::Conditions(scope.map_or_else(Vec::new, |(_, demands)| demands.to_vec())),
                CUT_BY => Cell::list(vain.by.iter().filter_map(|cut| self.cut_in_full(cut)).collect()),
                column => Cell::One(self.text(key, column)),
            };
            (0..COLUMNS.len()).map(cell).chain([names]).collect()
        };
        let firsts = self.keys().into_iter().filter(|key| matches!(self.entry(*key), Some(Entry::Vain(_))));
        let rows = self.rows.iter().enumerate().map(cells);
        let rows: Vec<Vec<Cell>> = rows.chain(firsts.zip(self.vain).map(in_vain)).collect();
        let notes = self.notes().into_iter().map(|(_, note)| note).collect::<Vec<_>>().join(" ");
        export::both("what-can", asked, Some(notes.as_str()).filter(|notes| !notes.is_empty()), &columns, &rows)
    }
}

/// The patterns of a scope, each by itself.
fn resources(scope: &Scope) -> Cell {
    let texts = scope.each_in_words();
    if scope.is_negated() { all_but(&[], &texts) } else { all_but(&texts, &[]) }
}
