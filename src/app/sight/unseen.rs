//! What of something on the screen may not be seen, and why: told beside it, with the keys that lead on from there.

use std::rc::Rc;

use crate::account::refusal::Refusal;
use crate::app::cx::Cx;
use crate::app::sight::denial::Denial;
use crate::widgets::{Canvas, Line};

/// Rows a list has at least, with its head, beside why something of it may not be seen; where it has fewer, it has these.
pub const ROWS: usize = 6;

/// Something that may not be seen: what it is called, and why.
pub struct Unseen {
    /// What it is called.
    pub name: &'static str,
    /// Why.
    pub refusal: Rc<Refusal>,
}

impl Unseen {
    /// It, told in lines of at most this width.
    pub fn lines(&self, width: usize) -> Vec<Line> {
        Line::new().quiet(format!("– {} may not be seen: {}", self.name, self.refusal.message)).wrapped(width)
    }

    /// Why, for who explains it.
    pub fn into_refusal(self) -> Refusal {
        Rc::unwrap_or_clone(self.refusal)
    }
}

/// Says over the screen, where letters are typed, that something may not be seen: `what` it is, why, and the keys that lead on.
pub fn told_over(cx: &Cx<'_>, what: &str, refusal: &Refusal, width: usize) -> Vec<Line> {
    let mut letters = what.chars();
    let what: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    let ways = refusal.denied.as_deref().and_then(|denied| Denial::new(denied).ways(cx.account, true));
    let why = Line::new().quiet(format!("– {what} may not be seen: {}", refusal.message));
    std::iter::once(why).chain(ways.map(|ways| Line::new().quiet(ways))).flat_map(|line| line.wrapped(width)).collect()
}

/// Draws a list that wants so many rows, and below it the first of these notes that there is room for.
pub fn draw_beside(canvas: &mut Canvas<'_>, wanted: usize, notes: &[Vec<Line>], draw: impl FnOnce(&mut Canvas<'_>)) {
    let room = canvas.height().saturating_sub(wanted.min(ROWS) + 1);
    let Some(lines) = notes.iter().find(|lines| !lines.is_empty() && lines.len() <= room) else { return draw(canvas) };
    let below = canvas.height().saturating_sub(lines.len() + 1);
    draw(&mut canvas.rows(0, below));
    for (row, line) in lines.iter().enumerate() {
        canvas.line(below + 1 + row, line);
    }
}
