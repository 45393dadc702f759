//! `class`: how a class does, from what its learners handed in.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::progress::read;
use crate::account::display::{escaped_json, visible};
use crate::cli::output::{Trouble, print};
use crate::training::Shelf;
use crate::training::progress::class::{
    AnswerLine, ClassReport, LearnerLine, MisconceptionLine, NudgeLine, SharedLine, StepLine, class_of,
};
use crate::training::progress::{Progress, as_csv};

/// What `class` takes.
#[derive(Subcommand, Debug)]
pub(in crate::cli) enum ClassCommand {
    /// Tell who is stuck where, which mistakes were made, and which misconceptions are behind them
    ///
    /// From the files that learners made with `progress export --format json`.
    Report {
        /// The files
        #[arg(required = true, value_name = "FILES")]
        files: Vec<PathBuf>,

        #[command(flatten)]
        form: ReportForm,
    },
}

/// How a class's report is printed.
#[derive(Args, Debug)]
pub(in crate::cli) struct ReportForm {
    /// Print JSON for scripts
    #[arg(long)]
    pub json: bool,

    /// Print a table for a spreadsheet: one row a learner and step
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
}

/// Prints what a class has done.
pub(in crate::cli) fn report(files: &[PathBuf], form: &ReportForm, shelf: &Shelf) -> Result<ExitCode, Trouble> {
    let read: Vec<(String, Progress)> =
        files.iter().map(|file| Ok((file.display().to_string(), read(file)?))).collect::<Result<_, Trouble>>()?;
    let class = class_of(read);
    let report = || ClassReport::of(&class, shelf);
    print(&match form {
        ReportForm { csv: true, .. } => as_csv(class.values()),
        ReportForm { json: true, .. } => {
            escaped_json(&(serde_json::to_string_pretty(&report()).map_err(|error| Trouble::Output(error.into()))? + "\n"))
        }
        ReportForm { .. } => visible_lines(&as_text(&report())),
    })?;
    Ok(ExitCode::SUCCESS)
}

/// What learners wrote can't steer the terminal.
fn visible_lines(text: &str) -> String {
    text.lines().map(|line| visible(line) + "\n").collect()
}

fn as_text(report: &ClassReport) -> String {
    let mut text = String::new();
    // Writing to a string can't fail.
    let _ =
        writeln!(text, "{:<24}  {:>8}  {:>6}  {:>8}  {:>7}  {:>5}  AT", "LEARNER", "FINISHED", "SOLVED", "ASSISTED", "SKIPPED", "HINTS");
    for LearnerLine { learner, finished, at, solved, assisted, skipped, hints } in &report.learners {
        let at = at.iter().map(|(lesson, step)| format!("{lesson}/{step}")).collect::<Vec<_>>().join(" ");
        let _ = writeln!(text, "{learner:<24}  {finished:>8}  {solved:>6}  {assisted:>8}  {skipped:>7}  {hints:>5}  {at}");
    }
    let _ = writeln!(text, "\n{:<24}  {:>6}  {:>8}  {:>7}  {:>5}  STUCK", "STEP", "SOLVED", "ASSISTED", "SKIPPED", "HINTS");
    for StepLine { lesson, step, solved, assisted, skipped, stuck, hints } in &report.steps {
        let step = format!("{lesson}/{step}");
        let _ = writeln!(text, "{step:<24}  {solved:>6}  {assisted:>8}  {skipped:>7}  {hints:>5}  {}", stuck.join(" "));
    }
    if !report.nudges.is_empty() {
        let _ = writeln!(text, "\n{:<42}  {:>8}  WHO", "MISTAKE", "LEARNERS");
    }
    for NudgeLine { lesson, step, nudge, learners } in &report.nudges {
        let mistake = format!("{lesson}/{step}/{nudge}");
        let _ = writeln!(text, "{mistake:<42}  {:>8}  {}", learners.len(), learners.join(" "));
    }
    if !report.answers.is_empty() {
        let _ = writeln!(text, "\n{:<32}  {:>8}  WHO", "FIRST ANSWER WRONG", "LEARNERS");
    }
    for AnswerLine { lesson, question, learners } in &report.answers {
        let question = format!("{lesson}/{question}");
        let _ = writeln!(text, "{question:<32}  {:>8}  {}", learners.len(), learners.join(" "));
    }
    if !report.misconceptions.is_empty() {
        let _ = writeln!(text, "\n{:<13}  {:>8}  {:>5}  {:>5}  BELIEF, AND WHO", "MISCONCEPTION", "LEARNERS", "STEPS", "WRONG");
    }
    for MisconceptionLine { misconception, belief, steps, wrong, learners } in &report.misconceptions {
        let _ = writeln!(text, "{misconception:<13}  {:>8}  {steps:>5}  {wrong:>5}  {belief}: {}", learners.len(), learners.join(" "));
    }
    if !report.shared.is_empty() {
        text.push_str("\nThe same attempt was handed in by several: names and ids follow from its seed, and no two begin with one.\n");
    }
    for SharedLine { lesson, learners } in &report.shared {
        let _ = writeln!(text, "{lesson}: {}", learners.join(" "));
    }
    text
}
