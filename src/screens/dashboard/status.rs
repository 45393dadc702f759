//! The Security Status part of the dashboard: progress bar and five rows.

use super::{Dashboard, LABEL, walkthrough, way};
use crate::account::security_status::{Reading, TaskStatus};
use crate::app::coach::Coach;
use crate::app::cx::Cx;
use crate::app::notice::Tone;
use crate::theme::Role;
use crate::widgets::key::{Code, Key};
use crate::widgets::line::wrap;
use crate::widgets::{Canvas, Hit, Line};

/// Draws heading, bar and count; returns the row behind them.
pub(super) fn draw_progress(dashboard: &Dashboard, canvas: &mut Canvas<'_>, row: usize) -> usize {
    let status = &dashboard.status;
    let done = status.iter().filter(|status| status.done).count();
    let heading = Line::new().title("Security Status").quiet(if dashboard.reading == Reading::Strict { "  strict" } else { "" });
    canvas.line(row, &heading);
    let count = Line::new().text(format!("{done} out of {} complete.", status.len()));
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
        draw_row(canvas, row, status, dashboard.counters + index, selected);
        row += 1;
        if selected && dashboard.details {
            row = draw_details(cx, canvas, row, status);
        }
        row += usize::from(spaced);
    }
    if dashboard.status.iter().all(|status| status.done) {
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

fn draw_row(canvas: &mut Canvas<'_>, row: usize, status: &TaskStatus, index: usize, selected: bool) {
    let (tone, word) = if status.done { (Tone::Good, "Done") } else { (Tone::Warning, "To do") };
    let lead = if selected { "▌" } else { " " };
    let line = Line::new().accent(lead).with(format!("{} ", tone.sign()), tone.role()).text(status.task.label());
    let word = Line::new().with(format!("{word} "), tone.role());
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
