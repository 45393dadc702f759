//! The five tasks of Security Status.

use std::sync::Arc;

use super::caller_of;
use super::operations::line_of_aws;
use crate::account::Account;
use crate::account::security_status::{Reading, Task};
use crate::cli::output::Trouble;
use crate::cli::talk::Talk;
use crate::store::OpenAccount;
use crate::training::lesson::{Lesson, shipped};

/// How many tasks are done, in a sentence.
pub(super) fn summary(account: &Account) -> String {
    let status = account.security_status(Reading::Classic);
    let done = status.iter().filter(|status| status.done).count();
    format!("{done} of {} tasks complete.", status.len())
}

/// The lesson that shows how a task is done.
fn lesson_of(task: Task) -> Option<&'static Arc<Lesson>> {
    shipped().flatten().find(|lesson| lesson.tasks.contains(&task))
}

/// Tells the tasks, and takes commands; the lesson that was asked for, if one was.
///
/// # Errors
/// The account can't be changed, or the output not written.
pub(super) fn run(open: &mut OpenAccount, talk: &mut Talk<'_>) -> Result<Option<&'static Arc<Lesson>>, Trouble> {
    loop {
        talk.blank()?;
        talk.say(&format!("Security Status: {}", summary(open.account())))?;
        for (number, status) in (1..).zip(open.account().security_status(Reading::Classic)) {
            let word = if status.done { "done" } else { "to do" };
            talk.say(&format!("{number}. {}: {word}. {}", status.task.label(), status.why))?;
        }
        let Some(line) = talk.ask("Type a number to be shown how, a command that begins with aws, or nothing to go back.")? else {
            return Ok(None);
        };
        let meant = line.parse::<usize>().ok().and_then(|number| Task::ALL.get(number.checked_sub(1)?).copied());
        match (meant.map(lesson_of), line.as_str()) {
            (Some(Some(lesson)), _) => return Ok(Some(lesson)),
            (Some(None), _) => talk.say("No walkthrough shows this one.")?,
            (None, "") => return Ok(None),
            (None, line) if line.starts_with("aws ") => {
                let caller = caller_of(open);
                line_of_aws(open, &caller, line, talk)?;
                open.settle()?;
            }
            (None, other) => talk.say(&format!("{other} means nothing here."))?,
        }
    }
}
