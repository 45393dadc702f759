//! `progress`: what a learner has done, out of and into this machine.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Subcommand, ValueEnum};

use crate::account::display::visible;
use crate::app::words::count;
use crate::cli::files;
use crate::cli::output::{Trouble, USAGE, complain, print};
use crate::training::progress::{Progress, ProgressFile, as_csv, as_json, from_json};

/// What `progress` takes.
#[derive(Subcommand, Debug)]
pub(in crate::cli) enum ProgressCommand {
    /// Print how far you have come in the walkthroughs
    ///
    /// JSON is whole and can be imported again; CSV has one row a step, for a spreadsheet. Neither has a secret in it.
    Export {
        /// How
        #[arg(long, value_enum, default_value_t)]
        format: ProgressFormat,
    },
    /// Take in what `progress export --format json` printed
    ///
    /// A lesson that is here and in the file stays as it was carried further. What somebody else has done is not taken in, unless
    /// that is meant: who learns is called otherwise on another machine, perhaps.
    Import {
        /// The file
        file: PathBuf,

        /// Take it in though the learner in it is called otherwise
        #[arg(long)]
        of_another: bool,
    },
}

/// How progress is printed.
#[derive(ValueEnum, Clone, Copy, Default, Debug)]
pub(in crate::cli) enum ProgressFormat {
    /// Whole
    #[default]
    Json,
    /// A table
    Csv,
}

/// The longest file that is read, in bytes: more than anybody's progress.
const LONGEST: u64 = 1 << 24;

/// Prints progress, or takes it in.
pub(in crate::cli) fn run(file: &ProgressFile, command: ProgressCommand) -> Result<ExitCode, Trouble> {
    match command {
        ProgressCommand::Export { format } => {
            let read = file.read()?;
            read.notice.iter().for_each(|notice| complain(notice));
            if read.is_lost {
                return Ok(ExitCode::from(USAGE));
            }
            print(&match format {
                ProgressFormat::Csv => as_csv([&read.progress]),
                ProgressFormat::Json => as_json(&read.progress).map_err(|error| Trouble::Output(error.into()))?,
            })?;
        }
        ProgressCommand::Import { file: from, of_another } => {
            let theirs = read(&from)?;
            let (name, whose, own) = (visible(&from.display().to_string()), visible(&theirs.learner), file.learner());
            if theirs.learner != own.as_str() && !of_another {
                complain(&format!(
                    "The progress in {name} is that of {whose}, and nothing of it was taken in: this is {own}'s. --learner says whose is meant; --of-another takes it in all the same."
                ));
                return Ok(ExitCode::from(USAGE));
            }
            let lessons = theirs.lessons.len();
            let kept = file.change(|ours| ours.merge(theirs))?;
            kept.notice.iter().for_each(|notice| complain(notice));
            print(&format!("Took in {} from {name}.\n", count(lessons, "lesson")))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads progress that somebody has exported.
pub(in crate::cli) fn read(path: &Path) -> Result<Progress, Trouble> {
    Ok(from_json(&path.display().to_string(), &files::text(path, LONGEST)?)?)
}
