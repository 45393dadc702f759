//! The practice clock: how far it is ahead.

use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::words::{count, date};
use crate::widgets::{Canvas, Hit, Key, Line};

const KEY: Key = Key::char('t');

/// Moves the clock.
pub(super) const MOVE: Binding =
    Binding::new(&[KEY], Action::Run, "move clock…", "Move the practice clock forward: passwords, keys, sessions and reports age");

/// What time it is in the account, and how far that is ahead.
pub(super) fn lines(cx: &Cx<'_>, width: usize) -> Vec<Line> {
    let mut lines = vec![Line::new().title("Practice clock").text(format!("  {}", date(cx.now)))];
    lines.extend(Line::new().quiet(ahead(cx.account.clock_ahead())).wrapped(width));
    lines
}

/// Draws at a row, beside the time, what moves it.
pub(super) fn draw_key(canvas: &mut Canvas<'_>, row: usize) {
    let key = Line::new().key(KEY.to_string(), "Move forward");
    let column = canvas.line_right(row, &key);
    canvas.hit(row, column, key.width(), Hit::Key(KEY));
}

/// How far the clock is ahead, to the minute: `90 days and 12 hours ahead of the real clock.`
fn ahead(seconds: i64) -> String {
    let parts = [(seconds / 86_400, "day"), (seconds % 86_400 / 3_600, "hour"), (seconds % 3_600 / 60, "minute")];
    let parts: Vec<String> = parts.into_iter().filter(|(number, _)| *number > 0).map(|(number, unit)| count(number, unit)).collect();
    match parts.as_slice() {
        [] => "It goes with the real clock. Moved forward, it shows what age does: expired passwords, old keys.".into(),
        parts => format!("{} ahead of the real clock.", parts.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_far_the_clock_is_ahead_is_told_in_words() {
        assert!(ahead(0).starts_with("It goes with the real clock."));
        assert_eq!(ahead(7_776_000), "90 days ahead of the real clock.");
        assert_eq!(ahead(90_060), "1 day, 1 hour, 1 minute ahead of the real clock.");
    }
}
