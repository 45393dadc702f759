//! Commands that only read: beside a console that is open, and on an account that is damaged.

use std::fs;

use crate::home::Home;
use crate::program::{Program, Setup};

#[test]
fn beside_an_open_console_one_can_read_and_not_write() {
    let home = Home::new();
    let mut program = Program::open(home.path(), &Setup::default());
    program.keys(":aws iam create-user --user-name alice<enter>").wait_for("✔ Created user alice");
    for (line, said) in [("status", "1 out of 5"), ("aws iam list-users", "alice"), ("aws iam get-user --user-name alice", "alice")] {
        let answer = home.run(&line.split_whitespace().collect::<Vec<_>>());
        assert_eq!((answer.code, answer.err.as_str()), (Some(0), ""), "{line}");
        assert!(answer.out.contains(said), "{line}: {answer:?}");
    }
    let refused = home.aws("iam create-user --user-name bob");
    assert_eq!((refused.code, refused.out.as_str()), (Some(255), ""));
    for part in ["aws: [ERROR]: The account practice is open in another window", "type it behind a colon"] {
        assert!(refused.err.contains(part), "{refused:?}");
    }
    program.keys("<ctrl-c>");
    assert_eq!(program.exit_code(), Some(0));
}

#[test]
fn what_was_repaired_is_told_once() {
    let home = Home::new();
    for line in ["status", "aws iam list-users"] {
        home.ask("iam create-account-alias --account-alias acme");
        fs::remove_dir_all(home.path().join("accounts/practice/state")).unwrap();
        let arguments: Vec<&str> = line.split_whitespace().collect();
        let answer = home.run(&arguments);
        assert_eq!(answer.code, Some(0));
        assert!(answer.err.starts_with("iam-console: The stored state was missing"), "{line}: {answer:?}");
        assert_eq!(home.run(&arguments).err, "", "{line}");
        home.ask("iam delete-account-alias --account-alias acme");
    }
}

#[test]
fn an_account_that_can_t_be_written_any_more_says_so_whoever_reads_it() {
    let home = Home::new();
    for name in ["alice", "bob", "carol"] {
        home.ask(&format!("iam create-user --user-name {name}"));
    }
    // The console leaves a checkpoint, which read-only access needs where the journal doesn't lead on.
    let mut program = Program::open(home.path(), &Setup::default());
    assert_eq!(program.keys("<ctrl-c>").exit_code(), Some(0));
    let journal = fs::read_dir(home.path().join("accounts/practice/journal")).unwrap().next().unwrap().unwrap().path();
    let mut bytes = fs::read(&journal).unwrap();
    bytes[20] ^= 1;
    fs::write(&journal, bytes).unwrap();
    for line in ["status", "aws iam list-users", "--read-only status"] {
        let answer = home.run(&line.split_whitespace().collect::<Vec<_>>());
        assert_eq!(answer.code, Some(0), "{line}: {answer:?}");
        let told =
            answer.err.starts_with("iam-console: The account practice can be read only: ") && answer.err.contains("the history has a hole");
        assert!(told, "{line}: {answer:?}");
    }
}
