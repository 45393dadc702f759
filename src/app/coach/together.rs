//! Doing it together: the lines of a step's solution, one after the other, run where the account is kept.

use std::sync::Arc;

use super::Coach;
use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::refusal::ErrorCode;
use crate::app::cx::Cx;
use crate::awscli::{Command, NoFiles, parse_line};
use crate::store::OpenAccount;
use crate::training::check::Attempt;
use crate::training::stage::{Course, Runner};

/// Lines to be run for a learner, on the account that the lesson is gone through on.
pub struct Together {
    course: Arc<Course>,
    start: Account,
    learner: Attempt,
    step: usize,
    lines: Vec<String>,
}

impl Together {
    /// Runs the lines: what the learner did then, and why one was not done.
    pub fn run(mut self, open: &mut OpenAccount) -> (Attempt, Result<(), String>) {
        let mut runner = Runner {
            course: &self.course,
            ground: open,
            learner: &mut self.learner,
            start: &self.start,
            since: 0,
            step: self.step,
            speaker: None,
        };
        let ran = self.lines.iter().try_for_each(|line| runner.run(line).map_err(|error| error.to_string()));
        (self.learner, ran)
    }
}

impl Coach {
    /// The next line of the step's solution that is still to be done, by its place.
    fn next_place(&self, cx: &Cx<'_>) -> Option<usize> {
        let lines = self.solve(self.at());
        (self.helped..lines.len()).find(|at| lines.get(*at).is_some_and(|line| self.is_to_do(line, cx)))
    }

    /// The next line of the step's solution that is still to be done.
    pub fn next_line(&self, cx: &Cx<'_>) -> Option<String> {
        self.solve(self.at()).into_iter().nth(self.next_place(cx)?)
    }

    /// The lines of the step's solution that are still to be done.
    pub(super) fn lines_to_do(&self, cx: &Cx<'_>) -> Vec<String> {
        self.solve(self.at()).into_iter().skip(self.helped).filter(|line| self.is_to_do(line, cx)).collect()
    }

    /// Whether a line is not done yet, as far as can be told.
    fn is_to_do(&self, line: &str, cx: &Cx<'_>) -> bool {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words[..] {
            // Only says as whom the next ones run.
            ["as", ..] => false,
            ["answer", ask, ref words @ ..] => self.record.attempt.answers.get(ask).is_none_or(|given| given.last != words),
            ["view", screen] => !self.record.attempt.views.contains(screen),
            ["aws", ..] => {
                let Ok(Command::Call(invocation)) = parse_line(line, &NoFiles) else { return true };
                let planned = cx.account.plan_all(&Caller::ROOT, &[invocation.operation], &mut cx.env());
                !planned.is_err_and(|refused| refused.refusal.code == ErrorCode::EntityAlreadyExists)
            }
            _ => true,
        }
    }

    /// The next line of the step's solution, to be run with what it needs to be run; from then on the step counts as helped.
    pub fn together(&mut self, cx: &Cx<'_>) -> Option<Together> {
        let at = self.next_place(cx)?;
        self.helped = at + 1;
        self.help();
        let lines = self.solve(self.at());
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

    /// Takes what the learner did once lines were run.
    pub fn take_attempt(&mut self, attempt: Attempt) {
        self.record.attempt = attempt;
        self.forget();
    }
}
