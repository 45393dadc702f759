//! What is asked for beside an open console: it comes to its pages by itself.

use std::fs;

use crate::home::Home;
use crate::program::{Program, Setup};

#[test]
fn whoever_stands_on_a_page_sees_it_come() {
    let home = Home::new();
    home.ask("iam create-user --user-name alice");
    let mut program = Program::open(home.path(), &Setup::default());
    let mut reader = Program::open(home.path(), &Setup::default().arguments(&["--read-only"]));
    program.keys(":history<enter>").wait_for("Create user alice");
    for (line, denied) in [("iam list-roles", "List the roles"), ("iam list-groups", "List the groups")] {
        assert_eq!(home.aws(&format!("{line} --as user/alice")).code, Some(254));
        program.wait_for(&format!("Refused, AccessDenied: {denied}"));
    }
    // What is being typed stays as it is.
    program.keys(":create-user<enter>").wait_for("User name").keys("bob");
    assert_eq!(home.aws("iam list-policies --as user/alice").code, Some(254));
    let left = home.path().join("accounts/practice/asked.jsonl");
    program.wait_until("that it is counted", |_| fs::metadata(&left).map_or(true, |left| left.len() == 0)).wait_for("bob");
    program.keys("<f2>history<enter>").wait_for("Refused, AccessDenied: List the managed policies");
    // What was typed is there still, and asked about.
    program.keys("<ctrl-c>").wait_for("Quit?").keys("<ctrl-c>");
    reader.keys("<ctrl-c>");
    assert_eq!((program.exit_code(), reader.exit_code()), (Some(0), Some(0)));
}
