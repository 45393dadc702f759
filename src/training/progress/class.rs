//! What a class has done, from the files that its learners handed in: who is stuck where, and which mistakes were made.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::record::{Outcome, Progress};

/// A class's work.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ClassReport {
    /// The learners, by name.
    pub learners: Vec<LearnerLine>,
    /// The steps that anybody has come to, by lesson and step.
    pub steps: Vec<StepLine>,
    /// The mistakes that nudges answered, the most frequent first.
    pub nudges: Vec<NudgeLine>,
}

/// A learner of the class.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct LearnerLine {
    /// The name.
    pub learner: String,
    /// The lessons that are finished.
    pub finished: usize,
    /// The lessons that are begun and not finished, with the step that the learner is at.
    pub at: Vec<(String, String)>,
    /// How many steps were solved.
    pub solved: usize,
    /// How many were done with help.
    pub assisted: usize,
    /// How many were skipped.
    pub skipped: usize,
    /// How many hints were asked for.
    pub hints: u32,
}

/// A step of a lesson.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize)]
pub struct StepLine {
    /// The lesson.
    pub lesson: String,
    /// The step.
    pub step: String,
    /// How many have solved it.
    pub solved: usize,
    /// How many have done it with help.
    pub assisted: usize,
    /// How many have skipped it.
    pub skipped: usize,
    /// Who is at it now and has not done it.
    pub stuck: Vec<String>,
    /// How many hints were asked for.
    pub hints: u32,
}

/// A mistake that a nudge answered.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct NudgeLine {
    /// The lesson.
    pub lesson: String,
    /// The step.
    pub step: String,
    /// The nudge, by its id.
    pub nudge: String,
    /// Who made it.
    pub learners: Vec<String>,
}

impl ClassReport {
    /// What a class has done. Of a learner who handed in several files, the lessons are taken as they were carried furthest.
    pub fn of(files: impl IntoIterator<Item = Progress>) -> Self {
        let mut class: BTreeMap<String, Progress> = BTreeMap::new();
        for file in files {
            match class.get_mut(&file.learner) {
                Some(known) => known.merge(file),
                None => {
                    class.insert(file.learner.clone(), file);
                }
            }
        }
        let learners = class.values().map(learner_line).collect();
        Self { learners, steps: step_lines(&class), nudges: nudge_lines(&class) }
    }
}

fn learner_line(progress: &Progress) -> LearnerLine {
    let lessons = progress.lessons.values();
    let count = |outcome| lessons.clone().map(|lesson| lesson.count(outcome)).sum();
    LearnerLine {
        learner: progress.learner.clone(),
        finished: lessons.clone().filter(|lesson| lesson.finished.is_some()).count(),
        at: progress
            .lessons
            .iter()
            .filter(|(_, lesson)| lesson.finished.is_none())
            .map(|(id, lesson)| (id.clone(), lesson.at.clone()))
            .collect(),
        solved: count(Outcome::Solved),
        assisted: count(Outcome::Assisted),
        skipped: count(Outcome::Skipped),
        hints: lessons.clone().flat_map(|lesson| lesson.steps.values()).map(|step| step.hints).fold(0, u32::saturating_add),
    }
}

fn step_lines(class: &BTreeMap<String, Progress>) -> Vec<StepLine> {
    let mut lines: BTreeMap<(String, String), StepLine> = BTreeMap::new();
    for (learner, progress) in class {
        for (lesson, record) in &progress.lessons {
            for (id, step) in &record.steps {
                let line = lines.entry((lesson.clone(), id.clone())).or_insert_with(|| StepLine {
                    lesson: lesson.clone(),
                    step: id.clone(),
                    ..StepLine::default()
                });
                line.hints = line.hints.saturating_add(step.hints);
                match step.outcome {
                    Some(Outcome::Solved) => line.solved += 1,
                    Some(Outcome::Assisted) => line.assisted += 1,
                    Some(Outcome::Skipped) => line.skipped += 1,
                    None if record.at == *id => line.stuck.push(learner.clone()),
                    None => {}
                }
            }
        }
    }
    lines.into_values().collect()
}

fn nudge_lines(class: &BTreeMap<String, Progress>) -> Vec<NudgeLine> {
    let mut made: BTreeMap<(&str, &str, &str), BTreeSet<&str>> = BTreeMap::new();
    for (learner, progress) in class {
        for (lesson, record) in &progress.lessons {
            for (id, step) in &record.steps {
                for nudge in &step.nudges {
                    made.entry((lesson, id, nudge)).or_default().insert(learner);
                }
            }
        }
    }
    let mut lines: Vec<NudgeLine> = made
        .into_iter()
        .map(|((lesson, step, nudge), learners)| NudgeLine {
            lesson: lesson.into(),
            step: step.into(),
            nudge: nudge.into(),
            learners: learners.into_iter().map(str::to_owned).collect(),
        })
        .collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.learners.len()));
    lines
}
