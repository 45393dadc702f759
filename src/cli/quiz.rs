//! `quiz`: questions on plain lines, one after another, answered with numbers. Needs no terminal.

use std::io::{self, BufRead, Read, Write};
use std::process::ExitCode;
use std::time::Instant;

use clap::{Args, Subcommand};
use jiff::{SignedDuration, Timestamp};

use super::output::{Trouble, USAGE, complain, print};
use crate::account::display::visible;
use crate::store::Home;
use crate::training::progress::{Learner, ProgressFile};
use crate::training::quiz::{Answered, Bank, Examiner, Grade, Misconception, Question, Reviews, Scope, Sitting, USUAL};
use crate::widgets::line::wrap;

/// What `quiz` takes.
#[derive(Args, Debug)]
pub(super) struct QuizArguments {
    /// Only about a misconception, as in M04
    #[arg(long, value_name = "ID", conflicts_with_all = ["notes", "due"])]
    pub about: Option<String>,

    /// The course notes' five questions
    #[arg(long, conflicts_with = "due")]
    pub notes: bool,

    /// Only what is due to be asked again
    #[arg(long)]
    pub due: bool,

    /// At most so many questions
    #[arg(long, value_name = "NUMBER", default_value_t = USUAL)]
    pub count: usize,

    #[command(subcommand)]
    pub command: Option<QuizCommand>,
}

#[derive(Subcommand, Debug)]
pub(super) enum QuizCommand {
    /// Check items of a quiz: those of files, or those that come with the program
    ///
    /// Says of each that is not right why, with file, line and column: a reason that is missing, two right options, a computed
    /// truth that never varies. Exits with 1 if there is one, with 2 if a file can't be read.
    Check {
        /// The files
        #[arg(value_name = "FILES")]
        files: Vec<std::path::PathBuf>,

        /// Print JSON for scripts
        #[arg(long)]
        json: bool,
    },
}

/// The widest line.
const WIDTH: usize = 78;
/// A longer line is no answer; what is behind it is read over.
const LONGEST_LINE: u64 = 4096;

/// Asks questions until there are no more, or who answers stops.
///
/// # Errors
/// The progress can't be read, or a question not written.
pub(super) fn run(home: &Home, arguments: &QuizArguments) -> Result<ExitCode, Trouble> {
    let bank = match Bank::shipped() {
        Ok(bank) => bank,
        Err(errors) => {
            for error in errors {
                complain(&error.to_string());
            }
            return Ok(ExitCode::from(USAGE));
        }
    };
    let named = arguments.about.as_ref().map(|id| Misconception::named(&id.to_ascii_uppercase()).ok_or(id)).transpose();
    let scope = match named {
        Ok(Some(misconception)) => Scope::About(misconception),
        Ok(None) if arguments.notes => Scope::Notes,
        Ok(None) if arguments.due => Scope::Due,
        Ok(None) => Scope::Next,
        Err(id) => {
            complain(&format!("There is no misconception {}: they are M01 to M25.", visible(id)));
            return Ok(ExitCode::from(USAGE));
        }
    };
    let file = ProgressFile::new(home, Learner::of_system());
    let read = file.read()?;
    read.notice.iter().for_each(|notice| complain(notice));
    let reviews = read.progress.reviews;
    let sitting = Sitting::new(&bank, &reviews, scope, arguments.count, (Timestamp::now(), rand::random()));
    if sitting.is_empty() {
        print(&nothing(&reviews))?;
        return Ok(ExitCode::SUCCESS);
    }
    Asking { bank: &bank, examiner: Examiner::new(Timestamp::now()), file: &file, kept: true }.run(sitting)?;
    Ok(ExitCode::SUCCESS)
}

/// Why there is nothing to ask.
fn nothing(reviews: &Reviews) -> String {
    let next = reviews.all().map(|(_, review)| review.due()).min();
    let when = next.map_or_else(String::new, |next| format!(" The next is due on {}.", crate::app::words::date(next)));
    format!("Nothing is due.{when} Without --due there are new questions.\n")
}

struct Asking<'a> {
    bank: &'a Bank,
    examiner: Examiner,
    file: &'a ProgressFile,
    /// Whether the answers could be kept so far.
    kept: bool,
}

/// What was said to a question.
enum Said {
    Answer { is_right: bool },
    Skip,
    Stop,
}

impl Asking<'_> {
    fn run(&mut self, mut sitting: Sitting) -> Result<(), Trouble> {
        while let Some(item) = sitting.item().and_then(|id| self.bank.item(id)) {
            let question = match self.examiner.ask(item, rand::random()) {
                Ok(question) => question,
                Err(why) => {
                    complain(&visible(&format!("{} can't be asked: {why}", item.id)));
                    sitting.skipped();
                    continue;
                }
            };
            let again = if sitting.repeats() { ", once more" } else { "" };
            let (number, total) = (sitting.number(), sitting.total());
            let heading = format!("Question {number} of {total}{again} ({}, {})", question.topic, question.level.name());
            tell(std::iter::once(heading).chain(question.in_lines()))?;
            match self.ask(&question, sitting.repeats())? {
                Said::Answer { is_right } => sitting.answered(is_right),
                Said::Skip => sitting.skipped(),
                Said::Stop => break,
            }
        }
        let (answered, right) = sitting.score();
        print(&format!("{right} of {answered} right at the first try.\n"))
    }

    /// Asks until there is an answer to the question.
    fn ask(&mut self, question: &Question, repeats: bool) -> Result<Said, Trouble> {
        let (begun, mut hinted) = (Instant::now(), false);
        let how = format!("Type {}; ! behind it if you are sure. h: hint, s: skip, q: stop.", question.how_to_type());
        tell([how])?;
        loop {
            print("> ")?;
            let Some(line) = line()? else {
                print("\n")?;
                return Ok(Said::Stop);
            };
            match line.trim() {
                "q" | "quit" => return Ok(Said::Stop),
                "s" | "skip" => {
                    print("\n")?;
                    return Ok(Said::Skip);
                }
                "h" | "hint" => {
                    hinted = true;
                    tell([question.hint()])?;
                }
                text => match question.typed(text.trim_end_matches('!')) {
                    Err(why) => tell([why])?,
                    Ok(given) => {
                        let judged = question.judge(&given);
                        let took = SignedDuration::try_from(begun.elapsed()).unwrap_or(SignedDuration::MAX);
                        // What was explained a moment ago is not known by heart.
                        let grade = Grade::of(judged.is_right, hinted || repeats, text.ends_with('!'), took);
                        self.keep(question, grade);
                        tell(question.judged_in_lines(&judged))?;
                        print("\n")?;
                        return Ok(Said::Answer { is_right: judged.is_right });
                    }
                },
            }
        }
    }

    /// Keeps an answer; that it can't be kept is said once.
    fn keep(&mut self, question: &Question, grade: Grade) {
        let answer = Answered { at: Timestamp::now(), grade, variant: question.variant };
        let kept = self.file.change(|progress| progress.reviews.answered(&question.item, answer));
        if let Err(error) = kept
            && std::mem::take(&mut self.kept)
        {
            complain(&format!("{error} The answers are not kept."));
        }
    }
}

/// Prints lines, escaped and wrapped.
fn tell(lines: impl IntoIterator<Item = String>) -> Result<(), Trouble> {
    let mut text = String::new();
    for line in lines {
        for part in wrap(&visible(&line), WIDTH) {
            text.push_str(&part);
            text.push('\n');
        }
    }
    print(&text)
}

/// The next line of standard input; `None` at its end.
fn line() -> Result<Option<String>, Trouble> {
    io::stdout().flush().map_err(Trouble::Output)?;
    let trouble = |error| Trouble::Input("standard input".to_owned(), error);
    let mut bytes = Vec::new();
    let mut input = io::stdin().lock();
    if (&mut input).take(LONGEST_LINE).read_until(b'\n', &mut bytes).map_err(trouble)? == 0 {
        return Ok(None);
    }
    while !bytes.ends_with(b"\n") {
        let mut more = Vec::new();
        if (&mut input).take(LONGEST_LINE).read_until(b'\n', &mut more).map_err(trouble)? == 0 || more.ends_with(b"\n") {
            break;
        }
    }
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}
