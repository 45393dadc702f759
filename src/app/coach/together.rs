//! Doing it together: the lines of a step's solution, one after the other, as steps of the application.

use super::{Coach, Surroundings};
use crate::account::caller::Caller;
use crate::account::operation::AdvanceClock;
use crate::account::refusal::ErrorCode;
use crate::app::cx::Cx;
use crate::app::route::Route;
use crate::app::step::{Step, Submission};
use crate::awscli::{Command, NoFiles, parse_line};

impl Coach {
    /// The next line of the step's solution that is still to be done.
    pub fn next_line(&self, around: Surroundings<'_>) -> Option<String> {
        let lines = self.course().solve(self.at());
        lines.iter().find(|line| self.is_to_do(line, around)).cloned()
    }

    /// Whether a line is not done yet, as far as can be told.
    fn is_to_do(&self, line: &str, around: Surroundings<'_>) -> bool {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words[..] {
            ["answer", ask, ref words @ ..] => self.record().attempt.answers.get(ask).is_none_or(|given| given.last != words),
            ["view", screen] => !self.record().attempt.views.contains(screen),
            ["aws", ..] => {
                let Ok(Command::Call(invocation)) = parse_line(line, &NoFiles) else { return false };
                let planned = around.account.authorise(&Caller::ROOT, &invocation.operation, around.now);
                planned.is_ok_and(|()| !around.history.items().any(|item| is_of(item, &invocation.operation)))
            }
            _ => false,
        }
    }

    /// What doing the next line comes to.
    ///
    /// # Errors
    /// There is none that can be done here, in a sentence.
    pub fn together(&mut self, around: Surroundings<'_>, cx: &Cx<'_>) -> Result<Vec<Step>, String> {
        let line = self.next_line(around).ok_or("There is nothing left to do together here.")?;
        let words: Vec<&str> = line.split_whitespace().collect();
        match words[..] {
            ["answer", ask, ref words @ ..] => {
                let words = words.iter().map(|word| (*word).to_owned()).collect();
                Ok(vec![Step::Answer { ask: ask.to_owned(), words }])
            }
            ["view", screen] => {
                let spec = cx.screens.iter().find(|spec| spec.names.contains(&screen)).ok_or("There is no such screen.")?;
                Ok(vec![Step::Go(Route::to(spec.id))])
            }
            _ => match parse_line(&line, &NoFiles) {
                Ok(Command::Call(invocation)) => Ok(vec![Step::submit(invocation.operation)]),
                _ => Err("This line can't be done from here.".into()),
            },
        }
    }
}
