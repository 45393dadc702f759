//! The arguments, and the manual page that `--help` prints.

use clap::{Parser, Subcommand};

use super::accounts::AccountsCommand;
use super::learner::certificate::CertificateArguments;
use super::learner::class::ClassCommand;
use super::learner::progress::ProgressCommand;
use super::learner::quiz::QuizArguments;
use super::lessons::{LessonsCommand, VerifyArguments};
use super::simulate::SimulateArguments;
use super::status::StatusArguments;
use super::tries::TryArguments;
use crate::store::DEFAULT_ACCOUNT;
use crate::training::progress::Learner;

/// The AWS IAM console in a terminal, on a practice account of your own.
///
/// Without a command it opens the console on the practice account `practice`, which is made on the first start. Everything
/// behaves as AWS IAM does, nothing leaves this machine, nothing costs money, and every change can be undone.
#[derive(Parser, Debug)]
#[command(name = "iam-console", version, max_term_width = 96, after_long_help = MORE)]
pub(super) struct Arguments {
    /// The practice account to work on
    #[arg(long, global = true, value_name = "NAME", default_value = DEFAULT_ACCOUNT)]
    pub account: String,

    /// Change nothing, neither the account nor which accounts there are
    #[arg(long, global = true)]
    pub read_only: bool,

    /// As whom: user/NAME, role/NAME or role/NAME/SESSION, root (the default), or an access key's id
    ///
    /// `aws`, `status`, `simulate` and `try` run as this principal of the practice account, and its policies decide. It needs
    /// neither password nor trust: you own the account. A user asks as with an access key, without an MFA code but with --mfa.
    /// partner is somebody of another account. `try` also takes instance/ID, function/NAME and anonymous. The other commands take
    /// no principal. What `aws` and `try` do as somebody counts as what they did last.
    #[arg(long = "as", global = true, value_name = "PRINCIPAL")]
    pub principal_as: Option<String>,

    /// With --as: as one who has given an MFA code
    #[arg(long, global = true)]
    pub mfa: bool,

    /// Numbered lines instead of a screen: for screen readers, braille lines, and terminals that can't place text
    #[arg(long, conflicts_with = "record")]
    pub plain: bool,

    /// Record what the console shows into a new file, an asciicast (version 3) with the steps of lessons marked and secrets masked
    #[arg(long, value_name = "FILE")]
    pub record: Option<std::path::PathBuf>,

    /// Whose progress is kept, where several learn here: a-z, 0-9, and . _ - (otherwise the system's user)
    #[arg(long, global = true, value_name = "NAME", value_parser = learner)]
    pub learner: Option<Learner>,

    /// A folder of lessons of your own, beside those that come with the program (otherwise the one of the settings)
    #[arg(long, global = true, value_name = "FOLDER")]
    pub lessons: Option<std::path::PathBuf>,

    #[command(subcommand)]
    pub command: Option<Command>,
}

/// A learner's name.
pub(super) fn learner(name: &str) -> Result<Learner, String> {
    Learner::named(name)
        .ok_or_else(|| "a learner's name is 1 to 63 of a-z, 0-9, dot, underscore and hyphen, and begins with one of the first two".into())
}

#[derive(Subcommand, Debug)]
pub(super) enum Command {
    /// Run one operation as the AWS CLI would
    ///
    /// As in `iam-console aws iam create-user --user-name alice`. Options, output, error messages and exit codes are those of the
    /// AWS CLI, version 2; `--account`, `--learner`, `--as` and `--mfa` may stand anywhere. `iam-console aws iam help` lists the operations, `iam-console aws iam
    /// create-user help` tells about one. While the console is open on the account, one can read beside it, which counts there, but not write.
    #[command(disable_help_flag = true)]
    Aws {
        /// What stands behind `aws`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGUMENTS")]
        words: Vec<std::ffi::OsString>,
    },

    /// Tell how the five tasks of Security Status stand
    Status(StatusArguments),

    /// Tell whether requests are allowed, and why
    ///
    /// With --cases, requests that bring their own policies are answered, one JSON object a line, in their order. Otherwise a
    /// request of somebody in the practice account is answered from the account's own policies; it changes nothing.
    Simulate(SimulateArguments),

    /// Make a request as somebody, and see whether it is done, and why not
    ///
    /// As in `iam-console try --as instance/i-0123456789abcdef0 s3:GetObject arn:aws:s3:::reports/q1.csv`. It goes through the
    /// account's own policies, and counts as a use of the key or role. Prints what is answered.
    Try(TryArguments),

    /// List, show, write, record, look at and prove lessons
    Lessons {
        #[command(subcommand)]
        command: LessonsCommand,
    },

    /// Grade an account in a lesson, from its state alone
    ///
    /// Where the lesson has a challenge, that is the grade; otherwise its steps are, as far as they leave something in the
    /// account. An account that a lesson is gone through on is named as it is under lessons/. Exits with 0 where it is passed, 1 where not yet, 2 for a bad lesson, 3 where the account can't be opened.
    Verify(VerifyArguments),

    /// Print the certificate of an exam that was passed
    ///
    /// As text, as a page to print, or as a picture. `iam-console verify --certificate FILE` checks it again.
    Certificate(CertificateArguments),

    /// Ask questions about IAM, on plain lines
    ///
    /// Answer with numbers. What you knew comes back later and later, what you did not soon; `:quiz` in the console is the same.
    Quiz(QuizArguments),

    /// Hand in what was learned, or take it to another machine
    Progress {
        #[command(subcommand)]
        command: ProgressCommand,
    },

    /// Tell how a class does
    Class {
        #[command(subcommand)]
        command: ClassCommand,
    },

    /// List, make, copy, reset and delete practice accounts
    Accounts {
        #[command(subcommand)]
        command: AccountsCommand,
    },
}

/// Why a command does not run as anybody, where it doesn't, in a sentence; without a command the console is opened.
pub(super) const fn why_as_nobody(command: Option<&Command>) -> Option<&'static str> {
    Some(match command {
        Some(Command::Aws { .. } | Command::Status(_) | Command::Try(_)) => return None,
        Some(Command::Simulate(arguments)) if arguments.cases.is_none() => return None,
        Some(Command::Simulate(_)) => "Cases bring their principals and policies along: nobody is asked in the account.",
        Some(Command::Accounts { .. }) => "Accounts are yours, whatever the policies in them say.",
        Some(Command::Verify(_)) => "An account is graded by its owner, who sees all of it.",
        Some(Command::Lessons { .. }) => "A lesson's own lines say as whom they run.",
        Some(Command::Quiz(_) | Command::Progress { .. } | Command::Certificate(_) | Command::Class { .. }) => {
            "This is about what was learned: nothing is asked of an account."
        }
        None => "In the console one signs in, with :sign-in, and switches roles, with :switch-role.",
    })
}

/// What the manual page says behind the options.
const MORE: &str = "\
Exit codes:
  0      done
  1      a negative verdict (status --exit-code: not all complete; simulate: denied; try: refused)
  2      bad usage, a name that can't be had, a bad case, or nothing to draw on
  3      an account can't be read or changed, or is open elsewhere; or the output can't be written
  70     the program itself is at fault: panic.txt says where
  128+n  ended by signal n
  aws: 0 done, 252 bad usage, 254 refused by the service, 255 anything else

Environment:
  IAM_CONSOLE_HOME  where accounts and settings are kept
                    (otherwise iam-console in the platform's data directory)
  NO_COLOR          no colours; signs and words say everything
  AWS_…             not read: no key or profile of a real account is used

Files:
  accounts/NAME/    an account: journal, state, checkpoints; private to you
  lessons/          the accounts of walkthroughs, one a learner and lesson
  progress/         how far you have come in them
  trash/            deleted accounts, until emptied
  settings.toml     theme, mouse, labels, the folder of your lessons
  panic.txt         where the program last failed, if it did

Examples:
  iam-console                                     open the console
  iam-console --account team                      open another account
  iam-console status                              how the five tasks stand
  iam-console aws iam list-users --output text    an operation, for a script
  iam-console aws s3api list-buckets --as user/a  the same as somebody else
  iam-console simulate --cases requests.jsonl     what would be allowed
  iam-console accounts reset practice             begin again
";
