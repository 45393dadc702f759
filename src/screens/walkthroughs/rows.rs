//! Lessons as rows of a list.

use super::study::is_under_way;
use crate::app::cx::Cx;
use crate::theme::Role;
use crate::training::lesson::{Lesson, shipped_lesson};
use crate::training::progress::Outcome;
use crate::widgets::Line;
use crate::widgets::list::{Column, Listing, Rank};

const COLUMNS: &[Column] =
    &[Column::text("Lesson", 34, 40, 10), Column::fixed("Level", 12, 6), Column::number("Minutes", 8, 5), Column::fixed("State", 24, 9)];

/// Lessons as rows, by their ids.
pub(super) struct LessonRows<'a> {
    pub cx: &'a Cx<'a>,
}

/// How a lesson stands, with its sign.
pub(super) fn state(lesson: &Lesson, cx: &Cx<'_>) -> Line {
    let Some(record) = cx.progress.lesson(&lesson.id) else { return Line::new().quiet("not begun") };
    let all = crate::app::coach::ids(lesson).count();
    let helped = record.count(Outcome::Assisted);
    let skipped = record.count(Outcome::Skipped);
    let besides = [(helped, "with help"), (skipped, "skipped")].into_iter().filter(|(count, _)| *count > 0);
    let besides = besides.map(|(count, word)| format!(", {count} {word}")).collect::<Vec<_>>().concat();
    if record.finished.is_some() && record.at.is_empty() {
        return Line::new().with("✔ ", Role::Good).text(format!("done{besides}"));
    }
    let word = if is_under_way(&lesson.id, cx) { "open" } else { "begun" };
    Line::new().with("● ", Role::Info).text(format!("{word}, {} of {all}{besides}", record.done()))
}

impl Listing for LessonRows<'_> {
    type Key = String;

    fn columns(&self) -> &[Column] {
        COLUMNS
    }

    fn words(&self, id: &String) -> String {
        let cells = (0..COLUMNS.len()).map(|column| self.cell(id, column).plain());
        cells.chain([id.clone()]).collect::<Vec<_>>().join(" ")
    }

    fn cell(&self, id: &String, column: usize) -> Line {
        let Some(lesson) = shipped_lesson(id) else { return Line::new() };
        match column {
            0 => Line::new().text(lesson.title.clone()),
            1 => Line::new().quiet(lesson.level.name()),
            2 => Line::new().quiet(lesson.minutes.to_string()),
            _ => state(lesson, self.cx),
        }
    }

    fn rank(&self, id: &String, column: usize) -> Rank {
        match (column, shipped_lesson(id)) {
            (1, Some(lesson)) => Rank::Number(lesson.level as i64),
            (2, Some(lesson)) => Rank::Number(lesson.minutes.into()),
            _ => Rank::words(&self.cell(id, column).plain()),
        }
    }
}
