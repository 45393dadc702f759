//! A program that has nothing to do does nothing.

use std::time::{Duration, Instant};

use crate::home::Home;
use crate::program::{Program, Setup};

#[test]
fn without_a_key_nothing_is_written() {
    let home = Home::new();
    for ground in [None, Some("ffff/ffff/ffff")] {
        let mut program = Program::open(home.path(), &Setup { ground, ..Setup::default() });
        program.wait_for_silence(Duration::from_secs(2));
    }
}

#[test]
fn where_seconds_are_counted_there_is_a_frame_a_second() {
    let home = Home::new();
    home.ask("iam create-virtual-mfa-device --virtual-mfa-device-name phone --outfile seed --bootstrap-method Base32StringSeed");
    let mut program = Program::open(home.path(), &Setup::default());
    program.keys(":authenticator<enter>").wait_for("phone");
    let frames = |program: &Program| program.terminal().told().frames;
    let (begun, before) = (Instant::now(), frames(&program));
    program.wait_until("four frames", |terminal| terminal.told().frames >= before + 4);
    let (drawn, seconds) = (frames(&program) - before, begun.elapsed().as_secs());
    assert!(drawn as u64 <= seconds + 2, "{drawn} frames in {seconds} seconds");
    program.keys(":dashboard<enter>").wait_for("out of 5").wait_for_silence(Duration::from_secs(2));
}
