//! What is kept of a learner: per lesson, and in it per step.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::passed::Passed;
use crate::store::Revision;
use crate::training::check::{Attempt, is_false};
use crate::training::lesson::{Lesson, Origin};
use crate::training::quiz::{Answered, Given, Reviews, failed_since, shipped_bank};

/// All that is kept of a learner.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Progress {
    /// The learner's name.
    pub learner: String,
    /// The lessons that were begun, by their ids.
    pub lessons: BTreeMap<String, LessonRecord>,
    /// What of the quiz is remembered.
    pub reviews: Reviews,
    /// What tells it from the progress of another learner of the same name: one is drawn when it is kept first, and those of what
    /// was taken in from other machines come along.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub ids: BTreeSet<String>,
    /// Whether the tour and the first lesson were offered: that is done once.
    #[serde(skip_serializing_if = "is_false")]
    pub offered: bool,
}

/// Between a lesson's id and its folder, where two lessons have one id. No id has it.
const BEHIND_ID: char = '~';

/// The id of a lesson by what it is kept under.
pub(super) fn id_of(key: &str) -> &str {
    key.split(BEHIND_ID).next().unwrap_or(key)
}

/// How far a learner has come in a lesson.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LessonRecord {
    /// When it was begun, in real time; a reset of the lesson begins it anew.
    pub begun: Timestamp,
    /// When its last step was done, in real time; it stays when the lesson is gone through again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished: Option<Timestamp>,
    /// The best attempt at an exam that was passed before this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passed: Option<Passed>,
    /// The name of its account among the lessons' accounts.
    pub account: String,
    /// What its names, ids and secrets are drawn from.
    pub seed: u64,
    /// What its account was made of, as [`Lesson::beginning`] has it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub beginning: String,
    /// Where the lesson is from, if the program did not bring it along.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    /// Whether it is an exam, which is taken unaided.
    #[serde(default, skip_serializing_if = "is_false")]
    pub exam: bool,
    /// By how many minutes the time of an exam was extended.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub extended: u32,
    /// What was answered so far to the questions that an exam asks once, in the order in which it asks them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub given: Vec<Given>,
    /// The step that the learner is at, by its id.
    #[serde(default)]
    pub at: String,
    /// What is known of its steps, by their ids.
    #[serde(default)]
    pub steps: BTreeMap<String, StepRecord>,
    /// What the learner did that leaves no trace in the account: answers, screens that were looked at.
    #[serde(default)]
    pub attempt: Attempt,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
const fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// How a learner did at a step.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct StepRecord {
    /// What came of it; nothing yet, if nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// When its check held for the first time, in real time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held: Option<Timestamp>,
    /// The revision of the lesson's account that it was begun at: a reset of the step goes back to there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Revision>,
    /// The revision of the account at which it was reset last: what was done in it before counts for it no more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub anew: Option<Revision>,
    /// What was there then and must not be for it, in the words of what is wanted: that is no mistake, but what is to be done.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub began_with: BTreeSet<String>,
    /// How many hints were asked for.
    pub hints: u32,
    /// The highest rung of the ladder that was reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rung: Option<HintRung>,
    /// The nudges that were shown: which mistakes were made.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub nudges: BTreeSet<String>,
    /// The questions whose answer was looked up while at it, by their ids: what was seen is no prediction any more.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub looked_up: BTreeSet<String>,
    /// Whether it was done and is not so any more. In an exam: when its time ended.
    #[serde(skip_serializing_if = "is_false")]
    pub undone: bool,
    /// How many mistakes were made at it: questions whose first answer was wrong, an exam that ended without it.
    #[serde(skip_serializing_if = "is_zero")]
    pub mistakes: u32,
    /// For how many seconds the learner was at it.
    pub seconds: u64,
}

/// What came of a step.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It was left out.
    Skipped,
    /// The coach did the last of it, or what was to be predicted had been seen.
    Assisted,
    /// The learner did it.
    Solved,
}

impl Outcome {
    /// In a word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Skipped => "skipped",
            Self::Assisted => "assisted",
            Self::Solved => "solved",
        }
    }
}

/// A rung of the hint ladder.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HintRung {
    /// Where it is done.
    Where,
    /// A nudge that answers the mistake made.
    Nudge,
    /// The keystrokes, and the command.
    Keys,
    /// The coach does it.
    Together,
}

impl HintRung {
    /// In a word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Where => "where",
            Self::Nudge => "nudge",
            Self::Keys => "keys",
            Self::Together => "together",
        }
    }

    /// What is asked for next; the last rung stays the last.
    pub const fn next(rung: Option<Self>) -> Self {
        match rung {
            None => Self::Where,
            Some(Self::Where) => Self::Nudge,
            Some(Self::Nudge) => Self::Keys,
            Some(Self::Keys | Self::Together) => Self::Together,
        }
    }
}

impl LessonRecord {
    /// A lesson that is begun now.
    pub fn begun(account: impl Into<String>, seed: u64, now: Timestamp) -> Self {
        Self {
            begun: now,
            finished: None,
            passed: None,
            account: account.into(),
            seed,
            beginning: String::new(),
            origin: None,
            exam: false,
            extended: 0,
            given: Vec::new(),
            at: String::new(),
            steps: BTreeMap::new(),
            attempt: Attempt::default(),
        }
    }

    /// The lesson begun once more, on the same account or another. That it was finished before stays known.
    #[must_use]
    pub fn anew(&self, account: impl Into<String>, seed: u64, now: Timestamp) -> Self {
        Self { finished: self.finished, ..Self::begun(account, seed, now) }
    }

    /// The record as one of this lesson as it is now. What is known of steps that it has no more is forgotten.
    #[must_use]
    pub fn of(self, lesson: &Lesson) -> Self {
        let mut record = Self { beginning: lesson.beginning(), origin: lesson.origin.clone(), exam: lesson.exam, ..self };
        record.steps.retain(|id, _| lesson.parts().any(|part| part == id));
        record
    }

    /// Whether the lesson makes its account of the same as when it was begun; of one that was begun long ago nobody knows.
    pub fn begins_as(&self, lesson: &Lesson) -> bool {
        self.beginning.is_empty() || self.beginning == lesson.beginning()
    }

    /// What is known of a step.
    pub fn step(&self, id: &str) -> Option<&StepRecord> {
        self.steps.get(id)
    }

    /// What came of a step.
    pub fn outcome(&self, id: &str) -> Option<Outcome> {
        self.step(id)?.outcome
    }

    /// How many steps have come to this. What was done and is not so any more does not count.
    pub fn count(&self, outcome: Outcome) -> usize {
        self.steps.values().filter(|step| step.outcome == Some(outcome) && !step.undone).count()
    }

    /// Whether a step was done, and was so when it was last seen.
    pub fn is_done(&self, id: &str) -> bool {
        self.step(id).is_some_and(|step| matches!(step.outcome, Some(Outcome::Solved | Outcome::Assisted)) && !step.undone)
    }

    /// How many steps were done, by the learner or with help.
    pub fn done(&self) -> usize {
        self.count(Outcome::Solved) + self.count(Outcome::Assisted)
    }

    /// For how many seconds the learner was at it.
    pub fn seconds(&self) -> u64 {
        self.steps.values().map(|step| step.seconds).fold(0, u64::saturating_add)
    }
}

/// Something to keep.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Learned {
    /// How a lesson stands.
    Lesson {
        /// The lesson.
        lesson: Arc<Lesson>,
        /// The record as it was kept before, if it was.
        before: Option<Box<LessonRecord>>,
        /// The record.
        now: Box<LessonRecord>,
    },
    /// An answer to an item of the quiz, by its id.
    Answer(String, Answered),
    /// That the tour and the first lesson were offered, whatever was chosen.
    Offered,
}

impl Progress {
    /// The names of the accounts on which lessons of this id are gone through.
    pub fn accounts_of<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a str> {
        self.lessons.iter().filter(move |(key, _)| id_of(key) == id).map(|(_, record)| record.account.as_str())
    }

    /// Takes in what is to be kept.
    pub fn learn(&mut self, learned: Learned) {
        match learned {
            Learned::Lesson { lesson, before, now } => {
                let key = self.key(&lesson);
                let kept = self.lessons.remove(&key);
                // Due from then on; that it was then is long enough ago to be due.
                self.reviews.bring_up_for(shipped_bank(), &lesson, &failed_since(kept.as_ref(), &now), now.begun);
                let now = match kept {
                    Some(kept) => kept.with_changes(before.as_deref(), *now),
                    None => *now,
                };
                self.lessons.insert(key, now);
            }
            Learned::Answer(item, answered) => self.reviews.answered(&item, answered),
            Learned::Offered => self.offered = true,
        }
    }

    /// Takes down, in the lessons under way, how many questions of a quiz were answered rightly; the best counts. An exam asks its
    /// questions itself: elsewhere there are hints, and the right answers are told.
    pub fn quizzed(&mut self, quiz: &str, right: u32) {
        for record in self.lessons.values_mut().filter(|record| record.finished.is_none() && !record.exam) {
            let best = record.attempt.quizzes.entry(quiz.to_owned()).or_default();
            *best = right.max(*best);
        }
    }

    /// Nothing yet, of a learner.
    pub fn of(learner: impl Into<String>) -> Self {
        Self { learner: learner.into(), ..Self::default() }
    }

    /// How far the learner has come in a lesson that was begun.
    pub fn lesson(&self, lesson: &Lesson) -> Option<&LessonRecord> {
        self.lessons.get(&self.key(lesson))
    }

    /// What a lesson is kept under: its id; but where a lesson of another folder has taken that, its folder besides.
    fn key(&self, lesson: &Lesson) -> String {
        let kept = self.lessons.get(&lesson.id).and_then(|record| record.origin.as_ref());
        match (kept, &lesson.origin) {
            (Some(kept), Some(origin)) if !kept.is_same(origin) => format!("{}{BEHIND_ID}{}", lesson.id, origin.folder),
            _ => lesson.id.clone(),
        }
    }
}
