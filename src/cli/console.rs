//! Without a command: the console itself.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::files::LocalFiles;
use super::language_of_system;
use super::output::{SOFTWARE, Trouble, USAGE, complain};
use crate::app::screen::Screens;
use crate::store::{Access, Home};
use crate::terminal::{Ended, Looks, Options, Recorder, load_settings, run as run_console};
use crate::training::progress::Learner;

/// Opens the console and stays until it ends.
pub(super) fn run(
    home: Home,
    account: &str,
    access: Access,
    screens: Screens,
    record: Option<&Path>,
    (learner, lessons): (Learner, Option<PathBuf>),
) -> ExitCode {
    let looks = match Looks::find() {
        Ok(looks) => looks,
        Err(none) => {
            complain(&none.to_string());
            return ExitCode::from(USAGE);
        }
    };
    let recording = match record.map(Recorder::begin).transpose() {
        Ok(recording) => recording,
        Err(error) => {
            complain(&format!("The recording can't be begun: {error}. A file that is there already is not overwritten."));
            return ExitCode::from(USAGE);
        }
    };
    let settings_path = home.settings_path();
    let (settings, notice) = load_settings(&settings_path);
    let account = account.to_owned();
    let options = Options {
        home,
        account,
        access,
        screens,
        looks,
        settings,
        settings_path,
        files: Box::new(LocalFiles { pipes: false }),
        notice,
        recording,
        learner,
        lessons,
        language: language_of_system(),
    };
    match run_console(options) {
        Ok(Ended::Quit) => ExitCode::SUCCESS,
        Ok(Ended::Signal(signal)) => ExitCode::from(u8::try_from(128 + signal).unwrap_or(u8::MAX)),
        Ok(Ended::Store(error)) => Trouble::from(error).tell(),
        Ok(Ended::Panicked) => ExitCode::from(SOFTWARE),
        Err(error) => {
            complain(&format!("The terminal does not answer: {error}."));
            ExitCode::from(USAGE)
        }
    }
}
