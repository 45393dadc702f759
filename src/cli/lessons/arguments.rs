//! What `lessons` and `verify` take.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

#[derive(Subcommand, Debug)]
pub(in crate::cli) enum LessonsCommand {
    /// List the lessons that come with the program, and those of your folder
    List {
        /// Print JSON for scripts
        #[arg(long)]
        json: bool,
    },
    /// Tell what a lesson is about
    Show {
        /// Its id, as in w01, or a lesson's file
        lesson: String,
    },
    /// Tell all that a lesson's file can have: steps, hints, questions, checks, lines
    Reference,
    /// Begin a lesson of your own: writes NAME.md
    New {
        /// Its id: a-z, 0-9 and -
        name: String,
    },
    /// Print a lesson as its card shows it
    ///
    /// With --step, also what its check finds before and after its solution. All runs in memory.
    Preview {
        /// A lesson's file, or an id
        #[arg(value_name = "FILE")]
        lesson: String,

        /// Only this step, by its number or id
        #[arg(long)]
        step: Option<String>,
    },
    /// Prove lessons
    ///
    /// Each check is false at its step's start and true after the step's own solution; traps are answered by the hints they
    /// promise; the challenge is failed by an empty account, by administrators' rights for everybody, and by every change of its
    /// solution; everything is said and fits the card. Exits with 1 where that is not so, with 2 where a file is no lesson.
    Check {
        /// The files; without any, all of the folder of your lessons
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,

        /// Print JSON for scripts
        #[arg(long)]
        json: bool,
    },
    /// Print what was done in an account as the draft of a lesson
    ///
    /// Each change becomes a step with its command and a check that it proposes; what was undone is left out, and secrets are put in
    /// anew. Write the texts, then prove it: `iam-console lessons record --account demo > demo.md`, `iam-console lessons check demo.md`.
    Record(RecordArguments),
}

/// What `lessons record` takes.
#[derive(Args, Debug)]
pub(in crate::cli) struct RecordArguments {
    /// The lesson's id: a-z, 0-9 and -
    #[arg(long, default_value = "my-lesson")]
    pub id: String,

    /// The steps begin behind this revision of the account's history; what was done up to it makes the account that the lesson
    /// begins with
    #[arg(long, value_name = "REVISION", default_value_t = 0)]
    pub from: u64,
}

/// What `verify` takes.
#[derive(Args, Debug)]
pub(in crate::cli) struct VerifyArguments {
    /// The lesson: its id, as in w01, or a lesson's file
    #[arg(required_unless_present = "certificate", conflicts_with = "certificate")]
    pub lesson: Option<String>,

    /// Check a certificate again instead: that it is as it was made
    #[arg(long, value_name = "FILE")]
    pub certificate: Option<std::path::PathBuf>,

    /// How the grade is printed
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,

    /// The learner's seed, where the lesson has names that vary (otherwise that of the lesson's account, or 1)
    #[arg(long)]
    pub seed: Option<u64>,
}

/// How a grade is printed.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(in crate::cli) enum Format {
    /// Lines to read
    #[default]
    Text,
    /// For scripts
    Json,
    /// For continuous integration
    Junit,
}
