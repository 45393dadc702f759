//! The command line: arguments, and what runs without a screen.
//!
//! One file a command. Commands print to standard output what was asked for, to standard error what went wrong, and
//! answer with an exit code: 0 done, 1 a negative verdict, 2 bad usage or input, 3 store trouble; `aws` has the AWS CLI's.

mod accounts;
mod arguments;
mod aws;
mod console;
mod files;
mod learner;
mod lessons;
mod output;
mod plain;
mod principal;
mod simulate;
mod status;
mod talk;
mod tries;

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use clap::Parser;
use jiff::Timestamp;

use crate::account::display::visible;
use crate::account::operation::Effect;
use crate::app::screen::Screens;
use crate::store::{ASKED_FOR, Access, Home, OPEN_ELSEWHERE, OpenAccount, StoreError, surroundings};
use crate::terminal::{is_dumb, load_settings, reporting_panics};
use crate::training::Shelf;
use crate::training::lesson::Language;
use crate::training::progress::{Learner, ProgressFile};
use accounts::Place;
use arguments::{Arguments, Command, why_as_nobody};
use learner::class::ClassCommand;
use learner::quiz::{QuizArguments, QuizCommand};
use learner::{certificate, class, progress, quiz, quiz_check};
use lessons::{Format, VerifyArguments};
use output::{SOFTWARE, Trouble, USAGE, complain};
use principal::Principal;

/// Runs the program with the process's arguments.
pub fn main(screens: Screens) -> ExitCode {
    let report = Home::find().ok().map(|home| home.settings_path().with_file_name("panic.txt"));
    reporting_panics(report, || run(screens)).unwrap_or(ExitCode::from(SOFTWARE))
}

/// Whether times of this machine's clock can be written down, and the store reckon with them.
fn check_clock(now: SystemTime) -> Result<(), &'static str> {
    match Timestamp::try_from(now) {
        Ok(now) if now >= Timestamp::UNIX_EPOCH => Ok(()),
        _ => Err("This machine's clock is wrong: it stands before the year 1970 or after 9999. Set it, then try again."),
    }
}

fn run(screens: Screens) -> ExitCode {
    let Arguments { account, read_only, principal_as, mfa, record, plain, learner, lessons, command } = parse();
    if let Err(why) = check_clock(SystemTime::now()) {
        complain(why);
        return ExitCode::from(USAGE);
    }
    let principal = Principal { named: principal_as, mfa };
    if principal.is_given()
        && let Some(why) = why_as_nobody(command.as_ref())
    {
        complain(&format!("--as and --mfa are for aws, status, simulate and try. {why}"));
        return ExitCode::from(USAGE);
    }
    if record.is_some() && command.is_some() {
        complain("--record is for the console: commands show nothing that could be recorded.");
        return ExitCode::from(USAGE);
    }
    let access = if read_only { Access::ReadOnly } else { Access::ReadWrite };
    // Cases bring all that is asked about with them: neither account nor home is needed.
    if let Some(Command::Simulate(arguments)) = &command
        && let Some(file) = &arguments.cases
    {
        return simulate::cases(file, arguments.explain).unwrap_or_else(|trouble| trouble.tell());
    }
    if let Some(Command::Verify(VerifyArguments { certificate: Some(file), format, .. })) = &command {
        return certificate::check(file, *format == Format::Json).unwrap_or_else(|trouble| trouble.tell());
    }
    if let Some(Command::Quiz(QuizArguments { command: Some(QuizCommand::Check { files, json }), .. })) = &command {
        return quiz_check::run(files, *json).unwrap_or_else(|trouble| trouble.tell());
    }
    let home = match Home::find() {
        Ok(home) if read_only => home.read_only(),
        Ok(home) => home,
        Err(error) => return Trouble::from(error).tell(),
    };
    let file = ProgressFile::new(&home, learner.clone().unwrap_or_else(Learner::of_system));
    // A folder that is named here is one of here, wherever the program goes.
    let lessons = lessons.map(|folder| std::path::absolute(&folder).unwrap_or(folder));
    let shelf = || shelf(&home, lessons.clone());
    let lesson_of = |id: &str| shelf().lesson(id).map(Arc::clone);
    let place = || Place::of(&home, &account, &file, lesson_of);
    let done = match command {
        None if plain || (is_dumb() && io::stdin().is_terminal()) => {
            plain::run(&home, &account, access, (&file, &shelf()), (&mut io::stdin().lock(), &mut io::stdout().lock()))
        }
        None => return console::run(home, &account, access, screens, record.as_deref(), (file.learner().clone(), lessons)),
        Some(Command::Aws { words }) => return aws::run(&home, &account, access, (file.learner().clone(), principal, words), lesson_of),
        Some(Command::Status(arguments)) => place().and_then(|at| status::run(&at.home, &at.account, access, &principal, &arguments)),
        Some(Command::Simulate(arguments)) => place().and_then(|at| simulate::ask(&at.home, &at.account, &principal, &arguments)),
        Some(Command::Try(arguments)) => place().and_then(|at| tries::run(&at.home, &at.account, access, &principal, &arguments)),
        Some(Command::Accounts { command }) => accounts::run(&home, command),
        Some(Command::Quiz(arguments)) => quiz::run(&file, &arguments),
        Some(Command::Progress { command }) => progress::run(&file, command),
        Some(Command::Verify(arguments)) => lessons::verify(&home, &account, (&file, &shelf()), &arguments),
        Some(Command::Certificate(arguments)) => certificate::run(&file, &shelf(), &arguments),
        Some(Command::Lessons { command }) => lessons::run(place, &shelf(), &command, screens),
        Some(Command::Class { command: ClassCommand::Report { files, form } }) => class::report(&files, &form, &shelf()),
    };
    done.unwrap_or_else(|trouble| trouble.tell())
}

/// The lessons that there are: the program's, and those of the folder that is named, or else set. What is wrong with the settings
/// or the folder is told.
fn shelf(home: &Home, named: Option<PathBuf>) -> Shelf {
    let (settings, notice) = load_settings(&home.settings_path());
    if let Some(notice) = &notice {
        complain(notice);
    }
    let language = settings.language.unwrap_or_else(language_of_system);
    let shelf = Shelf::of(named.or(settings.lessons), language);
    shelf.troubles().for_each(complain);
    shelf
}

/// The language of whoever sits here.
fn language_of_system() -> Language {
    Language::of_locale(|name| std::env::var(name).ok())
}

/// The process's arguments; prints help or what is wrong with them, and ends the process, where there is nothing to run.
fn parse() -> Arguments {
    Arguments::try_parse().unwrap_or_else(|error| {
        // The parser repeats a wrong argument as it is; it has to be one that can't steer the terminal.
        let shown = std::env::args_os().map(|argument| visible(&argument.to_string_lossy()));
        Arguments::try_parse_from(shown).err().unwrap_or(error).exit()
    })
}

/// So long a command waits for an account that is open elsewhere: another command has it for a moment only.
const PATIENCE: Duration = Duration::from_secs(2);
/// So often it tries meanwhile.
const BETWEEN: Duration = Duration::from_millis(20);

/// Does something with an account that may be open elsewhere for a moment.
fn patiently<T>(act: impl Fn() -> Result<T, StoreError>) -> Result<T, StoreError> {
    let begun = Instant::now();
    let wait = || {
        thread::sleep(BETWEEN);
        begun.elapsed() < PATIENCE
    };
    waiting(act, wait)
}

/// Does something with an account as often as it is open elsewhere and there is time to wait, which `wait` lets pass.
fn waiting<T>(act: impl Fn() -> Result<T, StoreError>, mut wait: impl FnMut() -> bool) -> Result<T, StoreError> {
    loop {
        match act() {
            Err(StoreError::Locked { .. }) if wait() => {}
            done => return done,
        }
    }
}

/// Opens an account for what a command does with it, makes the default one if there is none yet, and says what is wrong
/// with it. Whoever only reads needs no lock, so that an account that is open elsewhere is read as it is there, and it counts there.
fn open(home: &Home, account: &str, access: Access, effect: Effect) -> Result<OpenAccount, StoreError> {
    let open = |access| home.open_or_create(account, access, surroundings()).map(|opened| opened.account);
    let opened = match open(access) {
        Err(StoreError::Locked { .. }) if effect == Effect::Read => open(Access::Beside)?,
        Err(StoreError::Locked { .. }) => patiently(|| open(access))?,
        opened => opened?,
    };
    for notice in opened.notices() {
        complain(notice);
    }
    if let Some(why) = opened.read_only().filter(|why| ![ASKED_FOR, OPEN_ELSEWHERE].contains(why)) {
        complain(&format!("The account {account} can be read only: {}.", visible(why)));
    }
    Ok(opened)
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn a_clock_that_no_time_can_be_told_by_is_told() {
        let after = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        assert_eq!(check_clock(after(1_790_000_000)), Ok(()));
        assert!(check_clock(after(99_999_999_999_999)).is_err());
        assert!(check_clock(SystemTime::UNIX_EPOCH - Duration::from_secs(1)).is_err());
    }

    #[test]
    fn what_is_open_for_a_moment_is_waited_for_and_nothing_else_is() {
        let locked = || StoreError::Locked { account: "practice".into(), pid: None };
        let left = Cell::new(2);
        let act = || {
            left.set(left.get() - 1);
            if left.get() == 0 { Ok("open") } else { Err(locked()) }
        };
        assert_eq!((waiting(act, || true), left.get()), (Ok("open"), 0));
        left.set(2);
        assert_eq!((waiting(act, || false), left.get()), (Err(locked()), 1), "there is no time to wait");
        let tried = Cell::new(0);
        let refuse = || -> Result<(), _> {
            tried.set(tried.get() + 1);
            Err(StoreError::NoHome)
        };
        assert_eq!((waiting(refuse, || true), tried.get()), (Err(StoreError::NoHome), 1));
    }
}
