//! What the coach says of the step that is shown: its text, how it stands, the hint, and why it works.

use super::answered::answers;
use super::found::state;
use super::presses::lines_of;
use super::thing::Thing;
use crate::app::action::Action;
use crate::app::coach::hints::hint_lines;
use crate::app::coach::keys::{key_of, key_on};
use crate::app::coach::{Coach, Standing};
use crate::app::cx::Cx;
use crate::app::route::ScreenId;
use crate::app::screen::Screens;
use crate::app::words;
use crate::theme::Role;
use crate::training::certificate::command;
use crate::training::lesson::{END, Lesson};
use crate::training::progress::{HintRung, Outcome};
use crate::widgets::Line;

/// What is said, in parts that are shown as far as there is room.
pub struct Said {
    /// The lesson.
    pub lesson: Line,
    /// In an exam how long there is time, and how far one is in the lesson.
    pub place: Line,
    /// The step with its sign.
    pub step: Line,
    /// What is to be done, a hint, or why it works.
    pub text: Vec<Line>,
    /// What is, or was, to be done, where something else is said.
    pub task: Vec<Line>,
    /// How the step stands: what was found, what is looked for.
    pub state: Vec<Thing>,
    /// Whether what is told is gone by key by key: the rest gives way to it.
    pub is_to_the_letter: bool,
    /// Whether the step is done, or the lesson at its end: there is nothing to do but to read.
    pub is_over: bool,
}

/// A standing's sign and word.
pub fn sign(standing: Standing) -> (&'static str, Role, &'static str) {
    match standing {
        Standing::Open => ("▲", Role::Warning, "to do"),
        Standing::Skipped => ("–", Role::Quiet, "skipped"),
        Standing::Done => ("✔", Role::Good, "done"),
        Standing::Assisted => ("✔", Role::Good, "done with help"),
        Standing::Undone => ("▲", Role::Warning, "undone"),
    }
}

impl Said {
    /// All of it, in lines of so many columns.
    pub fn lines(self, width: usize) -> Vec<Line> {
        let Self { lesson, place, step, text, state, task, .. } = self;
        let mut lines = vec![lesson.clone().text("  ").join(place.clone())];
        if lines.iter().any(|line| line.width() > width) {
            lines = [lesson, place].iter().flat_map(|line| line.wrapped(width)).collect();
        }
        lines.push(Line::new());
        lines.extend(step.wrapped(width));
        lines.push(Line::new());
        lines.extend(text);
        if !state.is_empty() {
            lines.push(Line::new());
            lines.extend(state.into_iter().flat_map(|thing| thing.lines));
        }
        if !task.is_empty() {
            lines.extend([Line::new(), Line::new().quiet("The task")]);
            lines.extend(task);
        }
        lines
    }

    /// What is said now, in lines of so many columns.
    pub fn by(coach: &Coach, cx: &Cx<'_>, width: usize) -> Self {
        let title = coach.lesson().title.clone();
        let (at, all) = (coach.at(), coach.len());
        if coach.is_at_end() {
            let (lesson, place) = (Line::new().title(title), Line::new().quiet("the end"));
            let step = match (coach.is_complete(), coach.is_exam()) {
                (true, _) => "What you have learned",
                (false, true) if coach.is_failed() => "Not passed yet",
                (false, true) => "Passed",
                (false, false) => "Not all is done",
            };
            let step = Line::new().title(step);
            let text = end(coach, cx, width);
            return Self { lesson, place, step, text, state: Vec::new(), task: Vec::new(), is_to_the_letter: false, is_over: true };
        }
        let standing = coach.standing(at);
        let (sign, role, word) = sign(standing);
        let time = match coach.minutes_left(cx.real_now) {
            Some(0) => Line::new().with("▲ time is up  ", Role::Warning),
            Some(left) => Line::new().text(format!("{left} min left  ")),
            None => Line::new(),
        };
        let place = time.quiet(format!("step {} of {all}", at + 1));
        let step = Line::new().with(format!("{sign} "), role).title(coach.title(at)).with(format!("  {word}"), role);
        let is_done = matches!(standing, Standing::Done | Standing::Assisted);
        let task = lines_of(&coach.text(coach.id(at)), cx, width);
        let (text, task) = match coach.rung() {
            _ if is_done => (why(coach, cx, width), task),
            Some(rung) => (hint_lines(coach, rung, cx, width), task),
            None => (task, Vec::new()),
        };
        let mut state = if is_done { answers(coach, cx, width) } else { state(coach, cx, width) };
        if let Some(lost) = coach.why_lost() {
            state.insert(0, Thing::warning(format!("{lost} {}", another_attempt(cx.screens)), width));
        }
        let is_to_the_letter = !is_done && coach.rung() >= Some(HintRung::Keys);
        Self { lesson: Line::new().title(title), place, step, text, state, task, is_to_the_letter, is_over: is_done }
    }
}

/// What there is to do about an exam that was not passed.
pub fn another_attempt(screens: Screens) -> String {
    let key = key_on(screens, ScreenId::Walkthrough, Action::Reset);
    format!("Another attempt begins with {key} on the exam's page among the walkthroughs.")
}

/// How the certificate of an exam that was passed is printed.
pub fn certificate_lines(lesson: &Lesson, cx: &Cx<'_>, width: usize) -> Vec<Line> {
    let mut lines = Line::new().text("Your certificate, in a shell, with your name for Your Name:").wrapped(width);
    lines.extend(Line::new().with(command(&lesson.id, &cx.progress.learner), Role::Info).wrapped(width));
    lines
}

fn why(coach: &Coach, cx: &Cx<'_>, width: usize) -> Vec<Line> {
    lines_of(&coach.text(&format!("{}/why", coach.id(coach.at()))), cx, width)
}

/// What a lesson comes to.
fn end(coach: &Coach, cx: &Cx<'_>, width: usize) -> Vec<Line> {
    let record = coach.record();
    let is_passed = coach.is_exam() && !coach.is_failed();
    if !coach.is_complete() && !is_passed {
        return not_done(coach, cx, width);
    }
    let count = |outcome| record.count(outcome);
    let helped = count(Outcome::Assisted);
    let besides = if helped > 0 { format!(", {helped} {}", Outcome::Assisted.word()) } else { String::new() };
    let words = format!("{} of {} solved{besides}", count(Outcome::Solved), words::count(coach.len(), "step"));
    let minutes = usize::try_from(record.seconds().div_ceil(60)).unwrap_or(usize::MAX);
    let passed = if coach.is_exam() { "Passed: " } else { "" };
    let more =
        if record.extended > 0 { format!("; the time was extended by {}", words::count(record.extended, "minute")) } else { String::new() };
    let words = format!("{passed}{words}, in {}{more}.", words::count(minutes, "minute"));
    let mut lines = Line::new().with("✔ ", Role::Good).text(words).wrapped(width);
    lines.push(Line::new());
    if coach.is_exam() {
        lines.extend(certificate_lines(coach.lesson(), cx, width));
        lines.push(Line::new());
    }
    lines.extend(lines_of(&coach.text(END), cx, width));
    lines
}

/// What a lesson lacks at its end, step by step.
fn not_done(coach: &Coach, cx: &Cx<'_>, width: usize) -> Vec<Line> {
    let is_done = |standing| matches!(standing, Standing::Done | Standing::Assisted);
    let standings: Vec<Standing> = (0..coach.len()).map(|step| coach.standing(step)).collect();
    let done = standings.iter().filter(|standing| is_done(**standing)).count();
    let sign = if coach.is_exam() { ("✖ ", Role::Bad) } else { ("▲ ", Role::Warning) };
    let words = match done {
        0 if coach.len() == 1 => "The only step is not done.".to_owned(),
        0 => format!("None of the {} steps is done.", coach.len()),
        1 => format!("1 of the {} steps is done.", coach.len()),
        _ => format!("{done} of the {} steps are done.", coach.len()),
    };
    let mut lines = Line::new().with(sign.0, sign.1).text(words).wrapped(width);
    for (step, standing) in standings.into_iter().enumerate().filter(|(_, standing)| !is_done(*standing)) {
        let (sign, role, word) = self::sign(standing);
        let line = Line::new().with(format!("{sign} "), role).text(format!("{}  {}", step + 1, coach.title(step)));
        lines.extend(line.with(format!("  {word}"), role).wrapped(width));
        lines.extend(coach.why_undone(step).map(|why| Line::new().text(format!("     {why}")).wrapped(width)).into_iter().flatten());
    }
    lines.push(Line::new());
    let what = match coach.why_lost() {
        Some(lost) => format!("{lost} {}", another_attempt(cx.screens)),
        None if coach.is_out_of_time(cx.real_now) => {
            format!("The time is up. {} gives you more. {}", key_of(Action::CoachMoreTime), another_attempt(cx.screens))
        }
        None => format!("{} goes back to what is left.", key_of(Action::CoachPrevious)),
    };
    lines.extend(Line::new().text(what).wrapped(width));
    if !coach.is_exam() {
        lines.push(Line::new());
        lines.extend(lines_of(&coach.text(END), cx, width));
    }
    lines
}
