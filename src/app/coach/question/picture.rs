//! How a question looks: its text, and below it what there is to choose from. Where there is little room, what is selected
//! stays in sight.

use ratatui::layout::Rect;

use super::QuestionBox;
use super::answering::Answering;
use crate::app::coach::card::presses::lines_of;
use crate::app::cx::Cx;
use crate::theme::Role;
use crate::widgets::line::wrap;
use crate::widgets::text_input::Look;
use crate::widgets::{Canvas, Hit, Line};

/// Longer lines are hard to read.
const WIDEST: u16 = 76;

/// A row, and the option that it is of.
struct Row {
    line: Line,
    option: Option<usize>,
}

impl Row {
    const fn of(line: Line) -> Self {
        Self { line, option: None }
    }
}

impl QuestionBox {
    pub(super) fn draw(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let area = canvas.area();
        let width = area.width.saturating_sub(4).min(WIDEST);
        let inner = usize::from(width).saturating_sub(4);
        let Some(coach) = cx.coach else { return };
        let id = format!("{}/{}", self.step, self.ask);
        let mut rows: Vec<Row> = lines_of(&coach.text(&id), cx, inner).into_iter().map(Row::of).collect();
        rows.push(Row::of(Line::new()));
        rows.extend(self.answering.prompt().map(|prompt| Row::of(Line::new().quiet(prompt))));
        let asked = rows.len();
        rows.extend(self.options(inner));
        let error = self.error.as_ref().map_or_else(Vec::new, |error| wrap(&format!("✖ {error}"), inner));
        let height = u16::try_from(rows.len() + error.len() + 2).unwrap_or(u16::MAX).min(area.height.saturating_sub(2));
        // At the bottom, above the keys, since what it asks about begins at the top.
        let place = Rect { x: area.x + (area.width - width) / 2, y: area.bottom().saturating_sub(height + 1), width, height };
        let mut inside = canvas.over(place, &Line::new().title(coach.heading(&id)).quiet(self.number.clone()));
        let room = inside.height().saturating_sub(error.len());
        let (top, shown) = self.in_sight(&rows, room);
        for (at, row) in rows.iter().skip(top).take(shown).enumerate() {
            if row.option == Some(self.selected) {
                inside.rows(at, 1).select_row(0);
                inside.selected_line_at(at, 0, &row.line);
            } else {
                inside.line(at, &row.line);
            }
            if let Some(option) = row.option {
                inside.hit(at, 0, inner, Hit::Row(option));
            }
        }
        if shown < rows.len() {
            let place = format!(" {}–{} of {} ", top + 1, (top + shown).min(rows.len()), rows.len());
            inside.line_right(shown, &Line::new().quiet(place));
        }
        for (at, error) in error.into_iter().enumerate() {
            inside.line(room + at, &Line::new().with(error, Role::Bad));
        }
        if let Answering::Typed(input, kind) = &self.answering {
            let row = asked.saturating_sub(top);
            let label = Line::new().accent("▌ ").title(format!("Type {}", kind.words()));
            let at = label.width() + 2;
            inside.line(row, &label);
            input.draw(&mut inside, row, at, inner.saturating_sub(at), Look { focused: true, masked: false });
        }
    }

    /// Which row is on top, and how many are in sight. Where not all are, a row more tells so.
    fn in_sight(&self, rows: &[Row], room: usize) -> (usize, usize) {
        if rows.len() <= room {
            return (0, rows.len());
        }
        let room = room.saturating_sub(1);
        let is_selected = |row: &Row| row.option == Some(self.selected);
        let first = rows.iter().position(is_selected).unwrap_or(rows.len());
        let end = match self.answering {
            // What is typed is the last row.
            Answering::Typed(..) => rows.len(),
            _ => rows.iter().rposition(is_selected).map_or(rows.len(), |last| last + 1),
        };
        (end.saturating_sub(room).min(first), room)
    }

    /// What there is to choose from.
    fn options(&self, width: usize) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut push = |option: usize, lead: String, text: &str| {
            let indent = lead.chars().count();
            for (row, part) in wrap(text, width.saturating_sub(indent + 2)).into_iter().enumerate() {
                let bar = if option == self.selected { "▌" } else { " " };
                let lead = if row == 0 { lead.clone() } else { " ".repeat(indent) };
                rows.push(Row { line: Line::new().accent(bar).accent(lead).text(part), option: Some(option) });
            }
        };
        match &self.answering {
            Answering::One(options) => {
                for (at, (_, text)) in options.iter().enumerate() {
                    push(at, format!("{}  ", at + 1), text);
                }
            }
            Answering::Many(options) => {
                for (at, (_, text, marked)) in options.iter().enumerate() {
                    push(at, format!("{} {}  ", at + 1, if *marked { "[x]" } else { "[ ]" }), text);
                }
            }
            Answering::Typed(..) => rows.push(Row::of(Line::new())),
            Answering::Placed { left, options, places, .. } => {
                for (at, (_, text)) in options.iter().enumerate() {
                    let place = places.iter().position(|place| *place == Some(at));
                    let chosen = place.map(|place| left.get(place).map_or_else(|| format!("{}. ", place + 1), |left| format!("{left}: ")));
                    push(at, format!("{}  ", at + 1), &format!("{}{text}", chosen.unwrap_or_default()));
                }
            }
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_selected_stays_in_sight() {
        let option = |option| Row { line: Line::new(), option };
        let rows: Vec<Row> = [None, None, None, None, Some(0), Some(0), Some(1), Some(2), Some(2)].map(option).into();
        let sight = |selected, room| {
            let options = (0..3).map(|number: usize| (number.to_string(), String::new())).collect();
            let (ask, step, number) = (String::new(), String::new(), String::new());
            QuestionBox { ask, step, number, answering: Answering::One(options), selected, error: None }.in_sight(&rows, room)
        };
        assert_eq!(sight(2, 9), (0, 9));
        assert_eq!([sight(0, 7), sight(1, 7), sight(2, 7)], [(0, 6), (1, 6), (3, 6)]);
        assert_eq!([sight(0, 3), sight(2, 3)], [(4, 2), (7, 2)]);
        assert_eq!([sight(0, 1), sight(2, 0)], [(4, 0), (7, 0)]);
    }
}
