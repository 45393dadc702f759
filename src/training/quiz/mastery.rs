//! How well a learner knows what is so about each misconception.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::bank::Bank;
use super::bank::misconception::Misconception;
use super::memory::RETENTION;
use super::reviews::{Review, Reviews};

/// How a learner stands with a misconception.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Standing {
    /// Which.
    pub misconception: Misconception,
    /// How many items are about it.
    pub items: usize,
    /// How many of them were answered.
    pub answered: usize,
    /// How many of them are due.
    pub due: usize,
    /// The chance that an answered one is known now, from 0 to 1, on average: one whose last answer was wrong is not known, however
    /// well that is remembered. `None` where none was answered.
    pub recall: Option<f32>,
    /// Whether the last answer to each that was answered was right.
    pub all_right: bool,
    /// Whether two different questions that the engine decides were answered rightly, on different days.
    pub computed: bool,
    /// Whether a step of a lesson about it was done unassisted.
    pub applied: bool,
}

/// The mean; `None` of nothing.
fn mean(numbers: &[f32]) -> Option<f32> {
    let count: f32 = numbers.iter().map(|_| 1.0).sum();
    (count > 0.0).then(|| numbers.iter().sum::<f32>() / count)
}

/// The day of a time, in UTC.
fn day(at: Timestamp) -> i64 {
    at.as_second().div_euclid(86_400)
}

/// A standing in a word.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Strength {
    /// Something was answered wrongly, or is about to be forgotten.
    Weak,
    /// Nothing was answered yet.
    New,
    /// All right so far, and not shown often or long enough.
    Growing,
    /// Remembered, seen through in different questions on different days, and done.
    Mastered,
}

impl Strength {
    /// In a word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Weak => "weak",
            Self::New => "new",
            Self::Growing => "growing",
            Self::Mastered => "mastered",
        }
    }
}

impl Standing {
    /// How a learner stands with each misconception. `applied` are those of which a step was done unassisted.
    pub fn of_all(bank: &Bank, reviews: &Reviews, applied: &BTreeSet<Misconception>, now: Timestamp) -> Vec<Self> {
        Misconception::all().map(|misconception| Self::of(misconception, bank, reviews, applied.contains(&misconception), now)).collect()
    }

    fn of(misconception: Misconception, bank: &Bank, reviews: &Reviews, applied: bool, now: Timestamp) -> Self {
        let items: Vec<_> = bank.about(misconception).collect();
        let known: Vec<_> = items.iter().filter_map(|item| reviews.of(&item.id).map(|review| (*item, review))).collect();
        let is_right = |review: &Review| review.last().is_some_and(|last| last.grade.is_right());
        let recall = |review: &Review| review.recall(now).map(|recall| if is_right(review) { recall } else { 0.0 });
        let recalls: Vec<f32> = known.iter().filter_map(|(_, review)| recall(review)).collect();
        let computed = known.iter().filter(|(item, _)| item.kind.is_decided_by_engine());
        let shown = computed.flat_map(|(item, review)| {
            let right = review.answers().iter().filter(|answer| answer.grade.is_right());
            right.map(|answer| (item.id.as_str(), answer.variant, day(answer.at)))
        });
        let shown: Vec<_> = shown.collect();
        let differ = |one: &(&str, usize, _), other: &(&str, usize, _)| (one.0, one.1) != (other.0, other.1) && one.2 != other.2;
        Self {
            misconception,
            items: items.len(),
            answered: recalls.len(),
            due: known.iter().filter(|(_, review)| review.due() <= now).count(),
            recall: mean(&recalls),
            all_right: known.iter().filter_map(|(_, review)| review.last()).all(|last| last.grade.is_right()),
            computed: shown.iter().any(|one| shown.iter().any(|other| differ(one, other))),
            applied,
        }
    }

    /// Whether it is remembered well enough.
    fn is_remembered(&self) -> bool {
        self.recall.is_some_and(|recall| recall >= RETENTION)
    }

    /// In a word.
    pub fn strength(&self) -> Strength {
        match self.recall {
            None => Strength::New,
            Some(_) if !self.all_right || !self.is_remembered() => Strength::Weak,
            Some(_) if self.computed && self.applied => Strength::Mastered,
            Some(_) => Strength::Growing,
        }
    }

    /// What is missing until it is mastered, a clause each.
    pub fn missing(&self) -> Vec<&'static str> {
        let mut missing = Vec::new();
        if self.recall.is_none() {
            missing.push("answer a question about it");
        } else if !self.all_right {
            missing.push("answer rightly what was wrong");
        } else if !self.is_remembered() {
            missing.push("answer again what is due");
        }
        if !self.computed {
            missing.push("answer two different questions that the policy engine decides, on different days");
        }
        if !self.applied {
            missing.push("do a step of a walkthrough about it without help");
        }
        missing
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::super::memory::Grade;
    use super::super::reviews::Answered;
    use super::*;

    #[test]
    fn mastered_is_what_is_remembered_seen_through_on_two_days_and_done() {
        let bank = Bank::shipped().unwrap();
        let m01 = Misconception::named("M01").unwrap();
        let computed = bank.about(m01).find(|item| item.variants() > 1).unwrap().id.clone();
        let plain = bank.about(m01).find(|item| !item.kind.is_decided_by_engine()).unwrap().id.clone();
        let start: Timestamp = "2026-11-29T08:00:00Z".parse().unwrap();
        let day = SignedDuration::from_hours(24);
        let mut reviews = Reviews::default();
        let mut applied = BTreeSet::new();
        let standing = |reviews: &Reviews, applied: &BTreeSet<_>, now| Standing::of_all(&bank, reviews, applied, now)[0];
        assert_eq!(standing(&reviews, &applied, start).strength(), Strength::New);
        let answer = |reviews: &mut Reviews, item: &str, at, grade, variant| {
            reviews.answered(item, Answered { at, grade, variant });
        };
        answer(&mut reviews, &plain, start, Grade::Again, 0);
        assert_eq!(standing(&reviews, &applied, start).strength(), Strength::Weak);
        assert_eq!(standing(&reviews, &applied, start).recall, Some(0.0), "it was just told, and is not known by that");
        answer(&mut reviews, &plain, start, Grade::Good, 0);
        answer(&mut reviews, &computed, start, Grade::Good, 0);
        // The same day, and then the same variant, are not enough.
        answer(&mut reviews, &computed, start, Grade::Good, 1);
        answer(&mut reviews, &computed, start, Grade::Good, 0);
        assert!(!standing(&reviews, &applied, start).computed);
        answer(&mut reviews, &computed, start + day, Grade::Good, 0);
        answer(&mut reviews, &plain, start + day, Grade::Good, 0);
        let now = start + day;
        assert!(standing(&reviews, &applied, now).computed, "variant 1 on the first day, variant 0 on the second");
        assert_eq!(standing(&reviews, &applied, now).strength(), Strength::Growing);
        assert_eq!(standing(&reviews, &applied, now).missing(), ["do a step of a walkthrough about it without help"]);
        applied.insert(m01);
        assert_eq!(standing(&reviews, &applied, now).strength(), Strength::Mastered);
        assert_eq!(standing(&reviews, &applied, start + day * 365).strength(), Strength::Weak, "it is forgotten");
    }
}
