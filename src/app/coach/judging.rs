//! Deciding how the steps stand: all of them, whichever is shown, and whichever way the learner got there.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{ALL, Coach, Surroundings};
use crate::training::progress::{HintRung, Outcome};

impl Coach {
    /// Decides all checks anew.
    pub(super) fn judge(&mut self, around: Surroundings<'_>, now: Timestamp) {
        self.judge_answers(around);
        self.verdicts = self.verdicts_of(self.scene_of(around, ALL));
        self.begin_step(around);
        // What an exam comes to is what was so when its time ended, or when it was passed.
        if around.history.revision() >= self.waits_for && !self.is_out_of_time(now) && !self.is_passed() {
            (0..self.len()).for_each(|step| self.tick(step, now));
        }
        // An exam is passed with its last step, whichever card is shown.
        if (self.is_at_end() || self.is_exam()) && self.is_complete() {
            self.record.finished.get_or_insert(now);
        }
    }

    /// What is there and must not be for the step that is shown, in the words of what is wanted: also what it asks for only later.
    pub(super) fn too_much(&self, around: Surroundings<'_>) -> BTreeSet<String> {
        let judged = self.course().judge(self.scene(around));
        let later = judged.demands_of(self.at).into_iter().flat_map(|demand| demand.verdict.findings);
        let now = self.verdict(self.at).map_or(&[][..], |verdict| &verdict.findings).iter().cloned();
        now.chain(later).filter(|finding| finding.is_too_much).map(|finding| finding.wanted).collect()
    }

    /// Takes note of whether a step is done.
    fn tick(&mut self, number: usize, now: Timestamp) {
        let holds = self.verdict(number).is_some_and(|verdict| verdict.holds);
        let id = self.id(number).to_owned();
        let asks = self.lesson().steps.get(number).map_or(&[][..], |step| &step.asks);
        let was_seen = asks.iter().any(|ask| self.record.attempt.answers.get(&ask.id).is_some_and(|given| given.was_seen));
        if holds && number == self.at {
            self.rung = None;
        }
        if !holds && self.record.step(&id).is_none() {
            return;
        }
        let step = self.record.steps.entry(id).or_default();
        if holds {
            step.held.get_or_insert(now);
            let outcome = if step.rung == Some(HintRung::Together) || was_seen { Outcome::Assisted } else { Outcome::Solved };
            step.outcome = step.outcome.filter(|outcome| *outcome != Outcome::Skipped).or(Some(outcome));
            step.undone = false;
        } else if step.since.is_none() {
            // Nobody has come to it yet: what was so there in passing is nothing that the learner knows to be done.
            (step.outcome, step.held) = (None, None);
        } else {
            step.undone = matches!(step.outcome, Some(Outcome::Solved | Outcome::Assisted));
        }
    }

    /// Judges the answers to questions whose truth is to be seen by now; a first one that is wrong is a mistake that counts.
    fn judge_answers(&mut self, around: Surroundings<'_>) {
        let judged_by = |counted| self.course().judged_answers(self.scene_of(around, counted));
        let mut judged = judged_by(ALL);
        judged.retain(|(number, ..)| self.counted(*number) == ALL);
        for step in (0..self.len()).filter(|step| self.counted(*step) != ALL) {
            judged.extend(judged_by(self.counted(step)).into_iter().filter(|(number, ..)| *number == step));
        }
        for (number, ask, given) in judged {
            let first_was_right = given.first_was_right;
            let before = self.record.attempt.answers.insert(ask, given);
            if first_was_right == Some(false) && before.is_none_or(|before| before.first_was_right.is_none()) {
                self.note_mistake(number);
            }
        }
    }

    fn note_mistake(&mut self, number: usize) {
        let id = self.id(number).to_owned();
        let step = self.record.steps.entry(id).or_default();
        step.mistakes = step.mistakes.saturating_add(1);
    }

    /// Takes note of what an exam lacks at its end; once an attempt.
    pub(super) fn note_failure(&mut self) {
        let open: Vec<usize> = (0..self.len()).filter(|step| !self.record.is_done(self.id(*step))).collect();
        for step in open {
            if self.record.step(self.id(step)).is_none_or(|step| step.mistakes == 0) {
                self.note_mistake(step);
            }
        }
    }
}
