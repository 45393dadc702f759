//! Lessons under way.

use std::sync::Arc;

use iam_console::training::lesson::*;
use iam_console::training::stage::*;

fn courses() -> Vec<Arc<Course>> {
    let course = |lesson: &Arc<Lesson>| Course::new(Arc::clone(lesson), 1);
    shipped().flatten().map(|lesson| Arc::new(course(lesson).unwrap_or_else(|errors| panic!("{errors:#?}")))).collect()
}

fn stage(course: &Arc<Course>) -> Stage {
    Stage::new(Arc::clone(course), "2026-11-23T21:14:05Z".parse().unwrap()).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn a_stage_is_the_same_at_every_run() {
    for course in courses() {
        let one = stage(&course);
        assert_eq!(one.account().id().as_str(), "111122223333");
        let other = stage(&course);
        assert!(one.account().entities().eq(other.account().entities()), "{}", course.lesson().id);
    }
}

#[test]
fn solve_all() {
    let mut wrong = Vec::new();
    for course in courses() {
        let mut stage = stage(&course);
        let id = &course.lesson().id;
        for (number, step) in course.lesson().steps.iter().enumerate() {
            stage.begin(number);
            if stage.judge().step(number).unwrap().holds {
                wrong.push(format!("{id}/{} holds at start", step.id));
            }
            for line in &step.solve {
                if let Err(error) = stage.run(&line.text) {
                    wrong.push(format!("{id}/{}: {}: {error}", step.id, line.text));
                }
            }
            let verdict = stage.judge().step(number).unwrap();
            if !verdict.holds {
                wrong.push(format!("{id}/{} {:?}", step.id, verdict.findings));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
