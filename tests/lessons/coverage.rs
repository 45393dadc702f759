//! The table of what of the course notes is taught where names steps that are there.

use iam_console::training::lesson::shipped_lesson;

#[test]
fn every_sentence_of_the_notes_is_taught_in_a_step_that_is_there() {
    let table = include_str!("../../assets/lessons/COVERAGE.md");
    let rows: Vec<&str> = table.lines().filter(|line| line.starts_with("| ") && line.contains('`')).collect();
    assert!(rows.len() >= 30, "the notes have about so many sentences");
    for row in rows {
        let place = row.split('`').nth(1).unwrap();
        let (lesson, step) = place.split_once('/').unwrap_or_else(|| panic!("{place} names no step"));
        let lesson = shipped_lesson(lesson).unwrap_or_else(|| panic!("there is no lesson {lesson}"));
        let is_there = lesson.step(step).is_some() || (step == "challenge" && lesson.challenge.is_some());
        assert!(is_there, "there is no step {place}");
    }
}
