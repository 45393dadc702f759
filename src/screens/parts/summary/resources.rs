//! What each statement says of an action's resources, as rows.

use super::services::condition;
use crate::policy::summary::ResourceRow;
use crate::widgets::Line;
use crate::widgets::list::{Column, Listing, Rank};

const COLUMNS: &[Column] = &[
    Column::fixed("Statement", 9, 6),
    Column::fixed("Type", 12, 4),
    Column::text("Resource", 30, 90, 10),
    Column::text("Request condition", 14, 60, 8).or("Condition"),
];

/// A row's conditions in a line.
fn told(row: &ResourceRow) -> String {
    if row.conditions.is_empty() { "None".into() } else { row.conditions.join(" and ") }
}

/// The entry as it is written, and its conditions, each for itself.
pub(super) fn notes(row: &ResourceRow) -> Vec<Line> {
    let entry = row.entry.iter().map(|entry| Line::new().quiet("Resource  ").text(entry.clone()));
    let conditions = (!row.conditions.is_empty()).then(|| Line::new().quiet("Condition  ").text(told(row)));
    entry.chain(conditions).collect()
}

/// Resources as rows.
pub(super) struct ResourceRows;

impl Listing for ResourceRows {
    type Key = ResourceRow;

    fn columns(&self) -> &[Column] {
        COLUMNS
    }

    fn words(&self, row: &ResourceRow) -> String {
        let cells = (0..COLUMNS.len()).map(|column| self.cell(row, column).plain());
        cells.chain(row.entry.clone()).collect::<Vec<_>>().join(" ")
    }

    fn cell(&self, row: &ResourceRow, column: usize) -> Line {
        match column {
            0 => Line::new().quiet((row.statement + 1).to_string()),
            1 => Line::new().quiet(row.kind.unwrap_or("-")),
            2 => Line::new().text(row.words.clone()),
            _ => condition(&told(row)),
        }
    }

    fn rank(&self, row: &ResourceRow, column: usize) -> Rank {
        match column {
            0 => Rank::count(row.statement),
            _ => Rank::words(&self.cell(row, column).plain()),
        }
    }
}
