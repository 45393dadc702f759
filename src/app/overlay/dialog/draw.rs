//! Drawing a dialog: in the middle, as large as what it says, and never so full that its fields are out of sight.

use ratatui::layout::Rect;

use super::{Dialog, Foretold, Spot};
use crate::app::cx::Cx;
use crate::theme::Role;
use crate::widgets::{Canvas, Hit, Line};

/// More lines than this are counted instead of named.
const MOST_LINES: usize = 12;
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
        let lines = self.shown_lines(&self.all_lines(cx), inner, usize::from(area.height).saturating_sub(2 + least));
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

    /// What the dialog says, with what a change gives and takes, or how far that is worked out.
    fn all_lines(&self, cx: &Cx<'_>) -> Vec<Line> {
        let mut lines = self.lines.clone();
        if let Some(Foretold { at, awaited, tell, .. }) = &self.foretold {
            let told = match (awaited.answer(), cx.work) {
                (Some(sentences), _) => tell(sentences),
                (None, Some(work)) => work.lines("Working out who gains and loses what").into(),
                (None, None) if awaited.is_cancelled() => vec![Line::new().quiet("Who gains and loses what was not worked out.")],
                (None, None) => Vec::new(),
            };
            lines.splice(at..at, told);
        }
        let own = self.own.iter().flatten();
        lines.extend(own.map(|own| Line::new().with("▲ ", Role::Warning).text(own.clone())));
        lines
    }

    /// What the dialog says, in at most so many rows: what does not fit is counted. Of a list that is set in, only its
    /// entries are; the sentences around it, and an error, have their rows always.
    fn shown_lines(&self, all: &[Line], width: usize, room: usize) -> Vec<Line> {
        let error = self.error.as_ref().map_or_else(Vec::new, |error| error.lines(width));
        let is_set_in = |line: &Line| line.plain().starts_with("  ");
        let first = all.iter().position(is_set_in).unwrap_or(0);
        let end = all.iter().rposition(is_set_in).map_or(all.len(), |last| last + 1);
        let wrapped = |lines: &[Line]| lines.iter().map(|line| line.wrapped(width)).collect::<Vec<Vec<Line>>>();
        // There may be thousands, and never are more shown than this.
        let most = end.min(first + MOST_LINES);
        let (above, entries, below) = (wrapped(&all[..first]), wrapped(&all[first..most]), wrapped(&all[end..]));
        let rows = |lines: &[Vec<Line>]| lines.iter().map(Vec::len).sum::<usize>();
        let room = room.saturating_sub(rows(&above) + rows(&below) + error.len());
        let mut shown = entries.len();
        // What is left out takes a row itself.
        while shown > 0 && rows(&entries[..shown]) + usize::from(shown < end - first) > room {
            shown -= 1;
        }
        let mut lines = [&above, &entries[..shown]].concat().concat();
        let left_out = end - first - shown;
        if left_out > 0 {
            let indent = if first < end && is_set_in(&all[first]) { "  " } else { "" };
            lines.push(Line::new().quiet(format!("{indent}and {left_out} more")));
        }
        lines.extend(below.concat());
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
