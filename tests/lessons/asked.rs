//! What lessons ask is wholly what they say: an account with something more than that is not done.

use std::collections::BTreeSet;
use std::sync::Arc;

use iam_console::training::lesson::*;
use iam_console::training::quiz::Misconception;
use iam_console::training::stage::*;

/// A lesson as it stands behind the solutions of its steps, and of its challenge where it has one.
fn solved(id: &str) -> (Arc<Course>, Stage) {
    let lesson = shipped_lesson(id).unwrap_or_else(|| panic!("there is no lesson {id}"));
    let course = Arc::new(Course::new(Arc::clone(lesson), 1).unwrap());
    let mut stage = Stage::new(Arc::clone(&course), "2026-11-23T21:14:05Z".parse().unwrap()).unwrap();
    for (number, step) in lesson.steps.iter().enumerate() {
        stage.begin(number);
        step.solve.iter().for_each(|line| stage.run(&line.text).unwrap());
    }
    stage.begin(lesson.steps.len());
    lesson.challenge.iter().flat_map(|challenge| &challenge.solve).for_each(|line| stage.run(&line.text).unwrap());
    (course, stage)
}

/// Whether a step holds, or with its id as `challenge` all that the challenge asks.
fn holds(course: &Course, stage: &Stage, part: &str) -> bool {
    let judged = stage.judge();
    match course.lesson().steps.iter().position(|step| step.id == part) {
        Some(number) => judged.step(number).unwrap().holds,
        None => judged.challenge().iter().all(|demand| demand.verdict.holds),
    }
}

fn attach(identity: &str, policy: &str) -> String {
    let (kind, name) = identity.split_once(' ').unwrap();
    format!("aws iam attach-{kind}-policy --{kind}-name {name} --policy-arn arn:aws:iam::aws:policy/{policy}")
}

fn inline(role: &str, action: &str, resource: &str) -> String {
    format!(
        r#"aws iam put-role-policy --role-name {role} --policy-name More --policy-document '{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"{action}","Resource":"{resource}"}}]}}'"#
    )
}

fn trust(role: &str, principal: &str) -> String {
    format!(
        r#"aws iam update-assume-role-policy --role-name {role} --policy-document '{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{principal},"Action":"sts:AssumeRole"}}]}}'"#
    )
}

fn opened(bucket: &str, principals: &str) -> String {
    let key = if bucket == "results" { "summary.txt" } else { "2026-*" };
    format!(
        r#"aws s3api put-bucket-policy --bucket {bucket}-111122223333 --policy '{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":{principals}}},"Action":"s3:GetObject","Resource":"arn:aws:s3:::{bucket}-111122223333/{key}"}}]}}'"#
    )
}

#[test]
fn one_thing_too_much_is_not_done() {
    let other_account = r#"{"Service":"ec2.amazonaws.com","AWS":"arn:aws:iam::999999999999:root"}"#;
    let cases: [(&str, &str, Vec<String>); 6] = [
        (
            "w05",
            "challenge",
            vec![
                attach("group auditors", "AmazonS3FullAccess"),
                attach("group auditors", "AmazonEC2FullAccess"),
                attach("group readers", "IAMReadOnlyAccess"),
                attach("group readers", "AmazonRDSFullAccess"),
            ],
        ),
        (
            "w06",
            "challenge",
            vec![
                trust("app-role", other_account),
                trust("resize-role", r#"{"Service":["lambda.amazonaws.com","ecs-tasks.amazonaws.com"]}"#),
                inline("resize-role", "s3:GetObject", "arn:aws:s3:::results-111122223333/*"),
                inline("resize-role", "s3:ListBucket", "arn:aws:s3:::backups-111122223333"),
                inline("resize-role", "rds:*", "*"),
                inline("app-role", "s3:ListAllMyBuckets", "*"),
                inline("app-role", "s3:PutObjectTagging", "arn:aws:s3:::reports-111122223333/*"),
                inline("app-role", "sqs:SendMessage", "*"),
                attach("user bob", "AmazonS3ReadOnlyAccess"),
            ],
        ),
        (
            "w07",
            "teams",
            vec![
                attach("group Analysts", "AmazonRDSFullAccess"),
                attach("group Analysts", "AmazonS3FullAccess"),
                attach("group Developers", "AmazonSESFullAccess"),
                attach("group Auditors", "AWSOrganizationsFullAccess"),
                attach("group Auditors", "IAMFullAccess"),
                // Even one who may nothing yet may become a second administrator.
                "aws iam create-user --user-name somebody".to_owned(),
            ],
        ),
        ("f03", "challenge", vec![opened("results", r#"["arn:aws:iam::111122223333:user/dan","arn:aws:iam::999999999999:root"]"#)]),
        ("f12", "challenge", vec![opened("backups", r#"["arn:aws:iam::111122223333:user/carol","arn:aws:iam::111122223333:user/dan"]"#)]),
        (
            "w07",
            "workload",
            vec![
                trust("app-role", other_account),
                trust("app-role", r#"{"Service":["ec2.amazonaws.com","lambda.amazonaws.com"]}"#),
                inline("app-role", "cloudtrail:StopLogging", "*"),
                inline("app-role", "s3:GetObject", "arn:aws:s3:::somebody-elses/*"),
                inline("app-role", "s3:PutObject", "*"),
            ],
        ),
    ];
    let mut passed = Vec::new();
    for (id, part, lines) in cases {
        let (course, stage) = solved(id);
        assert!(holds(&course, &stage, part), "{id}/{part} is not done by its solution");
        for line in lines {
            let mut more = stage.fork();
            more.run(&line).unwrap_or_else(|error| panic!("{line}: {error}"));
            if holds(&course, &more, part) {
                passed.push(format!("{id}/{part}: {line}"));
            }
        }
    }
    assert!(passed.is_empty(), "done with something too much:\n{}", passed.join("\n"));
}

/// AWS's own policies for auditors name some actions that have another access level, and services that the reference has not.
#[test]
fn an_auditor_may_have_what_aws_made_for_auditors() {
    let (course, stage) = solved("w05");
    for policy in ["ReadOnlyAccess", "SecurityAudit", "job-function/ViewOnlyAccess"] {
        let mut more = stage.fork();
        more.run(&attach("group auditors", policy)).unwrap();
        let judged = more.judge();
        let findings = judged.challenge().into_iter().flat_map(|demand| demand.verdict.findings);
        let amiss: Vec<String> = findings.filter(|finding| !finding.holds).map(|finding| finding.found).collect();
        assert!(holds(&course, &more, "challenge"), "{policy}: {amiss:?}");
    }
}

#[test]
fn every_misconception_has_a_step_besides_the_exam_s() {
    let lessons = shipped().flatten().filter(|lesson| !lesson.exam);
    let shown: BTreeSet<&str> =
        lessons.flat_map(|lesson| &lesson.steps).flat_map(|step| &step.misconceptions).map(String::as_str).collect();
    let missing: Vec<String> = Misconception::all().map(|one| one.to_string()).filter(|one| !shown.contains(one.as_str())).collect();
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn whatever_asks_says_which_misconceptions_it_is_about_or_that_it_is_about_none() {
    let silent: Vec<String> =
        shipped().flatten().flat_map(|lesson| lesson.silent_steps().map(move |step| format!("{}/{}", lesson.id, step.id))).collect();
    assert_eq!(silent, Vec::<String>::new());
    let lesson = shipped_lesson("w01").unwrap();
    assert_eq!((lesson.about("six"), lesson.about("checklist")), (&["M01", "M02", "M09"].map(String::from)[..], &[][..]));
}

#[test]
fn a_refusal_that_a_solution_shows_is_asked_for() {
    let mut idle = Vec::new();
    for lesson in shipped().flatten() {
        let course = Arc::new(Course::new(Arc::clone(lesson), 1).unwrap());
        let mut stage = Stage::new(Arc::clone(&course), "2026-11-23T21:14:05Z".parse().unwrap()).unwrap();
        for (number, step) in lesson.steps.iter().enumerate() {
            stage.begin(number);
            let mut without = stage.fork();
            step.solve.iter().filter(|line| !line.text.starts_with("fails ")).for_each(|line| without.run(&line.text).unwrap());
            let refused = step.solve.iter().any(|line| line.text.starts_with("fails "));
            if refused && without.judge().step(number).unwrap().holds {
                idle.push(format!("{}/{}", lesson.id, step.id));
            }
            step.solve.iter().for_each(|line| stage.run(&line.text).unwrap());
        }
    }
    assert_eq!(idle, Vec::<String>::new(), "done without the refusal, to which hints would lead");
}

#[test]
fn a_line_can_have_the_time_at_which_it_runs() {
    let (_, stage) = solved("w10");
    let role = stage.account().role_named("archive").unwrap().id;
    let policy = stage.account().inline_policy(role, "AWSRevokeOlderSessions").unwrap();
    // The fixture's clock is 200 days ahead.
    assert!(policy.document.as_str().contains("\"aws:TokenIssueTime\": \"2027-06-11T"), "{}", policy.document.as_str());
}

#[test]
fn an_open_session_is_looked_at_before_and_after_it_is_revoked() {
    let lesson = shipped_lesson("w10").unwrap();
    let course = Arc::new(Course::new(Arc::clone(lesson), 1).unwrap());
    let number = lesson.steps.iter().position(|step| step.id == "stolen-key").unwrap();
    let mut stage = Stage::new(Arc::clone(&course), "2026-11-23T21:14:05Z".parse().unwrap()).unwrap();
    stage.begin(number);
    let step = &lesson.steps[number];
    let run = |stage: &mut Stage, lines: std::ops::Range<usize>| {
        step.solve[lines].iter().for_each(|line| stage.run(&line.text).unwrap_or_else(|error| panic!("{}: {error}", line.text)));
    };
    let read = "try --as role/archive s3:GetObject arn:aws:s3:::reports-111122223333/q1.csv";
    run(&mut stage, 0..2);
    stage.run(read).unwrap();
    assert!(!stage.judge().is_judged("goes-on"), "as the role another session is opened");
    run(&mut stage, 2..3);
    assert!(stage.judge().is_right("goes-on"));
    run(&mut stage, 3..4);
    stage.run(read).unwrap();
    assert!(!stage.judge().step(number).unwrap().holds, "a new session reads on, and shows nothing about the old one");
    assert_eq!(stage.judge().hint(number), "see-it-end");
    run(&mut stage, 4..5);
    assert!(stage.judge().step(number).unwrap().holds);
}

#[test]
fn what_is_found_is_said_in_sentences() {
    let mut odd = BTreeSet::new();
    for lesson in shipped().flatten() {
        let course = Arc::new(Course::new(Arc::clone(lesson), 1).unwrap());
        let mut stage = Stage::new(Arc::clone(&course), "2026-11-23T21:14:05Z".parse().unwrap()).unwrap();
        for (number, step) in lesson.steps.iter().enumerate() {
            stage.begin(number);
            for line in std::iter::once(None).chain(step.solve.iter().map(Some)) {
                if let Some(line) = line {
                    stage.run(&line.text).unwrap();
                }
                let judged = stage.judge();
                let demands = judged.demands_of(number).into_iter().flat_map(|demand| demand.verdict.findings);
                let found = judged.steps().into_iter().flat_map(|verdict| verdict.findings).chain(demands);
                let is_odd =
                    |words: &String| words.contains("not done yet") || words.matches(": ").count() > 1 || words.ends_with(['.', ':']);
                odd.extend(found.flat_map(|finding| [finding.found, finding.wanted]).filter(is_odd));
            }
        }
    }
    assert_eq!(odd, BTreeSet::new());
}

/// What a text says of predictions, and what its step does about it.
#[test]
fn who_is_to_predict_is_asked_before_it_is_seen() {
    let mut wrong = Vec::new();
    for lesson in shipped().flatten() {
        let course = Course::new(Arc::clone(lesson), 1).unwrap();
        for step in &lesson.steps {
            let text = lesson
                .texts
                .get(&step.id)
                .map_or_else(String::new, |block| format!("{} {}", block.title, block.text.plain(usize::MAX).join(" ")));
            let says_so = ["predict", "before you try"].iter().any(|words| text.to_lowercase().contains(words));
            // First answers that count are asked for where all lies open.
            let is_first = step.check.as_ref().is_some_and(|check| course.fill(&check.text).contains("first_right("));
            if says_so && !is_first && !step.asks.iter().any(|ask| ask.predict) {
                wrong.push(format!("{}/{}: {text}", lesson.id, step.id));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}
