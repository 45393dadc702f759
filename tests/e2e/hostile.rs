//! Texts that would steer a terminal or turn a line round: wherever they come from, what is written shows them and does
//! not do what they say.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;

use serde_json::json;

use crate::home::Home;
use crate::program::{Program, Setup};

/// A title, the clipboard, a cleared screen, the same as single bytes (C1), bidirectional overrides, a line separator.
const HOSTILE: [&str; 6] =
    ["\x1b]0;owned\x07", "\x1b]52;c;b3duZWQ=\x07", "\x1b[2J", "\u{9b}2J\u{9d}0;owned\u{9c}", "\u{202e}nimda\u{2066}", "a\u{2028}b\u{200b}"];

/// What makes them hostile.
const NEVER: [char; 9] = ['\u{7}', '\u{9b}', '\u{9c}', '\u{9d}', '\u{202e}', '\u{2066}', '\u{2028}', '\u{200b}', '\u{1b}'];

/// Text that is meant to be read, line by line.
#[track_caller]
fn assert_harmless(text: &str, from: &str) {
    assert!(!text.is_empty(), "{from:?}: nothing was said");
    let found = text.chars().find(|letter| NEVER.contains(letter) || (letter.is_control() && !matches!(letter, '\n' | '\t')));
    assert_eq!(found, None, "{from:?}: {text:?}");
}

#[test]
fn without_a_screen_they_are_shown() {
    let home = Home::new();
    assert_eq!(home.run(&["accounts", "new", "team"]).code, Some(0));
    for hostile in HOSTILE {
        let file = format!("file://{hostile}");
        let (tag, outfile) = (format!("Key=k,Value={hostile}"), format!("absent/{hostile}"));
        let create = ["aws", "iam", "create-user", "--user-name"];
        for arguments in [
            &[hostile][..],
            &["accounts", hostile],
            &["status", hostile],
            &["status", "--account", hostile],
            &["accounts", "new", hostile],
            &["accounts", "copy", "team", hostile],
            &["accounts", "copy", hostile, "more"],
            &["accounts", "reset", hostile],
            &["accounts", "delete", hostile],
            &["aws", hostile],
            &["aws", "iam", hostile],
            &["aws", "iam", "list-users", hostile],
            &["aws", "iam", "list-users", "--account", hostile],
            &["aws", "iam", "list-users", "--output", hostile],
            &["aws", "iam", "list-users", "--query", hostile],
            &["aws", "iam", "get-user", "--user-name", hostile],
            &["aws", "iam", "create-user", "--cli-input-json", &file],
            &["aws", "iam", "create-user", "--cli-input-json", hostile],
            &["aws", "iam", "create-role", "--role-name", "r", "--assume-role-policy-document", &file],
            &["aws", "iam", "create-role", "--role-name", "r", "--assume-role-policy-document", hostile],
            &[
                "aws",
                "iam",
                "create-virtual-mfa-device",
                "--virtual-mfa-device-name",
                "p",
                "--bootstrap-method",
                "QRCodePNG",
                "--outfile",
                &outfile,
            ],
            &[&create[..], &[hostile]].concat(),
            &[&create[..], &["alice", "--tags", hostile]].concat(),
        ] {
            let answer = home.run(arguments);
            assert!(answer.code != Some(0) && answer.out.is_empty(), "{arguments:?}: {answer:?}");
            assert_harmless(&answer.err, &arguments.join(" "));
        }
        // A tag may hold some of them: IAM allows every separator.
        let user = format!("user-{}", HOSTILE.iter().position(|other| *other == hostile).unwrap());
        let answer = home.run(&[&create[..], &[&user, "--tags", &tag]].concat());
        assert_harmless(&(answer.out + &answer.err), &tag);
    }
}

#[test]
fn what_an_account_may_hold_of_them_is_shown_or_escaped() {
    let home = Home::new();
    // IAM takes these: separators in tags, the upper controls in documents.
    let (value, external) = ("a\u{2028}b\u{2029}c", "a\u{9b}2Jb");
    let trust = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" },
        "Action": "sts:AssumeRole", "Condition": { "StringEquals": { "sts:ExternalId": external } } }] });
    fs::write(home.path().join("trust.json"), trust.to_string()).unwrap();
    assert_eq!(home.run(&["aws", "iam", "create-user", "--user-name", "alice", "--tags", &format!("Key=k,Value={value}")]).code, Some(0));
    home.ask("iam create-role --role-name app --assume-role-policy-document file://trust.json");
    for line in ["iam list-user-tags --user-name alice", "iam get-role --role-name app"] {
        for output in ["json", "text"] {
            let answer = home.aws(&format!("{line} --output {output}"));
            assert_eq!(answer.code, Some(0), "{answer:?}");
            assert_harmless(&answer.out, line);
        }
    }
    // For a program it is what it was.
    assert_eq!(home.ask("iam list-user-tags --user-name alice")["Tags"][0]["Value"], value);
    assert_eq!(home.ask("iam get-role --role-name app")["Role"]["AssumeRolePolicyDocument"], trust);

    let mut program = Program::open(home.path(), &Setup { size: (120, 36), ..Setup::default() });
    program.keys(":user alice<enter>").wait_for("Users › alice");
    program.keys(":aws iam list-user-tags --user-name alice<enter>").wait_for("\"Tags\"").keys("<esc>").wait_without("\"Tags\"");
    program.keys(":role app<enter>").wait_for("Roles › app");
    program.keys(":aws iam get-role --role-name app<enter>").wait_for("ExternalId");
    assert_unmoved(&program, "stored");
}

#[test]
fn arguments_that_are_not_text_are_refused_and_shown() {
    let home = Home::new();
    for words in [&["accounts", "new"][..], &["status", "--account"], &["aws", "iam", "get-user", "--user-name"], &[]] {
        let output = home.command(words).arg(OsStr::from_bytes(b"\x9b2J\xff\x1b[2J")).output().unwrap();
        assert!(matches!(output.status.code(), Some(2 | 252)), "{words:?}: {output:?}");
        // The bytes by themselves: a terminal that takes bytes for letters would obey them.
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        assert_harmless(&said, &words.join(" "));
    }
}

/// The terminal was told nothing but what to show.
#[track_caller]
fn assert_unmoved(program: &Program, from: &str) {
    let terminal = program.terminal();
    let raw = String::from_utf8_lossy(&terminal.raw);
    // Escape is how the program itself begins what it says; whatever that was, it is accounted for.
    let found = raw.chars().find(|letter| NEVER[..8].contains(letter));
    assert_eq!(found, None, "{from:?}");
    assert_eq!((&terminal.told().strange, &terminal.told().clipboard), (&Vec::new(), &Vec::new()), "{from:?}");
    assert!(!raw.contains("\x1b[2J\x1b[2J") && !raw.contains("\x1b]0"), "{from:?}");
}

#[test]
fn on_the_screen_they_are_shown_wherever_they_are_typed_or_pasted() {
    let home = Home::new();
    let mut program = Program::open(home.path(), &Setup { size: (120, 36), ..Setup::default() });
    let paste = |text: &str| format!("\x1b[200~{text}\x1b[201~");
    for hostile in HOSTILE {
        // Controls are left out of what is pasted, and that is said. What else would steer is shown.
        let steers = hostile.chars().find(|letter| NEVER.contains(letter) && !letter.is_control());
        let shown = steers.map_or_else(String::new, |letter| letter.escape_unicode().to_string());
        let pasted = if steers.is_none() { "Control characters were left out" } else { &shown };
        // As a line, as a name, as a file, as a tag, as a question: it is seen while typed and in what is said of it.
        for before in [
            "",
            "user ",
            "aws ",
            "aws iam get-user --user-name ",
            "aws iam create-user --user-name ",
            "aws iam create-user --cli-input-json file://",
            "aws iam list-users --query ",
            "aws iam tag-user --user-name alice --tags ",
        ] {
            program.keys(":").wait_for("esc close").send(paste(&format!("{before}'{hostile}'"))).wait_for(pasted);
            program.keys("<enter>").wait_for("✖").wait_for(&shown).keys("<esc>").wait_without("esc close");
            assert_unmoved(&program, hostile);
        }
        // Where nothing takes it, in a filter, and in a field.
        program.send(paste(hostile)).wait_for("There is no field here to paste into");
        program
            .keys(":policies<enter>")
            .wait_for("Policies  1")
            .keys("/")
            .send(paste(hostile))
            .wait_for(pasted)
            .keys("<esc>")
            .wait_without(pasted);
        program.keys(":create-user<enter>").wait_for("User name").send(paste(hostile)).wait_for(pasted).keys("<enter>").wait_for("✖");
        program.keys("<esc>").wait_for("Leave this page?").keys("<tab><enter>").wait_for("There are no users yet");
        program.keys(":dashboard<enter>").wait_for("0 out of 5");
        assert_unmoved(&program, hostile);
    }
    // Typed, the upper controls are letters that nobody has.
    program.keys(":").wait_for("esc close").keys("\u{9b}2J\u{202e}").wait_for(r"\u{9b}2J\u{202e}").keys("<esc>").wait_without("esc close");
    assert_unmoved(&program, "typed");
    program.keys("<ctrl-c>");
    assert_eq!(program.exit_code(), Some(0));
}

#[test]
fn an_account_or_argument_that_is_hostile_is_shown_on_the_terminal_that_was_there() {
    let home = Home::new();
    for hostile in HOSTILE {
        let mut program = Program::start(home.path(), &Setup { size: (200, 24), ..Setup::default() }.arguments(&["--account", hostile]));
        assert_eq!(program.exit_code(), Some(2), "{hostile:?}");
        assert!(program.screen().contains("can't be the name of an account"), "{}", program.screen());
        assert_unmoved(&program, hostile);
    }
}
