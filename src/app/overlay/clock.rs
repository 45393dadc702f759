//! Moving the practice clock forward: as it is typed, `90d`, and `clock +90d` as a line, and the question how far.

use super::dialog::Dialog;
use crate::account::operation::AdvanceClock;
use crate::app::cx::Cx;
use crate::app::step::Step;
use crate::widgets::Line;
use crate::widgets::form::{ChoiceOption, Field};

/// Seconds of a minute, an hour, a day and a week.
const UNITS: [(char, u32); 4] = [('m', 60), ('h', 3_600), ('d', 86_400), ('w', 604_800)];
const USAGE: &str = "The practice clock goes forward only: clock +90d, +2w, +12h or +30m. u takes it back.";

/// How many seconds a line moves the clock forward; `None` where the line says nothing of how far.
pub fn read(line: &str) -> Option<Result<u32, String>> {
    let by = line.strip_prefix("clock").filter(|by| by.starts_with(char::is_whitespace))?.trim();
    if by.is_empty() {
        return None;
    }
    Some(seconds(by).ok_or_else(|| USAGE.to_owned()))
}

/// The seconds of a time such as `90d`, `+2w`, `12h` or `30m`; `None` for what is none.
pub fn seconds(by: &str) -> Option<u32> {
    let by = by.strip_prefix('+').unwrap_or(by);
    let (unit, seconds) = UNITS.into_iter().find(|(unit, _)| by.ends_with(*unit))?;
    let number: u32 = by.strip_suffix(unit)?.trim().parse().ok()?;
    number.checked_mul(seconds).filter(|seconds| *seconds > 0)
}

/// What is offered: so many days, or another time.
const OFFERED: [(&str, u32); 2] = [("1 day", 1), ("90 days", 90)];
const SECONDS_OF_A_DAY: u32 = 86_400;

/// What another time is written like.
const HINT: &str = "A number with d, w, h or m: 45d, 2w, 12h, 30m";

/// The fields.
const BY: usize = 0;
const OTHER: usize = 1;

/// Asks how far the clock is to be moved.
pub fn dialog(cx: &Cx<'_>) -> Dialog {
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
        .line(Line::new().text("Sessions end by it, yours too: whoever is signed in signs in again."))
        .line(Line::new().text("KMS keys and secrets whose deletion is due by then are gone."))
        .line(Line::new().quiet("It goes forward only; u takes the last move back."))
        .fields(fields)
        .following(cx, |form, _| form.show(OTHER, form.chosen(BY) == OFFERED.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_about_the_clock_are_read() {
        let read = |line| read(line).map(|read| read.map_err(|_| ()));
        assert_eq!(read("clock +90d"), Some(Ok(7_776_000)));
        assert_eq!(read("clock 12h"), Some(Ok(43_200)));
        assert_eq!(read("clock +2 w"), Some(Ok(1_209_600)));
        for wrong in ["clock +", "clock -1d", "clock 0d", "clock 99999999999d", "clock +1y", "clock é"] {
            assert_eq!(read(wrong), Some(Err(())), "{wrong}");
        }
        for other in ["clockwork", "clock", "clock "] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
