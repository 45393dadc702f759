//! However the program ends, the terminal is as it was.

use std::fs;
use std::thread;
use std::time::Duration;

use crate::home::Home;
use crate::program::{Program, Setup};

/// Runs the program between two looks at the terminal's settings. Whatever signal the shell gets with it is not for the
/// shell.
const BETWEEN_LOOKS: &str = r#"trap : HUP INT TERM QUIT; stty -a; "$@"; code=$?; stty -a; exit $code"#;

fn between_looks() -> Setup {
    Setup { shell: Some(BETWEEN_LOOKS), ..Setup::default() }
}

/// What a program must have taken back of what it turned on: raw mode, and the modes that the terminal keeps.
#[track_caller]
fn assert_as_before(program: &Program, how: &str) {
    let raw = program.raw();
    let (before, rest) = raw.split_once("\x1b[?1049h").unwrap_or_else(|| panic!("{how}: no alternate screen"));
    let (_, after) = rest.rsplit_once("\x1b[?1049l").unwrap_or_else(|| panic!("{how}: still on the alternate screen"));
    let settings = |text: &str| text.find("speed ").map(|at| text[at..].trim_end().to_owned());
    // Showing the cursor comes last.
    let after = after.strip_prefix("\x1b[?25h").unwrap_or_else(|| panic!("{how}: something else follows: {after:?}"));
    assert!(settings(before).is_some_and(|before| Some(before) == settings(after)), "{how}: {before}\n{after}");
    for mode in [1000, 1002, 1003, 1006, 1015, 2004, 2026] {
        let (on, off) = (raw.rfind(&format!("\x1b[?{mode}h")), raw.rfind(&format!("\x1b[?{mode}l")));
        assert!(on < off, "{how}: mode {mode} is still on");
    }
    assert_eq!(program.terminal().modes(), <[&str; 0]>::default(), "{how}");
    assert_eq!(program.terminal().told().strange, <[&str; 0]>::default(), "{how}");
}

#[test]
fn quitting_leaves_the_terminal_as_it_was() {
    let home = Home::new();
    for keys in ["q", "<ctrl-c>", ":q<enter>"] {
        let mut program = Program::open(home.path(), &between_looks());
        assert_eq!(program.terminal().modes(), ["alternate screen", "bracketed paste", "mouse", "hidden cursor"]);
        program.keys(keys);
        assert_eq!(program.exit_code(), Some(0), "{keys}");
        assert_as_before(&program, keys);
    }
}

#[test]
fn unsaved_input_is_asked_about_once() {
    let home = Home::new();
    let mut program = Program::open(home.path(), &between_looks());
    program.keys(":create-user<enter>").wait_for("User name").keys("alice<ctrl-c>").wait_for("Quit?").keys("<ctrl-c>");
    assert_eq!(program.exit_code(), Some(0));
    assert_as_before(&program, "ctrl-c twice");
}

#[test]
fn signals_from_outside_end_it_in_order() {
    let home = Home::new();
    for (name, number) in [("TERM", 15), ("INT", 2), ("HUP", 1), ("QUIT", 3)] {
        let mut program = Program::open(home.path(), &between_looks());
        program.keys(":aws iam list-users<enter>").wait_for("Users");
        program.signal_all(name);
        assert_eq!(program.exit_code(), Some(128 + number), "{name}");
        assert_as_before(&program, name);
        assert!(!home.path().join("panic.txt").exists());
    }
}

#[test]
fn a_device_that_is_being_assigned_does_not_outlive_the_program() {
    let home = Home::new();
    for name in ["TERM", "HUP"] {
        let mut program = Program::open(home.path(), &Setup::default());
        program.keys(":assign-mfa<enter>").wait_for("Device name").keys("<enter>").wait_for("Scan this with");
        program.signal_all(name).exit_code();
        assert_eq!(home.ask("iam list-virtual-mfa-devices --query length(VirtualMFADevices)"), 0, "{name}");
    }
}

#[test]
fn a_signal_ends_it_though_nobody_reads_from_its_terminal() {
    const LOOKS: &str = r#"trap : HUP TERM; stty -a >before; "$@"; code=$?; stty -a >after; exit $code"#;
    let home = Home::new();
    for (name, number) in [("TERM", 15), ("HUP", 1)] {
        let mut program = Program::open(home.path(), &Setup { shell: Some(LOOKS), size: (200, 60), ..Setup::default() });
        program.keys(&format!(":aws iam create-user --user-name user-{number}<enter>")).wait_for("Created user").freeze();
        // More frames than the system holds back for a terminal: it is stuck in drawing one of them.
        for _ in 0..60 {
            program.resize((201, 60)).resize((200, 60));
            thread::sleep(Duration::from_millis(10));
        }
        program.signal_all(name);
        assert_eq!(program.exit_code(), Some(128 + number), "{name}");
        let look = |name: &str| fs::read_to_string(home.path().join(name)).unwrap();
        assert_eq!(look("before"), look("after"), "{name}: the terminal is still raw");
    }
    assert_eq!(home.ask("iam list-users --query length(Users)"), 2);
}

#[test]
fn a_signal_at_the_very_start_ends_it_in_order() {
    let home = Home::new();
    for _ in 0..8 {
        let mut program = Program::start(home.path(), &between_looks());
        program.wait_until("the alternate screen", |terminal| terminal.screen().alternate_screen());
        program.signal_all("TERM");
        assert_eq!(program.exit_code(), Some(128 + 15));
        assert_as_before(&program, "TERM at the start");
    }
}

#[test]
fn a_closed_terminal_ends_it_and_nothing_is_lost() {
    let home = Home::new();
    // Also where it was told to outlive its terminal.
    for (round, shell) in [None, Some(r#"trap '' HUP; exec "$@""#)].into_iter().enumerate() {
        let mut program = Program::open(home.path(), &Setup { shell, ..Setup::default() });
        program.keys(&format!(":aws iam create-user --user-name user-{round}<enter>")).wait_for("✔ Created user");
        program.close_terminal();
        assert_eq!(program.exit_code(), Some(129), "{shell:?}");
        assert!(!home.path().join("panic.txt").exists());
        let users = home.ask("iam list-users --query length(Users)");
        assert_eq!(users, round + 1);
    }
}

#[test]
fn an_account_that_can_not_be_opened_is_told_on_the_screen_that_was_there() {
    let home = Home::new();
    assert_eq!(home.run(&["accounts", "new", "later"]).code, Some(0));
    let metadata = home.path().join("accounts/later/account.json");
    fs::write(&metadata, fs::read_to_string(&metadata).unwrap().replace("\"format\":2", "\"format\":99")).unwrap();
    for (account, code, said) in [
        ("later", 3, "iam-console: The account later was written by a later version"),
        ("absent", 3, "iam-console: There is no account absent"),
        ("No Name", 2, "iam-console: \"No Name\" can't be the name of an account"),
    ] {
        let mut program = Program::start(home.path(), &between_looks().arguments(&["--account", account]));
        assert_eq!(program.exit_code(), Some(code), "{account}");
        assert!(program.screen().contains(said), "{}", program.screen());
        assert_as_before_with_message(&program, account);
    }
}

/// As [`assert_as_before`], where a sentence stands before the second look.
#[track_caller]
fn assert_as_before_with_message(program: &Program, how: &str) {
    let raw = program.raw();
    let looks: Vec<&str> = raw.match_indices("speed ").map(|(at, _)| raw[at..].split('\x1b').next().unwrap().trim_end()).collect();
    assert!(looks.len() == 2 && looks[0] == looks[1], "{how}: {looks:?}");
    assert_eq!(program.terminal().modes(), <[&str; 0]>::default(), "{how}");
}
