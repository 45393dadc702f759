//! The certificate of an exam: printed once it is passed, and checked again.

use std::fs;

use iam_console::training::lesson::shipped_lesson;
use iam_console::training::progress::{LessonRecord, Outcome, Progress, StepRecord, as_json};

use crate::home::Home;

/// A learner who has gone through the exam, each step with this outcome.
fn learner(home: &Home, outcome: Outcome) {
    let now = "2026-11-29T10:00:00Z".parse().unwrap();
    let exam = shipped_lesson("w07").unwrap();
    let mut record = LessonRecord::begun("w07-1", 1, now);
    for step in &exam.steps {
        let done = StepRecord { outcome: Some(outcome), seconds: 60, ..StepRecord::default() };
        record.steps.insert(step.id.clone(), done);
    }
    record.finished = Some(now);
    let mut progress = Progress::of("anna");
    progress.lessons.insert("w07".into(), record);
    fs::write(home.path().join("handed-in.json"), as_json(&progress).unwrap()).unwrap();
    let refused = home.run(&["progress", "import", "handed-in.json"]);
    assert!(refused.code == Some(2) && refused.err.contains("is that of anna"), "{refused:?}");
    let imported = home.run(&["progress", "import", "--of-another", "handed-in.json"]);
    assert_eq!(imported.code, Some(0), "{imported:?}");
}

#[test]
fn a_passed_exam_has_a_certificate_in_every_form_and_each_is_checked_again() {
    let home = Home::new();
    let before = home.run(&["certificate"]);
    assert_eq!(before.code, Some(1), "{before:?}");
    learner(&home, Outcome::Solved);
    for form in ["text", "html", "svg"] {
        let printed = home.run(&["certificate", "--name", "Anna <b>", "--format", form]);
        assert_eq!((printed.code, printed.err.as_str()), (Some(0), ""), "{form}");
        fs::write(home.path().join(form), &printed.out).unwrap();
        let checked = home.run(&["verify", "--certificate", form]);
        assert_eq!(checked.code, Some(0), "{checked:?}");
        assert!(checked.out.contains("Anna <b> passed Foundations exam (w07) on 2026-11-29"), "{checked:?}");
        let checked: serde_json::Value =
            serde_json::from_str(&home.run(&["verify", "--certificate", form, "--format", "json"]).out).unwrap();
        assert_eq!((&checked["learner"], &checked["lesson"]), (&"Anna <b>".into(), &"w07".into()));
        fs::write(home.path().join(form), printed.out.replace("2026-11-29", "2026-11-28")).unwrap();
        let changed = home.run(&["verify", "--certificate", form]);
        assert!(changed.code == Some(1) && changed.err.contains("was changed"), "{changed:?}");
    }
    let longest = "é".repeat(200);
    fs::write(home.path().join("svg"), home.run(&["certificate", "--name", &longest, "--format", "svg"]).out).unwrap();
    assert_eq!(home.run(&["verify", "--certificate", "svg"]).code, Some(0));
    let longer = home.run(&["certificate", "--name", &format!("{longest}e")]);
    assert!(longer.code == Some(2) && longer.err.contains("at most 200 letters"), "{longer:?}");
    let none = home.run(&["verify", "--certificate", "handed-in.json"]);
    assert!(none.code == Some(2) && none.err.contains("no certificate"), "{none:?}");
    let other = home.run(&["certificate", "w01"]);
    assert!(other.code == Some(2) && other.err.contains("w01 is no exam. There is: w07."), "{other:?}");
}

#[test]
fn there_is_none_for_an_exam_that_was_helped_with() {
    let home = Home::new();
    learner(&home, Outcome::Assisted);
    let refused = home.run(&["certificate"]);
    assert!(refused.code == Some(1) && refused.out.is_empty() && refused.err.contains("unaided"), "{refused:?}");
}
