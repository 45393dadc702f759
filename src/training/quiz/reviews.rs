//! What a learner remembers: when each item was answered, how well, and when it is to be asked again.
//!
//! The intervals are those of FSRS-6, at nine chances in ten to remember. They go by the real clock, whatever time it is in a
//! practice account.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::memory::{Grade, LONGEST, Memory};

/// So many answers to an item are kept; the oldest go first.
const MOST_KEPT: usize = 30;
const SECONDS_A_DAY: f32 = 86_400.0;

/// What a learner remembers, by the items' ids. Part of what is kept for each learner.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Reviews {
    items: BTreeMap<String, Review>,
}

/// What a learner remembers of an item.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Review {
    /// How well it is remembered; `None` where it was brought up and not answered yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    memory: Option<Memory>,
    /// When it is to be asked again.
    due: Timestamp,
    /// The answers, the oldest first.
    #[serde(default)]
    answers: Vec<Answered>,
}

/// An answer that was given.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Answered {
    /// When, by the real clock.
    pub at: Timestamp,
    /// How well.
    pub grade: Grade,
    /// Which variant was asked.
    #[serde(default)]
    pub variant: usize,
}

impl Reviews {
    /// Takes note of an answer.
    pub fn answered(&mut self, item: &str, answer: Answered) {
        let review = self.items.entry(item.to_owned()).or_insert(Review { memory: None, due: answer.at, answers: Vec::new() });
        // FSRS counts whole days.
        let elapsed = review.last().map_or(0, |last| answer.at.duration_since(last.at).as_hours() / 24);
        let (memory, days) = Memory::after(review.memory, u32::try_from(elapsed).unwrap_or(0), answer.grade);
        review.memory = Some(memory);
        let seconds = (days * SECONDS_A_DAY) as i64;
        review.due = answer.at.checked_add(SignedDuration::from_secs(seconds)).unwrap_or(Timestamp::MAX);
        review.answers.push(answer);
        let surplus = review.answers.len().saturating_sub(MOST_KEPT);
        review.answers.drain(..surplus);
    }

    /// Brings items up: they are due from now on, whether they were answered before or not.
    pub fn bring_up<'i>(&mut self, items: impl IntoIterator<Item = &'i str>, now: Timestamp) {
        for item in items {
            let review = self.items.entry(item.to_owned()).or_insert(Review { memory: None, due: now, answers: Vec::new() });
            review.due = review.due.min(now);
        }
    }

    /// What is remembered of an item; `None` where it was never asked nor brought up.
    pub fn of(&self, item: &str) -> Option<&Review> {
        self.items.get(item)
    }

    /// All items that were asked or brought up, by id.
    pub fn all(&self) -> impl Iterator<Item = (&str, &Review)> {
        self.items.iter().map(|(item, review)| (item.as_str(), review))
    }

    /// The items that are due, those that have waited longest first.
    pub fn due(&self, now: Timestamp) -> Vec<&str> {
        let mut due: Vec<(&Timestamp, &str)> =
            self.items.iter().filter(|(_, review)| review.due <= now).map(|(item, review)| (&review.due, item.as_str())).collect();
        due.sort();
        due.into_iter().map(|(_, item)| item).collect()
    }

    /// Takes in what was learned elsewhere: of each item, what was answered last counts.
    pub fn merge(&mut self, other: Self) {
        for (item, theirs) in other.items {
            match self.items.get_mut(&item) {
                Some(ours) if ours.last().map(|last| last.at) >= theirs.last().map(|last| last.at) => {}
                _ => {
                    self.items.insert(item, theirs);
                }
            }
        }
    }
}

impl Review {
    /// When it is to be asked again.
    pub const fn due(&self) -> Timestamp {
        self.due
    }

    /// The answers that were given, the oldest first.
    pub fn answers(&self) -> &[Answered] {
        &self.answers
    }

    /// The last answer.
    pub fn last(&self) -> Option<&Answered> {
        self.answers.last()
    }

    /// The chance that it is remembered now, from 0 to 1; `None` where it was not answered yet.
    pub fn recall(&self, now: Timestamp) -> Option<f32> {
        self.memory?.recall(days(self.last()?.at, now))
    }
}

/// Days between two times, not fewer than none: a clock may have been put back.
fn days(from: Timestamp, to: Timestamp) -> f32 {
    (to.duration_since(from).as_secs_f32() / SECONDS_A_DAY).clamp(0.0, LONGEST)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::memory::RETENTION;
    use super::*;

    const DAY: SignedDuration = SignedDuration::from_hours(24);

    fn start() -> Timestamp {
        "2026-11-29T08:00:00Z".parse().unwrap()
    }

    fn answer(at: Timestamp, grade: Grade) -> Answered {
        Answered { at, grade, variant: 0 }
    }

    #[test]
    fn what_is_known_comes_back_later_and_later_and_what_is_not_soon() {
        let mut reviews = Reviews::default();
        let mut at = start();
        let mut last = SignedDuration::ZERO;
        for _ in 0..5 {
            reviews.answered("a", answer(at, Grade::Good));
            let review = reviews.of("a").unwrap();
            let interval = review.due().duration_since(at);
            assert!(interval > last, "{interval}");
            assert!((review.recall(review.due()).unwrap() - RETENTION).abs() < 0.03, "{:?}", review.recall(review.due()));
            (last, at) = (interval, review.due());
        }
        assert!(last > DAY * 30);
        reviews.answered("a", answer(at, Grade::Again));
        assert!(reviews.of("a").unwrap().due().duration_since(at) < DAY * 30);
        let interval = |grade| {
            let mut reviews = Reviews::default();
            reviews.answered("b", answer(start(), grade));
            reviews.of("b").unwrap().due()
        };
        let all = [Grade::Again, Grade::Hard, Grade::Good, Grade::Easy].map(interval);
        assert!(all.is_sorted() && all[0] < start() + DAY && all[3] > start() + DAY * 7, "{all:?}");
    }

    #[test]
    fn what_is_brought_up_is_due_and_those_first_that_waited_longest() {
        let mut reviews = Reviews::default();
        reviews.answered("known", answer(start(), Grade::Easy));
        reviews.bring_up(["new"], start() + DAY);
        assert_eq!(reviews.due(start() + DAY), ["new"]);
        reviews.bring_up(["known", "new"], start() + DAY * 2);
        assert_eq!(reviews.due(start() + DAY * 2), ["new", "known"]);
        assert_eq!(reviews.of("new").unwrap().recall(start()), None);
    }

    #[test]
    fn written_and_read_they_are_the_same_and_damaged_numbers_are_forgotten() {
        let mut reviews = Reviews::default();
        reviews.answered("a", answer(start(), Grade::Good));
        reviews.bring_up(["b"], start());
        let written = serde_json::to_string(&reviews).unwrap();
        assert_eq!(serde_json::from_str::<Reviews>(&written).unwrap(), reviews);
        let damaged = written.replace("\"stability\":2", "\"stability\":-2");
        let mut damaged: Reviews = serde_json::from_str(&damaged).unwrap();
        assert_eq!(damaged.of("a").unwrap().recall(start()), None);
        damaged.answered("a", answer(start() + DAY, Grade::Good));
        assert!(damaged.of("a").unwrap().due() > start() + DAY);
    }

    #[test]
    fn merged_the_later_answer_counts() {
        let (mut here, mut there) = (Reviews::default(), Reviews::default());
        here.answered("a", answer(start(), Grade::Good));
        there.answered("a", answer(start() + DAY, Grade::Again));
        there.answered("b", answer(start(), Grade::Good));
        here.merge(there.clone());
        assert_eq!(here, there);
        let mut old = Reviews::default();
        old.answered("a", answer(start() - DAY, Grade::Easy));
        here.merge(old);
        assert_eq!(here, there);
    }

    proptest! {
        #[test]
        fn any_answers_at_any_times_leave_sound_numbers(answers in prop::collection::vec((0_i64..4_000_000_000, 0_usize..4), 1..60)) {
            let mut reviews = Reviews::default();
            for (seconds, grade) in answers {
                let grade = [Grade::Again, Grade::Hard, Grade::Good, Grade::Easy][grade];
                let at = Timestamp::from_second(seconds).unwrap();
                reviews.answered("a", answer(at, grade));
                let review = reviews.of("a").unwrap();
                prop_assert!(review.due() >= at);
                let recall = review.recall(at).unwrap();
                prop_assert!((0.0..=1.0).contains(&recall), "{recall}");
            }
        }
    }
}
