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
fn each_step_is_open_until_its_own_solution_is_run() {
    let mut wrong = Vec::new();
    for course in courses() {
        let mut stage = stage(&course);
        let id = &course.lesson().id;
        for (number, step) in course.lesson().steps.iter().enumerate() {
            stage.begin(number);
            let mut note = |what: String| wrong.push(format!("{id}/{}: {what}", step.id));
            if stage.judge().step(number).unwrap().holds {
                note("holds at its start".into());
            }
            for line in &step.solve {
                stage.run(&line.text).unwrap_or_else(|error| note(format!("{}: {error}", line.text)));
            }
            let verdict = stage.judge().step(number).unwrap();
            if !verdict.holds {
                note(format!("{:?}", verdict.findings));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const LESSON: &str = r#"+++
format = 1
id = "l"
title = "L"
level = "novice"
minutes = 5
fixture_lines = [
  "aws iam create-user --user-name $who",
  "aws iam create-login-profile --user-name $who --password 'Correct-horse-7'",
  "aws iam create-virtual-mfa-device --virtual-mfa-device-name phone",
]
[seed]
who = ["ann", "ben", "cat"]
[[step]]
id = "s"
check = "right(q) && right(m) && right(o)"
[[step.ask]]
id = "q"
kind = "number"
truth = "count(users)"
[[step.ask]]
id = "m"
kind = "many"
options = [{ id = "a", right = true }, { id = "b" }, { id = "c", right = true }]
[[step.ask]]
id = "o"
kind = "order"
items = ["x", "y"]
[[step.hint]]
id = "wrong"
when = "answered(q) && !right(q)"
+++
# L
## S {#s}
"#;

fn own(seed: u64) -> Stage {
    let lesson = Arc::new(Lesson::parse("l.md", LESSON).unwrap());
    stage(&Arc::new(Course::new(lesson, seed).unwrap_or_else(|errors| panic!("{errors:#?}"))))
}

#[test]
fn names_follow_the_seed() {
    let name = |seed| own(seed).account().users().next().unwrap().name.clone();
    assert_eq!(name(1), name(1));
    let mut names: Vec<String> = (0..40).map(name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names, ["ann", "ben", "cat"]);
}

#[test]
fn answers_are_taken_down_and_judged_once() {
    let mut stage = own(1);
    for line in ["answer q many", "answer m d", "answer o 1", "answer o 1 1", "answer 1", "answer z 1"] {
        assert!(matches!(stage.run(line), Err(LineError::Senseless(_))), "{line}");
    }
    stage.run("answer q 2").unwrap();
    assert_eq!(stage.judge().hint(0), "wrong");
    for line in ["answer q 1", "answer m c a", "answer o 1 2"] {
        stage.run(line).unwrap();
    }
    assert!(stage.judge().step(0).unwrap().holds);
    let given = &stage.learner().answers["q"];
    assert_eq!((given.first[0].as_str(), given.first_was_right, given.last[0].as_str()), ("2", Some(false), "1"));
    stage.run("aws iam create-user --user-name dan").unwrap();
    assert!(stage.judge().is_right("q"), "what was right stays so");
    stage.run("answer q 1").unwrap();
    assert!(stage.judge().is_right("q"), "said once more, too");
    stage.run("answer q 3").unwrap();
    stage.run("answer q 1").unwrap();
    assert!(!stage.judge().is_right("q") && stage.judge().hint(0) == "wrong");
}

const PREDICTIONS: &str = r#"+++
format = 1
id = "l"
title = "L"
level = "novice"
minutes = 5
fixture = "team"
[[step]]
id = "s"
check = "right(act) && right(moment) && exists(user:zoe)"
[[step.ask]]
id = "act"
kind = "number"
truth = "count(users)"
[[step.ask]]
id = "moment"
kind = "yesno"
truth = "can(user:bob, s3:ListAllMyBuckets, *)"
when = "tried(user:bob, s3:ListAllMyBuckets, *, {since: change}) == allowed"
[[step.hint]]
id = "wrong"
when = "wrong(act) || wrong(moment)"
+++
# L
## S {#s}
"#;

#[test]
fn predictions_are_judged_once_what_they_are_about_is_to_be_seen() {
    let lesson = Arc::new(Lesson::parse("l.md", PREDICTIONS).unwrap());
    let mut stage = stage(&Arc::new(Course::new(lesson, 1).unwrap_or_else(|errors| panic!("{errors:#?}"))));
    let users = stage.account().users().count();
    stage.run(&format!("answer act {users}")).unwrap();
    stage.run("answer moment yes").unwrap();
    assert_eq!(stage.judge().hint(0), "hint", "what is so before the act counts for nothing");
    stage.run("try --as user/bob s3:ListAllMyBuckets").unwrap();
    stage.run("aws iam attach-user-policy --user-name bob --policy-arn arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess").unwrap();
    assert!(!stage.judge().is_judged("moment"), "it was tried before");
    let verdict = stage.judge().step(0).unwrap();
    assert!(verdict.findings.iter().any(|finding| finding.found.contains("since the last change")), "{:?}", verdict.findings);
    stage.run("try --as user/bob s3:ListAllMyBuckets").unwrap();
    assert!(stage.judge().is_right("moment"));
    stage.run("aws iam create-user --user-name zoe").unwrap();
    assert!(stage.judge().is_judged("act") && !stage.judge().is_right("act"), "now there is one more");
    assert_eq!(stage.judge().hint(0), "wrong");
    assert_eq!(stage.learner().answers["act"].first_was_right, Some(false));
    stage.run("aws iam detach-user-policy --user-name bob --policy-arn arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess").unwrap();
    assert!(stage.judge().is_right("moment"), "what was right stays so");
    stage.run(&format!("answer act {}", users + 1)).unwrap();
    assert!(stage.judge().step(0).unwrap().holds);
    stage.run("aws iam create-user --user-name yan").unwrap();
    assert!(stage.judge().step(0).unwrap().holds);
}

#[test]
fn what_was_seen_before_it_is_answered_is_no_prediction() {
    let text = PREDICTIONS.replacen("id = \"act\"\n", "id = \"act\"\npredict = true\n", 1);
    assert_ne!(text, PREDICTIONS);
    let lesson = Arc::new(Lesson::parse("l.md", &text).unwrap());
    let course = Arc::new(Course::new(lesson, 1).unwrap_or_else(|errors| panic!("{errors:#?}")));
    let was_seen = |lines: &[String]| {
        let mut stage = stage(&course);
        for line in lines {
            stage.run(line).unwrap();
        }
        stage.learner().answers["act"].was_seen
    };
    let users = stage(&course).account().users().count() + 1;
    let act = ["try --as user/bob s3:ListAllMyBuckets".into(), "aws iam create-user --user-name zoe".into()];
    let answer = [format!("answer act {users}")];
    assert!(!was_seen(&[&answer[..], &act].concat()));
    assert!(was_seen(&[&act[..], &answer].concat()));
    assert!(!was_seen(&[&["answer act 99".into()], &act[..], &answer].concat()), "the first answer came before");
}

#[test]
fn one_signs_in_with_codes_as_often_as_needed() {
    let mut stage = own(1);
    let serial = "--serial-number arn:aws:iam::$account:mfa/phone";
    let codes = "--authentication-code1 $code1(phone) --authentication-code2 $code2(phone)";
    stage.run(&format!("aws iam enable-mfa-device {serial} {codes}")).unwrap();
    for _ in 0..5 {
        stage.run("sign-out").unwrap();
        stage.run("fails sign-in root $rootpassword").unwrap();
        stage.run("sign-in root $rootpassword $code(phone)").unwrap();
    }
    assert!(stage.scene().caller.is_root());
    stage.run(&format!("aws iam deactivate-mfa-device {serial}")).unwrap();
    stage.run("sign-in user/$who Correct-horse-7").unwrap();
    assert!(!stage.scene().caller.is_root());
    assert!(matches!(stage.run("aws iam list-users"), Err(LineError::Refused(_))));
    assert_eq!(stage.run("fails view users"), Err(LineError::NotRefused));
    stage.run("as root").unwrap();
    stage.run("aws iam list-users").unwrap();
    stage.begin(0);
    stage.run("fails aws iam list-users").unwrap();
}

#[test]
fn a_fork_goes_its_own_way() {
    let mut stage = own(1);
    stage.run("aws iam create-access-key").unwrap();
    let mut fork = stage.fork();
    fork.run("aws iam delete-access-key --access-key-id $key(root, 2)").unwrap();
    fork.run("answer q 1").unwrap();
    assert_eq!((stage.account().access_keys().count(), fork.account().access_keys().count()), (2, 1));
    assert!(stage.learner().answers.is_empty());
    assert!(fork.scene().history.items().len() > stage.scene().history.items().len());
}

#[test]
fn a_line_reads_no_file_and_a_wrong_fixture_is_told_with_its_line() {
    let mut stage = own(1);
    assert!(matches!(
        stage.run("aws iam create-policy --policy-name p --policy-document file:///etc/passwd"),
        Err(LineError::Senseless(_))
    ));
    let wrong = LESSON.replace("create-login-profile --user-name $who", "create-login-profile --user-name nobody");
    let course = Course::new(Arc::new(Lesson::parse("l.md", &wrong).unwrap()), 1).unwrap_or_else(|errors| panic!("{errors:?}"));
    let Err(error) = Stage::new(Arc::new(course), "2026-11-23T21:14:05Z".parse().unwrap()) else { panic!("it is wrong") };
    assert!(error.to_string().starts_with("l.md:9:") && error.to_string().contains("NoSuchEntity"), "{error}");
}

#[test]
fn words_for_ids_that_are_not_there_yet_say_where_they_will_be_found() {
    let told = |line: &str| made_before(&[line.to_owned()]);
    let key = "For KEY-ID type the id of the access key that is made before: the answer has it, as AccessKeyId.";
    assert_eq!(told("try --as KEY-ID s3:PutObject arn:aws:s3:::results/night.txt"), [key]);
    let [session] = told("try --as SESSION-KEY-ID s3:GetObject *").try_into().unwrap();
    assert!(session.starts_with("For SESSION-KEY-ID type the access key of the session"), "{session}");
    assert_eq!(told("aws iam list-users"), [""; 0]);
}

#[test]
fn what_was_done_too_early_is_told_as_done_and_not_as_open() {
    let lesson = shipped_lesson("w10").unwrap();
    let course = Arc::new(Course::new(Arc::clone(lesson), 1).unwrap());
    let number = lesson.steps.iter().position(|step| step.id == "rotate").unwrap();
    let mut stage = Stage::new(Arc::clone(&course), "2026-11-23T21:14:05Z".parse().unwrap()).unwrap();
    stage.begin(number);
    for line in &lesson.steps[number].solve[..3] {
        stage.run(&line.text).unwrap_or_else(|error| panic!("{}: {error}", line.text));
    }
    let verdict = stage.judge().step(number).unwrap();
    let found: Vec<&str> = verdict.findings.iter().filter(|finding| !finding.holds).map(|finding| finding.found.as_str()).collect();
    let told = "the new access key of uploader was used, but not since the old access key of uploader is deactivated";
    assert!(found.contains(&told), "{found:?}");
}
