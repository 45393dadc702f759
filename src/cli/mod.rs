//! The command line: arguments, and what runs without a screen.
//!
//! One file a command. Commands print to standard output what was asked for, to standard error what went wrong, and
//! answer with an exit code: 0 done, 1 a negative verdict, 2 bad usage or input, 3 store trouble; `aws` has the AWS CLI's.

mod accounts;
mod arguments;
mod aws;
mod console;
mod files;
mod qr_png;
mod status;

use std::process::ExitCode;

use clap::Parser;

use crate::account::display::visible;
use crate::app::screen::Screens;
use crate::store::{Access, DEFAULT_ACCOUNT, Home, OpenAccount, StoreError, surroundings};
use arguments::{Arguments, Command};

/// Bad usage or input.
const USAGE: u8 = 2;
/// The store could not be opened, or not be written.
const STORE: u8 = 3;

/// Runs the program with the process's arguments.
pub fn main(screens: Screens) -> ExitCode {
    let Arguments { account, read_only, command } = parse();
    let access = if read_only { Access::ReadOnly } else { Access::ReadWrite };
    let home = match Home::find() {
        Ok(home) => home,
        Err(error) => return trouble(&error),
    };
    match command {
        None => console::run(home, &account, access, screens),
        Some(Command::Aws { words }) => aws::run(&home, &account, access, words),
        Some(Command::Status { json, strict, exit_code }) => {
            status::run(&home, &account, access, status::Options { json, strict, exit_code })
        }
        Some(Command::Accounts { command }) => accounts::run(&home, command),
    }
}

/// The process's arguments; prints help or what is wrong with them, and ends the process, where there is nothing to run.
fn parse() -> Arguments {
    Arguments::try_parse().unwrap_or_else(|error| {
        // The parser repeats a wrong argument as it is; it has to be one that can't steer the terminal.
        let shown = std::env::args_os().map(|argument| visible(&argument.to_string_lossy()));
        Arguments::try_parse_from(shown).err().unwrap_or(error).exit()
    })
}

/// Opens an account, and makes the default one if there is none yet.
fn open(home: &Home, account: &str, access: Access) -> Result<OpenAccount, StoreError> {
    if account == DEFAULT_ACCOUNT {
        home.open_or_create(account, access, surroundings()).map(|opened| opened.account)
    } else {
        home.open(account, access, surroundings())
    }
}

/// Says what is wrong with the store, or with the name it was given.
fn trouble(error: &StoreError) -> ExitCode {
    complain(&error.to_string());
    ExitCode::from(if matches!(error, StoreError::BadName { .. } | StoreError::AccountExists { .. }) { USAGE } else { STORE })
}

/// Writes a sentence to standard error.
fn complain(sentence: &str) {
    say(&format!("iam-console: {sentence}"));
}

/// Writes a line to standard error. Where nobody listens any more, as behind a closed terminal, there is nothing to do.
fn say(line: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Writes text to standard output; a reader that has gone away is no error.
fn print(text: &str) {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    if let Err(error) = written.or_else(|error| if error.kind() == std::io::ErrorKind::BrokenPipe { Ok(()) } else { Err(error) }) {
        complain(&format!("The output could not be written: {}.", visible(&error.to_string())));
    }
}
