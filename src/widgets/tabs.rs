//! Tabs: a line of words, the one that is shown underlined.

use super::canvas::{Canvas, Hit};
use super::line::Line;
use crate::theme::Role;

/// Draws the tabs at a row and the line under them; returns the row behind.
pub fn draw(canvas: &mut Canvas<'_>, row: usize, tabs: &[String], shown: usize) -> usize {
    let mut column = 0;
    for (index, tab) in tabs.iter().enumerate() {
        let is_shown = index == shown;
        let line = Line::new().with(tab.clone(), if is_shown { Role::Title } else { Role::Quiet });
        canvas.hit(row, column, line.width(), Hit::Tab(index));
        let end = canvas.line_at(row, column, &line);
        if is_shown {
            canvas.line_at(row + 1, column, &Line::new().accent("─".repeat(end - column)));
        }
        column = end + 3;
    }
    row + 2
}
