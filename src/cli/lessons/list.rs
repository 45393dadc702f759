//! `lessons list` and `lessons show`.

use std::fmt::Write as _;

use serde_json::json;

use super::shown;
use crate::account::display::escaped_json;
use crate::account::words::count;
use crate::training::Shelf;
use crate::training::lesson::Lesson;

/// The columns of texts that are printed.
const COLUMNS: usize = 80;

/// The lessons that there are, and behind them what of the user's folder gives none.
pub(super) fn list(shelf: &Shelf, json: bool) -> String {
    let wrong = || shelf.own().iter().filter_map(|own| Some((own.file.as_str(), own.lesson.as_ref().err()?)));
    if json {
        let wrong = wrong().map(|(file, why)| json!({ "file": file, "wrong": why }));
        let all: Vec<_> = shelf.lessons().map(|lesson| about(lesson)).chain(wrong).collect();
        return escaped_json(&format!("{:#}\n", json!(all)));
    }
    let mut text = format!("{:<8}  {:<12}  {:>3}  {:<8}  TITLE\n", "ID", "LEVEL", "MIN", "NEEDS");
    for lesson in shelf.lessons() {
        let Lesson { id, title, level, minutes, needs, .. } = lesson.as_ref();
        // Writing to a string can't fail.
        let _ = writeln!(text, "{id:<8}  {:<12}  {minutes:>3}  {:<8}  {title}", level.name(), needs.join(" "));
    }
    for (file, why) in wrong() {
        let _ = writeln!(text, "\n{file} is no lesson yet:\n{why}");
    }
    shown(&text)
}

fn about(lesson: &Lesson) -> serde_json::Value {
    json!({
        "id": lesson.id,
        "title": lesson.title,
        "level": lesson.level.name(),
        "minutes": lesson.minutes,
        "needs": lesson.needs,
        "objectives": objectives(lesson),
        "misconceptions": lesson.misconceptions,
        "steps": lesson.steps.iter().map(|step| &step.id).collect::<Vec<_>>(),
        "challenge": lesson.challenge.is_some(),
    })
}

/// What a lesson is about.
pub(super) fn show(lesson: &Lesson) -> String {
    let mut text = format!("{}: {}\n{}, {}", lesson.id, lesson.title, lesson.level.name(), count(lesson.minutes, "minute"));
    if !lesson.needs.is_empty() {
        let _ = write!(text, ", after {}", lesson.needs.join(" and "));
    }
    text.push_str("\n\n");
    for line in lesson.introduction().map(|block| block.text.plain(COLUMNS)).unwrap_or_default() {
        let _ = writeln!(text, "{line}");
    }
    let section = |text: &mut String, heading: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            let _ = writeln!(text, "\n{heading}");
            for line in lines {
                let _ = writeln!(text, "  {line}");
            }
        }
    };
    section(&mut text, "Afterwards you can", objectives(lesson));
    let title = |id: &str| lesson.texts.get(id).map_or_else(|| id.to_owned(), |block| block.title.clone());
    let mut steps: Vec<String> = lesson.steps.iter().zip(1..).map(|(step, number)| format!("{number}. {}", title(&step.id))).collect();
    steps.extend(lesson.challenge.as_ref().map(|_| "Challenge".to_owned()));
    section(&mut text, "Steps", steps);
    shown(&text)
}

fn objectives(lesson: &Lesson) -> Vec<String> {
    lesson.objectives.iter().map(ToString::to_string).collect()
}
