//! Drawing a sitting: the question with its options, the answer with its reasons, and how it went at the end.

use super::sitting::{Asking, Put};
use crate::app::cx::Cx;
use crate::app::words::{count, date};
use crate::theme::Role;
use crate::training::quiz::{Form, Judged, Question, Told};
use crate::widgets::document::json;
use crate::widgets::{Canvas, Hit, Line};

/// Longer lines are hard to read.
const WIDEST: usize = 84;

/// A line of a question, and which option it belongs to.
struct Row {
    line: Line,
    option: Option<usize>,
}

/// Columns beside the content: the navigation where there is room for it, and the margins.
const NAVIGATION: usize = 24;
/// As [`NAVIGATION`].
const MARGINS: usize = 4;

/// How wide lines are on this screen: known before it is drawn, so that what does not fit can be scrolled to.
pub(super) fn width_of(cx: &Cx<'_>) -> usize {
    let navigation = if cx.is_narrow() { 0 } else { NAVIGATION };
    usize::from(cx.size.0).saturating_sub(navigation + MARGINS).clamp(20, WIDEST)
}

pub(super) fn draw(asking: &Asking, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
    let width = width_of(cx).min(canvas.width());
    if let Some(put) = asking.put.as_ref().filter(|put| put.judged.is_none()) {
        draw_question(asking, &question(asking, put, width), canvas);
    } else {
        asking.scroll.draw(canvas, "sitting", &lines(asking, cx, width));
    }
}

/// What is read, where nothing is to be chosen: the answer, or how it went.
pub(super) fn lines(asking: &Asking, cx: &Cx<'_>, width: usize) -> Vec<Line> {
    match &asking.put {
        Some(put) => put.judged.as_ref().map_or_else(Vec::new, |judged| answer(asking, put, judged, cx, width)),
        None => end(asking, cx, width),
    }
}

/// Which question it is.
fn heading(asking: &Asking, put: &Put) -> Line {
    let (number, total) = (asking.sitting.number(), asking.sitting.total());
    let line = Line::new().title(format!("Question {number} of {total}"));
    let line = line.quiet(format!("   {}, {}", put.question.topic, put.question.level.name()));
    if asking.sitting.repeats() { line.with("   once more", Role::Info) } else { line }
}

fn question(asking: &Asking, put: &Put, width: usize) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let push = |rows: &mut Vec<Row>, line: Line, option: Option<usize>| {
        rows.extend(line.wrapped(width).into_iter().map(|line| Row { line, option }));
    };
    push(&mut rows, heading(asking, put), None);
    if asking.is_exam {
        push(&mut rows, Line::new().quiet(IN_EXAM), None);
    }
    push(&mut rows, Line::new(), None);
    for line in put.question.stem.lines() {
        push(&mut rows, Line::new().text(line.to_owned()), None);
    }
    push(&mut rows, Line::new(), None);
    if let Some(policy) = &put.question.policy {
        for line in json(policy) {
            push(&mut rows, line, None);
        }
        push(&mut rows, Line::new(), None);
    }
    let prompt = put.sheet.prompt(&put.question).unwrap_or_else(|| "All is chosen: enter answers, backspace takes back.".into());
    let sure = if put.sure { "   you are sure" } else { "" };
    push(&mut rows, Line::new().quiet(prompt).with(sure, Role::Info), None);
    for (at, text) in put.question.form.texts().into_iter().enumerate() {
        for line in option(put, at, text, at == asking.rows.selected(), width) {
            rows.push(Row { line, option: Some(at) });
        }
    }
    if put.hinted {
        push(&mut rows, Line::new(), None);
        push(&mut rows, Line::new().with("Hint  ", Role::Info).text(put.question.hint()), None);
    }
    rows
}

/// An option: its number, whether it is chosen, its text.
fn option(put: &Put, at: usize, text: &str, is_selected: bool, width: usize) -> Vec<Line> {
    let chosen = put.sheet.place_of(at);
    let mark = match (&put.question.form, chosen) {
        (Form::Choose { several: true, .. }, Some(_)) => "[x] ".to_owned(),
        (Form::Choose { several: true, .. }, None) => "[ ] ".to_owned(),
        (Form::Arrange { .. }, Some(place)) => format!("{}. ", place + 1),
        (Form::Pair { left, .. }, Some(place)) => format!("{}: ", left.get(place).map_or("", String::as_str)),
        (Form::Choose { .. }, _) | (_, None) => String::new(),
    };
    let role = if is_selected { Role::Title } else { Role::Text };
    let body = Line::new().with(mark, Role::Info).with(text.to_owned(), role);
    let lines = body.wrapped(width.saturating_sub(INDENT));
    let lead = |nth: usize| {
        let bar = if is_selected { "▌" } else { " " };
        let number = if nth == 0 { format!("{}  ", at + 1) } else { "   ".to_owned() };
        Line::new().accent(bar).accent(number)
    };
    lines.into_iter().enumerate().map(|(nth, line)| lead(nth).join(line)).collect()
}

/// By which rules the exam's questions are asked.
const IN_EXAM: &str = "Each is asked once, and all must be right; how it went is told after the last. What is answered stays.";

/// Columns in front of an option's text.
const INDENT: usize = 4;

fn draw_question(asking: &Asking, rows: &[Row], canvas: &mut Canvas<'_>) {
    let height = canvas.height();
    let all_fit = rows.len() <= height;
    let shown = if all_fit { height } else { height.saturating_sub(1) };
    let selected = asking.rows.selected();
    let of_selected = |row: &Row| row.option == Some(selected);
    let first = rows.iter().position(of_selected).unwrap_or(0);
    let last = rows.iter().rposition(of_selected).unwrap_or(first);
    // With the first option the question comes into sight again, with the last what stands below.
    let is_last = !rows.iter().skip(last + 1).any(|row| row.option.is_some());
    let end = rows.len().saturating_sub(1);
    let is_hint_read = asking.put.as_ref().is_some_and(|put| put.hinted_at == Some(selected));
    let (first, last) = if is_hint_read { (end, end) } else { (if selected == 0 { 0 } else { first }, if is_last { end } else { last }) };
    canvas.scroll("question", last, rows.len(), shown);
    let top = canvas.scroll("question", first, rows.len(), shown);
    for (at, row) in rows.iter().skip(top).take(shown).enumerate() {
        canvas.line(at, &row.line);
        if let Some(option) = row.option {
            canvas.hit(at, 0, canvas.width(), Hit::Row(option));
        }
    }
    if !all_fit {
        let place = format!(" {}–{} of {} ", top + 1, (top + shown).min(rows.len()), rows.len());
        canvas.line_right(shown, &Line::new().quiet(place));
    }
}

fn answer(asking: &Asking, put: &Put, judged: &Judged, cx: &Cx<'_>, width: usize) -> Vec<Line> {
    let mut lines = heading(asking, put).wrapped(width);
    lines.push(Line::new());
    lines.extend(judgement(&put.question, judged, width));
    if let Some(review) = cx.progress.reviews.of(&put.question.item) {
        lines.push(Line::new());
        lines.extend(Line::new().quiet(format!("It is asked again after {}.", date(review.due()))).wrapped(width));
    }
    lines
}

/// Whether an answer is right, and why; what is so of each option.
fn judgement(question: &Question, judged: &Judged, width: usize) -> Vec<Line> {
    let (sign, role) = if judged.is_right { ("✔ ", Role::Good) } else { ("✖ ", Role::Bad) };
    let mut lines = Line::new().with(sign, role).title(verdict(question, judged)).wrapped(width);
    lines.push(Line::new());
    lines.extend(question.stem.lines().flat_map(|line| Line::new().quiet(line.to_owned()).wrapped(width)));
    lines.push(Line::new());
    for (at, told) in judged.told.iter().enumerate() {
        let number = if matches!(question.form, Form::Choose { .. }) { format!("{}  ", at + 1) } else { String::new() };
        push_told(told, &number, width, &mut lines);
    }
    for (label, text) in [("Why    ", judged.why.as_ref()), ("Today  ", question.today.as_ref())] {
        if let Some(text) = text {
            lines.push(Line::new());
            lines.extend(Line::new().with(label, Role::Info).text(text.clone()).wrapped(width));
        }
    }
    lines
}

/// Whether the answer was right; of what stands below in its place, not what it is.
fn verdict(question: &Question, judged: &Judged) -> String {
    match (&question.form, judged.parts) {
        (Form::Arrange { .. } | Form::Pair { .. }, (right, all)) if !judged.is_right => format!("Wrong; {right} of {all} are right."),
        _ => question.verdict(judged),
    }
}

/// An option, a step or a pair: whether it is right, whether it was given, and why.
fn push_told(told: &Told, number: &str, width: usize, lines: &mut Vec<Line>) {
    let (sign, role) = if told.is_right { ("✔ ", Role::Good) } else { ("✖ ", Role::Bad) };
    let yours = if told.was_given { "   your answer" } else { "" };
    let head = Line::new().with(sign, role).accent(number.to_owned()).text(told.text.clone()).with(yours, Role::Info);
    lines.extend(head.wrapped(width));
    if !told.why.is_empty() {
        lines.extend(Line::new().quiet(format!("     {}", told.why)).wrapped(width));
    }
}

fn end(asking: &Asking, cx: &Cx<'_>, width: usize) -> Vec<Line> {
    if asking.sitting.is_empty() {
        let next = cx.progress.reviews.all().map(|(_, review)| review.due()).min();
        let when = next.map_or_else(String::new, |next| format!(" The next question is due after {}.", date(next)));
        return Line::new().text(format!("There is nothing to ask.{when}")).wrapped(width);
    }
    let (answered, right) = asking.sitting.score();
    let mut lines = vec![Line::new().title(format!("{right} of {answered} right at the first try")), Line::new()];
    let due = cx.progress.reviews.due(cx.real_now).len();
    let then = match (answered - right, due) {
        (_, due) if due > 0 => format!("{} due now.", count(due, "question")),
        (0, _) => "Nothing is due now. What you know comes back later and later.".to_owned(),
        _ => "Nothing is due now. What was wrong comes back in some hours.".to_owned(),
    };
    lines.extend(Line::new().text(then).wrapped(width));
    for (number, (question, judged, _)) in (1..).zip(&asking.given) {
        lines.extend([Line::new(), Line::new().title(format!("Question {number}"))]);
        lines.extend(judgement(question, judged, width));
    }
    lines
}
