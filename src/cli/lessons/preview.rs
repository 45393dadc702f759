//! `lessons preview`: a lesson as its card shows it.

use std::fmt::Write as _;
use std::process::ExitCode;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::shown;
use crate::account::display::visible;
use crate::cli::output::{Trouble, USAGE, complain, print};
use crate::training::check::Verdict;
use crate::training::lesson::{Ask, AskKind, Block, CHALLENGE, DEFAULT_HINT, Lesson, Step, TOO_MUCH};
use crate::training::proof::CARD_COLUMNS;
use crate::training::stage::{Course, Stage};

/// The learner as whom a lesson is looked at.
const SEED: u64 = 1;

/// Prints a lesson, or one step of it with what its check finds.
pub(super) fn run(lesson: &Arc<Lesson>, step: Option<&str>) -> Result<ExitCode, Trouble> {
    let previewed = Course::new(Arc::clone(lesson), SEED)
        .map_err(|errors| errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
        .and_then(|course| preview(&Arc::new(course), step));
    match previewed {
        Ok(text) => print(&shown(&text)).map(|()| ExitCode::SUCCESS),
        Err(why) => {
            complain(&why);
            Ok(ExitCode::from(USAGE))
        }
    }
}

fn preview(course: &Arc<Course>, step: Option<&str>) -> Result<String, String> {
    let lesson = course.lesson();
    let mut text = String::new();
    if let Some(named) = step {
        let challenge = lesson.challenge.as_ref().map(|_| lesson.steps.len() + 1);
        if challenge.is_some_and(|number| named == CHALLENGE || named == number.to_string()) {
            tell_challenge(&mut text, course);
            return Ok(text);
        }
        let is_it = |(number, step): &(usize, &Step)| step.id == named || (number + 1).to_string() == named;
        let (number, step) = lesson.steps.iter().enumerate().find(is_it).ok_or_else(|| {
            let ids: Vec<&str> = lesson.parts().collect();
            format!("The lesson has no step {}; it has 1 to {}: {}.", visible(named), ids.len(), ids.join(", "))
        })?;
        tell_step(&mut text, course, (number, step));
        tell_proof(&mut text, course, (number, step))?;
        return Ok(text);
    }
    // Writing to a string can't fail.
    let _ = writeln!(text, "{}: {}\n", lesson.id, lesson.title);
    tell(&mut text, course, lesson.introduction());
    for (number, step) in lesson.steps.iter().enumerate() {
        text.push('\n');
        tell_step(&mut text, course, (number, step));
    }
    for id in ["challenge", "end"] {
        if let Some(block) = lesson.texts.get(id) {
            let _ = writeln!(text, "\n== {}", block.title);
            tell(&mut text, course, Some(block));
        }
    }
    Ok(text)
}

/// The challenge, with all that it demands.
fn tell_challenge(text: &mut String, course: &Course) {
    let block = course.lesson().texts.get(CHALLENGE);
    let _ = writeln!(text, "== {} [{CHALLENGE}]", block.map_or("Challenge", |block| block.title.as_str()));
    tell(text, course, block);
    let Some(challenge) = &course.lesson().challenge else { return };
    for (heading, demands) in
        [("Must be allowed", &challenge.allow), ("Must be denied", &challenge.deny), ("Must be so", &challenge.invariant)]
    {
        if !demands.is_empty() {
            let _ = writeln!(text, "\n-- {heading}");
        }
        for demand in demands {
            let _ = writeln!(text, "{}", course.fill(&demand.text));
        }
    }
    let too_much = course.lesson().texts.of(CHALLENGE, TOO_MUCH).map(|_| TOO_MUCH);
    tell_behind(text, course, CHALLENGE, too_much.into_iter().chain([DEFAULT_HINT]));
}

fn tell(text: &mut String, course: &Course, block: Option<&Block>) {
    for line in block.map(|block| course.text(&block.text).plain(CARD_COLUMNS)).unwrap_or_default() {
        let _ = writeln!(text, "{line}");
    }
}

fn tell_step(text: &mut String, course: &Course, (number, step): (usize, &Step)) {
    let texts = &course.lesson().texts;
    let title = texts.get(&step.id).map_or(step.id.as_str(), |block| block.title.as_str());
    let _ = writeln!(text, "== {}. {title} [{}]", number + 1, step.id);
    tell(text, course, texts.get(&step.id));
    for ask in &step.asks {
        let _ = writeln!(text, "\n-- Question {} ({})", ask.id, kind(ask));
        tell(text, course, texts.of(&step.id, &ask.id));
        for choice in ask.kind.choices() {
            let _ = writeln!(text, "[{}]", choice.id);
            tell(text, course, texts.option(&step.id, &ask.id, &choice.id));
        }
        if let AskKind::Match(pairs) = &ask.kind {
            for (left, right) in pairs {
                let _ = writeln!(text, "{left}: {right}");
            }
        }
        if let AskKind::Order(items) = &ask.kind {
            for (item, number) in items.iter().zip(1..) {
                let _ = writeln!(text, "{number}. {item}");
            }
        }
    }
    tell_behind(text, course, &step.id, step.hints.iter().map(|hint| hint.id.as_str()).chain([DEFAULT_HINT]));
}

/// What is told of a step once it is done, and its nudges.
fn tell_behind<'a>(text: &mut String, course: &Course, step: &str, hints: impl Iterator<Item = &'a str>) {
    let texts = &course.lesson().texts;
    let _ = writeln!(text, "\n-- Once it is done");
    tell(text, course, texts.of(step, "why"));
    for hint in hints {
        let _ = writeln!(text, "\n-- Nudge {hint}");
        tell(text, course, texts.of(step, hint));
    }
}

const fn kind(ask: &Ask) -> &'static str {
    match ask.kind {
        AskKind::Value(kind) => kind.words(),
        AskKind::Choice(_) => "one of the options",
        AskKind::Many(_) => "all right options",
        AskKind::Match(_) => "what belongs together",
        AskKind::Order(_) => "the right order",
    }
}

/// What the check of a step finds at its start and after its solution.
fn tell_proof(text: &mut String, course: &Arc<Course>, (number, step): (usize, &Step)) -> Result<(), String> {
    // The lines take a second each, and none of them lies ahead.
    let begun = Timestamp::now().checked_sub(SignedDuration::from_hours(1)).unwrap_or(Timestamp::UNIX_EPOCH);
    let mut stage = Stage::new(Arc::clone(course), begun).map_err(|error| error.to_string())?;
    let run = |number: usize, step: &Step, stage: &mut Stage| {
        stage.begin(number);
        let ran = step.solve.iter().try_for_each(|line| stage.run(&line.text).map_err(|error| format!("{}: {error}", line.text)));
        ran.map_err(|error| visible(&error))
    };
    for (number, step) in course.lesson().steps.iter().enumerate().take(number) {
        run(number, step, &mut stage)?;
    }
    stage.begin(number);
    tell_verdict(text, "At its start", stage.judge().step(number));
    run(number, step, &mut stage)?;
    tell_verdict(text, "After its solution", stage.judge().step(number));
    Ok(())
}

fn tell_verdict(text: &mut String, when: &str, verdict: Option<Verdict>) {
    let Some(verdict) = verdict else { return };
    let _ = writeln!(text, "\n-- {when}: {}", if verdict.holds { "done" } else { "to do" });
    for finding in &verdict.findings {
        let place = finding.place.as_ref().map_or_else(String::new, |place| format!(" ({place})"));
        let _ = writeln!(text, "{} {}{place}", if finding.holds { "[x]" } else { "[ ]" }, finding.found);
    }
}
