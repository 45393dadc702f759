//! Drawing a list to choose from: the list, what may not be seen of it, and what choosing would give and take.

use super::sight::denied_lines;
use super::{Choices, Picker};
use crate::app::cx::Cx;
use crate::app::sight::denial::Denial;
use crate::app::sight::unseen::{draw_beside, ways_over};
use crate::widgets::{Canvas, Line};

impl<C: Choices> Picker<C> {
    /// Draws it over the screen.
    pub(super) fn draw(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let mut area = canvas.area();
        area.y += 1;
        area.height = area.height.saturating_sub(2);
        let mut inside = canvas.over(area, &Line::new());
        let error = self.error.as_ref().map_or_else(Vec::new, |error| error.lines(inside.width()));
        let bottom = inside.height().saturating_sub(error.len());
        let list = bottom.saturating_sub(1);
        // What was refused is what the keys are about, where something was.
        let has_keys = !self.foretold.unseen().is_empty() && error.is_empty();
        let ways = if has_keys { ways_over(cx, &self.denials(cx), inside.width()) } else { Vec::new() };
        let told = self.foretold.rows(cx, (list.saturating_sub(self.list.rows_wanted()), list), inside.width(), &ways);
        if told > 0 {
            self.foretold.draw(cx, &mut inside.rows(list + 1 - told, told - 1), &ways);
        }
        let (title, empty) = match self.denied.first() {
            None => (self.choices.title(), self.choices.empty()),
            Some((_, refusal)) if self.is_denied() => {
                let ways = ways_over(cx, &Denial::of_all(self.refusals()), inside.width());
                (self.choices.title(), [denied_lines(&refusal.message), ways].concat())
            }
            // What is counted is what may be seen.
            Some(_) => (format!("{}, in part", self.choices.title()), vec![Line::new().quiet("There is nothing here that you may see.")]),
        };
        let rows = self.choices.rows(cx);
        let notes = if error.is_empty() { self.notes(cx, inside.width(), told == 0 || !has_keys) } else { Vec::new() };
        draw_beside(&mut inside.rows(0, list - told), self.list.rows_wanted(), &notes, |body| {
            self.list.draw(body, &title, &rows, &empty, true);
            self.list.draw_rest(body, &rows);
        });
        for (row, line) in error.iter().enumerate() {
            inside.line(bottom + row, line);
        }
    }
}
