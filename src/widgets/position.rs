//! Which part of something long is in sight: a bar at the right edge, as long as that part is of the whole.

use super::canvas::Canvas;
use super::line::Line;
use crate::theme::Role;

/// Draws the bar beside what fills the canvas, `rows` rows of which the first `offset` lie above; nothing where all is in
/// sight.
pub fn draw(canvas: &mut Canvas<'_>, offset: usize, rows: usize) {
    let height = canvas.height();
    if height == 0 || rows <= height {
        return;
    }
    let thumb = (height * height / rows).max(1);
    let top = offset * (height - thumb) / (rows - height);
    let edge = canvas.width().saturating_sub(1);
    for row in top..top + thumb {
        canvas.line_at(row, edge, &Line::new().with("▐", Role::Rule));
    }
}
