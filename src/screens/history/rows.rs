//! Records as rows of a list.

use super::record::{Record, RecordKey};
use crate::app::cx::Cx;
use crate::app::words::ago;
use crate::theme::Role;
use crate::widgets::Line;
use crate::widgets::list::{Column, Listing, Rank};

const COLUMNS: [Column; 5] = [
    Column::number("No.", 4, 2),
    Column::fixed("Time", 14, 7),
    Column::text("What", 32, 90, 10),
    Column::fixed("", 6, 9),
    Column::text("By", 14, 24, 3),
];

/// Where there is little room, the sentence itself tells who did it, unless that was root.
const NARROW_COLUMNS: &[Column] = COLUMNS.split_at(4).0;

/// Records as rows.
pub(super) struct RecordRows<'a> {
    pub cx: &'a Cx<'a>,
}

/// Whether a change is taken back at the moment.
pub(super) fn is_undone(record: &Record<'_>, cx: &Cx<'_>) -> bool {
    matches!(record, Record::Entry(item) if cx.history.is_undone(item.revision))
}

impl Listing for RecordRows<'_> {
    type Key = RecordKey;

    fn columns(&self) -> &[Column] {
        if self.cx.is_narrow() { NARROW_COLUMNS } else { &COLUMNS }
    }

    fn words(&self, key: &RecordKey) -> String {
        let Some(record) = key.find(self.cx) else { return String::new() };
        let undone = if is_undone(&record, self.cx) { "undone" } else { "" };
        let number = if let Record::Entry(item) = record { item.revision.to_string() } else { String::new() };
        format!("{number} {} {} {undone}", record.sentence(self.cx), record.by(self.cx).unwrap_or_default())
    }

    fn cell(&self, key: &RecordKey, column: usize) -> Line {
        let Some(record) = key.find(self.cx) else { return Line::new() };
        let item = match record {
            Record::Entry(item) => Some(item),
            Record::Notice(_) => None,
        };
        let undone = is_undone(&record, self.cx);
        match column {
            0 => item.map_or_else(Line::new, |item| Line::new().quiet(item.revision.to_string())),
            1 => Line::new().quiet(ago(record.at(), self.cx.now)),
            2 => {
                let (sign, role) = (record.tone().sign(), record.tone().role());
                let words = if undone { Role::Quiet } else { Role::Text };
                let line = Line::new().with(format!("{sign} "), if undone { Role::Quiet } else { role });
                let by = item.filter(|item| self.cx.is_narrow() && !item.caller.is_root()).and_then(|_| record.by(self.cx));
                let by = by.map_or_else(String::new, |by| format!("{by}: "));
                line.quiet(by).with(record.sentence(self.cx), words)
            }
            3 if undone => Line::new().with("undone", Role::Warning),
            3 => Line::new(),
            _ => record.by(self.cx).map_or_else(Line::new, |by| Line::new().quiet(by)),
        }
    }

    fn rank(&self, key: &RecordKey, column: usize) -> Rank {
        let Some(record) = key.find(self.cx) else { return Rank::Number(0) };
        match (column, record) {
            (0, Record::Entry(item)) => Rank::Number(i64::try_from(item.revision).unwrap_or(i64::MAX)),
            (0, Record::Notice(_)) => Rank::Number(0),
            (1, record) => Rank::Number(self.cx.now.as_second() - record.at().as_second()),
            (2, record) => Rank::words(&record.sentence(self.cx)),
            _ => Rank::words(&self.cell(key, column).plain()),
        }
    }
}
