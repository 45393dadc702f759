//! `lessons`: listed, shown, begun, recorded, looked at and proved; and `verify`: how far an account is.

mod arguments;
mod check;
mod list;
mod new;
mod preview;
mod record;
mod reference;
mod verify;

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

pub(super) use arguments::{Format, LessonsCommand, VerifyArguments};
pub(super) use verify::run as verify;

use super::accounts::Place;
use super::output::{Trouble, USAGE, complain, print};
use crate::account::display::visible;
use crate::app::screen::Screens;
use crate::training::Shelf;
use crate::training::lesson::Lesson;

/// Does what was asked with lessons. Only to record one an account is needed.
pub(super) fn run(
    place: impl FnOnce() -> Result<Place, Trouble>,
    shelf: &Shelf,
    command: &LessonsCommand,
    screens: Screens,
) -> Result<ExitCode, Trouble> {
    match command {
        LessonsCommand::List { json } => print(&list::list(shelf, *json)).map(|()| ExitCode::SUCCESS),
        LessonsCommand::Show { lesson } => with(lesson, shelf, |lesson| print(&list::show(lesson)).map(|()| ExitCode::SUCCESS)),
        LessonsCommand::Preview { lesson, step } => with(lesson, shelf, |lesson| preview::run(lesson, step.as_deref())),
        LessonsCommand::Reference => print(&reference::text()).map(|()| ExitCode::SUCCESS),
        LessonsCommand::New { name } => new::run(name, shelf.folder()),
        LessonsCommand::Check { files, json } => check::run(files, shelf, *json, screens),
        LessonsCommand::Record(arguments) => place().and_then(|at| record::run(&at.home, &at.account, arguments)),
    }
}

/// The lesson of an id, or in a file.
fn named(lesson: &str, shelf: &Shelf) -> Result<Arc<Lesson>, String> {
    if let Some(known) = shelf.lesson(lesson) {
        return Ok(Arc::clone(known));
    }
    if Path::new(lesson).extension().is_none_or(|extension| extension != "md") {
        let ids: Vec<&str> = shelf.lessons().map(|lesson| lesson.id.as_str()).collect();
        return Err(format!("There is no lesson {}; there are {}, and files that end in .md.", visible(lesson), ids.join(", ")));
    }
    Lesson::read(Path::new(lesson)).map(Arc::new).map_err(|unread| unread.to_string())
}

/// Checks that a lesson can have this id.
///
/// # Errors
/// It can't, in a sentence.
fn is_id(id: &str) -> Result<(), String> {
    let is_id = id.len() <= 40
        && id.starts_with(|first: char| first.is_ascii_alphanumeric())
        && id.bytes().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'-');
    if is_id {
        Ok(())
    } else {
        Err(format!("A lesson's id is 1 to 40 letters long, a-z, 0-9 and -, the first no hyphen; {} is no id.", visible(id)))
    }
}

/// Does something with a lesson, or says why there is none.
fn with(lesson: &str, shelf: &Shelf, act: impl FnOnce(&Arc<Lesson>) -> Result<ExitCode, Trouble>) -> Result<ExitCode, Trouble> {
    match named(lesson, shelf) {
        Ok(lesson) => act(&lesson),
        Err(why) => {
            complain(&why);
            Ok(ExitCode::from(USAGE))
        }
    }
}

/// Text from a lesson, which can't steer the terminal.
fn shown(text: &str) -> String {
    text.lines().map(|line| visible(line) + "\n").collect()
}
