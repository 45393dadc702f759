//! `lessons`: listed, shown, begun, looked at and proved; and `verify`: how far an account is.

mod arguments;
mod check;
mod list;
mod new;
mod preview;
mod verify;

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

pub(super) use arguments::{LessonsCommand, VerifyArguments};
pub(super) use verify::run as verify;

use super::output::{Trouble, USAGE, complain, print};
use crate::account::display::visible;
use crate::app::screen::Screens;
use crate::training::lesson::{Lesson, Unread, shipped, shipped_lesson};

/// Does what was asked with lessons. No account is needed.
pub(super) fn run(command: &LessonsCommand, screens: Screens) -> Result<ExitCode, Trouble> {
    match command {
        LessonsCommand::List { json } => print(&list::list(*json)).map(|()| ExitCode::SUCCESS),
        LessonsCommand::Show { lesson } => with(lesson, |lesson| print(&list::show(lesson)).map(|()| ExitCode::SUCCESS)),
        LessonsCommand::Preview { lesson, step } => with(lesson, |lesson| preview::run(lesson, step.as_deref())),
        LessonsCommand::New { name } => new::run(name),
        LessonsCommand::Check { files, json } => check::run(files, *json, screens),
    }
}

/// The lesson of an id, or in a file.
fn named(lesson: &str) -> Result<Arc<Lesson>, String> {
    if let Some(shipped) = shipped_lesson(lesson) {
        return Ok(Arc::clone(shipped));
    }
    if Path::new(lesson).extension().is_none_or(|extension| extension != "md") {
        let ids: Vec<&str> = shipped().flatten().map(|lesson| lesson.id.as_str()).collect();
        return Err(format!("There is no lesson {}; there are {}, and files that end in .md.", visible(lesson), ids.join(", ")));
    }
    Lesson::read(Path::new(lesson)).map(Arc::new).map_err(|unread| sentence(&unread))
}

/// Why a file gives no lesson, escaped.
fn sentence(unread: &Unread) -> String {
    match unread {
        Unread::Io(path, error) => {
            format!("{} could not be read: {}.", visible(&path.to_string_lossy()), visible(&error.to_string()))
        }
        Unread::Lesson(error) => error.to_string(),
    }
}

/// Does something with a lesson, or says why there is none.
fn with(lesson: &str, act: impl FnOnce(&Arc<Lesson>) -> Result<ExitCode, Trouble>) -> Result<ExitCode, Trouble> {
    match named(lesson) {
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
