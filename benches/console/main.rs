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

use accounts::Kind;
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
    if accounts::make_where_asked() {
        return;
    }
    let quick = std::env::args().any(|argument| argument == "--quick");
    let rounds = if quick { Rounds { starts: 3, keys: 20, changes: 20 } } else { Rounds { starts: 21, keys: 300, changes: 300 } };
    let folder = tempfile::tempdir().expect("a temporary directory");
    let mut table = Table::new();
    for (name, kind) in [("empty account", Kind::Empty), ("5,000 users, 300 groups", Kind::Full)] {
        let home = folder.path().join(name.replace([' ', ','], "-"));
        kind.make_elsewhere(&home);
        measure_console(name, &home, rounds, &mut table);
        measure_commit(name, &home, rounds, &mut table);
    }
    table.print();
}

/// A row with times. An aim without words is none.
fn time(table: &mut Table, names: [&str; 2], [measured, floor]: [Duration; 2], aim: &str, limit: Duration) {
    let aim = if aim.is_empty() { String::new() } else { format!("{aim} = {}", milliseconds(limit)) };
    table.row(names, [measured, floor].map(milliseconds), &aim, measured <= limit);
}

fn measure_console(name: &str, home: &Path, rounds: Rounds, table: &mut Table) {
    // By turns, so that whatever else the machine does befalls both alike.
    let (mut bare, mut first_frame) = (Vec::new(), Vec::new());
    for _ in 0..rounds.starts {
        bare.push(Program::bare().until(floor::FIRST));
        first_frame.push(Program::console(home).until("IAM"));
    }
    let (bare, first_frame) = (median(bare), median(first_frame));
    time(table, [name, "start to first frame"], [first_frame, bare], "1.5 × floor + 10 ms", bare * 3 / 2 + Duration::from_millis(10));
    let there = median((0..rounds.starts).map(|_| Program::console(home).until("out of 5 complete")));
    time(table, [name, "start to the account being there"], [there, bare], "", Duration::MAX);

    let mut floor = Program::bare();
    floor.until(floor::FIRST);
    let mut program = Program::console(home);
    program.until("out of 5 complete");
    program.send(b":users\r");
    program.settle();
    let (mut bare, mut key_to_frame) = (Vec::new(), Vec::new());
    for round in 0..rounds.keys {
        let key = if round % 2 == 0 { b"j" } else { b"k" };
        bare.push(floor.key(key));
        key_to_frame.push(program.key(key));
    }
    let (bare, key_to_frame) = (median(bare), median(key_to_frame));
    time(table, [name, "key to frame"], [key_to_frame, bare], "floor + 1 ms", bare + Duration::from_millis(1));
    let mebibytes = |bytes: u64| format!("{}.{} MiB", bytes >> 20, ((bytes & 0xf_ffff) * 10) >> 20);
    table.row([name, "memory"], [program.memory(), floor.memory()].map(mebibytes), "", true);
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
