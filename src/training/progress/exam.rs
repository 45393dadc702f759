//! What an exam has besides another lesson: the time that there is for it, and its best pass.

use jiff::{SignedDuration, Timestamp};

use super::passed::Passed;
use super::record::{LessonRecord, Outcome};
use crate::training::lesson::Lesson;

impl Passed {
    /// What was passed before the attempt that stays of two records of an exam: of two attempts, the other one, too.
    pub(super) fn of_both(one: &LessonRecord, other: &LessonRecord) -> Option<Self> {
        let is_same = (&one.account, one.begun) == (&other.account, other.begun);
        let pass = |record: &LessonRecord| if is_same || !record.exam { record.passed.clone() } else { record.best_pass() };
        Self::best([one, other].into_iter().filter_map(pass))
    }
}

impl LessonRecord {
    /// When the time of an exam is up; `None` where nothing is timed, or the exam is done.
    pub fn time_is_up(&self, lesson: &Lesson) -> Option<Timestamp> {
        if !lesson.exam || self.finished.is_some() {
            return None;
        }
        let minutes = i64::from(lesson.minutes) + i64::from(self.extended);
        self.begun.checked_add(SignedDuration::from_mins(minutes)).ok()
    }

    /// How many minutes of an exam are left, begun ones counted; none once the time is up.
    pub fn minutes_left(&self, lesson: &Lesson, now: Timestamp) -> Option<i64> {
        let up = self.time_is_up(lesson)?;
        Some((up.duration_since(now).as_secs().max(0) + 59) / 60)
    }

    /// How long there is time for an exam, in a sentence; `None` where nothing is timed.
    pub fn time_left_in_words(&self, lesson: &Lesson, now: Timestamp) -> Option<String> {
        Some(match self.minutes_left(lesson, now)? {
            0 => "Its time is up.".to_owned(),
            1 => "One minute is left.".to_owned(),
            left => format!("{left} minutes are left."),
        })
    }

    /// The best attempt that was finished without help: this one, or one before it; `None` where there is none.
    pub fn best_pass(&self) -> Option<Passed> {
        let is_unaided = self.count(Outcome::Assisted) + self.count(Outcome::Skipped) == 0;
        let this = self.finished.filter(|_| is_unaided).map(|finished| Passed {
            finished,
            solved: self.count(Outcome::Solved),
            seconds: self.seconds(),
            extended: self.extended,
            seed: self.seed,
        });
        Passed::best(this.into_iter().chain(self.passed.clone()))
    }

    /// Whether it was finished, in this attempt or one before it.
    pub const fn is_finished(&self) -> bool {
        self.finished.is_some() || self.passed.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::super::StepRecord;
    use super::*;

    fn exam(account: &str, begun: i64, passed_in: Option<u64>) -> LessonRecord {
        let begun = Timestamp::from_second(begun).unwrap();
        let mut record = LessonRecord { exam: true, ..LessonRecord::begun(account, 1, begun) };
        if let Some(seconds) = passed_in {
            record.steps.insert("a".into(), StepRecord { outcome: Some(Outcome::Solved), seconds, ..StepRecord::default() });
            record.finished = Some(begun);
        }
        record
    }

    #[test]
    fn a_pass_outlives_every_attempt_after_it_and_the_better_one_counts() {
        let first = exam("one", 0, Some(90));
        assert_eq!(first.best_pass().unwrap().seconds, 90);
        let again = LessonRecord { passed: first.best_pass(), ..exam("two", 10, None) };
        assert!(again.is_finished() && again.best_pass() == first.best_pass());
        let quicker = LessonRecord { passed: first.best_pass(), ..exam("two", 10, Some(60)) };
        assert_eq!(quicker.best_pass().unwrap().seconds, 60);
        let slower = LessonRecord { passed: first.best_pass(), ..exam("two", 10, Some(600)) };
        assert_eq!(slower.best_pass(), first.best_pass());
        assert!(exam("two", 10, None).best_pass().is_none());
    }

    #[test]
    fn two_consoles_do_not_lose_a_pass() {
        let passed = exam("one", 0, Some(90));
        // The other console began another attempt before this one was passed.
        let before = exam("one", 0, None);
        let other = exam("two", 10, None);
        assert_eq!(passed.clone().with_changes(Some(&before), other.clone()).best_pass(), passed.best_pass());
        // And the pass comes in later than the other attempt.
        let kept = other.with_changes(Some(&before), passed.clone());
        assert_eq!(kept.account, "two");
        assert_eq!(kept.best_pass(), passed.best_pass());
    }
}
