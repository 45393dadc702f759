//! A recording played back: the screens are there again, each step is marked, and no secret is in it.

use std::fs;

use serde_json::Value;

use crate::home::Home;
use crate::program::{Program, Setup};
use crate::terminal::Terminal;

const SIZE: (u16, u16) = (120, 40);

#[test]
fn a_recording_plays_back_with_its_steps_marked_and_without_secrets() {
    let home = Home::new();
    let setup = Setup { size: SIZE, ..Setup::default() }.arguments(&["--record", "lesson.cast"]);
    let mut program = Program::open(home.path(), &setup);
    program.keys(":walkthroughs<enter>").wait_for("Meet the account").keys("/meet<enter>b").wait_for("step 1 of 7");
    program.keys("<alt-s>").wait_for("step 2 of 7");
    program.keys(":aws iam create-user --user-name alice<enter>").wait_for("\"UserName\": \"alice\"").keys("<esc>");
    program.wait_without("\"UserName\"").keys(":aws iam create-access-key --user-name alice<enter>").wait_for("AccessKeyId");
    program.keys("<esc>").wait_without("AccessKeyId");
    program.keys(":aws iam create-login-profile --user-name alice --password Kettle-sings-31").wait_for("--password ••••••••••••");
    program.keys("<enter>").wait_for("✔ Create alice").keys("<esc>").wait_without("LoginProfile").keys("<alt-n>").wait_for("step 3 of 7");
    program.keys("<ctrl-c>");
    assert_eq!(program.exit_code(), Some(0));

    let cast = fs::read_to_string(home.path().join("lesson.cast")).unwrap();
    let mut lines = cast.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let header = lines.next().unwrap();
    assert_eq!(
        (header["version"].as_u64(), header["term"]["cols"].as_u64(), header["term"]["rows"].as_u64()),
        (Some(3), Some(120), Some(40))
    );
    let mut terminal = Terminal::new(SIZE);
    let (mut marks, mut screens) = (Vec::new(), Vec::new());
    for event in lines {
        let data = event[2].as_str().unwrap();
        match event[1].as_str().unwrap() {
            "o" => terminal.take(data.as_bytes()),
            "m" => marks.push(data.to_owned()),
            other => panic!("{other}"),
        }
        screens.extend(terminal.whole().map(|_| terminal.text()));
    }
    assert_eq!(marks, ["w01 1/7 Count what is open", "w01 2/7 Create alice", "w01 3/7 What may she do?"]);
    let seen = |text: &str| screens.iter().any(|screen| screen.contains(text));
    for text in ["out of 5 complete", "Meet the account", "AccessKeyId", "--password ••••••••••••", "✔ Create alice  done", "step 3 of 7"]
    {
        assert!(seen(text), "{text} is in no screen");
    }
    // A key's secret ends so.
    for secret in ["EXAMPLEKEY", "Kettle"] {
        assert!(!seen(secret) && !cast.contains(secret), "{secret}");
    }
}
