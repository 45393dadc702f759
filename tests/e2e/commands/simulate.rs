//! `simulate --cases`: an answer for every line, in order, as soon as it can be given.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::home::{Answer, Home};

/// A case that is allowed or implicitly denied.
fn case(id: &str, allowed: bool) -> Value {
    let effect = json!({ "Effect": "Allow", "Action": if allowed { "s3:Get*" } else { "s3:Put*" }, "Resource": "*" });
    json!({
        "id": id,
        "principal": "arn:aws:iam::111122223333:user/alice",
        "action": "s3:GetObject",
        "resource": "arn:aws:s3:::reports/2026.csv",
        "identityPolicies": [{ "name": "managed:reports", "policy": { "Version": "2012-10-17", "Statement": [effect] } }],
    })
}

fn with(mut case: Value, name: &str, value: &str) -> Value {
    case[name] = value.into();
    case
}

/// Runs the cases of a text, from a file and from standard input, which must answer the same.
#[track_caller]
fn run(home: &Home, text: &[u8]) -> Answer {
    let path = home.path().join("cases.jsonl");
    fs::write(&path, text).unwrap();
    let from_file = home.run(&["simulate", "--cases", "cases.jsonl"]);
    let from_input: Answer = home.command(&["simulate", "--cases", "-"]).stdin(fs::File::open(&path).unwrap()).output().unwrap().into();
    assert_eq!(from_file, from_input);
    from_file
}

fn answers(answer: &Answer) -> Vec<Value> {
    answer.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn the_case_of_the_help_is_answered_as_it_says() {
    let home = Home::new();
    for help in ["--help", "-h"] {
        let told = home.run(&["simulate", help]).out;
        let cases: Vec<&str> = told.lines().filter(|line| line.starts_with('{')).collect();
        let answer = run(&home, cases.join("\n").as_bytes());
        assert_eq!(answers(&answer), [json!({ "id": "1", "decision": "allowed" })], "{help}: {told}");
        assert_eq!((answer.code, answer.err.as_str()), (Some(0), ""));
    }
}

#[test]
fn every_line_has_its_answer_in_order() {
    let home = Home::new();
    let (one, two) = (case("one", true), with(case("two", false), "expected", "implicitDeny"));
    let text = format!("\u{feff}{one}\r\n\n \t\r\n{{\"id\":\"bad\"}}\n{two}\n\u{feff}{one}\nnope");
    let answer = run(&home, text.as_bytes());
    assert_eq!(
        answers(&answer),
        [
            json!({ "id": "one", "decision": "allowed" }),
            json!({ "id": "bad", "error": "line 4: principal is missing: an ARN, a service as in lambda.amazonaws.com, or anonymous" }),
            json!({ "id": "two", "decision": "implicitDeny" }),
            json!({ "id": null, "error": "line 6, column 1: a case is a JSON object on one line" }),
            json!({ "id": null, "error": "line 7, column 1: a case is a JSON object on one line" }),
        ]
    );
    assert_eq!(answer.code, Some(2));
    assert_eq!(answer.err, "iam-console: 1 case with a known answer, all as known. 3 lines could not be read.\n");
    assert!(!home.path().join("accounts").exists(), "cases need no account");
}

#[test]
fn decisions_of_any_kind_are_success() {
    let home = Home::new();
    for (text, out, err) in [
        (String::new(), vec![], ""),
        ("\n\n".to_owned(), vec![], ""),
        (case("a", false).to_string(), vec![json!({ "id": "a", "decision": "implicitDeny" })], ""),
        (
            with(case("a", false), "expected", "allowed").to_string() + "\n",
            vec![json!({ "id": "a", "decision": "implicitDeny", "expected": "allowed" })],
            "iam-console: 1 case with a known answer, 1 of them decided otherwise.\n",
        ),
        (
            with(case("a", true), "permissionsBoundaryPolicies", "x").to_string(),
            vec![json!({ "id": "a", "decision": "allowed", "ignored": ["permissionsBoundaryPolicies"] })],
            "iam-console: Fields that counted for nothing, though nearly named as others: permissionsBoundaryPolicies in 1 case.\n",
        ),
        (
            [with(case("a", true), "sessionPolicy", "x"), with(case("a", false), "why", "x"), case("b", true), case("a", true)]
                .map(|case| case.to_string())
                .join("\n"),
            vec![
                json!({ "id": "a", "decision": "allowed", "ignored": ["sessionPolicy"] }),
                json!({ "id": "a", "decision": "implicitDeny" }),
                json!({ "id": "b", "decision": "allowed" }),
                json!({ "id": "a", "decision": "allowed" }),
            ],
            "iam-console: Fields that counted for nothing, though nearly named as others: sessionPolicy in 1 case. 2 cases have an id that an earlier one has, first a.\n",
        ),
    ] {
        let answer = run(&home, text.as_bytes());
        assert_eq!((answer.code, answers(&answer), answer.err.as_str()), (Some(0), out, err), "{text}");
    }
}

#[test]
fn several_requests_have_their_decisions_first_and_a_key_that_is_none_is_told() {
    let home = Home::new();
    home.ask("iam create-user --user-name alice");
    let line = "simulate --principal user/alice --action s3:GetObject --action sts:GetCallerIdentity --resource * \
                --context aws:MultifactorAuthPresen=true --explain";
    let answer = home.run(&line.split_whitespace().collect::<Vec<_>>());
    assert_eq!(answer.code, Some(1));
    assert!(answer.out.starts_with("implicitDeny  s3:GetObject  on  *\nallowed       sts:GetCallerIdentity  on  *\n\n"), "{}", answer.out);
    assert!(
        answer.out.contains("no condition key aws:MultifactorAuthPresen;") && answer.out.contains("Is aws:MultiFactorAuthPresent meant?")
    );
}

#[test]
fn what_can_not_be_read_or_asked_is_said() {
    let home = Home::new();
    for (line, said) in [
        ("simulate --cases absent.jsonl", "absent.jsonl could not be read"),
        ("simulate --cases .", ". could not be read"),
        ("simulate --cases", "a value is required for '--cases <FILE>'"),
        ("simulate", "the following required arguments were not provided"),
        ("simulate --cases x --principal user/alice", "cannot be used with"),
        ("simulate --cases x --json", "cannot be used with"),
        ("simulate --explain", "--principal <PRINCIPAL>"),
    ] {
        let answer = home.run(&line.split_whitespace().collect::<Vec<_>>());
        assert!((answer.code, answer.out.as_str()) == (Some(2), "") && answer.err.contains(said), "{line}: {answer:?}");
    }
}

#[test]
fn an_answer_does_not_wait_for_the_next_case() {
    let home = Home::new();
    let mut child =
        home.command(&["simulate", "--cases", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (mut input, mut output) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    for at in 0..20 {
        // One case, then two at once: they are asked for only when the ones before are answered.
        let ids: Vec<String> = (0..=at % 2).map(|of| format!("{at}-{of}")).collect();
        let lines: Vec<String> = ids.iter().map(|id| case(id, true).to_string()).collect();
        input.write_all((lines.join("\n") + "\n").as_bytes()).unwrap();
        for id in ids {
            let mut line = String::new();
            output.read_line(&mut line).unwrap();
            assert_eq!(line, format!("{{\"id\":\"{id}\",\"decision\":\"allowed\"}}\n"));
        }
    }
    drop(input);
    let mut rest = String::new();
    output.read_to_string(&mut rest).unwrap();
    assert_eq!((rest.as_str(), child.wait().unwrap().code()), ("", Some(0)));
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let home = Home::new();
    let lines = format!("{}\n", case("a", true)).repeat(10_000);
    fs::write(home.path().join("cases.jsonl"), lines).unwrap();
    let arguments = ["simulate", "--cases", "cases.jsonl"];
    let mut child = home.command(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdout.take().unwrap().read_exact(&mut [0]).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
    let Ok(full) = fs::OpenOptions::new().write(true).open("/dev/full") else { return };
    let output = home.command(&arguments).stdout(full).stderr(Stdio::piped()).output().unwrap();
    assert!(output.status.code() == Some(3) && String::from_utf8_lossy(&output.stderr).contains("The output could not be written"));
}

#[test]
fn hostile_lines_have_an_answer_each() {
    let home = Home::new();
    let nested = "[".repeat(1 << 20);
    let closed = format!("{nested}{}", "]".repeat(1 << 20));
    let with_policy = |policy: &Value| with_raw(&case("p", true), "resourcePolicy", policy);
    let statement = |action: Value, resource: Value, condition: Value| json!({ "Version": "2012-10-17", "Statement": { "Effect": "Deny", "Principal": "*", "Action": action, "Resource": resource, "Condition": condition } });
    let stars = "a*".repeat(10_000) + "b";
    let variables = "${aws:username}".repeat(10_000);
    let many: Vec<String> = (0..50_000).map(|at| format!("s3:Get{at}*")).collect();
    let statements: Vec<Value> = (0..5_000).map(|_| statement(json!("s3:*"), json!("*"), json!({}))["Statement"].clone()).collect();
    let lines = [
        format!("{{\"id\":\"deep\",\"x\":{nested}"),
        format!("{{\"id\":\"note\",\"why\":{closed},\"principal\":5}}"),
        format!("{{\"id\":\"policy\",\"resourcePolicy\":{closed}}}"),
        "\0".repeat(1000),
        "{\"id\":\"\u{1b}]0;x\u{7}\"}".to_owned(),
        "{\"id\":\"\u{9b}31m\u{202e}\"}".to_owned(),
        with_policy(&statement(json!(stars), json!(format!("arn:aws:s3:::{stars}")), json!({ "StringLike": { "aws:username": stars } }))),
        with_policy(&statement(
            json!("*"),
            json!(format!("arn:aws:s3:::{variables}")),
            json!({ "ArnLike": { "aws:PrincipalArn": variables } }),
        )),
        with_policy(&statement(json!(many), json!(many), json!({ "ForAllValues:StringNotLike": { "k": many } }))),
        with_policy(&json!({ "Statement": statements })),
        with_policy(&json!({ "Statement": vec![0; 100_000] })),
        "x".repeat(17 << 20),
    ];
    let answer = run(&home, lines.join("\n").as_bytes());
    let answers = answers(&answer);
    assert_eq!((answers.len(), answer.code), (lines.len(), Some(2)));
    for (answer, line) in answers.iter().zip(&lines) {
        let has_one = answer.get("decision").is_some() != answer.get("error").is_some();
        assert!(has_one, "{}…: {answer}", line.chars().take(60).collect::<String>());
    }
    let ids: Vec<_> = answers.iter().map(|answer| answer["id"].as_str().unwrap_or_default()).collect();
    assert_eq!(ids[..4], ["deep", "note", "policy", ""]);
    assert!(answer.out.bytes().all(|byte| byte == b'\n' || byte.is_ascii_graphic() || byte == b' ' || !byte.is_ascii()));
    assert!(!answer.out.contains(['\u{9b}', '\u{202e}']), "nothing that steers a terminal");
    assert!(answer.out.len() < 20_000, "a long line makes no long answer");
}

fn with_raw(case: &Value, name: &str, value: &Value) -> String {
    let mut case = case.clone();
    case[name] = value.clone();
    case.to_string()
}

/// What was compiled is kept for a while only: 16 MB of documents would take many times that.
#[test]
fn many_cases_take_little_memory() {
    let Ok(limit) = Command::new("sh").args(["-c", "ulimit -v 400000"]).status() else { return };
    if !limit.success() {
        return;
    }
    let home = Home::new();
    let mut lines = Vec::new();
    for at in 0..2_000 {
        let mut case = case(&at.to_string(), true);
        case["identityPolicies"][0]["policy"]["Statement"][0]["Resource"] = json!(vec![format!("arn:aws:s3:::{at}/*"); 400]);
        lines.push(case.to_string());
    }
    fs::write(home.path().join("cases.jsonl"), lines.join("\n")).unwrap();
    let output = Command::new("sh")
        .args(["-c", "ulimit -v 400000; exec \"$0\" simulate --cases cases.jsonl", env!("CARGO_BIN_EXE_iam-console")])
        .current_dir(home.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 2_000);
}

#[test]
fn reasons_are_added_where_they_are_asked_for() {
    let home = Home::new();
    let text = format!("{}\n{{\"id\":\"bad\"}}\n", with(case("denied", false), "expected", "allowed"));
    fs::write(home.path().join("cases.jsonl"), text).unwrap();
    let answer = home.run(&["simulate", "--explain", "--cases", "cases.jsonl"]);
    let [denied, bad] = &answers(&answer)[..] else { panic!("{answer:?}") };
    assert_eq!((&denied["id"], &denied["decision"], &denied["expected"]), (&json!("denied"), &json!("implicitDeny"), &json!("allowed")));
    assert_eq!(denied["decidedBy"], json!({ "layer": "identity" }));
    assert_eq!(denied["statements"][0]["outcome"], "action");
    assert!(denied["why"].is_string() && denied["remedies"][0]["changes"][0]["document"].is_object(), "{denied}");
    assert!(bad["error"].is_string() && bad.get("why").is_none(), "{bad}");
}
