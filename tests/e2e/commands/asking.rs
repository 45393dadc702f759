//! `simulate --principal`: may somebody of the practice account do something, in words and for machines.

use std::io::Read;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::home::{Answer, Home};

const READS: &str = r#"{"Version":"2012-10-17","Statement":[{"Sid":"Read","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*","Condition":{"StringEquals":{"aws:SourceVpc":["vpc-1","vpc-2"]}}},{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"}]}"#;

/// Alice, who may list buckets and from a network read reports.
fn home() -> Home {
    let home = Home::new();
    std::fs::write(home.path().join("reads.json"), READS).unwrap();
    home.ask("iam create-user --user-name alice");
    home.ask("iam put-user-policy --user-name alice --policy-name reads --policy-document file://reads.json");
    home
}

fn ask(home: &Home, line: &str) -> Answer {
    let words: Vec<&str> = ["simulate"].into_iter().chain(line.split_whitespace()).collect();
    home.run(&words)
}

/// The answers for machines, and the exit code.
#[track_caller]
fn answers(home: &Home, line: &str) -> (Vec<Value>, Option<i32>) {
    let answer = ask(home, &format!("{line} --json"));
    assert_eq!(answer.err, "", "{line}");
    (serde_json::from_str(&answer.out).unwrap_or_else(|_| panic!("{answer:?}")), answer.code)
}

#[test]
fn the_exit_code_is_the_decision_and_the_words_say_why() {
    let home = home();
    let read = "--principal user/alice --action s3:GetObject --resource arn:aws:s3:::reports/q1.csv";
    // A line, its exit code, and what is on standard output or on standard error.
    for (line, code, said) in [
        ("--principal user/alice --action s3:ListAllMyBuckets", 0, "alice may  s3:ListAllMyBuckets  on  *   (allowed)"),
        ("--principal user/alice --action s3:ListAllMyBuckets", 0, "To revoke it"),
        ("--principal root --action s3:GetObject --resource arn:aws:s3:::b/k", 0, "root user may  s3:GetObject"),
        (&format!("{read} --context aws:SourceVpc=vpc-2"), 0, "Allowed by statement Read of policy reads."),
        (read, 1, "absent, though a policy asks for it; it could change the decision"),
        (
            &format!("{read} --context aws:SourceVpc=vpc-3"),
            1,
            "alice may not  s3:GetObject  on  arn:aws:s3:::reports/q1.csv   (implicit deny)",
        ),
        ("--principal user/alice --action iam:ListUsers", 1, "To allow it, the smallest change:"),
        // One of several that is denied.
        ("--principal user/alice --action s3:ListAllMyBuckets --action iam:ListUsers", 1, "alice may not  iam:ListUsers"),
        ("--principal user/nobody --action s3:GetObject", 2, "There is no user \"nobody\" in this account."),
        ("--principal alice --action s3:ListAllMyBuckets", 0, "alice may  s3:ListAllMyBuckets"),
        ("--principal nobody --action s3:GetObject", 2, "nobody"),
        ("--principal user/alice --action GetObject", 2, "GetObject"),
        ("--principal user/alice --action s3:GetObject --resource reports", 2, "reports"),
        (&format!("{read} --context aws:SourceVpc"), 2, "aws:SourceVpc is no KEY=VALUE"),
        ("--principal user/alice", 2, "--action <ACTION>"),
        ("--action s3:GetObject", 2, "--principal <PRINCIPAL>"),
    ] {
        let answer = ask(&home, line);
        let (right, wrong) = if code == 2 { (&answer.err, &answer.out) } else { (&answer.out, &answer.err) };
        assert!(answer.code == Some(code) && right.contains(said) && wrong.is_empty(), "{line}: {answer:?}");
        assert!(!answer.out.contains('\u{1b}'), "{line}: no colours where no terminal is");
    }
}

#[test]
fn machines_are_told_the_same_in_the_same_order() {
    let home = home();
    let (listed, code) = answers(
        &home,
        "--principal user/alice --action s3:ListAllMyBuckets --action s3:ListBucket --resource * --resource arn:aws:s3:::reports",
    );
    let told: Vec<Value> = listed.iter().map(|answer| json!([answer["action"], answer["resource"], answer["decision"]])).collect();
    let (all, bucket) = ("*", "arn:aws:s3:::reports");
    assert_eq!(
        told,
        [
            json!(["s3:ListAllMyBuckets", all, "allowed"]),
            json!(["s3:ListAllMyBuckets", bucket, "allowed"]),
            json!(["s3:ListBucket", all, "implicitDeny"]),
            json!(["s3:ListBucket", bucket, "implicitDeny"]),
        ]
    );
    assert_eq!(code, Some(1));
    assert_eq!(listed[0]["context"].as_array().unwrap().iter().filter(|key| key["key"] == "aws:username").count(), 1);
    assert_eq!(answers(&home, "--principal user/alice --action s3:ListAllMyBuckets").1, Some(0));
}

#[test]
fn remedies_have_the_same_order_and_words_in_both_forms() {
    let home = home();
    let line = "--principal user/alice --action kms:Decrypt --resource arn:aws:kms:eu-west-1:111122223333:key/1";
    let text = ask(&home, line).out;
    let (found, code) = answers(&home, line);
    let explanation = &found[0]["explanation"];
    let remedies: Vec<&str> = explanation["remedies"].as_array().unwrap().iter().map(|remedy| remedy["text"].as_str().unwrap()).collect();
    let lines: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("    - ")).collect();
    assert_eq!((remedies, code), (lines.clone(), Some(1)));
    assert!(lines.iter().any(|line| line.ends_with("outside this practice account.")), "{text}");
}

#[test]
fn what_is_not_known_here_is_not_told_to_be_absent() {
    let home = home();
    let id = home.ask("iam get-user --user-name alice --query User.Arn").as_str().unwrap().split(':').nth(4).unwrap().to_owned();
    for (action, resource, said) in [
        ("kms:Decrypt", format!("arn:aws:kms:eu-west-1:{id}:key/1"), "the key policy is not known here, and taken to allow nothing."),
        ("sns:Publish", format!("arn:aws:sns:us-east-1:{id}:elsewhere"), "Its policy is not known here; in one account none is needed."),
        ("iam:GetUser", format!("arn:aws:iam::{id}:user/alice"), "There is none: what is asked for has no policy of its own."),
    ] {
        let line = format!("--principal user/alice --action {action} --resource {resource}");
        let answer = ask(&home, &line);
        assert!(answer.out.contains(said), "{line}: {}", answer.out);
        let (found, code) = answers(&home, &line);
        let layers = found[0]["explanation"]["layers"].as_array().unwrap();
        let why = layers.iter().find(|layer| layer["layer"] == "resource").unwrap()["why"].as_str().unwrap();
        assert!(why.ends_with(said) && code == answer.code, "{why}");
    }
    // A bucket could only be this account's own: it is not there, and that is said.
    let absent = ask(&home, "--principal user/alice --action s3:PutObject --resource arn:aws:s3:::elsewhere/x").out;
    assert!(absent.contains("There is no bucket with this ARN in this account: elsewhere."), "{absent}");
}

#[test]
fn each_policy_is_told_with_through_what_it_holds() {
    let home = home();
    home.ask("iam create-group --group-name devs");
    home.ask("iam put-group-policy --group-name devs --policy-name reads --policy-document file://reads.json");
    home.ask("iam add-user-to-group --group-name devs --user-name alice");
    let (answers, _) = answers(&home, "--principal user/alice --action s3:ListAllMyBuckets");
    let answer = &answers[0];
    assert!(
        answer["principal"].as_str().unwrap().starts_with("arn:aws:iam::")
            && answer["principal"].as_str().unwrap().ends_with(":user/alice")
    );
    let policy = |policy: &str, origin: &str| json!({ "layer": "identity", "policy": policy, "name": "reads", "origin": origin });
    let told = answer["policies"].as_array().unwrap();
    assert!(told.contains(&policy("group:devs/reads", "inline, via group devs")) && told.contains(&policy("reads", "inline")), "{told:?}");
    // By these names the explanation names them.
    let named = answer["explanation"]["statements"].to_string();
    assert!(named.contains("group:devs/reads"), "{named}");
}

#[test]
fn nothing_is_offered_to_allow_what_may_be_no_action() {
    let home = home();
    let answer = ask(&home, "--principal user/alice --action s3:GetObj --resource arn:aws:s3:::b/k");
    assert_eq!(answer.code, Some(1));
    assert!(answer.out.contains("Is s3:GetObject, s3:GetObjectAcl") && !answer.out.contains("policy that allows"), "{}", answer.out);
    assert!(answer.out.contains("Nothing is offered to allow"), "{}", answer.out);
    let known = ask(&home, "--principal user/alice --action s3:GetObject --resource arn:aws:s3:::b/k").out;
    assert!(known.contains("inline policy that allows s3:GetObject"), "{known}");
}

#[test]
fn thousands_of_answers_are_told_as_they_are_found() {
    let home = Home::new();
    home.ask("iam create-user --user-name alice");
    let mut arguments = vec!["simulate".to_owned(), "--principal".to_owned(), "user/alice".to_owned()];
    arguments.extend((0..100).flat_map(|at| ["--action".to_owned(), format!("s3:Get{at}")]));
    arguments.extend((0..100).flat_map(|at| ["--resource".to_owned(), format!("arn:aws:s3:::bucket/{at}")]));
    for form in [&[][..], &["--json".to_owned()]] {
        let all: Vec<&str> = arguments.iter().chain(form).map(String::as_str).collect();
        let mut child = home.command(&all).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut said = [0; 1000];
        child.stdout.take().unwrap().read_exact(&mut said).unwrap();
        // Who has read enough is told no more, and the program ends.
        let ended = child.wait_with_output().unwrap();
        assert_eq!((ended.status.code(), ended.stderr.as_slice()), (Some(1), &b""[..]));
    }
}

#[test]
fn the_verdict_is_on_all_that_is_asked_about_however_far_it_is_read() {
    let home = Home::new();
    for (last, code) in [("s3:GetObject", 0), ("sqs:SendMessage", 1)] {
        let mut arguments = ["simulate", "--principal", "user/alice", "--action", "s3:GetObject", "--json"].map(str::to_owned).to_vec();
        home.aws("iam create-user --user-name alice");
        home.aws("iam attach-user-policy --user-name alice --policy-arn arn:aws:iam::aws:policy/AmazonS3FullAccess");
        arguments.extend((0..100).flat_map(|at| ["--resource".to_owned(), format!("arn:aws:s3:::bucket/{at}")]));
        arguments.extend(["--action".to_owned(), last.to_owned()]);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let mut child = home.command(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut said = [0; 1000];
        child.stdout.take().unwrap().read_exact(&mut said).unwrap();
        let ended = child.wait_with_output().unwrap();
        assert_eq!((ended.status.code(), ended.stderr.as_slice()), (Some(code), &b""[..]), "{last}");
    }
}
