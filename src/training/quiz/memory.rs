//! How well something is remembered, by FSRS-6: what an answer does to it, and how it fades.

use fsrs::{FSRS, FSRS6_DEFAULT_DECAY, MemoryState, current_retrievability};
use jiff::SignedDuration;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

/// The chance to remember at which an item is asked again.
pub const RETENTION: f32 = 0.9;
/// Who is sure and answers within this time has it at hand.
const FAST: SignedDuration = SignedDuration::from_secs(20);
/// Memory lasts no longer than this, in days: about a century, which no review waits for.
pub(super) const LONGEST: f32 = 36_500.0;

/// How well an item was known.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Grade {
    /// The answer was wrong.
    Again,
    /// It was right after a hint.
    Hard,
    /// It was right.
    Good,
    /// It was right, at once, and whoever gave it was sure.
    Easy,
}

impl Grade {
    /// The grade of an answer. `took` is how long it took: being slow only keeps an answer from being easy.
    pub fn of(is_right: bool, hinted: bool, sure: bool, took: SignedDuration) -> Self {
        match (is_right, hinted) {
            (false, _) => Self::Again,
            (true, true) => Self::Hard,
            (true, false) if sure && took <= FAST => Self::Easy,
            (true, false) => Self::Good,
        }
    }

    /// Whether the answer was right.
    pub const fn is_right(self) -> bool {
        !matches!(self, Self::Again)
    }
}

/// FSRS's two numbers.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub(super) struct Memory {
    /// After so many days it is remembered with nine chances in ten.
    #[serde(deserialize_with = "finite")]
    stability: f32,
    /// From 1 to 10.
    #[serde(deserialize_with = "finite")]
    difficulty: f32,
}

/// A number that can be written again: JSON has larger ones than can be kept here, and no word for what those become.
fn finite<'d, D: Deserializer<'d>>(from: D) -> Result<f32, D::Error> {
    let number = f32::deserialize(from)?;
    if number.is_finite() { Ok(number) } else { Err(D::Error::custom("a number of an item's memory is too large")) }
}

/// Neither number is ever NaN: JSON has none, and what FSRS gives is brought between its bounds.
impl Eq for Memory {}

impl Memory {
    /// What an answer so many days after the last one makes of a memory, and after how many days it is to be asked again.
    pub(super) fn after(before: Option<Self>, elapsed: u32, grade: Grade) -> (Self, f32) {
        let states = FSRS::default().next_states(before.and_then(Self::state), RETENTION, elapsed);
        let Ok(states) = states else {
            // Not for numbers in their bounds; then it begins anew.
            return (Self { stability: 1.0, difficulty: 5.0 }, 1.0);
        };
        let state = match grade {
            Grade::Again => states.again,
            Grade::Hard => states.hard,
            Grade::Good => states.good,
            Grade::Easy => states.easy,
        };
        let MemoryState { stability, difficulty } = state.memory;
        let memory = Self { stability: sound(stability, 0.001, LONGEST), difficulty: sound(difficulty, 1.0, 10.0) };
        (memory, state.interval.clamp(0.0, LONGEST))
    }

    /// The chance that it is remembered so many days after the last answer, from 0 to 1; `None` where the numbers are damaged.
    pub(super) fn recall(self, days: f32) -> Option<f32> {
        Some(current_retrievability(self.state()?, days, FSRS6_DEFAULT_DECAY))
    }

    /// The numbers as FSRS takes them; what no answer could have led to, as in a damaged file, is nothing.
    fn state(self) -> Option<MemoryState> {
        let Self { stability, difficulty } = self;
        let is_sound = (0.001..=LONGEST).contains(&stability) && (1.0..=10.0).contains(&difficulty);
        is_sound.then_some(MemoryState { stability, difficulty })
    }
}

/// A number between its bounds; NaN becomes the lower one.
fn sound(number: f32, least: f32, most: f32) -> f32 {
    number.max(least).min(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_could_not_be_written_again_is_not_read() {
        let read = |stability: &str| serde_json::from_str::<Memory>(&format!("{{\"stability\":{stability},\"difficulty\":5.0}}"));
        let memory = read("3.5").unwrap();
        assert_eq!(serde_json::from_str::<Memory>(&serde_json::to_string(&memory).unwrap()).unwrap(), memory);
        assert!(read("1e300").unwrap_err().to_string().contains("too large"));
    }

    #[test]
    fn grades() {
        let (fast, slow) = (SignedDuration::from_secs(5), SignedDuration::from_mins(5));
        assert_eq!(Grade::of(false, false, true, fast), Grade::Again);
        assert_eq!(Grade::of(true, true, true, fast), Grade::Hard);
        assert_eq!(Grade::of(true, false, false, fast), Grade::Good);
        assert_eq!(Grade::of(true, false, true, slow), Grade::Good);
        assert_eq!(Grade::of(true, false, true, fast), Grade::Easy);
    }
}
