//! The five tasks of Security Status, from which one goes on to the lessons that show how they are done.

use std::sync::Arc;

use super::sights::status::{in_lines, status, tally, word};
use super::signed_in::unseen;
use super::{caller_of, everywhere, nothing, take_line};
use crate::account::security_status::{Reading, Task};
use crate::cli::output::Trouble;
use crate::cli::talk::Talk;
use crate::store::OpenAccount;
use crate::training::lesson::{Lesson, shipped};

/// The lesson that shows how a task is done.
fn lesson_of(task: Task) -> Option<&'static Arc<Lesson>> {
    shipped().flatten().find(|lesson| lesson.tasks.contains(&task))
}

/// Tells the tasks, and takes commands; the lesson that was asked for, if one was.
///
/// # Errors
/// The account can't be changed, or the output not written.
pub(super) fn run(open: &mut OpenAccount, talk: &mut Talk<'_>) -> Result<Option<&'static Arc<Lesson>>, Trouble> {
    talk.blank()?;
    tell(open, talk)?;
    let mut before = done(open);
    loop {
        let asked = "Type a number to be shown how, a command that begins with aws, status for the tasks again, or nothing to go back.";
        let Some(line) = talk.ask(asked)? else { return Ok(None) };
        let meant = line.parse::<usize>().ok().and_then(|number| Task::seen_by(&caller_of(open).who).get(number.checked_sub(1)?).copied());
        match (meant.map(lesson_of), line.as_str()) {
            (Some(Some(lesson)), _) => {
                let shows = format!("The walkthrough {} shows it, on an account of its own. Shall it begin?", lesson.title);
                if talk.ask_whether(&shows)? {
                    return Ok(Some(lesson));
                }
            }
            (Some(None), _) => talk.say("No walkthrough shows this one.")?,
            (None, "" | "leave" | "quit" | "exit") => return Ok(None),
            (None, "status") => tell(open, talk)?,
            (None, "help" | "?") => {
                talk.say("1 to 5: the walkthrough that shows how a task is done; status: the tasks again")?;
                talk.say_lines(everywhere::HELP)?;
            }
            (None, line) => {
                if !take_line(open, line, talk)? {
                    talk.say(&nothing(line, "Type help for what can be typed."))?;
                }
            }
        }
        let after = done(open);
        if let (Some(before), Some(after)) = (&before, &after) {
            for (task, is_done) in after.iter().filter(|now| !before.contains(now)) {
                talk.say(&format!("{}: {}. {}", task.label(), word(*is_done), tally(open.account(), &caller_of(open))))?;
            }
        }
        before = after;
    }
}

/// Which of the tasks are done, where whoever is signed in may see that.
fn done(open: &OpenAccount) -> Option<Vec<(Task, bool)>> {
    let caller = caller_of(open);
    if unseen(open.account(), &caller, &Reading::Classic.needs()).is_some() {
        return None;
    }
    Some(status(open.account(), &caller).into_iter().map(|status| (status.task, status.done)).collect())
}

fn tell(open: &OpenAccount, talk: &mut Talk<'_>) -> Result<(), Trouble> {
    in_lines(open.account(), &caller_of(open)).iter().try_for_each(|line| talk.say(line))
}
