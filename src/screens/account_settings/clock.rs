//! The practice clock: how far it is ahead, and moving it forward.

use crate::account::operation::AdvanceClock;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::clock::seconds;
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::app::step::Step;
use crate::app::words::{count, date};
use crate::widgets::form::{ChoiceOption, Field};
use crate::widgets::{Canvas, Hit, Key, Line};

const KEY: Key = Key::char('t');

/// Moves the clock.
pub(super) const MOVE: Binding =
    Binding::new(&[KEY], Action::Run, "move clock…", "Move the practice clock forward: passwords, keys, sessions and reports age");

/// What is offered: so many days, or another time.
const OFFERED: [(&str, u32); 2] = [("1 day", 1), ("90 days", 90)];
const SECONDS_OF_A_DAY: u32 = 86_400;

/// What another time is written like.
const HINT: &str = "A number with d, w, h or m: 45d, 2w, 12h, 30m";

/// The fields.
const BY: usize = 0;
const OTHER: usize = 1;

/// Asks how far the clock is to be moved.
pub(super) fn dialog(cx: &Cx<'_>) -> Dialog {
    let option = |label: &str| ChoiceOption { label: label.into(), about: String::new() };
    let options = OFFERED.iter().map(|(label, _)| option(label)).chain([option("Another time")]).collect();
    let fields = vec![Field::choice(BY, "Forward by", options, 0), Field::text_line(OTHER, "How far", "").hint(HINT).optional().hidden()];
    let dialog = Dialog::new("Move the practice clock forward?", "Move", |form, _| {
        let seconds = match OFFERED.get(form.chosen(BY)) {
            Some((_, days)) => days.checked_mul(SECONDS_OF_A_DAY),
            None => seconds(form.text(OTHER).trim()),
        };
        let seconds = seconds.ok_or_else(|| (OTHER, format!("This is no time to come. {HINT}.")))?;
        Ok(vec![Step::submit(AdvanceClock { seconds })])
    });
    dialog
        .line(Line::new().text("What has an age grows older: passwords, access keys, sessions, reports. MFA codes follow the real clock."))
        .line(Line::new().quiet("It goes forward only; u takes the last move back."))
        .fields(fields)
        .following(cx, |form, _| form.show(OTHER, form.chosen(BY) == OFFERED.len()))
}

/// What time it is in the account, and how far that is ahead.
pub(super) fn lines(cx: &Cx<'_>, width: usize) -> Vec<Line> {
    let mut lines = vec![Line::new().title("Practice clock").text(format!("  {}", date(cx.now)))];
    lines.extend(Line::new().quiet(ahead(cx.account.clock_ahead())).wrapped(width));
    lines
}

/// Draws at a row, beside the time, what moves it.
pub(super) fn draw_key(canvas: &mut Canvas<'_>, row: usize) {
    let width = canvas.width().saturating_sub(super::show::BAR);
    let mut canvas = canvas.columns(0, width);
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
