//! What the coach says of the step that is shown: its text, how it stands, the hint, and why it works.

use super::hints::hint_lines;
use super::{Coach, Standing};
use crate::app::cx::Cx;
use crate::theme::Role;
use crate::training::check::{Finding, Value};
use crate::training::lesson::CHALLENGE;
use crate::training::lesson::{Ask, AskKind, Look, Run, Text};
use crate::training::progress::Outcome;
use crate::widgets::Line;

/// So many findings are told at once.
const MOST_FINDINGS: usize = 3;

/// What is said, in parts that are shown as far as there is room.
pub struct Said {
    /// The lesson.
    pub lesson: Line,
    /// How far one is in it, and in an exam how long there is time.
    pub place: Line,
    /// The step with its sign.
    pub step: Line,
    /// What is to be done, a hint, or why it works.
    pub text: Vec<Line>,
    /// What is, or was, to be done, where something else is said.
    pub task: Vec<Line>,
    /// How the step stands: what was found, what is looked for.
    pub state: Vec<Line>,
}

/// A lesson's text in lines of so many columns.
pub fn lines_of(text: &Text, width: usize) -> Vec<Line> {
    let role = |look| match look {
        Look::Plain => Role::Text,
        Look::Emphasis | Look::Strong => Role::Title,
        Look::Code => Role::Info,
    };
    let line = |runs: Vec<Run>| runs.into_iter().fold(Line::new(), |line, run| line.with(run.text, role(run.look)));
    text.lines(width).into_iter().map(line).collect()
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
        let Self { lesson, place, step, text, state, task } = self;
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
            lines.extend(state);
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
            return Self { lesson, place, step, text: end(coach, cx, width), state: Vec::new(), task: Vec::new() };
        }
        let standing = coach.standing(at);
        let (sign, role, word) = sign(standing);
        let place = Line::new().quiet(format!("step {} of {all}", at + 1));
        let place = match coach.minutes_left(cx.real_now) {
            Some(0) => place.with("  ▲ time is up", Role::Warning),
            Some(left) => place.text(format!("  {left} min left")),
            None => place,
        };
        let step = Line::new().with(format!("{sign} "), role).title(coach.title(at)).with(format!("  {word}"), role);
        let is_done = matches!(standing, Standing::Done | Standing::Assisted);
        let task = lines_of(&coach.text(coach.id(at)), width);
        let (text, task) = match coach.rung() {
            _ if is_done => (why(coach, width), task),
            Some(rung) => (hint_lines(coach, rung, cx, width), task),
            None => (task, Vec::new()),
        };
        let state = if is_done { answers(coach, cx, width) } else { state(coach, cx, width) };
        Self { lesson: Line::new().title(title), place, step, text, state, task }
    }
}

fn why(coach: &Coach, width: usize) -> Vec<Line> {
    let id = coach.id(coach.at());
    let text = coach.text(&format!("{id}/why"));
    if text.is_empty() && id == CHALLENGE {
        Line::new().text("Every request comes out as it should.").wrapped(width)
    } else {
        lines_of(&text, width)
    }
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
    let words = format!("{} of {} steps solved{besides}", count(Outcome::Solved), coach.len());
    let minutes = usize::try_from(record.seconds().div_ceil(60)).unwrap_or(usize::MAX);
    let passed = if coach.is_exam() { "Passed: " } else { "" };
    let more = if record.extended > 0 { format!("; the time was extended by {} minutes", record.extended) } else { String::new() };
    let words = format!("{passed}{words}, in {}{more}.", crate::app::words::count(minutes, "minute"));
    let mut lines = Line::new().with("✔ ", Role::Good).text(words).wrapped(width);
    lines.push(Line::new());
    if coach.is_exam() {
        lines.extend(Line::new().text("Your certificate, in a shell:").wrapped(width));
        lines.extend(Line::new().text("  ").with("iam-console certificate", Role::Info).wrapped(width));
        lines.push(Line::new());
    }
    lines.extend(lines_of(&coach.text("end"), width));
    lines
}

/// What a lesson lacks at its end, step by step.
fn not_done(coach: &Coach, cx: &Cx<'_>, width: usize) -> Vec<Line> {
    let is_done = |standing| matches!(standing, Standing::Done | Standing::Assisted);
    let standings: Vec<Standing> = (0..coach.len()).map(|step| coach.standing(step)).collect();
    let done = standings.iter().filter(|standing| is_done(**standing)).count();
    let sign = if coach.is_exam() { ("✖ ", Role::Bad) } else { ("▲ ", Role::Warning) };
    let words = format!("{done} of {} steps are done and still so.", coach.len());
    let mut lines = Line::new().with(sign.0, sign.1).text(words).wrapped(width);
    for (step, standing) in standings.into_iter().enumerate().filter(|(_, standing)| !is_done(*standing)) {
        let (sign, role, word) = self::sign(standing);
        let line = Line::new().with(format!("{sign} "), role).text(format!("{}  {}", step + 1, coach.title(step)));
        lines.extend(line.with(format!("  {word}"), role).wrapped(width));
    }
    lines.push(Line::new());
    let what = if coach.is_out_of_time(cx.real_now) {
        "The time is up. alt-t gives you more; another attempt begins on the exam's page among the walkthroughs."
    } else {
        "alt-p goes back to the others."
    };
    lines.extend(Line::new().text(what).wrapped(width));
    if !coach.is_exam() {
        lines.push(Line::new());
        lines.extend(lines_of(&coach.text("end"), width));
    }
    lines
}

/// How a step that is not done stands: its questions, and what its check found.
fn state(coach: &Coach, cx: &Cx<'_>, width: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    if coach.is_out_of_time(cx.real_now) {
        let words = "The time is up: what is done now does not count. alt-t gives you more.";
        lines.extend(Line::new().with("▲ ", Role::Warning).text(words).wrapped(width));
    }
    lines.extend(answers(coach, cx, width));
    let questions = coach.asks();
    let open = questions.iter().filter(|ask| !coach.record().attempt.answers.contains_key(&ask.id)).count();
    if open > 0 {
        let words = match (open, questions.len()) {
            (1, 1) => "A question waits for your answer".to_owned(),
            (open, all) => format!("{open} of {all} questions wait for an answer"),
        };
        lines.extend(Line::new().with("● ", Role::Info).text(words).wrapped(width));
    }
    if cx.account.signed_in(cx.now).is_none() && coach.screen_name() != Some("sign-in") {
        lines.extend(Line::new().with("● ", Role::Info).text("Nobody is signed in now: :sign-in.").wrapped(width));
    }
    lines.extend(missing(coach, width));
    lines
}

impl Coach {
    /// What the check of the step that is shown found amiss, the first of it, each once. What is about a question's answer is left
    /// out: the question tells it in its own words.
    pub fn missing(&self) -> Vec<&Finding> {
        let asks: Vec<&str> = self.asks().iter().map(|ask| ask.id.as_str()).collect();
        let findings = self.verdict(self.at()).map_or(&[][..], |verdict| &verdict.findings);
        let mut missing: Vec<&Finding> = Vec::new();
        for finding in findings.iter().filter(|finding| !finding.holds && !is_of_question(finding, &asks)) {
            if missing.len() < MOST_FINDINGS && !missing.contains(&finding) {
                missing.push(finding);
            }
        }
        missing
    }
}

fn missing(coach: &Coach, width: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut found = "";
    for finding in coach.missing() {
        // What stands in the way of several things is told once.
        if finding.found != found {
            lines.extend(Line::new().with("✖ ", Role::Bad).text(finding.found.clone()).wrapped(width));
        }
        found = &finding.found;
        // What has happened, or is to happen, is done where the step is.
        let place = finding.place.as_ref().map(ToString::to_string).or_else(|| Some(format!(":{}", coach.screen_name()?)));
        let wanted = finding.besides(!coach.asks().is_empty()).map(|wanted| format!("wanted: {wanted}"));
        let besides: Vec<String> = wanted.into_iter().chain(place).collect();
        if !besides.is_empty() {
            lines.extend(Line::new().quiet(format!("  {}", besides.join("   "))).wrapped(width));
        }
    }
    lines
}

/// Whether a finding is about a question's answer, and nothing else.
fn is_of_question(finding: &Finding, asks: &[&str]) -> bool {
    let is_about = |text: &str| asks.iter().any(|ask| text.contains(&format!("the question {ask} ")));
    finding.place.is_none() && (is_about(&finding.wanted) || is_about(&finding.found))
}

/// The answers that were given, and the truth where it can be told.
fn answers(coach: &Coach, cx: &Cx<'_>, width: usize) -> Vec<Line> {
    let judged = coach.course().judge(coach.scene(cx.surroundings()));
    let mut lines = Vec::new();
    let several = coach.asks().len() > 1;
    for (at, ask) in coach.asks().iter().enumerate() {
        let Some(given) = coach.record().attempt.answers.get(&ask.id) else { continue };
        let said = in_words(coach, ask, &given.last);
        // By the number that the question has where it is asked.
        let of = if several { format!("Question {}: ", at + 1) } else { String::new() };
        let (is_right, is_judged) = (judged.is_right(&ask.id), judged.is_judged(&ask.id));
        let line = if !is_judged {
            Line::new().with("● ", Role::Info).text(format!("{of}You say: {said}"))
        } else if is_right {
            Line::new().with("✔ ", Role::Good).text(format!("{of}Right: {said}"))
        } else {
            Line::new().with("✖ ", Role::Bad).text(format!("{of}Not right: {said}"))
        };
        lines.extend(line.wrapped(width));
        if is_judged && !is_right {
            lines.extend(coach.reasons(ask, cx.surroundings()).iter().flat_map(|reason| lines_of(reason, width)));
        }
    }
    lines
}

/// An answer as one would say it.
pub(super) fn in_words(coach: &Coach, ask: &Ask, answer: &[String]) -> String {
    let step = coach.id(coach.at());
    match &ask.kind {
        AskKind::Value(kind) => {
            let value = answer.first().and_then(|word| Value::read(word, *kind));
            value.map_or_else(|| answer.join(" "), |value| value.words())
        }
        AskKind::Choice(_) | AskKind::Many(_) => {
            let text = |id: &String| coach.text(&format!("{step}/{}/{id}", ask.id)).plain(usize::MAX).join(" ");
            answer.iter().map(text).collect::<Vec<_>>().join("; ")
        }
        AskKind::Match(_) => {
            let pairs = coach.things(ask);
            let right = |number: &String| number.parse::<usize>().ok().and_then(|number| pairs.get(number.checked_sub(1)?));
            let pair = |((left, _), number): (&(String, String), &String)| Some(format!("{left}: {}", right(number)?.1));
            pairs.iter().zip(answer).filter_map(pair).collect::<Vec<_>>().join("; ")
        }
        AskKind::Order(_) => {
            let items = coach.things(ask);
            let item = |number: &String| Some(items.get(number.parse::<usize>().ok()?.checked_sub(1)?)?.1.clone());
            answer.iter().filter_map(item).collect::<Vec<_>>().join(", ")
        }
    }
}
