//! What lessons have to do with the quiz: what was done in them counts for mastery, what was not brings items up.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use jiff::Timestamp;

use super::bank::Bank;
use super::item::Item;
use super::misconception::Misconception;
use super::reviews::Reviews;
use crate::training::Shelf;
use crate::training::lesson::Lesson;
use crate::training::progress::{LessonRecord, Outcome, Progress};

/// So many items of each misconception a failed step brings up.
const EACH: usize = 2;

/// The bank that comes with the program, read once.
pub fn shipped_bank() -> &'static Bank {
    // That it can be read is seen to by a test; without it there would be nothing to ask.
    static BANK: LazyLock<Bank> = LazyLock::new(|| Bank::shipped().unwrap_or_default());
    &BANK
}

/// The misconceptions of whose lessons the learner has done a step without help.
pub fn applied(progress: &Progress, shelf: &Shelf) -> BTreeSet<Misconception> {
    let is_solved = |lesson: &Lesson| progress.lesson(lesson).is_some_and(|record| record.count(Outcome::Solved) > 0);
    shelf.lessons().filter(|lesson| is_solved(lesson)).flat_map(|lesson| misconceptions(lesson)).collect()
}

fn misconceptions(lesson: &Lesson) -> impl Iterator<Item = Misconception> {
    lesson.misconceptions.iter().filter_map(|id| Misconception::named(id))
}

/// Whether a step was left out, done with help, or a mistake made at it, since the lesson was kept last.
pub fn has_failed_since(before: Option<&LessonRecord>, now: &LessonRecord) -> bool {
    let is_failed = |outcome: Option<Outcome>| matches!(outcome, Some(Outcome::Skipped | Outcome::Assisted));
    now.steps.iter().any(|(id, step)| {
        let before = before.and_then(|before| before.step(id));
        let has_failed = is_failed(step.outcome) && before.and_then(|before| before.outcome) != step.outcome;
        has_failed || step.mistakes > before.map_or(0, |before| before.mistakes)
    })
}

impl Reviews {
    /// Brings up items about what a lesson is about: a step of it was left out, done with help, or not at the first try. Those that are known least
    /// come first, and few of each misconception, so that they can all be answered.
    pub fn bring_up_for(&mut self, bank: &Bank, lesson: &Lesson, now: Timestamp) {
        let about: BTreeSet<Misconception> = misconceptions(lesson).collect();
        let named = bank.items().iter().filter(|item| item.lessons.contains(&lesson.id));
        let mut ids: BTreeSet<&str> = named.map(|item| item.id.as_str()).collect();
        for misconception in about {
            let mut items: Vec<&Item> = bank.about(misconception).collect();
            let known = |item: &Item| self.of(&item.id).and_then(|review| review.recall(now)).unwrap_or(0.0);
            items.sort_by(|one, other| known(one).total_cmp(&known(other)).then(one.level.cmp(&other.level)));
            ids.extend(items.into_iter().take(EACH).map(|item| item.id.as_str()));
        }
        self.bring_up(ids, now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::training::lesson::shipped_lesson;
    use crate::training::progress::StepRecord;

    fn now() -> Timestamp {
        "2026-11-29T08:00:00Z".parse().unwrap()
    }

    fn record(outcome: Option<Outcome>) -> LessonRecord {
        let mut record = LessonRecord::begun("w01", 1, now());
        record.steps.insert("alice".into(), StepRecord { outcome, ..StepRecord::default() });
        record
    }

    #[test]
    fn a_step_that_was_left_out_brings_up_a_few_items_of_its_lesson() {
        assert!(!has_failed_since(None, &record(Some(Outcome::Solved))));
        assert!(has_failed_since(None, &record(Some(Outcome::Skipped))));
        assert!(has_failed_since(Some(&record(None)), &record(Some(Outcome::Assisted))));
        assert!(!has_failed_since(Some(&record(Some(Outcome::Skipped))), &record(Some(Outcome::Skipped))));
        let mut mistaken = record(Some(Outcome::Solved));
        mistaken.steps.get_mut("alice").unwrap().mistakes = 1;
        assert!(has_failed_since(Some(&record(Some(Outcome::Solved))), &mistaken));
        assert!(!has_failed_since(Some(&mistaken), &mistaken));
        let mut reviews = Reviews::default();
        reviews.bring_up_for(shipped_bank(), shipped_lesson("w01").unwrap(), now());
        let due = reviews.due(now());
        assert!((4..=12).contains(&due.len()), "{due:?}");
        assert!(due.iter().any(|item| item.starts_with("m01")), "{due:?}");
    }

    #[test]
    fn a_step_that_was_solved_applies_what_its_lesson_is_about() {
        let mut progress = Progress::default();
        assert!(applied(&progress, &Shelf::default()).is_empty());
        progress.lessons.insert("w01".into(), record(Some(Outcome::Assisted)));
        assert!(applied(&progress, &Shelf::default()).is_empty());
        progress.lessons.insert("w01".into(), record(Some(Outcome::Solved)));
        assert!(applied(&progress, &Shelf::default()).contains(&Misconception::named("M01").unwrap()));
    }
}
