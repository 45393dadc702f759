//! Dates of conditions, compared as instants.

/// An instant: what a date of ISO 8601 or a number of seconds since 1970 stands for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Instant {
    /// Since 1970, UTC.
    seconds: i64,
    /// Billionths of a billionth of a second.
    fraction: u64,
}

/// Takes exactly `count` digits from the front.
fn digits<'a>(text: &mut &'a str, count: usize) -> Option<i64> {
    let (head, rest): (&'a str, &'a str) = text.split_at_checked(count)?;
    if !head.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    *text = rest;
    head.parse().ok()
}

fn skip(text: &mut &str, sign: &[char]) -> Option<()> {
    *text = text.strip_prefix(sign)?;
    Some(())
}

impl Instant {
    /// Reads a year, a month, a day, or a day with a time, as the W3C's profile of ISO 8601 has them; or seconds since 1970,
    /// where four digits are a year. Where no offset is given, the time is UTC. `None` where the text is no date.
    pub fn read(text: &str) -> Option<Self> {
        Self::of_calendar(text).or_else(|| Self::of_epoch(text))
    }

    /// Whole seconds since 1970, UTC.
    pub const fn seconds(self) -> i64 {
        self.seconds
    }

    fn of_epoch(text: &str) -> Option<Self> {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (whole, mut rest) = unsigned.split_at(unsigned.find('.').unwrap_or(unsigned.len()));
        if whole.is_empty() || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let fraction = if rest.is_empty() { 0 } else { fraction(&mut rest)? };
        let seconds: i64 = whole.parse().ok()?;
        if !rest.is_empty() {
            return None;
        }
        match (text.starts_with('-'), fraction) {
            (false, _) => Some(Self { seconds, fraction }),
            (true, 0) => Some(Self { seconds: -seconds, fraction }),
            (true, _) => Some(Self { seconds: -seconds - 1, fraction: 1_000_000_000_000_000_000 - fraction }),
        }
    }

    fn of_calendar(text: &str) -> Option<Self> {
        let rest = &mut &*text;
        let year = digits(rest, 4)?;
        let mut month = 1;
        let mut day = 1;
        let mut instant = Self { seconds: 0, fraction: 0 };
        if !rest.is_empty() {
            skip(rest, &['-'])?;
            month = digits(rest, 2)?;
        }
        if !rest.is_empty() {
            skip(rest, &['-'])?;
            day = digits(rest, 2)?;
        }
        if !rest.is_empty() {
            skip(rest, &['T', 't'])?;
            instant = time(rest)?;
        }
        let valid = rest.is_empty() && (1..=12).contains(&month) && (1..=days_of(year, month)).contains(&day);
        instant.seconds += days_since_1970(year, month, day) * 86_400;
        valid.then_some(instant)
    }
}

/// A time with its offset, as an instant of the first day of 1970.
fn time(rest: &mut &str) -> Option<Instant> {
    let hour = digits(rest, 2)?;
    skip(rest, &[':'])?;
    let minute = digits(rest, 2)?;
    let mut second = 0;
    let mut part = 0;
    if rest.starts_with(':') {
        skip(rest, &[':'])?;
        second = digits(rest, 2)?;
        if rest.starts_with(['.', ',']) {
            part = fraction(rest)?;
        }
    }
    let offset = offset(rest)?;
    // A minute may have a leap second.
    (hour < 24 && minute < 60 && second <= 60).then_some(Instant { seconds: hour * 3_600 + minute * 60 + second - offset, fraction: part })
}

/// A point or comma and digits. More than eighteen change nothing.
fn fraction(rest: &mut &str) -> Option<u64> {
    skip(rest, &['.', ','])?;
    let length = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (found, behind) = rest.split_at_checked(length)?;
    if found.is_empty() {
        return None;
    }
    *rest = behind;
    Some(found.bytes().chain(std::iter::repeat(b'0')).take(18).fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0')))
}

/// `Z`, `+01:00`, `+0100`, `+01` or nothing, in seconds east.
fn offset(rest: &mut &str) -> Option<i64> {
    if rest.is_empty() || *rest == "Z" || *rest == "z" {
        *rest = "";
        return Some(0);
    }
    let sign = if rest.starts_with('-') { -1 } else { 1 };
    skip(rest, &['+', '-'])?;
    let hours = digits(rest, 2)?;
    let minutes = if rest.is_empty() {
        0
    } else {
        *rest = rest.strip_prefix(':').unwrap_or(rest);
        digits(rest, 2)?
    };
    (hours < 24 && minutes < 60).then_some(sign * (hours * 3_600 + minutes * 60))
}

const fn days_of(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days of the Gregorian calendar, its years taken to begin in March so that the leap day comes last.
const fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p32_dates_compare_as_instants() {
        for (one, other) in [
            ("2026-01-01T00:00:00Z", "1767225600"),
            ("2026-01-01T00:00:00Z", "2026-01-01T01:00:00+01:00"),
            ("2026-01-01T00:00:00Z", "2025-12-31T19:00:00-0500"),
            ("2026-01-01T00:00Z", "2026"),
            ("2026-01", "2026-01-01"),
            ("2026-01-01T00:00:00", "2026-01-01"),
            ("1970-01-01T00:00:00.5Z", "1970-01-01T00:00:00.500Z"),
            ("0000-03-01", "-62162035200"),
            ("1969-12-31T23:59:59.25Z", "-0.75"),
            ("2024-02-29", "1709164800"),
        ] {
            assert_eq!(Instant::read(one).unwrap(), Instant::read(other).unwrap(), "{one} {other}");
        }
        for (earlier, later) in [
            ("2026-01-01T00:00:00Z", "2026-01-01T00:00:00-01:00"),
            ("2025-12-31", "2026"),
            ("1767225599", "2026-01-01"),
            ("2026-01-01T00:00:00.1Z", "2026-01-01T00:00:00.11Z"),
        ] {
            assert!(Instant::read(earlier).unwrap() < Instant::read(later).unwrap(), "{earlier} {later}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "x",
            "2026-13",
            "2026-02-30",
            "2025-02-29",
            "2026-1-1",
            "2026-01-01T",
            "2026-01-01T24:00Z",
            "2026-01-01T00:00:00+1",
            "2026-01-01T00:00:00.Z",
            "2026-01-01 00:00:00Z",
            "99999999999999999999",
            "1.2.3",
            "1767225600x",
            "é026",
            "2026-01-01Z",
        ] {
            assert_eq!(Instant::read(text), None, "{text}");
        }
    }
}
