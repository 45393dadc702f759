//! What comes before the program is ready for it, and what comes too late.

use std::thread;
use std::time::Duration;

use vt100::Color;

use crate::home::Home;
use crate::program::{Program, Setup};

#[test]
fn keys_that_were_typed_before_the_program_was_there_arrive() {
    let home = Home::new();
    // The shell reads its line and no more; all the rest is there before the program is.
    let setup = Setup { shell: Some(r#"read go; exec "$@""#), ..Setup::default() };
    let mut program = Program::start(home.path(), &setup);
    program.keys("go<enter>:create-user<enter>alice<enter>").wait_for("2 of 3").wait_for("Set permissions");
    program.keys("<ctrl-c>").wait_for("Quit?").keys("<ctrl-c>");
    assert_eq!(program.exit_code(), Some(0));
    let mut program = Program::start(home.path(), &setup);
    program.keys("go<enter><down><enter>").wait_for("Device name");
}

#[test]
fn keys_that_are_typed_while_it_starts_arrive() {
    let home = Home::new();
    for pause in 0..10 {
        let mut program = Program::start(home.path(), &Setup::default());
        // Somewhere between nothing and a first frame.
        thread::sleep(Duration::from_millis(3 * pause));
        program.keys(":create-user<enter>alice<enter>").wait_for("Set permissions");
    }
}

/// The colours of a row of a terminal that says its ground is this one, once the program has had time to follow.
fn colours(home: &Home, ground: Option<&'static str>) -> Vec<(Color, Color)> {
    let mut program = Program::open(home.path(), &Setup { ground, ..Setup::default() });
    program.wait_until("the question", |terminal| terminal.told().questions == 1).wait_for_silence(Duration::from_millis(200));
    let terminal = program.terminal();
    (0..80).filter_map(|column| terminal.screen().cell(6, column)).map(|cell| (cell.fgcolor(), cell.bgcolor())).collect()
}

#[test]
fn the_ground_is_followed_where_the_terminal_answers_at_once() {
    let home = Home::new();
    let dark = colours(&home, Some("0000/0000/0000"));
    assert_eq!(colours(&home, None), dark, "without an answer it is taken to be dark");
    // On a machine that has much else to do an answer may come too late to be followed: not every time.
    assert!((0..10).any(|_| colours(&home, Some("ffff/ffff/ffff")) != dark), "a light ground is never followed");
}

#[test]
fn an_answer_that_comes_late_and_in_pieces_does_nothing() {
    let home = Home::new();
    let mut program = Program::open(home.path(), &Setup::default());
    program.wait_for_silence(Duration::from_millis(600));
    let before = program.screen();
    for answer in ["\x1b]11;rgb:ffff/ffff/ffff\x1b\\", "\x1b]11;rgb:ff/ff/ff\x07", "\x1b[?62;22c"] {
        // Cut behind its first byte, it may be escape and a bracket that somebody pressed.
        for at in (0..answer.len()).filter(|at| *at != 1) {
            let (head, tail) = answer.split_at(at);
            program.send(head);
            // Long enough, most of the time, to be read by itself.
            thread::sleep(Duration::from_millis(10));
            program.send(tail);
        }
        program.wait_for_silence(Duration::from_millis(100));
        assert_eq!(program.screen(), before, "{answer:?}");
    }
    program.keys(":users<enter>").wait_for("There are no users yet");
}
