//! What the console costs, each figure beside a floor measured in the same run: a bare ratatui program in the same
//! pseudo-terminal, a bare append and fsync on the same disk.
//!
//! `cargo bench` prints the table; `cargo bench -- --quick` takes fewer rounds, to see that all of it still works.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod accounts;
mod floor;
mod program;
#[path = "../common/table.rs"]
mod table;

use std::path::Path;
use std::time::{Duration, Instant};

use accounts::{empty, full};
use program::Program;
use table::{Table, median, milliseconds};

/// How often each thing is measured.
#[derive(Clone, Copy)]
struct Rounds {
    starts: usize,
    keys: usize,
    changes: usize,
}

fn main() {
    if floor::is_asked_for() {
        floor::run();
        return;
    }
    let quick = std::env::args().any(|argument| argument == "--quick");
    let rounds = if quick { Rounds { starts: 3, keys: 20, changes: 20 } } else { Rounds { starts: 21, keys: 300, changes: 300 } };
    let folder = tempfile::tempdir().expect("a temporary directory");
    let mut table = Table::new();
    let bare = measure_bare(rounds);
    for (name, make) in [("empty account", empty as fn(&Path)), ("5,000 users, 300 groups", full)] {
        let home = folder.path().join(name.replace([' ', ','], "-"));
        make(&home);
        measure_console(name, &home, rounds, &bare, &mut table);
        measure_commit(name, &home, rounds, &mut table);
    }
    table.print();
}

/// A row with times. An aim without words is none.
fn time(table: &mut Table, names: [&str; 2], [measured, floor]: [Duration; 2], aim: &str, limit: Duration) {
    let aim = if aim.is_empty() { String::new() } else { format!("{aim} = {}", milliseconds(limit)) };
    table.row(names, [measured, floor].map(milliseconds), &aim, measured <= limit);
}

/// What the bare program needs.
struct Bare {
    first_frame: Duration,
    key_to_frame: Duration,
    memory: u64,
}

fn measure_bare(rounds: Rounds) -> Bare {
    let first_frame = median((0..rounds.starts).map(|_| Program::bare().until(floor::FIRST)));
    let mut program = Program::bare();
    program.until(floor::FIRST);
    let key_to_frame = median((0..rounds.keys).map(|_| program.key(b"j")));
    let memory = program.memory();
    Bare { first_frame, key_to_frame, memory }
}

fn measure_console(name: &str, home: &Path, rounds: Rounds, bare: &Bare, table: &mut Table) {
    let first_frame = median((0..rounds.starts).map(|_| Program::console(home).until("IAM")));
    let limit = bare.first_frame * 3 / 2 + Duration::from_millis(10);
    time(table, [name, "start to first frame"], [first_frame, bare.first_frame], "1.5 × floor + 10 ms", limit);
    let there = median((0..rounds.starts).map(|_| Program::console(home).until("out of 5 complete")));
    time(table, [name, "start to the account being there"], [there, bare.first_frame], "", Duration::MAX);

    let mut program = Program::console(home);
    program.until("out of 5 complete");
    program.send(b":users\r");
    program.settle();
    let key_to_frame = median((0..rounds.keys).map(|round| program.key(if round % 2 == 0 { b"j" } else { b"k" })));
    let limit = bare.key_to_frame + Duration::from_millis(1);
    time(table, [name, "key to frame"], [key_to_frame, bare.key_to_frame], "floor + 1 ms", limit);
    let mebibytes = |bytes: u64| format!("{}.{} MiB", bytes >> 20, ((bytes & 0xf_ffff) * 10) >> 20);
    table.row([name, "memory"], [program.memory(), bare.memory].map(mebibytes), "", true);
}

/// A change from the door to the disk, beside a bare append of the same length and fsync.
fn measure_commit(name: &str, home: &Path, rounds: Rounds, table: &mut Table) {
    let length = accounts::line_length(home);
    let mut open = accounts::open(home);
    let mut file = floor::file(home);
    // By turns, so that whatever else the disk does befalls both alike.
    let (mut bare, mut durable) = (Vec::new(), Vec::new());
    for round in 0..rounds.changes {
        bare.push(floor::fsync(&mut file, length));
        let operation = accounts::change(round);
        let begun = Instant::now();
        open.submit(&iam_console::account::caller::Caller::ROOT, std::slice::from_ref(&operation)).expect("accepted");
        durable.push(begun.elapsed());
        open.settle().expect("settles");
    }
    let (bare, durable) = (median(bare), median(durable));
    let limit = bare * 2 + Duration::from_micros(500);
    time(table, [name, "a durable change"], [durable, bare], "2 × floor + 0.5 ms", limit);
}
