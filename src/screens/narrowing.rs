//! Narrowing a list to a kind of rows: the kinds in a line, the chosen one standing out, one key for the next.

use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::theme::Role;
use crate::widgets::{Canvas, Hit, Key, Line};

/// The key that chooses the next kind.
const KEY: Key = Key::char('f');

/// What every list that can be narrowed binds.
pub(super) const NARROW: Binding = Binding::new(&[KEY], Action::Narrow, "kind", "List the next kind of rows only");

/// Draws the kinds at a row; a click on them chooses the next.
pub(super) fn draw(canvas: &mut Canvas<'_>, row: usize, kinds: &[&'static str], chosen: usize) {
    let mut column = 2;
    for (index, kind) in kinds.iter().enumerate() {
        let role = if index == chosen { Role::Title } else { Role::Quiet };
        column = canvas.line_at(row, column, &Line::new().with(*kind, role)) + 3;
    }
    let key = Line::new().key(KEY.to_string(), "next");
    if column + key.width() <= canvas.width() {
        column = canvas.line_at(row, column, &key);
    }
    canvas.hit(row, 0, column, Hit::Key(KEY));
}
