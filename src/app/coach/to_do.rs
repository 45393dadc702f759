//! What of a step's solution is still to be done, as far as can be told from how things are: it is what hints lead to.

use super::Coach;
use super::together::EnvNow;
use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::refusal::ErrorCode;
use crate::awscli::{Command, NoFiles, parse_line};
use crate::training::stage::{as_typed, seconds};

impl Coach {
    /// The next line of the step's solution that is still to be done, by its place.
    pub(super) fn next_place(&self, account: &Account, env: EnvNow<'_>) -> Option<usize> {
        self.places_to_do(account, env).next()
    }

    /// The next line of the step's solution that is still to be done.
    pub fn next_line(&self, account: &Account, env: EnvNow<'_>) -> Option<String> {
        self.lines_to_do(account, env).into_iter().next()
    }

    /// The lines of the step's solution that are still to be done.
    pub fn lines_to_do(&self, account: &Account, env: EnvNow<'_>) -> Vec<String> {
        let lines = self.solve(self.at(), account);
        self.places_to_do(account, env).filter_map(|at| lines.get(at).cloned()).collect()
    }

    fn places_to_do(&self, account: &Account, env: EnvNow<'_>) -> impl Iterator<Item = usize> {
        let lines = self.solve(self.at(), account);
        let to_do: Vec<usize> = (self.helped..lines.len()).filter(|at| self.is_to_do(&lines, *at, account, env)).collect();
        to_do.into_iter()
    }

    /// Whether a line is not done yet, as far as can be told.
    fn is_to_do(&self, lines: &[String], at: usize, account: &Account, env: EnvNow<'_>) -> bool {
        let Some(line) = lines.get(at) else { return false };
        let words: Vec<&str> = line.split_whitespace().collect();
        let attempt = &self.record.attempt;
        match words[..] {
            // Only says as whom the next ones run.
            ["as", ..] => false,
            // A refusal that is only worth seeing is no part of the way.
            ["fails", ..] => self.course().asks_history(self.at()) || self.course().asks_tries(self.at()),
            ["answer", ask, ref words @ ..] => attempt.answers.get(ask).is_none_or(|given| given.last != words),
            ["view", screen] => !attempt.views.contains(screen),
            ["quiz", name, right] => right.parse().is_ok_and(|right: u32| attempt.quizzes.get(name).is_none_or(|had| *had < right)),
            ["clock", by] => {
                let moved = account.clock_ahead() - self.start().clock_ahead();
                seconds(by).is_none_or(|wanted| moved < i64::from(wanted))
            }
            ["try", "--as", _, action, ..] => {
                // What is tried once more later was for the questions, which ask how it is before that.
                let is_for_questions = !self.asks().is_empty() && lines.iter().skip(at + 1).any(|later| later == line);
                self.is_to_try(action) && !(is_for_questions && self.are_questions_judged())
            }
            ["sign-out"] => {
                let into = lines.get(at + 1).is_some_and(|next| next.starts_with("sign-in "));
                account.signed_in(env().now).is_some() && (!into || self.is_to_do(lines, at + 1, account, env))
            }
            ["sign-in", who, ref rest @ ..] => {
                if is_in(account, who, rest.iter().any(|word| word.starts_with("$code")), env) {
                    return false;
                }
                // Who signs in to do something need not where that is done.
                let mut until = (at + 1..lines.len()).take_while(|next| lines.get(*next).is_some_and(|line| !is_at_the_door(line)));
                let is_alone = lines.get(at + 1).is_none_or(|line| is_at_the_door(line));
                is_alone || until.any(|next| self.is_to_do(lines, next, account, env))
            }
            ["aws", _, operation, ..] => is_to_run(line, operation, account, env),
            _ => true,
        }
    }

    /// Whether all answers to the questions of the step are judged.
    fn are_questions_judged(&self) -> bool {
        let answers = &self.record.attempt.answers;
        self.asks().iter().all(|ask| answers.get(&ask.id).is_some_and(|given| given.right.is_some()))
    }

    /// Whether a request with this action is still to be tried: what came of it is missed, or nobody asks.
    fn is_to_try(&self, action: &str) -> bool {
        let findings = self.verdict(self.at()).map_or(&[][..], |verdict| &verdict.findings);
        let mut missed =
            findings.iter().filter(|finding| !finding.holds && finding.place.as_ref().is_some_and(|place| place.screen == "try"));
        missed.any(|finding| finding.wanted.contains(action)) || !self.course().asks_tries(self.at())
    }
}

/// Whether a line is about who is signed in.
fn is_at_the_door(line: &str) -> bool {
    line == "sign-out" || line.starts_with("sign-in ") || line.starts_with("fails sign-in ")
}

/// Whether somebody is signed in, with a code where that is wanted.
fn is_in(account: &Account, who: &str, with_code: bool, env: EnvNow<'_>) -> bool {
    let Some(caller) = account.signed_in(env().now) else { return false };
    let is_who = account.caller_named(who, false).is_ok_and(|wanted| wanted.who == caller.who);
    is_who && (!with_code || account.session_of(&caller).is_some_and(|session| session.mfa.is_some()))
}

/// Whether a command would still do something.
fn is_to_run(line: &str, operation: &str, account: &Account, env: EnvNow<'_>) -> bool {
    let Ok(Command::Call(invocation)) = parse_line(&as_typed(line, account, env().now), &NoFiles) else { return true };
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

/// How the names of operations begin that take something away: where it is not there, they have nothing to do.
const TAKING_AWAY: [&str; 5] = ["delete-", "detach-", "remove-", "deactivate-", "disassociate-"];

/// How the names of operations begin that add something to what is there, or set it: where it is so already, they change nothing.
const ADDING: [&str; 3] = ["attach-", "add-", "update-"];
