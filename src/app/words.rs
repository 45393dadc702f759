//! Numbers and dates as the console writes them.

use jiff::Timestamp;

pub use crate::account::words::{count, day, listed, listed_in_full, plural};

/// How long ago something was: `3 days ago`, `just now`. Where the practice clock was put back since: `3 days ahead`.
pub fn ago(then: Timestamp, now: Timestamp) -> String {
    let seconds = now.as_second() - then.as_second();
    let (seconds, direction) = if seconds < 0 { (-seconds, "ahead") } else { (seconds, "ago") };
    let span = match seconds {
        ..60 => return "just now".into(),
        60..3600 => count(seconds / 60, "minute"),
        3600..86_400 => count(seconds / 3600, "hour"),
        _ => span(seconds / 86_400),
    };
    format!("{span} {direction}")
}

/// How old something is in whole days: `today`, `3 days`.
pub fn age(then: Timestamp, now: Timestamp) -> String {
    match (now.as_second() - then.as_second()) / 86_400 {
        ..1 => "today".into(),
        days => span(days),
    }
}

/// So many days; from two years on in years.
fn span(days: i64) -> String {
    const YEAR: i64 = 365;
    if days < 2 * YEAR { count(days, "day") } else { count(days / YEAR, "year") }
}

/// How long ago something was in whole days: `today`, `3 days ago`.
pub fn days_ago(then: Timestamp, now: Timestamp) -> String {
    match (now.as_second() - then.as_second()) / 86_400 {
        ..1 => "today".into(),
        days => span(days) + " ago",
    }
}

/// A date in full: `23 November 2026, 21:14 UTC`.
pub fn date(at: Timestamp) -> String {
    at.strftime("%-d %B %Y, %H:%M UTC").to_string()
}

/// The beginning of the next second, when seconds that are counted down must be drawn anew.
pub fn next_second(now: Timestamp) -> Timestamp {
    Timestamp::from_second(now.as_second() + 1).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_as_people_tell_them() {
        let now: Timestamp = "2026-11-23T21:14:05Z".parse().unwrap();
        let before = |seconds: i64| Timestamp::from_second(now.as_second() - seconds).unwrap();
        assert_eq!(ago(before(5), now), "just now");
        assert_eq!(ago(before(61), now), "1 minute ago");
        assert_eq!(ago(before(7200), now), "2 hours ago");
        assert_eq!(ago(before(3 * 86_400), now), "3 days ago");
        assert_eq!(ago(before(-5), now), "just now");
        assert_eq!(ago(before(-90 * 86_400), now), "90 days ahead");
        assert_eq!(ago(before(4_053 * 86_400), now), "11 years ago");
        assert_eq!((age(before(729 * 86_400), now), days_ago(before(730 * 86_400), now)), ("729 days".into(), "2 years ago".into()));
        assert_eq!(age(before(100), now), "today");
        assert_eq!(age(before(100 * 86_400), now), "100 days");
        assert_eq!(date(now), "23 November 2026, 21:14 UTC");
    }
}
