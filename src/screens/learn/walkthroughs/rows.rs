//! Lessons as rows of a list, and files that give none.

use std::sync::Arc;

use super::study::is_under_way;
use crate::app::cx::Cx;
use crate::app::route::{Route, ScreenId, Subject};
use crate::theme::Role;
use crate::training::lesson::{Lesson, shipped};
use crate::training::progress::Outcome;
use crate::training::{Own, Shelf};
use crate::widgets::Line;
use crate::widgets::list::{Column, Listing, Rank};

const COLUMNS: &[Column] =
    &[Column::text("Lesson", 34, 40, 10), Column::fixed("Level", 12, 6), Column::number("Minutes", 8, 5), Column::fixed("State", 24, 9)];

/// What stands for a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum RowKey {
    /// A lesson, by its id.
    Lesson(String),
    /// A file of the user's folder that gives no lesson, by its name.
    File(String),
}

impl RowKey {
    /// The lessons that the program brings along, in the order in which they are offered.
    pub fn course() -> Vec<Self> {
        shipped().flatten().map(|lesson| Self::Lesson(lesson.id.clone())).collect()
    }

    /// The files of the user's folder.
    pub fn own(shelf: &Shelf) -> Vec<Self> {
        let key = |own: &Own| match &own.lesson {
            Ok(lesson) => Self::Lesson(lesson.id.clone()),
            Err(_) => Self::File(own.file.clone()),
        };
        shelf.own().iter().map(key).collect()
    }

    /// The lesson, where it is one.
    pub fn lesson<'a>(&self, cx: &Cx<'a>) -> Option<&'a Arc<Lesson>> {
        match self {
            Self::Lesson(id) => cx.shelf.lesson(id),
            Self::File(_) => None,
        }
    }

    /// Its page.
    pub fn page(&self) -> Route {
        let subject = match self {
            Self::Lesson(id) => Subject::Lesson(id.clone()),
            Self::File(name) => Subject::LessonFile(name.clone()),
        };
        Route::about(ScreenId::Walkthrough, subject)
    }
}

/// Lessons as rows.
pub(super) struct LessonRows<'a> {
    pub cx: &'a Cx<'a>,
}

/// How a lesson stands, with its sign.
pub(super) fn state(lesson: &Lesson, cx: &Cx<'_>) -> Line {
    let Some(record) = cx.progress.lesson(lesson) else { return Line::new().quiet("not begun") };
    let steps = || lesson.parts().filter_map(|id| record.step(id));
    let count = |outcome| steps().filter(|step| step.outcome == Some(outcome) && !step.undone).count();
    let (all, helped, skipped) = (lesson.parts().count(), count(Outcome::Assisted), count(Outcome::Skipped));
    let undone = steps().filter(|step| step.undone).count();
    let besides = [(helped, "with help"), (skipped, "skipped"), (undone, "undone")].into_iter().filter(|(count, _)| *count > 0);
    let besides = besides.map(|(count, word)| format!(", {count} {word}")).collect::<Vec<_>>().concat();
    if lesson.exam && record.is_finished() {
        // A pass stays; another attempt is told of beside it.
        let again = format!(", again {} of {all}", record.done());
        let again = if record.finished.is_some() { "" } else { again.as_str() };
        return Line::new().with("✔ ", Role::Good).text(format!("passed{again}"));
    }
    if record.finished.is_some() && record.at.is_empty() {
        return Line::new().with("✔ ", Role::Good).text(format!("done{besides}"));
    }
    let word = if is_under_way(&lesson.id, cx) { "open" } else { "begun" };
    Line::new().with("● ", Role::Info).text(format!("{word}, {} of {all}{besides}", helped + count(Outcome::Solved)))
}

impl Listing for LessonRows<'_> {
    type Key = RowKey;

    fn columns(&self) -> &[Column] {
        COLUMNS
    }

    fn words(&self, key: &RowKey) -> String {
        let (RowKey::Lesson(name) | RowKey::File(name)) = key;
        let cells = (0..COLUMNS.len()).map(|column| self.cell(key, column).plain());
        cells.chain([name.clone()]).collect::<Vec<_>>().join(" ")
    }

    fn cell(&self, key: &RowKey, column: usize) -> Line {
        if let RowKey::File(name) = key {
            return match column {
                0 => Line::new().text(name.clone()),
                3 => Line::new().with("✖ ", Role::Bad).text("no lesson yet"),
                _ => Line::new(),
            };
        }
        let Some(lesson) = key.lesson(self.cx) else { return Line::new() };
        match column {
            0 => Line::new().text(lesson.title.clone()),
            1 => Line::new().quiet(lesson.level.name()),
            2 => Line::new().quiet(lesson.minutes.to_string()),
            _ => state(lesson, self.cx),
        }
    }

    fn rank(&self, key: &RowKey, column: usize) -> Rank {
        match (column, key.lesson(self.cx)) {
            (1, Some(lesson)) => Rank::Number(lesson.level as i64),
            (2, Some(lesson)) => Rank::Number(lesson.minutes.into()),
            _ => Rank::words(&self.cell(key, column).plain()),
        }
    }
}
