//! The table of what of the course notes is taught where has each of their sentences, and each step says what it is there for.

use std::path::Path;

use iam_console::training::lesson::{Lesson, shipped, shipped_lesson};
use iam_console::training::quiz::Misconception;

/// The sentences of the course notes, one a line.
const NOTES: &str = include_str!("course_notes.txt");
const TABLE: &str = include_str!("../../assets/lessons/COVERAGE.md");

/// The rows of the table: the sentence, the step, what is corrected, and what the step says of it.
fn rows() -> Vec<[&'static str; 4]> {
    let rows = TABLE.lines().filter(|line| line.starts_with("| ") && line.contains('`'));
    let cells = |line: &'static str| line.trim_matches('|').split(" | ").map(str::trim).collect::<Vec<_>>();
    rows.map(|line| cells(line).try_into().unwrap_or_else(|cells| panic!("{cells:?} are not four cells"))).collect()
}

/// What a lesson's file says of a step, as one line without marks.
fn said(lesson: &Lesson, step: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/lessons").join(&lesson.file);
    let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let from = text.lines().skip_while(|line| !(line.starts_with("## ") && line.ends_with(&format!("{{#{step}}}"))));
    let mut lines = from.enumerate().take_while(|(number, line)| *number == 0 || !line.starts_with("## ")).map(|(_, line)| line);
    assert!(lines.next().is_some(), "there is no step {step} in {}", lesson.file);
    let words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
    words.join(" ").replace(['*', '`'], "")
}

#[test]
fn every_sentence_of_the_notes_has_its_row() {
    let sentences: Vec<&str> = rows().into_iter().map(|[sentence, ..]| sentence).collect();
    for note in NOTES.lines() {
        assert_eq!(sentences.iter().filter(|sentence| **sentence == note).count(), 1, "{note}");
    }
    assert_eq!(sentences.len(), NOTES.lines().count());
}

#[test]
fn every_misconception_has_a_step_that_shows_it_besides_the_exam() {
    let lessons: Vec<_> = shipped().flatten().filter(|lesson| !lesson.exam).collect();
    let steps = || lessons.iter().flat_map(|lesson| &lesson.steps);
    for misconception in Misconception::all().map(|misconception| misconception.to_string()) {
        assert!(steps().any(|step| step.misconceptions.contains(&misconception)), "nothing is to be done about {misconception}");
    }
}

#[test]
fn every_step_says_what_the_table_says_that_it_does() {
    for [sentence, place, _, words] in rows() {
        let place = place.trim_matches('`');
        let (lesson, step) = place.split_once('/').unwrap_or_else(|| panic!("{place} names no step"));
        let lesson = shipped_lesson(lesson).unwrap_or_else(|| panic!("there is no lesson {lesson}"));
        assert!(lesson.step(step).is_some(), "there is no step {place}");
        let said = said(lesson, step);
        assert!(!words.is_empty() && said.contains(words), "{sentence}: {place} does not say {words:?}, but: {said}");
    }
}
