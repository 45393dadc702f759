//! Dates in conditions: IAM's older parser reads them when a policy is made.

use super::super::fault::quoted;
use super::super::read_statement::LEGACY;
use super::super::{Condition, Fault, FaultKind};

/// Checks the values of date operators.
pub(super) fn check(conditions: &[Condition], faults: &mut Vec<Fault>) {
    for condition in conditions.iter().filter(|condition| condition.operator.test.is_about_dates()) {
        for value in condition.values.iter().filter(|value| !is_date(&value.value)) {
            let about = format!("{} is no date; write 2026-01-31T12:00:00Z, or the seconds since 1970.", quoted(&value.value));
            faults.push(Fault::new(FaultKind::Legacy, value.span, LEGACY, about));
        }
    }
}

/// Whether a text has the form of a date: ISO 8601 from the year down to any part of it, or seconds since 1970.
fn is_date(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (date, time) = match unsigned.split_once(['T', 't']) {
        Some((date, time)) => (date, Some(time)),
        None => (unsigned, None),
    };
    let mut parts = date.split('-');
    let is_year = parts.next().is_some_and(|year| is_number(year, 1, 19));
    let [month, day, more] = [parts.next(), parts.next(), parts.next()];
    let is_day = month.is_none_or(|month| is_within(month, 1, 12)) && day.is_none_or(|day| is_within(day, 1, 31)) && more.is_none();
    is_year && is_day && time.is_none_or(is_time)
}

/// Nothing, or `hh:mm`, `hh:mm:ss`, `hh:mm:ss.f`, each with or without an offset.
fn is_time(text: &str) -> bool {
    let (clock, offset) = match text.find(['Z', 'z', '+', '-']) {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    let is_offset = match offset.strip_prefix(['+', '-']) {
        Some(offset) => is_number(&offset.replacen(':', "", 1), 2, 4),
        None => offset.len() <= 1,
    };
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let mut parts = clock.split(':').zip([23, 59, 59]);
    let is_clock = clock.is_empty() || clock.split(':').count() <= 3 && parts.all(|(part, most)| is_within(part, 0, most));
    is_offset && is_clock && is_number(fraction, 1, 9)
}

fn is_number(text: &str, least: usize, most: usize) -> bool {
    (least..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text is one or two digits, between these numbers.
fn is_within(text: &str, least: u8, most: u8) -> bool {
    is_number(text, 1, 2) && text.parse().is_ok_and(|number: u8| (least..=most).contains(&number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_from_other_texts() {
        for text in ["2026", "2026-01", "2026-01-31", "2026-01-31T12:00Z", "2026-01-31T12:00:00.123+01:00", "1767225600", "-1", "01T"] {
            assert!(is_date(text), "{text}");
        }
        for text in [
            "",
            "x",
            "tomorrow",
            "2026/01/31",
            "31.01.2026",
            "2026-01-31 12:00",
            "2026-01-31T12:00:00 Z",
            "2026-1-2-3",
            "2026-13",
            "2026-00",
            "2026-01-32",
            "2026-01-01T24:00Z",
            "2026-01-01T23:60Z",
            "2026-01-01T23:59:60Z",
            "${aws:CurrentTime}",
        ] {
            assert!(!is_date(text), "{text}");
        }
    }
}
