//! Terminals that are none, or that can show less: the program asks the environment and does accordingly.

use std::collections::BTreeSet;

use iam_console::screens::SCREENS;

use crate::authenticator::Entry;
use crate::home::Home;
use crate::program::{Program, Setup};

const REDIRECTED: &str = "iam-console: The console draws on a terminal, and standard input or output is none.";

#[test]
fn without_a_terminal_it_says_so_and_does_nothing() {
    let home = Home::new();
    let answer = home.run(&[]);
    assert_eq!((answer.code, answer.out.as_str()), (Some(2), ""));
    assert!(answer.err.starts_with(REDIRECTED) && answer.err.lines().count() == 1, "{answer:?}");
    for shell in [r#""$@" >file"#, r#""$@" </dev/null"#] {
        let setup = Setup { shell: Some(shell), size: (200, 24), ..Setup::default() };
        let mut program = Program::start(home.path(), &setup);
        assert_eq!(program.exit_code(), Some(2), "{shell}");
        assert!(program.screen().starts_with(REDIRECTED) && program.screen().lines().count() == 1, "{}", program.screen());
        assert!(!program.raw().contains('\x1b'), "{shell}");
    }
    assert!(!home.path().join("accounts").exists());
}

#[test]
fn on_a_terminal_that_cant_place_text_it_talks_in_lines() {
    for term in [Some("dumb"), None, Some("")] {
        let home = Home::new();
        let mut program = Program::start(home.path(), &Setup::default().with("TERM", term));
        program.wait_for("Type a number").keys("4<enter>");
        assert_eq!(program.exit_code(), Some(0), "{term:?}");
        assert!(!program.raw().contains('\x1b'), "{term:?}");
    }
}

/// Goes through every screen that has a name, and what lies over them.
fn look_at_everything(program: &mut Program) {
    for name in SCREENS.iter().filter_map(|spec| spec.names.first()) {
        program.keys(&format!("<f2>{name}<enter>"));
    }
    program.keys("<f2>dashboard<enter>").wait_for("out of 5 complete");
    for (keys, title) in [("?", " Keys "), ("<ctrl-p>", " Actions "), ("m", " Go to "), (":", "esc close")] {
        program.keys(keys).wait_for(title).keys("<esc>").wait_without(title);
    }
}

/// The parameters of every SGR sequence that was written.
fn sgr(raw: &str) -> BTreeSet<&str> {
    let sequences = raw.split("\x1b[").skip(1).filter_map(|behind| {
        let end = behind.find(|letter: char| letter.is_ascii_alphabetic())?;
        (behind[end..].starts_with('m')).then(|| &behind[..end])
    });
    sequences.collect()
}

#[test]
fn without_colours_only_attributes_and_the_qr_code_have_any() {
    let home = Home::new();
    let mut program = Program::open(home.path(), &Setup { size: (120, 36), ..Setup::default() }.with("NO_COLOR", Some("1")));
    look_at_everything(&mut program);
    let raw = program.raw();
    let colourless = BTreeSet::from(["", "0", "1", "2", "3", "4", "7", "22", "23", "24", "27", "39", "49", "59", "39;49"]);
    assert_eq!(sgr(&raw).difference(&colourless).collect::<Vec<_>>(), <[&&str; 0]>::default());
    assert!(sgr(&raw).is_superset(&BTreeSet::from(["1", "7"])), "{:?}", sgr(&raw));
    assert_eq!(program.terminal().told().questions, 0, "the ground is of no interest");

    program.keys(":assign-mfa<enter>").wait_for("Device name").keys("<enter>");
    program.wait_until("a QR code", |terminal| terminal.whole().and_then(Entry::scan).is_some());
    let raw = program.raw();
    let coloured: Vec<_> = sgr(&raw).difference(&colourless).copied().collect();
    assert!(!coloured.is_empty());
    for sequence in coloured {
        assert!(sequence.split("8;5;").skip(1).all(|colour| ["16", "231"].contains(&colour.split(';').next().unwrap())), "{sequence}");
    }
}

#[test]
fn an_empty_no_color_is_none() {
    let home = Home::new();
    let program = Program::open(home.path(), &Setup::default().with("NO_COLOR", Some("")));
    assert!(sgr(&program.raw()).iter().any(|sequence| sequence.contains("38;2;")));
}

#[test]
fn a_locale_without_unicode_sees_nothing_but_ascii() {
    let home = Home::new();
    home.ask("iam create-user --user-name alice --tags Key=größe,Value=東京");
    for (name, value) in [("LANG", Some("C")), ("LANG", None), ("LC_ALL", Some("POSIX"))] {
        let mut program = Program::open(home.path(), &Setup { size: (120, 36), ..Setup::default() }.with(name, value));
        look_at_everything(&mut program);
        program.keys(":aws iam list-user-tags --user-name alice<enter>").wait_for("\"Tags\"").keys("<esc>").wait_without("\"Tags\"");
        program.keys(":assign-mfa<enter>").wait_for("Device name").keys("<enter>").wait_for("can't show a QR code").keys("<ctrl-c>");
        assert_eq!(program.exit_code(), Some(0));
        let raw = &program.terminal().raw;
        let foreign = raw.iter().position(|byte| !byte.is_ascii());
        assert_eq!(foreign.map(|at| String::from_utf8_lossy(&raw[at.saturating_sub(40)..raw.len().min(at + 40)]).into_owned()), None);
    }
}
