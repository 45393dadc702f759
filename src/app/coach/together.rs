//! Doing it together: the lines of a step's solution, one after the other, run where the account is kept.

use std::sync::Arc;

use super::Coach;
use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::env::Env;
use crate::account::refusal::ErrorCode;
use crate::awscli::{Command, NoFiles, parse_line};
use crate::store::OpenAccount;
use crate::training::check::Attempt;
use crate::training::progress::HintRung;
use crate::training::stage::{Course, Runner, as_typed};

/// The surroundings of an operation that is only planned, as of now.
type EnvNow<'a> = &'a dyn Fn() -> Env;

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
    fn next_place(&self, account: &Account, env: EnvNow<'_>) -> Option<usize> {
        let lines = self.solve(self.at(), account);
        (self.helped..lines.len()).find(|at| lines.get(*at).is_some_and(|line| self.is_to_do(line, account, env)))
    }

    /// The next line of the step's solution that is still to be done.
    pub fn next_line(&self, account: &Account, env: EnvNow<'_>) -> Option<String> {
        self.solve(self.at(), account).into_iter().nth(self.next_place(account, env)?)
    }

    /// The lines of the step's solution that are still to be done.
    pub fn lines_to_do(&self, account: &Account, env: EnvNow<'_>) -> Vec<String> {
        self.solve(self.at(), account).into_iter().skip(self.helped).filter(|line| self.is_to_do(line, account, env)).collect()
    }

    /// Whether a line is not done yet, as far as can be told.
    fn is_to_do(&self, line: &str, account: &Account, env: EnvNow<'_>) -> bool {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words[..] {
            // Only says as whom the next ones run.
            ["as", ..] => false,
            ["answer", ask, ref words @ ..] => self.record.attempt.answers.get(ask).is_none_or(|given| given.last != words),
            ["view", screen] => !self.record.attempt.views.contains(screen),
            ["sign-out"] => account.signed_in(env().now).is_some(),
            ["aws", _, operation, ..] => {
                let Ok(Command::Call(invocation)) = parse_line(&as_typed(line, account), &NoFiles) else { return true };
                let takes_away = TAKING_AWAY.iter().any(|verb| operation.starts_with(verb));
                let adds = ADDING.iter().any(|verb| operation.starts_with(verb));
                match account.plan_all(&Caller::ROOT, &[invocation.operation], &mut env()) {
                    Ok(planned) => !(adds && planned.changes.iter().all(|change| change.edits.is_empty())),
                    Err(refused) => match refused.refusal.code {
                        ErrorCode::EntityAlreadyExists => false,
                        ErrorCode::NoSuchEntity => !takes_away,
                        _ => true,
                    },
                }
            }
            _ => true,
        }
    }

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
    /// refused helped nobody, and stays next.
    pub fn take_attempt(&mut self, attempt: Attempt, was_done: bool) {
        if let Some((step, place)) = self.trying.take().filter(|_| was_done) {
            self.help(step);
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

/// How the names of operations begin that take something away: where it is not there, they have nothing to do.
const TAKING_AWAY: [&str; 5] = ["delete-", "detach-", "remove-", "deactivate-", "disassociate-"];

/// How the names of operations begin that add something to what is there: where it is there already, they change nothing.
const ADDING: [&str; 2] = ["attach-", "add-"];
