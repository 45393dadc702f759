//! Doing it together: the lines of a step's solution, one after the other, run where the account is kept.

use std::sync::Arc;

use crate::account::Account;
use crate::account::env::Env;
use crate::app::coach::Coach;
use crate::store::OpenAccount;
use crate::training::check::Attempt;
use crate::training::progress::HintRung;
use crate::training::stage::{Course, Runner};

/// The surroundings of an operation that is only planned, as of now.
pub(super) type EnvNow<'a> = &'a dyn Fn() -> Env;

/// Lines to be run for a learner, on the account that the lesson is gone through on.
pub struct Together {
    course: Arc<Course>,
    start: Account,
    learner: Attempt,
    step: usize,
    lines: Vec<String>,
}

impl Together {
    /// Runs the lines: what the learner did then, and what else had to be set for it, in a sentence, or why one was not done.
    pub fn run(mut self, open: &mut OpenAccount) -> (Attempt, Result<Option<String>, String>) {
        let mut runner = Runner {
            course: &self.course,
            ground: open,
            learner: &mut self.learner,
            start: &self.start,
            since: 0,
            step: self.step,
            speaker: None,
        };
        let mut also = None;
        let ran = self.lines.iter().try_for_each(|line| {
            also = runner.help(line).map_err(|error| error.to_string())?.or(also.take());
            Ok(())
        });
        (self.learner, ran.map(|()| also))
    }
}

impl Coach {
    /// The next line of the step's solution, to be run with what it needs to be run.
    pub fn together(&mut self, account: &Account, env: EnvNow<'_>) -> Option<Together> {
        let at = self.next_place(account, env)?;
        self.trying = Some((self.at, at));
        let lines = self.solve(self.at(), account);
        let speaker = lines.iter().take(at).rfind(|line| line.starts_with("as "));
        let lines = speaker.into_iter().chain(lines.get(at)).cloned().collect();
        Some(Together {
            course: Arc::clone(&self.course),
            start: self.start.clone(),
            learner: self.record.attempt.clone(),
            step: self.at,
            lines,
        })
    }

    /// Takes what the learner did once lines were run. Where they were done, the step counts as helped from then on; what was
    /// refused helped nobody, and being signed out is no help yet.
    pub fn take_attempt(&mut self, attempt: Attempt, was_done: bool) {
        if let Some((step, place)) = self.trying.take().filter(|_| was_done) {
            if self.lines_of_solution(step).get(place).is_none_or(|line| line != "sign-out") {
                self.help(step);
            }
            if step == self.at {
                self.helped = place + 1;
            }
        }
        self.record.attempt = attempt;
        self.forget();
    }

    /// Takes note that the coach did something of a step.
    pub fn help(&mut self, step: usize) {
        let id = self.id(step).to_owned();
        self.record.steps.entry(id).or_default().rung = Some(HintRung::Together);
    }
}
