//! What lessons have to do with the quiz: what was done in them counts for mastery, what was not brings items up.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use jiff::Timestamp;

use super::bank::Bank;
use super::bank::item::Item;
use super::bank::misconception::Misconception;
use super::reviews::Reviews;
use crate::training::Shelf;
use crate::training::lesson::Lesson;
use crate::training::progress::{LessonRecord, Outcome, Progress};

/// So many items of each misconception of a failed step are brought up.
const EACH: usize = 2;

/// The bank that comes with the program, read once.
pub fn shipped_bank() -> &'static Bank {
    // That it can be read is seen to by a test; without it there would be nothing to ask.
    static BANK: LazyLock<Bank> = LazyLock::new(|| Bank::shipped().unwrap_or_default());
    &BANK
}

/// The misconceptions of which the learner has done a step about them without help.
pub fn applied(progress: &Progress, shelf: &Shelf) -> BTreeSet<Misconception> {
    let begun = shelf.lessons().filter_map(|lesson| Some((lesson, progress.lesson(lesson)?)));
    let solved = begun.flat_map(|(lesson, record)| {
        let steps = lesson.steps.iter().filter(|step| record.outcome(&step.id) == Some(Outcome::Solved));
        steps.flat_map(|step| misconceptions(&step.misconceptions))
    });
    solved.collect()
}

fn misconceptions(ids: &[String]) -> impl Iterator<Item = Misconception> {
    ids.iter().filter_map(|id| Misconception::named(id))
}

/// The parts of a lesson that were left out, done with help, or a mistake made at, since it was kept last.
pub fn failed_since<'a>(before: Option<&LessonRecord>, now: &'a LessonRecord) -> Vec<&'a str> {
    let is_failed = |outcome: Option<Outcome>| matches!(outcome, Some(Outcome::Skipped | Outcome::Assisted));
    let failed = now.steps.iter().filter(|(id, step)| {
        let before = before.and_then(|before| before.step(id));
        let has_failed = is_failed(step.outcome) && before.and_then(|before| before.outcome) != step.outcome;
        has_failed || step.mistakes > before.map_or(0, |before| before.mistakes)
    });
    failed.map(|(id, _)| id.as_str()).collect()
}

impl Reviews {
    /// Brings up items about what these parts of a lesson are about: they were left out, done with help, or not at the first try.
    /// Those that are known least come first, and few of each misconception, so that they can all be answered.
    pub fn bring_up_for(&mut self, bank: &Bank, lesson: &Lesson, parts: &[&str], now: Timestamp) {
        let about: BTreeSet<Misconception> = parts.iter().flat_map(|part| misconceptions(lesson.about(part))).collect();
        let named = bank.items().iter().filter(|item| !parts.is_empty() && item.lessons.contains(&lesson.id));
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
        record.steps.insert("bob".into(), StepRecord { outcome, ..StepRecord::default() });
        record
    }

    #[test]
    fn a_step_that_was_left_out_brings_up_a_few_items_of_its_lesson() {
        assert!(failed_since(None, &record(Some(Outcome::Solved))).is_empty());
        assert_eq!(failed_since(None, &record(Some(Outcome::Skipped))), ["bob"]);
        assert_eq!(failed_since(Some(&record(None)), &record(Some(Outcome::Assisted))), ["bob"]);
        assert!(failed_since(Some(&record(Some(Outcome::Skipped))), &record(Some(Outcome::Skipped))).is_empty());
        let mut mistaken = record(Some(Outcome::Solved));
        mistaken.steps.get_mut("bob").unwrap().mistakes = 1;
        assert_eq!(failed_since(Some(&record(Some(Outcome::Solved))), &mistaken), ["bob"]);
        assert!(failed_since(Some(&mistaken), &mistaken).is_empty());
        let mut reviews = Reviews::default();
        let lesson = shipped_lesson("w01").unwrap();
        reviews.bring_up_for(shipped_bank(), lesson, &[], now());
        assert!(reviews.due(now()).is_empty());
        reviews.bring_up_for(shipped_bank(), lesson, &["bob"], now());
        let due = reviews.due(now());
        let about: BTreeSet<_> = shipped_bank().about(Misconception::named("M01").unwrap()).map(|item| item.id.as_str()).collect();
        assert!(due.len() == EACH && due.iter().all(|item| about.contains(item)), "of M01 alone: {due:?}");
    }

    #[test]
    fn a_step_that_was_solved_applies_what_it_is_about_and_not_the_whole_lesson() {
        let mut progress = Progress::default();
        assert!(applied(&progress, &Shelf::default()).is_empty());
        progress.lessons.insert("w01".into(), record(Some(Outcome::Assisted)));
        assert!(applied(&progress, &Shelf::default()).is_empty());
        progress.lessons.insert("w01".into(), record(Some(Outcome::Solved)));
        assert_eq!(applied(&progress, &Shelf::default()), [Misconception::named("M01").unwrap()].into());
    }
}
