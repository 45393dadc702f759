//! The Security Status part of the dashboard: progress bar and five rows.

use super::{Dashboard, LABEL, walkthrough, way};
use crate::account::refusal::Refusal;
use crate::account::security_status::{Reading, Task, TaskStatus};
use crate::app::coach::Coach;
use crate::app::cx::Cx;
use crate::app::notice::Tone;
use crate::screens::sight::denied;
use crate::theme::Role;
use crate::widgets::key::{Code, Key};
use crate::widgets::line::wrap;
use crate::widgets::{Canvas, Hit, Line};

/// Draws heading, bar and count; returns the row behind them.
pub(super) fn draw_progress(dashboard: &Dashboard, cx: &Cx<'_>, canvas: &mut Canvas<'_>, row: usize) -> usize {
    let seen = (0..dashboard.status.len()).filter(|task| dashboard.hidden(*task, cx).is_none());
    let status: Vec<&TaskStatus> = seen.filter_map(|task| dashboard.status.get(task)).collect();
    let done = status.iter().filter(|status| status.done).count();
    let heading = Line::new().title("Security Status").quiet(if dashboard.reading == Reading::Strict { "  strict" } else { "" });
    canvas.line(row, &heading);
    let count = match dashboard.status.len() - status.len() {
        0 => format!("{done} out of {} complete.", status.len()),
        hidden => format!("{done} out of {} complete, {hidden} denied.", status.len()),
    };
    let count = Line::new().text(count);
    // As many cells for a task as there is room for, six at most.
    let cells = (canvas.width().saturating_sub(LABEL + count.width() + 3) / status.len()).min(6);
    let bar = Line::new().with("█".repeat(done * cells), Role::Good).with("░".repeat((status.len() - done) * cells), Role::Quiet);
    let at = canvas.line_at(row, LABEL, &bar);
    canvas.line_at(row, at + 3, &count);
    row + 1
}

/// Draws the five rows, the selected one with its details.
pub(super) fn draw_tasks(dashboard: &Dashboard, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
    let spaced = canvas.height() >= 18;
    let mut row = 0;
    for (index, status) in dashboard.status.iter().enumerate() {
        let selected = dashboard.task() == Some(index);
        let hidden = dashboard.hidden(index, cx);
        let stands = match (&hidden, status.done) {
            (Some(_), _) => ("–", Role::Quiet, "Denied"),
            (None, true) => (Tone::Good.sign(), Tone::Good.role(), "Done"),
            (None, false) => (Tone::Warning.sign(), Tone::Warning.role(), "To do"),
        };
        draw_row(canvas, row, (status.task, stands), dashboard.counters + index, selected);
        row += 1;
        row = match hidden {
            Some(refusal) if selected && dashboard.details => draw_hidden(cx, canvas, row, &refusal),
            None if selected && dashboard.details => draw_details(cx, canvas, row, status),
            _ => row,
        };
        row += usize::from(spaced);
    }
    let is_done = |(index, status): (usize, &TaskStatus)| status.done && dashboard.hidden(index, cx).is_none();
    if dashboard.status.iter().enumerate().all(is_done) {
        draw_what_next(dashboard.reading, &mut canvas.rows(row + usize::from(!spaced), usize::MAX));
    }
}

/// What comes after the last task.
fn draw_what_next(reading: Reading, canvas: &mut Canvas<'_>) {
    canvas.line(0, &Line::new().text("All five are done.").quiet(" History has what was done, u undoes it."));
    if reading == Reading::Classic {
        canvas.line(1, &Line::new().key("t", "read them strictly: groups with members and policies"));
    }
}

/// A task, with the sign and word for how it stands.
fn draw_row(
    canvas: &mut Canvas<'_>,
    row: usize,
    (task, (sign, role, word)): (Task, (&'static str, Role, &'static str)),
    index: usize,
    selected: bool,
) {
    let lead = if selected { "▌" } else { " " };
    let line = Line::new().accent(lead).with(format!("{sign} "), role).text(task.label());
    let word = Line::new().with(format!("{word} "), role);
    let width = canvas.width().min(90);
    let at = width.saturating_sub(8);
    if selected {
        canvas.columns(0, width).select_row(row);
        canvas.selected_line_at(row, 0, &line);
        canvas.selected_line_at(row, at, &word);
    } else {
        canvas.line(row, &line);
        canvas.line_at(row, at, &word);
    }
    canvas.hit(row, 0, width, Hit::Row(index));
}

/// Why one may not know how the task stands.
fn draw_hidden(cx: &Cx<'_>, canvas: &mut Canvas<'_>, mut row: usize, refusal: &Refusal) -> usize {
    let width = canvas.width().min(88).saturating_sub(5);
    for line in wrap(&refusal.message, width) {
        canvas.line_at(row, 5, &Line::new().text(line));
        row += 1;
    }
    canvas.line_at(row, 5, &denied::keys(cx, refusal));
    row + 1
}

fn draw_details(cx: &Cx<'_>, canvas: &mut Canvas<'_>, row: usize, status: &TaskStatus) -> usize {
    let mut row = row;
    let width = canvas.width().min(88).saturating_sub(5);
    // All five rows stay in sight: on a small screen the reason gives way.
    if canvas.height() >= 12 {
        for line in wrap(status.task.reason(), width) {
            canvas.line_at(row, 5, &Line::new().quiet(line));
            row += 1;
        }
    }
    let lead = if status.done { "" } else { "Missing: " };
    for line in wrap(&format!("{lead}{}", status.why), width) {
        canvas.line_at(row, 5, &Line::new().text(line));
        row += 1;
    }
    let (label, _) = way(status.task, cx);
    let button = Line::new().key("enter", &label);
    let end = canvas.line_at(row, 5, &button);
    canvas.hit(row, 5, button.width(), Hit::Key(Key::plain(Code::Enter)));
    // An exam is taken unaided.
    if let Some(lesson) = walkthrough(status.task, cx).filter(|_| !cx.coach.is_some_and(Coach::is_under_exam)) {
        let how = Line::new().key("s", &format!("Show me how ({} min)", lesson.minutes));
        if end + 3 + how.width() <= canvas.width() {
            canvas.line_at(row, end + 3, &how);
            canvas.hit(row, end + 3, how.width(), Hit::Key(Key::char('s')));
        }
    }
    row + 1
}
