//! A learner's progress is never lost: killed at any moment, cut short, a bit flipped, written by two at once.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use iam_console::store::Home;
use iam_console::training::Shelf;
use iam_console::training::check::Given;
use iam_console::training::lesson::Lesson;
use iam_console::training::progress::class::{ClassReport, class_of};
use iam_console::training::progress::*;
use iam_console::training::quiz::{Answered, Grade, Misconception, shipped_bank};
use jiff::Timestamp;
use proptest::prelude::*;
use tempfile::TempDir;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + second).unwrap()
}

/// A lesson with so many steps solved, and one that the learner is at.
fn lesson(solved: usize) -> LessonRecord {
    let mut record = LessonRecord::begun("w01", 7, at(0));
    for number in 0..solved {
        let step = StepRecord { outcome: Some(Outcome::Solved), held: Some(at(i64::try_from(number).unwrap())), ..StepRecord::default() };
        record.steps.insert(format!("step-{number}"), step);
    }
    record.at = format!("step-{solved}");
    let nudges = ["no-password".to_owned()].into();
    record.steps.insert(record.at.clone(), StepRecord { hints: 2, rung: Some(HintRung::Nudge), nudges, ..StepRecord::default() });
    record
}

fn file(home: &Path) -> ProgressFile {
    ProgressFile::new(&Home::at(home), Learner::called("anna"))
}

fn set(file: &ProgressFile, id: &str, record: LessonRecord) -> Read {
    file.change(|progress| {
        progress.lessons.insert(id.into(), record);
    })
    .unwrap()
}

#[test]
fn what_is_kept_is_read_again_by_its_owner_alone() {
    let home = TempDir::new().unwrap();
    let file = file(home.path());
    assert_eq!(file.read().unwrap(), Read { progress: Progress::of("anna"), notice: None, is_lost: false });
    set(&file, "w01", lesson(2));
    set(&file, "w02", lesson(0));
    let read = file.read().unwrap();
    assert_eq!((read.progress.lessons.get("w01"), read.progress.lessons.get("w02")), (Some(&lesson(2)), Some(&lesson(0))));
    assert_eq!(read.notice, None);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(file.path()).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn two_who_write_at_once_keep_each_others_work() {
    let home = TempDir::new().unwrap();
    thread::scope(|scope| {
        for writer in 0..4 {
            let file = file(home.path());
            scope.spawn(move || (0..10).for_each(|number| drop(set(&file, &format!("{writer}-{number}"), lesson(number)))));
        }
    });
    assert_eq!(file(home.path()).read().unwrap().progress.lessons.len(), 40);
}

#[test]
fn a_later_versions_file_is_left_alone() {
    let home = TempDir::new().unwrap();
    let file = file(home.path());
    set(&file, "w01", lesson(1));
    fs::write(file.path(), "{\"format\":2,\"more\":true}").unwrap();
    let error = file.change(|progress| progress.lessons.clear()).unwrap_err().to_string();
    assert!(error.contains("later version"), "{error}");
    assert_eq!(fs::read_to_string(file.path()).unwrap(), "{\"format\":2,\"more\":true}");
}

#[test]
fn to_read_only_nothing_is_kept() {
    let home = TempDir::new().unwrap();
    let file = ProgressFile::new(&Home::at(home.path()).read_only(), Learner::called("anna"));
    assert!(matches!(file.change(|progress| progress.lessons.clear()), Err(ProgressError::ReadOnly)));
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
}

/// The damaged file and what it holds, once something was kept after the damage.
fn damage(damaged: &[u8]) -> (Read, Vec<Vec<u8>>) {
    let home = TempDir::new().unwrap();
    let file = file(home.path());
    set(&file, "w01", lesson(1));
    set(&file, "w01", lesson(2));
    fs::write(file.path(), damaged).unwrap();
    let read = file.read().unwrap();
    assert_eq!(fs::read(file.path()).unwrap(), damaged, "reading changes nothing");
    if read.notice.is_some() {
        set(&file, "w02", lesson(0));
        assert!(file.read().unwrap().notice.is_none());
    }
    let aside = fs::read_dir(file.path().parent().unwrap()).unwrap().map(|entry| entry.unwrap().path());
    let aside = aside.filter(|path| path.to_string_lossy().contains(".damaged-")).map(|path| fs::read(path).unwrap()).collect();
    (read, aside)
}

fn whole() -> Vec<u8> {
    let mut progress = Progress::of("anna");
    progress.lessons.insert("w01".into(), lesson(2));
    as_json(&progress).unwrap().into_bytes()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_file_cut_short_is_kept_aside_and_what_was_before_it_counts(at in any::<prop::sample::Index>()) {
        let whole = whole();
        let cut = &whole[..at.index(whole.len() - 1)];
        let (read, aside) = damage(cut);
        prop_assert!(read.notice.unwrap().contains("damaged"));
        prop_assert_eq!(read.progress.lessons.get("w01"), Some(&lesson(1)));
        prop_assert_eq!(aside, vec![cut.to_vec()]);
    }

    #[test]
    fn a_flipped_bit_is_never_taken_for_progress(at in any::<prop::sample::Index>(), bit in 0..8_u32) {
        let mut flipped = whole();
        let at = at.index(flipped.len() - 1);
        flipped[at] ^= 1_u8 << bit;
        let home = TempDir::new().unwrap();
        let file = file(home.path());
        set(&file, "w01", lesson(1));
        fs::write(file.path(), &flipped).unwrap();
        match file.read() {
            // The blank that a flip makes or takes is none of what is kept.
            Ok(Read { progress, notice: None, .. }) => prop_assert_eq!(progress.lessons.get("w01"), Some(&lesson(2))),
            Ok(Read { notice: Some(_), .. }) | Err(ProgressError::Newer { .. }) => {}
            Err(error) => prop_assert!(false, "{}", error),
        }
    }

    #[test]
    fn any_bytes_are_no_trouble(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let (read, aside) = damage(&bytes);
        prop_assert!(read.notice.is_some());
        prop_assert_eq!(aside, vec![bytes]);
    }
}

fn program(home: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_iam-console"));
    command
        .args(words)
        .env("IAM_CONSOLE_HOME", home)
        .env("USER", "anna")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

#[test]
fn killed_at_any_moment_the_file_is_the_old_or_the_new() {
    let home = TempDir::new().unwrap();
    let file = file(home.path());
    let (mut old, mut new) = (0, 0);
    let mut whole = Duration::ZERO;
    for round in 0..=24_u32 {
        let mut handed_in = Progress::of("anna");
        handed_in.lessons.insert("w01".into(), lesson(usize::try_from(round).unwrap() + 1));
        let path = home.path().join("handed-in.json");
        fs::write(&path, as_json(&handed_in).unwrap()).unwrap();
        let before = file.read().unwrap().progress;
        let mut child = program(home.path(), &["progress", "import", path.to_str().unwrap()]).spawn().unwrap();
        // The first is let be, to see how long it takes: the others are killed from its beginning to its end, and the last is let be.
        if matches!(round, 0 | 24) {
            let begun = Instant::now();
            assert!(child.wait().unwrap().success());
            whole = begun.elapsed();
        } else {
            thread::sleep(whole * (round - 1) / 20);
            child.kill().unwrap();
            child.wait().unwrap();
        }
        let Read { progress, notice, .. } = file.read().unwrap();
        assert_eq!(notice, None, "round {round}");
        if progress == before {
            old += 1;
        } else {
            assert_eq!(progress.lessons.get("w01"), handed_in.lessons.get("w01"), "round {round}");
            new += 1;
        }
    }
    assert!(old > 0 && new > 1, "{old} and {new}: some were killed before, and not all");
    // Whoever was killed has left no lock that holds.
    set(&file, "w02", lesson(0));
}

#[test]
fn what_one_machine_exports_another_takes_in_and_a_class_is_told_from() {
    let (one, other) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    set(&file(one.path()), "w01", lesson(3));
    set(&file(other.path()), "w01", lesson(1));
    set(&file(other.path()), "w02", lesson(2));
    let output = program(one.path(), &["progress", "export"]).output().unwrap();
    let path = one.path().join("anna.json");
    fs::write(&path, output.stdout).unwrap();
    let path = path.to_str().unwrap();
    assert!(program(other.path(), &["progress", "import", path]).status().unwrap().success());
    let progress = file(other.path()).read().unwrap().progress;
    assert_eq!((progress.lessons.get("w01"), progress.lessons.get("w02")), (Some(&lesson(3)), Some(&lesson(2))));

    let csv = program(one.path(), &["progress", "export", "--format", "csv"]).output().unwrap();
    let csv = String::from_utf8(csv.stdout).unwrap();
    assert_eq!(csv.lines().count(), 5, "{csv}");
    assert!(csv.contains("anna,w01,2026-09-21T14:13:20Z,,step-3,,,2,nudge,no-password,0\n"), "{csv}");

    let report = program(one.path(), &["class", "report", path]).output().unwrap();
    let report = String::from_utf8(report.stdout).unwrap();
    assert!(report.contains("w01/step-3                     0         0        0      2  anna"), "{report}");
    assert!(report.contains("w01/step-3/no-password"), "{report}");

    let csv = program(one.path(), &["class", "report", "--csv", path]).output().unwrap();
    assert_eq!(String::from_utf8(csv.stdout).unwrap().lines().count(), 5);

    let bad = program(one.path(), &["class", "report", "Cargo.toml"]).output().unwrap();
    assert_eq!(bad.status.code(), Some(2), "{}", String::from_utf8_lossy(&bad.stderr));
    assert_eq!(program(one.path(), &["class", "report", "nowhere.json"]).status().unwrap().code(), Some(2));
}

/// What was handed in, as files `1.json` and so on.
#[test]
fn what_is_damaged_is_not_handed_in_as_if_nothing_had_been_done() {
    for (damaged, why) in [
        ("", "it ends in the middle"),
        ("null", "it lacks what every such file has"),
        ("{\"format\":1}", "it lacks what every such file has"),
        ("{\"format\":1", "it ends in the middle"),
        ("{\n  x", "it is no JSON from line 2, column 3 on"),
    ] {
        let home = TempDir::new().unwrap();
        let file = file(home.path());
        set(&file, "w01", lesson(2));
        fs::write(file.path(), damaged).unwrap();
        let export = || program(home.path(), &["progress", "export"]).output().unwrap();
        let output = export();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), output.stdout.is_empty()), (Some(2), true), "{told}");
        assert!(told.contains(&format!(" is damaged ({why}); progress begins anew.")), "{told}");
        // What was kept before it counts, where something was.
        fs::remove_file(file.path()).unwrap();
        set(&file, "w01", lesson(2));
        set(&file, "w02", lesson(1));
        fs::write(file.path(), damaged).unwrap();
        let output = export();
        let (handed_in, told) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
        assert_eq!(output.status.code(), Some(0), "{told}");
        assert!(handed_in.contains("\"w01\"") && told.contains("what was kept before it counts"), "{told}");
    }
}

fn files<const COUNT: usize>(progress: [Progress; COUNT]) -> impl Iterator<Item = (String, Progress)> {
    (1..).map(|number: usize| format!("{number}.json")).zip(progress)
}

#[test]
fn two_of_one_name_are_told_apart_and_two_with_one_attempt_are_told() {
    let handed_in = |name: &str, seed| {
        let mut progress = Progress::of(name);
        progress.lessons.insert("w01".into(), LessonRecord { seed, ..lesson(2) });
        progress
    };
    let class = class_of(files([handed_in("student", 1), handed_in("student", 2), handed_in("anna", 2)]));
    let report = ClassReport::of(&class, &Shelf::default());
    assert_eq!(report.learners.iter().map(|line| line.learner.as_str()).collect::<Vec<_>>(), ["anna", "student", "student (2.json)"]);
    let shared: Vec<_> = report.shared.iter().map(|line| (line.lesson.as_str(), line.learners.join(" "))).collect();
    assert_eq!(shared, [("w01", "anna student (2.json)".to_owned())]);
}

#[test]
fn two_of_one_name_who_have_only_an_exam_in_common_are_told_apart() {
    let (one, other) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    for (home, seed, solved) in [(one.path(), 1, 1), (other.path(), 2, 3)] {
        set(&file(home), "w07", LessonRecord { seed, exam: true, ..lesson(solved) });
    }
    let kept = |home: &Path| file(home).read().unwrap().progress;
    let report = |progress: [Progress; 3]| ClassReport::of(&class_of(files(progress)), &Shelf::default());
    let told = report([kept(one.path()), kept(other.path()), kept(one.path())]);
    let solved: Vec<_> = told.learners.iter().map(|line| (line.learner.as_str(), line.solved)).collect();
    assert_eq!(solved, [("anna", 1), ("anna (2.json)", 3)]);
    // Whoever takes what they did to another machine is the same there.
    file(other.path()).change(|progress| progress.merge(kept(one.path()))).unwrap();
    assert_eq!(report([kept(one.path()), kept(other.path()), kept(one.path())]).learners.len(), 1);
}

#[test]
fn of_a_learner_who_hands_in_twice_the_further_work_counts() {
    let handed_in = |name: &str, solved| {
        let mut progress = Progress::of(name);
        progress.lessons.insert("w01".into(), lesson(solved));
        progress
    };
    let class = class_of(files([handed_in("anna", 1), handed_in("bob", 1), handed_in("anna", 2)]));
    let report = ClassReport::of(&class, &Shelf::default());
    let solved: Vec<_> = report.learners.iter().map(|line| (line.learner.as_str(), line.solved)).collect();
    assert_eq!(solved, [("anna", 2), ("bob", 1)]);
    let stuck: Vec<_> = report.steps.iter().map(|line| (line.step.as_str(), line.stuck.clone())).collect();
    assert_eq!(stuck, [("step-0", vec![]), ("step-1", vec!["bob".to_owned()]), ("step-2", vec!["anna".to_owned()])]);
    assert_eq!(report.nudges.iter().map(|line| line.learners.len()).sum::<usize>(), 2);
}

#[test]
fn a_class_is_told_which_misconceptions_it_stumbled_over() {
    let now = Timestamp::from_second(1_790_000_000).unwrap();
    let stumbled = |name: &str, outcome: Option<Outcome>, answers: &[(&str, Grade)]| {
        let mut progress = Progress::of(name);
        let mut record = LessonRecord::begun("w06-1", 1, now);
        record.steps.insert("trust".into(), StepRecord { outcome, hints: 1, ..StepRecord::default() });
        progress.lessons.insert("w06".into(), record);
        for (item, grade) in answers {
            progress.reviews.answered(item, Answered { at: now, grade: *grade, variant: 0 });
        }
        progress
    };
    let about = |id: &str| shipped_bank().about(Misconception::named(id).unwrap()).next().unwrap().id.clone();
    let class = class_of(files([
        stumbled("anna", Some(Outcome::Skipped), &[(&about("M25"), Grade::Again), (&about("M24"), Grade::Good)]),
        stumbled("bob", Some(Outcome::Solved), &[(&about("M25"), Grade::Again)]),
        stumbled("carol", None, &[]),
    ]));
    let report = ClassReport::of(&class, &Shelf::default());
    let line = |id: &str| report.misconceptions.iter().find(|line| line.misconception == id);
    let told = line("M25").unwrap();
    assert_eq!((told.learners.as_slice(), told.wrong), (&["anna".to_owned(), "bob".to_owned()][..], 2));
    assert!(line("M24").is_none(), "a right answer is no stumble");
    // This step of the sixth lesson is about who may enter a role; others of it are about other things.
    assert!(line("M13").is_none());
    let told = line("M11").unwrap();
    assert_eq!((told.learners.as_slice(), told.steps, told.wrong), (&["anna".to_owned(), "carol".to_owned()][..], 2, 0));
}

/// A lesson of a folder, about a user of this name.
fn own_lesson(folder: &Path, user: &str) -> std::sync::Arc<Lesson> {
    let front = "format = 1\nid = \"ours\"\ntitle = \"Ours\"\nlevel = \"novice\"\nminutes = 5";
    let step = format!("[[step]]\nid = \"one\"\ncheck = \"exists(user:{user})\"\n[[step]]\nid = \"two\"\ncheck = \"exists(user:{user})\"");
    let path = folder.join("ours.md");
    fs::write(&path, format!("+++\n{front}\n{step}\n+++\n\nAbout {user}.\n")).unwrap();
    Lesson::read(&path).unwrap().into()
}

/// Keeps that a step came to this, as a console does that has read the record before.
fn learned(lesson: &std::sync::Arc<Lesson>, before: Option<LessonRecord>, change: impl FnOnce(&mut LessonRecord)) -> Learned {
    let mut now = before.clone().unwrap_or_else(|| LessonRecord::begun("ours-1", 1, at(0)).of(lesson));
    change(&mut now);
    Learned::Lesson { lesson: lesson.clone(), before: before.map(Box::new), now: Box::new(now) }
}

fn solved(record: &mut LessonRecord, step: &str, seconds: u64) {
    record.steps.insert(step.into(), StepRecord { outcome: Some(Outcome::Solved), seconds, ..StepRecord::default() });
}

#[test]
fn what_two_consoles_do_in_a_lesson_stays() {
    let (home, folder) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let (file, lesson) = (file(home.path()), own_lesson(folder.path(), "alice"));
    let keep = |learned: Learned| file.change(|progress| progress.learn(learned)).unwrap();
    let kept = || file.read().unwrap().progress.lesson(&lesson).unwrap().clone();
    keep(learned(&lesson, None, |record| {
        record.at = "one".into();
        record.attempt.views.extend(["users".to_owned(), "groups".to_owned()]);
        record.steps.insert("one".into(), StepRecord { seconds: 10, hints: 1, ..StepRecord::default() });
    }));
    let both_read = kept();
    keep(learned(&lesson, Some(both_read.clone()), |record| {
        solved(record, "one", 25);
        record.attempt.quizzes.insert("notes".into(), 4);
        record.attempt.views.remove("groups");
        record.at = "two".into();
    }));
    keep(learned(&lesson, Some(both_read.clone()), |record| {
        record.steps.insert("one".into(), StepRecord { seconds: 12, hints: 3, ..StepRecord::default() });
        record.steps.insert("two".into(), StepRecord { seconds: 5, outcome: Some(Outcome::Skipped), ..StepRecord::default() });
        record.attempt.quizzes.insert("notes".into(), 3);
        record.attempt.views.insert("roles".into());
    }));
    let record = kept();
    let (one, two) = (record.step("one").unwrap(), record.step("two").unwrap());
    assert_eq!((one.outcome, one.seconds, two.outcome, two.seconds), (Some(Outcome::Solved), 27, Some(Outcome::Skipped), 5));
    assert_eq!((record.at.as_str(), record.attempt.quizzes["notes"]), ("two", 4));
    assert_eq!(record.attempt.views, ["roles".to_owned(), "users".to_owned()].into());
    // One of them begins the lesson anew; what the other does in the attempt before is of no use any more.
    let anew = LessonRecord::begun("ours-1", 1, at(100)).of(&lesson);
    keep(Learned::Lesson { lesson: lesson.clone(), before: Some(Box::new(record)), now: Box::new(anew) });
    keep(learned(&lesson, Some(both_read), |record| solved(record, "two", 9)));
    assert_eq!((kept().begun, kept().done()), (at(100), 0));
}

#[test]
fn lessons_of_two_folders_with_one_id_have_records_of_their_own() {
    let folders = [TempDir::new().unwrap(), TempDir::new().unwrap(), TempDir::new().unwrap()];
    let (ours, theirs) = (own_lesson(folders[0].path(), "alice"), own_lesson(folders[1].path(), "bob"));
    let mut progress = Progress::of("anna");
    progress.learn(learned(&ours, None, |record| solved(record, "one", 1)));
    assert!(progress.lesson(&ours).is_some() && progress.lesson(&theirs).is_none());
    progress.learn(learned(&theirs, None, |record| solved(record, "two", 1)));
    let outcomes = |lesson: &std::sync::Arc<Lesson>| ["one", "two"].map(|step| progress.lesson(lesson).unwrap().outcome(step).is_some());
    assert_eq!((outcomes(&ours), outcomes(&theirs)), ([true, false], [false, true]));
    // A folder may be moved, and a lesson in it edited.
    let moved = own_lesson(folders[2].path(), "alice");
    let edited = own_lesson(folders[0].path(), "carol");
    assert_eq!((outcomes(&moved), outcomes(&edited)), ([true, false], [true, false]));
    let report = ClassReport::of(&class_of(files([progress.clone()])), &Shelf::default());
    assert_eq!(report.learners[0].solved, 2);
}

#[test]
fn questions_that_were_hinted_at_count_in_no_exam() {
    let mut progress = Progress::of("anna");
    let begun = |id: &str| {
        let lesson = iam_console::training::lesson::shipped_lesson(id).unwrap();
        Learned::Lesson { lesson: lesson.clone(), before: None, now: Box::new(LessonRecord::begun(id, 1, at(0)).of(lesson)) }
    };
    progress.learn(begun("w01"));
    progress.learn(begun("w07"));
    let came = |progress: &Progress| ["w01", "w07"].map(|id| progress.lessons[id].attempt.quizzes.get("notes").copied());
    progress.quizzed("notes", 5);
    progress.quizzed("notes", 4);
    assert_eq!(came(&progress), [Some(5), None]);
}

#[test]
fn a_class_is_told_its_first_answers_and_its_steps_in_their_order() {
    let mut progress = Progress::of("anna");
    let mut record = LessonRecord::begun("w01-1", 1, at(0));
    for step in ["six", "bob", "checklist"] {
        record.steps.insert(step.into(), StepRecord { hints: 1, nudges: ["hint".to_owned()].into(), ..StepRecord::default() });
    }
    for (question, right) in [("open", false), ("first", true)] {
        record.attempt.answers.insert(question.into(), Given { first_was_right: Some(right), ..Given::default() });
    }
    progress.lessons.insert("w01".into(), record);
    let report = ClassReport::of(&class_of(files([progress])), &Shelf::default());
    assert_eq!(report.steps.iter().map(|line| line.step.as_str()).collect::<Vec<_>>(), ["checklist", "bob", "six"]);
    assert!(report.nudges.is_empty(), "the general nudge answers no mistake: {:?}", report.nudges);
    let wrong: Vec<_> = report.answers.iter().map(|line| (line.question.as_str(), line.learners.join(" "))).collect();
    assert_eq!(wrong, [("open", "anna".to_owned())]);
}
