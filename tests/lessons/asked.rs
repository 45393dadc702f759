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

#[test]
fn one_thing_too_much_is_not_done() {
    let other_account = r#"{"Service":"ec2.amazonaws.com","AWS":"arn:aws:iam::999999999999:root"}"#;
    let cases: [(&str, &str, Vec<String>); 4] = [
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
            ],
        ),
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
