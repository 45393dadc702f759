//! What a class has done, from the files that its learners handed in: who is stuck where, and which mistakes were made.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::record::{LessonRecord, Outcome, Progress, StepRecord, id_of};
use crate::training::Shelf;
use crate::training::lesson::DEFAULT_HINT;
use crate::training::quiz::{Misconception, shipped_bank};

/// A class's work.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ClassReport {
    /// The learners, by name.
    pub learners: Vec<LearnerLine>,
    /// The steps that anybody has come to, by lesson and step.
    pub steps: Vec<StepLine>,
    /// The mistakes that nudges answered, the most frequent first.
    pub nudges: Vec<NudgeLine>,
    /// The questions of lessons that anybody answered wrongly at first, those of the most learners first.
    pub answers: Vec<AnswerLine>,
    /// The misconceptions that anybody stumbled over, those of the most learners first.
    pub misconceptions: Vec<MisconceptionLine>,
    /// Learners who handed in one and the same attempt at a lesson: one of them has it from the other.
    pub shared: Vec<SharedLine>,
}

/// One attempt at a lesson that several learners handed in. Names, ids and secrets follow from its seed, and no two have one.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct SharedLine {
    /// The lesson.
    pub lesson: String,
    /// Who.
    pub learners: Vec<String>,
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

/// A question of a lesson whose first answer was wrong.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct AnswerLine {
    /// The lesson.
    pub lesson: String,
    /// The question, by its id.
    pub question: String,
    /// Whose answer it was.
    pub learners: Vec<String>,
}

/// A misconception that learners stumbled over.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct MisconceptionLine {
    /// Which: `M01`.
    pub misconception: String,
    /// What is believed.
    pub belief: &'static str,
    /// In how many steps about it: left out, done with help, hinted at and not done yet, or a first answer was wrong.
    pub steps: usize,
    /// How many answers about it in the quiz were wrong.
    pub wrong: usize,
    /// Who.
    pub learners: Vec<String>,
}

impl ClassReport {
    /// What a class has done. The shelf says which misconceptions steps are about.
    pub fn of(class: &BTreeMap<String, Progress>, shelf: &Shelf) -> Self {
        let learners = class.values().map(learner_line).collect();
        let misconceptions = misconception_lines(class, shelf);
        let steps = step_lines(class, shelf);
        Self { learners, steps, nudges: nudge_lines(class), answers: answer_lines(class), misconceptions, shared: shared_lines(class) }
    }
}

/// The learners of a class by their names, from the files that they handed in, by their names. Of one who handed in several, the
/// lessons are taken as they were carried furthest. Two who are called the same, as in a lab, are told apart by what their progress
/// began with, or where that is not known by their attempts, and then each is named with the file.
pub fn class_of(files: impl IntoIterator<Item = (String, Progress)>) -> BTreeMap<String, Progress> {
    let mut class: BTreeMap<String, Progress> = BTreeMap::new();
    for (name, file) in files {
        let key = match class.get(&file.learner) {
            Some(known) if is_another(known, &file) => format!("{} ({name})", file.learner),
            _ => file.learner.clone(),
        };
        match class.get_mut(&key) {
            Some(known) => known.merge(file),
            None => {
                class.insert(key.clone(), Progress { learner: key, ..file });
            }
        }
    }
    class
}

/// Whether two files have nothing in common that they began with; or where that is not known, whether the same lesson was begun in
/// them at different times with different names: that is the work of two. An exam is begun with others for each attempt.
fn is_another(one: &Progress, other: &Progress) -> bool {
    if !one.ids.is_empty() && !other.ids.is_empty() {
        return one.ids.is_disjoint(&other.ids);
    }
    let differs = |(key, theirs): (&String, &LessonRecord)| {
        one.lessons.get(key).is_some_and(|ours| !ours.exam && !theirs.exam && ours.seed != theirs.seed)
    };
    other.lessons.iter().any(differs)
}

fn shared_lines(class: &BTreeMap<String, Progress>) -> Vec<SharedLine> {
    let mut attempts: BTreeMap<(&str, u64), Vec<String>> = BTreeMap::new();
    for (learner, progress) in class {
        for (lesson, record) in &progress.lessons {
            attempts.entry((lesson, record.seed)).or_default().push(learner.clone());
        }
    }
    let shared = attempts.into_iter().filter(|(_, learners)| learners.len() > 1);
    shared.map(|((lesson, _), learners)| SharedLine { lesson: lesson.into(), learners }).collect()
}

fn learner_line(progress: &Progress) -> LearnerLine {
    let lessons = progress.lessons.values();
    let count = |outcome| lessons.clone().map(|lesson| lesson.count(outcome)).sum();
    LearnerLine {
        learner: progress.learner.clone(),
        finished: lessons.clone().filter(|lesson| lesson.is_finished()).count(),
        at: progress
            .lessons
            .iter()
            .filter(|(_, lesson)| !lesson.is_finished())
            .map(|(id, lesson)| (id.clone(), lesson.at.clone()))
            .collect(),
        solved: count(Outcome::Solved),
        assisted: count(Outcome::Assisted),
        skipped: count(Outcome::Skipped),
        hints: lessons.clone().flat_map(|lesson| lesson.steps.values()).map(|step| step.hints).fold(0, u32::saturating_add),
    }
}

/// The steps, those of a lesson in its order.
fn step_lines(class: &BTreeMap<String, Progress>, shelf: &Shelf) -> Vec<StepLine> {
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
                // What is not so any more is counted with no learner, and with no step.
                match step.outcome.filter(|_| !step.undone) {
                    Some(Outcome::Solved) => line.solved += 1,
                    Some(Outcome::Assisted) => line.assisted += 1,
                    Some(Outcome::Skipped) => line.skipped += 1,
                    None if record.at == *id => line.stuck.push(learner.clone()),
                    None => {}
                }
            }
        }
    }
    let mut lines: Vec<StepLine> = lines.into_values().collect();
    let place = |line: &StepLine| shelf.lesson(id_of(&line.lesson)).and_then(|lesson| lesson.parts().position(|id| id == line.step));
    lines.sort_by_key(|line| (line.lesson.clone(), place(line)));
    lines
}

fn answer_lines(class: &BTreeMap<String, Progress>) -> Vec<AnswerLine> {
    let mut wrong: BTreeMap<(&str, &str), Vec<String>> = BTreeMap::new();
    for (learner, progress) in class {
        for (lesson, record) in &progress.lessons {
            let asked = record.attempt.answers.iter().filter(|(_, given)| given.first_was_right == Some(false));
            asked.for_each(|(question, _)| wrong.entry((lesson, question)).or_default().push(learner.clone()));
        }
    }
    let lines =
        wrong.into_iter().map(|((lesson, question), learners)| AnswerLine { lesson: lesson.into(), question: question.into(), learners });
    let mut lines: Vec<AnswerLine> = lines.collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.learners.len()));
    lines
}

fn nudge_lines(class: &BTreeMap<String, Progress>) -> Vec<NudgeLine> {
    let mut made: BTreeMap<(&str, &str, &str), BTreeSet<&str>> = BTreeMap::new();
    for (learner, progress) in class {
        for (lesson, record) in &progress.lessons {
            for (id, step) in &record.steps {
                // The general nudge answers no mistake.
                for nudge in step.nudges.iter().filter(|nudge| *nudge != DEFAULT_HINT) {
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

/// Whether a learner stumbled in a step.
fn has_stumbled(step: &StepRecord) -> bool {
    match step.outcome {
        Some(Outcome::Skipped | Outcome::Assisted) => true,
        Some(Outcome::Solved) => step.mistakes > 0,
        None => step.hints > 0 || step.mistakes > 0,
    }
}

/// In how many steps about a misconception a learner stumbled, and how many answers about it were wrong.
fn stumbles(misconception: Misconception, progress: &Progress, shelf: &Shelf) -> (usize, usize) {
    let id = misconception.to_string();
    let lessons = progress.lessons.iter().filter_map(|(key, record)| Some((shelf.lesson(id_of(key))?, record)));
    let steps = lessons.flat_map(|(lesson, record)| record.steps.iter().filter(|(part, _)| lesson.about(part).contains(&id)));
    let steps = steps.filter(|(_, step)| has_stumbled(step)).count();
    let reviews = shipped_bank().about(misconception).filter_map(|item| progress.reviews.of(&item.id));
    let wrong = reviews.flat_map(|review| review.answers().iter().filter(|answer| !answer.grade.is_right())).count();
    (steps, wrong)
}

fn misconception_lines(class: &BTreeMap<String, Progress>, shelf: &Shelf) -> Vec<MisconceptionLine> {
    let mut lines: Vec<MisconceptionLine> = Misconception::all()
        .map(|misconception| {
            let who = class.iter().map(|(learner, progress)| (learner, stumbles(misconception, progress, shelf)));
            let who: Vec<_> = who.filter(|(_, stumbles)| *stumbles != (0, 0)).collect();
            MisconceptionLine {
                misconception: misconception.to_string(),
                belief: misconception.belief(),
                steps: who.iter().map(|(_, (steps, _))| steps).sum(),
                wrong: who.iter().map(|(_, (_, wrong))| wrong).sum(),
                learners: who.into_iter().map(|(learner, _)| learner.clone()).collect(),
            }
        })
        .filter(|line| !line.learners.is_empty())
        .collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.learners.len()));
    lines
}
