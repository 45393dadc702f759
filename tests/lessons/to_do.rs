//! What is still to be done of a step is told whole: whoever does it has done the step.

use std::cell::Cell;
use std::sync::Arc;

use iam_console::account::env::Env;
use iam_console::app::coach::{Coach, Surroundings};
use iam_console::training::Study;
use iam_console::training::lesson::{Lesson, shipped};
use iam_console::training::stage::{Course, Stage};
use jiff::Timestamp;
use rand::SeedableRng;
use rand::rngs::StdRng;

/// The lines that the coach tells of a step as things are, for whoever is signed in.
fn told(stage: &Stage, step: usize) -> Vec<String> {
    let scene = stage.scene();
    let course = Arc::clone(stage.course());
    let study = Study::of(course.lesson(), None, course.seed());
    let mut coach = Coach::new(course, study, scene.start.clone(), (None, false), scene.now);
    coach.take_attempt(scene.learner.clone(), false);
    let caller = scene.account.signed_in(scene.now).unwrap_or(scene.caller.clone());
    let around = Surroundings { account: scene.account, history: scene.history, caller: &caller, now: scene.now };
    coach.go_to(step, around, scene.now);
    // No two things that are made have one id.
    let made = Cell::new(0);
    let env = || {
        made.set(made.get() + 1);
        Env { now: scene.now, ..Env::at(scene.now, StdRng::seed_from_u64(made.get())) }
    };
    coach.lines_to_type(scene.account, &caller, &env)
}

/// Where a lesson's step, begun in any way along its own solution, is not done by what is told then.
fn gaps(lesson: &Arc<Lesson>) -> Vec<String> {
    let course = Arc::new(Course::new(Arc::clone(lesson), 1).unwrap());
    let mut stage = Stage::new(course, Timestamp::from_second(1_795_000_000).unwrap()).unwrap();
    let mut gaps = Vec::new();
    let steps = lesson.steps.iter().map(|step| (step.id.as_str(), &step.solve));
    let challenge = lesson.challenge.iter().map(|challenge| ("challenge", &challenge.solve));
    for (number, (id, solve)) in steps.chain(challenge).enumerate() {
        stage.begin(number);
        for done in 0..=solve.len() {
            let mut begun = stage.fork();
            begun.begin(number);
            for line in &solve[..done] {
                begun.run(&line.text).unwrap();
            }
            let is_done = |stage: &Stage| stage.judge().step(number).map_or(stage.judge().is_challenge_met(), |verdict| verdict.holds);
            if is_done(&begun) {
                continue;
            }
            // Whoever types has said nothing of as whom yet.
            begun.begin(number);
            let told = told(&begun, number);
            let refused = told.iter().find_map(|line| begun.run(line).err().map(|error| format!("{line}: {error}")));
            if refused.is_some() || !is_done(&begun) {
                gaps.push(format!("{} {id} after {done} lines: {told:#?} {refused:?}", lesson.id));
            }
        }
        for line in solve {
            stage.run(&line.text).unwrap();
        }
    }
    gaps
}

#[test]
fn what_is_left_to_do_of_every_step_is_told_whole() {
    let gaps: Vec<String> = shipped().flatten().flat_map(gaps).collect();
    assert!(gaps.is_empty(), "{}", gaps.join("\n"));
}
