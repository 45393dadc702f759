//! To and fro between the steps, and a step begun anew.

use std::sync::Arc;

use jiff::Timestamp;

use super::{Coach, Surroundings};
use crate::store::{History, Revision};
use crate::training::progress::Outcome;

impl Coach {
    /// Shows another step.
    pub fn go_to(&mut self, step: usize, around: Surroundings<'_>, now: Timestamp) {
        self.at = step.min(self.len());
        self.rung = None;
        self.helped = 0;
        self.waits_for = 0;
        self.judge(around, now);
        // Who only looks at the end while there is time has failed at nothing.
        if self.is_failed() && !self.is_running(now) {
            self.note_failure();
        }
    }

    /// Leaves the step that is shown out.
    pub fn skip(&mut self, around: Surroundings<'_>, now: Timestamp) {
        self.step().outcome.get_or_insert(Outcome::Skipped);
        self.go_to(self.at + 1, around, now);
    }

    /// The revision that the step that is shown was begun at.
    pub(super) fn step_began(&self) -> Option<Revision> {
        self.record.step(self.id(self.at))?.since
    }

    /// The changes that were made since the step that is shown was begun, the latest first: a reset of it undoes them.
    pub fn to_undo(&self, history: &History) -> Vec<Revision> {
        let Some(since) = self.step_began() else { return Vec::new() };
        let newer = history.items().rev().take_while(|item| item.revision > since);
        newer.filter(|item| item.is_change && !history.is_undone(item.revision)).map(|item| item.revision).collect()
    }

    /// Forgets what the learner did in the step that is shown, but not the mistakes. It is ticked again from this revision on, once
    /// all is undone.
    pub fn reset_step(&mut self, undone_at: Revision, around: Surroundings<'_>) {
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
        let step = self.step();
        (step.outcome, step.undone) = (None, false);
        step.anew = Some(undone_at);
        self.forget_decided(around);
        self.rung = None;
        self.forget();
    }
}
