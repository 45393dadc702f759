//! Records that several consoles have changed: what each of them has done stays.

use std::collections::{BTreeMap, BTreeSet};

use super::passed::Passed;
use super::record::{LessonRecord, Progress, StepRecord};
use crate::training::check::{Attempt, Made};

impl Progress {
    /// Takes in what another file of the same learner has: a lesson that is in both stays as it was carried further.
    pub fn merge(&mut self, other: Self) {
        self.reviews.merge(other.reviews);
        self.offered |= other.offered;
        self.ids.extend(other.ids);
        for (id, mut theirs) in other.lessons {
            let ours = self.lessons.get(&id);
            // An exam that was passed on one machine is passed, whichever attempt is carried on.
            let passed = ours.map_or_else(|| theirs.passed.clone(), |ours| Passed::of_both(ours, &theirs));
            let is_further = |ours: &LessonRecord| {
                (theirs.finished.is_some(), theirs.done(), theirs.steps.len()) > (ours.finished.is_some(), ours.done(), ours.steps.len())
            };
            if ours.is_none_or(is_further) {
                theirs.passed = passed;
                self.lessons.insert(id, theirs);
            } else if let Some(ours) = self.lessons.get_mut(&id) {
                ours.passed = passed;
            }
        }
    }
}

impl LessonRecord {
    /// The record that is kept, with what has changed in one from `before`, which was kept then, to `now`. Of two attempts the one
    /// that was begun last stays, unless only one of them is new.
    #[must_use]
    pub(super) fn with_changes(self, before: Option<&Self>, now: Self) -> Self {
        let is_attempt = |other: &Self| (&other.account, other.begun) == (&self.account, self.begun);
        let passed = Passed::of_both(&self, &now);
        let stays = match before {
            _ if !is_attempt(&now) => {
                let is_own = before.is_some_and(is_attempt);
                if is_own || now.begun >= self.begun { now } else { self }
            }
            Some(before) if is_attempt(before) && self != *before => self.joined(before, now),
            _ => now,
        };
        Self { passed, ..stays }
    }

    /// The same attempt, as two consoles have changed it.
    fn joined(self, before: &Self, now: Self) -> Self {
        Self {
            finished: now.finished.or(self.finished),
            extended: self.extended.max(now.extended),
            // Who answers in two consoles is taken at the first word.
            given: if now.given.len() > self.given.len() { now.given.clone() } else { self.given },
            at: if now.at == before.at { self.at } else { now.at.clone() },
            steps: joined(self.steps, &before.steps, &now.steps, StepRecord::joined),
            attempt: self.attempt.joined(&before.attempt, &now.attempt),
            ..now
        }
    }
}

impl StepRecord {
    fn joined(self, before: Option<&Self>, now: &Self) -> Self {
        let nothing = Self::default();
        let before = before.unwrap_or(&nothing);
        let seconds = now.seconds.saturating_sub(before.seconds).saturating_add(self.seconds);
        if (Self { seconds: before.seconds, ..now.clone() }) == *before {
            return Self { seconds, ..self };
        }
        let first = |one: Option<_>, other: Option<_>| one.into_iter().chain(other).min();
        Self {
            outcome: if now.outcome == before.outcome { self.outcome } else { now.outcome.max(self.outcome) },
            held: first(self.held, now.held),
            since: self.since.into_iter().chain(now.since).min(),
            anew: self.anew.max(now.anew),
            began_with: if now.since < self.since || self.since.is_none() { now.began_with.clone() } else { self.began_with },
            hints: now.hints.saturating_sub(before.hints).saturating_add(self.hints),
            rung: self.rung.max(now.rung),
            nudges: self.nudges.union(&now.nudges).cloned().collect(),
            looked_up: joined_sets(self.looked_up, &before.looked_up, &now.looked_up),
            undone: now.undone,
            mistakes: now.mistakes.saturating_sub(before.mistakes).saturating_add(self.mistakes),
            seconds,
        }
    }
}

impl Attempt {
    fn joined(self, before: &Self, now: &Self) -> Self {
        Self {
            answers: joined(self.answers, &before.answers, &now.answers, |_, _, now| now.clone()),
            views: joined_sets(self.views, &before.views, &now.views),
            quizzes: joined(self.quizzes, &before.quizzes, &now.quizzes, |kept, _, now| kept.max(*now)),
            requests: {
                let is_new = |made: &&Made| !self.requests.contains(made) && !before.requests.contains(made);
                let new: Vec<Made> = now.requests.iter().filter(is_new).cloned().collect();
                let mut all = [self.requests, new].concat();
                all.sort_by_key(|made| made.at);
                all
            },
        }
    }
}

/// A map that is kept, with what has changed in another: what was left out goes, what is new comes, and what was changed is joined.
fn joined<V: Clone + PartialEq>(
    mut kept: BTreeMap<String, V>,
    before: &BTreeMap<String, V>,
    now: &BTreeMap<String, V>,
    join: impl Fn(V, Option<&V>, &V) -> V,
) -> BTreeMap<String, V> {
    kept.retain(|key, value| now.contains_key(key) || before.get(key) != Some(value));
    for (key, now) in now.iter().filter(|(key, now)| before.get(*key) != Some(now)) {
        let value = kept.remove(key).map_or_else(|| now.clone(), |kept| join(kept, before.get(key), now));
        kept.insert(key.clone(), value);
    }
    kept
}

fn joined_sets(mut kept: BTreeSet<String>, before: &BTreeSet<String>, now: &BTreeSet<String>) -> BTreeSet<String> {
    kept.retain(|entry| now.contains(entry) || !before.contains(entry));
    kept.extend(now.difference(before).cloned());
    kept
}
