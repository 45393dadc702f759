//! The coach: a lesson that is gone through on the account that is open, beside whatever screen is shown.
//!
//! A [`Coach`] is what the model keeps of it; the shell draws its card, its keys are bindings of their own, and its questions
//! and its whole text lie over the screen as overlays.

mod exam;
mod hints;
mod keys;
mod panel;
mod parts;
mod question;
mod said;
mod together;
mod welcome;

pub use exam::MORE_MINUTES;
pub use hints::screen_of;
pub use panel::Panel;
pub use parts::{CHALLENGE, ids, title};
pub use question::QuestionBox;
pub use said::{Said, lines_of, sign};
pub use together::Together;
pub use welcome::Welcome;

use std::sync::Arc;

use jiff::Timestamp;

use crate::account::Account;
use crate::account::caller::Caller;
use crate::store::{History, Revision};
use crate::training::Study;
use crate::training::check::{Attempt, Scene, Verdict};
use crate::training::progress::{HintRung, LessonRecord, Outcome, StepRecord};
use crate::training::stage::Course;

/// Who does nothing for longer than this is not at the lesson: so long counts as learning at most.
const LONGEST_PAUSE: i64 = 300;

/// A lesson under way.
pub struct Coach {
    course: Arc<Course>,
    study: Study,
    start: Account,
    record: LessonRecord,
    /// The record as it was kept last.
    kept: LessonRecord,
    /// The step that is shown; behind the last one the lesson's end.
    at: usize,
    verdicts: Vec<Verdict>,
    /// What the verdicts were made of.
    seen: Option<Seen>,
    /// The rung of the hints that is shown.
    rung: Option<HintRung>,
    /// How many lines of the step's solution were tried together.
    helped: usize,
    /// Before this revision nothing is ticked: what a reset undoes is still on its way.
    waits_for: Revision,
    /// Since when time counts.
    since: Timestamp,
}

/// Of what a lesson's standing was found out.
#[derive(Clone, PartialEq, Eq)]
struct Seen {
    revision: Revision,
    caller: Caller,
}

/// What is so on the account that is open.
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    /// The account.
    pub account: &'a Account,
    /// What happened in it.
    pub history: &'a History,
    /// Who is signed in.
    pub caller: &'a Caller,
    /// The account's time.
    pub now: Timestamp,
}

/// How a step stands, for the card and the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// Not done yet.
    Open,
    /// Left out.
    Skipped,
    /// Done, and still so.
    Done,
    /// Done with help, and still so.
    Assisted,
    /// It was done and is not so any more.
    Undone,
}

impl Standing {
    /// Of what is kept, and of whether the check holds.
    pub const fn of(outcome: Option<Outcome>, holds: bool) -> Self {
        match (outcome, holds) {
            (None, _) => Self::Open,
            (Some(Outcome::Skipped), _) => Self::Skipped,
            (Some(Outcome::Solved), true) => Self::Done,
            (Some(Outcome::Assisted), true) => Self::Assisted,
            (Some(_), false) => Self::Undone,
        }
    }
}

impl Coach {
    /// A lesson that is begun, or gone on with where the record left it.
    pub fn new(course: Arc<Course>, study: Study, start: Account, record: Option<LessonRecord>, now: Timestamp) -> Self {
        let fresh = || LessonRecord::begun(study.account.clone(), study.seed, now);
        let record = record.filter(|record| record.account == study.account).unwrap_or_else(fresh);
        let position = parts::ids(course.lesson()).position(|id| id == record.at);
        let at = position.unwrap_or(if record.finished.is_some() { parts::ids(course.lesson()).count() } else { 0 });
        let kept = record.clone();
        Self { course, study, start, record, kept, at, verdicts: Vec::new(), seen: None, rung: None, helped: 0, waits_for: 0, since: now }
    }

    /// The lesson as this learner has it.
    pub const fn course(&self) -> &Arc<Course> {
        &self.course
    }

    /// The account that it is gone through on.
    pub const fn study(&self) -> &Study {
        &self.study
    }

    /// What is kept of it.
    pub const fn record(&self) -> &LessonRecord {
        &self.record
    }

    /// The step that is shown; behind the last one the lesson's end.
    pub const fn at(&self) -> usize {
        self.at
    }

    /// Whether the lesson's end is shown.
    pub fn is_at_end(&self) -> bool {
        self.at >= self.len()
    }

    /// Whether a step's check holds, and what decided that.
    pub fn verdict(&self, step: usize) -> Option<&Verdict> {
        self.verdicts.get(step)
    }

    /// How a step stands.
    pub fn standing(&self, step: usize) -> Standing {
        let holds = self.verdict(step).is_some_and(|verdict| verdict.holds);
        Standing::of(self.record.outcome(self.id(step)), holds)
    }

    /// The rung of the hints that is shown.
    pub const fn rung(&self) -> Option<HintRung> {
        self.rung
    }

    /// How things are for the lesson.
    pub fn scene<'a>(&'a self, around: Surroundings<'a>) -> Scene<'a> {
        let Surroundings { account, history, caller, now } = around;
        Scene { account, start: &self.start, history, since: 0, caller, now, learner: &self.record.attempt }
    }

    /// Takes note of how things are now; ticks the step that is shown once its check holds.
    pub fn follow(&mut self, around: Surroundings<'_>, now: Timestamp) {
        self.count_time(now);
        let seen = Seen { revision: around.history.revision(), caller: around.caller.clone() };
        if self.seen.as_ref() == Some(&seen) {
            return;
        }
        self.seen = Some(seen);
        self.judge(around, now);
    }

    /// Decides all checks anew.
    fn judge(&mut self, around: Surroundings<'_>, now: Timestamp) {
        self.verdicts = self.verdicts_of(self.scene(around));
        self.begin_step(around.history.revision());
        let counts = around.history.revision() >= self.waits_for && !self.is_out_of_time(now);
        if counts && self.verdict(self.at).is_some_and(|verdict| verdict.holds) {
            self.rung = None;
            let step = self.step();
            step.held.get_or_insert(now);
            let outcome = if step.rung == Some(HintRung::Together) { Outcome::Assisted } else { Outcome::Solved };
            step.outcome = step.outcome.filter(|outcome| *outcome != Outcome::Skipped).or(Some(outcome));
        }
    }

    /// Has everything decided anew with the next message.
    pub fn forget(&mut self) {
        self.seen = None;
    }

    /// What is kept of the step that is shown.
    fn step(&mut self) -> &mut StepRecord {
        let id = self.id(self.at).to_owned();
        self.record.steps.entry(id).or_default()
    }

    /// Takes note that the step that is shown was come to, and with which state.
    fn begin_step(&mut self, revision: Revision) {
        let id = self.id(self.at).to_owned();
        self.record.at.clone_from(&id);
        if !id.is_empty() {
            self.step().since.get_or_insert(revision);
        }
    }

    fn count_time(&mut self, now: Timestamp) {
        let passed = now.duration_since(self.since).as_secs().clamp(0, LONGEST_PAUSE);
        // Whole seconds are counted; what is left of one counts later.
        if passed > 0 {
            self.since = now;
            if !self.is_at_end() {
                let step = self.step();
                step.seconds = step.seconds.saturating_add(passed.unsigned_abs());
            }
        }
    }

    /// What is to be kept, if anything but the time has changed since it was kept last.
    pub fn to_keep(&mut self) -> Option<LessonRecord> {
        let mut without_time = self.record.clone();
        for (id, step) in &mut without_time.steps {
            step.seconds = self.kept.step(id).map_or(step.seconds, |kept| kept.seconds);
        }
        if without_time == self.kept {
            return None;
        }
        self.kept = self.record.clone();
        Some(self.record.clone())
    }

    /// Shows another step.
    pub fn go_to(&mut self, step: usize, around: Surroundings<'_>, now: Timestamp) {
        self.at = step.min(self.len());
        self.rung = None;
        self.helped = 0;
        self.waits_for = 0;
        if self.is_at_end() {
            self.record.at.clear();
            if self.is_complete() {
                self.record.finished.get_or_insert(now);
            }
            return;
        }
        self.judge(around, now);
    }

    /// Leaves the step that is shown out.
    pub fn skip(&mut self, around: Surroundings<'_>, now: Timestamp) {
        self.step().outcome.get_or_insert(Outcome::Skipped);
        self.go_to(self.at + 1, around, now);
    }

    /// Takes an answer to a question of the lesson.
    ///
    /// # Errors
    /// It is no answer to this question, and what one would be.
    pub fn answer(&mut self, ask: &str, words: &[String], around: Surroundings<'_>) -> Result<(), String> {
        let course = Arc::clone(&self.course);
        let Some((_, asked)) = course.lesson().asks().find(|(_, asked)| asked.id == ask) else {
            return Err(format!("The lesson asks nothing called {ask}."));
        };
        let given = course.answer(asked, words, self.scene(around))?;
        self.record.attempt.answers.insert(ask.to_owned(), given);
        self.forget();
        Ok(())
    }

    /// Gives an exam more time.
    pub fn extend(&mut self) {
        self.record.extended = self.record.extended.saturating_add(MORE_MINUTES);
        self.seen = None;
    }

    /// Takes note that a screen was looked at.
    pub fn view(&mut self, screen: &str) {
        if self.record.attempt.views.insert(screen.to_owned()) {
            self.forget();
        }
    }

    /// Takes down how many questions of a quiz were answered rightly; the best counts.
    pub fn quizzed(&mut self, quiz: &str, right: u32) {
        let best = self.record.attempt.quizzes.entry(quiz.to_owned()).or_default();
        *best = right.max(*best);
        self.forget();
    }

    /// What the learner did that leaves no trace in the account, to add to it.
    pub const fn attempt_mut(&mut self) -> &mut Attempt {
        &mut self.record.attempt
    }

    /// The first question of the step that is shown that has no right answer yet; where all have, the first.
    pub fn next_question(&self, around: Surroundings<'_>) -> Option<String> {
        let judged = self.course.judge(self.scene(around));
        let asks = self.asks();
        let open = asks.iter().find(|ask| !judged.is_right(&ask.id));
        open.or(asks.first()).map(|ask| ask.id.clone())
    }

    /// The first question of the step that is shown that was not answered.
    pub fn unanswered(&self) -> Option<String> {
        self.asks().iter().find(|ask| !self.record.attempt.answers.contains_key(&ask.id)).map(|ask| ask.id.clone())
    }

    /// Shows the next hint, and takes note of it.
    pub fn climb(&mut self, around: Surroundings<'_>) -> HintRung {
        let rung = HintRung::next(self.rung);
        let nudge = self.course.judge(self.scene(around)).hint(self.at).to_owned();
        self.rung = Some(rung);
        let step = self.step();
        step.hints = step.hints.saturating_add(1);
        if rung == HintRung::Nudge {
            step.nudges.insert(nudge);
        }
        // The last rung counts once it was gone along with.
        let reached = rung.min(HintRung::Keys);
        step.rung = step.rung.max(Some(reached));
        rung
    }

    /// Takes note that the coach does something of the step.
    pub fn help(&mut self) {
        self.step().rung = Some(HintRung::Together);
    }

    /// The revision that the step that is shown was begun at.
    pub fn step_began(&self) -> Option<Revision> {
        self.record.step(self.id(self.at))?.since
    }

    /// Forgets what the learner did in the step that is shown. It is ticked again from this revision on, once all is undone.
    pub fn reset_step(&mut self, undone_at: Revision) {
        self.waits_for = undone_at;
        let course = Arc::clone(&self.course);
        if let Some(step) = course.lesson().steps.get(self.at) {
            for ask in &step.asks {
                self.record.attempt.answers.remove(&ask.id);
            }
            if let Some(screen) = &step.screen {
                self.record.attempt.views.remove(&screen.text);
            }
        }
        self.step().outcome = None;
        self.rung = None;
        self.forget();
    }
}
