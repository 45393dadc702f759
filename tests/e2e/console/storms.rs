//! More than any person would do: sizes that change all the time, pastes of a megabyte.

use crate::home::Home;
use crate::program::{Program, Setup};

#[test]
fn fifty_sizes_while_keys_are_pressed_leave_a_whole_screen() {
    let home = Home::new();
    let mut program = Program::open(home.path(), &Setup::default());
    // A notice stays until the next one: this one is there at the end as well.
    let before = program.keys(":users<enter>z").wait_for("There are no users yet").wait_for("z does nothing here").screen();
    let mut number = 7_u16;
    for round in 0..50 {
        // Any sizes will do, the same at every run.
        number = number.wrapping_mul(25_173).wrapping_add(13_849);
        program.resize(match round {
            0 => (20, 5),
            1 => (200, 60),
            2 => (1, 1),
            _ => (20 + number % 181, 5 + number / 181 % 56),
        });
        program.keys([":users<enter>", "jk", "?<ctrl-p>", ":policies<enter>", "G", "g", "<tab>", "m", "<pgdn>"][round % 9]);
    }
    // Whatever lies over the screen by now takes its letters; none of them can keep two of these.
    program.resize((80, 24)).keys("<esc>").wait_for_silence(std::time::Duration::from_millis(300));
    program.keys("<esc>").wait_for_silence(std::time::Duration::from_millis(300));
    program.keys(":dashboard<enter>").wait_for("0 out of 5 complete").keys(":users<enter>z").wait_for_screen(&before);
    assert_eq!(program.terminal().told().strange, <[&str; 0]>::default());
    program.keys("<ctrl-c>");
    assert_eq!(program.exit_code(), Some(0));
}

fn bracketed(text: &str) -> String {
    format!("\x1b[200~{text}\x1b[201~")
}

#[test]
fn a_pasted_megabyte_is_cut_off_and_everything_goes_on() {
    let home = Home::new();
    let mut program = Program::open(home.path(), &Setup::default());
    let book = "all work and no play\r\n".repeat(50_000);
    // Where nothing takes it, into a field, behind a colon, and into a filter.
    program.send(bracketed(&book)).keys(":create-user<enter>").wait_for("User name");
    program.send(bracketed(&book)).wait_for("✖").keys("<ctrl-u>alice").wait_for("alice").wait_without("✖");
    program.keys("<esc>").wait_for("Leave this page?").keys("<tab><enter>").wait_for("There are no users yet");
    program.keys(":").send(bracketed(&book)).keys("<ctrl-u>policies<enter>").wait_for("Policies  1");
    program
        .keys("/")
        .send(bracketed(&book))
        .wait_for(" 0 of ")
        .keys("<ctrl-u>billing")
        .wait_for("Billing")
        .keys("<esc>")
        .wait_without(" of 1");
    program.keys("<ctrl-c>");
    assert_eq!(program.exit_code(), Some(0));
}

#[test]
fn a_hundred_kilobytes_typed_at_once_are_no_trouble() {
    let home = Home::new();
    let mut program = Program::open(home.path(), &Setup::default());
    program.keys(":create-user<enter>").wait_for("User name");
    // A fifth of it in a field, which says at each letter what is wrong with all of them.
    program.send("x".repeat(20_000)).keys("<ctrl-u>alice").wait_for("alice").wait_without("✖").keys("<esc>").wait_for("Leave this page?");
    program.keys("<tab><enter>").wait_for("There are no users yet");
    // As commands they are none, however many.
    program.send("z".repeat(100_000)).wait_for("z does nothing here").keys(":").send("x".repeat(20_000)).keys("<ctrl-u>dashboard<enter>");
    program.wait_for("0 out of 5").keys("q");
    assert_eq!(program.exit_code(), Some(0));
}
