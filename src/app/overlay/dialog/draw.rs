//! Drawing a dialog: in the middle, as large as what it says, and never so full that its fields are out of sight.

use ratatui::layout::Rect;

use super::{Dialog, Spot};
use crate::theme::Role;
use crate::widgets::line::wrap;
use crate::widgets::{Canvas, Hit, Line};

/// More lines than this are counted instead of named.
const MOST_LINES: usize = 12;
/// Rows that the fields have at least, if they need so many: one field with what stands under it.
const LEAST_FIELDS: usize = 4;
/// No dialog need be wider than this.
const WIDEST: u16 = 76;

impl Dialog {
    /// Draws the dialog over the screen.
    pub(super) fn draw(&self, canvas: &mut Canvas<'_>) {
        let area = canvas.area();
        let width = area.width.saturating_sub(4).min(WIDEST);
        let inner = usize::from(width).saturating_sub(4);
        let fields = if self.fields > 0 { self.form.height(inner) } else { 0 };
        // The frame, the buttons, and a blank line before the fields or before the buttons.
        let least = 4 + fields.min(LEAST_FIELDS);
        let lines = self.shown_lines(inner, usize::from(area.height).saturating_sub(2 + least));
        let wanted = u16::try_from(lines.len() + fields + 4).unwrap_or(u16::MAX);
        let height = wanted.min(area.height.saturating_sub(2));
        let place = Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
        let mut panel = canvas.part(place);
        panel.cover();
        panel.fill(Role::Text);
        let mut inside = panel.frame(&Line::new().with(self.title.clone(), if self.danger { Role::Bad } else { Role::Title }));
        for (row, line) in lines.iter().enumerate() {
            inside.line(row, line);
        }
        let bottom = inside.height().saturating_sub(1);
        if self.fields > 0 {
            let top = lines.len() + 1;
            self.form.draw(&mut inside.rows(top, bottom.saturating_sub(top)), self.on == Spot::Fields);
        }
        self.draw_buttons(&mut inside, bottom);
    }

    /// What the dialog says, in at most so many rows: what does not fit is counted. An error has its rows always.
    fn shown_lines(&self, width: usize, room: usize) -> Vec<Line> {
        let error = self.error.as_ref().map_or_else(Vec::new, |error| wrap(&format!("✖ {error}"), width));
        let room = room.saturating_sub(error.len());
        let wrapped: Vec<Vec<Line>> = self.lines.iter().map(|line| wrapped(line, width)).collect();
        let rows = |lines: &[Vec<Line>]| lines.iter().map(Vec::len).sum::<usize>();
        let mut shown = wrapped.len().min(MOST_LINES);
        // What is left out takes a row itself.
        while shown > 0 && rows(&wrapped[..shown]) + usize::from(shown < wrapped.len()) > room {
            shown -= 1;
        }
        let left_out = wrapped.len() - shown;
        let mut lines: Vec<Line> = wrapped.into_iter().take(shown).flatten().collect();
        if left_out > 0 {
            lines.push(Line::new().quiet(format!("and {left_out} more")));
        }
        lines.extend(error.into_iter().map(|line| Line::new().with(line, Role::Bad)));
        lines
    }

    fn draw_buttons(&self, canvas: &mut Canvas<'_>, row: usize) {
        let mut column = canvas.width();
        for (index, (label, spot)) in self.buttons().into_iter().enumerate().rev() {
            let role = if self.on == spot { Role::FieldFocused } else { Role::Field };
            let label = if self.on == spot { format!("▌{label} ") } else { format!(" {label} ") };
            let line = Line::new().with(label, role);
            column = column.saturating_sub(line.width() + 1);
            canvas.line_at(row, column, &line);
            canvas.hit(row, column, line.width(), Hit::Button(index));
        }
    }
}

/// A line over as many rows as it takes, all as far in as the first; one of several roles that must be broken takes that of
/// its first piece.
fn wrapped(line: &Line, width: usize) -> Vec<Line> {
    if line.width() <= width {
        return vec![line.clone()];
    }
    let role = line.spans().first().map_or(Role::Text, |span| span.role);
    let plain = line.plain();
    let body = plain.trim_start_matches(' ');
    let indent = " ".repeat(plain.len() - body.len());
    wrap(body, width.saturating_sub(indent.len())).into_iter().map(|row| Line::new().with(format!("{indent}{row}"), role)).collect()
}
