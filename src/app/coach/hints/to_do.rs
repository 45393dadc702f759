//! What of a step's solution is still to be done, as far as can be told from how things are: it is what hints lead to.

use super::ahead::Ahead;
use super::together::EnvNow;
use crate::account::Account;
use crate::account::caller::Caller;
use crate::app::coach::Coach;
use crate::training::stage::seconds;

impl Coach {
    /// The next line of the step's solution that is still to be done, by its place.
    pub(super) fn next_place(&self, account: &Account, env: EnvNow<'_>) -> Option<usize> {
        self.places_to_do(account, env).into_iter().next()
    }

    /// The next line of the step's solution that is still to be done.
    pub fn next_line(&self, account: &Account, env: EnvNow<'_>) -> Option<String> {
        self.lines_to_do(account, env).into_iter().next()
    }

    /// The lines of the step's solution that are still to be done.
    pub fn lines_to_do(&self, account: &Account, env: EnvNow<'_>) -> Vec<String> {
        let lines = self.solve(self.at(), account);
        self.places_to_do(account, env).into_iter().filter_map(|at| lines.get(at).cloned()).collect()
    }

    /// The same for whoever asks now, with those that say as whom the next ones run where that is somebody else, and as whom it goes on.
    pub fn lines_to_type(&self, account: &Account, caller: &Caller, env: EnvNow<'_>) -> Vec<String> {
        let (lines, places) = (self.solve(self.at(), account), self.places_to_do(account, env));
        let named = |line: &str| Some(account.caller_named(line.strip_prefix("as ")?, false).ok()?.who);
        let (mut typed, mut says, mut speaks) = (Vec::new(), None, Some(caller.who.clone()));
        for (at, line) in lines.iter().enumerate() {
            let is_to_do = places.contains(&at);
            if line.starts_with("as ") {
                says = Some(line);
            }
            let is_end = at + 1 == lines.len() && !typed.is_empty();
            if let Some(says) = says.take_if(|says| (is_to_do || is_end) && named(says) != speaks) {
                speaks = named(says);
                typed.push(says.clone());
            }
            typed.extend(is_to_do.then(|| line.clone()));
        }
        typed
    }

    /// The places of the lines of the step's solution that are still to be done. Each is looked at as it will be once those before it
    /// are done.
    pub fn places_to_do(&self, account: &Account, env: EnvNow<'_>) -> Vec<usize> {
        let lines = self.solve(self.at(), account);
        let mut ahead = Ahead::of(account, env);
        let mut places = Vec::new();
        for (at, line) in lines.iter().enumerate().skip(self.helped) {
            if self.is_to_do(&lines, at, &ahead) {
                ahead.take(line);
                places.push(at);
            }
        }
        places
    }

    /// Whether a line is not done yet, as far as can be told.
    fn is_to_do(&self, lines: &[String], at: usize, ahead: &Ahead<'_>) -> bool {
        let Some(line) = lines.get(at) else { return false };
        let words: Vec<&str> = line.split_whitespace().collect();
        let attempt = &self.record.attempt;
        match words[..] {
            // Only says as whom the next ones run.
            ["as", ..] => false,
            // A refusal that is only worth seeing is no part of the way.
            ["fails", ..] => self.course().asks_history(self.at()) || self.course().asks_tries(self.at()),
            // One that was given stands until it turns out wrong.
            ["answer", ask, ..] => attempt.answers.get(ask).is_none_or(|given| given.right == Some(false)),
            ["view", screen] => !attempt.views.contains(screen),
            ["quiz", name, right] => right.parse().is_ok_and(|right: u32| attempt.quizzes.get(name).is_none_or(|had| *had < right)),
            ["clock", by] => {
                let moved = ahead.account().clock_ahead() - self.start().clock_ahead();
                seconds(by).is_none_or(|wanted| moved < i64::from(wanted))
            }
            ["try", "--as", _, action, ..] => {
                // What is tried once more later was for the questions, which ask how it is before that.
                let is_for_questions = !self.asks().is_empty() && lines.iter().skip(at + 1).any(|later| later == line);
                (ahead.is_changed || self.is_to_try(action)) && !(is_for_questions && self.are_questions_judged())
            }
            ["sign-out"] => {
                let into = lines.get(at + 1).is_some_and(|next| next.starts_with("sign-in "));
                ahead.is_somebody_in() && (!into || self.is_to_do(lines, at + 1, ahead))
            }
            ["sign-in", who, ref rest @ ..] => {
                if ahead.is_in(who, rest) {
                    return false;
                }
                // Who signs in to do something need not where that is done.
                let mut until = (at + 1..lines.len()).take_while(|next| lines.get(*next).is_some_and(|line| !is_at_the_door(line)));
                let is_alone = lines.get(at + 1).is_none_or(|line| is_at_the_door(line));
                is_alone || until.any(|next| self.is_to_do(lines, next, ahead))
            }
            ["aws", _, operation, ..] => ahead.is_to_run(line, operation),
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
