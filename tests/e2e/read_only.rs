//! An account that is opened to be read is not written to.

use crate::home::Home;
use crate::program::{Program, Setup};

#[test]
fn nothing_is_written_and_every_change_is_refused() {
    let home = Home::new();
    home.ask("iam create-user --user-name alice");
    let before = home.footprint();
    let mut program = Program::open(home.path(), &Setup::default().arguments(&["--read-only"]));
    program.wait_for("read-only").wait_for("Users 1").wait_for("Nothing can be changed: --read-only was asked for");
    program.keys(":aws iam create-user --user-name bob<enter>").wait_for("is open to read only, so nothing was changed");
    // Drawn in part, a frame has its last row last.
    program
        .wait_for("esc close")
        .keys("<esc>")
        .wait_without("esc close")
        // Only then is what comes next no part of the same key.
        .wait_for("enter do it")
        .wait_for("is open to read only")
        .keys("u")
        .wait_for("Nothing can be changed: --read-only was asked for")
        .keys(":users<enter>")
        .wait_for("Users  1");
    program.keys("<ctrl-c>");
    assert_eq!(program.exit_code(), Some(0));
    assert_eq!(home.footprint(), before);

    let refused = home.run(&["--read-only", "aws", "iam", "create-user", "--user-name", "bob"]);
    assert_eq!((refused.code, refused.out.as_str()), (Some(255), ""));
    assert!(
        refused.err.contains("The account practice is open to read only, so nothing was changed: --read-only was asked for."),
        "{refused:?}"
    );
    assert_eq!(home.run(&["--read-only", "aws", "iam", "list-users", "--output", "text"]).code, Some(0));
    assert_eq!(home.run(&["--read-only", "status"]).code, Some(0));
    assert_eq!(home.footprint(), before);
}

#[test]
fn an_account_that_is_not_there_is_not_made() {
    let home = Home::new();
    let mut program = Program::start(home.path(), &Setup::default().arguments(&["--read-only"]));
    assert_eq!(program.exit_code(), Some(3));
    assert!(program.screen().contains("There is no account practice"), "{}", program.screen());
    for arguments in [&["status"][..], &["aws", "iam", "list-users"]] {
        let answer = home.run(&[&["--read-only"], arguments].concat());
        assert!(answer.code != Some(0) && answer.err.contains("There is no account practice"), "{answer:?}");
    }
    assert!(!home.path().join("accounts").exists());
}

#[test]
fn accounts_are_not_made_changed_or_thrown_away() {
    let home = Home::new();
    home.ask("iam create-user --user-name alice");
    for line in ["new old", "delete old"] {
        assert_eq!(home.run(&[&["accounts"], &line.split(' ').collect::<Vec<_>>()[..]].concat()).code, Some(0));
    }
    let before = home.footprint();
    for line in ["new team", "copy practice team", "reset practice", "delete practice", "empty-trash", "root-password practice"] {
        let words: Vec<&str> = line.split(' ').collect();
        let refused = home.run(&[&["--read-only", "accounts"], &words[..]].concat());
        assert_eq!((refused.code, refused.out.as_str()), (Some(3), ""), "{line}");
        assert!(refused.err.contains("open to read only, so nothing was changed: --read-only was asked for."), "{line}: {refused:?}");
    }
    assert_eq!(home.run(&["--read-only", "accounts", "list"]).code, Some(0));
    assert_eq!(home.footprint(), before);
}
