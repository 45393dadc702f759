//! `class`: how a class does, from what its learners handed in.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use super::output::{Trouble, print};
use super::progress::read;
use crate::account::display::visible;
use crate::training::progress::Progress;
use crate::training::progress::class::{ClassReport, LearnerLine, NudgeLine, StepLine};

/// Prints what a class has done.
pub(super) fn report(files: &[PathBuf], json: bool) -> Result<ExitCode, Trouble> {
    let read: Vec<Progress> = files.iter().map(|file| read(file)).collect::<Result<_, _>>()?;
    let report = ClassReport::of(read);
    let text = if json {
        serde_json::to_string_pretty(&report).map_err(|error| Trouble::Output(error.into()))? + "\n"
    } else {
        visible_lines(&as_text(&report))
    };
    print(&text)?;
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
        let _ = writeln!(text, "\n{:<32}  {:>8}  WHO", "MISTAKE", "LEARNERS");
    }
    for NudgeLine { lesson, step, nudge, learners } in &report.nudges {
        let mistake = format!("{lesson}/{step}/{nudge}");
        let _ = writeln!(text, "{mistake:<32}  {:>8}  {}", learners.len(), learners.join(" "));
    }
    text
}
