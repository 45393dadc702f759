//! The steps: each open at its start, done by its own solution, and its traps answered as promised.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Proof;
use crate::account::Account;
use crate::store::HistoryDeed;
use crate::training::check::{Attempt, Made, Outcome, Verdict};
use crate::training::lesson::{DEFAULT_HINT, Lesson, Step, Trap, Written};
use crate::training::stage::Stage;

impl Proof {
    /// Goes through the steps, and takes down what was so behind each; answers how the lesson stands behind the last, or nothing where a step could not be done.
    pub(super) fn prove_steps(&mut self, mut stage: Stage, seen: &mut Vec<Account>) -> Option<Stage> {
        let course = Arc::clone(stage.course());
        let lesson = Arc::clone(course.lesson());
        for (number, step) in lesson.steps.iter().enumerate() {
            self.tried.steps += 1;
            stage.begin(number);
            let at = step.check.as_ref().map_or((step.line, 1), |check| check.place);
            let verdict = stage.judge().step(number)?;
            if verdict.holds {
                self.fault(&lesson, at, format!("The step {} is done before it begins: {}.", step.id, findings(&verdict, true)));
            }
            self.check_predictions(&stage, number, step);
            self.prove_traps(&stage, (number, step), seen);
            if step.solve.is_empty() {
                self.fault(&lesson, (step.line, 1), format!("The step {} has no solve: nothing shows that it can be done.", step.id));
            }
            if lesson.exam {
                // What an exam asks for is a challenge, step by step.
                self.prove_mutants(&stage, &step.solve, |stage| stage.judge().step(number).is_some_and(|verdict| verdict.holds));
            }
            let before = stage.fork();
            if !self.ran(&lesson, &mut stage, &step.solve) {
                return None;
            }
            self.check_denials(&lesson, [&before, &stage], |judged| judged.demands_of(number));
            seen.push(stage.account().clone());
            let verdict = stage.judge().step(number)?;
            self.check_answers(&stage, (number, step), verdict.holds);
            if !verdict.holds {
                let message = format!("The step {} is not done by its own solve: {}.", step.id, findings(&verdict, false));
                self.fault(&lesson, at, message);
            }
        }
        if lesson.exam {
            let allow = lesson.steps.iter().flat_map(|step| &step.allow);
            self.prove_limits(&stage, (1, 1), allow, |stage| stage.judge().steps().iter().all(|verdict| verdict.holds));
        }
        Some(stage)
    }

    /// Checks that what is to be predicted can't be seen before anything is done.
    fn check_predictions(&mut self, stage: &Stage, number: usize, step: &Step) {
        let (course, judged) = (stage.course(), stage.judge());
        for ask in step.asks.iter().filter(|ask| ask.predict && judged.is_seen(number, ask)) {
            let message = format!("{} is to be predicted, and what it asks is to be seen from the start.", ask.id);
            self.fault(course.lesson(), (ask.line, 1), message);
        }
    }

    /// Checks that the step's own solution, which has done it or not, answers its questions rightly: nothing else holds what is true
    /// against anything.
    fn check_answers(&mut self, stage: &Stage, (number, step): (usize, &Step), is_done: bool) {
        let course = stage.course();
        let judged = stage.judge();
        for ask in step.asks.iter().filter(|ask| !course.wants(number, &ask.id)) {
            let (place, id) = ((ask.line, 1), &ask.id);
            if ask.predict && !course.wants_answered(number, id) {
                let message = format!("{id} is to be predicted, and the step is done without that: its check does not ask right({id}).");
                self.fault(course.lesson(), place, message);
            } else {
                self.note(
                    course.lesson(),
                    place,
                    format!("Whatever is answered to {id}, the step is done: its check does not ask right({id})."),
                );
            }
        }
        // Where there is one question its answer need not name it.
        let is_to =
            |line: &str, id: &str| line.starts_with(&format!("answer {id} ")) || step.asks.len() == 1 && line.starts_with("answer ");
        let answer_to = |id: &str| step.solve.iter().find(|line| is_to(&line.text, id));
        for ask in step.asks.iter().filter(|ask| stage.learner().answers.get(&ask.id).is_some_and(|given| given.was_seen)) {
            let message = format!(
                "The solve answers {} when what it asks is to be seen already: what is to be predicted is answered before.",
                ask.id
            );
            self.fault(course.lesson(), answer_to(&ask.id).map_or((ask.line, 1), |line| line.place), message);
        }
        for ask in step.asks.iter().filter(|ask| is_done && !stage.learner().answers.contains_key(&ask.id)) {
            let message = format!("The solve never answers the question {}: nothing shows what is true.", ask.id);
            self.fault(course.lesson(), (ask.line, 1), message);
        }
        let answered = step.asks.iter().filter(|ask| stage.learner().answers.contains_key(&ask.id));
        for ask in answered.filter(|ask| is_done || judged.is_judged(&ask.id)) {
            let place = answer_to(&ask.id).map_or((ask.line, 1), |line| line.place);
            if !judged.is_judged(&ask.id) {
                let message = format!("The answer to {} is never judged: behind its own solve it is not yet time for that.", ask.id);
                self.fault(course.lesson(), place, message);
            } else if !judged.is_right(&ask.id) {
                let truth = course.truth(ask, stage.scene()).join(" ");
                self.fault(course.lesson(), place, format!("The solve answers {} wrongly: behind it the truth is {truth}.", ask.id));
            }
        }
    }

    fn prove_traps(&mut self, stage: &Stage, (number, step): (usize, &Step), seen: &mut Vec<Account>) {
        let lesson = Arc::clone(stage.course().lesson());
        let mut reached = BTreeSet::from([stage.judge().hint(number).to_owned()]);
        for trap in &step.traps {
            self.tried.traps += 1;
            if let Some(hint) = self.prove_trap(&lesson, stage.fork(), (number, step), trap, seen) {
                reached.insert(hint);
            }
        }
        let hints = step.hints.iter().map(|hint| (hint.id.as_str(), hint.when.place));
        for (hint, place) in hints.chain([(DEFAULT_HINT, (step.line, 1))]).filter(|(hint, _)| !reached.contains(*hint)) {
            self.note(&lesson, place, format!("No trap of the step {} leads to the hint {hint}, nor does its start.", step.id));
        }
    }

    /// Takes a wrong way; answers the hint that is shown at its end.
    fn prove_trap(
        &mut self,
        lesson: &Lesson,
        mut stage: Stage,
        (number, step): (usize, &Step),
        trap: &Trap,
        seen: &mut Vec<Account>,
    ) -> Option<String> {
        if trap.lines.is_empty() {
            self.fault(lesson, trap.expect.place, "The trap does nothing: its do is empty.");
        }
        let before = stage.fork();
        if !self.ran(lesson, &mut stage, &trap.lines) {
            return None;
        }
        // Of most refusals there is no trace.
        let is_refused = trap.lines.iter().any(|line| line.text.starts_with("fails "));
        if !trap.lines.is_empty() && !is_refused && !is_trace_left(&before, &stage, number) {
            let message = "The trap only looks: nothing is changed by it, refused, tried or answered, so that it is no mistake.";
            self.fault(lesson, trap.expect.place, message);
        }
        seen.push(stage.account().clone());
        let judged = stage.judge();
        let shown = judged.hint(number).to_owned();
        let promised = &trap.expect.text;
        let place = trap.expect.place;
        if judged.step(number)?.holds {
            self.fault(lesson, place, format!("The trap does the step {}: it is no wrong way.", step.id));
        } else if shown != *promised {
            let named = if shown == DEFAULT_HINT { "the default hint".to_owned() } else { format!("the hint {shown}") };
            self.fault(lesson, place, format!("The trap is answered by {named}, and not by {promised} as promised."));
        }
        Some(shown)
    }

    /// Runs lines; a line that can't be run is a fault, and ends it.
    pub(super) fn ran(&mut self, lesson: &Lesson, stage: &mut Stage, lines: &[Written]) -> bool {
        for line in lines {
            if let Err(error) = stage.run(&line.text) {
                self.fault(lesson, line.place, format!("{}: {error}", stage.course().fill(&line.text)));
                return false;
            }
        }
        true
    }
}

/// Whether lines have left anything behind but screens and answers that were looked at: a change, a refusal or the use of a key in
/// the account's history, something that the learner did, another who is signed in, another time. A request that was allowed and
/// only read counts in a step that looks at such.
fn is_trace_left(before: &Stage, after: &Stage, step: usize) -> bool {
    let counts = |made: &Made| made.outcome != Outcome::Allowed || after.course().looks_at_tries(step);
    let deeds = |stage: &Stage| {
        let requests = stage.learner().requests.iter().filter(|made| counts(made)).cloned().collect();
        Attempt { views: BTreeSet::new(), requests, ..stage.learner().clone() }
    };
    let (was, is) = (before.scene(), after.scene());
    let mut new = is.history.items().filter(|item| item.revision > was.history.revision());
    new.any(|item| item.is_change || item.caller.key.is_some() || matches!(item.deed, HistoryDeed::Noted(_)))
        || was.caller != is.caller
        || was.account.clock_ahead() != is.account.clock_ahead()
        || deeds(before) != deeds(after)
}

/// What a check found, in one sentence without its full stop.
pub(super) fn findings(verdict: &Verdict, holds: bool) -> String {
    let found: Vec<String> = verdict
        .findings
        .iter()
        .map(|finding| if holds { finding.found.clone() } else { format!("{} (looked for: {})", finding.found, finding.wanted) })
        .collect();
    if found.is_empty() { "nothing to say why".into() } else { found.join("; ") }
}
