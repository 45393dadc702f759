//! Files that a line names with `file://`.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use crate::home::Home;
use crate::program::{Program, Setup};

const USER: &str = r#"{"UserName":"alice"}"#;

#[test]
fn paths_are_expanded_and_pipes_are_read() {
    let home = Home::new();
    fs::write(home.path().join("user.json"), USER).unwrap();
    for file in ["file://~/user.json", "file://$WHERE/user.json", "file://${WHERE}/user.json"] {
        let mut command = home.command(&["aws", "iam", "create-user", "--cli-input-json", file]);
        let output = command.env("HOME", home.path()).env("WHERE", home.path()).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{file}: {output:?}");
        home.ask("iam delete-user --user-name alice");
    }
    let mut command = home.command(&["aws", "iam", "create-user", "--cli-input-json", "file:///dev/stdin"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(USER.as_bytes()).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    for (file, why) in [(".", "directory"), ("/dev/zero", "longer than 1048576 bytes")] {
        let answer = home.aws(&format!("iam create-user --cli-input-json file://{file}"));
        assert!(answer.code == Some(252) && answer.err.contains(why), "{answer:?}");
    }
}

#[test]
fn the_console_waits_for_no_pipe() {
    let home = Home::new();
    assert!(Command::new("mkfifo").arg(home.path().join("pipe")).status().unwrap().success());
    let mut program = Program::open(home.path(), &Setup::default());
    for file in ["pipe", "/dev/zero", "."] {
        program.keys(&format!(":aws iam create-user --cli-input-json file://{file}<enter>")).wait_for("it is not a regular file");
        program.keys("<esc>").wait_without("esc close");
    }
    program.keys("<ctrl-c>");
    assert_eq!(program.exit_code(), Some(0));
}
