//! `accounts`: made, listed, copied, reset and deleted from the command line.

use std::fs;

use serde_json::{Value, json};

use crate::home::Home;
use crate::program::{Program, Setup};

/// The accounts that there are, by name, and how many changes each has seen.
fn listed(home: &Home) -> Value {
    let answer = home.run(&["accounts", "list", "--json"]);
    let listed: Value = serde_json::from_str(&answer.out).unwrap_or_else(|_| panic!("{answer:?}"));
    listed["accounts"].as_array().unwrap().iter().map(|account| json!([account["name"], account["changes"]])).collect()
}

#[test]
fn every_command_answers_and_does_what_it_says() {
    const NO_NAME: &str = "can't be the name of an account: use 1 to 63 of a-z, 0-9, dot, underscore and hyphen";
    let home = Home::new();
    assert!(home.run(&["accounts", "list"]).out.starts_with("There is no account yet."));
    // A line, its exit code, what it says, and the accounts afterwards. A copy's history is its own.
    for (line, code, said, accounts) in [
        ("accounts new team", 0, "Made team: account ", json!([["team", 0]])),
        ("accounts new team", 2, "There is an account team already", json!([["team", 0]])),
        ("accounts new Team", 2, NO_NAME, json!([["team", 0]])),
        ("accounts new ../away", 2, NO_NAME, json!([["team", 0]])),
        ("aws iam create-user --user-name alice --account team", 0, "\"UserName\": \"alice\"", json!([["team", 1]])),
        ("accounts copy team twin", 0, "Copied team to twin.", json!([["team", 1], ["twin", 0]])),
        ("accounts copy team twin", 2, "There is an account twin already", json!([["team", 1], ["twin", 0]])),
        ("accounts copy absent more", 3, "There is no account absent", json!([["team", 1], ["twin", 0]])),
        ("accounts copy team No", 2, NO_NAME, json!([["team", 1], ["twin", 0]])),
        ("accounts reset team", 0, "Reset team: it is as it began.", json!([["team", 0], ["twin", 0]])),
        ("accounts reset absent", 3, "There is no account absent", json!([["team", 0], ["twin", 0]])),
        ("aws iam get-user --user-name alice --account twin", 0, "\"UserName\": \"alice\"", json!([["team", 0], ["twin", 0]])),
        ("aws iam get-user --user-name alice --account team", 254, "NoSuchEntity", json!([["team", 0], ["twin", 0]])),
        ("accounts delete team", 0, "Moved team to the trash", json!([["twin", 0]])),
        ("accounts delete team", 3, "There is no account team", json!([["twin", 0]])),
        ("accounts new team", 0, "Made team: account ", json!([["team", 0], ["twin", 0]])),
        ("accounts empty-trash", 0, "Deleted ", json!([["team", 0], ["twin", 0]])),
        ("accounts empty-trash", 0, "Deleted 0 accounts for good.", json!([["team", 0], ["twin", 0]])),
    ] {
        let answer = home.run(&line.split_whitespace().collect::<Vec<_>>());
        let (right, wrong) = if code == 0 { (&answer.out, &answer.err) } else { (&answer.err, &answer.out) };
        assert!(answer.code == Some(code) && right.contains(said) && wrong.is_empty(), "{line}: {answer:?}");
        assert_eq!(listed(&home), accounts, "{line}");
    }
    let text = home.run(&["accounts", "list"]).out;
    let first: Vec<&str> = text.lines().map(|line| line.split_whitespace().next().unwrap()).collect();
    assert_eq!(first, ["NAME", "team", "twin"]);
    assert_eq!(fs::read_dir(home.path().join("trash")).unwrap().count(), 0);
}

#[test]
fn what_is_open_is_not_reset_deleted_or_emptied_under_its_window() {
    let home = Home::new();
    let mut program = Program::open(home.path(), &Setup::default());
    program.keys(":aws iam create-user --user-name alice<enter>").wait_for("✔ Created user alice");
    for command in ["reset", "delete"] {
        let answer = home.run(&["accounts", command, "practice"]);
        assert_eq!((answer.code, answer.out.as_str()), (Some(3), ""), "{command}");
        assert!(answer.err.contains("The account practice is open in another window"), "{command}: {answer:?}");
    }
    assert_eq!(home.run(&["accounts", "empty-trash"]).code, Some(0));
    program.keys("<ctrl-c>");
    assert_eq!(program.exit_code(), Some(0));
    assert_eq!(home.ask("iam list-users --query Users[].UserName"), json!(["alice"]));
}

#[test]
fn resetting_and_deleting_name_what_the_phone_keeps() {
    let home = Home::new();
    let created = "iam create-virtual-mfa-device --virtual-mfa-device-name phone --outfile seed --bootstrap-method Base32StringSeed";
    for command in ["reset", "delete"] {
        home.ask(created);
        let answer = home.run(&["accounts", command, "practice"]);
        assert_eq!(answer.code, Some(0));
        assert!(answer.out.contains("Remove from your authenticator app:\n  phone@"), "{answer:?}");
    }
    // What it was copied from goes on with the same entries.
    home.ask(created);
    home.run(&["accounts", "copy", "practice", "other"]);
    let answer = home.run(&["accounts", "delete", "other"]);
    assert!(answer.out.contains("practice has the same account id: keep the entries") && !answer.out.contains("Remove"), "{answer:?}");
}
