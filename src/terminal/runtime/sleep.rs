//! How long the program sleeps.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

/// At the most as long as this the program sleeps where it wants to be woken: a clock that was set meanwhile is noticed then.
const LONGEST_SLEEP: SignedDuration = SignedDuration::from_mins(1);

/// How long it is until then. A little more than that, so that it is not early.
pub(super) fn time_until(at: Timestamp, now: Timestamp) -> Duration {
    let left = at.duration_since(now).clamp(SignedDuration::ZERO, LONGEST_SLEEP);
    left.unsigned_abs() + Duration::from_millis(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sleep_is_as_long_as_it_is_until_then_and_never_without_end() {
        let now = Timestamp::from_second(1_790_000_000).unwrap();
        let after = |seconds: i64| Timestamp::from_second(now.as_second() + seconds).unwrap();
        assert_eq!(time_until(after(30), now), Duration::from_millis(30_001));
        assert_eq!(time_until(after(-30), now), Duration::from_millis(1));
        assert_eq!(time_until(after(3600), now), Duration::from_millis(60_001), "the clock was set back by an hour");
    }
}
