//! `--help` of every command, and what is said where there is no such command.

use crate::home::Home;

#[test]
fn every_command_tells_what_it_does_and_takes() {
    let home = Home::new();
    for (command, does, takes) in [
        ("", "The AWS IAM console in a terminal", "--read-only"),
        ("status", "Tell how the five tasks of Security Status stand", "--exit-code"),
        ("simulate", "Tell whether requests are allowed, and why", "--cases"),
        ("lessons", "List, show, write, record, look at and prove lessons", "preview"),
        ("lessons list", "List the lessons that come with the program", "--json"),
        ("lessons show", "Tell what a lesson is about", "<LESSON>"),
        ("lessons new", "Begin a lesson of your own", "<NAME>"),
        ("lessons preview", "Print a lesson as its card shows it", "--step"),
        ("lessons check", "Prove lessons", "--json"),
        ("lessons record", "Print what was done in an account as the draft of a lesson", "--from"),
        ("verify", "Grade an account in a lesson, from its state alone", "--format"),
        ("progress", "Hand in what was learned", "import"),
        ("progress export", "Print how far you have come in the walkthroughs", "--format"),
        ("progress import", "Take in what `progress export --format json` printed", "<FILE>"),
        ("class", "Tell how a class does", "report"),
        ("class report", "Tell who is stuck where", "<FILES>"),
        ("accounts", "List, make, copy, reset and delete practice accounts", "empty-trash"),
        ("accounts list", "List the practice accounts", "--json"),
        ("accounts new", "Make a new account", "<NAME>"),
        ("accounts copy", "Copy an account's state under another name", "<FROM> <TO>"),
        ("accounts reset", "Take an account back to how it began", "<NAME>"),
        ("accounts delete", "Move an account to the trash", "<NAME>"),
        ("accounts empty-trash", "Delete what is in the trash, for good", "--account"),
    ] {
        let words: Vec<&str> = command.split_whitespace().collect();
        for help in ["--help", "-h"] {
            let answer = home.run(&[&words[..], &[help]].concat());
            assert_eq!((answer.code, answer.err.as_str()), (Some(0), ""), "{command} {help}");
            let usage = format!("Usage: iam-console {command}");
            let told = [does, usage.trim_end(), takes].into_iter().all(|part| answer.out.contains(part));
            // A case is one line, however long.
            let mut prose = answer.out.lines().filter(|line| !line.starts_with('{'));
            assert!(told && prose.all(|line| line.chars().count() <= 100), "{command} {help}: {}", answer.out);
        }
        assert_eq!(home.run(&[&["help"], &words[..]].concat()).code, Some(0), "help {command}");
    }
    let page = home.run(&["--help"]).out;
    for part in
        ["status", "simulate", "accounts", "aws", "Exit codes:", "70 ", "panic.txt", "IAM_CONSOLE_HOME", "NO_COLOR", "Files:", "Examples:"]
    {
        assert!(page.contains(part), "{part}");
    }
    let version = format!("iam-console {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(home.run(&["--version"]).out, version);
    assert!(!home.path().join("accounts").exists(), "help makes no account");
}

#[test]
fn the_help_of_aws_is_that_of_the_aws_cli() {
    let home = Home::new();
    for (line, parts) in [
        ("help", &["NAME", "DESCRIPTION", "iam"][..]),
        ("iam help", &["AVAILABLE COMMANDS", "create-user", "update-user"]),
        ("iam create-user help", &["NAME", "create-user", "SYNOPSIS", "--user-name", "OPTIONS"]),
    ] {
        let answer = home.aws(line);
        assert_eq!((answer.code, answer.err.as_str()), (Some(0), ""), "{line}");
        assert!(parts.iter().all(|part| answer.out.contains(part)), "{line}: {}", answer.out);
    }
    assert!(home.run(&["help", "aws"]).out.contains("Run one operation as the AWS CLI would"));
    // Like the original, it takes `--help` for an option and tells how help is had.
    let answer = home.aws("--help");
    assert_eq!((answer.code, answer.out.as_str()), (Some(252), ""));
    assert!(answer.err.contains("aws <command> help"), "{}", answer.err);
}

#[test]
fn what_there_is_not_is_bad_usage() {
    let home = Home::new();
    for (line, said) in [
        ("frobnicate", "unrecognized subcommand 'frobnicate'"),
        ("accounts frobnicate", "unrecognized subcommand 'frobnicate'"),
        ("accounts", "Usage: iam-console accounts"),
        ("accounts new", "<NAME>"),
        ("accounts copy one", "<TO>"),
        ("status --frobnicate", "unexpected argument '--frobnicate'"),
        ("status --account", "a value is required for '--account <NAME>'"),
        ("--frobnicate", "unexpected argument '--frobnicate'"),
    ] {
        let answer = home.run(&line.split_whitespace().collect::<Vec<_>>());
        assert_eq!((answer.code, answer.out.as_str()), (Some(2), ""), "{line}");
        assert!(answer.err.contains(said), "{line}: {}", answer.err);
    }
    assert!(!home.path().join("accounts").exists());
}
