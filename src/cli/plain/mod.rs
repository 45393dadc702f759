//! `--plain`: the console as numbered lines, without alternate screen, boxes or colour, for screen readers, braille lines and
//! terminals that can't place text. Needs no terminal at all.

mod asked;
mod lesson;
mod operations;
mod tasks;

use std::io::{BufRead, Write};
use std::process::ExitCode;
use std::sync::Arc;

use jiff::Timestamp;

use super::output::Trouble;
use super::quiz;
use super::talk::Talk;
use crate::account::caller::Caller;
use crate::store::{Access, Home, OpenAccount};
use crate::training::Shelf;
use crate::training::lesson::Lesson;
use crate::training::progress::ProgressFile;
use crate::training::quiz::{Scope, USUAL};
use operations::line_of_aws;

/// The whole of it: menus, walkthroughs, the quiz, the five tasks.
///
/// # Errors
/// An account can't be opened or changed, or the output not written.
pub(super) fn run(
    home: &Home,
    account: &str,
    access: Access,
    (progress, shelf): (&ProgressFile, &Shelf),
    (input, output): (&mut dyn BufRead, &mut dyn Write),
) -> Result<ExitCode, Trouble> {
    let mut talk = Talk::new(input, output);
    let mut open = super::open(home, account, access, crate::account::operation::Effect::Use)?;
    talk.say(&format!("iam-console, plain. Practice account {account}."))?;
    loop {
        let lessons: Vec<&Arc<Lesson>> = shelf.lessons().collect();
        let read = progress.read()?;
        let done = lessons.iter().filter(|lesson| read.progress.lesson(lesson).is_some_and(|record| record.finished.is_some())).count();
        talk.blank()?;
        talk.say(&format!("1. Walkthroughs: {done} of {} done.", lessons.len()))?;
        let due = read.progress.reviews.due(Timestamp::now()).len();
        talk.say(&format!("2. Quiz: {due} questions are due."))?;
        talk.say(&format!("3. Security Status: {}", tasks::summary(open.account())))?;
        talk.say("4. Leave.")?;
        let Some(line) = talk.ask("Type a number, or a command that begins with aws.")? else { break };
        match line.as_str() {
            "1" => choose_lesson(home, shelf, progress, &mut talk)?,
            "2" => {
                quiz::sit(progress, quiz::Asked { scope: Scope::Next, most: USUAL, is_exam: false }, &mut talk)?;
            }
            "3" => {
                if let Some(lesson) = tasks::run(&mut open, &mut talk)? {
                    lesson::run(home, lesson, progress, &mut talk)?;
                }
            }
            "4" | "leave" => break,
            line if line.starts_with("aws ") => {
                let caller = caller_of(&open);
                line_of_aws(&mut open, &caller, line, &mut talk)?;
                open.settle()?;
            }
            "" => {}
            other => talk.say(&format!("{other} means nothing here. Type 1, 2, 3 or 4, or as in: aws iam list-users"))?,
        }
    }
    open.close()?;
    Ok(ExitCode::SUCCESS)
}

/// Who is signed in to an account.
fn caller_of(open: &OpenAccount) -> Caller {
    let account = open.account();
    account.signed_in(account.time_at(Timestamp::now())).unwrap_or_else(|| Caller::nobody().clone())
}

fn choose_lesson(home: &Home, shelf: &Shelf, progress: &ProgressFile, talk: &mut Talk<'_>) -> Result<(), Trouble> {
    let read = progress.read()?;
    talk.blank()?;
    for own in shelf.own() {
        if let Err(why) = &own.lesson {
            talk.say(&format!("No walkthrough: {why}"))?;
        }
    }
    let lessons: Vec<&Arc<Lesson>> = shelf.lessons().collect();
    for (number, lesson) in (1..).zip(&lessons) {
        let state = match read.progress.lesson(lesson) {
            Some(record) if record.finished.is_some() => "done",
            Some(_) => "begun",
            None => "not begun",
        };
        talk.say(&format!("{number}. {}, {}, {} minutes, {state}.", lesson.title, lesson.level.name(), lesson.minutes))?;
    }
    let Some(line) = talk.ask("Type the number of a walkthrough, or nothing to go back.")? else { return Ok(()) };
    let meant = line.parse::<usize>().ok().and_then(|number| lessons.get(number.checked_sub(1)?));
    match meant {
        Some(lesson) => lesson::run(home, lesson, progress, talk),
        None if line.is_empty() => Ok(()),
        None => talk.say("There is no walkthrough of this number."),
    }
}
