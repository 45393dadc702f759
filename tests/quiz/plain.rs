//! `iam-console quiz` on plain lines, and `quiz check`: what is printed, exit codes, what is kept.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

fn run(home: &Path, arguments: &[&str], typed: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_iam-console"));
    command.args(arguments).env("IAM_CONSOLE_HOME", home).env("USER", "anna").env("TERM", "dumb");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // Who has stopped reads no more.
    let _ = child.stdin.take().unwrap().write_all(typed.as_bytes());
    child.wait_with_output().unwrap()
}

fn told(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn the_notes_questions_are_asked_answered_and_remembered() {
    let home = TempDir::new().unwrap();
    let (code, out, err) = told(&run(home.path(), &["quiz", "--notes"], "x\n1!\ns\nh\nq\n"));
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("Question 1 of 5 (The five classic questions, novice)\n"), "{out}");
    assert!(out.contains("1. True\n2. False\n"), "{out}");
    assert!(out.contains("> That is no answer here: type a number from 1 to 2.\n"), "{out}");
    assert!(out.contains("> Right.\nRight answer, and yours: 1. True. A stolen"), "{out}");
    assert!(out.contains("Wrong answer: 2. False. No policy"), "{out}");
    assert!(out.contains("Today: AWS by now"), "{out}");
    assert!(out.contains("Question 3 of 5") && out.contains("> It is not "), "{out}");
    assert!(out.ends_with("> 1 of 1 right at the first try.\n"), "{out}");
    assert!(out.bytes().all(|byte| byte == b'\n' || (b' '..=b'~').contains(&byte)), "plain letters alone");
    let kept = fs::read_to_string(home.path().join("progress/anna.json")).unwrap();
    assert!(kept.contains("\"notes-1-root-mfa\"") && kept.contains("\"easy\""), "{kept}");
    // It is known for days, and nothing else was answered.
    let (code, out, _) = told(&run(home.path(), &["quiz", "--due"], ""));
    assert_eq!((code, out.starts_with("Nothing is due. The next is due on ")), (0, true), "{out}");
}

#[test]
fn what_was_wrong_comes_once_more() {
    let home = TempDir::new().unwrap();
    let (code, out, _) = told(&run(home.path(), &["quiz", "--notes", "--count", "1"], "2\n1\n"));
    assert_eq!(code, 0);
    assert!(out.contains("> Wrong. The answer is 1.\n") && out.contains("Question 2 of 2, once more"), "{out}");
    assert!(out.ends_with("0 of 1 right at the first try.\n"), "{out}");
}

#[test]
fn endless_and_strange_lines_are_no_answers() {
    let home = TempDir::new().unwrap();
    let typed = format!("{}\n\u{1b}[2J\n\0\n\n1\n", "1 ".repeat(100_000));
    let (code, out, _) = told(&run(home.path(), &["quiz", "--notes", "--count", "1"], &typed));
    assert_eq!((code, out.matches("That is no answer here").count()), (0, 2), "{out}");
    assert!(out.contains("This one was longer, and nothing was done."), "{out}");
    // An empty line asks for the question once more.
    assert_eq!(out.matches("2. False").count(), 3, "{out}");
    assert!(out.contains("> Right."), "{out}");
}

#[test]
fn wrong_arguments_are_told() {
    let home = TempDir::new().unwrap();
    let (code, _, err) = told(&run(home.path(), &["quiz", "--about", "M99"], ""));
    assert_eq!((code, err.as_str()), (2, "iam-console: There is no misconception M99: they are M01 to M25.\n"));
    assert_eq!(told(&run(home.path(), &["quiz", "--notes", "--due"], "")).0, 2);
    assert_eq!(told(&run(home.path(), &["--as", "user/a", "quiz"], "")).0, 2);
}

#[test]
fn to_read_only_nothing_is_kept_and_that_is_said_once() {
    let home = TempDir::new().unwrap();
    let (code, out, err) = told(&run(home.path(), &["--read-only", "quiz", "--notes", "--count", "2"], "1\n1\n1\n"));
    assert_eq!((code, err.matches("The answers are not kept.").count()), (0, 1), "{out}{err}");
    assert!(!home.path().join("progress").exists());
}

#[test]
fn the_bank_is_checked() {
    let home = TempDir::new().unwrap();
    let (code, out, err) = told(&run(home.path(), &["quiz", "check"], ""));
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.ends_with("items in 13 files: nothing is wrong.\n"), "{out}");
    let file = home.path().join("own.toml");
    fs::write(&file, "format = 1\ntopic = \"T\"\n[[item]]\nid = \"a\"\n").unwrap();
    let path = file.to_str().unwrap();
    let (code, out, _) = told(&run(home.path(), &["quiz", "check", path], ""));
    assert_eq!(
        (code, out.contains(":3:1: the field `misconception` is missing."), out.ends_with("1 thing wrong.\n")),
        (1, true, true),
        "{out}"
    );
    let (code, out, _) = told(&run(home.path(), &["quiz", "check", path, "--json"], ""));
    let told_json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &told_json["errors"][0]["line"]), (1, &serde_json::json!(3)));
    fs::write(&file, b"format = 1\n# \xff").unwrap();
    let (code, _, err) = told(&run(home.path(), &["quiz", "check", path], ""));
    assert!(code == 2 && err.contains("it is no UTF-8 text from line 2, column 3 on"), "{err}");
    let item = "[[item]]\nid = \"m08-order-of-statements\"\nmisconception = \"M08\"\nlevel = \"novice\"\nkind = \"truefalse\"\nstem = \"So?\"\nanswer = true\nwhy = \"So.\"\nwhy_not = \"No.\"\n";
    fs::write(&file, format!("format = 1\ntopic = \"T\"\n{item}")).unwrap();
    let (code, out, _) = told(&run(home.path(), &["quiz", "check", path], ""));
    assert!(code == 1 && out.contains(":3:1: m08-order-of-statements: An item that comes with the program has this id."), "{out}");
    assert_eq!(told(&run(home.path(), &["quiz", "check", "/nowhere/at/all"], "")).0, 2);
    // Nobody waits for whoever writes into a pipe.
    let pipe = home.path().join("pipe.toml");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let (code, _, err) = told(&run(home.path(), &["quiz", "check", pipe.to_str().unwrap()], ""));
    assert!(code == 2 && err.contains("it is not a regular file"), "{err}");
}
