//! The coach: a lesson that is gone through on the account that is open, beside whatever screen is shown.
//!
//! A [`Coach`] is what the model keeps of it; the shell draws its card, its keys are bindings of their own, and its questions
//! and its whole text lie over the screen as overlays.

mod answers;
mod card;
mod exam;
mod hints;
mod judging;
mod keys;
mod looked_up;
mod moving;
mod parts;
mod question;
mod welcome;

pub use card::answered::SEEN;
pub use card::fitting::{fitted, rows_of};
pub use card::panel::Panel;
pub use card::presses::{lines_of, presses, with_keys, with_words};
pub use card::said::{Said, another_attempt, certificate_lines, sign};
pub use exam::ExamNews;
pub use hints::NO_NUDGE;
pub use hints::pointing::{KeyOf, Pointing, is_tab, pointing};
pub use hints::stuck::{Stuck, stuck_words};
pub use hints::together::Together;
pub use hints::ways::{Way, way_of};
pub use keys::key_of;
pub use parts::title;
pub use question::QuestionBox;
pub use welcome::Welcome;

use std::sync::Arc;

use jiff::Timestamp;

use crate::account::Account;
use crate::account::caller::Caller;
use crate::store::{History, Revision};
use crate::training::Study;
use crate::training::check::{Counted, Scene, Verdict};
use crate::training::progress::{HintRung, Learned, LessonRecord, Outcome, StepRecord};
use crate::training::stage::Course;

/// Who does nothing for longer than this is not at the lesson: so long counts as learning at most.
const LONGEST_PAUSE: i64 = 300;

/// All that was done since the lesson began: its account begins with it.
const ALL: Counted = Counted::since(0);

/// A lesson under way.
pub struct Coach {
    course: Arc<Course>,
    study: Study,
    start: Account,
    record: LessonRecord,
    /// The record as it was kept last; `None` before it was.
    kept: Option<LessonRecord>,
    /// The step that is shown; behind the last one the lesson's end.
    at: usize,
    verdicts: Vec<Verdict>,
    /// What the verdicts were made of.
    seen: Option<Seen>,
    /// The rung of the hints that is shown.
    rung: Option<HintRung>,
    /// How many lines of the step's solution were done together.
    helped: usize,
    /// The step whose solution's line is being run, and the line's place.
    trying: Option<(usize, usize)>,
    /// The step whose solution's next line was refused, and at which revision.
    refused: Option<(usize, Revision)>,
    /// Before this revision nothing is ticked: what a reset undoes is still on its way.
    waits_for: Revision,
    /// What was told of an exam that is passed or out of time.
    told: Option<ExamNews>,
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
    /// A lesson that is begun, or gone on with where the record that is kept left it; `anew`, and where the record is of another
    /// account, it counts no more. Another attempt at an exam knows of those before it
    /// only that one was passed.
    pub fn new(course: Arc<Course>, study: Study, start: Account, (kept, anew): (Option<LessonRecord>, bool), now: Timestamp) -> Self {
        let lesson = course.lesson();
        let record = match &kept {
            Some(kept) if kept.account == study.account && !anew => kept.clone(),
            Some(kept) if !lesson.exam => kept.anew(&study.account, study.seed, now),
            kept => {
                let passed = kept.as_ref().and_then(LessonRecord::best_pass);
                LessonRecord { passed, ..LessonRecord::begun(&study.account, study.seed, now) }
            }
        };
        let is_passed = lesson.exam && record.finished.is_some();
        let record = record.of(lesson);
        let position = lesson.parts().position(|id| id == record.at);
        // Who was at the end comes back to what is not done.
        let open = || lesson.parts().position(|id| !record.is_done(id));
        let at = position.or_else(open).unwrap_or(lesson.parts().count());
        Self {
            course,
            study,
            start,
            record,
            kept,
            at,
            verdicts: Vec::new(),
            seen: None,
            rung: None,
            helped: 0,
            trying: None,
            refused: None,
            waits_for: 0,
            told: is_passed.then_some(ExamNews::Passed),
            since: now,
        }
    }

    /// The lesson as this learner has it.
    pub const fn course(&self) -> &Arc<Course> {
        &self.course
    }

    /// The account as the lesson began with it.
    pub const fn start(&self) -> &Account {
        &self.start
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
        // A pass stays, whatever becomes of the account.
        let holds = self.is_passed() || self.verdict(step).is_some_and(|verdict| verdict.holds);
        let kept = self.record.step(self.id(step));
        Standing::of(kept.and_then(|kept| kept.outcome), holds && !kept.is_some_and(|kept| kept.undone))
    }

    /// The rung of the hints that is shown.
    pub const fn rung(&self) -> Option<HintRung> {
        self.rung
    }

    /// How things are for the step that is shown.
    pub fn scene<'a>(&'a self, around: Surroundings<'a>) -> Scene<'a> {
        self.scene_of(around, self.counted(self.at))
    }

    /// How things are for what counts of the history.
    fn scene_of<'a>(&'a self, around: Surroundings<'a>, counted: Counted) -> Scene<'a> {
        let Surroundings { account, history, caller, now } = around;
        Scene { account, start: &self.start, history, counted, caller, now, learner: &self.record.attempt }
    }

    /// What of the history counts for a step: where it was reset, not what was done in it until then.
    fn counted(&self, step: usize) -> Counted {
        let step = self.record.step(self.id(step));
        let reset = step.and_then(|step| Some((step.since.unwrap_or(0), step.anew?)));
        reset.map_or(ALL, |(begun, anew)| ALL.but_for(begun, anew))
    }

    /// Takes note of how things are now; ticks every step whose check holds.
    pub fn follow(&mut self, around: Surroundings<'_>, now: Timestamp) {
        self.count_time(now);
        let seen = Seen { revision: around.history.revision(), caller: around.caller.clone() };
        if self.seen.as_ref() == Some(&seen) {
            return;
        }
        self.seen = Some(seen);
        self.judge(around, now);
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
    fn begin_step(&mut self, around: Surroundings<'_>) {
        let id = self.id(self.at).to_owned();
        self.record.at.clone_from(&id);
        if !id.is_empty() && self.step_began().is_none() {
            let began_with = self.too_much(around);
            let step = self.step();
            (step.since, step.began_with) = (Some(around.history.revision()), began_with);
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
    pub fn to_keep(&mut self) -> Option<Learned> {
        if self.kept.as_ref().is_some_and(|kept| self.is_but_for_time(kept)) {
            return None;
        }
        let before = self.kept.replace(self.record.clone());
        let (before, now) = (before.map(Box::new), Box::new(self.record.clone()));
        Some(Learned::Lesson { lesson: Arc::clone(self.course.lesson()), before, now })
    }

    fn is_but_for_time(&self, kept: &LessonRecord) -> bool {
        let mut without_time = self.record.clone();
        for (id, step) in &mut without_time.steps {
            step.seconds = kept.step(id).map_or(step.seconds, |kept| kept.seconds);
        }
        without_time == *kept
    }
}
