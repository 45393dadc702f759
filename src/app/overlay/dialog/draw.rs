//! Drawing a dialog: in the middle, as large as what it says, and never so full that its fields are out of sight.

use ratatui::layout::Rect;

use super::{Dialog, Foretold, Spot};
use crate::app::cx::Cx;
use crate::app::overlay::gives_and_takes::lines_within;
use crate::theme::Role;
use crate::widgets::{Canvas, Hit, Line, shortened};

/// Rows of a list that are shown at most.
const MOST_ROWS: usize = 13;
/// Rows that the fields have at least, if they need so many: one field with what stands under it.
const LEAST_FIELDS: usize = 4;
/// No dialog need be wider than this.
const WIDEST: u16 = 76;

impl Dialog {
    /// Draws the dialog over the screen.
    pub(super) fn draw(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let area = canvas.area();
        let width = area.width.saturating_sub(4).min(WIDEST);
        let inner = usize::from(width).saturating_sub(4);
        let fields = if self.fields > 0 { self.form.height(inner) } else { 0 };
        // The frame, the buttons, and a blank line before the fields or before the buttons.
        let least = 4 + fields.min(LEAST_FIELDS);
        let lines = self.shown_lines(cx, inner, usize::from(area.height).saturating_sub(2 + least));
        let wanted = u16::try_from(lines.len() + fields + 4).unwrap_or(u16::MAX);
        let height = wanted.min(area.height.saturating_sub(2));
        let place = Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
        let mut inside = canvas.over(place, &Line::new().with(self.title.clone(), if self.danger { Role::Bad } else { Role::Title }));
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

    /// What a change gives and takes, in at most so many rows, or how far that is worked out.
    fn foretold_lines(&self, cx: &Cx<'_>, width: usize, room: usize) -> Vec<Line> {
        let Some(Foretold { awaited, what, .. }) = &self.foretold else { return Vec::new() };
        match (awaited.answer(), cx.work) {
            (Some(told), _) => lines_within(told.sentences(), width, room),
            (None, Some(work)) => work.lines(&format!("Working out {what}")).into(),
            (None, None) if awaited.is_cancelled() => vec![Line::new().quiet(format!("It was not worked out {what}."))],
            (None, None) => Vec::new(),
        }
    }

    /// What the dialog says, in at most so many rows. The list that is set in, and what a change gives and takes, are shortened
    /// so that the sentences around them, and an error or what may not be seen, have theirs.
    fn shown_lines(&self, cx: &Cx<'_>, width: usize, room: usize) -> Vec<Line> {
        let error = self.error.as_ref().map_or_else(|| self.unseen.lines(cx, width), |error| error.lines(width));
        let room = room.saturating_sub(error.len());
        let is_set_in = |line: &Line| line.plain().starts_with("  ");
        let first = self.lines.iter().position(is_set_in).unwrap_or(0);
        let end = self.lines.iter().rposition(is_set_in).map_or(first, |last| last + 1);
        let (above, list, below) = (&self.lines[..first], &self.lines[first..end], &self.lines[end..]);
        // What it takes from whoever is signed in stands above all.
        let own: Vec<Line> = self.own.iter().flatten().map(|own| Line::new().with("▲ ", Role::Warning).text(own.clone())).collect();
        let rows = |lines: &[Line], most: usize| lines.iter().take(most).map(|line| line.wrapped(width).len()).sum::<usize>();
        let left = room.saturating_sub(rows(&own, usize::MAX) + rows(above, usize::MAX) + rows(below, usize::MAX));
        // Of the list an entry is left, and how many more there are.
        let of_list = rows(list, MOST_ROWS).min(2);
        let foretold = self.foretold_lines(cx, width, left.saturating_sub(of_list).clamp(1, MOST_ROWS));
        let list = shortened(list, width, left.saturating_sub(foretold.len()).min(MOST_ROWS));
        let at = self.foretold.as_ref().map_or(0, |foretold| foretold.at);
        let at = if at < end { at.min(first) } else { first + list.len() + (at - end) };
        let mut lines = [above.to_vec(), list, below.to_vec()].concat();
        lines.splice(at..at, foretold);
        let mut lines = shortened(&[own, lines].concat(), width, room);
        lines.extend(error);
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
