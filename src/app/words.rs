//! Numbers and dates as the console writes them.

use jiff::Timestamp;

/// How long ago something was: `3 days ago`, `just now`.
pub fn ago(then: Timestamp, now: Timestamp) -> String {
    match now.as_second() - then.as_second() {
        ..60 => "just now".into(),
        seconds @ 60..3600 => count(seconds / 60, "minute") + " ago",
        seconds @ 3600..86_400 => count(seconds / 3600, "hour") + " ago",
        seconds => count(seconds / 86_400, "day") + " ago",
    }
}

/// How old something is in whole days: `today`, `3 days`.
pub fn age(then: Timestamp, now: Timestamp) -> String {
    match (now.as_second() - then.as_second()) / 86_400 {
        ..1 => "today".into(),
        days => count(days, "day"),
    }
}

/// How long ago something was in whole days: `today`, `3 days ago`.
pub fn days_ago(then: Timestamp, now: Timestamp) -> String {
    match (now.as_second() - then.as_second()) / 86_400 {
        ..1 => "today".into(),
        days => count(days, "day") + " ago",
    }
}

/// A date in full: `23 November 2026, 21:14 UTC`.
pub fn date(at: Timestamp) -> String {
    at.strftime("%-d %B %Y, %H:%M UTC").to_string()
}

/// The day alone: `23 November 2026`.
pub fn day(at: Timestamp) -> String {
    at.strftime("%-d %B %Y").to_string()
}

/// The beginning of the next second, when seconds that are counted down must be drawn anew.
pub fn next_second(now: Timestamp) -> Timestamp {
    Timestamp::from_second(now.as_second() + 1).unwrap_or(now)
}

/// A number with its thing: `1 user`, `3 users`.
pub fn count(number: impl TryInto<usize>, thing: &str) -> String {
    let number = number.try_into().unwrap_or(0);
    format!("{} {}", crate::widgets::list::grouped(number), plural(number, thing))
}

/// The thing in one or several: `user`, `users`; `policy`, `policies`.
pub fn plural(number: usize, thing: &str) -> String {
    match (number, thing.strip_suffix('y')) {
        (1, _) => thing.to_owned(),
        (_, Some(stem)) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ => format!("{thing}s"),
    }
}

/// Names in a sentence, of many only the first: `alice`, `alice and bob`, `alice, bob and 3 others`.
pub fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [name] => (*name).to_owned(),
        [first, second] => format!("{first} and {second}"),
        [first, second, third] => format!("{first}, {second} and {third}"),
        [first, second, others @ ..] => format!("{first}, {second} and {} others", others.len()),
    }
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
        assert_eq!(ago(before(-60), now), "just now");
        assert_eq!(age(before(100), now), "today");
        assert_eq!(age(before(100 * 86_400), now), "100 days");
        assert_eq!(date(now), "23 November 2026, 21:14 UTC");
        assert_eq!(day(now), "23 November 2026");
    }

    #[test]
    fn things_are_counted() {
        assert_eq!(count(1, "user"), "1 user");
        assert_eq!(count(5000, "user"), "5,000 users");
        assert_eq!(count(0, "policy"), "0 policies");
        assert_eq!(count(2, "access key"), "2 access keys");
        assert_eq!(count(2, "day"), "2 days");
    }

    #[test]
    fn names_are_listed() {
        assert_eq!(listed(&["alice"]), "alice");
        assert_eq!(listed(&["alice", "bob"]), "alice and bob");
        assert_eq!(listed(&["alice", "bob", "carol"]), "alice, bob and carol");
        assert_eq!(listed(&["alice", "bob", "carol", "dan"]), "alice, bob and 2 others");
    }
}
