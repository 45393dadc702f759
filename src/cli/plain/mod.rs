//! `--plain`: the console as numbered lines, without alternate screen, boxes or colour, for screen readers, braille lines and
//! terminals that can't place text. Needs no terminal at all.

mod asked;
mod everywhere;
mod lesson;
mod operations;
mod sights;
mod signed_in;
mod tasks;

use std::io::{BufRead, Write};
use std::process::ExitCode;
use std::sync::Arc;

use jiff::Timestamp;

use super::learner::quiz;
use super::output::Trouble;
use super::talk::Talk;
use crate::account::caller::Caller;
use crate::app::words::count;
use crate::store::{Access, Home, OpenAccount};
use crate::terminal::columns;
use crate::training::lesson::Lesson;
use crate::training::progress::ProgressFile;
use crate::training::quiz::{Scope, USUAL};
use crate::training::{LessonTally, Shelf};
use everywhere::Meant;

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
    let mut talk = Talk::new(input, output, columns);
    let mut open = super::open(home, account, access, crate::account::operation::Effect::Use)?;
    talk.say(&format!("iam-console, plain. Practice account {account}."))?;
    let mut is_told = false;
    loop {
        if !is_told {
            tell_menu(&open, progress, shelf, &mut talk)?;
        }
        open.uncounted().iter().try_for_each(|why| talk.say(why))?;
        let Some(line) = talk.ask("Type a number, help, or a command that begins with aws.")? else { break };
        // What was said last is heard last: the menu comes again with an empty line, and on the way back to it.
        is_told = !matches!(line.as_str(), "" | "1" | "2" | "3");
        match line.as_str() {
            "1" => choose_lesson(home, shelf, progress, &mut talk)?,
            "2" => {
                quiz::sit(progress, quiz::Asked { scope: Scope::Next, most: USUAL, exam: None }, &mut talk)?;
            }
            "3" => {
                while let Some(lesson) = tasks::run(&mut open, &mut talk)? {
                    begin(home, lesson, progress, &mut talk)?;
                }
            }
            "n" => {
                is_told = false;
                match LessonTally::onward(&progress.read()?.progress, shelf) {
                    Some((lesson, _)) => begin(home, lesson, progress, &mut talk)?,
                    None => talk.say("There is no lesson that comes next: type 1 for all of them.")?,
                }
            }
            "4" | "leave" | "quit" | "exit" | "q" => break,
            "help" | "?" => {
                talk.say("1: walkthroughs; 2: the quiz; 3: Security Status; 4: leave; n: the next lesson; nothing: the menu again")?;
                talk.say_lines(everywhere::HELP)?;
            }
            "" => {}
            line => {
                // What a screen is called comes before a lesson of the same title.
                if !take_line(&mut open, line, &mut talk)? {
                    match named(shelf, line) {
                        Some(lesson) => {
                            is_told = false;
                            begin(home, lesson, progress, &mut talk)?;
                        }
                        None => talk.say(&nothing(line, "Type 1, 2, 3 or 4, or help for what else can be typed."))?,
                    }
                }
            }
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

fn tell_menu(open: &OpenAccount, progress: &ProgressFile, shelf: &Shelf, talk: &mut Talk<'_>) -> Result<(), Trouble> {
    let read = progress.read()?;
    read.notice.iter().try_for_each(|notice| talk.say(notice))?;
    talk.blank()?;
    talk.say(&format!("1. Walkthroughs: {}.", LessonTally::of(&read.progress, shelf).words()))?;
    let due = read.progress.reviews.due(Timestamp::now()).len();
    talk.say(&match due {
        0 => "2. Quiz: nothing is due, and there are always other questions.".to_owned(),
        due => format!("2. Quiz: due: {}.", count(due, "question")),
    })?;
    talk.say(&format!("3. Security Status: {}", sights::status::summary(open.account(), &caller_of(open))))?;
    talk.say("4. Leave.")?;
    if read.progress.lessons.is_empty() {
        return talk.say("New here? Type tour for a tour of the console, two minutes, or w01 for the first lesson.");
    }
    match LessonTally::onward(&read.progress, shelf) {
        Some((lesson, true)) => {
            let record = read.progress.lesson(lesson);
            let left = record.and_then(|record| record.time_left_in_words(lesson, Timestamp::now()));
            let left = left.map_or_else(String::new, |left| format!(" {left}"));
            talk.say(&format!("Begun and not finished: {}.{left} Type n to go on with it.", lesson.title))
        }
        Some((lesson, false)) => talk.say(&format!("Next: {}. Type n to begin it.", lesson.title)),
        None => Ok(()),
    }
}

/// Goes through a lesson; where its account can't be worked on, by whatever is in the way, says so.
fn begin(home: &Home, lesson: &Arc<Lesson>, progress: &ProgressFile, talk: &mut Talk<'_>) -> Result<(), Trouble> {
    match lesson::run(home, lesson, progress, talk) {
        Err(Trouble::Store(error)) => talk.say(&error.to_string()),
        ended => ended,
    }
}

/// As much of a word as need be said again.
fn short(word: &str) -> String {
    const MOST: usize = 40;
    if word.chars().count() > MOST { word.chars().take(MOST).chain(['…']).collect() } else { word.to_owned() }
}

/// That a line means nothing, by its first word, and what does.
fn nothing(line: &str, otherwise: &str) -> String {
    let word = line.split_whitespace().next().unwrap_or_default();
    format!("{} means nothing here. {otherwise}", short(word))
}

/// Does what a line says on the account that is practised on; whether it says anything.
fn take_line(open: &mut OpenAccount, line: &str, talk: &mut Talk<'_>) -> Result<bool, Trouble> {
    let caller = caller_of(open);
    match everywhere::take(open, &caller, (None, line), talk)? {
        Meant::Nothing => return Ok(false),
        Meant::Asked(_) | Meant::Seen(_) | Meant::Decided(_) | Meant::Said => open.settle()?,
    }
    Ok(true)
}

/// The lesson of this id, or the beginning of it, or title.
fn named<'a>(shelf: &'a Shelf, line: &str) -> Option<&'a Arc<Lesson>> {
    shelf.lessons().find(|lesson| {
        let short = lesson.id.split('-').next().unwrap_or_default();
        [lesson.id.as_str(), short, lesson.title.as_str()].iter().any(|name| name.eq_ignore_ascii_case(line))
    })
}

/// What can be typed where a walkthrough is chosen.
const LESSON_HELP: &str =
    "a number, as in the list, or a name, as in w03: that walkthrough; nothing: back to the menu, where all else is typed";

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
            Some(record) if record.is_finished() => {
                if lesson.exam {
                    "passed"
                } else {
                    "done"
                }
            }
            Some(_) => "begun",
            None => "not begun",
        };
        talk.say(&format!("{number}. {}, {}, {}, {state}.", lesson.title, lesson.level.name(), count(lesson.minutes, "minute")))?;
    }
    loop {
        let Some(line) = talk.ask("Type the number or the name of a walkthrough, or nothing to go back.")? else { return Ok(()) };
        let by_number = || line.parse::<usize>().ok().and_then(|number| lessons.get(number.checked_sub(1)?));
        match by_number().copied().or_else(|| named(shelf, &line)) {
            Some(lesson) => return begin(home, lesson, progress, talk),
            None if line.is_empty() => return Ok(()),
            None if matches!(line.as_str(), "help" | "?") => talk.say(LESSON_HELP)?,
            None => talk.say(&format!("There is no walkthrough {}: they are 1 to {}.", short(&line), lessons.len()))?,
        }
    }
}
