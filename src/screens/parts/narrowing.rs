//! Narrowing a list to a kind of rows: the kinds in a line, the chosen one standing out, one key for the next.

use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::theme::Role;
use crate::widgets::{Canvas, Hit, Key, Line};

/// The key that chooses the next kind.
const KEY: Key = Key::char('f');

/// What every list that can be narrowed binds.
pub(in crate::screens) const NARROW: Binding = Binding::new(&[KEY], Action::Narrow, "kind", "List the next kind of rows only");

/// Columns between the kinds.
const GAP: usize = 3;

/// Draws the kinds at a row, or where not all have room the chosen one; a click on them chooses the next.
pub(in crate::screens) fn draw(canvas: &mut Canvas<'_>, row: usize, kinds: &[impl AsRef<str>], chosen: usize) {
    let all: Vec<Line> = kinds
        .iter()
        .enumerate()
        .map(|(index, kind)| Line::new().with(kind.as_ref().to_owned(), if index == chosen { Role::Title } else { Role::Quiet }))
        .collect();
    let width = all.iter().map(|kind| kind.width() + GAP).sum::<usize>();
    let shown = if width <= canvas.width() { all } else { all.into_iter().skip(chosen).take(1).collect() };
    let mut column = 2;
    for kind in &shown {
        column = canvas.line_at(row, column, kind) + GAP;
    }
    let key = Line::new().key(KEY.to_string(), "next kind");
    if column + key.width() <= canvas.width() {
        column = canvas.line_at(row, column, &key);
    }
    canvas.hit(row, 0, column, Hit::Key(KEY));
}
