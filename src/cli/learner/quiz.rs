//! `quiz`: questions on plain lines, one after another, answered with numbers. Needs no terminal.

use std::io;
use std::process::ExitCode;
use std::time::Instant;

use clap::{Args, Subcommand};
use jiff::{SignedDuration, Timestamp};

use crate::account::display::visible;
use crate::cli::output::{Trouble, USAGE, complain};
use crate::cli::talk::Talk;
use crate::terminal::columns;
use crate::training::progress::{Progress, ProgressFile};
use crate::training::quiz::{
    Answered, Bank, Examiner, Given, Grade, Judged, Misconception, Question, Reviews, Scope, Sitting, USUAL, shipped_bank,
};

/// What `quiz` takes.
#[derive(Args, Debug)]
pub(in crate::cli) struct QuizArguments {
    /// Only about a misconception, as in M04
    #[arg(long, value_name = "ID", conflicts_with_all = ["notes", "due"])]
    pub about: Option<String>,

    /// The five classic questions of beginners' courses
    #[arg(long, conflicts_with = "due")]
    pub notes: bool,

    /// Only what is due to be asked again
    #[arg(long)]
    pub due: bool,

    /// At most so many questions
    #[arg(long, value_name = "NUMBER", default_value_t = USUAL, value_parser = at_least_one)]
    pub count: usize,

    #[command(subcommand)]
    pub command: Option<QuizCommand>,
}

fn at_least_one(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|number| *number > 0).ok_or_else(|| "a number from 1 on is expected".into())
}

#[derive(Subcommand, Debug)]
pub(in crate::cli) enum QuizCommand {
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

/// Asks questions until there are no more, or who answers stops.
///
/// # Errors
/// The progress can't be read, or a question not written.
pub(in crate::cli) fn run(file: &ProgressFile, arguments: &QuizArguments) -> Result<ExitCode, Trouble> {
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
    let (mut input, mut output) = (io::stdin().lock(), io::stdout().lock());
    sit(file, Asked { scope, most: arguments.count, exam: None }, &mut Talk::new(&mut input, &mut output, columns))?;
    Ok(ExitCode::SUCCESS)
}

/// What a sitting is to be.
pub(in crate::cli) struct Asked {
    pub scope: Scope,
    /// How many questions at most.
    pub most: usize,
    /// As part of an exam: without hints, each question once, and no answer told before all are given.
    pub exam: Option<Sat>,
}

/// How far the questions of an exam are answered.
pub(in crate::cli) struct Sat {
    /// What their order is drawn from.
    pub chance: u64,
    /// What was answered so far.
    pub given: Vec<Given>,
}

/// What came of questions.
#[derive(Default)]
pub(in crate::cli) struct Came {
    /// Where they were the notes' five, what lessons call them, and how many were right.
    pub notes: Option<(&'static str, u32)>,
    /// What was newly answered in an exam.
    pub given: Vec<Given>,
}

/// Asks questions until there are no more, or who answers stops.
///
/// # Errors
/// The progress can't be read, or a question not written.
pub(in crate::cli) fn sit(file: &ProgressFile, asked: Asked, talk: &mut Talk<'_>) -> Result<Came, Trouble> {
    let bank = shipped_bank();
    let read = file.read()?;
    read.notice.iter().for_each(|notice| complain(notice));
    let reviews = read.progress.reviews;
    let sitting = match &asked.exam {
        Some(sat) => Sitting::of_exam(bank, sat.chance),
        None => Sitting::new(bank, &reviews, asked.scope, asked.most, (Timestamp::now(), rand::random())),
    };
    if sitting.is_empty() {
        return talk.say(&nothing(&reviews)).map(|()| Came::default());
    }
    Asking { bank, examiner: Examiner::new(Timestamp::now()), asked, file, talk, kept: true, given: Vec::new() }.run(sitting)
}

/// Why there is nothing to ask.
fn nothing(reviews: &Reviews) -> String {
    let next = reviews.all().map(|(_, review)| review.due()).min();
    let when = next.map_or_else(String::new, |next| format!(" The next is due on {}.", crate::app::words::date(next)));
    format!("Nothing is due.{when} Without --due there are new questions.")
}

struct Asking<'a, 't> {
    bank: &'a Bank,
    examiner: Examiner,
    asked: Asked,
    file: &'a ProgressFile,
    talk: &'a mut Talk<'t>,
    /// Whether the answers could be kept so far.
    kept: bool,
    /// What was answered in an exam, to be kept and told at its end.
    given: Vec<(Question, Given, Judged, Grade)>,
}

/// What was said to a question.
enum Said {
    Answer(Given, Judged, Grade),
    Skip,
    Stop,
}

impl Asking<'_, '_> {
    fn run(&mut self, mut sitting: Sitting) -> Result<Came, Trouble> {
        let before = self.asked.exam.as_ref().map_or_else(Vec::new, |sat| sat.given.clone());
        while let Some(item) = sitting.item().and_then(|id| self.bank.item(id)) {
            let chance = self.asked.exam.as_ref().map_or_else(rand::random, |sat| sat.chance.wrapping_add(self.given.len() as u64));
            let question = match self.examiner.ask(item, chance) {
                Ok(question) => question,
                Err(why) => {
                    complain(&visible(&format!("{} can't be asked: {why}", item.id)));
                    sitting.skipped();
                    continue;
                }
            };
            if let Some(given) = before.get(self.given.len()) {
                let judged = question.judge(given);
                sitting.answered(judged.is_right);
                let grade = Grade::of(judged.is_right, false, false, SignedDuration::ZERO);
                self.given.push((question, given.clone(), judged, grade));
                continue;
            }
            let again = if sitting.repeats() { ", once more" } else { "" };
            let (number, total) = (sitting.number(), sitting.total());
            let heading = format!("Question {number} of {total}{again} ({}, {})", question.topic, question.level.name());
            self.tell([heading])?;
            self.tell(question.in_lines())?;
            match self.ask(&question, sitting.repeats())? {
                Said::Answer(given, judged, grade) => {
                    sitting.answered(judged.is_right);
                    if self.asked.exam.is_some() {
                        self.given.push((question, given, judged, grade));
                    } else {
                        self.keep(&question, grade);
                        self.tell(question.judged_in_lines(&judged))?;
                    }
                    self.talk.blank()?;
                }
                Said::Skip => sitting.skipped(),
                Said::Stop => break,
            }
        }
        // A lesson under way may ask for what the notes' five came to.
        let notes = sitting.of_notes(self.asked.scope);
        let given: Vec<Given> = self.given.iter().skip(before.len()).map(|(_, given, ..)| given.clone()).collect();
        if self.asked.exam.is_some() && notes.is_none() {
            self.talk.say("The questions are not all answered. What was answered stays so. Type quiz to go on with them.")?;
            return Ok(Came { notes: None, given });
        }
        if let Some((quiz, right)) = notes {
            self.change(|progress| progress.quizzed(quiz, right));
        }
        for (number, (question, _, judged, grade)) in (1..).zip(std::mem::take(&mut self.given)) {
            self.keep(&question, grade);
            self.talk.say(&format!("Question {number}: {}", question.stem))?;
            self.tell(question.judged_in_lines(&judged))?;
            self.talk.blank()?;
        }
        let (answered, right) = sitting.score();
        self.talk.say(&format!("{right} of {answered} right at the first try."))?;
        Ok(Came { notes, given })
    }

    fn tell(&mut self, lines: impl IntoIterator<Item = String>) -> Result<(), Trouble> {
        lines.into_iter().try_for_each(|line| if line.is_empty() { self.talk.blank() } else { self.talk.say(&line) })
    }

    /// Asks until there is an answer to the question.
    fn ask(&mut self, question: &Question, repeats: bool) -> Result<Said, Trouble> {
        let (begun, mut hinted) = (Instant::now(), false);
        let is_exam = self.asked.exam.is_some();
        let others = if is_exam { "q: stop" } else { "h: hint, s: skip, q: stop" };
        let how = format!("Type {}; ! behind it if you are sure. {others}, nothing: the question again.", question.how_to_type());
        self.talk.say(&how)?;
        loop {
            let Some(line) = self.talk.line()? else { return Ok(Said::Stop) };
            match line.as_str() {
                "" | "?" => {
                    self.tell(question.in_lines())?;
                    self.talk.say(&how)?;
                }
                "q" | "quit" => return Ok(Said::Stop),
                "s" | "skip" if is_exam => self.talk.say("In an exam every question is answered.")?,
                "s" | "skip" => {
                    self.talk.blank()?;
                    return Ok(Said::Skip);
                }
                "h" | "hint" if is_exam => self.talk.say("An exam is taken unaided: there are no hints.")?,
                "h" | "hint" => {
                    hinted = true;
                    self.talk.say(&question.hint())?;
                }
                text => match question.typed(text.trim_end_matches('!')) {
                    Err(why) => self.talk.say(&why)?,
                    Ok(given) => {
                        let judged = question.judge(&given);
                        let took = SignedDuration::try_from(begun.elapsed()).unwrap_or(SignedDuration::MAX);
                        // What was explained a moment ago is not known by heart.
                        let grade = Grade::of(judged.is_right, hinted || repeats, text.ends_with('!'), took);
                        return Ok(Said::Answer(given, judged, grade));
                    }
                },
            }
        }
    }

    /// Keeps an answer.
    fn keep(&mut self, question: &Question, grade: Grade) {
        let answer = Answered { at: Timestamp::now(), grade, variant: question.variant };
        self.change(|progress| progress.reviews.answered(&question.item, answer));
    }

    /// Keeps something; that it can't be kept is said once.
    fn change(&mut self, change: impl FnOnce(&mut Progress)) {
        let kept = self.file.change(change);
        if let Err(error) = kept
            && std::mem::take(&mut self.kept)
        {
            complain(&format!("{error} The answers are not kept."));
        }
    }
}
