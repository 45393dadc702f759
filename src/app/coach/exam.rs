//! Exams: done within their time and unaided. The time can be extended by whoever needs it, and that is kept.

use jiff::{SignedDuration, Timestamp};

use super::keys::key_of;
use super::{Coach, Standing};
use crate::app::action::Action;
use crate::training::quiz::{Given, NOTES, NOTES_QUIZ, Scope};

/// By so many minutes the time is extended.
const MORE_MINUTES: u32 = 15;

/// What becomes of an exam.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ExamNews {
    /// Its time is up.
    TimeIsUp,
    /// All of it was done in time.
    Passed,
}

impl ExamNews {
    /// In a sentence.
    pub fn words(self) -> String {
        match self {
            Self::TimeIsUp => {
                let more = key_of(Action::CoachMoreTime);
                format!("The exam's time is up: what is done now does not count. {more} gives you more.")
            }
            Self::Passed => {
                "You have passed the exam. Its end, and its page among the walkthroughs, tell how to print the certificate.".to_owned()
            }
        }
    }
}

impl Coach {
    /// Whether the lesson is an exam.
    pub fn is_exam(&self) -> bool {
        self.lesson().exam
    }

    /// Whether the lesson is an exam that was passed in this attempt.
    pub fn is_passed(&self) -> bool {
        self.is_exam() && self.record().finished.is_some()
    }

    /// Whether an exam's clock runs, and it can still be passed.
    pub fn is_running(&self, now: Timestamp) -> bool {
        self.is_under_exam() && !self.is_out_of_time(now) && self.why_lost().is_none()
    }

    /// What became of the exam since it was asked last; told once.
    pub fn news(&mut self, now: Timestamp) -> Option<ExamNews> {
        let news = match (self.is_passed(), self.is_out_of_time(now)) {
            (true, _) => Some(ExamNews::Passed),
            (false, true) => Some(ExamNews::TimeIsUp),
            (false, false) => None,
        };
        let is_new = news != self.told;
        self.told = news;
        news.filter(|_| is_new)
    }

    /// When the exam's time is up; `None` where nothing is timed, or the exam is done.
    pub fn time_is_up(&self) -> Option<Timestamp> {
        self.record().time_is_up(self.lesson())
    }

    /// How many minutes are left, begun ones counted; none once the time is up.
    pub fn minutes_left(&self, now: Timestamp) -> Option<i64> {
        self.record().minutes_left(self.lesson(), now)
    }

    /// Whether the exam's time is up: what is done then does not count.
    pub fn is_out_of_time(&self, now: Timestamp) -> bool {
        self.time_is_up().is_some_and(|up| up <= now)
    }

    /// Whether the lesson is an exam that is not done yet.
    pub fn is_under_exam(&self) -> bool {
        self.is_exam() && self.record().finished.is_none()
    }

    /// Whether every step is done and still so; in an exam, without help. What was left out is not.
    pub fn is_complete(&self) -> bool {
        let is_done = |step| match self.standing(step) {
            Standing::Done => true,
            Standing::Assisted => !self.is_exam(),
            Standing::Open | Standing::Skipped | Standing::Undone => false,
        };
        (0..self.len()).all(is_done)
    }

    /// Why no questions of this scope are asked now: an exam asks its own, once, and no others that would tell their answers.
    pub fn why_not_asked(&self, scope: Scope) -> Option<&'static str> {
        if !self.is_under_exam() {
            return None;
        }
        if scope != Scope::Notes {
            return Some("An exam is under way: only the five classic questions are asked.");
        }
        let is_sat = self.record().attempt.quizzes.contains_key(NOTES_QUIZ);
        is_sat.then_some("The five questions are answered, and count as they were answered. Another attempt asks them anew.")
    }

    /// What the order of the questions that an exam asks once, and that of their options, is drawn from: the same in all sittings of
    /// an attempt.
    pub const fn chance(&self) -> u64 {
        self.study.seed
    }

    /// What was answered to them so far.
    pub fn sat(&self) -> &[Given] {
        &self.record().given
    }

    /// Keeps the answer to the next of them, which counts from then on.
    pub fn sit(&mut self, given: Given) {
        self.record.given.push(given);
        self.forget();
    }

    /// Why the exam under way can't be passed any more, whatever is done: a sentence.
    pub fn why_lost(&self) -> Option<&'static str> {
        let right = self.record().attempt.quizzes.get(NOTES_QUIZ).filter(|_| self.is_under_exam())?;
        let is_lost = usize::try_from(*right).is_ok_and(|right| right < NOTES);
        is_lost.then_some("The five questions are asked once, and not all were answered rightly: this attempt can't be passed any more.")
    }

    /// Whether the exam is at its end and not passed: a step of it was not done in time, or is not so any more.
    pub fn is_failed(&self) -> bool {
        self.is_exam() && self.is_at_end() && self.record().finished.is_none()
    }

    /// When the minutes that are left change next.
    pub fn wake_at(&self, now: Timestamp) -> Option<Timestamp> {
        let left = self.time_is_up()?.duration_since(now).as_secs();
        if left <= 0 {
            return None;
        }
        let until_next = (left - 1).rem_euclid(60) + 1;
        now.checked_add(SignedDuration::from_secs(until_next)).ok()
    }

    /// Gives an exam more time; tells that, and how much was taken in all.
    pub fn extend(&mut self) -> String {
        self.record.extended = self.record.extended.saturating_add(MORE_MINUTES);
        self.seen = None;
        format!("{MORE_MINUTES} more minutes. {} were added so far, and the certificate tells that.", self.record.extended)
    }

    /// Why an action is not for exams, or only for them.
    pub fn why_not_in_exam(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::CoachHint if self.is_exam() => Some("An exam is taken unaided: there are no hints."),
            Action::CoachSkip if self.is_exam() => {
                Some("In an exam every step counts: none is left out. One goes to and fro between them.")
            }
            Action::CoachMoreTime if self.time_is_up().is_none() => Some("Nothing is timed here."),
            _ => None,
        }
    }
}
