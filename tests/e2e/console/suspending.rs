//! Stopping for a moment, as ctrl-z does, and going on.

use crate::home::Home;
use crate::program::{Program, Setup, signal};

/// A shell with job control, which goes on with the program once it is told to.
const JOB: &str = r#"set -m; "$@"; echo "stopped: $?"; stty -a; read go; fg; echo "ended: $?""#;

fn job() -> Setup {
    Setup { shell: Some(JOB), ..Setup::default() }
}

/// As [`JOB`], of a shell that takes the terminal for itself when the program is stopped without having given it back.
const TAKEN: &str =
    r#"set -m; "$@"; stty sane; printf '\033[?1049l\033[?2004l\033[?1000l\033[?25h'; echo "stopped: $?"; read go; fg; echo "ended: $?""#;

/// The program that the shell has started, by the process that it says has the account.
fn process_in(home: &Home) -> u32 {
    std::fs::read_to_string(home.path().join("accounts/practice/lock")).unwrap().trim().parse().unwrap()
}

#[test]
fn stopped_it_gives_the_terminal_back_and_going_on_it_draws_everything_anew() {
    let home = Home::new();
    let mut program = Program::open(home.path(), &job());
    program.keys(":create-user<enter>").wait_for("User name").keys("alice<tab>").wait_for("alice");
    let before = program.screen();
    program.keys("<ctrl-z>").wait_for("iam-console is stopped. Type fg to go on with it.").wait_for("stopped: ").wait_for("-echoprt");
    assert!(program.screen().contains(" icanon") && program.screen().contains(" echo "), "{}", program.screen());
    assert_eq!(program.terminal().modes(), <[&str; 0]>::default());

    program.keys("go<enter>").wait_for_screen(&before);
    assert_eq!(program.terminal().modes(), ["alternate screen", "bracketed paste", "mouse", "hidden cursor"]);
    program.keys("<enter>").wait_for("Set permissions");
    program.keys("<enter>").wait_for("Review and create").keys("<enter>").wait_for("✔ Created user alice").keys("<ctrl-c>");
    program.wait_for("ended: 0");
    assert_eq!(program.exit_code(), Some(0));
}

#[test]
fn a_stop_from_outside_and_another_size_meanwhile_do_no_harm() {
    let home = Home::new();
    let mut program = Program::open(home.path(), &job());
    signal(process_in(&home), "TSTP");
    program.wait_for("stopped: ").wait_for("-echoprt");
    assert_eq!(program.terminal().modes(), <[&str; 0]>::default());
    program.resize((120, 36)).keys("go<enter>").wait_for("Welcome to Identity and Access Management").wait_for("0 out of 5");
    program.keys("q").wait_for("ended: 0");
}

#[test]
fn stopped_without_a_chance_to_give_the_terminal_back_it_takes_it_again() {
    let home = Home::new();
    let mut program = Program::open(home.path(), &Setup { shell: Some(TAKEN), ..Setup::default() });
    program.keys(":users<enter>").wait_for("There are no users yet");
    let before = program.screen();
    signal(process_in(&home), "STOP");
    program.wait_for("stopped: ");
    program.keys("go<enter>").wait_for_screen(&before);
    assert_eq!(program.terminal().modes(), ["alternate screen", "bracketed paste", "mouse", "hidden cursor"]);
    program.keys("<ctrl-c>").wait_for("ended: 0");
}
