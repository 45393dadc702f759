//! How far the practice clock is moved forward, as it is typed: `90d`, and `clock +90d` as a line.

/// Seconds of a minute, an hour, a day and a week.
const UNITS: [(char, u32); 4] = [('m', 60), ('h', 3_600), ('d', 86_400), ('w', 604_800)];
const USAGE: &str = "The practice clock goes forward only: clock +90d, +2w, +12h or +30m. u takes it back.";

/// How many seconds a line moves the clock forward; `None` where the line is about something else.
pub fn read(line: &str) -> Option<Result<u32, String>> {
    let by = line.strip_prefix("clock").filter(|by| by.is_empty() || by.starts_with(char::is_whitespace))?.trim();
    Some(seconds(by).ok_or_else(|| USAGE.to_owned()))
}

/// The seconds of a time such as `90d`, `+2w`, `12h` or `30m`; `None` for what is none.
pub fn seconds(by: &str) -> Option<u32> {
    let by = by.strip_prefix('+').unwrap_or(by);
    let (unit, seconds) = UNITS.into_iter().find(|(unit, _)| by.ends_with(*unit))?;
    let number: u32 = by.strip_suffix(unit)?.trim().parse().ok()?;
    number.checked_mul(seconds).filter(|seconds| *seconds > 0)
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
        for wrong in ["clock", "clock +", "clock -1d", "clock 0d", "clock 99999999999d", "clock +1y", "clock é"] {
            assert_eq!(read(wrong), Some(Err(())), "{wrong}");
        }
        assert_eq!(read("clockwork"), None);
    }
}
